/* SPDX-License-Identifier: Apache-2.0
 *
 * api/write_oversight.h - views of decisions, of oversight and of individuals' rights as
 * the JSON objects of docs/api.md. Private to api/.
 */
#ifndef API_WRITE_OVERSIGHT_H
#define API_WRITE_OVERSIGHT_H

#include "api/write.h"
#include "model/view_watch.h"

/* Each writes a member of that name. */
void write_checklist(struct json *j, const char *key, const struct checklist *c);
void write_opinion(struct json *j, const char *key, const struct opinion_view *o);
void write_bureau(struct json *j, const char *key, const struct bureau_view *b);
/* One object. */
void write_redress(struct json *j, const struct redress_view *r);
void write_odd_lookup(struct json *j, const struct odd_lookup_view *o);
void write_sample(struct json *j, const struct sample_view *s);
void write_use_notice(struct json *j, const struct use_notice_view *n);
void write_statistic(struct json *j, const struct statistic_view *s);

#endif
