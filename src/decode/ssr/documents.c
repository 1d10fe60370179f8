/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/ssr/fields.h"
#include "decode/ssr/ssr.h"

/* Where the fields of DOCS stand when nothing is wrong; field 0 is what stands
 * before the leading slash. */
enum {
	DOCS_TYPE = 1,
	DOCS_ISSUER,
	DOCS_NUMBER,
	DOCS_NATIONALITY,
	DOCS_BIRTH,
	DOCS_SEX,
	DOCS_EXPIRES,
	DOCS_FAMILY,
	DOCS_GIVEN,
	DOCS_MIDDLE,
	DOCS_HOLDER
};

/* For a field that has to be of some form: what it says about a shift. */
static int weigh(struct slice field, bool fits, int for_it, int against)
{
	if (fits)
		return for_it;
	return slice_present(field) ? -against : 0;
}

static int docs_score(const struct ssr_fields *f, int shift)
{
	struct slice birth = ssr_field(f, DOCS_BIRTH + shift);
	struct slice sex = ssr_field(f, DOCS_SEX + shift);
	struct slice expires = ssr_field(f, DOCS_EXPIRES + shift);
	int score = weigh(birth, ssr_looks_date(birth), 4, 3);
	score += weigh(sex, ssr_looks_sex(sex), 3, 2);
	score += weigh(expires, ssr_looks_date(expires), 2, 2);
	score += ssr_looks_country(ssr_field(f, DOCS_NATIONALITY + shift));
	return score;
}

static int docs_shift(const struct ssr_fields *f)
{
	static const int others[] = {-1, 1, -2, 2};
	int best = 0;
	int best_score = docs_score(f, 0);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		int score = docs_score(f, others[i]);
		if (score > best_score) {
			best = others[i];
			best_score = score;
		}
	}
	return best;
}

/* The document's own fields by what they look like: one was lost or added. */
static void docs_sort_left(const struct ssr_fields *f, int end, struct ssr_docs *out)
{
	bool any = false;
	for (int i = 0; i < end; i++) {
		struct slice s = ssr_field(f, i);
		if (!slice_present(s))
			continue;
		if (ssr_has_digit(s)) {
			if (!slice_present(out->number))
				out->number = s;
		} else if (!any && s.n <= 2) {
			out->type = s;
		} else if (slice_present(out->number) || slice_present(out->issuer)) {
			out->nationality = s;
		} else {
			out->issuer = s;
		}
		any = true;
	}
}

static void docs_read_left(const struct ssr_fields *f, int shift, struct ssr_docs *out)
{
	bool lost_at_front = shift < 0 && slice_present(ssr_field(f, 0));
	bool doubled_at_front = shift > 0 && !slice_present(ssr_field(f, shift));
	if (shift != 0 && !lost_at_front && !doubled_at_front) {
		bool birth_lost = !ssr_looks_date(ssr_field(f, DOCS_BIRTH + shift));
		docs_sort_left(f, DOCS_BIRTH + shift + birth_lost, out);
		return;
	}
	out->type = ssr_field(f, DOCS_TYPE + shift);
	out->issuer = ssr_field(f, DOCS_ISSUER + shift);
	out->number = ssr_field(f, DOCS_NUMBER + shift);
	out->nationality = ssr_field(f, DOCS_NATIONALITY + shift);
}

static void docs_read_right(const struct ssr_fields *f, int shift, struct ssr_docs *out)
{
	struct slice birth = ssr_field(f, DOCS_BIRTH + shift);
	if (shift == 0 || ssr_looks_date(birth))
		out->birth = birth;
	out->sex = ssr_field(f, DOCS_SEX + shift);
	out->expires = ssr_field(f, DOCS_EXPIRES + shift);
	int names = shift;
	/* A name where the expiry should be: the expiry was left out. */
	if (slice_present(out->expires) && !ssr_has_digit(out->expires)) {
		out->expires = (struct slice){NULL, 0};
		out->repaired = true;
		names--;
	}
	out->family = ssr_field(f, DOCS_FAMILY + names);
	out->given = ssr_field(f, DOCS_GIVEN + names);
	out->middle = ssr_field(f, DOCS_MIDDLE + names);
	out->holder = slice_is_nocase(ssr_field(f, DOCS_HOLDER + names), "H");
}

bool ssr_docs_read(struct slice text, struct ssr_docs *out)
{
	*out = (struct ssr_docs){0};
	text = slice_trim(text);
	ssr_cut_name(&text, &out->person);
	ssr_cut_reference(&text, &out->reference);
	struct ssr_fields f;
	ssr_fields_split(text, &f);
	if (f.count < 3)
		return false;
	int shift = docs_shift(&f);
	out->repaired = shift != 0;
	docs_read_left(&f, shift, out);
	docs_read_right(&f, shift, out);
	return slice_present(out->number) || slice_present(out->birth) ||
	       slice_present(out->family) || slice_present(out->nationality);
}

