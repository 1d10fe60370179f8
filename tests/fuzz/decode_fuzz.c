/* SPDX-License-Identifier: Apache-2.0
 *
 * The whole decoder on any input, as libFuzzer calls it.
 */
#include "check.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_decode((struct slice){(const char *)data, size});
	return 0;
}
