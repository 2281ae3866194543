/*
 * The helper process: what it is given, how its end is told, that nothing of it stays. The test is its own helper:
 * started with arguments, it plays one.
 */
#include "unit.h"
#include "old_kernel.h"

#include "os/helper.h"
#include "os/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MYSELF "/proc/self/exe"
enum { HUGE_BYTES = 64 << 20 };

/* --- the helper's part ------------------------------------------------------------------------------------------- */

extern char **environ;

/* One line for each descriptor: number and what it is. */
static int play_descriptors(void)
{
	int list = open("/proc/self/fd", O_RDONLY | O_DIRECTORY);
	DIR *d = fdopendir(list);
	for (struct dirent *e; d && (e = readdir(d));) {
		char target[256];
		ssize_t n = readlinkat(list, e->d_name, target, sizeof target);
		if (n > 0 && (int)strtol(e->d_name, NULL, 10) != list)
			printf("%s %.*s\n", e->d_name, (int)n, target);
	}
	if (d)
		closedir(d);
	return 0;
}

/* What is blocked and ignored, but for signals 32 and 33, which belong to the C library. */
static int play_signals(void)
{
	char line[256];
	FILE *f = fopen("/proc/self/status", "r");
	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, "SigBlk", 6) == 0 || strncmp(line, "SigIgn", 6) == 0)
			printf("%.6s %llx\n", line, strtoull(line + 7, NULL, 16) & ~0x180000000ULL);
	if (f)
		fclose(f);
	return 0;
}

static int play_environment(char **argv)
{
	for (char **v = environ; *v; v++)
		printf("%s\n", *v);
	for (char **v = argv + 1; *v; v++)
		printf("argument %s\n", *v);
	return 0;
}

/* From the input through the spill to us. */
static int play_copy(void)
{
	char p[64];
	ssize_t n = read(3, p, sizeof p);
	if (n < 0 || write(4, p, (size_t)n) != n || lseek(4, 0, SEEK_SET) != 0)
		return 1;
	n = read(4, p, sizeof p);
	return write(1, p, (size_t)n) != n;
}

static int play_huge(void)
{
	static char much[65536];
	for (size_t sent = 0; sent < HUGE_BYTES;) {
		ssize_t n = write(1, much, sizeof much);
		if (n < 0)
			return 1;
		sent += (size_t)n;
	}
	return 0;
}

static int play_slow(void)
{
	for (int i = 0; i < 20; i++) {
		struct timespec pause = {0, 10 * 1000 * 1000};
		nanosleep(&pause, NULL);
		if (write(1, "x", 1) != 1)
			return 1;
	}
	return 0;
}

static int play(char **argv)
{
	const char *part = argv[1];
	if (strcmp(part, "well") == 0)
		return 0;
	if (strcmp(part, "badly") == 0)
		return 7;
	if (strcmp(part, "signal") == 0) {
		struct rlimit none = {0, 0};
		setrlimit(RLIMIT_CORE, &none);
		signal((int)strtol(argv[2], NULL, 10), SIG_DFL); /* a sanitizer catches some */
		return raise((int)strtol(argv[2], NULL, 10));
	}
	if (strcmp(part, "descriptors") == 0)
		return play_descriptors();
	if (strcmp(part, "signals") == 0)
		return play_signals();
	if (strcmp(part, "environment") == 0)
		return play_environment(argv);
	if (strcmp(part, "copy") == 0)
		return play_copy();
	if (strcmp(part, "huge") == 0)
		return play_huge();
	if (strcmp(part, "slow") == 0)
		return play_slow();
	if (strcmp(part, "closes") == 0)
		close(1);
	for (;;) /* "waits", "closes" */
		pause();
}

/* --- what is counted --------------------------------------------------------------------------------------------- */

