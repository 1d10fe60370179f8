/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/ssr/fields.h"
#include "decode/ssr/ssr.h"

/* ---- Contacts ---- */

static struct slice without_leading_slash(struct slice s)
{
	s = slice_trim(s);
	if (s.n > 0 && s.p[0] == '/' && !(s.n > 1 && s.p[1] == '/'))
		s = slice_trim(slice_range(s, 1, s.n));
	return s;
}

/* "/EN" at the end, which is not the second half of an e-mail's "//". */
static void cut_language(struct slice *text, struct slice *language)
{
	struct slice s = *text;
	if (s.n < 4 || s.p[s.n - 3] != '/' || s.p[s.n - 4] == '/' || s.p[s.n - 4] == '.')
		return;
	if (!ascii_alpha(s.p[s.n - 2]) || !ascii_alpha(s.p[s.n - 1]))
		return;
	*language = slice_range(s, s.n - 2, s.n);
	*text = slice_trim(slice_range(s, 0, s.n - 3));
}

bool ssr_contact_read(struct slice text, struct ssr_contact *out)
{
	*out = (struct ssr_contact){0};
	text = without_leading_slash(text);
	ssr_cut_name(&text, &out->person);
	cut_language(&text, &out->language);
	if (slice_is_nocase(text, "REFUSED"))
		return false;
	out->value = text;
	return slice_present(text);
}

bool ssr_osi_contact(struct slice text, char *kind, struct slice *value)
{
	text = slice_trim(text);
	if (text.n >= 4 && text.p[0] == '/') /* CTCM of some hosts: "/CTCM ..." */
		text = slice_range(text, 1, text.n);
	if (text.n < 4 || !slice_is_nocase(slice_range(text, 0, 3), "CTC"))
		return false;
	*kind = '\0';
	size_t from = 3;
	if (ascii_alpha(text.p[3])) {
		*kind = ascii_to_upper(text.p[3]);
		from = 4;
		if (text.n > 4 && ascii_alpha(text.p[4])) /* another word that begins with CTC */
			return false;
	}
	*value = slice_trim(slice_range(text, from, text.n));
	return slice_present(*value);
}

static bool telephone_byte(char c)
{
	return ascii_digit(c) || c == ' ' || c == '-' || c == '(' || c == ')' || c == '+' ||
	       c == '.';
}

struct slice ssr_telephone(struct slice text)
{
	struct slice best = {NULL, 0};
	size_t best_digits = 4; /* fewer are no telephone number */
	for (size_t i = 0; i < text.n;) {
		size_t end = i;
		size_t digits = 0;
		while (end < text.n && telephone_byte(text.p[end]))
			digits += ascii_digit(text.p[end++]);
		if (digits > best_digits) {
			best = slice_trim(slice_range(text, i, end));
			best_digits = digits;
		}
		i = end + 1;
	}
	while (best.n > 0 && (best.p[0] == '-' || best.p[0] == '.' || best.p[0] == ' '))
		best = slice_range(best, 1, best.n);
	while (best.n > 0 && (best.p[best.n - 1] == '-' || best.p[best.n - 1] == '.' ||
			      best.p[best.n - 1] == ' '))
		best.n--;
	return slice_present(best) ? best : slice_trim(text);
}

/* ---- Tickets, infants, children ---- */

bool ssr_ticket_read(struct slice text, struct ssr_ticket *out)
{
	*out = (struct ssr_ticket){0};
	text = without_leading_slash(text);
	if (text.n > 3 && slice_is_nocase(slice_range(text, 0, 3), "INF")) {
		out->infant = true;
		text = slice_trim(slice_range(text, 3, text.n));
	}
	size_t digits = 0;
	while (digits < text.n && ascii_digit(text.p[digits]))
		digits++;
	if (digits < 10)
		return false;
	out->number = slice_range(text, 0, digits);
	if (digits + 1 < text.n && ascii_to_upper(text.p[digits]) == 'C') {
		size_t end = digits + 1;
		while (end < text.n && ascii_digit(text.p[end]))
			end++;
		out->coupon = slice_range(text, digits + 1, end);
	}
	return true;
}

