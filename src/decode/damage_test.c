/* SPDX-License-Identifier: Apache-2.0
 *
 * Nothing is lost: each segment of a rich message is damaged in turn (dropped,
 * cut short, its tag garbled, sent twice), and everything that does not depend
 * on it must be read as from the undamaged message.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/test_decode.h"

#include <stdlib.h>
#include <string.h>

/* One segment, and the values that it alone brings (separated by blanks) into
 * the output. All of them are different in the whole message. */
struct line {
	const char *segment;
	const char *values;
	bool opens; /* without it, what follows has another place or owner */
};

enum damage { DROPPED, CUT, GARBLED, REPEATED, DAMAGES };

static void line_write(struct buf *b, const char *segment, enum damage damage)
{
	size_t n = strlen(segment);
	switch (damage) {
	case DROPPED:
		return;
	case CUT: /* all behind the tag and half of the rest, the terminator stays */
		buf_add(b, (struct slice){segment, 3 + (n - 4) / 2});
		buf_char(b, '\'');
		return;
	case GARBLED:
		buf_printf(b, "Q9%s", segment + 2);
		return;
	case REPEATED:
		buf_printf(b, "%s%s", segment, segment);
		return;
	case DAMAGES:
		break;
	}
	buf_printf(b, "%s", segment);
}

static char *read_damaged(const char *head, const struct line *lines, size_t at, enum damage damage)
{
	struct buf b;
	buf_init(&b, 1 << 16);
	buf_printf(&b, "%s", head);
	for (size_t i = 0; lines[i].segment; i++)
		line_write(&b, lines[i].segment, i == at ? damage : DAMAGES);
	buf_printf(&b, "UNT+99+1'UNZ+1+R1'");
	char *json = test_decode(buf_slice(&b));
	buf_release(&b);
	return json;
}

static bool has(const char *json, struct slice value)
{
	return memmem(json, strlen(json), value.p, value.n) != NULL;
}

/* Each value of the lines other than `at` stands in the output. */
static void values_are_there(const char *json, const struct line *lines, size_t at,
			     enum damage damage)
{
	for (size_t i = 0; lines[i].segment; i++) {
		struct slice rest = slice_of(lines[i].values);
		struct slice value;
		while ((i != at || damage == REPEATED) && slice_cut(&rest, ' ', &value)) {
			if (!has(json, value))
				fail_msg("damage %d of %s: %.*s of %s is lost: %s", damage,
					 lines[at].segment, SLICE_ARG(value), lines[i].segment,
					 json);
		}
	}
}

static unsigned count_of(const char *json, const char *part)
{
	unsigned n = 0;
	for (const char *p = json; (p = strstr(p, part)); p++)
		n++;
	return n;
}

/* Never more than one traveller or booking fewer, and then only where the
 * segment that names them was damaged. */
static void neighbours_are_there(const char *json, const char *whole, const struct line *line,
				 enum damage damage)
{
	unsigned before = count_of(whole, "\"kind\":\"");
	unsigned after = count_of(json, "\"kind\":\"");
	if (after + line->opens < before)
		fail_msg("damage %d of %s costs travellers: %s", damage, line->segment, json);
	assert_int_equal(
		count_of(json, "\"type\":\"PNRGOV\"") + count_of(json, "\"type\":\"PAXLST\""), 1);
}

static void each_damage(const char *head, const struct line *lines)
{
	char *whole = read_damaged(head, lines, SIZE_MAX, DAMAGES);
	values_are_there(whole, lines, SIZE_MAX, DAMAGES);
	for (size_t i = 0; lines[i].segment; i++) {
		for (enum damage damage = DROPPED; damage < DAMAGES; damage++) {
			char *json = read_damaged(head, lines, i, damage);
			values_are_there(json, lines, i, damage);
			neighbours_are_there(json, whole, &lines[i], damage);
			free(json);
		}
	}
	free(whole);
}

