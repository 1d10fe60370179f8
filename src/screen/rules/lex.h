/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/lex.h - the words of an expression (CEL specification, "Syntax"). Private to
 * screen/.
 */
#ifndef SCREEN_RULES_LEX_H
#define SCREEN_RULES_LEX_H

#include "screen/rules/value.h"

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,
	TOKEN_LITERAL, /* a number or a text; true, false, null are names */
	TOKEN_SIGN,    /* "&&", "(", "<=" ... */
	TOKEN_WRONG,   /* `wrong`, `expected` say why */
};

struct token {
	enum token_kind kind;
	struct slice text;    /* as written */
	struct value literal; /* of a LITERAL */
	unsigned line, column;
	const char *wrong, *expected; /* static */
};

struct lexer {
	struct slice rest;
	unsigned line, column; /* of `rest` */
	struct arena *arena;
};

/* The text must be UTF-8. Texts with escapes are made in `a`. */
void lex_begin(struct lexer *l, struct slice text, struct arena *a);
void lex_next(struct lexer *l, struct token *out);

#endif
