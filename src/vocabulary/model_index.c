#include "vocabulary/model_index.h"

#include "vocabulary/model_key.h"

#include <stdlib.h>

enum { NOTHING = 0 }; /* of nodes, for the root is nobody's child; names count from 1 */

/* A byte of the keys that begin alike: its first child, the next child of its parent, the first name that ends here. */
struct trie_node {
	uint32_t child, sibling, name;
	char c;
};

struct trie {
	struct trie_node *nodes; /* the root first; while names are added not yet in the arena */
	size_t n;
	uint32_t first[256];     /* of the root's children, by byte: most walks end here */
};

struct indexed_name {
	const struct model_name *name;
	uint32_t group;
	uint32_t next_key, next_skeleton; /* that ends at the same node */
};

struct model_index {
	struct trie keys, skeletons;
	struct indexed_name *names; /* names[0] is none */
	size_t n_names, n_groups;
};

/* --- making -------------------------------------------------------------------------------------------------------- */

static uint32_t child_of(const struct trie *t, uint32_t node, char c)
{
	if (!node)
		return t->first[(unsigned char)c];
	uint32_t child = t->nodes[node].child;
	while (child && t->nodes[child].c != c)
		child = t->nodes[child].sibling;
	return child;
}

static uint32_t add_child(struct trie *t, uint32_t node, char c)
{
	uint32_t child = (uint32_t)t->n++;
	t->nodes[child] = (struct trie_node){.sibling = t->nodes[node].child, .c = c};
	t->nodes[node].child = child;
	if (!node)
		t->first[(unsigned char)c] = child;
	return child;
}

/* The node where the text ends. */
static uint32_t add_text(struct trie *t, struct str text)
{
	uint32_t node = 0;
	for (size_t i = 0; i < text.n; i++) {
		uint32_t child = child_of(t, node, text.p[i]);
		node = child ? child : add_child(t, node, text.p[i]);
	}
	return node;
}

static void add_name(struct model_index *x, const struct model_name *name, uint32_t group)
{
	uint32_t at = (uint32_t)++x->n_names, key = add_text(&x->keys, name->key);
	struct indexed_name *own = &x->names[at];
	*own = (struct indexed_name){name, group, x->keys.nodes[key].name, 0};
	x->keys.nodes[key].name = at;
	if (!name->skeleton.n)
		return;
	uint32_t skeleton = add_text(&x->skeletons, name->skeleton);
	own->next_skeleton = x->skeletons.nodes[skeleton].name;
	x->skeletons.nodes[skeleton].name = at;
}

/* Room for as many nodes as there are bytes at most; of what is not used the system need not have any. */
static bool trie_init(struct trie *t, size_t bytes)
{
	t->nodes = malloc((bytes + 1) * sizeof *t->nodes);
	if (!t->nodes)
		return false;
	t->nodes[t->n++] = (struct trie_node){0};
	return true;
}

/* Moves it into the arena, in no more room than it takes. */
static bool trie_keep(struct trie *t, struct arena *a)
{
	struct trie_node *kept = ARENA_ARRAY(a, t->n, struct trie_node);
	if (kept && t->n)
		memcpy(kept, t->nodes, t->n * sizeof *kept);
	free(t->nodes);
	t->nodes = kept;
	return kept;
}

static bool add_groups(struct model_index *x, const struct model_group *groups, size_t n)
{
	size_t keys = 0, skeletons = 0;
	for (size_t g = 0; g < n; g++)
		for (size_t i = 0; i < groups[g].n; i++) {
			keys += groups[g].names[i].key.n;
			skeletons += groups[g].names[i].skeleton.n;
		}
	if (!trie_init(&x->keys, keys) || !trie_init(&x->skeletons, skeletons))
		return false;
	for (size_t g = 0; g < n; g++)
		for (size_t i = 0; i < groups[g].n; i++)
			add_name(x, &groups[g].names[i], (uint32_t)g);
	return true;
}

const struct model_index *model_index_new(struct arena *a, const struct model_group *groups, size_t n)
{
	struct model_index *x = ARENA_NEW(a, struct model_index);
	size_t names = 0;
	for (size_t g = 0; g < n; g++)
		names += groups[g].n;
	if (!x)
		return NULL;
	x->names = ARENA_ARRAY(a, names + 1, struct indexed_name);
	x->n_groups = n;
	bool good = x->names && add_groups(x, groups, n);
	a->failed |= !good;
	good &= trie_keep(&x->keys, a);
	good &= trie_keep(&x->skeletons, a);
	return good ? x : NULL;
}

/* --- looking -------------------------------------------------------------------------------------------------------- */

/* What is known of a group so far; of its parts (struct segment) those that name it count. */
struct tally {
	uint32_t listed, suspect;
	uint32_t naming;          /* parts that name a model at all, this one among them */
	unsigned char here;       /* enum model_found of the present part */
	bool touched;
};

struct look {
	const struct model_index *x;
	const struct segment *s;
	unsigned char *found;     /* enum model_found of each name in the present part */
	uint32_t *names;          /* those that are not absent there … */
	size_t n_names;
	struct tally *tallies;    /* by group */
	uint32_t *groups;         /* … and the groups that are not absent anywhere */
	size_t n_groups;
};

