/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/json_values.h"

static void write_address(struct json *j, const struct address *a)
{
	json_object(j);
	json_put_opt(j, "use", a->use);
	json_put_opt(j, "street", a->street);
	json_put_opt(j, "city", a->city);
	json_put_opt(j, "region", a->region);
	json_put_opt(j, "postcode", a->postcode);
	json_put_opt(j, "country", a->country);
	put_index(j, "traveller", a->traveller);
	json_object_end(j);
}

void write_addresses(struct json *j, const struct address *first)
{
	if (!first)
		return;
	open_list(j, "addresses");
	for (const struct address *a = first; a; a = a->next)
		write_address(j, a);
	json_array_end(j);
}

void write_contacts(struct json *j, const struct contact *first)
{
	if (!first)
		return;
	open_list(j, "contacts");
	for (const struct contact *c = first; c; c = c->next) {
		json_object(j);
		json_put_opt(j, "type", c->type);
		json_put_opt(j, "value", c->value);
		json_put_opt(j, "use", c->use);
		put_index(j, "traveller", c->traveller);
		json_object_end(j);
	}
	json_array_end(j);
}

void write_agency(struct json *j, const char *key, const struct agency *a)
{
	const struct {
		const char *key;
		struct slice value;
	} members[] = {{"name", a->name},        {"iata", a->iata},     {"city", a->city},
		       {"country", a->country},  {"agent", a->agent},   {"system", a->system},
		       {"sign", a->sign},        {"office", a->office}, {"currency", a->currency},
		       {"language", a->language}};
	bool says = false;
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		says |= slice_present(members[i].value);
	if (!says)
		return;
	json_key(j, key);
	json_object(j);
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		json_put_opt(j, members[i].key, members[i].value);
	json_object_end(j);
}
