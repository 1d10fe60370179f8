/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/screen.h"

#include <stdio.h>

void screen_write_permille(struct json *j, const char *key, int permille)
{
	char text[24];
	int n = snprintf(text, sizeof text, "%d.%03d", permille / 1000, permille % 1000);
	json_key(j, key);
	json_raw(j, (struct slice){text, (size_t)n});
}

void screen_write_words(struct json *j, const screen_words *words)
{
	json_key(j, "words");
	json_array(j);
	LIST_EACH(const struct screen_word, w, words)
	{
		json_object(j);
		json_put_opt(j, "traveller", w->traveller);
		json_put_opt(j, "entry", w->entry);
		if (w->rule) {
			json_put_str(j, "rule", w->rule);
			if (w->together)
				json_put_bool(j, "together", true);
		}
		screen_write_permille(j, "similarity", w->similarity_permille);
		screen_write_permille(j, "weight", w->weight_permille);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_field(struct json *j, const struct screen_field *f)
{
	json_object(j);
	json_put_str(j, "field", f->field);
	json_put_opt(j, "traveller", f->traveller);
	json_put_opt(j, "entry", f->entry);
	json_put_str(j, "verdict", screen_verdict_name(f->verdict));
	json_put_opt(j, "note", f->note);
	if (f->words.count)
		screen_write_words(j, &f->words);
	if (f->may_change) {
		json_key(j, "if_agreed");
		json_object(j);
		json_put_str(j, "outcome", screen_outcome_name(f->agreed_outcome));
		screen_write_permille(j, "score", f->agreed_permille);
		json_object_end(j);
	}
	json_object_end(j);
}

void screen_write_fields(struct json *j, const struct screen_match *m)
{
	LIST_EACH(const struct screen_field, f, &m->fields)
	{
		write_field(j, f);
	}
}
