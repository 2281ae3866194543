/* Pieces of a stream: taken in order, one at a time; given back in order, each worked on once, whoever works. */
#include "unit.h"

#include "os/crew.h"

#include <stdatomic.h>
#include <unistd.h>

enum { PIECES = 6, MOST_WORKERS = 4 };

struct stream {
	unsigned next, end;         /* of what is taken */
	atomic_int taking, working; /* at this moment */
	atomic_bool paused;
	unsigned by[MOST_WORKERS];
};

struct piece {
	unsigned number, worked;
};

static bool take(void *ctx, void *piece)
{
	struct stream *s = ctx;
	struct piece *p = piece;
	assert_int_equal(atomic_fetch_add(&s->taking, 1), 0);
	const bool more = s->next < s->end;
	if (more)
		*p = (struct piece){.number = s->next++};
	atomic_fetch_sub(&s->taking, 1);
	return more;
}

static void work(void *ctx, void *piece, size_t worker)
{
	struct stream *s = ctx;
	struct piece *p = piece;
	assert_true(worker < MOST_WORKERS);
	atomic_fetch_add(&s->working, 1);
	assert_false(worker && atomic_load(&s->paused));
	if (p->number % 7 == worker)
		usleep(200); /* so that later ones are ready before */
	p->worked++;
	s->by[worker]++;
	atomic_fetch_sub(&s->working, 1);
}

static void in_order(size_t workers, size_t n_pieces, unsigned end)
{
	struct stream s = {.end = end};
	struct piece pieces[PIECES];
	void *ring[PIECES];
	for (size_t i = 0; i < PIECES; i++)
		ring[i] = &pieces[i];
	struct crew *c = crew_new(&(struct crew_job){take, work, &s}, workers, ring, n_pieces);
	assert_non_null(c);
	unsigned n = 0, all = 0;
	for (struct piece *p; (p = crew_next(c)); n++) {
		assert_int_equal(p->number, n);
		assert_int_equal(p->worked, 1);
	}
	assert_int_equal(n, end);
	assert_null(crew_next(c));
	crew_free(c);
	for (size_t i = 0; i < MOST_WORKERS; i++)
		all += s.by[i];
	assert_int_equal(all, end);
}

static void pieces_come_in_order(void **state)
{
	(void)state;
	for (size_t workers = 1; workers <= MOST_WORKERS; workers++)
		for (unsigned end = 0; end < 200; end = end * 3 + 1)
			in_order(workers, workers + 2, end);
	in_order(2, 2, 50);
}

static void nobody_works_in_a_pause(void **state)
{
	struct stream s = {.end = 300};
	struct piece pieces[PIECES];
	void *ring[PIECES];
	(void)state;
	for (size_t i = 0; i < PIECES; i++)
		ring[i] = &pieces[i];
	struct crew *c = crew_new(&(struct crew_job){take, work, &s}, 3, ring, PIECES);
	assert_non_null(c);
	unsigned n = 0;
	for (struct piece *p; (p = crew_next(c)); n++) {
		assert_int_equal(p->number, n);
		if (n % 10)
			continue;
		crew_pause(c);
		assert_int_equal(atomic_load(&s.working), 0);
		atomic_store(&s.paused, true);
		usleep(100);
		assert_int_equal(atomic_load(&s.working), 0);
		atomic_store(&s.paused, false);
		crew_go_on(c);
	}
	assert_int_equal(n, 300);
	crew_free(c);
}

static void it_may_end_early(void **state)
{
	struct stream s = {.end = 1000};
	struct piece pieces[PIECES];
	void *ring[PIECES];
	(void)state;
	for (size_t i = 0; i < PIECES; i++)
		ring[i] = &pieces[i];
	struct crew *c = crew_new(&(struct crew_job){take, work, &s}, 4, ring, PIECES);
	assert_non_null(c);
	assert_non_null(crew_next(c));
	crew_free(c);
	assert_int_equal(atomic_load(&s.working), 0);
	crew_free(NULL);
}

static void there_are_processors(void **state)
{
	(void)state;
	assert_true(crew_processors() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_come_in_order),
		cmocka_unit_test(nobody_works_in_a_pause),
		cmocka_unit_test(it_may_end_early),
		cmocka_unit_test(there_are_processors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
