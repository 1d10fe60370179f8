/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

#include "base/embedded.h"

extern const struct embedded openapi_files[];

struct slice api_description(void)
{
	return (struct slice){(const char *)openapi_files[0].bytes, openapi_files[0].n};
}
