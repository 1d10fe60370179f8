/* SPDX-License-Identifier: Apache-2.0 */
#include "share/test_share.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"QUIBBLE", "ZELDA", "900101", "ZQ7654321"},
					    {0}};

static struct actor account(struct share_unit *s, enum actor_role role, const char *login,
			    const char *desk)
{
	struct actor who = test_account(s->t, role, login, login);
	if (!desk)
		return who;
	test_unit_tamper(s->t, arena_cstr(s->t->a, arena_printf(s->t->a,
								"UPDATE post SET desk = '%s' "
								"WHERE account_id = %lld",
								desk, (long long)who.account_id)));
	who.desk = slice_of(desk);
	return who;
}

void share_unit_fill(struct share_unit *s, struct test_unit *t, enum list_severity severity)
{
	*s = (struct share_unit){.t = t};
	s->desk = account(s, ACTOR_REQUESTS_DESK, "rex", NULL);
	s->officer = account(s, ACTOR_REQUESTING_AUTHORITY, "polly", "national-police");
	s->colleague = account(s, ACTOR_REQUESTING_AUTHORITY, "percy", "national-police");
	s->customs = account(s, ACTOR_REQUESTING_AUTHORITY, "custo", "customs");
	s->judge = account(s, ACTOR_APPROVING_AUTHORITY, "judge", NULL);
	s->dpo = account(s, ACTOR_DPO, "dee", NULL);
	test_unit_list(t, "Sought", severity, "E-1,Anna Zztester,1985-03-14,ZQ1234567,UTO\n");
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	s->hit = test_unit_hit(t, "ZZTESTER", "418");
	s->traveller = test_unit_number(t, "SELECT id FROM traveller WHERE family = 'ZZTESTER'");
}

static void decide(struct share_unit *s, const struct actor *who)
{
	const struct decide_question ask = {.outcome = SLICE("confirmed"),
					    .reason = SLICE("document and birth date agree"),
					    .checklist = test_checklist()};
	struct hit_view out;
	assert_int_equal(review_decide(s->t->u, who, s->hit, &ask, s->t->a, &out, &s->t->e), RC_OK);
}

void share_unit_confirm(struct share_unit *s)
{
	struct hit_page page;
	decide(s, &s->t->analyst);
	assert_int_equal(review_hit(s->t->u, &s->t->analyst, s->hit, s->t->a, &page, &s->t->e),
			 RC_OK);
	if (!page.hit.decided)
		decide(s, &s->t->supervisor);
}

void share_unit_delist(struct share_unit *s)
{
	test_unit_list(s->t, "Sought", LIST_LOW, "E-2,Balthazar Quenneville,1960-01-01,,\n");
}

struct disclosure_question share_question(void)
{
	return (struct disclosure_question){
		.officer = SLICE("polly"),
		.fields = SLICE("name birth-date document flight"),
		.caveat = SLICE("For the officer alone; do not approach."),
		.language = SLICE("en"),
		.feedback_on = SLICE("2026-03-18"),
		.expires_on = SLICE("2026-06-30")};
}

int64_t share_unit_sent(struct share_unit *s)
{
	const struct disclosure_question ask = share_question();
	struct disclosure_view v;
	share_unit_confirm(s);
	assert_int_equal(
		share_disclose(s->t->u, &s->t->analyst, s->hit, &ask, s->t->a, &v, &s->t->e),
		RC_OK);
	assert_true(slice_is(v.state, "sent"));
	return v.id;
}

struct disclosure_view share_unit_view(struct share_unit *s, int64_t id)
{
	struct disclosures_page page;
	assert_int_equal(share_disclosures(s->t->u, &s->t->analyst, s->t->a, &page, &s->t->e),
			 RC_OK);
	LIST_EACH(const struct disclosure_view, v, &page.disclosures)
	{
		if (v->id == id)
			return *v;
	}
	fail_msg("there is no disclosure %lld", (long long)id);
	return (struct disclosure_view){0};
}
