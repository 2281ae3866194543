#include "registry/json_flat.h"

#include "registry/json_keys.h"
#include "registry/json_trouble.h"

#include <limits.h>
#include <stdlib.h>

bool json_flat_init(struct json_flat *f)
{
	*f = (struct json_flat){0};
	buf_init(&f->left_out);
	buf_init(&f->text);
	/* at once, so that views into it stay good; only what is used is touched */
	return buf_reserve(&f->text, LIMIT_RECORD_BYTES);
}

void json_flat_release(struct json_flat *f)
{
	buf_release(&f->left_out);
	buf_release(&f->text);
	free(f->own);
	free(f->of_subs);
	free(f->subs);
	json_keys_release(f);
	*f = (struct json_flat){0};
}

/* --- texts and members ----------------------------------------------------------------------------------------- */

/* A survey goes on without the member. */
static void leave_out(struct json_flat *f)
{
	if (!f->survey)
		return;
	json_name(&f->left_out, f->key);
	f->no_memory |= f->left_out.failed;
}

/* As much as a record may have: there may be more than was read, for outer keys are repeated in groups. */
static bool add_text(struct json_flat *f, struct str s)
{
	if (f->text.n + s.n > LIMIT_RECORD_BYTES) {
		json_say_long_record(f);
		return false;
	}
	buf_add(&f->text, s);
	return true;
}

static struct str text_from(const struct json_flat *f, size_t from)
{
	return str_sub(buf_str(&f->text), from, f->text.n);
}

static struct str keep(struct json_flat *f, struct str s)
{
	size_t from = f->text.n;
	return add_text(f, s) ? text_from(f, from) : STR("");
}

static struct str join(struct json_flat *f, struct str path, struct str key)
{
	size_t from = f->text.n;
	bool all = (!path.n || (add_text(f, path) && add_text(f, STR("/")))) && add_text(f, key);
	f->slash |= key.n && memchr(key.p, '/', key.n);
	return all ? text_from(f, from) : STR("");
}

/* Whether a member can have the text. */
static bool fits(struct json_flat *f, const struct json_token *t)
{
	if (t->cut && !f->survey)
		json_say_long_text(f, t->place);
	else if (t->nul && !f->survey)
		json_say_nul(f, t->place);
	return !t->cut && !t->nul;
}

static void add_member(struct json_flat *f, const struct json_level *in, const struct json_member *m)
{
	size_t of_sub = in->sub ? f->n_of_subs - f->subs[in->sub - 1].first + 1 : 0;
	if (f->n_own + !in->sub + of_sub + f->inherited > LIMIT_COLUMNS)
		json_say_many(f);
	else if (!in->sub && JSON_GROW(f, f->own, f->n_own, f->cap_own))
		f->own[f->n_own++] = *m;
	else if (in->sub && JSON_GROW(f, f->of_subs, f->n_of_subs, f->cap_of_subs))
		f->of_subs[f->n_of_subs++] = *m;
}

/* --- tokens ---------------------------------------------------------------------------------------------------- */

static void take_key(struct json_flat *f, const struct json_level *in, const struct json_token *t)
{
	f->key = keep(f, t->text);
	if (t->cut)
		json_say_long_text(f, t->place);
	else if (t->nul)
		json_say_nul(f, t->place);
	if (f->trouble != JSON_GOOD)
		return;
	const struct json_key *first = json_keys_add(f, in, f->key, t->place);
	if (first)
		json_say_duplicate(f, first, t->place);
}

/* Of the lists in lists that are open: the outermost, and with it all of them, cannot be had. */
static void leave_list_out(struct json_level *list)
{
	while (list->inner)
		list--;
	list->left_out = true;
}

/* Before a text of a list. */
static void add_part(struct json_flat *f, struct json_level *list)
{
	if (list->parts++)
		add_text(f, list->inner ? STR(",") : STR("、"));
}

static void list_scalar(struct json_flat *f, struct json_level *list, const struct json_token *t)
{
	if (list->list == JSON_LIST_OF_OBJECTS) {
		if (!f->survey)
			json_say_mixed(f, list, t->place);
		return;
	}
	list->list = JSON_LIST_OF_SCALARS;
	if (list->left_out || (t->kind == JSON_NULL && !list->inner))
		return;
	if (!fits(f, t)) {
		leave_list_out(list);
		return;
	}
	const bool quoted = list->inner && t->kind == JSON_STRING;
	add_part(f, list);
	if (quoted)
		add_text(f, STR("\""));
	add_text(f, t->text);
	if (quoted)
		add_text(f, STR("\""));
}

