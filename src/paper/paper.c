/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A4, in points. */
#define WIDTH 595.0
#define HEIGHT 842.0
#define MARGIN 56.0
#define FOOT 36.0
#define NAME_WIDTH 150.0
#define GAP 12.0
#define MARK_WIDTH 720.0
#define MARK_ANGLE (-0.9) /* radians: from corner to corner */
#define MARK_INK 0.12

struct paper {
	struct paper_plan plan;
	struct buf bytes;
	cairo_surface_t *surface;
	cairo_t *cairo;
	PangoFontMap *fonts;
	PangoContext *context;
	double y;
	unsigned page;
	bool right_to_left, failed;
};

static cairo_status_t put_bytes(void *context, const unsigned char *bytes, unsigned n)
{
	struct paper *p = context;
	buf_add(&p->bytes, (struct slice){(const char *)bytes, n});
	return buf_failed(&p->bytes) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* ---- one piece of text ---- */

static PangoLayout *lay_out(struct paper *p, struct slice text, const char *font, double width)
{
	PangoLayout *layout = pango_layout_new(p->context);
	PangoFontDescription *how = pango_font_description_from_string(font);
	char *valid = g_utf8_make_valid(text.p ? text.p : "", (gssize)text.n);
	pango_layout_set_font_description(layout, how);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT);
	pango_layout_set_text(layout, valid, -1);
	g_free(valid);
	pango_font_description_free(how);
	return layout;
}

