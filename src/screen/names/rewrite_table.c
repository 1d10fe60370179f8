/* SPDX-License-Identifier: Apache-2.0
 *
 * How spellings are brought to keys. A key is for comparing only; it is no
 * pronunciation.
 */
#include "screen/names/tables.h"

/* Forms that the same name takes under different transliteration standards
 * (ICAO Doc 9303 part 3 section 6 against national ones) and in airline systems. */
const struct rewrite_row sound_table[] = {
	/* Slavic family names: one of women as that of men, and the ways to write -SKII. */
	{"SKAYA", "SKI", AT_END},  {"SKAIA", "SKI", AT_END}, {"SKAJA", "SKI", AT_END},
	{"SKIY", "SKI", AT_END},   {"SKII", "SKI", AT_END},  {"SKYI", "SKI", AT_END},
	{"SKYY", "SKI", AT_END},   {"SKIJ", "SKI", AT_END},  {"SKYJ", "SKI", AT_END},
	{"SKY", "SKI", AT_END},    {"SKA", "SKI", AT_END},   {"OVA", "OV", AT_END},
	{"EVA", "EV", AT_END},     {"OWA", "OV", AT_END},    {"EWA", "EV", AT_END},
	{"SHCH", "SH", ANYWHERE},  {"TSCH", "C", ANYWHERE},  {"SCH", "SH", ANYWHERE},
	{"TCH", "C", ANYWHERE},    {"DZH", "I", ANYWHERE},   {"OFF", "OV", AT_END},
	{"EFF", "EV", AT_END},     {"UXX", "U", ANYWHERE},   {"NXX", "N", ANYWHERE},
	{"OU", "V", BEFORE_VOWEL}, {"OU", "U", ANYWHERE},    {"OO", "U", ANYWHERE},
	{"EE", "I", ANYWHERE},     {"AE", "A", ANYWHERE},    {"OE", "O", ANYWHERE},
	{"UE", "U", ANYWHERE},     {"AA", "A", ANYWHERE},    {"IJ", "I", ANYWHERE},
	{"CH", "C", ANYWHERE},     {"SH", "SH", ANYWHERE},   {"KH", "H", ANYWHERE},
	{"GH", "G", ANYWHERE},     {"DH", "D", ANYWHERE},    {"TH", "T", ANYWHERE},
	{"PH", "F", ANYWHERE},     {"ZH", "I", ANYWHERE},    {"DJ", "I", ANYWHERE},
	{"CK", "K", ANYWHERE},     {"TZ", "TS", ANYWHERE},   {"QU", "K", BEFORE_VOWEL},
	{"AH", "A", AT_END},       {"EH", "A", AT_END},      {"C", "S", BEFORE_SOFT},
	{"C", "K", ANYWHERE},      {"Q", "K", ANYWHERE},     {"W", "V", ANYWHERE},
	{"J", "I", ANYWHERE},      {"Y", "I", ANYWHERE},     {"X", "KS", ANYWHERE},
};
const size_t sound_table_count = sizeof sound_table / sizeof sound_table[0];

/* What a spelling in Latin letters has in common with Arabic script: consonants,
 * each in the class of those that Latin spellings confuse. */
const struct rewrite_row consonant_table[] = {
	{"TCH", "S", ANYWHERE}, {"SCH", "S", ANYWHERE}, {"KH", "H", ANYWHERE},
	{"SH", "S", ANYWHERE},  {"CH", "S", ANYWHERE},  {"TH", "T", ANYWHERE},
	{"DH", "D", ANYWHERE},  {"GH", "G", ANYWHERE},  {"DJ", "J", ANYWHERE},
	{"ZH", "J", ANYWHERE},  {"PH", "F", ANYWHERE},  {"CK", "K", ANYWHERE},
	{"AH", "", AT_END},     {"EH", "", AT_END},     {"Q", "K", ANYWHERE},
	{"C", "K", ANYWHERE},   {"P", "B", ANYWHERE},   {"V", "F", ANYWHERE},
	{"A", "", ANYWHERE},    {"E", "", ANYWHERE},    {"I", "", ANYWHERE},
	{"O", "", ANYWHERE},    {"U", "", ANYWHERE},    {"W", "", ANYWHERE},
	{"Y", "", ANYWHERE},
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
