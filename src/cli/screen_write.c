/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/screen_parts.h"

#include <stdlib.h>

static void write_match(const struct screen_work *w, const struct screen_row *row,
			const struct screen_match *m, struct buf *out)
{
	struct json j;
	json_init(&j, out);
	json_object(&j);
	json_put(&j, "traveller", row->id);
	json_put(&j, "entry", m->entry_id);
	json_put(&j, "list", w->lists->names[m->list_id - 1]);
	screen_write_permille(&j, "score", m->score_permille);
	json_put_str(&j, "outcome", screen_outcome_name(m->outcome));
	json_key(&j, "reasons");
	json_array(&j);
	screen_write_fields(&j, m);
	json_array_end(&j);
	json_object_end(&j);
	buf_char(out, '\n');
}

static const struct screen_match *match_at(const void *p)
{
	return *(const struct screen_match *const *)p;
}

static int by_entry(const void *a, const void *b)
{
	const struct screen_match *x = match_at(a);
	const struct screen_match *y = match_at(b);
	if (x->list_id != y->list_id)
		return x->list_id < y->list_id ? -1 : 1;
	return slice_cmp(x->entry_id, y->entry_id);
}

/* Of one entry, the match that says more stands first. */
static int by_entry_then_outcome(const void *a, const void *b)
{
	const struct screen_match *x = match_at(a);
	const struct screen_match *y = match_at(b);
	int order = by_entry(a, b);
	if (order)
		return order;
	return x->outcome != y->outcome ? (x->outcome < y->outcome ? -1 : 1)
					: y->score_permille - x->score_permille;
}

static int by_score(const void *a, const void *b)
{
	int order = match_at(b)->score_permille - match_at(a)->score_permille;
	return order ? order : by_entry(a, b);
}

/* The matches of all forms of the name, one an entry, best first. */
static size_t gather(const struct screen_row *row, const screen_matches *forms,
		     const struct screen_match **all)
{
	size_t count = 0;
	size_t kept = 0;
	for (unsigned i = 0; i < row->form_count; i++)
		LIST_EACH(const struct screen_match, m, &forms[i])
		{
			all[count++] = m;
		}
	qsort(all, count, sizeof(struct screen_match *), by_entry_then_outcome);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || by_entry(&all[kept - 1], &all[i]) != 0)
			all[kept++] = all[i];
	qsort(all, kept, sizeof(struct screen_match *), by_score);
	return kept;
}

uint64_t screen_row_write(const struct screen_work *w, const struct screen_row *row,
			  struct arena *work, struct buf *out)
{
	screen_matches forms[2] = {{.count = 0}};
	size_t count = 0;
	for (unsigned i = 0; i < row->form_count; i++) {
		screen_traveller(w->lists->index, &row->forms[i], work, &forms[i]);
		count += forms[i].count;
	}
	const struct screen_match **all = arena_alloc(work, (count + 1) * sizeof *all);
	uint64_t written = 0;
	count = all && count ? gather(row, forms, all) : 0;
	for (size_t i = 0; i < count && all[i]->score_permille >= w->threshold_permille; i++) {
		write_match(w, row, all[i], out);
		written++;
	}
	return written;
}
