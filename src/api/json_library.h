/* SPDX-License-Identifier: Apache-2.0
 *
 * api/json_library.h - jansson, beside base/buf.h: three of its functions have the
 * names of our writer's. They are not used here; their declarations are renamed.
 */
#ifndef API_JSON_LIBRARY_H
#define API_JSON_LIBRARY_H

#define json_object jansson_object
#define json_array jansson_array
#define json_null jansson_null
#include <jansson.h>
#undef json_object
#undef json_array
#undef json_null

#endif