static void find_name(struct look *k, uint32_t at, size_t from, size_t to, enum model_found most)
{
	if (k->found[at] >= most)
		return;
	enum model_found found = worse(model_around(k->s, k->x->names[at].name, from, to), most);
	if (found <= (enum model_found)k->found[at])
		return;
	if (k->found[at] == MODEL_ABSENT)
		k->names[k->n_names++] = at;
	k->found[at] = (unsigned char)found;
}

/* Every key that begins at `from`, below a node that the bytes up to `at` have led to. A dash of a key may be another joint. */
static void walk_keys(struct look *k, uint32_t node, size_t from, size_t at, bool loose)
{
	const struct trie *t = &k->x->keys;
	for (;;) {
		for (uint32_t name = t->nodes[node].name; name; name = k->x->names[name].next_key)
			find_name(k, name, from, at, loose ? MODEL_SUSPECT : MODEL_LISTED);
		if (at == k->s->n)
			return;
		char c = k->s->s[at++];
		uint32_t dash = is_other_joint(c) ? child_of(t, node, '-') : NOTHING;
		if (dash)
			walk_keys(k, dash, from, at, true);
		node = child_of(t, node, c);
		if (!node)
			return;
	}
}

/* The skeletons that begin at `from`: names that are there exactly are so no less. */
static void walk_skeletons(struct look *k, const char *text, const uint32_t *places, size_t n, size_t from)
{
	const struct trie *t = &k->x->skeletons;
	uint32_t node = 0;
	for (size_t at = from; at < n && (node = child_of(t, node, text[at])) != NOTHING; at++)
		for (uint32_t name = t->nodes[node].name; name; name = k->x->names[name].next_skeleton)
			if (k->found[name] == MODEL_ABSENT)
				find_name(k, name, places[from], (size_t)places[at] + 1, MODEL_SUSPECT);
}

static bool look_exactly(struct look *k)
{
	for (size_t at = 0; at < k->s->n; at++)
		walk_keys(k, 0, at, at, false);
	return true;
}

static bool look_confused(struct look *k)
{
	char *text = arena_alloc(k->s->scratch, k->s->n + 1);
	uint32_t *places = ARENA_ARRAY(k->s->scratch, k->s->n + 1, uint32_t);
	if (!text || !places)
		return false;
	size_t n = skeleton_make(text, places, k->s->s, k->s->n);
	for (size_t at = 0; at < n; at++)
		if (!at || !is_digit(text[at - 1]) || !is_digit(text[at]))
			walk_skeletons(k, text, places, n, at);
	return true;
}

/* The best of its names is what a part says of a group. */
static void count_part(struct look *k, bool naming)
{
	for (size_t i = 0; i < k->n_names; i++) {
		struct tally *t = &k->tallies[k->x->names[k->names[i]].group];
		unsigned char found = k->found[k->names[i]];
		t->here = found > t->here ? found : t->here;
	}
	for (size_t i = 0; i < k->n_names; i++) {
		uint32_t group = k->x->names[k->names[i]].group;
		struct tally *t = &k->tallies[group];
		k->found[k->names[i]] = MODEL_ABSENT;
		if (!t->here)
			continue;
		if (!t->touched)
			k->groups[k->n_groups++] = group;
		t->touched = true;
		t->listed += t->here == MODEL_LISTED;
		t->suspect += t->here == MODEL_SUSPECT;
		t->naming += naming;
		t->here = MODEL_ABSENT;
	}
	k->n_names = 0;
}

static int by_group(const void *a, const void *b)
{
	const struct model_hit *x = a, *y = b;
	return (x->group > y->group) - (x->group < y->group);
}

/* A group is listed where every part that names a model at all names it. */
static bool report(struct model_hits *out, struct arena *a, const struct look *k, uint32_t naming)
{
	*out = (struct model_hits){ARENA_ARRAY(a, k->n_groups, struct model_hit), 0};
	for (size_t i = 0; out->items && i < k->n_groups; i++) {
		const struct tally *t = &k->tallies[k->groups[i]];
		bool listed = t->listed && !t->suspect && t->naming == naming;
		out->items[out->n++] = (struct model_hit){k->groups[i], listed ? MODEL_LISTED : MODEL_SUSPECT};
	}
	if (out->n > 1)
		qsort(out->items, out->n, sizeof *out->items, by_group);
	return out->items;
}

bool model_index_find(struct model_hits *out, struct arena *a, const struct model_index *x, const struct model_text *text)
{
	struct look k = {
		.x = x,
		.found = arena_alloc(a, x->n_names + 1),
		.names = ARENA_ARRAY(a, x->n_names, uint32_t),
		.tallies = ARENA_ARRAY(a, x->n_groups, struct tally),
		.groups = ARENA_ARRAY(a, x->n_groups, uint32_t),
	};
	uint32_t naming = 0;
	if (!k.found || !k.names || !k.tallies || !k.groups)
		return false;
	for (size_t at = 0; at < text->key.n;) {
		struct segment s = next_segment(text, a, &at);
		bool names = names_model(&s);
		naming += names;
		k.s = &s;
		if (!look_exactly(&k) || !look_confused(&k))
			return false;
		count_part(&k, names);
	}
	return report(out, a, &k, naming);
}
