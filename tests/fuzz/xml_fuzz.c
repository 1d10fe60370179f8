/* SPDX-License-Identifier: Apache-2.0
 *
 * What may not be kept, in XML: after minimisation the input has its length,
 * a second minimisation finds nothing more, and nothing that is read of it
 * (references resolved, comments left out) names a sensitive service.
 */
#include "check.h"
#include "decode/decode.h"
#include "fuzz.h"
#include "minimise/minimise.h"

#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)256 << 20)

static void names_nothing(struct slice s, const struct minimise_profile *profile)
{
	for (const char *const *code = profile->sensitive_codes; *code; code++)
		expect(!slice_is_nocase(s, *code), "a sensitive service is not read");
}

static void check_traveller(const struct traveller *t, const struct minimise_profile *profile)
{
	LIST_EACH(const struct other_value, o, &t->others)
	names_nothing(o->value, profile);
	LIST_EACH(const struct ticket, k, &t->tickets)
	names_nothing(k->sold_in, profile);
	LIST_EACH(const struct fare_info, f, &t->fare_info)
	{
		names_nothing(f->type, profile);
		names_nothing(f->discount_type, profile);
		names_nothing(f->discount_class, profile);
		LIST_EACH(const struct fare_basis, b, &f->basis)
		names_nothing(b->code, profile);
	}
}

static void check_booking(const struct booking *b, const struct minimise_profile *profile)
{
	LIST_EACH(const struct service_request, r, &b->service_requests)
	names_nothing(r->code, profile);
	LIST_EACH(const struct fare, f, &b->fares)
	names_nothing(f->word, profile);
	LIST_EACH(const struct tax, x, &b->taxes)
	names_nothing(x->code, profile);
	LIST_EACH(const struct excess_bags, x, &b->excess_bags)
	names_nothing(x->to, profile);
}

static void check_message(const struct message *m, const struct minimise_profile *profile)
{
	LIST_EACH(const struct traveller, t, &m->travellers)
	check_traveller(t, profile);
	LIST_EACH(const struct booking, b, &m->bookings)
	check_booking(b, profile);
}

static void check_profile(const uint8_t *data, size_t size, const char *name)
{
	const struct minimise_profile *profile = minimise_profile_find(name);
	const struct decode_options options = {.today = {2026, 4, 1}};
	struct arena *a = arena_new(MEMORY_MAX);
	char *bytes = malloc(size + 1);
	erasures out = {0};
	erasures again = {0};
	struct message *m;
	struct err e;
	expect(a && bytes, "there is memory");
	memcpy(bytes, data, size);
	if (minimise_input(bytes, size, profile, a, &out, &e) == RC_OK) {
		expect(minimise_input(bytes, size, profile, a, &again, &e) == RC_OK,
		       "it is done again");
		struct decoder *d = decoder_new((struct slice){bytes, size}, &options);
		expect(d != NULL, "there is memory");
		while (decoder_next(d, a, &m, &e) == RC_OK)
			check_message(m, profile);
		decoder_free(d);
	}
	free(bytes);
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_profile(data, size, "icao-base");
	check_profile(data, size, "eu-strict");
	return 0;
}
