/*
 * The sandbox of the helper process. Each attempt is made by a child that has entered it, or one part of it, and
 * shows in how the child ends: what is reported as held is proven here. Parts that this kernel, or this build, lacks
 * are skipped and said.
 */
#include "unit.h"
#include "old_kernel.h"

#include "base/limits.h"
#include "read/converters.h"
#include "read/landlock.h"
#include "read/sandbox.h"
#include "read/sanitized.h"
#include "read/seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <linux/futex.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOT_HELD = 200, WORKED = 0, TRAPPED = -SIGSYS };
enum { INPUT = 3, SPILL = 4, OTHER = 5 };
#define ELSEWHERE "/etc/passwd"
#define INPUT_PATH "/proc/self/fd/3"
#define NEW_FILE "new"

/* --- attempts: what the child does once it is held; 0 or an errno. Where they are not held, none does harm ----------- */

static int result(long r)
{
	return r >= 0 ? WORKED : errno;
}

#define ATTEMPT(name, expression) \
	static int name(void) { return result((long)(expression)); }

static char bytes[16];
static struct sockaddr_in nowhere = {.sin_family = AF_INET};

ATTEMPT(reads, read(INPUT, bytes, 4))
ATTEMPT(preads, pread(INPUT, bytes, 4, 0))
ATTEMPT(seeks, lseek(INPUT, 0, SEEK_SET))
ATTEMPT(asks_size, fstat(INPUT, &(struct stat){0}))
ATTEMPT(writes_pipe, write(1, "x", 1))
ATTEMPT(writes_error, write(2, "x", 1))
ATTEMPT(writes_spill, write(SPILL, "x", 1))
ATTEMPT(pwrites_spill, pwrite(SPILL, "x", 1, 100))
ATTEMPT(cuts_spill, ftruncate(SPILL, 3))
ATTEMPT(writes_input, write(INPUT, "x", 1))
ATTEMPT(pwrites_input, pwrite(INPUT, "x", 1, 0))
ATTEMPT(cuts_input, ftruncate(INPUT, 0))
ATTEMPT(writes_other, write(OTHER, "x", 1))
ATTEMPT(writes_input_by_half, syscall(SYS_write, 0x100000000UL | INPUT, "x", 1)) /* the kernel looks at the lower half */
ATTEMPT(copies, dup(INPUT))
ATTEMPT(copies_onto_spill, dup2(INPUT, SPILL))
ATTEMPT(maps, mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, INPUT, 0) == MAP_FAILED ? -1 : 0)
ATTEMPT(maps_code, mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0)
ATTEMPT(makes_code, mprotect(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 4096, PROT_READ | PROT_EXEC))
ATTEMPT(opens_input, open(INPUT_PATH, O_RDONLY | O_CLOEXEC))
ATTEMPT(opens_input_to_write, open(INPUT_PATH, O_RDWR))
ATTEMPT(opens_spill, open("/proc/self/fd/4", O_RDONLY))
ATTEMPT(opens_elsewhere, open(ELSEWHERE, O_RDONLY))
ATTEMPT(opens_elsewhere_oldly, syscall(
#ifdef SYS_open
	SYS_open, ELSEWHERE, O_RDONLY
#else
	SYS_openat, AT_FDCWD, ELSEWHERE, O_RDONLY
#endif
	))
