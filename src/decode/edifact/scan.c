/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/edifact/scan.h"

#include <string.h>

#if defined __x86_64__
#include <immintrin.h>
#elif defined __aarch64__
#include <arm_neon.h>
#endif

static void kind_set(struct edi_reader *r, char c, enum scan_kind kind)
{
	if (c != ' ')
		r->kind[(unsigned char)c] = (unsigned char)kind;
}

static void index_clear(struct edi_reader *r)
{
	r->index.segments = r->index.next = r->index.begin = 0;
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
	index_clear(r);
	r->index.from = SIZE_MAX;
}

/* The bytes that are looked for. One that is not in use is another one of its
 * kind: it is to be found anyway. */
struct wanted {
	char element, component, terminator, release, repetition;
};

static struct wanted wanted_of(const struct edi_reader *r)
{
	return (struct wanted){
		.element = r->syntax.element,
		.component = r->syntax.component,
		.terminator = r->syntax.terminator,
		.release = r->syntax.release == ' ' ? '\x7f' : r->syntax.release,
		.repetition = r->repeats && r->syntax.repetition != ' ' ? r->syntax.repetition
									: r->syntax.element,
	};
}

static bool always(void)
{
	return true;
}

static void fill_portable(const struct edi_reader *r, const char *p, size_t blocks,
			  uint64_t *separators, uint64_t *odd)
{
	for (size_t b = 0; b < blocks; b++, p += SCAN_BLOCK) {
		separators[b] = odd[b] = 0;
		for (unsigned i = 0; i < SCAN_BLOCK; i++) {
			enum scan_kind kind = (enum scan_kind)r->kind[(unsigned char)p[i]];
			bool separates = kind == SCAN_ELEMENT || kind == SCAN_COMPONENT ||
					 kind == SCAN_TERMINATOR;
			separators[b] |= (uint64_t)separates << i;
			odd[b] |= (uint64_t)(kind != SCAN_TEXT && !separates) << i;
		}
	}
}

#if defined __x86_64__

static void fill_sse2(const struct edi_reader *r, const char *p, size_t blocks,
		      uint64_t *separators, uint64_t *odd)
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
		uint64_t separate = 0, other = 0;
		for (unsigned i = 0; i < SCAN_BLOCK; i += 16) {
			__m128i x = _mm_loadu_si128((const void *)(p + i));
			__m128i hit = _mm_or_si128(_mm_cmpeq_epi8(x, element),
						   _mm_cmpeq_epi8(x, component));
			hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, terminator));
			hit = _mm_or_si128(hit, _mm_cmpeq_epi8(x, repetition));
			/* Signed: bytes from 0x80 on are below the blank, too. */
			__m128i rest =
				_mm_or_si128(_mm_cmplt_epi8(x, blank), _mm_cmpeq_epi8(x, delete));
			rest = _mm_or_si128(rest, _mm_cmpeq_epi8(x, release));
			separate |= (uint64_t)(unsigned)_mm_movemask_epi8(hit) << i;
			other |= (uint64_t)(unsigned)_mm_movemask_epi8(rest) << i;
		}
		separators[b] = separate;
		odd[b] = other & ~separate;
	}
}

static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

__attribute__((target("avx2"))) static void fill_avx2(const struct edi_reader *r, const char *p,
						      size_t blocks, uint64_t *separators,
						      uint64_t *odd)
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
		uint64_t separate = 0, other = 0;
		for (unsigned i = 0; i < SCAN_BLOCK; i += 32) {
			__m256i x = _mm256_loadu_si256((const void *)(p + i));
			__m256i hit = _mm256_or_si256(_mm256_cmpeq_epi8(x, element),
						      _mm256_cmpeq_epi8(x, component));
			hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, terminator));
			hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, repetition));
			/* Signed, as above: the blank is above all that is no text. */
			__m256i rest = _mm256_or_si256(_mm256_cmpgt_epi8(blank, x),
						       _mm256_cmpeq_epi8(x, delete));
			rest = _mm256_or_si256(rest, _mm256_cmpeq_epi8(x, release));
			separate |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hit) << i;
			other |= (uint64_t)(uint32_t)_mm256_movemask_epi8(rest) << i;
		}
		separators[b] = separate;
		odd[b] = other & ~separate;
	}
}

#elif defined __aarch64__

/* A bit for each of 64 bytes that are all ones or all zeros. */
static inline uint64_t bits_neon(const uint8x16_t hit[4])
{
	static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128,
					    1, 2, 4, 8, 16, 32, 64, 128};
	const uint8x16_t weight = vld1q_u8(weights);
	uint8x16_t low = vpaddq_u8(vandq_u8(hit[0], weight), vandq_u8(hit[1], weight));
	uint8x16_t high = vpaddq_u8(vandq_u8(hit[2], weight), vandq_u8(hit[3], weight));
	low = vpaddq_u8(low, high);
	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(low, low)), 0);
}

