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

static void fill_byte(struct scan_block *b, unsigned i, enum scan_kind kind, char c)
{
	bool separates = kind == SCAN_ELEMENT || kind == SCAN_COMPONENT || kind == SCAN_TERMINATOR;
	b->separators |= (uint64_t)separates << i;
	b->components |= (uint64_t)(kind == SCAN_COMPONENT) << i;
	b->terminators |= (uint64_t)(kind == SCAN_TERMINATOR) << i;
	b->odd |= (uint64_t)(kind != SCAN_TEXT && !separates) << i;
	b->cr |= (uint64_t)(c == '\r') << i;
	b->lf |= (uint64_t)(c == '\n') << i;
	b->u |= (uint64_t)(c == 'U') << i;
	b->n |= (uint64_t)(c == 'N') << i;
}

static void fill_portable(const struct edi_reader *r, const char *p, size_t count,
			  struct scan_block *blocks)
{
	for (struct scan_block *b = blocks; b < blocks + count; b++) {
		*b = (struct scan_block){0};
		for (unsigned i = 0; i < SCAN_BLOCK; i++, p++)
			fill_byte(b, i, (enum scan_kind)r->kind[(unsigned char)*p], *p);
	}
}

#if defined __x86_64__

/* The bits of 16 bytes that are all ones or all zeros. */
static ALWAYS_INLINE uint64_t bits_sse2(__m128i hit, unsigned at)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(hit) << at;
}

static void fill_sse2(const struct edi_reader *r, const char *p, size_t count,
		      struct scan_block *blocks)
{
	const struct wanted w = wanted_of(r);
	const __m128i element = _mm_set1_epi8(w.element);
	const __m128i component = _mm_set1_epi8(w.component);
	const __m128i terminator = _mm_set1_epi8(w.terminator);
	const __m128i release = _mm_set1_epi8(w.release);
	const __m128i repetition = _mm_set1_epi8(w.repetition);
	const __m128i blank = _mm_set1_epi8(' ');
	for (struct scan_block *out = blocks; out < blocks + count; out++, p += SCAN_BLOCK) {
		struct scan_block b = {0};
		for (unsigned i = 0; i < SCAN_BLOCK; i += 16) {
			__m128i x = _mm_loadu_si128((const void *)(p + i));
			__m128i parts = _mm_cmpeq_epi8(x, component);
			__m128i ends = _mm_cmpeq_epi8(x, terminator);
			__m128i elements = _mm_or_si128(_mm_cmpeq_epi8(x, element),
							_mm_cmpeq_epi8(x, repetition));
			/* Signed: bytes from 0x80 on are below the blank, too. */
			__m128i rest = _mm_or_si128(_mm_cmplt_epi8(x, blank),
						    _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7f)));
			rest = _mm_or_si128(rest, _mm_cmpeq_epi8(x, release));
			b.separators |=
				bits_sse2(_mm_or_si128(elements, _mm_or_si128(parts, ends)), i);
			b.components |= bits_sse2(parts, i);
			b.terminators |= bits_sse2(ends, i);
			b.odd |= bits_sse2(rest, i);
			b.cr |= bits_sse2(_mm_cmpeq_epi8(x, _mm_set1_epi8('\r')), i);
			b.lf |= bits_sse2(_mm_cmpeq_epi8(x, _mm_set1_epi8('\n')), i);
			b.u |= bits_sse2(_mm_cmpeq_epi8(x, _mm_set1_epi8('U')), i);
			b.n |= bits_sse2(_mm_cmpeq_epi8(x, _mm_set1_epi8('N')), i);
		}
		b.odd &= ~b.separators;
		*out = b;
	}
}

static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

AVX2 static ALWAYS_INLINE uint64_t bits_avx2(__m256i hit, unsigned at)
{
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(hit) << at;
}

