/* SPDX-License-Identifier: Apache-2.0
 *
 * PNRGOV: any segments between UNH and UNT.
 */
#include "check.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_body("PNRGOV:15:1:IA", data, size);
	return 0;
}
