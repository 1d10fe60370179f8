/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/edifact/scan.h"

#include <string.h>

#if defined __x86_64__
#include <immintrin.h>
#endif

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
	r->window = SIZE_MAX - EDI_WINDOW;
}

/* The bytes that are looked for; one that is not in use is 0x7F, which is to be
 * found anyway. */
struct wanted {
	char element, component, terminator, release, repetition;
};

static char or_none(char c)
{
	return c == ' ' ? '\x7f' : c;
}

static struct wanted wanted_of(const struct edi_reader *r)
{
	return (struct wanted){
		.element = r->syntax.element,
		.component = r->syntax.component,
		.terminator = r->syntax.terminator,
		.release = or_none(r->syntax.release),
		.repetition = or_none(r->repeats ? r->syntax.repetition : ' '),
	};
}

static bool always(void)
{
	return true;
}

static void fill_portable(const struct edi_reader *r, const char *p, size_t blocks,
			  uint64_t *events)
{
	for (size_t b = 0; b < blocks; b++, p += SCAN_BLOCK) {
		uint64_t word = 0;
		for (unsigned i = 0; i < SCAN_BLOCK; i++)
			word |= (uint64_t)(r->kind[(unsigned char)p[i]] != SCAN_TEXT) << i;
		events[b] = word;
	}
}

#if defined __x86_64__

static void fill_sse2(const struct edi_reader *r, const char *p, size_t blocks, uint64_t *events)
{
	const struct wanted w = wanted_of(r);
	const __m128i element = _mm_set1_epi8(w.element);
	const __m128i component = _mm_set1_epi8(w.component);
	const __m128i terminator = _mm_set1_epi8(w.terminator);
	const __m128i release = _mm_set1_epi8(w.release);
	const __m128i repetition = _mm_set1_epi8(w.repetition);
	const __m128i blank = _mm_set1_epi8(' ');
	const __m128i delete = _mm_set1_epi8(0x7f);
	for (size_t b = 0; b < blocks; b++, p += SCAN_BLOCK) {
		uint64_t word = 0;
		for (unsigned i = 0; i < SCAN_BLOCK; i += 16) {
			__m128i x = _mm_loadu_si128((const void *)(p + i));
			/* Signed: bytes from 0x80 on are below the blank, too. */
			__m128i hit =
				_mm_or_si128(_mm_cmplt_epi8(x, blank), _mm_cmpeq_epi8(x, delete));
			hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, element));
			hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, component));
			hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, terminator));
			hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, release));
			hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, repetition));
			word |= (uint64_t)(unsigned)_mm_movemask_epi8(hit) << i;
		}
		events[b] = word;
	}
}

static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

__attribute__((target("avx2"))) static void fill_avx2(const struct edi_reader *r, const char *p,
						      size_t blocks, uint64_t *events)
{
	const struct wanted w = wanted_of(r);
	const __m256i element = _mm256_set1_epi8(w.element);
	const __m256i component = _mm256_set1_epi8(w.component);
	const __m256i terminator = _mm256_set1_epi8(w.terminator);
	const __m256i release = _mm256_set1_epi8(w.release);
	const __m256i repetition = _mm256_set1_epi8(w.repetition);
	const __m256i blank = _mm256_set1_epi8(' ');
	const __m256i delete = _mm256_set1_epi8(0x7f);
	for (size_t b = 0; b < blocks; b++, p += SCAN_BLOCK) {
		uint64_t word = 0;
		for (unsigned i = 0; i < SCAN_BLOCK; i += 32) {
			__m256i x = _mm256_loadu_si256((const void *)(p + i));
			/* Signed, as above: the blank is above all that is no text. */
			__m256i hit = _mm256_or_si256(_mm256_cmpgt_epi8(blank, x),
						      _mm256_cmpeq_epi8(x, delete));
			hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, element));
			hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, component));
			hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, terminator));
			hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, release));
			hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, repetition));
			word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hit) << i;
		}
		events[b] = word;
	}
}

#endif

const struct scan_way scan_ways[] = {
#if defined __x86_64__
	{"AVX2", has_avx2, fill_avx2},
	{"SSE2", always, fill_sse2},
#endif
	{"portable", always, fill_portable},
	{NULL, NULL, NULL},
};

const struct scan_way *scan_best(void)
{
	const struct scan_way *way = scan_ways;
	while (!way->available())
		way++;
	return way;
}

void scan_window(struct edi_reader *r, size_t at)
{
	r->window = at - at % SCAN_BLOCK;
	size_t rest = r->input.n - r->window;
	size_t blocks = (rest < EDI_WINDOW ? rest : EDI_WINDOW) / SCAN_BLOCK;
	r->way->fill(r, r->input.p + r->window, blocks, r->events);
	if (blocks == EDI_WINDOW / SCAN_BLOCK)
		return;
	/* The last bytes, with blanks behind them. */
	char tail[SCAN_BLOCK];
	size_t from = r->window + blocks * SCAN_BLOCK;
	memset(tail, ' ', sizeof tail);
	memcpy(tail, r->input.p + from, r->input.n - from);
	r->way->fill(r, tail, 1, r->events + blocks);
}
