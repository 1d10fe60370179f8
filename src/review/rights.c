/* SPDX-License-Identifier: Apache-2.0 */
#include "review/rights.h"

#include "base/crypto.h"
#include "base/utf8.h"
#include "flow/person_rights.h"
#include "flow/recalls.h"
#include "flow/unit.h"
#include "protect/identity.h"
#include "review/rights_parts.h"
#include "store/redress.h"
#include "store/statistic.h"
#include "store/use_notice.h"

#include <inttypes.h>
#include <stdio.h>

#define WORK_MEMORY ((size_t)1 << 30)
#define NAME_MAX_BYTES_HERE 200
#define REDRESS_LETTERS 8

static const char *const kinds[] = {"access",      "rectification", "erasure",
				    "restriction", "redress",       NULL};
static const char *const channels[] = {"letter", "e-mail", "portal", "in-person", NULL};
static const char *const marks[] = {"same", "other", NULL};
static const char *const decisions[] = {"granted", "partly", "refused", NULL};
static const char *const notice_states[] = {"waiting", "sent", "not-owed", NULL};

/* ---- one change ---- */

enum rc rights_begin(struct rights_work *w, struct unit *u, const struct actor *who, int64_t id,
		     struct err *e)
{
	*w = (struct rights_work){.u = u, .who = who};
	enum rc rc = protect_require(who, MAY_RIGHTS_MANAGE, e);
	if (rc != RC_OK)
		return rc;
	w->a = arena_new(WORK_MEMORY);
	rc = w->a ? store_write(unit_store(u), &w->db, e)
		  : err_set(e, RC_NOMEM, "no memory for a request");
	if (rc == RC_OK && id) {
		rc = rights_request_read(w->db, id, w->a, &w->request, e);
		if (rc != RC_OK)
			store_rollback(unit_store(u));
	}
	if (rc != RC_OK)
		arena_free(w->a);
	return rc;
}

enum rc rights_put_record(struct rights_work *w, const char *act, struct slice object,
			  struct slice detail, struct err *e)
{
	return audit_append_by(w->db, w->who, act, object, detail, unit_now(w->u), e);
}

enum rc rights_end(struct rights_work *w, enum rc rc, const char *act, struct slice detail,
		   struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	if (rc == RC_OK)
		rc = rights_put_record(
			w, act, audit_object(object, "rights-request", w->request.id), detail, e);
	rc = store_end(unit_store(w->u), rc, e);
	arena_free(w->a);
	return rc;
}

enum rc rights_need_identity(const struct rights_request_view *r, struct err *e)
{
	if (r->identity_at)
		return RC_OK;
	return err_refuse(e, RC_CONFLICT, "identity-not-checked", "R-190",
			  "first record how the identity of the applicant was checked: data go to "
			  "nobody but the person");
}

enum rc rights_need_open(const struct rights_request_view *r, struct err *e)
{
	if (!slice_is(r->state, "decided"))
		return RC_OK;
	return err_refuse(e, RC_CONFLICT, "rights-decided", "R-190",
			  "this request was decided: a new one is needed to change that");
}

static unsigned letters(struct slice s)
{
	unsigned count = 0;
	for (size_t i = 0, width = 1; i < s.n; i += width)
		count += utf8_read(slice_range(s, i, s.n), &width) > ' ';
	return count;
}

enum rc rights_need_reason(struct slice reason, struct err *e)
{
	if (reason.n > RIGHTS_TEXT_MAX)
		return err_refuse(e, RC_INVALID, "reason-too-long", NULL,
				  "the reason has at most %d bytes", RIGHTS_TEXT_MAX);
	if (letters(reason) < REASON_MIN)
		return err_refuse(e, RC_INVALID, "reason-too-short", "R-190",
				  "say why, in at least %d characters", REASON_MIN);
	return RC_OK;
}