static double height_of(PangoLayout *layout)
{
	int height;
	pango_layout_get_size(layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

static void draw(struct paper *p, PangoLayout *layout, double x, double y)
{
	cairo_move_to(p->cairo, x, y);
	pango_cairo_show_layout(p->cairo, layout);
}

static void put_foot(struct paper *p)
{
	char text[200];
	snprintf(text, sizeof text, "%s · %u", p->plan.foot, p->page);
	PangoLayout *layout = lay_out(p, slice_of(text), "DejaVu Sans 8", WIDTH - 2 * MARGIN);
	draw(p, layout, MARGIN, HEIGHT - FOOT);
	g_object_unref(layout);
}

static void put_mark(struct paper *p)
{
	if (!p->plan.mark)
		return;
	PangoLayout *layout = lay_out(p, slice_of(p->plan.mark), "DejaVu Sans Bold 15", MARK_WIDTH);
	pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
	cairo_save(p->cairo);
	cairo_translate(p->cairo, WIDTH / 2, HEIGHT / 2);
	cairo_rotate(p->cairo, MARK_ANGLE);
	cairo_set_source_rgba(p->cairo, 0, 0, 0, MARK_INK);
	draw(p, layout, -MARK_WIDTH / 2, -height_of(layout) / 2);
	cairo_restore(p->cairo);
	g_object_unref(layout);
}

static void end_page(struct paper *p)
{
	put_mark(p);
	put_foot(p);
	cairo_show_page(p->cairo);
}

static void next_page(struct paper *p)
{
	end_page(p);
	p->page++;
	p->y = MARGIN;
}

static void make_room(struct paper *p, double height)
{
	if (p->y + height > HEIGHT - MARGIN - FOOT && p->y > MARGIN)
		next_page(p);
}

/* Line by line where it is longer than a page. */
static void put_lines(struct paper *p, PangoLayout *layout, double x)
{
	PangoLayoutIter *line = pango_layout_get_iter(layout);
	do {
		PangoRectangle box;
		pango_layout_iter_get_line_extents(line, NULL, &box);
		double height = (double)box.height / PANGO_SCALE;
		double base = (double)(pango_layout_iter_get_baseline(line) - box.y) / PANGO_SCALE;
		make_room(p, height);
		cairo_move_to(p->cairo, x + (double)box.x / PANGO_SCALE, p->y + base);
		pango_cairo_show_layout_line(p->cairo, pango_layout_iter_get_line_readonly(line));
		p->y += height;
	} while (pango_layout_iter_next_line(line));
	pango_layout_iter_free(line);
}

static void put_text(struct paper *p, struct slice text, const char *font, double after)
{
	PangoLayout *layout = lay_out(p, text, font, WIDTH - 2 * MARGIN);
	put_lines(p, layout, MARGIN);
	g_object_unref(layout);
	p->y += after;
}

/* ---- the document ---- */

static bool start(struct paper *p)
{
	p->surface = cairo_pdf_surface_create_for_stream(put_bytes, p, WIDTH, HEIGHT);
	p->cairo = cairo_create(p->surface);
	p->fonts = pango_cairo_font_map_new();
	p->context = p->fonts ? pango_font_map_create_context(p->fonts) : NULL;
	if (!p->context || cairo_status(p->cairo) != CAIRO_STATUS_SUCCESS)
		return false;
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, p->plan.title);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "OpenPIU");
	pango_context_set_language(p->context, pango_language_from_string(p->plan.language));
	pango_context_set_base_dir(p->context,
				   p->right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	put_text(p, slice_of(p->plan.title), "DejaVu Sans Bold 16", GAP);
	return true;
}

struct paper *paper_new(const struct paper_plan *plan)
{
	struct paper *p = calloc(1, sizeof *p);
	if (!p)
		return NULL;
	p->plan = *plan;
	p->y = MARGIN;
	p->page = 1;
	p->right_to_left = strcmp(plan->language, "ar") == 0;
	buf_init(&p->bytes, (size_t)256 << 20);
	if (start(p))
		return p;
	paper_free(p);
	return NULL;
}

void paper_free(struct paper *p)
{
	if (!p)
		return;
	g_clear_object(&p->context);
	g_clear_object(&p->fonts);
	if (p->cairo)
		cairo_destroy(p->cairo);
	if (p->surface)
		cairo_surface_destroy(p->surface);
	buf_release(&p->bytes);
	free(p);
}

void paper_heading(struct paper *p, const char *text)
{
	p->y += GAP / 2;
	make_room(p, 4 * GAP);
	put_text(p, slice_of(text), "DejaVu Sans Bold 12", GAP / 2);
}

void paper_text(struct paper *p, struct slice text)
{
	put_text(p, text, "DejaVu Sans 10", GAP / 2);
}

void paper_fact(struct paper *p, const char *name, struct slice value)
{
	double width = WIDTH - 2 * MARGIN - NAME_WIDTH - GAP;
	if (!slice_present(value))
		return;
	PangoLayout *left = lay_out(p, slice_of(name), "DejaVu Sans Bold 9", NAME_WIDTH);
	PangoLayout *right = lay_out(p, value, "DejaVu Sans 9", width);
	make_room(p, height_of(left) > height_of(right) || height_of(right) > HEIGHT / 2
			     ? height_of(left)
			     : height_of(right));
	draw(p, left, p->right_to_left ? WIDTH - MARGIN - NAME_WIDTH : MARGIN, p->y);
	double bottom = p->y + height_of(left);
	put_lines(p, right, p->right_to_left ? MARGIN : MARGIN + NAME_WIDTH + GAP);
	p->y = (p->y > bottom ? p->y : bottom) + GAP / 4;
	g_object_unref(left);
	g_object_unref(right);
}

void paper_rule(struct paper *p)
{
	make_room(p, GAP);
	cairo_set_line_width(p->cairo, 0.5);
	cairo_move_to(p->cairo, MARGIN, p->y + GAP / 2);
	cairo_line_to(p->cairo, WIDTH - MARGIN, p->y + GAP / 2);
	cairo_stroke(p->cairo);
	p->y += GAP;
}

enum rc paper_end(struct paper *p, struct buf *out, struct err *e)
{
	end_page(p);
	cairo_surface_finish(p->surface);
	if (buf_failed(&p->bytes))
		return err_set(e, RC_NOMEM, "the document is larger than fits in memory");
	if (cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS ||
	    cairo_status(p->cairo) != CAIRO_STATUS_SUCCESS)
		return err_set(e, RC_IO, "the document can not be made: %s",
			       cairo_status_to_string(cairo_status(p->cairo)));
	buf_add(out, buf_slice(&p->bytes));
	return buf_failed(out) ? err_set(e, RC_LIMIT, "the document is too large to be sent")
			       : RC_OK;
}
