/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/evidence.h"

#include "screen/words.h"

#include <string.h>

#define NOTES_MAX 600 /* bytes; a note says enough, not everything */

struct explanation {
	const struct evidence *e;
	const struct screen_traveller *t;
	const struct name_view *mine; /* the traveller's name */
	struct arena *arena;
	struct screen_match *match;
};

static struct screen_field *add(struct explanation *x, const char *field,
				enum screen_verdict verdict, struct slice traveller,
				struct slice entry)
{
	struct screen_field *f = LIST_ADD(&x->match->fields, x->arena, struct screen_field);
	if (!f)
		return NULL;
	f->field = field;
	f->verdict = verdict;
	f->traveller = slice_present(traveller) ? arena_copy(x->arena, traveller)
						: (struct slice){0};
	f->entry = slice_present(entry) ? arena_copy(x->arena, entry) : (struct slice){0};
	return f;
}

static void add_note(struct explanation *x, struct screen_field *f, struct slice note)
{
	if (!f || !slice_present(note) || f->note.n + note.n > NOTES_MAX)
		return;
	f->note = f->note.n ? arena_printf(x->arena, "%.*s; %.*s", SLICE_ARG(f->note),
					   SLICE_ARG(note))
			    : arena_copy(x->arena, note);
}

/* ---- names ---- */

static struct slice traveller_name(struct explanation *x)
{
	const struct slice parts[] = {x->t->given, x->t->middle, x->t->family};
	struct slice out = {0};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (slice_present(parts[i]))
			out = arena_printf(x->arena, "%.*s%s%.*s", SLICE_ARG(out), out.n ? " " : "",
					   SLICE_ARG(parts[i]));
	return out;
}

static struct slice pair_note(struct explanation *x, const struct name_pair *p)
{
	static const char *const how[] = {
		[NAME_UNLIKE] = "",
		[NAME_SAME] = "",
		[NAME_SPELLING] = "another spelling",
		[NAME_FAMILY] = "another spelling",
		[NAME_OTHER_FORM] = "may be another spelling",
		[NAME_SHORT] = "short form",
		[NAME_CONSONANTS] = "same consonants in Arabic script",
		[NAME_CUT] = "may be cut",
		[NAME_LETTERS] = "letters differ",
		[NAME_INITIAL] = "initial",
	};
	bool glued = p->a->sig.glued || p->b->sig.glued;
	if (p->relation == NAME_SAME && !glued)
		return (struct slice){0};
	return arena_printf(x->arena, "%s / %s: %s%s%s", p->a->text, p->b->text, how[p->relation],
			    *how[p->relation] && glued ? ", " : "",
			    glued ? "written together" : "");
}

static void explain_name(struct explanation *x)
{
	const struct evidence *e = x->e;
	unsigned permille = e->score.permille;
	enum name_strength strength = name_strength(&e->score, e->name->published->quality);
	enum screen_verdict verdict = strength == NAME_STRONG || permille == 1000 ? VERDICT_AGREED
				      : permille >= NAME_LEAST_PERMILLE           ? VERDICT_PARTIAL
									: VERDICT_DIFFERED;
	struct screen_field *f =
		add(x, "name", verdict, traveller_name(x), e->name->published->name);
	if (e->name->published->quality != NAME_PRIMARY)
		add_note(x, f,
			 e->name->published->quality == NAME_LOW ? SLICE("alias of low quality")
								 : SLICE("alias"));
	if (e->name->published->original_script)
		add_note(x, f, SLICE("in its original script"));
	for (unsigned i = 0; i < e->score.pair_count; i++)
		add_note(x, f, pair_note(x, &e->score.pairs[i]));
	if (e->score.words_b < e->name->view.ordinary_count)
		add_note(x, f,
			 arena_printf(x->arena, "%u of %u words of the listed name are met",
				      e->score.words_b, e->name->view.ordinary_count));
	if (f)
		words_explain(&e->score, x->mine, &e->name->view, x->arena, &f->words);
}

/* ---- other fields ---- */

