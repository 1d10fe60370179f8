/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/rules/lex.h"

#include "base/utf8.h"

void lex_begin(struct lexer *l, struct slice text, struct arena *a)
{
	*l = (struct lexer){.rest = text, .line = 1, .column = 1, .arena = a};
}

/* Takes `n` bytes off, counting lines and characters. */
static struct slice take(struct lexer *l, size_t n)
{
	struct slice taken = slice_range(l->rest, 0, n);
	for (size_t i = 0; i < taken.n; i++) {
		bool inside = ((unsigned char)taken.p[i] & 0xC0) == 0x80;
		l->column += !inside;
		if (taken.p[i] == '\n') {
			l->line++;
			l->column = 1;
		}
	}
	l->rest = slice_range(l->rest, n, l->rest.n);
	return taken;
}

/* White space and comments. */
static void pass_blanks(struct lexer *l)
{
	for (;;) {
		size_t n = 0;
		while (n < l->rest.n && l->rest.p[n] && strchr(" \t\r\n\f", l->rest.p[n]))
			n++;
		if (slice_starts(slice_range(l->rest, n, l->rest.n), "//")) {
			size_t end = slice_find(l->rest, '\n', n);
			n = end < l->rest.n ? end : l->rest.n;
		}
		if (n == 0)
			return;
		take(l, n);
	}
}

static void wrong(struct token *out, const char *what, const char *expected)
{
	out->kind = TOKEN_WRONG;
	out->wrong = what;
	out->expected = expected;
}

/* ---- numbers ---- */

static bool is_hex(char c)
{
	return ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static unsigned hex_digit(char c)
{
	return (unsigned)(ascii_digit(c) ? c - '0' : ascii_to_lower(c) - 'a' + 10);
}

static bool whole_number(struct slice digits, bool hex, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < digits.n; i++) {
		uint64_t digit = hex ? hex_digit(digits.p[i]) : (uint64_t)(digits.p[i] - '0');
		if (__builtin_mul_overflow(*out, hex ? 16U : 10U, out) ||
		    __builtin_add_overflow(*out, digit, out))
			return false;
	}
	return digits.n > 0;
}

static size_t digits_from(struct slice s, size_t at)
{
	while (at < s.n && ascii_digit(s.p[at]))
		at++;
	return at;
}

/* Where a fraction and an exponent end that begin at `at`; `at` where there are none. */
static size_t float_end(struct slice s, size_t at)
{
	if (at + 1 < s.n && s.p[at] == '.' && ascii_digit(s.p[at + 1]))
		at = digits_from(s, at + 1);
	if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
		size_t sign = at + 1 < s.n && (s.p[at + 1] == '+' || s.p[at + 1] == '-');
		size_t end = digits_from(s, at + 1 + sign);
		at = end > at + 1 + sign ? end : at;
	}
	return at;
}

/* "9223372036854775808" is a number only behind a minus: it is told as an unsigned one of
 * kind INT and the parser looks. */
static void lex_number(struct lexer *l, struct token *out)
{
	struct slice s = l->rest;
	bool hex = s.n > 2 && s.p[0] == '0' && (s.p[1] == 'x' || s.p[1] == 'X') && is_hex(s.p[2]);
	size_t end = hex ? 2 : digits_from(s, 0);
	while (hex && end < s.n && is_hex(s.p[end]))
		end++;
	size_t whole = end;
	if (!hex)
		end = float_end(s, end);
	bool is_double = end > whole;
	bool is_unsigned = !is_double && end < s.n && (s.p[end] == 'u' || s.p[end] == 'U');
	out->kind = TOKEN_LITERAL;
	out->text = take(l, end + is_unsigned);
	if (is_double) {
		out->literal.kind = KIND_DOUBLE;
		if (!double_parse(out->text, &out->literal.d))
			wrong(out, "the number is too large or too long",
			      "a number of up to 60 characters");
		return;
	}
	out->literal.kind = is_unsigned ? KIND_UINT : KIND_INT;
	if (!whole_number(slice_range(s, hex ? 2 : 0, whole), hex, &out->literal.u) ||
	    (!is_unsigned && out->literal.u > (uint64_t)INT64_MAX + 1))
		wrong(out, "the number does not fit in 64 bits",
		      "-9223372036854775808 to 9223372036854775807, or with u 0u to 18446744073709551615u");
}

/* ---- texts ---- */

/* The code point of `digits` digits of base 8 or 16; UINT32_MAX where they are none. */
static uint32_t code_point(struct slice s, size_t digits, unsigned base)
{
	uint32_t c = 0;
	if (s.n < digits)
		return UINT32_MAX;
	for (size_t i = 0; i < digits; i++) {
		if (!is_hex(s.p[i]) || hex_digit(s.p[i]) >= base)
			return UINT32_MAX;
		c = c * base + hex_digit(s.p[i]);
	}
	bool valid = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) && c != 0;
	return valid ? c : UINT32_MAX;
}