AVX2 static void fill_avx2(const struct edi_reader *r, const char *p, size_t count,
			   struct scan_block *blocks)
{
	const struct wanted w = wanted_of(r);
	const __m256i element = _mm256_set1_epi8(w.element);
	const __m256i component = _mm256_set1_epi8(w.component);
	const __m256i terminator = _mm256_set1_epi8(w.terminator);
	const __m256i release = _mm256_set1_epi8(w.release);
	const __m256i repetition = _mm256_set1_epi8(w.repetition);
	const __m256i blank = _mm256_set1_epi8(' ');
	for (struct scan_block *out = blocks; out < blocks + count; out++, p += SCAN_BLOCK) {
		struct scan_block b = {0};
		for (unsigned i = 0; i < SCAN_BLOCK; i += 32) {
			__m256i x = _mm256_loadu_si256((const void *)(p + i));
			__m256i parts = _mm256_cmpeq_epi8(x, component);
			__m256i ends = _mm256_cmpeq_epi8(x, terminator);
			__m256i elements = _mm256_or_si256(_mm256_cmpeq_epi8(x, element),
							   _mm256_cmpeq_epi8(x, repetition));
			/* Signed, as above: the blank is above all that is no text. */
			__m256i rest =
				_mm256_or_si256(_mm256_cmpgt_epi8(blank, x),
						_mm256_cmpeq_epi8(x, _mm256_set1_epi8(0x7f)));
			rest = _mm256_or_si256(rest, _mm256_cmpeq_epi8(x, release));
			b.separators |= bits_avx2(
				_mm256_or_si256(elements, _mm256_or_si256(parts, ends)), i);
			b.components |= bits_avx2(parts, i);
			b.terminators |= bits_avx2(ends, i);
			b.odd |= bits_avx2(rest, i);
			b.cr |= bits_avx2(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('\r')), i);
			b.lf |= bits_avx2(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('\n')), i);
			b.u |= bits_avx2(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('U')), i);
			b.n |= bits_avx2(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('N')), i);
		}
		b.odd &= ~b.separators;
		*out = b;
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

/* Which of 64 bytes are `c`. */
static inline uint64_t equal_neon(const uint8x16_t x[4], char c)
{
	uint8x16_t hit[4];
	for (unsigned i = 0; i < 4; i++)
		hit[i] = vceqq_u8(x[i], vdupq_n_u8((uint8_t)c));
	return bits_neon(hit);
}

/* Which are no printable ASCII characters. */
static inline uint64_t beyond_neon(const uint8x16_t x[4])
{
	uint8x16_t hit[4];
	for (unsigned i = 0; i < 4; i++)
		hit[i] =
			vorrq_u8(vcltq_u8(x[i], vdupq_n_u8(' ')), vcgeq_u8(x[i], vdupq_n_u8(0x7f)));
	return bits_neon(hit);
}

static void fill_neon(const struct edi_reader *r, const char *p, size_t count,
		      struct scan_block *blocks)
{
	const struct wanted w = wanted_of(r);
	for (struct scan_block *b = blocks; b < blocks + count; b++, p += SCAN_BLOCK) {
		uint8x16_t x[4];
		for (unsigned i = 0; i < 4; i++)
			x[i] = vld1q_u8((const uint8_t *)p + i * 16);
		b->components = equal_neon(x, w.component);
		b->terminators = equal_neon(x, w.terminator);
		b->separators = equal_neon(x, w.element) | equal_neon(x, w.repetition) |
				b->components | b->terminators;
		b->odd = (beyond_neon(x) | equal_neon(x, w.release)) & ~b->separators;
		b->cr = equal_neon(x, '\r');
		b->lf = equal_neon(x, '\n');
		b->u = equal_neon(x, 'U');
		b->n = equal_neon(x, 'N');
	}
}

#endif

/* ---- The index ---- */

/* What of the block before lies right before this one, as the lowest bits. */
struct carried {
	uint64_t end;    /* a terminator */
	uint64_t end_cr; /* the CR behind one */
	uint64_t u, n;   /* the last three, the last two */
};

static struct carried carried_at(const struct edi_reader *r)
{
	const char *p = r->input.p + r->window;
	struct carried c = {0};
	if (r->window == 0)
		return c;
	c.end = p[-1] == r->syntax.terminator;
	c.end_cr = p[-1] == '\r' && r->window > 1 && p[-2] == r->syntax.terminator;
	return c; /* no tag that matters lies across: see scan_index */
}

