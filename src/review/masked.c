/* SPDX-License-Identifier: Apache-2.0 */
#include "review/masked.h"

#include "base/utf8.h"
#include "flow/opened.h"
#include "review/unmask.h"

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0x7f || (c >= 0x80 && c <= 0xa0) || (c >= 0x2000 && c <= 0x200f) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x2060 || c == 0x3000 ||
	       c == 0xfeff;
}

size_t text_not_blank(struct slice s)
{
	size_t count = 0;
	for (size_t i = 0, width = 1; i < s.n; i += width)
		count += !is_blank(utf8_read(slice_range(s, i, s.n), &width));
	return count;
}

enum rc masked_check_reason(struct slice reason, const char *rule, struct err *e)
{
	if (reason.n > REASON_MAX)
		return err_refuse(e, RC_INVALID, "reason-too-long", NULL,
				  "the reason has at most %d bytes", REASON_MAX);
	if (text_not_blank(reason) < REASON_MIN)
		return err_refuse(e, RC_INVALID, "reason-too-short", rule,
				  "say why, in at least %d characters", REASON_MIN);
	return RC_OK;
}

enum rc masked_check_reference(struct slice reference, struct err *e)
{
	if (text_not_blank(reference) > 0 && reference.n <= REFERENCE_MAX)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "no-case", "R-114",
			  "name the case for which it is needed, in at most %d bytes",
			  REFERENCE_MAX);
}

enum rc masked_require_open(struct unit *u, const struct actor *who, int64_t traveller_id,
			    int64_t masked_at, struct err *e)
{
	char day[DATE_TEXT];
	if (!masked_at || opened_is_open(u, traveller_id, who->account_id))
		return RC_OK;
	date_write(date_of_instant(masked_at), day);
	return err_refuse(e, RC_DENIED, "masked", "R-110",
			  "masked since %s: R-110; ask for unmasking", day);
}