static const struct line list[] = {
	{"BGM+745+CP'", "745+CP", false},
	{"RFF+TN:TNREF0001:::1'", "TNREF0001", false},
	{"NAD+MS+++UTOPIA DESK'", "", false},
	{"COM+254200000001:TE'", "", false},
	{"TDT+20+Z9418+++Z9'", "", true},
	{"LOC+125+NBO'", "", false},
	{"DTM+189:2603110555:201'", "", false},
	{"LOC+87+LIS'", "", false},
	{"DTM+232:2603111320:201'", "", false},
	{"NAD+FL+++ODHIAMBO:GRACE:AKINYI+RUA NOVA 14+LISBOA++1100-001+PRT'",
	 "ODHIAMBO GRACE AKINYI 1100-001", true},
	{"ATT+2++F'", "", false},
	{"DTM+329:870614'", "1987-06-14", false},
	{"MEA+CT++:2'", "", false},
	{"MEA+WT++KGM:41'", "41.0", false},
	{"GEI+4+173'", "", false},
	{"FTX+BAG+++Z9204411:2'", "Z9204411 Z9204412", false},
	{"LOC+174+KEN'", "", false},
	{"LOC+178+MBA'", "MBA", false},
	{"LOC+179+FAO'", "FAO", false},
	{"LOC+180+UGA+:::KISUMU'", "UGA KISUMU", false},
	{"COM+254700000000:TE'", "254700000000", false},
	{"NAT+2+TZA'", "TZA", false},
	{"RFF+AVF:QX7M2P'", "QX7M2P", false},
	{"RFF+ABO:0000000117'", "0000000117", false},
	{"RFF+SEA:014C'", "14C", false},
	{"RFF+AEA:REDRESS01'", "REDRESS01", false},
	{"DOC+P:110:111+AK0417729'", "AK0417729", false},
	{"DTM+36:310822'", "2031-08-22", false},
	{"LOC+91+RWA'", "RWA", false},
	{"DOC+V:110:111+VS5520134'", "VS5520134", false},
	{"DTM+36:260901'", "2026-09-01", false},
	{"LOC+91+PRT'", "", false},
	{"NAD+FL+++NDLOVU:THABO'", "NDLOVU THABO", true},
	{"ATT+2++M'", "", false},
	{"DTM+329:190930'", "2019-09-30", false},
	{"RFF+AVF:R4TT8N'", "R4TT8N", false},
	{"RFF+ABO:0000000131'", "0000000131", false},
	{"DOC+P:110:111+M09911824'", "M09911824", false},
	{"DTM+36:280415'", "2028-04-15", false},
	{"LOC+91+ZAF'", "ZAF", false},
	{"NAD+DDU+++SUHARTINI'", "SUHARTINI", true},
	{"RFF+AVF:88KM3L'", "88KM3L", false},
	{"DOC+P:110:111+X1180042'", "X1180042", false},
	{"CNT+42:3'", "", false},
	{NULL, NULL, false},
};

static void a_damaged_segment_of_a_list_costs_nothing_else(void **state)
{
	(void)state;
	each_damage("UNB+UNOA:4+Z9+PTPIU+260311:0312+R1'UNH+1+PAXLST:D:12B:UN:IATA'", list);
}