ATTEMPT(opens_by_openat2, syscall(437, AT_FDCWD, ELSEWHERE, (uint64_t[3]){0}, 24))
ATTEMPT(opens_folder, open("/", O_RDONLY | O_DIRECTORY))
ATTEMPT(opens_to_write, open("/dev/null", O_WRONLY))
ATTEMPT(creates, open(NEW_FILE, O_WRONLY | O_CREAT, 0600))
ATTEMPT(creates_to_read, open(NEW_FILE, O_RDONLY | O_CREAT, 0600))
ATTEMPT(truncates, truncate(NEW_FILE, 0))
ATTEMPT(makes_folder, mkdir(NEW_FILE, 0700))
ATTEMPT(removes, unlink(NEW_FILE))
ATTEMPT(renames, rename(NEW_FILE, NEW_FILE ".2"))
ATTEMPT(links, link(NEW_FILE, NEW_FILE ".2"))
ATTEMPT(points, symlink(NEW_FILE, NEW_FILE ".2"))
ATTEMPT(looks, access(ELSEWHERE, R_OK))
ATTEMPT(looks_closer, stat(ELSEWHERE, &(struct stat){0}))
ATTEMPT(leaves_folder, chdir("/"))
ATTEMPT(changes_mode, fchmod(INPUT, 0777))
ATTEMPT(makes_pipe, pipe((int[2]){0, 0}))
ATTEMPT(makes_memfd, memfd_create("x", 0))
ATTEMPT(makes_socket, socket(AF_INET, SOCK_STREAM, 0))
ATTEMPT(makes_pair, socketpair(AF_UNIX, SOCK_STREAM, 0, (int[2]){0, 0}))
ATTEMPT(connects, connect(OTHER, (struct sockaddr *)&nowhere, sizeof nowhere))
ATTEMPT(forks, fork())
ATTEMPT(starts_thread, syscall(SYS_clone, 0, 0, 0, 0, 0))
ATTEMPT(starts_thread_newly, syscall(435, (uint64_t[11]){0}, 88)) /* clone3 */
ATTEMPT(becomes, execl("/bin/true", "true", (char *)NULL))
ATTEMPT(traces, ptrace(PTRACE_SEIZE, getppid(), NULL, NULL))
ATTEMPT(is_traced, ptrace(PTRACE_TRACEME, 0, NULL, NULL))
ATTEMPT(signals_parent, syscall(SYS_kill, getppid(), 0))
ATTEMPT(signals_first, syscall(SYS_kill, 1, 0))
ATTEMPT(signals_thread, syscall(SYS_tgkill, 1, 1, 0))
ATTEMPT(reads_memory, syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0))
ATTEMPT(changes_process, prctl(PR_SET_DUMPABLE, 1, 0, 0, 0))
ATTEMPT(changes_user, syscall(SYS_setuid, 65534))
ATTEMPT(changes_limits, setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}))
ATTEMPT(changes_flags, fcntl(INPUT, F_SETFL, O_APPEND))
ATTEMPT(asks_flags, fcntl(INPUT, F_GETFL))
ATTEMPT(copies_by_fcntl, fcntl(INPUT, F_DUPFD_CLOEXEC, 10))
ATTEMPT(asks_terminal, isatty(1) ? 0 : -1)
ATTEMPT(fakes_input, ioctl(0, TIOCSTI, "x"))
ATTEMPT(sleeps, nanosleep(&(struct timespec){0, 1}, NULL))
ATTEMPT(unshares, syscall(SYS_unshare, 0))
ATTEMPT(uses_io_uring, syscall(425, 1, NULL))
ATTEMPT(uses_bpf, syscall(SYS_bpf, 0, NULL, 0))
ATTEMPT(uses_userfaultfd, syscall(SYS_userfaultfd, 0))
ATTEMPT(uses_keys, syscall(SYS_keyctl, 0, 0, 0, 0, 0))
ATTEMPT(calls_beyond, syscall(100000))
ATTEMPT(is_random, syscall(SYS_getrandom, bytes, sizeof bytes, 0))
ATTEMPT(knows_time, syscall(SYS_clock_gettime, CLOCK_REALTIME, &(struct timespec){0, 0}))
ATTEMPT(wakes, syscall(SYS_futex, &(int){0}, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0))

#ifdef __x86_64__
ATTEMPT(calls_x32, syscall(0x40000000 | SYS_getpid))
/* Number 39 is mkdir there, and getpid, which is allowed, here. */
static int calls_32_bit(void)
{
	long r = 39;
	__asm__ volatile("int $0x80" : "+a"(r) : "b"(0) : "memory", "r8", "r9", "r10", "r11");
	return (int)-r;
}
#endif

