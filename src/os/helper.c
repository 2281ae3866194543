#include "os/helper.h"

#include "base/limits.h"
#include "os/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	GIVEN = 5,            /* descriptors 0 to 4 are the helper's */
	PIPE_BYTES = 1 << 20, /* what any process may ask for: fewer switches between the helper and us */
	SLICE_MS = 1000, MOST_PAUSE_MS = 32,
	GRACE_MS = 5000,      /* from the last byte to the end of the process, which has nothing left to do */
	LAST_SIGNAL = 64,
	NOT_STARTED = 127,
};

/* --- in the child until it has become the program. It runs in our memory (vfork) and changes only its `struct start` ---- */

struct start {
	const char *path;
	char *const *arguments;
	int given[GIVEN]; /* what becomes its descriptor 0, 1, …; -1: nothing */
	pid_t parent;
	int error;
};

/* What ASan marks in frames that are never left would stay marked when the parent goes on. */
#define IN_CHILD __attribute__((no_sanitize("address")))

IN_CHILD static int number(const char *name)
{
	int n = 0;
	if (!*name)
		return -1;
	for (; *name; name++) {
		if (*name < '0' || *name > '9' || n > 99999999)
			return -1;
		n = n * 10 + (*name - '0');
	}
	return n;
}

/* Before Linux 5.9. No opendir: its malloc would be our malloc. */
IN_CHILD static bool close_listed(int first)
{
	_Alignas(struct dirent64) char entries[2048];
	int list = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	long n = -1;
	while (list >= 0 && (n = syscall(SYS_getdents64, list, entries, sizeof entries)) > 0)
		for (long at = 0; at < n;) {
			const struct dirent64 *e = (const struct dirent64 *)(const void *)(entries + at);
			int fd = number(e->d_name);
			if (fd >= first && fd != list)
				close(fd);
			at += e->d_reclen;
		}
	if (list >= 0)
		close(list);
	return n == 0;
}

IN_CHILD static bool take_descriptors(struct start *s)
{
	for (int i = 0; i < GIVEN; i++) /* out of each other's way: any of ours may be a low one */
		if (s->given[i] >= 0 && (s->given[i] = fcntl(s->given[i], F_DUPFD, GIVEN)) < 0)
			return false;
	for (int i = 0; i < GIVEN; i++) {
		if (s->given[i] < 0)
			close(i);
		else if (dup2(s->given[i], i) < 0)
			return false;
	}
	return syscall(SYS_close_range, (unsigned)GIVEN, ~0U, 0U) == 0 || close_listed(GIVEN);
}

/*
 * What is ignored would stay ignored, and SIGPIPE is to end a helper that nobody reads. First none of our handlers
 * may run any more, then signals may come.
 */