/* The birth date at the end, behind a blank or a slash. */
static bool cut_date(struct slice *text, struct slice *date)
{
	struct slice s = *text;
	for (size_t i = s.n; i > 0; i--) {
		if (s.p[i - 1] != ' ' && s.p[i - 1] != '/')
			continue;
		struct slice word = slice_range(s, i, s.n);
		if (!ssr_looks_date(word))
			return false;
		*date = word;
		s = slice_trim(slice_range(s, 0, i - 1));
		while (s.n > 0 && s.p[s.n - 1] == '/')
			s = slice_trim(slice_range(s, 0, s.n - 1));
		*text = s;
		return true;
	}
	return false;
}

bool ssr_infant_read(struct slice text, struct ssr_infant *out)
{
	*out = (struct ssr_infant){0};
	text = slice_trim(text);
	while (text.n > 0 && text.p[0] == '/')
		text = slice_trim(slice_range(text, 1, text.n));
	if (text.n > 4 && slice_is_nocase(slice_range(text, 0, 4), "INF/"))
		text = slice_range(text, 4, text.n);
	struct ssr_name adult;
	ssr_cut_name(&text, &adult);
	cut_date(&text, &out->birth);
	size_t slash = slice_find(text, '/', 0);
	out->family = slice_trim(slice_range(text, 0, slash));
	if (slash != SIZE_MAX)
		out->given = slice_trim(slice_range(text, slash + 1, text.n));
	return slice_present(out->family) && !ssr_has_digit(out->family);
}

bool ssr_child_read(struct slice text, struct slice *birth)
{
	text = without_leading_slash(text);
	struct ssr_name child;
	ssr_cut_name(&text, &child);
	size_t end = slice_find(text, ' ', 0);
	*birth = slice_range(text, 0, end);
	return ssr_looks_date(*birth);
}

/* ---- Frequent flyers, seats ---- */

/* Two characters of which one is a letter, then a digit: "LH123", "2A12". */
static bool starts_with_carrier(struct slice s)
{
	if (s.n < 4 || !(ascii_alpha(s.p[0]) || ascii_alpha(s.p[1])))
		return false;
	bool first = ascii_alpha(s.p[0]) || ascii_digit(s.p[0]);
	bool second = ascii_alpha(s.p[1]) || ascii_digit(s.p[1]);
	return first && second;
}

bool ssr_frequent_flyer_read(struct slice text, struct slice carrier,
			     struct ssr_frequent_flyer *out)
{
	*out = (struct ssr_frequent_flyer){.carrier = carrier};
	text = slice_trim(text);
	while (text.n > 0 && text.p[0] == '/')
		text = slice_trim(slice_range(text, 1, text.n));
	if (!ssr_cut_name(&text, &out->person)) {
		size_t hyphen = slice_find(text, '-', 0);
		size_t slash = hyphen == SIZE_MAX ? hyphen : slice_find(text, '/', hyphen);
		if (slash != SIZE_MAX) {
			out->person.family = slice_trim(slice_range(text, hyphen + 1, slash));
			out->person.given = slice_trim(slice_range(text, slash + 1, text.n));
		}
		text = slice_range(text, 0, hyphen);
	}
	text = slice_range(text, 0, slice_find(text, '/', 0));
	text = slice_trim(slice_range(text, 0, slice_find(text, ' ', 3)));
	out->number = text;
	if (starts_with_carrier(text)) {
		out->carrier = slice_range(text, 0, 2);
		out->number = slice_trim(slice_range(text, 2, text.n));
	}
	return ssr_has_digit(out->number);
}

bool ssr_seat_cut(struct slice *text, struct slice *seat)
{
	struct slice s = *text;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]))
			continue;
		size_t end = i;
		while (end < s.n && ascii_digit(s.p[end]))
			end++;
		if (end - i > 3 || end >= s.n || !ascii_alpha(s.p[end])) {
			i = end - 1;
			continue;
		}
		*seat = slice_range(s, i, end + 1);
		end++;
		if (end < s.n && s.p[end] == 'N')
			end++;
		*text = slice_range(s, end, s.n);
		return true;
	}
	return false;
}
