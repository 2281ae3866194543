#include "yaml/node.h"

const struct node *node_get(const struct node *map, const char *key)
{
	if (!map || map->type != NODE_MAPPING)
		return NULL;
	struct str wanted = str_from(key);
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->entries[i].key, wanted))
			return map->entries[i].value;
	return NULL;
}

struct str node_text(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);
	return value && value->type == NODE_SCALAR ? value->text : STR_NONE;
}
