/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/list_basis.h"

#include "base/utf8.h"
#include "flow/laws.h"

#define TEXT_BYTES_MAX 500

static struct slice either(struct slice told, struct slice known)
{
	struct slice s = slice_trim(told);
	return slice_present(s) ? s : known;
}

static bool is_one_of(struct slice word, const char *const *words)
{
	while (*words && !slice_is(word, *words))
		words++;
	return *words != NULL;
}

static enum rc missing(struct err *e, const char *what)
{
	return err_refuse(e, RC_INVALID, "list-basis-missing", "R-030",
			  "a list is compared with travellers only when it says on what it rests: "
			  "%s",
			  what);
}

/* Purposes of the list are purposes of the law: it is used for nothing else. */
static enum rc check_purposes(const struct law *law, struct slice purposes, struct err *e)
{
	struct slice rest = purposes, word;
	bool any = false;
	while (slice_cut(&rest, ' ', &word)) {
		if (!slice_present(word))
			continue;
		any = true;
		if (!law_purpose_find(law, word))
			return missing(e, "its purposes must be purposes of the legal profile "
					  "(piu profile check names them)");
	}
	return any ? RC_OK : missing(e, "for which purposes of the legal profile it is kept");
}

/* Of persons or objects that are sought or under alert: no other store can be attached. */
static enum rc check_subject(const struct list_basis *b, enum list_kind kind, struct err *e)
{
	static const char *const persons[] = {"persons-sought", "persons-under-alert", NULL};
	static const char *const objects[] = {"objects-sought", "objects-under-alert", NULL};
	static const char *const grades[] = {"A", "B", "C", NULL};
	if (!is_one_of(b->subject, kind == LIST_DOCUMENTS ? objects : persons))
		return missing(e, kind == LIST_DOCUMENTS
					  ? "whether its objects are objects-sought or "
					    "objects-under-alert"
					  : "whether its persons are persons-sought or "
					    "persons-under-alert");
	if (!is_one_of(b->quality, grades))
		return missing(e, "its quality grade: A (verified by its owner), B (reliable) or C "
				  "(not verified)");
	return RC_OK;
}

static bool good_text(struct slice s)
{
	return slice_present(s) && s.n <= TEXT_BYTES_MAX && utf8_valid(s);
}

static enum rc check_limits(const struct law *law, const struct list_basis *b, struct err *e)
{
	if (b->fresh_days < 1 || b->used_days < b->fresh_days ||
	    b->fresh_days > law->lists.fresh_days || b->used_days > law->lists.used_days)
		return err_refuse(
			e, RC_INVALID, "list-date", "R-031",
			"the law lets a list be fresh for at most %u days, and used for at "
			"most %u, which is not less",
			law->lists.fresh_days, law->lists.used_days);
	return RC_OK;
}

static bool ends_too_late(const struct law *law, const struct list_basis *b)
{
	int months = b->dated_on.year * 12 + b->dated_on.month + (int)law->lists.ends_months;
	int ends = b->ends_on.year * 12 + b->ends_on.month;
	return ends > months || (ends == months && b->ends_on.day > b->dated_on.day);
}

static enum rc check_dates(const struct law *law, const struct list_basis *b, int64_t now_at,
			   struct err *e)
{
	struct date today = date_of_instant(now_at);
	if (!date_present(b->dated_on))
		return missing(e, "of which date it is (the file does not say so itself)");
	if (!date_present(b->ends_on))
		return missing(e, "on which day it ends and is deleted");
	if (date_cmp(b->dated_on, today) > 0)
		return err_refuse(e, RC_INVALID, "list-date", "R-031",
				  "the date of the list lies ahead");
	if (ends_too_late(law, b))
		return err_refuse(e, RC_INVALID, "list-date", "R-250",
				  "a list ends at most %u months after its date",
				  law->lists.ends_months);
	if (list_basis_age(b, now_at) == LIST_OVER)
		return err_refuse(e, RC_INVALID, "list-date", "R-031",
				  "this list is too old to be used, or at its end: get a newer one "
				  "from its owner, and say its date and its end");
	return RC_OK;
}

enum rc list_basis_settle(struct unit *u, const struct list_basis *ask,
			  const struct list_basis *known, struct date generated_on,
			  enum list_kind kind, struct list_basis *out, struct err *e)
{
	const struct law *law = unit_law(u);
	*out = (struct list_basis){
		.legal_basis = either(ask->legal_basis, known->legal_basis),
		.owner = either(ask->owner, known->owner),
		.purposes = either(ask->purposes, known->purposes),
		.subject = either(ask->subject, known->subject),
		.quality = either(ask->quality, known->quality),
		.dated_on = date_present(ask->dated_on) ? ask->dated_on : generated_on,
		.ends_on = date_present(ask->ends_on) ? ask->ends_on : known->ends_on,
		.fresh_days = ask->fresh_days ? ask->fresh_days : known->fresh_days,
		.used_days = ask->used_days ? ask->used_days : known->used_days,
	};
	if (!out->fresh_days)
		out->fresh_days = law->lists.fresh_days;
	if (!out->used_days)
		out->used_days = law->lists.used_days;
	if (!good_text(out->legal_basis))
		return missing(e, "the law and article under which it is kept");
	if (!good_text(out->owner))
		return missing(e, "the authority that owns it");
	enum rc rc = check_purposes(law, out->purposes, e);
	if (rc == RC_OK)
		rc = check_subject(out, kind, e);
	if (rc == RC_OK)
		rc = check_limits(law, out, e);
	return rc == RC_OK ? check_dates(law, out, unit_now(u), e) : rc;
}
