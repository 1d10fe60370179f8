/* SPDX-License-Identifier: Apache-2.0
 *
 * PAXLST: any segments between UNH and UNT.
 */
#include "check.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_body("PAXLST:D:12B:UN:IATA", data, size);
	return 0;
}
