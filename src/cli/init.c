/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/commands.h"
#include "cli/demo.h"
#include "minimise/law.h"
#include "model/country.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ANSWER_MAX 400

struct init_work {
	struct unit_plan plan;
	bool demo;
	struct buf profile; /* text of a file given with --profile */
	/* Answers typed at the terminal. */
	char name[ANSWER_MAX], state[ANSWER_MAX], country[ANSWER_MAX], basis[ANSWER_MAX];
};

/* Asks on a terminal for what was not given; elsewhere, and for an empty answer, `otherwise`. */
static const char *ask(const char *given, const char *question, const char *otherwise,
		       char answer[ANSWER_MAX])
{
	if (given)
		return given;
	if (!isatty(STDIN_FILENO))
		return otherwise;
	fprintf(stderr, "%s%s%s%s: ", question, otherwise[0] ? " [" : "", otherwise,
		otherwise[0] ? "]" : "");
	if (!fgets(answer, ANSWER_MAX, stdin))
		return otherwise;
	answer[strcspn(answer, "\n")] = '\0';
	return answer[0] ? answer : otherwise;
}

static void ask_all(struct init_work *w)
{
	struct unit_plan *p = &w->plan;
	p->state = ask(p->state, "State", "", w->state);
	p->country = ask(p->country, "Its ISO 3166-1 alpha-3 code", "", w->country);
	p->name = ask(p->name, "Name of the unit", "Passenger Information Unit", w->name);
	p->legal_basis = ask(p->legal_basis, "Law and article under which it works", "", w->basis);
	if (!p->profile)
		p->profile = "eu-strict";
}

static int check_plan(const struct command *c, const struct unit_plan *p)
{
	if (!p->state[0])
		return usage_error(c, "which State's unit? (--state)");
	if (!slice_is(country_read(slice_of(p->country)), p->country))
		return usage_error(c, "--country is an ISO 3166-1 alpha-3 code, such as KEN");
	return EXIT_DONE;
}

/* --profile names a built-in profile or a file; the unit keeps its text. */
static bool read_profile(struct init_work *w)
{
	struct err e;
	if (!w->plan.profile || law_built_in(slice_of(w->plan.profile)).p)
		return true;
	if (file_read(w->plan.profile, &w->profile, &e) != RC_OK) {
		say_failure(&e);
		return false;
	}
	buf_char(&w->profile, '\0');
	w->plan.profile_text = w->profile.p;
	return true;
}

/* Gives a unit that was made without one its legal basis. */
static int add_legal_basis(const struct common *common, const char *text)
{
	struct unit *u;
	struct err e;
	if (!open_unit(common, UNIT_SERVE, &u))
		return EXIT_REFUSED;
	enum rc rc = unit_set_legal_basis(u, slice_of(text), &e);
	unit_close(u);
	if (rc != RC_OK)
		return say_failure(&e);
	printf("The unit in %s has a legal basis now.\n", options_data(common));
	return EXIT_DONE;
}

static bool is_there(const struct common *common)
{
	struct unit *u;
	struct err e;
	if (unit_open(options_data(common), UNIT_LOOK, NULL, &u, &e) != RC_OK)
		return false;
	unit_close(u);
	return true;
}

static bool only_legal_basis(const struct init_work *w)
{
	const struct unit_plan *p = &w->plan;
	return p->legal_basis && !w->demo && !p->name && !p->state && !p->country && !p->profile &&
	       !p->airports;
}

static int make_real(const struct command *c, const struct common *common, struct init_work *w)
{
	struct err e;
	ask_all(w);
	int status = check_plan(c, &w->plan);
	if (status != EXIT_DONE)
		return status;
	if (unit_create(options_data(common), &w->plan, &e) != RC_OK)
		return say_failure(&e);
	printf("The unit of %s is made in %s, under the legal profile %s.\n", w->plan.state,
	       options_data(common), w->plan.profile);
	if (!w->plan.legal_basis[0])
		printf("It has no legal basis yet and takes in nothing until it has (R-001):\n"
		       "piu init --data %s --legal-basis TEXT\n",
		       options_data(common));
	return EXIT_DONE;
}

int command_init(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct init_work w = {0};
	struct unit_plan *p = &w.plan;
	int count, status;
	const struct option_row options[] = {
		{"profile", "NAME|FILE", &p->profile, NULL,
		 "legal profile: eu-strict (default), icao-base, or a file of your own"},
		{"demo", NULL, NULL, &w.demo, "a fictitious State, to look around in"},
		{"name", "TEXT", &p->name, NULL, "name of the unit"},
		{"state", "TEXT", &p->state, NULL, "the State"},
		{"country", "CODE", &p->country, NULL, "its ISO 3166-1 alpha-3 code"},
		{"airports", "CODES", &p->airports, NULL,
		 "its airports (IATA, separated by blanks), where they do not follow from the code"},
		{"place", "TEXT", &p->place, NULL,
		 "the secure place where the data are (R-170): its name; this machine is bound to it"},
		{"address", "TEXT", &p->address, NULL, "its address in the State"},
		{"legal-basis", "TEXT", &p->legal_basis, NULL,
		 "law and article under which the unit works (R-001)"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "init takes no arguments; the folder is --data DIR");
	if (only_legal_basis(&w) && is_there(&common))
		return add_legal_basis(&common, p->legal_basis);
	if (w.demo)
		return demo_init(options_data(&common), p->profile);
	buf_init(&w.profile, LAW_TEXT_MAX + 1);
	status = read_profile(&w) ? make_real(c, &common, &w) : EXIT_REFUSED;
	buf_release(&w.profile);
	return status;
}