/* Reads the escape behind a backslash; gives its bytes, 0 where it is none. */
static size_t escape(struct slice s, uint32_t *out)
{
	static const char plain[] = "abfnrtv\\?\"'`";
	static const char means[] = "\a\b\f\n\r\t\v\\?\"'`";
	const char *found = s.n > 0 && s.p[0] ? strchr(plain, s.p[0]) : NULL;
	size_t digits = 0;
	unsigned base = 16;
	if (found) {
		*out = (unsigned char)means[found - plain];
		return 1;
	}
	if (s.n > 0 && (s.p[0] == 'x' || s.p[0] == 'X'))
		digits = 2;
	else if (s.n > 0 && (s.p[0] == 'u' || s.p[0] == 'U'))
		digits = s.p[0] == 'u' ? 4 : 8;
	else if (s.n > 0 && s.p[0] >= '0' && s.p[0] <= '3')
		base = 8;
	else
		return 0;
	*out = base == 8 ? code_point(s, 3, 8) : code_point(slice_range(s, 1, s.n), digits, base);
	return *out == UINT32_MAX ? 0 : base == 8 ? 3 : digits + 1;
}

static bool unescape(struct slice s, struct arena *a, struct slice *out)
{
	char *to = arena_alloc(a, s.n + 4);
	size_t n = 0;
	while (to && s.n > 0) {
		uint32_t c;
		size_t used = 1;
		if (s.p[0] != '\\') {
			to[n++] = s.p[0];
		} else {
			used = escape(slice_range(s, 1, s.n), &c) + 1;
			if (used == 1)
				return false;
			char bytes[4]; /* an escape is never shorter than what it stands for */
			size_t width = utf8_write(c, bytes);
			memcpy(to + n, bytes, width);
			n += width;
		}
		s = slice_range(s, used, s.n);
	}
	*out = (struct slice){to, n};
	return to != NULL;
}

/* Where the text ends whose opening quotes stand before `at`; SIZE_MAX where it does not. */
static size_t closing(struct slice s, size_t at, const char *quotes, bool raw)
{
	size_t width = strlen(quotes);
	while (at < s.n) {
		if (slice_starts(slice_range(s, at, s.n), quotes))
			return at;
		if (width == 1 && (s.p[at] == '\n' || s.p[at] == '\r'))
			return SIZE_MAX;
		at += !raw && s.p[at] == '\\' ? 2 : 1;
	}
	return SIZE_MAX;
}

static void lex_text(struct lexer *l, bool raw, struct token *out)
{
	struct slice s = l->rest;
	size_t start = raw ? 1 : 0;
	const char *quotes = s.p[start] == '"' ? "\"\"\"" : "'''";
	if (!slice_starts(slice_range(s, start, s.n), quotes))
		quotes = s.p[start] == '"' ? "\"" : "'";
	size_t from = start + strlen(quotes);
	size_t end = closing(s, from, quotes, raw);
	out->kind = TOKEN_LITERAL;
	out->literal.kind = KIND_STRING;
	if (end == SIZE_MAX) {
		wrong(out, "the text does not end",
		      "the same quotation mark at its end, in the same line");
		return;
	}
	out->literal.s = slice_range(s, from, end);
	out->text = take(l, end + strlen(quotes));
	if (!raw && !unescape(out->literal.s, l->arena, &out->literal.s))
		wrong(out, "a backslash in the text begins no escape",
		      "\\n, \\t, \\\", \\', \\\\, \\xHH, \\uHHHH, \\UHHHHHHHH or three octal digits, not zero");
}

/* ---- all ---- */

static bool begins_name(char c)
{
	return ascii_alpha(c) || c == '_';
}

static bool is_quote(struct slice s, size_t at)
{
	return at < s.n && (s.p[at] == '"' || s.p[at] == '\'');
}

static void lex_name(struct lexer *l, struct token *out)
{
	size_t n = 0;
	while (n < l->rest.n && (begins_name(l->rest.p[n]) || ascii_digit(l->rest.p[n])))
		n++;
	out->kind = TOKEN_NAME;
	out->text = take(l, n);
}

static void lex_sign(struct lexer *l, struct token *out)
{
	static const char *const signs[] = {"&&", "||", "<=", ">=", "==", "!=", "(", ")",
					    "[",  "]",  "{",  "}",  ".",  ",",  "?", ":",
					    "<",  ">",  "!",  "-",  "+",  "*",  "/", "%"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (slice_starts(l->rest, signs[i])) {
			out->kind = TOKEN_SIGN;
			out->text = take(l, strlen(signs[i]));
			return;
		}
	}
	bool half = strchr("&|=", l->rest.p[0]) != NULL && l->rest.p[0];
	wrong(out,
	      half ? "one character of an operator that has two"
		   : "the character means nothing here",
	      half ? "&&, || or =="
		   : "a name, a number, a text in quotation marks, or an operator");
}

void lex_next(struct lexer *l, struct token *out)
{
	pass_blanks(l);
	*out = (struct token){.line = l->line, .column = l->column};
	struct slice s = l->rest;
	if (s.n == 0)
		return;
	bool raw = (s.p[0] == 'r' || s.p[0] == 'R') && is_quote(s, 1);
	bool bytes = (s.p[0] == 'b' || s.p[0] == 'B') && is_quote(s, 1);
	bool point = s.p[0] == '.' && s.n > 1 && ascii_digit(s.p[1]);
	if (bytes)
		wrong(out, "bytes are not offered", "a text without the b");
	else if (raw || is_quote(s, 0))
		lex_text(l, raw, out);
	else if (begins_name(s.p[0]))
		lex_name(l, out);
	else if (ascii_digit(s.p[0]) || point)
		lex_number(l, out);
	else
		lex_sign(l, out);
}
