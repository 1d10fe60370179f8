/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/person_rights.h"
#include "model/country.h"
#include "share/parts.h"
#include "store/hit_pages.h"
#include "store/watchlist.h"

#include <stdio.h>

static const char *const languages[] = {"en", "ar", NULL};

/* What must be answered with yes before data go to another State: the first four by the
 * unit's own checking, the last three or nobody's data leave. */
static const struct {
	const char *word, *rule, *missing;
	bool refuses;
} checks[] = {
	{"onward-authorised", "R-133",
	 "the other State must have agreed to pass nothing on without express authorisation",
	 false},
	{"comparable-protection", "R-134",
	 "the other State must protect such data comparably: it is not sent", true},
	{"no-death-penalty", "R-134", "the person might face the death penalty: it is not sent",
	 true},
	{"no-torture", "R-134",
	 "the person might face torture or inhuman treatment: it is not sent", true},
	{"no-persecution", "R-134",
	 "the person might be persecuted, or the offence is political: it is not sent", true},
};

/* ---- the question ---- */

static enum rc check_transfer(struct disclosing *d, struct err *e)
{
	const struct disclosure_question *ask = d->ask;
	struct slice given = ask->transfer_checks;
	if (!slice_present(ask->transfer_state))
		return RC_OK;
	if (!slice_eq(country_read(ask->transfer_state), ask->transfer_state) ||
	    slice_is(ask->transfer_state, unit_about(d->w.u)->country))
		return err_refuse(e, RC_INVALID, "bad-transfer", "R-133",
				  "name the other State by its ISO 3166-1 alpha-3 code");
	if (text_not_blank(ask->transfer_basis) < REASON_MIN || ask->transfer_basis.n > CAVEAT_MAX)
		return err_refuse(e, RC_INVALID, "bad-transfer", "R-133",
				  "name the agreement, adequacy decision or consent under which "
				  "data go to another State");
	if (!share_fields_have(given, SLICE("agreement")) &&
	    !share_fields_have(given, SLICE("essential-urgent")))
		return err_refuse(e, RC_INVALID, "bad-transfer", "R-133",
				  "there is an agreement, or the transfer is essential and urgent: "
				  "say which");
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		if (share_fields_have(given, slice_of(checks[i].word)))
			continue;
		return err_refuse(e, checks[i].refuses ? RC_DENIED : RC_INVALID,
				  checks[i].refuses ? "transfer-refused" : "bad-transfer",
				  checks[i].rule, "%s", checks[i].missing);
	}
	return RC_OK;
}

/* An authority that keeps data longer than the unit itself may. */
static enum rc check_days(struct disclosing *d, struct err *e)
{
	struct disclosure_view *v = &d->row.view;
	unsigned months = unit_law(d->w.u)->delete_months;
	enum rc rc = share_day_end(d->ask->expires_on, d->w.now_at, &v->expires_at, e);
	if (rc == RC_OK)
		rc = share_day_end(d->ask->feedback_on, d->w.now_at, &v->feedback_due_at, e);
	if (rc != RC_OK)
		return rc;
	int64_t last = retention_age_at(d->w.now_at, (int)(months ? months : EXPIRY_MONTHS_MAX));
	if (v->expires_at > last || v->feedback_due_at > v->expires_at)
		return err_refuse(
			e, RC_INVALID, "bad-date", "R-093",
			"feedback is due before the package expires, and it expires before "
			"the unit itself has to delete the data");
	return RC_OK;
}

enum rc disclosing_check(struct disclosing *d, struct err *e)
{
	const struct disclosure_question *ask = d->ask;
	struct disclosure_view *v = &d->row.view;
	d->w.now_at = unit_now(d->w.u);
	enum rc rc = share_fields_check(unit_law(d->w.u), ask->fields, e);
	if (rc == RC_OK && (text_not_blank(ask->caveat) < REASON_MIN || ask->caveat.n > CAVEAT_MAX))
		rc = err_refuse(e, RC_INVALID, "no-caveat", "R-090",
				"say how the recipient is to handle it, in at least %d characters "
				"and at most %d bytes",
				REASON_MIN, CAVEAT_MAX);
	if (rc == RC_OK)
		rc = slice_present(ask->language)
			     ? page_word(ask->language, languages, "bad-language", e)
			     : err_refuse(e, RC_INVALID, "bad-language", NULL, "say en or ar");
	if (rc == RC_OK)
		rc = check_days(d, e);
	if (rc == RC_OK)
		rc = check_transfer(d, e);
	const struct task *task = &d->w.who->task;
	v->fields = ask->fields;
	v->caveat = slice_trim(ask->caveat);
	v->language = ask->language;
	v->purpose = task->purpose;
	v->offence = task->offence;
	v->case_reference = task->case_reference;
	v->transfer_state = ask->transfer_state;
	v->transfer_basis = slice_present(ask->transfer_state) ? slice_trim(ask->transfer_basis)
							       : (struct slice){0};
	return rc;
}

/* ---- row, package, records ---- */

