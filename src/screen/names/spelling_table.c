/* SPDX-License-Identifier: Apache-2.0
 *
 * Spellings of one name that no count of letters brings together, as forms used
 * on documents and tickets; words with the same number are one name. In byte order.
 */
#include "screen/names/tables.h"

const struct spelling_row spelling_table[] = {
	{"ABD", 2}, {"ABDAL", 2}, {"ABDEL", 2}, {"ABDIL", 2}, {"ABDOL", 2}, {"ABDOUL", 2},
	{"ABDUL", 2}, {"ABDUR", 2}, {"ABO", 3}, {"ABOU", 3}, {"ABU", 3}, {"ACHMAD", 4},
	{"ACHMED", 4}, {"AHMAD", 4}, {"AHMED", 4}, {"AHMET", 4}, {"AKHMAD", 4}, {"AKHMED", 4},
	{"ALDIN", 20}, {"ALEJANDRO", 5}, {"ALEKSANDER", 5}, {"ALEKSANDR", 5}, {"ALEKSEI", 30},
	{"ALEKSEY", 30}, {"ALESSANDRO", 5}, {"ALEXANDER", 5}, {"ALEXANDR", 5},
	{"ALEXANDRE", 5}, {"ALEXEI", 30}, {"ALEXEY", 30}, {"ALI", 14}, {"ALIAKSANDR", 5},
	{"ALIAKSEI", 30}, {"ALY", 14}, {"ANDREI", 24}, {"ANDREJ", 24}, {"ANDREY", 24},
	{"ANDRII", 24}, {"ANDRIY", 24}, {"BOU", 3}, {"BRAHIM", 12}, {"BU", 3}, {"DEEN", 20},
	{"DIMITRI", 28}, {"DIMITRY", 28}, {"DIN", 20}, {"DJALALUDDIN", 21}, {"DMITRI", 28},
	{"DMITRY", 28}, {"DMYTRO", 28}, {"DZMITRY", 28}, {"EBRAHIM", 12}, {"EDDIN", 20},
	{"EDDINE", 20}, {"ELDIN", 20}, {"ESMAEIL", 13}, {"ESMAIL", 13}, {"EUGENE", 22},
	{"EVGENII", 22}, {"EVGENIJ", 22}, {"EVGENY", 22}, {"GADDAFI", 6}, {"GADHAFI", 6},
	{"GATHAFI", 6}, {"GEORGE", 31}, {"GEORGI", 31}, {"GEORGII", 31}, {"GEORGIY", 31},
	{"GEORGY", 31}, {"GIORGI", 31}, {"HACENE", 8}, {"HALID", 18}, {"HASAN", 8},
	{"HASSAN", 8}, {"HEORHII", 31}, {"HOCINE", 7}, {"HOSSEIN", 7}, {"HOUSSEIN", 7},
	{"HUSAIN", 7}, {"HUSAYN", 7}, {"HUSEIN", 7}, {"HUSEYIN", 7}, {"HUSSAIN", 7},
	{"HUSSEIN", 7}, {"IBRAGIM", 12}, {"IBRAHEEM", 12}, {"IBRAHIM", 12}, {"IBROHIM", 12},
	{"ISMAEL", 13}, {"ISMAIL", 13}, {"ISMAYIL", 13}, {"ISMOIL", 13}, {"IURI", 29},
	{"IURII", 29}, {"JALALEDDIN", 21}, {"JALALUDDIN", 21}, {"JALLALOUDINE", 21},
	{"JURI", 29}, {"JUSUF", 9}, {"KADDAFI", 6}, {"KADHAFI", 6}, {"KHALED", 18},
	{"KHALID", 18}, {"KHASAN", 8}, {"MAHOMED", 1}, {"MAMADOU", 1}, {"MD", 1},
	{"MEHMET", 1}, {"MHD", 1}, {"MICHAIL", 26}, {"MIHAIL", 26}, {"MIKALAI", 25},
	{"MIKHAEL", 26}, {"MIKHAIL", 26}, {"MIKHAYLO", 26}, {"MOHAMAD", 1}, {"MOHAMED", 1},
	{"MOHAMET", 1}, {"MOHAMMAD", 1}, {"MOHAMMED", 1}, {"MOHD", 1}, {"MOSTAFA", 17},
	{"MOUSTAFA", 17}, {"MOUSTAPHA", 17}, {"MUHAMAD", 1}, {"MUHAMED", 1}, {"MUHAMMAD", 1},
	{"MUHAMMED", 1}, {"MUSTAFA", 17}, {"MUSTAPHA", 17}, {"MXHMD", 1}, {"MYKHAILO", 26},
	{"MYKOLA", 25}, {"NIKOLAI", 25}, {"NIKOLAJ", 25}, {"NIKOLAY", 25}, {"NOOR", 19},
	{"NOR", 19}, {"NOUR", 19}, {"NUR", 19}, {"OLEKSANDR", 5}, {"OLEKSII", 30},
	{"OMAR", 10}, {"OMER", 10}, {"OSMAN", 11}, {"OTHMAN", 11}, {"OUMAR", 10},
	{"OUSMANE", 11}, {"QADDAFI", 6}, {"QADHAFI", 6}, {"QADHDHAFI", 6}, {"SAEED", 15},
	{"SAEID", 15}, {"SAID", 15}, {"SAYID", 15}, {"SERGEI", 23}, {"SERGEJ", 23},
	{"SERGEY", 23}, {"SERGII", 23}, {"SERHII", 23}, {"SERHIY", 23}, {"SIARHEI", 23},
	{"SOLEYMAN", 16}, {"SOLIMAN", 16}, {"SOULEYMANE", 16}, {"SULAIMAN", 16},
	{"SULAYMAN", 16}, {"SULEIMAN", 16}, {"SULEJMAN", 16}, {"SULEYMAN", 16}, {"UDDIN", 20},
	{"ULADZIMIR", 27}, {"UMAR", 10}, {"UMER", 10}, {"USMAN", 11}, {"USMON", 11},
	{"UTHMAN", 11}, {"VLADIMIR", 27}, {"VOLODYMYR", 27}, {"WLADIMIR", 27}, {"XALID", 18},
	{"YEVGENIY", 22}, {"YEVGENY", 22}, {"YOSEF", 9}, {"YOUSAF", 9}, {"YOUSEF", 9},
	{"YOUSSEF", 9}, {"YOUSSOUF", 9}, {"YOUSUF", 9}, {"YURI", 29}, {"YURII", 29},
	{"YURIY", 29}, {"YURY", 29}, {"YUSEF", 9}, {"YUSUF", 9},
};
const size_t spelling_table_count = sizeof spelling_table / sizeof spelling_table[0];
