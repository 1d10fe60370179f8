/* SPDX-License-Identifier: Apache-2.0
 *
 * replay COUNT FILE...: gives every file to the fuzz target, and then COUNT
 * mutations of them. The same files and count give the same inputs always.
 */
#include "fuzz.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX ((size_t)1 << 20)
#define FILES_MAX 200

/* What damage is made of. */
static const char *const pieces[] = {
	"'",
	"+",
	":",
	"?",
	"??",
	"?'",
	"\r\n",
	"\n",
	" ",
	"*",
	"\0",
	"\x92",
	"\xe2\x80\x99",
	"\xff",
	"UNA:+.? '",
	"UNA:*.? $",
	"UNB+UNOA:4",
	"UNH+1+PAXLST:D:12B",
	"UNH+1+PNRGOV:13:1:IA'",
	"UNT+1+1'",
	"UNZ+1+1'",
	"NAD+FL+++X:Y'",
	"DOC+P+1'",
	"SRC'",
	"TIF+A+B'",
	"TVL+110326:0555+NBO+LIS+Z9+1'",
	"FTX+BAG+++Z9204411:999'",
	"TBD++2:41:700+++Z9:0777204411:999:LIS'",
	"DTM+329:000000'",
	"99999999999999999999",
	"0",
	"-1",
	"UNT+",
	"ABI+",
	"SAC+++X'",
	"LOC+92+LIS'",
	"4111111111111111",
	"<PNR>",
	"</PNR>",
	"<Passenger RPH=\"1\">",
	"<SSR SSRCode=\"VGML\"/>",
	"<Tax TaxType=\"VGML\"/>",
	"<PricingInfo a=\"WCHR\">",
	"::1:W:H",
	"V&#71;ML",
	"<!--",
	"-->",
	"<![CDATA[",
	"]]>",
	"<!DOCTYPE a [",
	"<?xml version=\"1.0\"?>",
	"<IATA_PNRGOV_NotifRQ>",
	"<",
	"&",
	"\"",
	"\x01QU LISPIXH\r\n.NBOAPZ9 110312\r\n\x02",
	"\x03",
	"PART2\r\n",
	"ENDPART2\r\n",
	"SSR+DOCS:HK:1:Z9:::::/P////",
	"RCI+",
	"TRI++1'",
	"EQN+",
	"MSG+:141'",
	"ORG'",
	"{\"",
	"\":[\"",
	"],",
	"}\n{",
	"\\u0041",
	"\"schema\":\"Person\",",
	"\"holder\":[\"1\"]",
	"\"entity_id\":\"1\",",
	"<INDIVIDUAL>",
	"<sdnEntry>",
	"<sanctionEntity>",
	"-0- ,",
	";",
	",\"",
	"1968..1972",
	"circa ",
	"#: column id = 1\n",
};
#define PIECES (sizeof pieces / sizeof pieces[0])

/* Below `below`, which is not 0. */
static uint64_t draw(uint64_t *seed, uint64_t below)
{
	if (below == 0)
		abort();
	/* xorshift64, Marsaglia 2003. */
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed % below;
}

struct input {
	char *p;
	size_t n;
};

static void replace(struct input *in, size_t at, size_t gone, const char *piece, size_t n)
{
	if (in->n - gone + n > INPUT_MAX)
		return;
	memmove(in->p + at + n, in->p + at + gone, in->n - at - gone);
	memcpy(in->p + at, piece, n);
	in->n = in->n - gone + n;
}

static void damage(struct input *in, uint64_t *seed)
{
	size_t at = draw(seed, in->n + 1);
	size_t some = draw(seed, 40);
	size_t gone = some < in->n - at ? some : in->n - at;
	const char *piece = pieces[draw(seed, PIECES)];
	size_t n = strlen(piece) ? strlen(piece) : 1; /* "\0" is one byte */
	char copy[64];
	switch (draw(seed, 6)) {
	case 0:
		if (at < in->n)
			in->p[at] = (char)draw(seed, 256);
		break;
	case 1:
		replace(in, at, gone, "", 0);
		break;
	case 2:
		replace(in, at, 0, piece, n);
		break;
	case 3:
		replace(in, at, gone, piece, n);
		break;
	case 4: /* a piece of the same text somewhere else */
		memcpy(copy, in->p + at, gone);
		replace(in, draw(seed, in->n + 1), 0, copy, gone);
		break;
	default:
		if (draw(seed, 8) == 0)
			in->n = at;
		break;
	}
}

/* With FUZZ_KEEP=FILE, every input is written there before it is tried. */
static void keep(const char *p, size_t n)
{
	const char *path = getenv("FUZZ_KEEP");
	FILE *f = path ? fopen(path, "wb") : NULL;
	if (!f)
		return;
	fwrite(p, 1, n, f);
	fclose(f);
}

/* An allocation of exactly the input's size, so that reads beyond it are seen. */
static void give(const char *p, size_t n)
{
	keep(p, n);
	uint8_t *exact = malloc(n + (n == 0));
	if (!exact)
		abort();
	memcpy(exact, p, n);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
}

static size_t read_files(char **paths, int count, struct buf *files)
{
	for (int i = 0; i < count; i++) {
		struct err e;
		buf_init(&files[i], INPUT_MAX);
		if (file_read(paths[i], &files[i], &e) != RC_OK) {
			fprintf(stderr, "%s: %s\n", paths[i], e.text);
			exit(2);
		}
	}
	return (size_t)count;
}

static void mutate(const struct buf *files, size_t count, unsigned long times)
{
	struct input in = {malloc(INPUT_MAX), 0};
	if (!in.p)
		abort();
	for (unsigned long i = 0; i < times; i++) {
		uint64_t seed = 0x9e3779b97f4a7c15 * (i + 1);
		const struct buf *file = &files[draw(&seed, count)];
		memcpy(in.p, file->p ? file->p : "", file->n);
		in.n = file->n;
		for (uint64_t k = 1 + draw(&seed, 6); k > 0; k--)
			damage(&in, &seed);
		give(in.p, in.n);
	}
	free(in.p);
}

int main(int argc, char **argv)
{
	static struct buf files[FILES_MAX];
	if (argc < 3 || argc - 2 > FILES_MAX) {
		fprintf(stderr, "usage: replay COUNT FILE...\n");
		return 2;
	}
	unsigned long times = strtoul(argv[1], NULL, 10);
	size_t count = read_files(argv + 2, argc - 2, files);
	for (size_t i = 0; i < count; i++)
		give(files[i].p ? files[i].p : "", files[i].n);
	mutate(files, count, times);
	printf("%zu files and %lu mutations of them were read\n", count, times);
	for (size_t i = 0; i < count; i++)
		buf_release(&files[i]);
	return 0;
}