/* The unit keeps the bytes no longer than it may keep the data in the clear. */
static enum rc set_erase_at(struct disclosing *d, struct err *e)
{
	struct disclosure_view *v = &d->row.view;
	unsigned months = unit_law(d->w.u)->mask_months;
	int64_t received_at = 0, limit = INT64_MAX;
	enum rc rc = traveller_received(d->w.db, v->traveller_id, &received_at, e);
	if (d->record_json.p)
		limit = d->w.now_at + UNMASKED_PACKAGE_US;
	else if (months && received_at)
		limit = retention_age_at(received_at, (int)months);
	v->erase_at = v->expires_at < limit ? v->expires_at : limit;
	return rc;
}

static struct slice checklist_json(struct disclosing *d)
{
	struct slice out = SLICE("{");
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		out = arena_printf(
			d->w.a, "%.*s\"%s\":%s,", SLICE_ARG(out), checks[i].word,
			share_fields_have(d->ask->transfer_checks, slice_of(checks[i].word))
				? "true"
				: "false");
	return arena_printf(d->w.a, "%.*s\"basis\":\"%s\"}", SLICE_ARG(out),
			    share_fields_have(d->ask->transfer_checks, SLICE("agreement"))
				    ? "agreement"
				    : "essential-urgent");
}

static enum rc tell_officer(struct disclosing *d, int64_t disclosure_id, struct err *e)
{
	const struct third_country_row row = {.id = store_new_id(unit_store(d->w.u)),
					      .disclosure_id = disclosure_id,
					      .by = d->w.who->account_id,
					      .at = d->w.now_at,
					      .country = d->ask->transfer_state,
					      .authority = d->officer.desk,
					      .checklist_json = checklist_json(d)};
	enum rc rc = third_country_insert(d->w.db, &row, e);
	return rc == RC_OK
		       ? share_record(&d->w, disclosure_id ? "transfer.made" : "transfer.refused",
				      "third-country", row.id, row.checklist_json, e)
		       : rc;
}

/* What the record of the act says: never a name. */
static enum rc record(struct disclosing *d, const char *act, const unsigned char *hash,
		      struct err *e)
{
	const struct disclosure_view *v = &d->row.view;
	char hex[HEX_TEXT(HASH_BYTES)];
	hex_write(hash, HASH_BYTES, hex);
	struct slice detail = arena_printf(
		d->w.a,
		"{\"serial\":\"%.*s\",\"traveller\":\"%lld\",\"authority\":\"%.*s\","
		"\"recipient\":\"%.*s\",\"fields\":\"%.*s\",\"content_hash\":\"%s\"}",
		SLICE_ARG(v->number), (long long)v->traveller_id, SLICE_ARG(v->authority),
		SLICE_ARG(d->officer.login), SLICE_ARG(v->fields), hex);
	return share_record(&d->w, act, "disclosure", v->id, detail, e);
}

static enum rc fill_row(struct disclosing *d, struct err *e)
{
	struct disclosure_view *v = &d->row.view;
	int64_t count = 0;
	v->id = store_new_id(unit_store(d->w.u));
	v->authority = d->officer.desk;
	v->officer_id = d->officer.id;
	v->made_by_id = d->w.who->account_id;
	v->made_at = d->w.now_at;
	v->traveller_id = d->person->traveller.id;
	enum rc rc = disclosures_since(d->w.db, share_year_at(d->w.now_at), &count, e);
	v->number = share_number("D", count, d->w.now_at, d->w.a);
	return rc == RC_OK ? set_erase_at(d, e) : rc;
}

enum rc disclosing_put(struct disclosing *d, struct err *e)
{
	unsigned char hash[HASH_BYTES] = {0};
	int64_t id = 0;
	enum rc rc = fill_row(d, e);
	id = d->row.view.id;
	if (rc == RC_OK)
		rc = disclosure_insert(d->w.db, &d->row, e);
	if (rc == RC_OK)
		rc = package_make(d, hash, e);
	if (rc == RC_OK)
		rc = record(d, "disclosure.made", hash, e);
	if (rc == RC_OK && slice_present(d->ask->transfer_state))
		rc = tell_officer(d, id, e);
	if (rc != RC_OK || d->needs_second)
		return rc;
	rc = disclosure_set_sent(d->w.db, id, 0, d->w.now_at, e);
	return rc == RC_OK ? record(d, "disclosure.sent", hash, e) : rc;
}

enum rc disclosing_refused(struct disclosing *d, enum rc rc, struct err *e)
{
	struct err none;
	if (rc != RC_DENIED || strcmp(e->code, "transfer-refused") != 0)
		return rc;
	const struct err said = *e;
	if (share_begin(&d->w, &none) != RC_OK)
		return rc;
	enum rc kept = share_officer(&d->w, d->ask->officer, &d->officer, &none);
	if (kept == RC_OK)
		kept = tell_officer(d, 0, &none);
	kept = share_end(&d->w, kept, &none);
	*e = kept == RC_OK ? said : none;
	return kept == RC_OK ? rc : kept;
}

