/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/importers.h"

static enum rc check_text(struct slice *bytes, struct err *e)
{
	if (bytes->n > LISTS_BYTES_MAX)
		return err_set(e, RC_LIMIT, "the list is larger than %zu MiB; split it",
			       LISTS_BYTES_MAX >> 20);
	if (slice_starts(*bytes, "\xFF\xFE") || slice_starts(*bytes, "\xFE\xFF"))
		return err_set(e, RC_INVALID, "the list is in UTF-16; save it in UTF-8");
	if (slice_starts(*bytes, "\xEF\xBB\xBF"))
		*bytes = slice_range(*bytes, 3, bytes->n);
	return RC_OK;
}

typedef enum rc importer(struct list_import *im, struct slice bytes, struct err *e);

static importer *importer_of(enum list_format format)
{
	static importer *const importers[LIST_FORMAT_COUNT] = {
		[LIST_FORMAT_UN_XML] = import_un_xml,
		[LIST_FORMAT_OPENSANCTIONS_CSV] = import_opensanctions_csv,
		[LIST_FORMAT_FTM_JSON] = import_ftm_json,
		[LIST_FORMAT_INTERPOL_JSON] = import_interpol_json,
		[LIST_FORMAT_OFAC_XML] = import_ofac_xml,
		[LIST_FORMAT_OFAC_CSV] = import_ofac_csv,
		[LIST_FORMAT_EU_XML] = import_eu_xml,
		[LIST_FORMAT_OFAC_ADVANCED_XML] = import_ofac_advanced_xml,
	};
	return importers[format];
}

static enum rc import_file(struct list_import *im, const struct list_file *file, struct slice bytes,
			   enum list_format format, struct err *e)
{
	importer *import = importer_of(format);
	if (format == LIST_FORMAT_CSV)
		return import_csv(im, file->kind, bytes, e);
	if (!import)
		return err_refuse(e, RC_INVALID, "unreadable-list", NULL,
				  "the file is of none of the formats that docs/watchlists.md "
				  "describes: CSV, or a list of the United Nations, the European "
				  "Union, OFAC, INTERPOL or OpenSanctions");
	if (file->kind == LIST_DOCUMENTS)
		return err_refuse(e, RC_INVALID, "unreadable-list", NULL,
				  "a list of documents must be CSV");
	return import(im, bytes, e);
}

enum rc lists_read(const struct list_file *file, struct arena *a, struct list_reading *out,
		   struct err *e)
{
	struct slice bytes = file->bytes;
	struct list_import im;
	*out = (struct list_reading){.format = file->format};
	enum rc rc = check_text(&bytes, e);
	if (rc != RC_OK)
		return rc;
	if (out->format == LIST_FORMAT_UNKNOWN)
		out->format = lists_detect_format(bytes);
	import_init(&im, a, &out->entries, &out->findings);
	rc = import_end(&im, import_file(&im, file, bytes, out->format, e), e);
	import_finish(&im);
	out->generated_on = im.generated_on;
	return rc;
}

static enum rc read_as(const struct list_file *file, struct arena *a, list_entries *out,
		       finding_list *findings, struct err *e)
{
	struct list_reading reading;
	enum rc rc = lists_read(file, a, &reading, e);
	*out = reading.entries;
	*findings = reading.findings;
	return rc;
}

enum rc lists_read_csv(struct slice bytes, enum list_kind kind, struct arena *a, list_entries *out,
		       finding_list *findings, struct err *e)
{
	const struct list_file file = {.bytes = bytes, .format = LIST_FORMAT_CSV, .kind = kind};
	return read_as(&file, a, out, findings, e);
}

enum rc lists_read_un_xml(struct slice bytes, struct arena *a, list_entries *out,
			  finding_list *findings, struct err *e)
{
	const struct list_file file = {.bytes = bytes, .format = LIST_FORMAT_UN_XML};
	return read_as(&file, a, out, findings, e);
}
