/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/importers.h - one importer a format. Each adds its entries and
 * findings to `im`; docs/watchlists.md says what becomes of what.
 */
#ifndef SCREEN_LISTS_IMPORTERS_H
#define SCREEN_LISTS_IMPORTERS_H

#include "screen/lists/values.h"

/* RC_INVALID: not a list of that format; RC_LIMIT, RC_NOMEM. */
enum rc import_csv(struct list_import *im, enum list_kind kind, struct slice bytes,
		   struct err *e) MUST_CHECK;
enum rc import_un_xml(struct list_import *im, struct slice bytes, struct err *e) MUST_CHECK;
enum rc import_opensanctions_csv(struct list_import *im, struct slice bytes,
				 struct err *e) MUST_CHECK;
enum rc import_ftm_json(struct list_import *im, struct slice bytes, struct err *e) MUST_CHECK;
enum rc import_interpol_json(struct list_import *im, struct slice bytes, struct err *e) MUST_CHECK;
enum rc import_ofac_xml(struct list_import *im, struct slice bytes, struct err *e) MUST_CHECK;
enum rc import_ofac_advanced_xml(struct list_import *im, struct slice bytes,
				 struct err *e) MUST_CHECK;
enum rc import_ofac_csv(struct list_import *im, struct slice bytes, struct err *e) MUST_CHECK;
enum rc import_eu_xml(struct list_import *im, struct slice bytes, struct err *e) MUST_CHECK;

#endif
