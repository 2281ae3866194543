#include "os/crew.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

enum { STACK_BYTES = 512 * 1024 };

enum piece_state { FREE, AT_WORK, DONE };

struct piece {
	void *piece;
	enum piece_state state;
};

struct crew {
	struct crew_job job;
	pthread_mutex_t taking; /* who has it may take; it is locked before `state` */
	pthread_mutex_t state;  /* of all below */
	pthread_cond_t changed;
	struct piece *pieces;   /* a ring: that numbered k stands in k % n */
	size_t n_pieces;
	uint64_t taken, given;  /* how many, so far */
	bool held;              /* the last one given is still the caller's */
	bool ended, stopping;
	size_t pauses, working; /* threads that work, the caller not among them */
	pthread_t *threads;
	size_t n_threads, n_named;
};

static void lock(struct crew *c)
{
	pthread_mutex_lock(&c->state);
}

static void unlock(struct crew *c)
{
	pthread_mutex_unlock(&c->state);
}

static struct piece *piece_at(struct crew *c, uint64_t number)
{
	return &c->pieces[number % c->n_pieces];
}

static bool may_take(struct crew *c)
{
	return !c->ended && piece_at(c, c->taken)->state == FREE;
}

/* The next piece, taken; NULL where there is none to take. `taking` is locked. */
static struct piece *take(struct crew *c)
{
	lock(c);
	struct piece *p = may_take(c) ? piece_at(c, c->taken) : NULL;
	unlock(c);
	if (!p)
		return NULL;
	const bool more = c->job.take(c->job.ctx, p->piece);
	lock(c);
	c->ended = !more;
	if (more) {
		p->state = AT_WORK;
		c->taken++;
	}
	pthread_cond_broadcast(&c->changed);
	unlock(c);
	return more ? p : NULL;
}

/* Whoever takes is done in some microseconds, long before a thread that sleeps would be awake again. */
static void wait_to_take(struct crew *c)
{
	enum { TRIES = 3000 };
	for (size_t i = 0; i < TRIES; i++) {
		if (pthread_mutex_trylock(&c->taking) == 0)
			return;
#if defined(__x86_64__)
		__builtin_ia32_pause();
#endif
	}
	pthread_mutex_lock(&c->taking);
}

/* Takes a piece and works on it; false where there is none to take. */
static bool do_one(struct crew *c, size_t worker)
{
	wait_to_take(c);
	struct piece *p = take(c);
	pthread_mutex_unlock(&c->taking);
	if (!p)
		return false;
	c->job.work(c->job.ctx, p->piece, worker);
	lock(c);
	p->state = DONE;
	pthread_cond_broadcast(&c->changed);
	unlock(c);
	return true;
}

/* --- a thread ------------------------------------------------------------------------------------------------------ */

/* Waits until there is something to do; false where nothing will be. */
static bool begin(struct crew *c)
{
	lock(c);
	while (!c->stopping && !c->ended && (c->pauses || !may_take(c)))
		pthread_cond_wait(&c->changed, &c->state);
	const bool go = !c->stopping && !c->ended;
	c->working += go;
	unlock(c);
	return go;
}

static void end(struct crew *c)
{
	lock(c);
	c->working--;
	pthread_cond_broadcast(&c->changed);
	unlock(c);
}

static void *labour(void *ctx)
{
	struct crew *c = ctx;
	lock(c);
	const size_t worker = ++c->n_named;
	unlock(c);
	while (begin(c)) {
		do_one(c, worker);
		end(c);
	}
	return NULL;
}

/* Signals are for the thread of the program. */
static void start_threads(struct crew *c, size_t n)
{
	pthread_attr_t attributes;
	sigset_t every, before;
	sigfillset(&every);
	if (pthread_attr_init(&attributes) != 0)
		return;
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	pthread_sigmask(SIG_SETMASK, &every, &before);
	while (c->n_threads < n && pthread_create(&c->threads[c->n_threads], &attributes, labour, c) == 0)
		c->n_threads++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
}

/* --- the caller ------------------------------------------------------------------------------------------------------ */

struct crew *crew_new(const struct crew_job *job, size_t workers, void *const *pieces, size_t n_pieces)
{
	struct crew *c = calloc(1, sizeof *c);
	if (!c)
		return NULL;
	c->job = *job;
	c->n_pieces = n_pieces;
	c->pieces = calloc(n_pieces, sizeof *c->pieces);
	c->threads = calloc(workers, sizeof *c->threads);
	pthread_mutex_init(&c->taking, NULL);
	pthread_mutex_init(&c->state, NULL);
	pthread_cond_init(&c->changed, NULL);
	if (!c->pieces || !c->threads) {
		crew_free(c);
		return NULL;
	}
	for (size_t i = 0; i < n_pieces; i++)
		c->pieces[i].piece = pieces[i];
	start_threads(c, workers - 1);
	return c;
}

static void let_go(struct crew *c)
{
	lock(c);
	if (c->held) {
		piece_at(c, c->given - 1)->state = FREE;
		c->held = false;
		pthread_cond_broadcast(&c->changed);
	}
	unlock(c);
}

enum next { NEXT_DONE, NEXT_NONE, NEXT_LATER };

static enum next look(struct crew *c)
{
	if (c->given < c->taken)
		return piece_at(c, c->given)->state == DONE ? NEXT_DONE : NEXT_LATER;
	return c->ended ? NEXT_NONE : NEXT_LATER;
}

/* Nobody has left anything to take: until something changes. */
static enum next await(struct crew *c)
{
	lock(c);
	enum next next = look(c);
	while (next == NEXT_LATER && !may_take(c)) {
		pthread_cond_wait(&c->changed, &c->state);
		next = look(c);
	}
	unlock(c);
	return next;
}

void *crew_next(struct crew *c)
{
	enum next next;
	let_go(c);
	while ((next = await(c)) == NEXT_LATER)
		do_one(c, 0);
	if (next == NEXT_NONE)
		return NULL;
	lock(c);
	void *piece = piece_at(c, c->given++)->piece;
	c->held = true;
	unlock(c);
	return piece;
}

void crew_pause(struct crew *c)
{
	lock(c);
	c->pauses++;
	while (c->working)
		pthread_cond_wait(&c->changed, &c->state);
	unlock(c);
}

void crew_go_on(struct crew *c)
{
	lock(c);
	c->pauses--;
	pthread_cond_broadcast(&c->changed);
	unlock(c);
}

void crew_free(struct crew *c)
{
	if (!c)
		return;
	lock(c);
	c->stopping = true;
	pthread_cond_broadcast(&c->changed);
	unlock(c);
	for (size_t i = 0; i < c->n_threads; i++)
		pthread_join(c->threads[i], NULL);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->state);
	pthread_mutex_destroy(&c->taking);
	free(c->threads);
	free(c->pieces);
	free(c);
}

size_t crew_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	const int n = CPU_COUNT(&set);
	return n > 0 ? (size_t)n : 1;
}
