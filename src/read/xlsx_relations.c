#include "read/xlsx_relations.h"

#include "base/limits.h"
#include "read/xml.h"

enum { RELATIONS = 1, RELATION };

static const struct xml_element elements[] = {
	{0, "Relationships", RELATIONS}, {RELATIONS, "Relationship", RELATION}, {0}};

struct reading {
	struct read_job *job;
	struct xlsx_relations *out;
	struct str folder; /* that targets count from, with its slash */
};

static bool matters(struct str type)
{
	static const char *const types[] = {"officeDocument", "worksheet",        "chartsheet",    "dialogsheet",
					    "xlMacrosheet",   "xlIntlMacrosheet", "sharedStrings", "styles"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_is(type, types[i]))
			return true;
	return false;
}

/* What stands behind the last slash; *before with the slash. */
static struct str last_step(struct str s, struct str *before)
{
	size_t at = s.n;
	while (at && s.p[at - 1] != '/')
		at--;
	*before = str_sub(s, 0, at);
	return str_sub(s, at, s.n);
}

/* The part at `target`, seen from the folder; "." and ".." are walked. */
static struct str resolve(struct arena *arena, struct str folder, struct str target)
{
	struct str rest = target;
	char *path = arena_alloc(arena, folder.n + target.n + 1);
	size_t n = 0;
	if (!path)
		return STR_NONE;
	if (!target.n || (target.p[0] != '/' && target.p[0] != '\\')) {
		n = folder.n;
		if (n)
			memcpy(path, folder.p, n);
	}
	while (rest.n) {
		size_t step = 0;
		while (step < rest.n && rest.p[step] != '/' && rest.p[step] != '\\')
			step++;
		struct str name = str_sub(rest, 0, step);
		bool more = step < rest.n;
		rest = str_sub(rest, step + 1, rest.n);
		if (str_is(name, "..")) {
			for (n -= n > 0; n && path[n - 1] != '/';)
				n--;
		} else if (name.n && !str_is(name, ".")) {
			memcpy(path + n, name.p, name.n);
			n += name.n;
			if (more)
				path[n++] = '/';
		}
	}
	return (struct str){path, n};
}

static enum read_status take(struct reading *r, const char **attributes)
{
	struct arena *arena = r->job->arena;
	struct str before, type = last_step(xml_attribute(attributes, "Type"), &before);
	if (!matters(type) || str_is(xml_attribute(attributes, "TargetMode"), "External"))
		return READ_OK;
	if (r->out->n == LIMIT_ZIP_ENTRIES)
		return read_fails(
			r->job, READ_LIMIT,
			words_printf(arena, "the workbook points at more than %d parts", (int)LIMIT_ZIP_ENTRIES));
	struct xlsx_relation *all = arena_grow(arena, r->out->all, r->out->n, &r->out->cap, sizeof *all);
	if (!all)
		return READ_NO_MEMORY;
	r->out->all = all;
	all[r->out->n++] = (struct xlsx_relation){
		.id = arena_str(arena, xml_attribute(attributes, "Id")),
		.type = arena_str(arena, type),
		.target = resolve(arena, r->folder, xml_attribute(attributes, "Target")),
	};
	return arena->failed ? READ_NO_MEMORY : READ_OK;
}

static void start(struct xml *x, unsigned is, const char **attributes, void *ctx)
{
	enum read_status status = is == RELATION ? take(ctx, attributes) : READ_OK;
	if (status != READ_OK)
		xml_fails(x, status);
}

enum read_status xlsx_relations_read(struct xlsx_relations *out, struct archive *a, struct str part)
{
	static const struct xml_handler handler = {elements, start, NULL, NULL};
	struct reading r = {.job = a->job, .out = out};
	struct str name = last_step(part, &r.folder);
	struct str rels = arena_printf(a->job->arena, "%.*s_rels/%.*s.rels", STR_ARG(r.folder), STR_ARG(name));
	*out = (struct xlsx_relations){0};
	if (!rels.p)
		return READ_NO_MEMORY;
	return archive_has(a, rels) ? xml_read(a, rels, false, &handler, &r) : READ_OK;
}

const struct xlsx_relation *xlsx_relation_of_type(const struct xlsx_relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_is(r->all[i].type, type))
			return &r->all[i];
	return NULL;
}

const struct xlsx_relation *xlsx_relation_of_id(const struct xlsx_relations *r, struct str id)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(r->all[i].id, id))
			return &r->all[i];
	return NULL;
}
