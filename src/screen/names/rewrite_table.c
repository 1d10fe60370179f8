/* SPDX-License-Identifier: Apache-2.0
 *
 * How spellings are brought to keys. A key is for comparing only; it is no
 * pronunciation.
 */
#include "screen/names/tables.h"

/* Forms that the same name takes under different transliteration standards
 * (ICAO Doc 9303 part 3 section 6 against national ones) and in airline systems; Slavic
 * family names: one of women as that of men, and the ways to write -SKII. */
const struct rewrite_row sound_table[] = {
	{"AE", "A", ANYWHERE},    {"AA", "A", ANYWHERE},     {"AH", "A", AT_END},
	{"CH", "C", ANYWHERE},    {"CK", "K", ANYWHERE},     {"C", "S", BEFORE_SOFT},
	{"C", "K", ANYWHERE},     {"DZH", "I", ANYWHERE},    {"DH", "D", ANYWHERE},
	{"DJ", "I", ANYWHERE},    {"EVA", "EV", AT_END},     {"EWA", "EV", AT_END},
	{"EFF", "EV", AT_END},    {"EE", "I", ANYWHERE},     {"EH", "A", AT_END},
	{"GH", "G", ANYWHERE},    {"IJ", "I", ANYWHERE},     {"J", "I", ANYWHERE},
	{"KH", "H", ANYWHERE},    {"NXX", "N", ANYWHERE},    {"OVA", "OV", AT_END},
	{"OWA", "OV", AT_END},    {"OFF", "OV", AT_END},     {"OU", "V", BEFORE_VOWEL},
	{"OU", "U", ANYWHERE},    {"OO", "U", ANYWHERE},     {"OE", "O", ANYWHERE},
	{"PH", "F", ANYWHERE},    {"QU", "K", BEFORE_VOWEL}, {"Q", "K", ANYWHERE},
	{"SKAYA", "SKI", AT_END}, {"SKAIA", "SKI", AT_END},  {"SKAJA", "SKI", AT_END},
	{"SKIY", "SKI", AT_END},  {"SKII", "SKI", AT_END},   {"SKYI", "SKI", AT_END},
	{"SKYY", "SKI", AT_END},  {"SKIJ", "SKI", AT_END},   {"SKYJ", "SKI", AT_END},
	{"SKY", "SKI", AT_END},   {"SKA", "SKI", AT_END},    {"SHCH", "SH", ANYWHERE},
	{"SCH", "SH", ANYWHERE},  {"SH", "SH", ANYWHERE},    {"TSCH", "C", ANYWHERE},
	{"TCH", "C", ANYWHERE},   {"TH", "T", ANYWHERE},     {"TZ", "TS", ANYWHERE},
	{"UXX", "U", ANYWHERE},   {"UE", "U", ANYWHERE},     {"W", "V", ANYWHERE},
	{"X", "KS", ANYWHERE},    {"Y", "I", ANYWHERE},      {"ZH", "I", ANYWHERE},
};
const size_t sound_table_count = sizeof sound_table / sizeof sound_table[0];

/* What a spelling in Latin letters has in common with Arabic script: consonants,
 * each in the class of those that Latin spellings confuse. */
const struct rewrite_row consonant_table[] = {
	{"AH", "", AT_END},     {"A", "", ANYWHERE},    {"CH", "S", ANYWHERE},
	{"CK", "K", ANYWHERE},  {"C", "K", ANYWHERE},   {"DH", "D", ANYWHERE},
	{"DJ", "J", ANYWHERE},  {"EH", "", AT_END},     {"E", "", ANYWHERE},
	{"GH", "G", ANYWHERE},  {"I", "", ANYWHERE},    {"KH", "H", ANYWHERE},
	{"O", "", ANYWHERE},    {"PH", "F", ANYWHERE},  {"P", "B", ANYWHERE},
	{"Q", "K", ANYWHERE},   {"SCH", "S", ANYWHERE}, {"SH", "S", ANYWHERE},
	{"TCH", "S", ANYWHERE}, {"TH", "T", ANYWHERE},  {"U", "", ANYWHERE},
	{"V", "F", ANYWHERE},   {"W", "", ANYWHERE},    {"Y", "", ANYWHERE},
	{"ZH", "J", ANYWHERE},
};
const size_t consonant_table_count = sizeof consonant_table / sizeof consonant_table[0];

/* ICAO Doc 9303 part 3 section 6 C: Arabic in the machine readable zone, to the
 * usual Latin letters. */
const struct rewrite_row mrz_arabic_table[] = {
	{"XTAH", "", ANYWHERE},  {"XAA", "A", ANYWHERE},  {"XAE", "A", ANYWHERE},
	{"XAH", "A", ANYWHERE},  {"XAY", "A", ANYWHERE},  {"XTA", "", ANYWHERE},
	{"XTH", "TH", ANYWHERE}, {"XKH", "KH", ANYWHERE}, {"XDH", "DH", ANYWHERE},
	{"XSH", "SH", ANYWHERE}, {"XSS", "S", ANYWHERE},  {"XDZ", "D", ANYWHERE},
	{"XTT", "T", ANYWHERE},  {"XZZ", "Z", ANYWHERE},  {"XXA", "A", ANYWHERE},
	{"XXT", "T", ANYWHERE},  {"XXH", "S", ANYWHERE},  {"XXD", "D", ANYWHERE},
	{"XXR", "R", ANYWHERE},  {"XXG", "H", ANYWHERE},  {"XXS", "SH", ANYWHERE},
	{"XXK", "G", ANYWHERE},  {"XXN", "N", ANYWHERE},  {"XKK", "K", ANYWHERE},
	{"XGG", "G", ANYWHERE},  {"XNN", "N", ANYWHERE},  {"XNG", "N", ANYWHERE},
	{"XDO", "H", ANYWHERE},  {"XYA", "Y", ANYWHERE},  {"XYB", "Y", ANYWHERE},
	{"XC", "CH", ANYWHERE},  {"XJ", "ZH", ANYWHERE},  {"XE", "", ANYWHERE},
	{"XH", "H", ANYWHERE},   {"XI", "I", ANYWHERE},
};
const size_t mrz_arabic_table_count = sizeof mrz_arabic_table / sizeof mrz_arabic_table[0];