IN_CHILD static void forget_signals(void)
{
	const struct sigaction usual = {.sa_handler = SIG_DFL};
	sigset_t none;
	for (int i = 1; i <= LAST_SIGNAL; i++)
		sigaction(i, &usual, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

IN_CHILD static void become_helper(struct start *s)
{
	char *const no_environment[] = {NULL};
	forget_signals();
	/* if we died before it was asked for, nobody would send the signal any more */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && getppid() == s->parent && take_descriptors(s))
		execve(s->path, s->arguments, no_environment);
	s->error = errno;
}

/* --- starting ---------------------------------------------------------------------------------------------------- */

static pid_t fork_helper(struct start *s)
{
	pid_t pid = vfork();
	if (pid == 0) {
		become_helper(s);
		_exit(NOT_STARTED);
	}
	if (pid < 0)
		s->error = errno;
	return pid;
}

static pid_t reap(pid_t pid, int *how, int options)
{
	pid_t got;
	do
		got = waitpid(pid, how, options);
	while (got < 0 && errno == EINTR);
	return got;
}

/* No handler of ours may run in the child, where it would change our memory. */
static bool start(struct helper *h, struct start *s)
{
	sigset_t every, before;
	sigfillset(&every);
	s->parent = getpid();
	s->error = 0;
	pthread_sigmask(SIG_SETMASK, &every, &before);
	pid_t pid = fork_helper(s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (pid > 0 && s->error)
		reap(pid, NULL, 0);
	h->error = s->error;
	h->pid = s->error ? 0 : pid;
	return !s->error;
}

static void close_any(int fd)
{
	if (fd >= 0)
		close(fd);
}

static int open_nothing(void)
{
	int fd;
	do
		fd = open("/dev/null", O_RDWR | O_CLOEXEC | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	return fd;
}

bool helper_start(struct helper *h, const char *path, const char *format, const char *table, int input)
{
	char *const arguments[] = {(char *)path, (char *)format, (char *)table, NULL};
	int ends[2] = {-1, -1}, nothing = open_nothing(), spill = spill_open();
	bool started = false;

	*h = (struct helper){.fd = -1, .error = EBADF, .patience = LIMIT_HELPER_SILENCE};
	if (input < 0)
		goto out;
	if (nothing < 0 || pipe2(ends, O_CLOEXEC) != 0) {
		h->error = errno;
		goto out;
	}
	fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES); /* where that is not allowed, a smaller one does */
	struct start s = {path, arguments, {nothing, ends[1], nothing, input, spill}, 0, 0};
	started = start(h, &s);
out:
	close_any(nothing);
	close_any(spill);
	close_any(ends[1]);
	if (started)
		h->fd = ends[0];
	else
		close_any(ends[0]);
	return started;
}

/* --- reading and ending ------------------------------------------------------------------------------------------ */

/*
 * Waits in slices, so that a program that was stopped (Ctrl-Z) for an hour does not find the hour gone by: the helper
 * was stopped as well.
 */
static bool has_something(struct helper *h)
{
	struct pollfd p = {.fd = h->fd, .events = POLLIN};
	for (int silent = 0; silent < h->patience;) {
		int n = poll(&p, 1, SLICE_MS);
		if (n > 0)
			return true;
		if (n == 0) {
			silent++;
		} else if (errno != EINTR) {
			h->error = errno;
			return false;
		}
	}
	h->error = ETIMEDOUT;
	return false;
}

ssize_t helper_read(struct helper *h, char *p, size_t n)
{
	ssize_t got;
	if (h->fd < 0)
		h->error = EBADF;
	if (h->fd < 0 || !has_something(h))
		return -1;
	do
		got = read(h->fd, p, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		h->error = errno;
	return got;
}

static void close_pipe(struct helper *h)
{
	close_any(h->fd);
	h->fd = -1;
}

/* Only a process that is still ours to wait for is killed: its number may be another's by now. */
static void kill_ours(pid_t pid)
{
	siginfo_t info;
	if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
		kill(pid, SIGKILL);
}

/* 0: it has not ended. */
static pid_t reap_within(pid_t pid, int *how, int milliseconds)
{
	for (int waited = 0, pause = 1; waited < milliseconds; waited += pause, pause += pause < MOST_PAUSE_MS ? pause : 0) {
		pid_t got = reap(pid, how, WNOHANG);
		if (got != 0)
			return got;
		poll(NULL, 0, pause);
	}
	return 0;
}

enum helper_end helper_wait(struct helper *h, int *code)
{
	int how = 0, nobody;
	pid_t pid = h->pid;
	if (!code)
		code = &nobody;
	close_pipe(h);
	h->pid = 0;
	*code = ECHILD;
	if (!pid)
		return HELPER_UNKNOWN;
	pid_t got = reap_within(pid, &how, GRACE_MS);
	if (got == 0) {
		kill_ours(pid);
		got = reap(pid, &how, 0);
	}
	if (got < 0) {
		*code = errno;
		return HELPER_UNKNOWN;
	}
	*code = WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how);
	return WIFSIGNALED(how) ? HELPER_KILLED : *code ? HELPER_BADLY : HELPER_WELL;
}

void helper_stop(struct helper *h)
{
	close_pipe(h);
	if (!h->pid)
		return;
	kill_ours(h->pid);
	reap(h->pid, NULL, 0);
	h->pid = 0;
}