static const struct line push[] = {
	{"MSG+:22'", "", false},
	{"ORG+Z9:NBO'", "", false},
	{"TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'", "", false},
	{"EQN+2'", "", false},
	{"SRC'", "", false},
	{"RCI+Z9:QX7M2P::140126:1012+1Y:LKJ4RT'", "QX7M2P LKJ4RT 2026-01-14T10:12Z", false},
	{"SSR+CTCM:HK:1:Z9:::::254700000000+::1'", "254700000000", false},
	{"DAT+700:110326:0340+710:150126:1030'", "2026-03-11T03:40Z 2026-01-15T10:30Z", false},
	{"IFT+4:28::Z9+CTCT NBO 254200000009 TAMU'", "254200000009 TAMU", false},
	{"ORG+1Y:NBO+99999993:TT01+NBO++T+KE:KES:EN+A1B2'", "99999993 TT01 A1B2", false},
	{"ADD++700:41 RIVERSIDE:NAIROBI:::KE:00100'", "RIVERSIDE 00100", false},
	{"EBD+USD:61.00+1::N'", "61.00", false},
	{"TIF+ODHIAMBO+GRACEMRS:A:1'", "ODHIAMBO GRACE", true},
	{"FTI+Z9:104417720:1::GOLD'", "104417720 GOLD", false},
	{"IFT+4:15:0+NBO Z9 LIS390.00'", "LIS390.00", false},
	{"REF+:44170001'", "44170001", false},
	{"FAR+N+++++YRT7'", "YRT7", false},
	{"SSR+DOCS:HK:1:Z9:::::/P/RWA/AK0417729/UGA/14JUN87/F/22AUG31/ODHIAMBO/GRACE+::1'",
	 "RWA AK0417729 UGA 1987-06-14 2031-08-22", false},
	{"TKT+7771402233445:T'", "7771402233445", false},
	{"MON+B:390.50:USD+T:512.40:USD'", "390.50 512.40", false},
	{"PTK+NR++100326:2359+Z9+777+NBO'", "2026-03-10T23:59Z", false},
	{"TXD++48.00:KE:USD:TU+74.40::USD:YQ'", "48.00 TU 74.40 YQ", false},
	{"DAT+710:160126:1030'", "2026-01-16T10:30Z", false},
	{"FOP+CC::512.41:VI:XXXXXXXXXXXX4417:0928'", "512.41 XXXXXXXXXXXX4417 0928", false},
	{"IFT+4:43+GRACE A PAYER'", "PAYER", false},
	{"TIF+HADDAD+SAMIMR:A:2'", "HADDAD SAMI", true},
	{"TKT+7771402233499:T'", "7771402233499", false},
	{"FOP+CA::391.00'", "391.00", false},
	{"TVL+120326:0600:120326:0700+MBA+FAO+Z9+4177:Y'", "MBA FAO 4177", true},
	{"TRA+Q5+77:W'", "Q5", false},
	{"RPI+2+HK'", "", false},
	{"APD+333'", "333", false},
	{"SSR+SEAT:HK:1:Z9:::MBA:FAO+14C::1'", "14C", false},
	{"SSR+SPEQ:HK:1:Z9:::MBA:FAO:SURFBOARD+::1'", "SURFBOARD", false},
	{"RCI+Z9:SEGLOC'", "SEGLOC", false},
	{"DAT+2:110326:0301'", "2026-03-11T03:01Z", true},
	{"ORG+Z9:EDL'", "EDL", true},
	{"TRI++117:::1'", "117", true},
	{"TIF+ODHIAMBO+GRACEMRS:A:1'", "", false},
	{"SSD+15D++++J'", "15D", false},
	{"TBD++2:43:700++HP+Z9:0777204411:2:OPO'", "43.0 0777204411 0777204412 OPO", false},
	{"TVL+180326:1010:180326:1945+LIS+KGL+Z9+9419:Y'", "KGL 9419", true},
	{"RPI+2+HX'", "HX", false},
	{"EQN+1'", "", true},
	{"RCI+Z9:SPLITX'", "SPLITX", false},
	{"MSG+8'", "", true},
	{"TVL+110326:1500:150326+LIS:HOTEL ATLANTICO++ZH+55120:STD'", "ATLANTICO 55120", true},
	{"ABI+4+05FD28:GS77+GVA++Z9'", "05FD28 GS77 GVA", true},
	{"DAT+T:100326:2211'", "2026-03-10T22:11Z", false},
	{"SAC+++A'", "", true},
	{"TIF+ROSSI+ADAMRS:A:3'", "ROSSI/ADAMRS", false},
	{"SAC+++X'", "", true},
	{"TVL+090326:0555:090326:1320+NBO+ZNZ+Z9+4188:Y'", "ZNZ 4188", false},
	{"RPI+4+HK'", "", false},
	{"LTS+FREE REMARK ONE'", "ONE", false},
	{"SRC'", "", true},
	{"RCI+Z9:R4TT8N::051125:1744'", "R4TT8N 2025-11-05T17:44Z", false},
	{"ORG+Z9:LIS+++Z9:LIS+A+PT:EUR:PT+WEB'", "WEB", false},
	{"TIF+MEER+JOOSTMR:A:1'", "MEER JOOST", true},
	{"TKT+7771402300118:T'", "7771402300118", false},
	{"TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'", "", true},
	{"RPI+1+HK'", "", false},
	{NULL, NULL, false},
};

static void a_damaged_segment_of_a_push_costs_nothing_else(void **state)
{
	(void)state;
	each_damage("UNB+IATA:1+Z9+PTPIU+260311:0356+R1'UNH+1+PNRGOV:13:1:IA'", push);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_damaged_segment_of_a_list_costs_nothing_else),
		cmocka_unit_test(a_damaged_segment_of_a_push_costs_nothing_else),
	};
	return cmocka_run_group_tests_name("decode/damage", tests, NULL, NULL);
}