static void fill_neon(const struct edi_reader *r, const char *p, size_t blocks,
		      uint64_t *separators, uint64_t *odd)
{
	const struct wanted w = wanted_of(r);
	const uint8x16_t element = vdupq_n_u8((uint8_t)w.element);
	const uint8x16_t component = vdupq_n_u8((uint8_t)w.component);
	const uint8x16_t terminator = vdupq_n_u8((uint8_t)w.terminator);
	const uint8x16_t release = vdupq_n_u8((uint8_t)w.release);
	const uint8x16_t repetition = vdupq_n_u8((uint8_t)w.repetition);
	for (size_t b = 0; b < blocks; b++, p += SCAN_BLOCK) {
		uint8x16_t separate[4], other[4];
		for (unsigned i = 0; i < 4; i++) {
			uint8x16_t x = vld1q_u8((const uint8_t *)p + i * 16);
			separate[i] = vorrq_u8(
				vorrq_u8(vceqq_u8(x, element), vceqq_u8(x, component)),
				vorrq_u8(vceqq_u8(x, terminator), vceqq_u8(x, repetition)));
			other[i] = vorrq_u8(vorrq_u8(vcltq_u8(x, vdupq_n_u8(' ')),
						     vcgeq_u8(x, vdupq_n_u8(0x7f))),
					    vceqq_u8(x, release));
		}
		separators[b] = bits_neon(separate);
		odd[b] = bits_neon(other) & ~separators[b];
	}
}

#endif

const struct scan_way scan_ways[] = {
#if defined __x86_64__
	{"AVX2", has_avx2, fill_avx2},
	{"SSE2", always, fill_sse2},
#elif defined __aarch64__
	{"NEON", always, fill_neon}, /* every processor of this kind has it */
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
	index_clear(r);
	r->window = at - at % SCAN_BLOCK;
	size_t rest = r->input.n - r->window;
	size_t blocks = (rest < EDI_WINDOW ? rest : EDI_WINDOW) / SCAN_BLOCK;
	r->way->fill(r, r->input.p + r->window, blocks, r->separators, r->odd);
	if (blocks == EDI_WINDOW / SCAN_BLOCK)
		return;
	/* The last bytes, with blanks behind them. */
	char tail[SCAN_BLOCK];
	size_t from = r->window + blocks * SCAN_BLOCK;
	memset(tail, ' ', sizeof tail);
	memcpy(tail, r->input.p + from, r->input.n - from);
	r->way->fill(r, tail, 1, r->separators + blocks, r->odd + blocks);
}

/* ---- The index ---- */

static size_t blocks_of(const struct edi_reader *r)
{
	size_t rest = r->input.n - r->window;
	return ((rest < EDI_WINDOW ? rest : EDI_WINDOW) + SCAN_BLOCK - 1) / SCAN_BLOCK;
}

size_t scan_odd(const struct edi_reader *r, size_t at)
{
	size_t blocks = blocks_of(r);
	size_t block = (at - r->window) / SCAN_BLOCK;
	uint64_t mask = UINT64_MAX << at % SCAN_BLOCK;
	for (; block < blocks; block++, mask = UINT64_MAX) {
		uint64_t odd = r->index.closer[block] & mask;
		if (odd)
			return r->window + block * SCAN_BLOCK + (unsigned)__builtin_ctzll(odd);
	}
	return SIZE_MAX;
}

/* Where the next mark, place in `first` and end of a segment are written. */
struct writing {
	uint32_t *mark;
	uint16_t *first, *end;
	uint32_t marks, firsts;
};

/* Each is written in any case, and counted where it is one: no branch. A tag of
 * a header before a separator that ends none may be glued to the text before
 * it: this is for edi.c to say, and odd. */
static inline void index_block(struct edi_reader *r, size_t block, uint64_t separators,
			       const char ends[2], struct writing *out)
{
	const char *p = r->input.p + block;
	const uint32_t behind = (uint32_t)block + 1;
	struct writing w = *out;
	for (; separators; separators &= separators - 1) {
		size_t i = (unsigned)__builtin_ctzll(separators);
		const char c = p[i];
		if (memcmp(p + i - 3, "UN", 2) == 0 && c != ends[1])
			r->index.closer[(block - r->window) / SCAN_BLOCK] |= separators &
									     -separators;
		*w.mark++ = behind + (uint32_t)i;
		*w.first = (uint16_t)w.marks++;
		*w.end = (uint16_t)w.firsts;
		w.first += c != ends[0];
		w.firsts += c != ends[0];
		w.end += c == ends[1];
	}
	*out = w;
}

/* A line break right behind a terminator, as many put it between segments. */
static bool breaks_between(const char *p, size_t at, char terminator)
{
	if (at < 2 || (p[at] != '\n' && p[at] != '\r'))
		return false;
	return p[at - 1] == terminator ||
	       (p[at] == '\n' && p[at - 1] == '\r' && p[at - 2] == terminator);
}

/* What of the odd bytes takes a closer look. */
static uint64_t closer_of(const struct edi_reader *r, size_t block, uint64_t odd)
{
	uint64_t closer = odd;
	for (; odd; odd &= odd - 1) {
		size_t at = block + (unsigned)__builtin_ctzll(odd);
		if (breaks_between(r->input.p, at, r->syntax.terminator))
			closer &= ~(odd & -odd);
	}
	return closer;
}

void scan_index(struct edi_reader *r, size_t at)
{
	struct edi_index *x = &r->index;
	struct writing w = {.mark = x->mark, .first = x->first, .end = x->end};
	const char ends[2] = {r->syntax.component, r->syntax.terminator};
	scan_window(r, at);
	if (at < 3)
		at = 3; /* no tag is shorter */
	uint64_t mask = UINT64_MAX << at % SCAN_BLOCK;
	size_t blocks = blocks_of(r);
	for (size_t b = 0; b < blocks; b++, mask = UINT64_MAX) {
		size_t block = r->window + b * SCAN_BLOCK;
		x->closer[b] = closer_of(r, block, r->odd[b]);
		index_block(r, block, r->separators[b] & mask, ends, &w);
	}
	x->segments = (unsigned)(w.end - x->end);
	x->from = at;
	x->odd = scan_odd(r, at);
}