/* What of a block takes a closer look: odd bytes that are no line break right
 * behind a terminator, as many put one between segments; and a separator behind
 * UN and one letter, which may be a header glued to the text before it. */
static ALWAYS_INLINE uint64_t closer_of(const struct scan_block *b, struct carried *c)
{
	uint64_t behind = b->terminators << 1 | c->end;
	uint64_t cr = b->cr & behind;
	uint64_t lf = b->lf & (behind | cr << 1 | c->end_cr);
	uint64_t headers = (b->u << 3 | c->u) & (b->n << 2 | c->n);
	*c = (struct carried){b->terminators >> 63, cr >> 63, b->u >> 61, b->n >> 62};
	return (b->odd & ~(cr | lf)) | (b->separators & ~b->terminators & headers);
}

/* Where the next mark, place in `first` and end of a segment are written. */
struct writing {
	uint32_t *mark, *stop;
	uint16_t *first, *end;
	uint32_t marks, firsts;
};

/* Each is written in any case, and counted where it is one: no branch. */
static ALWAYS_INLINE void index_block(const struct scan_block *b, uint64_t separators,
				      uint32_t behind, struct writing *w)
{
	for (; separators; separators &= separators - 1) {
		unsigned i = (unsigned)__builtin_ctzll(separators);
		uint32_t element = ~(uint32_t)(b->components >> i) & 1;
		uint32_t end = (uint32_t)(b->terminators >> i) & 1;
		*w->mark++ = behind + i;
		*w->first = (uint16_t)w->marks++;
		*w->end = (uint16_t)w->firsts;
		*w->stop = behind + i;
		w->first += element;
		w->firsts += element;
		w->end += end;
		w->stop += end;
	}
}

static ALWAYS_INLINE void index_blocks(struct edi_reader *r, size_t at, size_t count)
{
	struct edi_index *x = &r->index;
	struct writing w = {.mark = x->mark, .stop = x->stop, .first = x->first, .end = x->end};
	struct carried carried = carried_at(r);
	uint64_t mask = UINT64_MAX << at % SCAN_BLOCK;
	uint32_t behind = (uint32_t)r->window + 1;
	for (size_t i = 0; i < count; i++, mask = UINT64_MAX, behind += SCAN_BLOCK) {
		const struct scan_block *b = &r->blocks[i];
		x->closer[i] = closer_of(b, &carried);
		index_block(b, b->separators & mask, behind, &w);
	}
	x->segments = (unsigned)(w.end - x->end);
}

static void index_usual(struct edi_reader *r, size_t at, size_t count)
{
	index_blocks(r, at, count);
}

#if defined __x86_64__
AVX2 static void index_avx2(struct edi_reader *r, size_t at, size_t count)
{
	index_blocks(r, at, count);
}
#endif

const struct scan_way scan_ways[] = {
#if defined __x86_64__
	{"AVX2", has_avx2, fill_avx2, index_avx2},
	{"SSE2", always, fill_sse2, index_usual},
#elif defined __aarch64__
	{"NEON", always, fill_neon, index_usual}, /* every processor of this kind has it */
#endif
	{"portable", always, fill_portable, index_usual},
	{NULL, NULL, NULL, NULL},
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
	r->way->fill(r, r->input.p + r->window, blocks, r->blocks);
	if (blocks == EDI_WINDOW / SCAN_BLOCK)
		return;
	/* The last bytes, with blanks behind them. */
	char tail[SCAN_BLOCK];
	size_t from = r->window + blocks * SCAN_BLOCK;
	memset(tail, ' ', sizeof tail);
	memcpy(tail, r->input.p + from, r->input.n - from);
	r->way->fill(r, tail, 1, r->blocks + blocks);
}

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

/* A segment begins at `at`, so that no tag lies across the beginning of the window. */
void scan_index(struct edi_reader *r, size_t at)
{
	scan_window(r, at);
	r->way->index(r, at, blocks_of(r));
	r->index.from = at;
	r->index.odd = scan_odd(r, at);
}