static struct slice birth_dates_text(struct explanation *x, const struct list_birth_date *only)
{
	struct slice out = {0};
	LIST_EACH(const struct list_birth_date, b, &x->e->entry->entry->birth_dates)
	{
		char text[BIRTH_DATE_TEXT];
		if ((only && b != only) || out.n > NOTES_MAX)
			continue;
		list_birth_date_write(b, text);
		out = arena_printf(x->arena, "%.*s%s%s", SLICE_ARG(out), out.n ? "; " : "", text);
	}
	return out;
}

static void explain_birth_date(struct explanation *x)
{
	static const enum screen_verdict verdicts[] = {[BIRTH_DIFFERS] = VERDICT_DIFFERED,
						       [BIRTH_ABSENT] = VERDICT_ABSENT,
						       [BIRTH_SLIP] = VERDICT_PARTIAL,
						       [BIRTH_SPAN] = VERDICT_PARTIAL,
						       [BIRTH_AGREES] = VERDICT_AGREED};
	const struct birth_evidence *b = &x->e->birth;
	char text[BIRTH_DATE_TEXT] = "";
	if (date_present(x->t->birth_date))
		list_birth_date_write(
			&(struct list_birth_date){.from = x->t->birth_date, .to = birth_last(x->t)},
			text);
	bool met = b->relation >= BIRTH_SLIP;
	struct screen_field *f = add(x, "birth_date", verdicts[b->relation], slice_of(text),
				     birth_dates_text(x, met ? b->date : NULL));
	add_note(x, f, slice_of(b->note));
}

static enum screen_verdict field_verdict(enum field_evidence f)
{
	return f == FIELD_AGREES    ? VERDICT_AGREED
	       : f == FIELD_DIFFERS ? VERDICT_DIFFERED
				    : VERDICT_ABSENT;
}

static void explain_sex(struct explanation *x)
{
	struct slice mine = x->t->sex;
	struct slice theirs = x->e->entry->entry->sex;
	if (!slice_present(mine) && !slice_present(theirs))
		return;
	add(x, "sex", field_verdict(x->e->sex), mine, theirs);
}

static struct slice values_text(struct explanation *x, const struct list_value *first)
{
	struct slice out = {0};
	for (const struct list_value *v = first; v && out.n < NOTES_MAX; v = v->next)
		out = arena_printf(x->arena, "%.*s%s%.*s", SLICE_ARG(out), out.n ? "; " : "",
				   SLICE_ARG(v->value));
	return out;
}

static void explain_nationality(struct explanation *x)
{
	const struct list_value *first = x->e->entry->entry->nationalities.first;
	struct slice mine = x->t->nationality;
	if (!first && !slice_present(mine))
		return;
	add(x, "nationality", field_verdict(x->e->nationality), mine, values_text(x, first));
}

static void explain_place(struct explanation *x)
{
	static const enum screen_verdict verdicts[] = {[PLACE_DIFFERS] = VERDICT_DIFFERED,
						       [PLACE_ABSENT] = VERDICT_ABSENT,
						       [PLACE_STATE] = VERDICT_PARTIAL,
						       [PLACE_AGREES] = VERDICT_AGREED};
	const struct list_value *first = x->e->entry->entry->places_of_birth.first;
	const struct place_evidence *p = &x->e->place;
	struct slice mine = x->t->place_of_birth;
	if (!first && !slice_present(mine))
		return;
	struct screen_field *f = add(x, "place_of_birth", verdicts[p->relation], mine,
				     p->place ? p->place->value : values_text(x, first));
	if (p->relation == PLACE_STATE)
		add_note(x, f, SLICE("the same State"));
}

static struct slice document_text(struct explanation *x, struct slice type, struct slice number,
				  struct slice issuer)
{
	struct slice out = arena_printf(x->arena, "%.*s %.*s %.*s", SLICE_ARG(issuer),
					SLICE_ARG(type), SLICE_ARG(number));
	return slice_trim(out);
}

