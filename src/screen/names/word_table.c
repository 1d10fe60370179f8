/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of names that do not count. Light words (articles, particles of descent,
 * titles, honours) are there or not without a difference; placeholders stand for
 * a name that is not known (IATA: FNU, LNU) and are removed. In byte order.
 */
#include "screen/names/tables.h"

const struct word_row word_table[] = {
	{"AL", WORD_LIGHT}, {"AR", WORD_LIGHT}, {"AS", WORD_LIGHT}, {"ASH", WORD_LIGHT},
	{"BEN", WORD_LIGHT}, {"BIN", WORD_LIGHT}, {"BINT", WORD_LIGHT}, {"BINTI", WORD_LIGHT},
	{"CHD", WORD_LIGHT}, {"CHEIKH", WORD_LIGHT}, {"DA", WORD_LIGHT}, {"DAS", WORD_LIGHT},
	{"DE", WORD_LIGHT}, {"DEL", WORD_LIGHT}, {"DELLA", WORD_LIGHT}, {"DELLO", WORD_LIGHT},
	{"DEN", WORD_LIGHT}, {"DER", WORD_LIGHT}, {"DI", WORD_LIGHT}, {"DOS", WORD_LIGHT},
	{"DR", WORD_LIGHT}, {"DU", WORD_LIGHT}, {"EL", WORD_LIGHT}, {"FNU", WORD_PLACEHOLDER},
	{"HADJI", WORD_LIGHT}, {"HAJ", WORD_LIGHT}, {"HAJI", WORD_LIGHT},
	{"HAJJI", WORD_LIGHT}, {"IBN", WORD_LIGHT}, {"II", WORD_LIGHT}, {"III", WORD_LIGHT},
	{"INF", WORD_LIGHT}, {"JR", WORD_LIGHT}, {"LA", WORD_LIGHT}, {"LAS", WORD_LIGHT},
	{"LNU", WORD_PLACEHOLDER}, {"LOS", WORD_LIGHT}, {"MASTER", WORD_LIGHT},
	{"MAULAVI", WORD_LIGHT}, {"MAULVI", WORD_LIGHT}, {"MAWLAWI", WORD_LIGHT},
	{"MISS", WORD_LIGHT}, {"MR", WORD_LIGHT}, {"MRS", WORD_LIGHT}, {"MS", WORD_LIGHT},
	{"MSTR", WORD_LIGHT}, {"MULLA", WORD_LIGHT}, {"MULLAH", WORD_LIGHT},
	{"NFN", WORD_PLACEHOLDER}, {"NLN", WORD_PLACEHOLDER},
	{"NOFIRSTNAME", WORD_PLACEHOLDER}, {"NOLASTNAME", WORD_PLACEHOLDER},
	{"NONAME", WORD_PLACEHOLDER}, {"OULD", WORD_LIGHT}, {"PROF", WORD_LIGHT},
	{"SHAYKH", WORD_LIGHT}, {"SHEIK", WORD_LIGHT}, {"SHEIKH", WORD_LIGHT},
	{"SIR", WORD_LIGHT}, {"SR", WORD_LIGHT}, {"TEN", WORD_LIGHT}, {"TER", WORD_LIGHT},
	{"UL", WORD_LIGHT}, {"UNK", WORD_PLACEHOLDER}, {"UNKNOWN", WORD_PLACEHOLDER},
	{"VAN", WORD_LIGHT}, {"VON", WORD_LIGHT}, {"WALAD", WORD_LIGHT},
	{"XX", WORD_PLACEHOLDER}, {"XXX", WORD_PLACEHOLDER}, {"ZU", WORD_LIGHT},
	{"ZUM", WORD_LIGHT},
};
const size_t word_table_count = sizeof word_table / sizeof word_table[0];
