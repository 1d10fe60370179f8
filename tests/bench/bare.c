/* SPDX-License-Identifier: Apache-2.0 */
#include "bare.h"

#if defined __x86_64__
#include <immintrin.h>
#endif

#define BLOCK 64

static uint64_t mask_portable(const char *p)
{
	uint64_t mask = 0;
	for (unsigned i = 0; i < BLOCK; i++) {
		bool hit = p[i] == '+' || p[i] == ':' || p[i] == '\'' || p[i] == '?';
		mask |= (uint64_t)hit << i;
	}
	return mask;
}

/* One walk for each instruction set, so that the compiler can inline its mask. */
#define WALK(count, tokens, attribute, mask_of) \
	attribute static uint64_t count(struct slice s) \
	{ \
		uint64_t n = 0; \
		for (size_t i = 0; i + BLOCK <= s.n; i += BLOCK) \
			n += (unsigned)__builtin_popcountll(mask_of(s.p + i)); \
		return n; \
	} \
	attribute static uint64_t tokens(struct slice s, uint32_t *at) \
	{ \
		uint64_t n = 0; \
		for (size_t i = 0; i + BLOCK <= s.n; i += BLOCK) { \
			for (uint64_t m = mask_of(s.p + i); m; m &= m - 1) \
				at[n++] = (uint32_t)(i + (unsigned)__builtin_ctzll(m)); \
		} \
		return n; \
	}

#if defined __x86_64__

#define AVX2 __attribute__((target("avx2,popcnt,bmi")))

AVX2 static inline uint64_t half_avx2(const char *p)
{
	__m256i x = _mm256_loadu_si256((const void *)p);
	__m256i hit = _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('+')),
				      _mm256_cmpeq_epi8(x, _mm256_set1_epi8(':')));
	hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\'')));
	hit = _mm256_or_si256(hit, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('?')));
	return (uint32_t)_mm256_movemask_epi8(hit);
}

AVX2 static inline uint64_t mask_avx2(const char *p)
{
	return half_avx2(p) | half_avx2(p + 32) << 32;
}

WALK(count_avx2, tokens_avx2, AVX2, mask_avx2)

static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

#else

#define count_avx2 count_portable
#define tokens_avx2 tokens_portable

static bool has_avx2(void)
{
	return false;
}

#endif

WALK(count_portable, tokens_portable, , mask_portable)

/* What is left behind the last whole block. */
static uint64_t rest_of(struct slice s, uint64_t n, uint32_t *at)
{
	for (size_t i = s.n / BLOCK * BLOCK; i < s.n; i++) {
		if (s.p[i] != '+' && s.p[i] != ':' && s.p[i] != '\'' && s.p[i] != '?')
			continue;
		if (at)
			at[n] = (uint32_t)i;
		n++;
	}
	return n;
}

uint64_t bare_count(struct slice s)
{
	return rest_of(s, has_avx2() ? count_avx2(s) : count_portable(s), NULL);
}

uint64_t bare_tokens(struct slice s, uint32_t *at)
{
	return rest_of(s, has_avx2() ? tokens_avx2(s, at) : tokens_portable(s, at), at);
}

const char *bare_name(void)
{
	return has_avx2() ? "AVX2" : "portable";
}
