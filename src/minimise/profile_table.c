/* SPDX-License-Identifier: Apache-2.0
 *
 * The legal profiles as data. Codes: IATA AIRIMP and PADIS; which of them
 * reveal special categories of data, and why each stands here: docs/minimise.md.
 * Every list is in byte order and ends with NULL.
 */
#include "minimise/profile.h"

/* religion (meals), health (meals, assistance). */
static const char *const sensitive_codes[] = {
	"AVML", "BLML", "BLND", "DBML", "DEAF", "DPNA", "ESAN", "GFML", "HFML",
	"HNML", "KSML", "LCML", "LEGB", "LEGL", "LEGR", "LFML", "LPML", "LSML",
	"MAAS", "MEDA", "MOML", "NLML", "ORML", "OXYG", "PFML", "POCA", "PPOC",
	"PRML", "RVML", "SPML", "STCR", "SVAN", "VGML", "VJML", "VLML", "VOML",
	"WCBD", "WCBW", "WCHC", "WCHR", "WCHS", "WCLB", "WCMP", "WCOB", NULL,
};

/* whole words of free text. Words that are also common names of people
 * (such as PRIEST) count in free text only, never in name fields. */
static const char *const sensitive_words[] = {
	/* health, religion, ethnic origin, opinion, union membership, sexual life */
	"ALLERGIC",   "ALLERGIES",   "ALLERGY",      "ALZHEIMER",     "ALZHEIMERS",
	"AMPUTEE",    "ANAPHYLAXIS", "ASTHMA",       "ASTHMATIC",     "ATHEIST",
	"AUTISM",     "AUTIST",      "AUTISTIC",     "AVEUGLE",       "BAPTIST",
	"BISEXUAL",   "BLIND",       "BUDDHIST",     "CANCER",        "CARDIAC",
	"CATHETER",   "CATHOLIC",    "CHEMOTHERAPY", "CIEGO",         "CIRCUMCISION",
	"COELIAC",    "COMMUNIST",   "CRUTCHES",     "DEAF",          "DEMENTIA",
	"DEPRESSION", "DIABETES",    "DIABETIC",     "DIABETICO",     "DIABETIQUE",
	"DIABETISCH", "DIALYSIS",    "DIOCESE",      "DISABILITIES",  "DISABILITY",
	"DISABLED",   "EMBOLISM",    "EPILEPSY",     "EPILEPTIC",     "EPIPEN",
	"ETHNIC",     "ETHNICITY",   "EVANGELICAL",  "FRACTURE",      "GAY",
	"GLUTEN",     "GYPSY",       "HAJ",          "HAJJ",          "HALAL",
	"HANDICAP",   "HANDICAPE",   "HANDICAPPED",  "HEMODIALYSIS",  "HEPATITIS",
	"HINDU",      "HIV",         "HOMOSEXUAL",   "IMAM",          "INSULIN",
	"INVALIDE",   "ISLAMIC",     "JEWISH",       "KOSHER",        "LESBIAN",
	"LGBT",       "LGBTQ",       "MEDICAL",      "MEDICATION",    "MENTAL",
	"METHODIST",  "MOSQUE",      "MUSLIM",       "NUNS",          "ORTHODOX",
	"OXYGEN",     "OXYGENE",     "PARALYSED",    "PARALYSIS",     "PARALYZED",
	"PARAPLEGIC", "PILGRIM",     "PILGRIMAGE",   "PILGRIMS",      "PREGNANCY",
	"PREGNANT",   "PRIEST",      "PRIESTS",      "PROSTHESIS",    "PROSTHETIC",
	"PROTESTANT", "PSYCHIATRIC", "QUADRIPLEGIC", "RABBI",         "RACIAL",
	"RELIGION",   "RELIGIOUS",   "ROLLSTUHL",    "SCHIZOPHRENIA", "SEIZURE",
	"SEIZURES",   "SHIA",        "SIKH",         "STRETCHER",     "STROKE",
	"SUNNI",      "SURGERY",     "SYNAGOGUE",    "TRANSEXUAL",    "TRANSGENDER",
	"TRANSPLANT", "TRANSSEXUAL", "TUBERCULOSIS", "UMRAH",         "UNIONIST",
	"WHEELCHAIR", "WHEELCHAIRS", NULL,
};

/* service requests that belong to one of the 19 headings of
 * Annex I other than 12, and under 12 unaccompanied minors. */
static const char *const permitted_services[] = {
	"ADMD", /* 13 ticketing */
	"ADTK", /* 13 */
	"BAGG", /* 16 baggage */
	"BIKE", /* 16 */
	"BULK", /* 16 */
	"CBBG", /* 16 */
	"CHLD", /* 17 travellers of the booking */
	"CKIN", /* 10 check-in */
	"CTCE", /* 5 contact */
	"CTCM", /* 5 */
	"CTCR", /* 5 */
	"DOCA", /* 18 advance passenger information */
	"DOCO", /* 18 */
	"DOCS", /* 18 */
	"EPAY", /* 6 payment */
	"EXST", /* 14 seat */
	"FOID", /* 18 */
	"FQTR", /* 8 frequent flyer */
	"FQTS", /* 8 */
	"FQTU", /* 8 */
	"FQTV", /* 8 */
	"FRAG", /* 16 */
	"GPST", /* 14 */
	"GRPF", /* 13 */
	"GRPS", /* 17 */
	"INFT", /* 17 */
	"NSSA", /* 14 */
	"NSSB", /* 14 */
	"NSST", /* 14 */
	"NSSW", /* 14 */
	"PDBG", /* 16 */
	"PSPT", /* 18 */
	"RLOC", /* 1 record locator */
	"RQST", /* 14 */
	"SEAT", /* 14 */
	"SMSA", /* 14 */
	"SMST", /* 14 */
	"SMSW", /* 14 */
	"SPEQ", /* 16 */
	"TKNA", /* 13 */
	"TKNE", /* 13 */
	"TKNM", /* 13 */
	"TKNO", /* 13 */
	"TKTL", /* 13 */
	"UMNR", /* 12 unaccompanied minor */
	"XBAG", /* 16 */
	"YPTA", /* 12 young passenger travelling alone */
	NULL,
};

/* Directive (EU) 2016/681 as the Court of Justice reads it (C-817/19). */
static const struct minimise_profile eu_strict = {
	.name = "eu-strict",
	.sensitive_codes = sensitive_codes,
	.sensitive_words = sensitive_words,
	.permitted_services = permitted_services,
};

/* ICAO Annex 9, chapter 9, section D. */
static const struct minimise_profile icao_base = {
	.name = "icao-base",
	.sensitive_codes = sensitive_codes,
	.sensitive_words = sensitive_words,
};

const struct minimise_profile *const minimise_profiles[] = {&eu_strict, &icao_base, NULL};
