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

static void check_message(const struct message *m, const struct minimise_profile *profile)
{
	LIST_EACH(const struct booking, b, &m->bookings)
	{
		LIST_EACH(const struct service_request, r, &b->service_requests)
		{
			for (const char *const *code = profile->sensitive_codes; *code; code++)
				expect(!slice_is_nocase(r->code, *code),
				       "a sensitive service is not read");
		}
	}
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
