/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/edifact/scan.h"

#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#endif

#define BLOCK 64

static void kind_set(struct edi_reader *r, char c, enum scan_kind kind)
{
	if (c != ' ')
		r->kind[(unsigned char)c] = (unsigned char)kind;
}

void scan_prepare(struct edi_reader *r)
{
	memset(r->kind, SCAN_TEXT, sizeof r->kind);
	memset(r->kind, SCAN_OTHER, ' ');
	memset(r->kind + 0x7f, SCAN_OTHER, sizeof r->kind - 0x7f);
	kind_set(r, '\r', SCAN_BREAK);
	kind_set(r, '\n', SCAN_BREAK);
	if (r->repeats)
		kind_set(r, r->syntax.repetition, SCAN_ELEMENT);
	kind_set(r, r->syntax.release, SCAN_RELEASE);
	kind_set(r, r->syntax.component, SCAN_COMPONENT);
	kind_set(r, r->syntax.element, SCAN_ELEMENT);
	kind_set(r, r->syntax.terminator, SCAN_TERMINATOR);
	r->block = SIZE_MAX;
}

#if defined __SSE2__

static uint64_t block_events(const struct edi_reader *r, const char *p)
{
	const __m128i element = _mm_set1_epi8(r->syntax.element);
	const __m128i component = _mm_set1_epi8(r->syntax.component);
	const __m128i terminator = _mm_set1_epi8(r->syntax.terminator);
	/* A blank means that there is none; 0x7F is to be found anyway. */
	const __m128i release = _mm_set1_epi8(r->syntax.release == ' ' ? 0x7f : r->syntax.release);
	const __m128i repetition = _mm_set1_epi8(r->repeats ? r->syntax.repetition : 0x7f);
	const __m128i blank = _mm_set1_epi8(' ');
	const __m128i delete = _mm_set1_epi8(0x7f);
	uint64_t events = 0;
	for (unsigned i = 0; i < BLOCK; i += 16) {
		__m128i x;
		memcpy(&x, p + i, sizeof x);
		/* Signed: bytes from 0x80 on are below the blank, too. */
		__m128i hit = _mm_or_si128(_mm_cmplt_epi8(x, blank), _mm_cmpeq_epi8(x, delete));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, element));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, component));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, terminator));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, release));
		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, repetition));
		events |= (uint64_t)(unsigned)_mm_movemask_epi8(hit) << i;
	}
	return events;
}

#else

static uint64_t block_events(const struct edi_reader *r, const char *p)
{
	uint64_t events = 0;
	for (unsigned i = 0; i < BLOCK; i++)
		events |= (uint64_t)(r->kind[(unsigned char)p[i]] != SCAN_TEXT) << i;
	return events;
}

#endif

static void block_load(struct edi_reader *r, size_t block)
{
	size_t rest = r->input.n - block;
	r->block = block;
	if (rest >= BLOCK) {
		r->events = block_events(r, r->input.p + block);
		return;
	}
	char tail[BLOCK];
	memset(tail, ' ', sizeof tail);
	memcpy(tail, r->input.p + block, rest);
	r->events = block_events(r, tail);
}

size_t scan_next(struct edi_reader *r, size_t at)
{
	if (at >= r->input.n)
		return r->input.n;
	size_t block = at - at % BLOCK;
	if (block != r->block)
		block_load(r, block);
	uint64_t events = r->events & UINT64_MAX << at % BLOCK;
	while (events == 0) {
		block += BLOCK;
		if (block >= r->input.n)
			return r->input.n;
		block_load(r, block);
		events = r->events;
	}
	return block + (size_t)__builtin_ctzll(events);
}
