/* SPDX-License-Identifier: Apache-2.0
 *
 * The token layer on any input, with every way to scan that the processor
 * has: segments follow each other in the input, components lie in their
 * segment, and all ways give the same.
 */
#include "check.h"
#include "fuzz.h"

#include "decode/edifact/scan.h"

#include <stdlib.h>

#define MEMORY_MAX ((size_t)64 << 20)

/* FNV-1a, 64 bits. */
static uint64_t mix(uint64_t sum, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sum = (sum ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
	return sum;
}

static uint64_t check_segment(struct edi_reader *r, uint64_t sum)
{
	const struct edi_segment *s = &r->segment;
	sum = mix(sum, s->tag, 3);
	for (unsigned e = 0; e < s->elements; e++) {
		for (unsigned c = 0; c < edi_components(s, e); c++) {
			struct slice raw = edi_raw(s, e, c);
			size_t at = raw.n ? (size_t)(raw.p - r->input.p) : s->offset;
			expect(at >= s->offset && at + raw.n <= s->offset + s->length,
			       "a component lies in its segment");
			struct slice text = edi_text(r, e, c);
			sum = mix(sum, text.p, text.n) + e;
		}
	}
	return mix(sum, (const char *)&s->offset, sizeof s->offset);
}

static uint64_t read_all(struct slice input, const struct scan_way *way)
{
	struct edi_reader *r = calloc(1, sizeof *r);
	struct arena *a = arena_new(MEMORY_MAX);
	finding_list findings = {0};
	uint64_t sum = 0;
	size_t behind = 0;
	expect(r && a, "there is memory");
	edi_init(r, input, a, &findings);
	r->way = way;
	while (edi_next(r) == RC_OK) {
		const struct edi_segment *s = &r->segment;
		expect(s->offset >= behind && s->length > 0, "segments follow each other");
		behind = s->offset + s->length;
		expect(behind <= input.n, "a segment lies in the input");
		sum = check_segment(r, sum);
	}
	sum += findings.count;
	arena_free(a);
	free(r);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice input = {(const char *)data, size};
	uint64_t wanted = read_all(input, scan_best());
	for (const struct scan_way *way = scan_ways; way->name; way++) {
		if (way->available())
			expect(read_all(input, way) == wanted, "all ways to scan give the same");
	}
	return 0;
}