static void take_scalar(struct json_flat *f, struct json_level *in, const struct json_token *t)
{
	static const enum json_member_kind kinds[] = {
		[JSON_STRING] = JSON_MEMBER_STRING, [JSON_NUMBER] = JSON_MEMBER_NUMBER, [JSON_TRUE] = JSON_MEMBER_BOOLEAN,
		[JSON_FALSE] = JSON_MEMBER_BOOLEAN, [JSON_NULL] = JSON_MEMBER_NULL,
	};
	if (!in->object) {
		list_scalar(f, in, t);
		return;
	}
	struct str text = t->kind == JSON_NULL ? STR("") : t->text;
	if (!fits(f, t)) {
		leave_out(f);
		return;
	}
	add_member(f, in, &(struct json_member){in->path, f->key, keep(f, text), kinds[t->kind], t->place});
}

/* The first object of a list: it is a list of objects. */
static void begin_objects(struct json_flat *f, struct json_level *list, struct json_place place)
{
	if (list->inner || (list->list == JSON_LIST_OF_SCALARS && !f->survey)) {
		if (f->survey)
			leave_list_out(list);
		else
			json_say_mixed(f, list, place);
		return;
	}
	list->list = JSON_LIST_OF_OBJECTS;
	f->n_lists++;
	if (list->sub)
		json_say_within(f, list);
	else if (f->list.p && !f->survey)
		json_say_two_lists(f, list);
	else if (!f->list.p) {
		f->list = join(f, list->path, list->key);
		f->list_place = list->place;
	}
}

static void open_object(struct json_flat *f, struct json_level *in, struct json_level *out, const struct json_token *t)
{
	if (in->object) {
		*out = (struct json_level){.object = true, .sub = in->sub, .path = join(f, in->path, f->key)};
		out->hash = json_keys_hash(out);
		return;
	}
	if (in->list != JSON_LIST_OF_OBJECTS)
		begin_objects(f, in, t->place);
	if (f->survey)
		f->skip_to = (unsigned)(in - f->levels);
	if (f->survey || f->trouble != JSON_GOOD || !JSON_GROW(f, f->subs, f->n_subs, f->cap_subs))
		return;
	f->subs[f->n_subs++] = (struct json_sub){.place = t->place, .first = f->n_of_subs};
	*out = (struct json_level){.object = true, .sub = f->n_subs, .path = f->list};
	out->hash = json_keys_hash(out);
}

static void open_list(struct json_flat *f, struct json_level *in, struct json_level *out, const struct json_token *t)
{
	if (in->object) {
		*out = (struct json_level){.sub = in->sub, .path = in->path, .key = f->key, .place = t->place, .text = f->text.n};
	} else if (in->list == JSON_LIST_OF_OBJECTS && f->survey) {
		f->skip_to = (unsigned)(in - f->levels);
	} else if (in->list == JSON_LIST_OF_OBJECTS) {
		json_say_mixed(f, in, t->place);
	} else {
		in->list = JSON_LIST_OF_SCALARS;
		add_part(f, in);
		add_text(f, STR("["));
		*out = (struct json_level){.inner = true, .sub = in->sub, .key = in->key, .place = in->place};
	}
}

static void close_object(struct json_flat *f, const struct json_level *object, const struct json_level *in)
{
	if (in->object || !object->sub)
		return;
	struct json_sub *sub = &f->subs[object->sub - 1];
	sub->n_members = f->n_of_subs - sub->first;
	if (f->most_of_a_sub < sub->n_members)
		f->most_of_a_sub = sub->n_members;
}

static void close_list(struct json_flat *f, struct json_level *list, const struct json_level *in)
{
	if (list->inner) {
		add_text(f, STR("]"));
		return;
	}
	if (list->list == JSON_LIST_OF_OBJECTS)
		return;
	f->key = list->key;
	struct str text = text_from(f, list->text);
	const struct json_token all = {.place = list->place, .cut = text.n > LIMIT_CELL_BYTES};
	if (list->left_out || !fits(f, &all)) {
		leave_out(f);
		return;
	}
	enum json_member_kind kind = list->list == JSON_LIST_OF_NOTHING ? JSON_MEMBER_EMPTY_LIST : JSON_MEMBER_LIST;
	add_member(f, in, &(struct json_member){list->path, list->key, text, kind, list->place});
}

