/* SPDX-License-Identifier: Apache-2.0
 *
 * Odd look-ups: signs that somebody may look for his or her own ends. A sign is
 * a question to ask, not a finding.
 */
#include "flow/unit.h"
#include "review/oversight.h"
#include "review/page.h"
#include "screen/screen.h"
#include "store/oversight.h"

#include <inttypes.h>
#include <string.h>

#define SCAN_MEMORY ((size_t)256 << 20)
#define SCAN_BATCH 2000
#define SCANNED "oversight.scanned"
#define NAMES_ALIKE 930 /* permille: another spelling of the same name */
#define DAY_MINUTES (24 * 60)

struct scan {
	struct unit *u;
	struct db *db;
	struct arena *a;
	name_rows names;
	int64_t now_at;
	unsigned found;
};

static enum rc put(struct scan *s, const struct lookup_row *l, const char *sign, int64_t count,
		   struct err *e)
{
	const struct odd_lookup_view o = {.id = store_new_id(unit_store(s->u)),
					  .audit_seq = l->seq,
					  .sign = slice_of(sign),
					  .actor = l->actor,
					  .object = l->object,
					  .at = l->at,
					  .count = count};
	s->found++;
	return odd_lookup_insert(s->db, &o, s->now_at, e);
}

/* Once for an actor and a time, not with every record. */
static enum rc put_once(struct scan *s, const struct lookup_row *l, const char *sign, int64_t count,
			int64_t window_us, struct err *e)
{
	bool known = false;
	enum rc rc = odd_lookup_known(s->db, l->actor, sign, l->at - window_us, &known, e);
	return rc == RC_OK && !known ? put(s, l, sign, count, e) : rc;
}

static bool alike(struct scan *s, struct slice x, struct slice y)
{
	struct screen_comparison c;
	struct err ignored;
	return slice_present(x) && slice_present(y) &&
	       screen_compare_names(x, y, s->a, &c, &ignored) == RC_OK &&
	       c.score_permille >= NAMES_ALIKE;
}

/* ---- signs ---- */

/* The traveller's family name is one of the words of the reader's own name. */
static bool is_own_name(struct scan *s, const struct lookup_row *l)
{
	struct slice rest = l->actor_name, one;
	while (slice_cut(&rest, ' ', &one)) {
		if (one.n > 2 && alike(s, l->family, one))
			return true;
	}
	return false;
}

static bool is_colleague(struct scan *s, const struct lookup_row *l)
{
	struct slice whole =
		arena_printf(s->a, "%.*s %.*s", SLICE_ARG(l->given), SLICE_ARG(l->family));
	if (!slice_present(l->given) || !slice_present(l->family))
		return false;
	LIST_EACH(const struct name_row, n, &s->names)
	{
		if (n->account_id != l->account_id && alike(s, whole, n->name))
			return true;
	}
	return false;
}

/* Hours may go past midnight. */
static bool is_off_duty(const struct lookup_row *l)
{
	int64_t minute = l->at / MINUTE_US % DAY_MINUTES;
	if (l->from_minute < 0)
		return false;
	return l->from_minute <= l->to_minute ? minute < l->from_minute || minute >= l->to_minute
					      : minute < l->from_minute && minute >= l->to_minute;
}

static bool has_case(const struct lookup_row *l)
{
	static const char member[] = "\"case\":\"";
	return l->detail.p && memmem(l->detail.p, l->detail.n, member, sizeof member - 1) != NULL;
}

static enum rc look_for_mass(struct scan *s, const struct lookup_row *l, struct err *e)
{
	int64_t count = 0;
	enum rc rc = lookups_count(s->db, l->actor, l->at - MASS_WINDOW_US, l->seq, &count, e);
	return rc == RC_OK && count > MASS_LOOKUPS
		       ? put_once(s, l, "mass", count, MASS_WINDOW_US, e)
		       : rc;
}

static enum rc look_at(struct scan *s, const struct lookup_row *l, struct err *e)
{
	enum rc rc = RC_OK;
	if (is_own_name(s, l))
		rc = put(s, l, "own-name", 1, e);
	if (rc == RC_OK && is_colleague(s, l))
		rc = put(s, l, "colleague", 1, e);
	if (rc == RC_OK && is_off_duty(l))
		rc = put(s, l, "off-duty", 1, e);
	if (rc == RC_OK && !has_case(l))
		rc = put_once(s, l, "no-case", 1, DAY_US, e);
	return rc == RC_OK ? look_for_mass(s, l, e) : rc;
}

/* ---- the walk ---- */

static enum rc scanned_until(struct scan *s, int64_t *seq, struct err *e)
{
	struct slice text = {0};
	uint64_t number = 0;
	*seq = 0;
	enum rc rc = store_setting_get(s->db, SCANNED, s->a, &text, e);
	if (rc == RC_OK && slice_u64(text, &number) && number <= INT64_MAX)
		*seq = (int64_t)number;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc walk(struct scan *s, struct err *e)
{
	lookup_rows rows = {0};
	int64_t after = 0, last = 0;
	enum rc rc = scanned_until(s, &after, e);
	if (rc == RC_OK)
		rc = account_names_read(s->db, s->a, &s->names, e);
	if (rc == RC_OK)
		rc = lookups_read(s->db, after, SCAN_BATCH, s->a, &rows, &last, e);
	LIST_EACH(const struct lookup_row, l, &rows)
	{
		if (rc == RC_OK)
			rc = look_at(s, l, e);
	}
	if (rc == RC_OK)
		rc = store_setting_put(s->db, SCANNED, arena_printf(s->a, "%" PRId64, last), e);
	return rc;
}

enum rc oversight_scan(struct unit *u, unsigned *found, struct err *e)
{
	struct scan s = {.u = u, .now_at = unit_now(u), .a = arena_new(SCAN_MEMORY)};
	*found = 0;
	enum rc rc = s.a ? store_write(unit_store(u), &s.db, e)
			 : err_set(e, RC_NOMEM, "no memory to look through the trail");
	if (rc == RC_OK)
		rc = store_end(unit_store(u), walk(&s, e), e);
	if (rc == RC_OK)
		*found = s.found;
	arena_free(s.a);
	return rc;
}