static enum rc need_word(struct slice word, const char *const *words, const char *code,
			 struct err *e)
{
	if (!slice_present(word))
		return err_refuse(e, RC_INVALID, code, NULL, "this value is missing");
	return page_word(word, words, code, e);
}

/* ---- intake ---- */

static enum rc check_intake(struct unit *u, const struct rights_intake *in, int64_t *received_at,
			    struct err *e)
{
	struct date day, birth;
	enum rc rc = need_word(in->kind, kinds, "bad-kind", e);
	if (rc == RC_OK)
		rc = need_word(in->channel, channels, "bad-channel", e);
	if (rc != RC_OK)
		return rc;
	if (letters(in->family) < 1 || in->family.n > NAME_MAX_BYTES_HERE ||
	    in->given.n > NAME_MAX_BYTES_HERE)
		return err_refuse(e, RC_INVALID, "bad-name", "R-190",
				  "give the family name of the applicant");
	if (letters(in->address) < 5 || in->address.n > RIGHTS_TEXT_MAX ||
	    in->wish.n > RIGHTS_TEXT_MAX)
		return err_refuse(e, RC_INVALID, "bad-address", "R-190",
				  "give the address to which the answer goes");
	if (slice_present(in->birth_date) && !date_parse(in->birth_date, &birth))
		return err_refuse(e, RC_INVALID, "bad-date", NULL,
				  "the birth date must be YYYY-MM-DD, or be left out");
	if (!date_parse(in->received_on, &day) ||
	    date_days(day) > date_days(date_of_instant(unit_now(u))))
		return err_refuse(e, RC_INVALID, "bad-date", "R-190",
				  "give the day of receipt, YYYY-MM-DD, today or earlier: the "
				  "deadline runs from it");
	*received_at = date_days(day) * DAY_US;
	return RC_OK;
}

static enum rc number_request(struct rights_work *w, int64_t received_at, struct slice *out,
			      struct err *e)
{
	int year = date_of_instant(received_at).year;
	int64_t count = 0;
	const struct date first = {.year = (int16_t)year, .month = 1, .day = 1};
	enum rc rc = rights_requests_since(w->db, date_days(first) * DAY_US, &count, e);
	*out = arena_printf(w->a, "DS-%d-%04" PRId64, year, count + 1);
	return rc;
}

static struct slice or_absent(struct slice s)
{
	s = slice_trim(s);
	return slice_present(s) ? s : (struct slice){0};
}

static enum rc insert(struct rights_work *w, const struct rights_intake *in, int64_t received_at,
		      struct err *e)
{
	struct rights_request_view r = {.id = store_new_id(unit_store(w->u)),
					.kind = in->kind,
					.channel = in->channel,
					.family = slice_trim(in->family),
					.given = or_absent(in->given),
					.birth_date = or_absent(in->birth_date),
					.address = slice_trim(in->address),
					.wish = in->wish,
					.received_at = received_at,
					.due_at = received_at + RIGHTS_ANSWER_US};
	struct rights_document_view document = {.type = or_absent(in->document_type),
						.number = or_absent(in->document_number),
						.issuer = or_absent(in->document_issuer)};
	if (slice_present(document.number))
		r.documents.first = r.documents.last = &document;
	enum rc rc = number_request(w, received_at, &r.number, e);
	if (rc == RC_OK)
		rc = rights_request_insert(w->db, &r, e);
	if (rc == RC_OK)
		rc = statistic_add(w->db, "rights-requests", 1, received_at, e);
	w->request.id = r.id;
	return rc;
}

enum rc rights_receive(struct unit *u, const struct actor *who, const struct rights_intake *in,
		       struct arena *a, struct rights_request_view *out, struct err *e)
{
	struct rights_work w;
	int64_t received_at = 0;
	*out = (struct rights_request_view){0};
	enum rc rc = protect_require(who, MAY_RIGHTS_MANAGE, e);
	if (rc == RC_OK)
		rc = check_intake(u, in, &received_at, e);
	if (rc == RC_OK)
		rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = insert(&w, in, received_at, e);
	if (rc == RC_OK)
		rc = rights_request_read(w.db, w.request.id, a, out, e);
	return rights_end(&w, rc, "rights.received",
			  arena_printf(w.a, "{\"kind\":\"%.*s\"}", SLICE_ARG(in->kind)), e);
}