static void explain_met_document(struct explanation *x)
{
	const struct evidence *e = x->e;
	const struct list_document *d = e->document->published;
	const struct document_comparison *c = &e->comparison;
	bool sure = c->agreement == DOCUMENT_SAME;
	struct screen_field *f =
		add(x, "document", sure ? VERDICT_AGREED : VERDICT_PARTIAL,
		    document_text(x, e->shown->type, e->shown->number, e->shown->issuer),
		    document_text(x, d->type, d->number, d->issuer));
	if (c->folded)
		add_note(x, f, SLICE("agrees with O read as 0 and I as 1"));
	if (c->issuer != ISSUER_AGREES)
		add_note(x, f,
			 c->issuer == ISSUER_ABSENT ? SLICE("no issuing State to compare")
						    : SLICE("another issuing State"));
	if (c->type_differs)
		add_note(x, f, SLICE("another type of document"));
	if (slice_present(d->status))
		add_note(x, f, arena_printf(x->arena, "list: %.*s", SLICE_ARG(d->status)));
}

static void explain_other_documents(struct explanation *x)
{
	const struct list_document *d = x->e->entry->entry->documents.first;
	if (!d && !x->t->document_count)
		return;
	bool both = d && x->t->document_count;
	struct slice mine = {0};
	struct slice theirs = {0};
	if (x->t->document_count) {
		const struct screen_document *s = &x->t->documents[0];
		mine = document_text(x, s->type, s->number, s->issuer);
	}
	if (d)
		theirs = document_text(x, d->type, d->number, d->issuer);
	struct screen_field *f =
		add(x, "document", both ? VERDICT_DIFFERED : VERDICT_ABSENT, mine, theirs);
	if (both && (x->t->document_count > 1 || d->next))
		add_note(x, f, SLICE("the first of several; none agrees"));
}

/* ---- what would change if a field agreed ---- */

/* The same evidence with one field that agrees; false when it does already. */
static bool agreeing(const struct evidence *e, const char *field, struct evidence *out)
{
	static const struct index_document some;
	*out = *e;
	if (strcmp(field, "birth_date") == 0) {
		out->birth.relation = BIRTH_AGREES;
		return e->birth.relation != BIRTH_AGREES;
	}
	if (strcmp(field, "sex") == 0) {
		out->sex = FIELD_AGREES;
		return e->sex != FIELD_AGREES;
	}
	if (strcmp(field, "nationality") == 0) {
		out->nationality = FIELD_AGREES;
		return e->nationality != FIELD_AGREES;
	}
	if (strcmp(field, "place_of_birth") == 0) {
		out->place.relation = PLACE_AGREES;
		return e->place.relation != PLACE_AGREES;
	}
	if (strcmp(field, "document") != 0 || e->comparison.agreement == DOCUMENT_SAME)
		return false;
	out->document = &some;
	out->comparison = (struct document_comparison){
		.agreement = DOCUMENT_SAME, .issuer = ISSUER_AGREES, .type_agrees = true};
	return true;
}

static void explain_changes(struct explanation *x)
{
	const struct decision now = evidence_decide(x->e);
	for (struct screen_field *f = x->match->fields.first; f; f = f->next) {
		struct evidence other;
		if (!agreeing(x->e, f->field, &other))
			continue;
		const struct decision then = evidence_decide(&other);
		f->may_change = then.alerts && (then.outcome != now.outcome ||
						then.score_permille != now.score_permille);
		f->agreed_outcome = then.outcome;
		f->agreed_permille = then.score_permille;
	}
}

void evidence_explain(const struct evidence *e, const struct screen_traveller *t,
		      const struct name_view *mine, struct arena *a, struct screen_match *out)
{
	struct explanation x = {.e = e, .t = t, .mine = mine, .arena = a, .match = out};
	if (e->name) {
		explain_name(&x);
		explain_birth_date(&x);
		explain_sex(&x);
		explain_nationality(&x);
	}
	if (e->document)
		explain_met_document(&x);
	else
		explain_other_documents(&x);
	explain_place(&x);
	explain_changes(&x);
}