/* `level` is the one that the token opens, closes or stands on. */
static void take(struct json_flat *f, struct json_level *level, const struct json_token *t)
{
	switch (t->kind) {
	case JSON_OBJECT:
		open_object(f, level - 1, level, t);
		break;
	case JSON_ARRAY:
		open_list(f, level - 1, level, t);
		break;
	case JSON_OBJECT_END:
		close_object(f, level, level - 1);
		break;
	case JSON_ARRAY_END:
		close_list(f, level, level - 1);
		break;
	case JSON_KEY:
		take_key(f, level, t);
		break;
	case JSON_STRING:
	case JSON_NUMBER:
	case JSON_TRUE:
	case JSON_FALSE:
	case JSON_NULL:
		take_scalar(f, level, t);
		break;
	case JSON_END:
	case JSON_ERROR:
	case JSON_FAILED:
	case JSON_NO_MEMORY:
		break;
	}
}

/* --- the object ------------------------------------------------------------------------------------------------ */

static void begin(struct json_flat *f, const struct json_reader *r, const struct json_token *open, struct arena *a)
{
	f->n_own = f->n_of_subs = f->n_subs = f->n_members = f->most_of_a_sub = f->n_lists = f->inherited = 0;
	f->list = STR_NONE;
	f->trouble = JSON_GOOD;
	f->problem = (struct words){0};
	f->slash = f->survey = false;
	f->a = a;
	f->start = open->place;
	f->base = r->depth;
	f->skip_to = UINT_MAX;
	buf_clear(&f->text);
	json_keys_clear(f);
	struct json_level *root = &f->levels[f->base];
	*root = (struct json_level){.object = true, .path = STR("")};
	root->hash = json_keys_hash(root);
}

/* Keys that hold a "/" may make a group of the object's own the same as one of its list's. */
static void find_same_group(struct json_flat *f)
{
	for (size_t i = 0; f->slash && f->n_subs && i < f->n_own; i++) {
		struct str group = f->own[i].group;
		if (str_starts(group, f->list) && (group.n == f->list.n || group.p[f->list.n] == '/'))
			json_say_same_group(f, f->own[i].place);
	}
}

static void finish(struct json_flat *f)
{
	if (f->n_own + f->most_of_a_sub + f->inherited > LIMIT_COLUMNS)
		json_say_many(f);
	find_same_group(f);
	if (f->trouble != JSON_GOOD) {
		f->n_own = f->n_subs = 0;
		f->list = STR_NONE;
	}
	for (size_t i = 0; i < f->n_subs; i++)
		f->subs[i].members = f->of_subs ? f->of_subs + f->subs[i].first : NULL;
	f->members = f->own;
	f->n_members = f->n_own;
}

static enum json_kind read_object(struct json_flat *f, struct json_reader *r, bool lined)
{
	for (struct json_token t;;) {
		enum json_kind kind = json_reader_next(r, &t);
		if (kind >= JSON_END || (kind == JSON_OBJECT && lined && t.place.column == 1 && t.place.line > f->start.line))
			return kind;
		unsigned level = r->depth + (kind == JSON_OBJECT_END || kind == JSON_ARRAY_END);
		if (json_reader_offset(r) - f->start.offset > LIMIT_RECORD_BYTES && !f->survey)
			json_say_long_record(f);
		if (level == f->base && kind == JSON_OBJECT_END) {
			finish(f);
			return f->no_memory ? JSON_NO_MEMORY : JSON_OBJECT_END;
		}
		if (level <= f->skip_to)
			take(f, &f->levels[level], &t);
		else if (r->depth == f->skip_to && level > r->depth)
			f->skip_to = UINT_MAX;
		if (f->no_memory)
			return JSON_NO_MEMORY;
	}
}

enum json_kind json_flat_read(struct json_flat *f, struct json_reader *r, const struct json_token *open, bool lined, size_t inherited, struct arena *a)
{
	begin(f, r, open, a);
	f->inherited = inherited;
	return read_object(f, r, lined);
}

enum json_kind json_flat_survey(struct json_flat *f, struct json_reader *r, const struct json_token *open, struct arena *a)
{
	begin(f, r, open, a);
	f->survey = true;
	enum json_kind kind = read_object(f, r, false);
	if (kind != JSON_OBJECT_END) /* cut, what stands before is good */
		finish(f);
	return kind;
}