/* ---- reading ---- */

enum rc rights_list(struct unit *u, const struct actor *who, struct arena *a,
		    struct rights_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct rights_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_RIGHTS_MANAGE, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "rights.read", "rights-requests", 0, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = rights_requests_read(db, a, &out->requests, e);
	if (rc == RC_OK)
		rc = redress_read(db, a, &out->redress, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc rights_read(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
		    struct rights_request_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct rights_request_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_RIGHTS_MANAGE, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "rights.read", "rights-request", id, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = rights_request_read(db, id, a, &out->request, e);
	if (rc == RC_OK)
		rc = rights_found_read(db, id, a, &out->found, e);
	store_done(unit_store(u), db);
	return rc;
}

/* ---- steps ---- */

enum rc rights_identify(struct unit *u, const struct actor *who, int64_t id, struct slice how,
			struct err *e)
{
	struct rights_work w;
	enum rc rc = rights_begin(&w, u, who, id, e);
	if (rc != RC_OK)
		return rc;
	if (w.request.identity_at)
		rc = err_refuse(e, RC_CONFLICT, "identity-checked", "R-190",
				"the identity was checked already");
	if (rc == RC_OK)
		rc = rights_need_reason(how, e);
	if (rc == RC_OK)
		rc = rights_identity_put(w.db, id, slice_trim(how), who->account_id, unit_now(u),
					 e);
	return rights_end(&w, rc, "rights.identity-checked", (struct slice){0}, e);
}

enum rc rights_extend(struct unit *u, const struct actor *who, int64_t id, struct slice why,
		      struct err *e)
{
	struct rights_work w;
	enum rc rc = rights_begin(&w, u, who, id, e);
	if (rc != RC_OK)
		return rc;
	rc = rights_need_open(&w.request, e);
	if (rc == RC_OK && slice_present(w.request.extended_why))
		rc = err_refuse(e, RC_CONFLICT, "extended", "R-190",
				"the time was extended already; it is extended once");
	if (rc == RC_OK)
		rc = rights_need_reason(why, e);
	if (rc == RC_OK)
		rc = rights_extension_put(w.db, id, slice_trim(why),
					  w.request.due_at + RIGHTS_EXTENSION_US, e);
	return rights_end(&w, rc, "rights.extended", (struct slice){0}, e);
}

enum rc rights_mark(struct unit *u, const struct actor *who, int64_t id, int64_t traveller_id,
		    struct slice state, struct err *e)
{
	struct rights_work w;
	enum rc rc = rights_begin(&w, u, who, id, e);
	if (rc != RC_OK)
		return rc;
	rc = rights_need_open(&w.request, e);
	if (rc == RC_OK)
		rc = need_word(state, marks, "bad-state", e);
	if (rc == RC_OK)
		rc = rights_found_mark(w.db, id, traveller_id, state, e);
	return rights_end(&w, rc, "rights.found-marked", (struct slice){0}, e);
}

/* ---- deciding ---- */

static enum rc check_decision(const struct rights_work *w, const struct rights_decision *d,
			      struct err *e)
{
	enum rc rc = rights_need_identity(&w->request, e);
	if (rc == RC_OK)
		rc = rights_need_open(&w->request, e);
	if (rc == RC_OK)
		rc = need_word(d->decision, decisions, "bad-decision", e);
	if (rc == RC_OK)
		rc = rights_need_reason(d->reason, e);
	if (rc == RC_OK && slice_is(w->request.kind, "rectification") &&
	    !slice_is(d->decision, "refused") &&
	    (!person_field_known(d->field) || d->content.n > NAME_MAX_BYTES_HERE))
		rc = err_refuse(e, RC_INVALID, "bad-field", "R-190",
				"say which of family, given, middle, birth_date, sex and "
				"nationality is put right, and how");
	return rc;
}

/* What is done to everybody marked "same"; absent: nothing. */
static struct slice change_of(const struct rights_work *w, const struct rights_decision *d)
{
	if (slice_is(d->decision, "refused"))
		return (struct slice){0};
	if (slice_is(w->request.kind, "erasure"))
		return SLICE("erased");
	if (slice_is(w->request.kind, "restriction"))
		return SLICE("restricted");
	return slice_is(w->request.kind, "rectification") ? d->field : (struct slice){0};
}

static enum rc apply_to(struct rights_work *w, const struct rights_found_view *f,
			struct slice field, struct slice content, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	const struct person_change c = {.request_id = w->request.id,
					.traveller_id = f->traveller.id,
					.field = field,
					.content = content};
	const struct recall r = {.tie = TIE_TRAVELLER,
				 .id = f->traveller.id,
				 .cause = person_field_known(field)   ? "rectified"
					  : slice_is(field, "erased") ? "erased"
								      : "restricted"};
	struct arena *a = arena_new(WORK_MEMORY);
	enum rc rc = a ? recalls_put(w->u, w->db, w->who, &r, NULL, e) /* who was told, is told */
		       : err_set(e, RC_NOMEM, "no memory to change a flight");
	if (rc == RC_OK)
		rc = person_change(w->u, w->db, &c, a, e);
	if (rc == RC_OK)
		rc = rights_put_record(
			w, "rights.applied", audit_object(object, "flight", f->flight_id),
			arena_printf(w->a, "{\"change\":\"%.*s\"}", SLICE_ARG(field)), e);
	arena_free(a);
	return rc;
}

static enum rc apply(struct rights_work *w, const struct rights_decision *d, struct err *e)
{
	struct slice field = change_of(w, d);
	struct slice content = person_field_known(field) ? slice_trim(d->content)
							 : (struct slice){0};
	rights_found_views found = {0};
	unsigned same = 0;
	if (!slice_present(field))
		return RC_OK;
	enum rc rc = rights_found_read(w->db, w->request.id, w->a, &found, e);
	LIST_EACH(const struct rights_found_view, f, &found)
	{
		if (rc != RC_OK || !slice_is(f->state, "same"))
			continue;
		same++;
		rc = apply_to(w, f, field, content, e);
	}
	if (rc == RC_OK && same == 0)
		rc = err_refuse(e, RC_CONFLICT, "found-not-marked", "R-190",
				"nobody is marked as the applicant: search, and say who of those "
				"found it is; or refuse with the reason that nothing is held");
	return rc;
}

static enum rc put_redress(struct rights_work *w, struct slice note, struct err *e)
{
	unsigned char hashes[IDENTITIES_MAX][HASH_BYTES];
	struct identity_document documents[IDENTITIES_MAX];
	char code[REDRESS_LETTERS + 1], object[AUDIT_OBJECT_TEXT];
	struct identity x = {
		.family = w->request.family, .given = w->request.given, .documents = documents};
	if (!date_parse(w->request.birth_date, &x.birth_date))
		x.birth_date = (struct date){0};
	LIST_EACH(const struct rights_document_view, d, &w->request.documents)
	{
		documents[x.document_count++] =
			(struct identity_document){d->type, d->number, d->issuer};
	}
	unsigned count = identity_hashes(unit_key(w->u), &x, hashes);
	if (count == 0)
		return err_refuse(
			e, RC_CONFLICT, "identity-too-weak", "R-194",
			"a redress identity needs the birth date or a document: by a name "
			"alone others would be taken for this person");
	random_code(code, REDRESS_LETTERS);
	const struct redress_row row = {.id = store_new_id(unit_store(w->u)),
					.request_id = w->request.id,
					.number = arena_printf(w->a, "RN-%s", code),
					.note = slice_trim(note),
					.made_at = unit_now(w->u)};
	enum rc rc = redress_insert(w->db, &row, e);
	for (unsigned i = 0; rc == RC_OK && i < count; i++)
		rc = redress_identity_insert(w->db, row.id, hashes[i], e);
	return rc == RC_OK ? rights_put_record(w, "redress.made",
					       audit_object(object, "redress", row.id),
					       (struct slice){0}, e)
			   : rc;
}

enum rc rights_decide(struct unit *u, const struct actor *who, int64_t id,
		      const struct rights_decision *d, struct err *e)
{
	struct rights_work w;
	enum rc rc = rights_begin(&w, u, who, id, e);
	if (rc != RC_OK)
		return rc;
	rc = check_decision(&w, d, e);
	if (rc == RC_OK)
		rc = apply(&w, d, e);
	if (rc == RC_OK && slice_is(w.request.kind, "redress") && !slice_is(d->decision, "refused"))
		rc = put_redress(&w, d->reason, e);
	if (rc == RC_OK)
		rc = rights_decision_put(w.db, id, d->decision, slice_trim(d->reason),
					 who->account_id, unit_now(u), e);
	rc = rights_end(&w, rc, "rights.decided",
			arena_printf(w.a, "{\"decision\":\"%.*s\"}", SLICE_ARG(d->decision)), e);
	if (rc == RC_OK)
		unit_changed(u, (struct unit_changes){.flights = 1, .hits = 1});
	return rc;
}

/* ---- redress identities, notices ---- */

enum rc rights_end_redress(struct unit *u, const struct actor *who, int64_t id, struct err *e)
{
	struct rights_work w;
	char object[AUDIT_OBJECT_TEXT];
	enum rc rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = redress_end(w.db, id, unit_now(u), e);
	if (rc == RC_OK)
		rc = rights_put_record(&w, "redress.ended", audit_object(object, "redress", id),
				       (struct slice){0}, e);
	rc = store_end(unit_store(u), rc, e);
	arena_free(w.a);
	return rc;
}

static enum rc check_notice(struct unit *u, struct use_notice_settling *s, struct slice review_on,
			    struct err *e)
{
	struct date day;
	enum rc rc = need_word(s->state, notice_states, "bad-state", e);
	if (rc == RC_OK)
		rc = rights_need_reason(s->reason, e);
	if (rc != RC_OK || !slice_is(s->state, "waiting"))
		return rc;
	if (!date_parse(review_on, &day) ||
	    date_days(day) <= date_days(date_of_instant(unit_now(u))))
		return err_refuse(e, RC_INVALID, "bad-date", "R-196",
				  "say on which day to come this is looked at again, YYYY-MM-DD");
	s->review_at = date_days(day) * DAY_US;
	return RC_OK;
}

enum rc rights_settle_notice(struct unit *u, const struct actor *who, int64_t decision_id,
			     struct slice state, struct slice review_on, struct slice reason,
			     struct err *e)
{
	struct rights_work w;
	char object[AUDIT_OBJECT_TEXT];
	struct use_notice_settling s = {.decision_id = decision_id,
					.account_id = who->account_id,
					.at = unit_now(u),
					.state = state,
					.reason = slice_trim(reason)};
	enum rc rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = check_notice(u, &s, review_on, e);
	if (rc == RC_OK)
		rc = use_notice_settle(w.db, &s, e);
	if (rc == RC_OK)
		rc = rights_put_record(
			&w, "notice.settled", audit_object(object, "decision", decision_id),
			arena_printf(w.a, "{\"state\":\"%.*s\"}", SLICE_ARG(state)), e);
	rc = store_end(unit_store(u), rc, e);
	arena_free(w.a);
	return rc;
}