static size_t descriptors(void)
{
	size_t n = 0;
	DIR *d = opendir("/proc/self/fd");
	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static int before(void **state)
{
	*state = (void *)(uintptr_t)descriptors();
	return 0;
}

/* No descriptor and no child, dead or alive, is left by any test. */
static int after(void **state)
{
	bool leaked = descriptors() != (size_t)(uintptr_t)*state;
	bool child = waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD;
	if (leaked || child)
		printf("left behind:%s%s\n", leaked ? " descriptors" : "", child ? " a child" : "");
	return leaked || child ? -1 : 0;
}

static struct helper begin(const char *part, const char *table)
{
	struct helper h;
	int input = open("/dev/zero", O_RDONLY);
	assert_true(helper_start(&h, MYSELF, part, table, input));
	assert_int_equal(close(input), 0);
	return h;
}

/* Everything it writes, up to the room there is. */
static size_t read_all(struct helper *h, char *p, size_t room)
{
	size_t n = 0;
	ssize_t got;
	while ((got = helper_read(h, p + n, room - 1 - n)) > 0)
		n += (size_t)got;
	assert_int_equal(got, 0);
	p[n] = '\0';
	return n;
}

static void assert_says(const char *part, const char *table, const char *want)
{
	char said[4096];
	int code;
	struct helper h = begin(part, table);
	read_all(&h, said, sizeof said);
	assert_string_equal(said, want);
	assert_int_equal(helper_wait(&h, &code), HELPER_WELL);
}

static void assert_ends(const char *part, const char *table, enum helper_end want, int want_code)
{
	char p[16];
	int code = -1;
	struct helper h = begin(part, table);
	assert_int_equal(read_all(&h, p, sizeof p), 0);
	assert_int_equal(helper_wait(&h, &code), want);
	assert_int_equal(code, want_code);
	assert_int_equal(h.pid, 0);
}

/* --- how it ends ------------------------------------------------------------------------------------------------- */

static void each_end_is_told(void **state)
{
	(void)state;
	assert_ends("well", NULL, HELPER_WELL, 0);
	assert_ends("badly", NULL, HELPER_BADLY, 7);
	assert_ends("signal", "11", HELPER_KILLED, SIGSEGV);
	assert_ends("signal", "9", HELPER_KILLED, SIGKILL);
	assert_ends("signal", "31", HELPER_KILLED, SIGSYS);
}

static void other_programs(void **state)
{
	(void)state;
	struct helper h;
	char p[16];
	int code, input = open("/dev/null", O_RDONLY);
	assert_true(helper_start(&h, "/bin/true", "x", NULL, input));
	assert_int_equal(read_all(&h, p, sizeof p), 0);
	assert_int_equal(helper_wait(&h, NULL), HELPER_WELL);
	assert_true(helper_start(&h, "/bin/false", "x", NULL, input));
	assert_int_equal(helper_wait(&h, &code), HELPER_BADLY);
	assert_int_equal(code, 1);
	assert_int_equal(close(input), 0);
}

static void what_cannot_be_started(void **state)
{
	(void)state;
	struct helper h;
	int input = open("/dev/null", O_RDONLY), code;
	assert_false(helper_start(&h, "/nowhere/phaseout-read", "x", NULL, input));
	assert_int_equal(h.error, ENOENT);
	assert_false(helper_start(&h, "/etc/passwd", "x", NULL, input));
	assert_int_equal(h.error, EACCES);
	assert_false(helper_start(&h, "/", "x", NULL, input));
	assert_int_equal(h.error, EACCES);
	assert_false(helper_start(&h, MYSELF, "well", NULL, -1));
	assert_int_equal(h.error, EBADF);
	assert_false(helper_start(&h, MYSELF, "well", NULL, 9999));
	assert_int_equal(h.error, EBADF);
	assert_int_equal(h.pid, 0);
	assert_int_equal(helper_wait(&h, &code), HELPER_UNKNOWN);
	assert_int_equal(helper_read(&h, (char[1]){0}, 1), -1);
	helper_stop(&h);
	helper_stop(&h);
	assert_int_equal(close(input), 0);
}

static void no_descriptor_left_for_it(void **state)
{
	(void)state;
	struct helper h;
	struct rlimit old, few;
	int input = open("/dev/null", O_RDONLY);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	for (rlim_t room = (rlim_t)input + 1; room < (rlim_t)input + 4; room++) { /* /dev/null, the spill or the pipe finds none */
		few = (struct rlimit){room, old.rlim_max};
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
		assert_false(helper_start(&h, MYSELF, "well", NULL, input));
		assert_int_equal(h.error, EMFILE);
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	}
	assert_int_equal(close(input), 0);
}

/* --- what it is given -------------------------------------------------------------------------------------------- */

static bool given_no_more(void)
{
	char said[4096];
	struct helper h;
	size_t lines = 0;
	int kept = dup2(1, 77), another = dup2(1, 200); /* the host program's, without close-on-exec */
	int input = open("/dev/zero", O_RDONLY);
	assert_true(helper_start(&h, MYSELF, "descriptors", NULL, input));
	close(kept);
	close(another);
	close(input);
	read_all(&h, said, sizeof said);
	for (const char *c = said; *c; c++)
		lines += *c == '\n';
	return helper_wait(&h, NULL) == HELPER_WELL && lines == 5 && strstr(said, "0 /dev/null\n") && strstr(said, "1 pipe:") &&
	       strstr(said, "2 /dev/null\n") && strstr(said, "3 /dev/zero\n") && strstr(said, "(deleted)\n"); /* 4 */
}

static void only_its_descriptors(void **state)
{
	(void)state;
	assert_true(given_no_more());
}

static void also_on_an_older_kernel(void **state)
{
	(void)state;
	int how;
	pid_t pid = fork();
	if (pid == 0) {
		refuse_call(SYS_close_range, 0, 0, 0, ENOSYS);
		_exit(given_no_more() ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_int_equal(how, 0);
}

static void no_environment(void **state)
{
	(void)state;
	assert_int_equal(setenv("PHASEOUT_TEST", "seen", 1), 0);
	assert_says("environment", NULL, "argument environment\n");
	assert_says("environment", "名单 1", "argument environment\nargument 名单 1\n");
	assert_says("environment", "", "argument environment\nargument \n");
	assert_int_equal(unsetenv("PHASEOUT_TEST"), 0);
}

static void caught(int signal)
{
	(void)signal;
}

static void signals_are_reset_there_and_kept_here(void **state)
{
	(void)state;
	sigset_t block, mask;
	struct sigaction catch = {.sa_handler = caught}, now;
	sigemptyset(&block);
	sigaddset(&block, SIGTERM);
	assert_int_equal(sigprocmask(SIG_BLOCK, &block, &mask), 0);
	assert_ptr_not_equal(signal(SIGPIPE, SIG_IGN), SIG_ERR);
	assert_int_equal(sigaction(SIGUSR1, &catch, NULL), 0);
	assert_says("signals", NULL, "SigBlk 0\nSigIgn 0\n");
	assert_ptr_equal(signal(SIGPIPE, SIG_DFL), SIG_IGN);
	assert_int_equal(sigaction(SIGUSR1, NULL, &now), 0);
	assert_ptr_equal(now.sa_handler, caught);
	assert_ptr_not_equal(signal(SIGUSR1, SIG_DFL), SIG_ERR);
	assert_int_equal(sigprocmask(SIG_SETMASK, &mask, &block), 0);
	assert_true(sigismember(&block, SIGTERM));
	assert_false(sigismember(&block, SIGINT));
}

static void input_and_spill(void **state)
{
	(void)state;
	char said[64];
	struct helper h;
	int input = spill_open();
	assert_int_equal(write(input, "转炉,30吨", 12), 12);
	assert_int_equal(lseek(input, 0, SEEK_SET), 0);
	assert_true(helper_start(&h, MYSELF, "copy", NULL, input));
	close(input);
	assert_int_equal(read_all(&h, said, sizeof said), 12);
	assert_memory_equal(said, "转炉,30吨", 12);
	assert_int_equal(helper_wait(&h, NULL), HELPER_WELL);
}

/* A host program may have closed the standard descriptors: then the pipe and the input are among them. */
static void low_descriptors_are_no_trouble(void **state)
{
	(void)state;
	pid_t pid = fork();
	if (pid == 0) {
		char said[64] = "";
		struct helper h;
		for (int fd = 0; fd < 8; fd++)
			close(fd);
		int input = open("/proc/sys/kernel/ostype", O_RDONLY); /* descriptor 0 */
		bool good = input == 0 && helper_start(&h, MYSELF, "copy", NULL, input);
		ssize_t got = good ? helper_read(&h, said, sizeof said) : -1;
		_exit(got == 6 && memcmp(said, "Linux\n", 6) == 0 && helper_wait(&h, NULL) == HELPER_WELL ? 0 : 1);
	}
	int how;
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_int_equal(how, 0);
}

/* --- reading and stopping ---------------------------------------------------------------------------------------- */

static void much_is_read_to_the_end(void **state)
{
	(void)state;
	static char p[1 << 16];
	struct helper h = begin("huge", NULL);
	size_t n = 0;
	ssize_t got;
	while ((got = helper_read(&h, p, sizeof p)) > 0)
		n += (size_t)got;
	assert_int_equal(got, 0);
	assert_int_equal(n, HUGE_BYTES);
	assert_int_equal(helper_wait(&h, NULL), HELPER_WELL);
}

static void stopped_in_the_middle(void **state)
{
	(void)state;
	char p[100];
	struct helper h = begin("huge", NULL);
	pid_t pid = h.pid;
	assert_int_equal(helper_read(&h, p, sizeof p), sizeof p);
	helper_stop(&h);
	assert_int_equal(h.pid, 0);
	assert_int_equal(kill(pid, 0), -1);
	assert_int_equal(errno, ESRCH);
	h = begin("waits", NULL);
	helper_stop(&h);
	helper_stop(&h);
}

/* Nobody reads on: it is ended by the broken pipe, which is not our end. */
static void waited_for_in_the_middle(void **state)
{
	(void)state;
	int code;
	struct helper h = begin("huge", NULL);
	assert_int_equal(helper_wait(&h, &code), HELPER_KILLED);
	assert_int_equal(code, SIGPIPE);
}

static void one_that_never_ends_is_killed(void **state)
{
	(void)state;
	assert_ends("closes", NULL, HELPER_KILLED, SIGKILL);
}

static void one_that_is_silent_is_given_up(void **state)
{
	(void)state;
	char p[1];
	struct helper h = begin("waits", NULL);
	assert_int_equal(h.patience, 3600);
	h.patience = 1;
	assert_int_equal(helper_read(&h, p, 1), -1);
	assert_int_equal(h.error, ETIMEDOUT);
	helper_stop(&h);
}

static void interrupted_all_the_time(void **state)
{
	(void)state;
	struct sigaction old, catch = {.sa_handler = caught}; /* without SA_RESTART */
	struct itimerval often = {{0, 500}, {0, 500}}, never = {{0, 0}, {0, 0}};
	char said[64];
	int code;
	assert_int_equal(sigaction(SIGALRM, &catch, &old), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
	struct helper h = begin("slow", NULL);
	assert_int_equal(read_all(&h, said, sizeof said), 20);
	assert_int_equal(helper_wait(&h, &code), HELPER_WELL);
	h = begin("waits", NULL);
	helper_stop(&h);
	assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
	assert_int_equal(sigaction(SIGALRM, &old, NULL), 0);
}

static void a_host_that_ignores_its_children(void **state)
{
	(void)state;
	char said[64];
	int code;
	assert_ptr_not_equal(signal(SIGCHLD, SIG_IGN), SIG_ERR);
	struct helper h = begin("slow", NULL);
	assert_int_equal(read_all(&h, said, sizeof said), 20);
	assert_int_equal(helper_wait(&h, &code), HELPER_UNKNOWN);
	assert_int_equal(code, ECHILD);
	h = begin("waits", NULL);
	helper_stop(&h);
	assert_ptr_equal(signal(SIGCHLD, SIG_DFL), SIG_IGN);
}

/*
 * It waits for nothing and writes nothing: only the death of its parent can end it. That it has ended shows in the
 * pipe that only it holds.
 */
static void it_dies_with_its_parent(void **state)
{
	(void)state;
	int ends[2], how;
	char p[1];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t parent = fork();
	if (parent == 0) {
		struct helper h;
		if (!helper_start(&h, MYSELF, "waits", NULL, ends[1]))
			_exit(1);
		raise(SIGKILL);
	}
	close(ends[1]);
	assert_int_equal(waitpid(parent, &how, 0), parent);
	assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
	alarm(30);
	assert_int_equal(read(ends[0], p, 1), 0);
	alarm(0);
	close(ends[0]);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return play(argv);
#define TEST(name) cmocka_unit_test_setup_teardown(name, before, after)
	const struct CMUnitTest tests[] = {
		TEST(each_end_is_told),
		TEST(other_programs),
		TEST(what_cannot_be_started),
		TEST(no_descriptor_left_for_it),
		TEST(only_its_descriptors),
		TEST(also_on_an_older_kernel),
		TEST(no_environment),
		TEST(signals_are_reset_there_and_kept_here),
		TEST(input_and_spill),
		TEST(low_descriptors_are_no_trouble),
		TEST(much_is_read_to_the_end),
		TEST(stopped_in_the_middle),
		TEST(waited_for_in_the_middle),
		TEST(one_that_never_ends_is_killed),
		TEST(one_that_is_silent_is_given_up),
		TEST(interrupted_all_the_time),
		TEST(a_host_that_ignores_its_children),
		TEST(it_dies_with_its_parent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
