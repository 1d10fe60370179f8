/* SPDX-License-Identifier: Apache-2.0
 *
 * api/files.h - the web application's files, built in by tools/embed_web.py.
 * Private to api/.
 */
#ifndef API_FILES_H
#define API_FILES_H

#include <stddef.h>

struct web_file {
	const char *path; /* "index.html", "assets/index-B3x.js"; NULL ends the table */
	const char *tag;  /* entity tag with its quotes */
	const unsigned char *bytes;
	size_t n;
};

extern const struct web_file web_files[];

#endif
