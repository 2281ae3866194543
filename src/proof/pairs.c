#include "proof/pairs.h"

static bool has_kind(const struct rule *rule, const struct kind *kind)
{
	size_t i = 0;
	while (i < rule->n_kinds && rule->kinds[i] != kind)
		i++;
	return i < rule->n_kinds;
}

/* Lists of kinds name none twice. */
bool same_kinds(const struct rule *a, const struct rule *b)
{
	size_t i = 0;
	while (i < a->n_kinds && has_kind(b, a->kinds[i]))
		i++;
	return i == a->n_kinds && a->n_kinds == b->n_kinds;
}

static bool is_dated(const struct force_end *end)
{
	return end->set && !end->unknown;
}

static bool ends_before(const struct force_end *to, const struct force_end *from)
{
	return is_dated(to) && is_dated(from) && to->date.last < from->date.first;
}

bool same_time(const struct rule *a, const struct rule *b)
{
	return rules_share_province(a, b) && !ends_before(&a->to, &b->from) && !ends_before(&b->to, &a->from);
}

bool same_authority(const struct rule *a, const struct rule *b)
{
	if (a->pack == b->pack)
		return true;
	return a->pack->jurisdiction == b->pack->jurisdiction &&
	       str_eq(a->pack->authority.zh, b->pack->authority.zh);
}

bool time_within(const struct rule *a, const struct rule *b)
{
	bool begins = !is_dated(&b->from) || (is_dated(&a->from) && a->from.date.first >= b->from.date.first);
	bool ends = !is_dated(&b->to) || (is_dated(&a->to) && a->to.date.last <= b->to.date.last);
	return begins && ends;
}

bool deadline_earlier(const struct rule *a, const struct rule *b)
{
	if (b->deadline == DEADLINE_NONE)
		return false;
	return a->deadline == DEADLINE_NONE || a->deadline_day < b->deadline_day;
}

bool kinds_within(const struct rule *a, const struct rule *b)
{
	for (size_t i = 0; i < a->n_kinds && b->n_kinds; i++) {
		size_t j = 0;
		while (j < b->n_kinds && !kind_is(a->kinds[i], b->kinds[j]))
			j++;
		if (j == b->n_kinds)
			return false;
	}
	return a->n_kinds || !b->n_kinds;
}

static const struct kind *lower(const struct kind *a, const struct kind *b)
{
	if (kind_is(a, b))
		return a;
	return kind_is(b, a) ? b : NULL;
}

bool kind_shared(const struct kind **out, size_t *at, const struct rule *a, const struct rule *b)
{
	size_t across = b->n_kinds ? b->n_kinds : 1, all = (a->n_kinds ? a->n_kinds : 1) * across;
	while (*at < all) {
		size_t i = *at / across, j = *at % across;
		++*at;
		if (!a->n_kinds || !b->n_kinds) {
			*out = a->n_kinds ? a->kinds[i] : b->n_kinds ? b->kinds[j] : NULL;
			return true;
		}
		*out = lower(a->kinds[i], b->kinds[j]);
		if (*out)
			return true;
	}
	return false;
}
