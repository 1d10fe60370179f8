/* SPDX-License-Identifier: Apache-2.0
 *
 * store/sqlite/scrub.h - zeros in what SQLite leaves unused inside of its pages. Private.
 *
 * `secure_delete` overwrites a row where it lay when it was deleted. But when rows were moved
 * before that, to another page or to another place of the page, what they left behind is in the
 * gap between the pointers and the rows of a page (file format 1.6). Nothing points there and
 * SQLite never reads it, so that it may be overwritten at any time, by the one who writes.
 */
#ifndef STORE_SQLITE_SCRUB_H
#define STORE_SQLITE_SCRUB_H

#include <sqlite3.h>
#include <stdint.h>

/* Up to this page the first byte tells a page of rows from one that continues a large value,
 * which begins with a page's number: 128 GB of pages of 4 KB. */
#define SCRUB_PAGES_MAX INT64_C(0x02000000)

/* Overwrites the gaps of up to `count` pages from `*page` on (from 1), durably; `*page` is the
 * next one then, 0 after the last. The journal must be empty, and nobody else may write. Gives
 * SQLite's code. */
int scrub_pages(sqlite3 *handle, int64_t *page, int64_t count);

#endif