/* ---- a confirmed hit ---- */

/* Nothing leaves before a person has confirmed it, and whoever else must have agreed. */
static enum rc refuse_unconfirmed(const struct hit_page *h, struct err *e)
{
	if (h->hit.decided && slice_is(h->hit.state, "decided") &&
	    slice_is(h->hit.decision.outcome, "confirmed"))
		return RC_OK;
	if (h->bureau.needed && !slice_present(h->bureau.answer))
		return err_refuse(
			e, RC_CONFLICT, "bureau-answer-missing", "R-231",
			"a match with INTERPOL data is disclosed only after the national "
			"central bureau has verified it with the source, and a person has "
			"confirmed it");
	if (h->first.given && slice_is(h->hit.state, "open"))
		return err_refuse(
			e, RC_CONFLICT, "second-reviewer-needed", "R-074",
			"one reviewer has confirmed this hit, the second one has not yet");
	if (h->hit.decided)
		return err_refuse(
			e, RC_CONFLICT, "not-confirmed", "R-073",
			"this hit was decided as %.*s: only what was confirmed leaves the "
			"unit",
			SLICE_ARG(h->hit.decision.outcome));
	return err_refuse(e, RC_CONFLICT, "not-confirmed", "R-070",
			  "nobody has confirmed this hit: a person reviews each match before "
			  "anything leaves the unit");
}

/* Once more where nobody can change it meanwhile, and whether the entry is still listed. */
static enum rc check_again(struct disclosing *d, struct err *e)
{
	struct hit_ties hit;
	struct list_entry entry = {0};
	struct err none;
	enum rc rc = hit_ties_read(d->w.db, d->hit->hit.id, d->w.a, &hit, e);
	if (rc == RC_OK && (hit.decision_id != d->hit->hit.decision.id ||
			    !slice_is(hit.decided_outcome, "confirmed")))
		rc = err_refuse(e, RC_CONFLICT, "not-confirmed", "R-070",
				"this hit is not confirmed any more: read it again");
	if (rc != RC_OK)
		return rc;
	d->list_source = hit.list_source;
	d->row.list_id = hit.list_id;
	d->row.view.hit_id = hit.id;
	d->row.view.decision_id = hit.decision_id;
	rc = entry_find(d->w.db, hit.list_id, hit.reference, d->w.a, &entry, NULL, &none);
	if (rc == RC_NOT_FOUND)
		return err_refuse(e, RC_CONFLICT, "delisted", "R-236",
				  "the entry is on its list no more: nothing is disclosed of it");
	if (rc != RC_OK)
		*e = none;
	return rc;
}

static enum rc put_hit(struct disclosing *d, struct err *e)
{
	unsigned char mark[HASH_BYTES];
	recalls_entry_mark(d->w.u, d->hit->hit.entry.id, mark);
	d->row.entry_mark = (struct slice){(const char *)mark, sizeof mark};
	enum rc rc = check_again(d, e);
	if (rc == RC_OK)
		rc = share_officer(&d->w, d->ask->officer, &d->officer, e);
	return rc == RC_OK ? disclosing_put(d, e) : rc;
}

static enum rc read_hit(struct disclosing *d, int64_t hit_id, struct hit_page *hit,
			struct traveller_page *person, struct err *e)
{
	enum rc rc = review_hit(d->w.u, d->w.who, hit_id, d->w.a, hit, e);
	if (rc == RC_OK)
		rc = refuse_unconfirmed(hit, e);
	if (rc == RC_OK && hit->hit.traveller.masked_at)
		rc = err_refuse(e, RC_DENIED, "masked", "R-110",
				"this record is masked: it leaves the unit only as the answer to a "
				"reasoned request");
	if (rc == RC_OK)
		rc = review_traveller(d->w.u, d->w.who, hit->hit.traveller.id, d->w.a, person, e);
	return rc;
}

enum rc share_disclose(struct unit *u, const struct actor *who, int64_t hit_id,
		       const struct disclosure_question *ask, struct arena *a,
		       struct disclosure_view *out, struct err *e)
{
	struct hit_page hit;
	struct traveller_page person;
	struct disclosing d = {
		.w = {.u = u, .who = who, .a = a}, .ask = ask, .hit = &hit, .person = &person};
	*out = (struct disclosure_view){0};
	enum rc rc = protect_require(who, MAY_DISCLOSURES_MAKE, e);
	if (rc == RC_OK)
		rc = read_hit(&d, hit_id, &hit, &person, e);
	if (rc == RC_OK)
		rc = disclosing_refused(&d, disclosing_check(&d, e), e);
	if (rc != RC_OK)
		return rc;
	d.needs_second = hit.second_review;
	rc = share_begin(&d.w, e);
	if (rc != RC_OK)
		return rc;
	rc = put_hit(&d, e);
	if (rc == RC_OK)
		rc = disclosure_read(d.w.db, d.row.view.id, a, out, e);
	return share_end(&d.w, rc, e);
}