/* How far the field of which `fits` tells is from where it should be: 0, -1
 * (no leading slash) or 1 (two of them). */
static int letter_shift(const struct ssr_fields *f, int where, bool (*fits)(struct slice))
{
	static const int shifts[] = {0, -1, 1};
	for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
		if (fits(ssr_field(f, where + shifts[i])))
			return shifts[i];
	}
	return 0;
}

static bool is_doco_type(struct slice s)
{
	return slice_is_nocase(s, "V") || slice_is_nocase(s, "R") || slice_is_nocase(s, "K");
}

bool ssr_doco_read(struct slice text, struct ssr_doco *out)
{
	*out = (struct ssr_doco){0};
	text = slice_trim(text);
	ssr_cut_name(&text, &out->person);
	ssr_cut_reference(&text, &out->reference);
	struct ssr_fields f;
	ssr_fields_split(text, &f);
	int shift = letter_shift(&f, 2, is_doco_type);
	out->repaired = shift != 0;
	out->birth_place = ssr_field(&f, 1 + shift);
	out->type = ssr_field(&f, 2 + shift);
	out->number = ssr_field(&f, 3 + shift);
	out->issued_at = ssr_field(&f, 4 + shift);
	out->issued = ssr_field(&f, 5 + shift);
	out->valid_for = ssr_field(&f, 6 + shift);
	out->infant = slice_is_nocase(ssr_field(&f, 7 + shift), "I");
	return f.count > 1 && (slice_present(out->number) || slice_present(out->birth_place));
}

static bool is_doca_type(struct slice s)
{
	return slice_is_nocase(s, "R") || slice_is_nocase(s, "D") || slice_is_nocase(s, "B");
}

bool ssr_doca_read(struct slice text, struct ssr_doca *out)
{
	*out = (struct ssr_doca){0};
	text = slice_trim(text);
	ssr_cut_name(&text, &out->person);
	ssr_cut_reference(&text, &out->reference);
	struct ssr_fields f;
	ssr_fields_split(text, &f);
	int shift = letter_shift(&f, 1, is_doca_type);
	out->repaired = shift != 0;
	out->type = ssr_field(&f, 1 + shift);
	out->country = ssr_field(&f, 2 + shift);
	out->street = ssr_field(&f, 3 + shift);
	out->city = ssr_field(&f, 4 + shift);
	out->region = ssr_field(&f, 5 + shift);
	out->postcode = ssr_field(&f, 6 + shift);
	out->infant = slice_is_nocase(ssr_field(&f, 7 + shift), "I");
	return f.count > 1 && (slice_present(out->country) || slice_present(out->street) ||
			       slice_present(out->city) || slice_present(out->postcode));
}

bool ssr_foid_read(struct slice text, struct ssr_foid *out)
{
	*out = (struct ssr_foid){0};
	text = slice_trim(text);
	ssr_cut_name(&text, &out->person);
	if (text.n > 0 && text.p[0] == '/')
		text = slice_trim(slice_range(text, 1, text.n));
	if (text.n < 4 || !ascii_alpha(text.p[0]) || !ascii_alpha(text.p[1]))
		return false;
	out->kind = slice_range(text, 0, 2);
	struct slice number = slice_trim(slice_range(text, 2, text.n));
	if (number.n > 0 && (number.p[0] == '/' || number.p[0] == '-'))
		number = slice_range(number, 1, number.n);
	out->number = slice_trim(number);
	return ssr_has_digit(out->number);
}

bool ssr_pspt_read(struct slice text, struct ssr_pspt *out)
{
	*out = (struct ssr_pspt){0};
	struct ssr_fields f;
	ssr_fields_split(slice_trim(text), &f);
	for (int i = 0; i < f.count; i++) {
		struct slice s = f.field[i];
		if (!slice_present(s))
			continue;
		if (ssr_looks_date(s))
			out->birth = s;
		else if (ssr_has_digit(s))
			out->number = slice_present(out->number) ? out->number : s;
		else if (slice_present(out->family) && ssr_looks_sex(s))
			out->sex = s;
		else if (ssr_looks_country(s) && !slice_present(out->issuer) &&
			 !slice_present(out->birth))
			out->issuer = s;
		else if (!slice_present(out->family))
			out->family = s;
		else if (!slice_present(out->given))
			out->given = s;
	}
	return slice_present(out->number);
}
