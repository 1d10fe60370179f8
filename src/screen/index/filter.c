/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/filter.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define HAVE_AVX2 1
#endif

#define HASH_FACTOR UINT32_C(0x9e3779b1)
#define AHEAD 12 /* records asked for before they are looked at */

static uint32_t hash_of(uint32_t word)
{
	return word * HASH_FACTOR >> (32 - FILTER_BITS);
}

void filter_init(struct filter *f)
{
	memset(f, 0, sizeof *f);
	f->portable = true;
#ifdef HAVE_AVX2
	f->portable = !__builtin_cpu_supports("avx2");
#endif
}

void filter_add(struct filter *f, uint32_t word)
{
	uint32_t h = hash_of(word);
	f->bits[h / 32] |= UINT32_C(1) << (h % 32);
}

void filter_add_range(struct filter *f, uint32_t from, uint32_t to)
{
	if (f->range_count == FILTER_RANGES_MAX) {
		f->everything = true;
		return;
	}
	f->ranges[f->range_count].from = from;
	f->ranges[f->range_count++].to = to;
}

static bool holds(const struct filter *f, uint32_t word)
{
	uint32_t h = hash_of(word);
	bool in = f->bits[h / 32] >> (h % 32) & 1;
	for (unsigned i = 0; i < f->range_count; i++)
		in |= word >= f->ranges[i].from && word < f->ranges[i].to;
	return in;
}

static unsigned filter_portable(const struct filter *f, const struct record *records,
				const uint32_t *numbers, unsigned count, unsigned least,
				uint32_t *out)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < count; i++) {
		uint32_t number = numbers[i];
		const struct record *r = &records[number];
		unsigned held = 0;
		__builtin_prefetch(&records[numbers[i + AHEAD < count ? i + AHEAD : i]]);
		for (unsigned w = 0; w < RECORD_COUNT(r->marks); w++)
			held += holds(f, r->words[w]);
		out[kept] = number;
		kept += held >= least || (r->marks & RECORD_LONG);
	}
	return kept;
}

#ifdef HAVE_AVX2
__attribute__((target("avx2"))) static uint32_t held_avx2(const struct filter *f, __m256i words)
{
	__m256i hash = _mm256_srli_epi32(
		_mm256_mullo_epi32(words, _mm256_set1_epi32((int)HASH_FACTOR)), 32 - FILTER_BITS);
	__m256i bits = _mm256_i32gather_epi32((const int *)f->bits, _mm256_srli_epi32(hash, 5), 4);
	__m256i place = _mm256_sub_epi32(_mm256_set1_epi32(31),
					 _mm256_and_si256(hash, _mm256_set1_epi32(31)));
	/* The bit asked for becomes the sign. */
	__m256i in = _mm256_sllv_epi32(bits, place);
	for (unsigned i = 0; i < f->range_count; i++) {
		__m256i from = _mm256_set1_epi32((int)f->ranges[i].from - 1);
		__m256i to = _mm256_set1_epi32((int)f->ranges[i].to);
		in = _mm256_or_si256(in, _mm256_and_si256(_mm256_cmpgt_epi32(words, from),
							  _mm256_cmpgt_epi32(to, words)));
	}
	return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(in));
}

__attribute__((target("avx2"))) static unsigned filter_avx2(const struct filter *f,
							    const struct record *records,
							    const uint32_t *numbers, unsigned count,
							    unsigned least, uint32_t *out)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < count; i++) {
		uint32_t number = numbers[i];
		const struct record *r = &records[number];
		__builtin_prefetch(&records[numbers[i + AHEAD < count ? i + AHEAD : i]]);
		uint32_t held = held_avx2(f, _mm256_loadu_si256((const void *)r));
		held &= (UINT32_C(1) << RECORD_COUNT(r->marks)) - 1;
		unsigned n = (unsigned)__builtin_popcount(held);
		out[kept] = number;
		kept += n >= least || (r->marks & RECORD_LONG);
	}
	return kept;
}
#endif

unsigned filter_records(const struct filter *f, const struct record *records,
			const uint32_t *numbers, unsigned count, unsigned least, uint32_t *out)
{
	if (f->everything) {
		memmove(out, numbers, count * sizeof *out);
		return count;
	}
#ifdef HAVE_AVX2
	if (!f->portable)
		return filter_avx2(f, records, numbers, count, least, out);
#endif
	return filter_portable(f, records, numbers, count, least, out);
}