static int by_value(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

/* What libraries do without asking anybody. */
static int uses_libc(void)
{
	enum { MANY = 2 << 20 };
	int *much = malloc(MANY * sizeof *much);
	char text[64];
	time_t day = 86400;
	if (!much)
		return ENOMEM;
	for (int i = 0; i < MANY; i++)
		much[i] = (int)((unsigned)i * 7919U % MANY);
	qsort(much, MANY, sizeof *much, by_value);
	bool sorted = much[0] <= much[1];
	much = realloc(much, 8);
	free(much);
	FILE *none = fopen(ELSEWHERE, "r"), *spill = fdopen(SPILL, "w+b");
	if (none || !spill || !sorted)
		return ERANGE;
	if (fputs("spilled", spill) < 0 || fflush(spill) != 0 || fseek(spill, 0, SEEK_SET) != 0 || !fgets(text, sizeof text, spill))
		return EIO;
	struct tm *tm = localtime(&day);
	return snprintf(text, sizeof text, "%g %d", 0.5, tm->tm_year) == 6 && time(NULL) > 0 ? WORKED : EINVAL;
}

static int aborts(void)
{
	abort();
}

/* --- children ----------------------------------------------------------------------------------------------------- */

enum part { OUTSIDE, WHOLE, ONLY_LANDLOCK, ONLY_SECCOMP };

static bool enter(enum part part)
{
	unsigned want = SANITIZED ? SANDBOX_NO_PRIVS | SANDBOX_LANDLOCK : SANDBOX_LIMITS | SANDBOX_NO_PRIVS | SANDBOX_LANDLOCK | SANDBOX_SECCOMP;
	if (part == OUTSIDE)
		return true;
	if (part == WHOLE)
		return (sandbox_enter() & want) == want;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return false;
	return part == ONLY_LANDLOCK ? landlock_enter() : !SANITIZED && seccomp_enter();
}

/*
 * As helper_start leaves it, but that the input may be written as far as its descriptor is concerned, and that one
 * more (a socket) is open.
 */
static void take_descriptors(void)
{
	int pipe_ends[2];
	FILE *input = tmpfile(), *spill = tmpfile();
	fputs("12345678", input);
	fflush(input);
	int sock = socket(AF_INET, SOCK_STREAM, 0);
	int null = open("/dev/null", O_RDWR);
	if (pipe(pipe_ends) != 0)
		_exit(99);
	const int from[] = {null, pipe_ends[1], null, fileno(input), fileno(spill), sock};
	int high[6];
	for (int i = 0; i < 6; i++)
		high[i] = fcntl(from[i], F_DUPFD, 20);
	for (int i = 0; i < 6; i++)
		dup2(high[i], i);
	lseek(INPUT, 0, SEEK_SET);
	for (int i = 6; i < 64; i++)
		if (i != pipe_ends[0])
			close(i);
	if (pipe_ends[0] < 6) /* somebody must read, or SIGPIPE comes */
		_exit(98);
}

/* How a child that is held ends: an errno (0: it worked), -signal, or NOT_HELD. */
static int try(enum part part, int (*attempt)(void))
{
	int how;
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct rlimit none = {0, 0};
		setrlimit(RLIMIT_CORE, &none);
		signal(SIGABRT, SIG_DFL);
		take_descriptors();
		_exit(enter(part) ? attempt() : NOT_HELD);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFSIGNALED(how) ? -WTERMSIG(how) : WEXITSTATUS(how);
}

static int nothing(void)
{
	return WORKED;
}

static bool held(enum part part, const char *what)
{
	bool is = try(part, nothing) == WORKED;
	if (!is)
		print_message("skipped: this %s has no %s\n", SANITIZED ? "build" : "kernel", what);
	return is;
}

struct expectation {
	const char *name;
	int (*attempt)(void);
	int want;
};
#define E(attempt, want) {#attempt, attempt, want}

static void check_all(enum part part, const struct expectation *e, size_t n)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		int got = try(part, e[i].attempt);
		if (got != e[i].want) {
			print_error("%s: ends with %d, not %d\n", e[i].name, got, e[i].want);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

#define CHECK(part, ...)                                                   \
	do {                                                               \
		static const struct expectation all[] = {__VA_ARGS__};     \
		check_all(part, all, sizeof all / sizeof *all);            \
	} while (0)

/* --- the parts ---------------------------------------------------------------------------------------------------- */

/* Without the sandbox the attempts do what they say: else their failing would prove nothing. */
static void attempts_work_outside(void **state)
{
	(void)state;
	static int (*const all[])(void) = {writes_input,  pwrites_input,  cuts_input,    copies_onto_spill, maps_code, makes_code,
					   opens_elsewhere, opens_elsewhere_oldly, opens_by_openat2, opens_folder, opens_to_write, opens_spill, looks, looks_closer,
					   makes_pipe,    makes_socket,   makes_pair,    signals_parent,    is_traced, becomes, sleeps,
					   changes_flags, makes_memfd,    changes_process, changes_mode};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (try(OUTSIDE, all[i]) != WORKED)
			fail_msg("attempt %zu does not work at all", i);
}

static void landlock_alone(void **state)
{
	(void)state;
	if (!held(ONLY_LANDLOCK, "Landlock"))
		return;
	CHECK(ONLY_LANDLOCK, E(opens_elsewhere, EACCES), E(opens_elsewhere_oldly, EACCES), E(opens_by_openat2, EACCES), E(opens_folder, EACCES),
	      E(opens_to_write, EACCES), E(creates, EACCES), E(creates_to_read, EACCES), E(makes_folder, EACCES), E(points, EACCES), E(opens_input, EACCES),
	      E(opens_spill, EACCES), E(becomes, EACCES), E(reads, WORKED), E(writes_spill, WORKED), E(uses_libc, WORKED), E(aborts, -SIGABRT));
}

/* What later kernels' Landlock adds. */
static void landlock_of_today(void **state)
{
	(void)state;
	long version = syscall(444, NULL, 0, 1);
	print_message("this kernel's Landlock is of version %ld\n", version);
	if (version >= 4)
		CHECK(ONLY_LANDLOCK, E(connects, EACCES));
	if (version >= 6)
		CHECK(ONLY_LANDLOCK, E(signals_parent, EPERM));
}

static void seccomp_alone(void **state)
{
	(void)state;
	if (!held(ONLY_SECCOMP, "seccomp"))
		return;
	CHECK(ONLY_SECCOMP, E(writes_input, TRAPPED), E(pwrites_input, TRAPPED), E(cuts_input, TRAPPED), E(writes_other, TRAPPED),
	      E(writes_input_by_half, TRAPPED), E(copies_onto_spill, TRAPPED), E(maps_code, TRAPPED), E(makes_code, TRAPPED),
	      E(opens_input_to_write, TRAPPED), E(opens_by_openat2, TRAPPED), E(opens_folder, EACCES), E(opens_to_write, TRAPPED), E(creates, TRAPPED),
	      E(creates_to_read, TRAPPED), E(truncates, TRAPPED), E(makes_folder, TRAPPED), E(removes, TRAPPED), E(renames, TRAPPED),
	      E(links, TRAPPED), E(points, TRAPPED), E(leaves_folder, TRAPPED), E(changes_mode, TRAPPED), E(makes_pipe, TRAPPED),
	      E(makes_memfd, TRAPPED), E(makes_socket, TRAPPED), E(makes_pair, TRAPPED), E(connects, TRAPPED), E(forks, TRAPPED),
	      E(starts_thread, TRAPPED), E(starts_thread_newly, TRAPPED), E(becomes, TRAPPED), E(traces, TRAPPED), E(is_traced, TRAPPED),
	      E(signals_parent, TRAPPED), E(signals_first, TRAPPED), E(signals_thread, TRAPPED), E(reads_memory, TRAPPED), E(changes_process, TRAPPED),
	      E(changes_user, TRAPPED), E(changes_limits, TRAPPED), E(changes_flags, TRAPPED), E(sleeps, TRAPPED), E(unshares, TRAPPED),
	      E(uses_io_uring, TRAPPED), E(uses_bpf, TRAPPED), E(uses_userfaultfd, TRAPPED), E(uses_keys, TRAPPED), E(calls_beyond, TRAPPED),
	      E(opens_elsewhere, EACCES), E(opens_elsewhere_oldly, EACCES), E(opens_input, EACCES), E(opens_spill, EACCES), E(looks, EACCES),
	      E(looks_closer, EACCES), E(asks_terminal, ENOTTY), E(fakes_input, ENOTTY));
#ifdef __x86_64__
	CHECK(ONLY_SECCOMP, E(calls_x32, TRAPPED));
	if (try(OUTSIDE, calls_32_bit) == EFAULT)
		CHECK(ONLY_SECCOMP, E(calls_32_bit, TRAPPED));
	else
		print_message("skipped: this kernel has no 32-bit calls\n");
#endif
}

static void reading_goes_on(void **state)
{
	(void)state;
	if (!held(WHOLE, "whole sandbox"))
		return;
	CHECK(WHOLE, E(reads, WORKED), E(preads, WORKED), E(seeks, WORKED), E(asks_size, WORKED), E(writes_pipe, WORKED),
	      E(writes_error, WORKED), E(writes_spill, WORKED), E(pwrites_spill, WORKED), E(cuts_spill, WORKED), E(copies, WORKED),
	      E(maps, WORKED), E(asks_flags, WORKED), E(copies_by_fcntl, WORKED), E(is_random, WORKED), E(knows_time, WORKED),
	      E(wakes, WORKED), E(uses_libc, WORKED), E(aborts, -SIGABRT), E(opens_input, EACCES), E(opens_elsewhere, EACCES));
	if (!SANITIZED)
		CHECK(WHOLE, E(forks, TRAPPED), E(becomes, TRAPPED), E(makes_socket, TRAPPED), E(creates, TRAPPED), E(maps_code, TRAPPED));
}

/* "中文" out of GBK by a converter that is opened inside. */
static int converts(const char *name)
{
	char gbk[] = "\xd6\xd0\xce\xc4", utf8[16] = "", *from = gbk, *to = utf8;
	size_t left = 4, room = sizeof utf8;
	iconv_t c = iconv_open("UTF-8", name);
	if (c == (iconv_t)-1)
		return errno;
	iconv(c, &from, &left, &to, &room);
	iconv_close(c);
	return strcmp(utf8, "中文") == 0 ? WORKED : EILSEQ;
}

static int converts_gb18030(void)
{
	return converts("GB18030");
}

static int enter_with_gbk(void)
{
	static const char *const names[] = {"CP936", "no-such-page", NULL};
	converters_keep(names);
	return sandbox_enter() & SANDBOX_NO_PRIVS ? WORKED : NOT_HELD;
}

static int converts_kept(void)
{
	return enter_with_gbk() + converts("CP936") + converts("CP936");
}

static int converts_other(void)
{
	return enter_with_gbk() + converts("GB18030");
}

/* Converters that are kept are found again, however often; another one is refused and no more. */
static void converters_that_are_kept(void **state)
{
	(void)state;
	CHECK(OUTSIDE, E(converts_gb18030, WORKED), E(converts_kept, WORKED));
	if (held(WHOLE, "whole sandbox")) {
		CHECK(WHOLE, E(converts_gb18030, EINVAL));
		CHECK(OUTSIDE, E(converts_other, EINVAL));
	}
}

/* --- limits, on both sides ---------------------------------------------------------------------------------------- */

static int takes(size_t mib)
{
	char *p = malloc(mib << 20);
	if (!p)
		return ENOMEM;
	for (size_t i = 0; i < mib << 20; i += 4096)
		p[i] = 1;
	free(p);
	return WORKED;
}

static int takes_what_it_may(void)
{
	return takes(LIMIT_HELPER_MIB - 8); /* what the program holds already counts */
}

static int takes_more(void)
{
	return takes(LIMIT_HELPER_MIB + 1);
}

static int takes_more_bit_by_bit(void)
{
	for (int mib = 0; mib <= LIMIT_HELPER_MIB; mib++)
		if (!malloc(1 << 20))
			return mib > LIMIT_HELPER_MIB - 8 ? ENOMEM : EINVAL;
	return WORKED;
}

static int takes_more_shared(void)
{
	return mmap(NULL, (size_t)(LIMIT_HELPER_MIB + 8) << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : WORKED;
}

ATTEMPT(fills_spill, pwrite(SPILL, "x", 1, ((off_t)LIMIT_SPILL_MIB << 20) - 1))
ATTEMPT(overfills_spill, pwrite(SPILL, "x", 1, (off_t)LIMIT_SPILL_MIB << 20))

static int opens_many(void)
{
	int n = 0;
	while (dup(INPUT) >= 0)
		n++;
	return errno == EMFILE && n <= 16 ? WORKED : EINVAL;
}

static void as_much_as_it_may(void **state)
{
	(void)state;
	if (held(WHOLE, "whole sandbox")) {
		CHECK(WHOLE, E(fills_spill, WORKED), E(overfills_spill, -SIGXFSZ), E(opens_many, WORKED));
		if (!SANITIZED)
			CHECK(WHOLE, E(takes_what_it_may, WORKED), E(takes_more, ENOMEM), E(takes_more_bit_by_bit, ENOMEM), E(takes_more_shared, ENOMEM));
	}
}

/* --- seen from outside -------------------------------------------------------------------------------------------- */

/* A child that has entered and waits in a read; *held is what it reported. */
static pid_t start_waiting(int ends[2], unsigned *held_by)
{
	int report[2];
	unsigned char bits;
	assert_int_equal(pipe(ends) | pipe(report), 0);
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[1]);
		dup2(report[1], 1);
		prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
		bits = (unsigned char)sandbox_enter();
		if (write(1, &bits, 1) != 1)
			_exit(1);
		_exit(read(ends[0], &bits, 1) == 0 ? 0 : 1);
	}
	close(ends[0]);
	close(report[1]);
	assert_int_equal(read(report[0], &bits, 1), 1);
	close(report[0]);
	*held_by = bits;
	return pid;
}

static long status_of(pid_t pid, const char *key)
{
	char path[64], line[256];
	long value = -1;
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		if (strncmp(line, key, strlen(key)) == 0)
			value = strtol(line + strlen(key), NULL, 10);
	fclose(f);
	return value;
}

static void assert_limit(pid_t pid, int what, rlim_t most)
{
	struct rlimit now;
	assert_int_equal(prlimit(pid, (enum __rlimit_resource)what, NULL, &now), 0);
	assert_true(now.rlim_cur <= most);
	assert_true(now.rlim_max <= most + 5);
}

static void bits_tell_the_truth(void **state)
{
	(void)state;
	int ends[2], how;
	unsigned bits;
	pid_t pid = start_waiting(ends, &bits);
	print_message("held by:%s%s%s%s\n", bits & SANDBOX_LIMITS ? " limits" : "", bits & SANDBOX_NO_PRIVS ? " no_new_privs" : "",
		      bits & SANDBOX_LANDLOCK ? " Landlock" : "", bits & SANDBOX_SECCOMP ? " seccomp" : "");
	assert_int_equal(status_of(pid, "NoNewPrivs:"), (bits & SANDBOX_NO_PRIVS) != 0);
	assert_int_equal(status_of(pid, "Seccomp:"), bits & SANDBOX_SECCOMP ? 2 : 0);
	assert_int_equal(!(bits & SANDBOX_LANDLOCK), try(ONLY_LANDLOCK, opens_elsewhere) != EACCES);
	assert_limit(pid, RLIMIT_CPU, LIMIT_HELPER_SECONDS);
	assert_limit(pid, RLIMIT_CORE, 0);
	assert_limit(pid, RLIMIT_NPROC, 0);
	assert_limit(pid, RLIMIT_NOFILE, 16);
	assert_limit(pid, RLIMIT_FSIZE, (rlim_t)LIMIT_SPILL_MIB << 20);
	assert_limit(pid, RLIMIT_STACK, 8 << 20);
	if (bits & SANDBOX_LIMITS) {
		assert_limit(pid, RLIMIT_DATA, (rlim_t)LIMIT_HELPER_MIB << 20);
		assert_limit(pid, RLIMIT_AS, (rlim_t)(LIMIT_HELPER_MIB + 256) << 20);
	}
	assert_int_equal((bits & SANDBOX_LIMITS) != 0, !SANITIZED);
	close(ends[1]);
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_int_equal(how, 0);
}

static int bits_without_landlock(void)
{
	refuse_call(444, 0, 0, 0, ENOSYS); /* landlock_create_ruleset */
	return (int)sandbox_enter();
}

/* Built in, but switched off. */
static int bits_with_landlock_off(void)
{
	refuse_call(444, 0, 0, 0, EOPNOTSUPP);
	return (int)sandbox_enter();
}

static int bits_without_seccomp(void)
{
	refuse_call(SYS_prctl, 0, ~0U, PR_SET_SECCOMP, EINVAL);
	return (int)sandbox_enter();
}

static int bits_without_no_new_privs(void)
{
	refuse_call(SYS_prctl, 0, ~0U, PR_SET_NO_NEW_PRIVS, EINVAL);
	return (int)sandbox_enter();
}

static int bits_without_limits(void)
{
	refuse_call(SYS_prlimit64, 0, 0, 0, EPERM);
	return (int)sandbox_enter();
}

/* Each step that the kernel lacks is left out, and told; the others hold. */
static void what_is_lacking_is_told(void **state)
{
	(void)state;
	const int limits = SANITIZED ? 0 : SANDBOX_LIMITS, seccomp = SANITIZED ? 0 : SANDBOX_SECCOMP;
	if (!held(WHOLE, "whole sandbox"))
		return;
	assert_int_equal(try(OUTSIDE, bits_without_landlock), limits | SANDBOX_NO_PRIVS | seccomp);
	assert_int_equal(try(OUTSIDE, bits_with_landlock_off), limits | SANDBOX_NO_PRIVS | seccomp);
	assert_int_equal(try(OUTSIDE, bits_without_seccomp), limits | SANDBOX_NO_PRIVS | SANDBOX_LANDLOCK);
	assert_int_equal(try(OUTSIDE, bits_without_no_new_privs), limits);
	assert_int_equal(try(OUTSIDE, bits_without_limits), SANDBOX_NO_PRIVS | SANDBOX_LANDLOCK | seccomp);
}

/* Nobody of the same user may look into its memory: the files of /proc that would allow it belong to root. */
static void nobody_looks_into_it(void **state)
{
	(void)state;
	int ends[2], how;
	unsigned bits;
	struct stat st;
	char path[64];
	if (SANITIZED) {
		print_message("skipped: this build stays open to debuggers\n");
		return;
	}
	pid_t user = fork(); /* root's own would belong to root anyway */
	if (user == 0) {
		if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(1);
		pid_t pid = start_waiting(ends, &bits);
		snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
		bool hidden = stat(path, &st) == 0 && st.st_uid == 0;
		close(ends[1]);
		_exit(waitpid(pid, &how, 0) == pid && how == 0 && hidden ? 0 : 2);
	}
	assert_int_equal(waitpid(user, &how, 0), user);
	assert_int_equal(how, 0);
}

/* Its end shows in the pipe whose other end nobody else has. */
static void it_dies_with_its_parent(void **state)
{
	(void)state;
	int shows[2], how;
	char c;
	assert_int_equal(pipe(shows), 0);
	pid_t parent = fork();
	if (parent == 0) {
		int entered[2];
		if (pipe(entered) != 0)
			_exit(1);
		pid_t pid = fork();
		if (pid == 0) {
			sandbox_enter();
			close(entered[1]);
			syscall(SYS_futex, &(int){0}, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0); /* for ever */
			_exit(1);
		}
		close(entered[1]);
		_exit(read(entered[0], &c, 1) == 0 ? 0 : 2);
	}
	close(shows[1]);
	assert_int_equal(waitpid(parent, &how, 0), parent);
	assert_int_equal(how, 0);
	alarm(30);
	assert_int_equal(read(shows[0], &c, 1), 0);
	alarm(0);
	close(shows[0]);
}

static int enter_folder(void **state)
{
	static char folder[] = "/tmp/phaseout-sandbox-XXXXXX";
	*state = mkdtemp(folder);
	return *state && chdir(folder) == 0 ? 0 : -1;
}

/* Where an attempt went through that should not have, its traces are taken away all the same. */
static int leave_folder(void **state)
{
	static const char *const names[] = {NEW_FILE, NEW_FILE ".2"};
	for (size_t i = 0; i < 2; i++)
		if (unlink(names[i]) != 0)
			rmdir(names[i]);
	return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attempts_work_outside),
		cmocka_unit_test(landlock_alone),
		cmocka_unit_test(landlock_of_today),
		cmocka_unit_test(seccomp_alone),
		cmocka_unit_test(reading_goes_on),
		cmocka_unit_test(converters_that_are_kept),
		cmocka_unit_test(as_much_as_it_may),
		cmocka_unit_test(bits_tell_the_truth),
		cmocka_unit_test(what_is_lacking_is_told),
		cmocka_unit_test(nobody_looks_into_it),
		cmocka_unit_test(it_dies_with_its_parent),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
