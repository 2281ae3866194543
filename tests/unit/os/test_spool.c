/* Files without a name, and a pipe's bytes in one. */
#include "unit.h"
#include "old_kernel.h"

#include "os/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void nobody_else_finds_it(void **state)
{
	(void)state;
	char p[4];
	struct stat st;
	int fd = spill_open();
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_nlink, 0);
	assert_int_equal(st.st_size, 0);
	assert_int_equal(st.st_mode & 077, 0);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(write(fd, "abcd", 4), 4);
	assert_int_equal(pread(fd, p, 4, 0), 4);
	assert_memory_equal(p, "abcd", 4);
	assert_int_equal(close(fd), 0);
}

static void on_a_file_system_without_nameless_files(void **state)
{
	int how;
	pid_t pid = fork();
	if (pid == 0) {
		refuse_call(SYS_openat, 2, O_TMPFILE, O_TMPFILE, EOPNOTSUPP);
		nobody_else_finds_it(state);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_int_equal(how, 0);
}

struct seen {
	char p[256 * 1024];
	size_t n;
};

static void see(void *ctx, struct str bytes)
{
	struct seen *s = ctx;
	assert_true(s->n + bytes.n <= sizeof s->p);
	memcpy(s->p + s->n, bytes.p, bytes.n);
	s->n += bytes.n;
}

/* A process that writes n times 'x' + i into a pipe, in pieces that are no chunks of ours. */
static int pipe_of(size_t n, pid_t *writer)
{
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	*writer = fork();
	if (*writer == 0) {
		close(ends[0]);
		signal(SIGPIPE, SIG_DFL);
		for (size_t i = 0; i < n;) {
			char piece[777];
			size_t many = n - i < sizeof piece ? n - i : sizeof piece;
			for (size_t k = 0; k < many; k++)
				piece[k] = (char)((i + k) % 251);
			if (write(ends[1], piece, many) != (ssize_t)many)
				_exit(1);
			i += many;
		}
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

static void check_spool(size_t bytes, struct str head, uint64_t most, enum spool_status want)
{
	static struct seen seen;
	static char back[sizeof seen.p];
	int out, error;
	pid_t writer;
	int in = pipe_of(bytes, &writer);
	seen.n = 0;
	assert_int_equal(spool_open(&out, in, head, most, see, &seen, &error), want);
	close(in);
	assert_int_equal(waitpid(writer, NULL, 0), writer);
	if (want != SPOOL_OK) {
		assert_int_equal(out, -1);
		assert_true(seen.n <= most);
		return;
	}
	assert_int_equal(seen.n, head.n + bytes);
	assert_int_equal(read(out, back, sizeof back), seen.n); /* from where it stands: the start */
	assert_memory_equal(back, seen.p, seen.n);
	assert_memory_equal(back, head.p ? head.p : "", head.n);
	for (size_t i = 0; i < bytes; i++)
		assert_true((unsigned char)back[head.n + i] == i % 251);
	close(out);
}

static void whole_and_seen(void **state)
{
	(void)state;
	check_spool(0, STR_NONE, 0, SPOOL_OK);
	check_spool(0, STR("PK"), 2, SPOOL_OK);
	check_spool(1, STR_NONE, 1 << 20, SPOOL_OK);
	check_spool(200000, STR_NONE, 1 << 20, SPOOL_OK);
	check_spool(200000, STR("PK\3\4"), 1 << 20, SPOOL_OK);
}

static void the_limit_on_both_sides(void **state)
{
	(void)state;
	check_spool(200000, STR_NONE, 200000, SPOOL_OK);
	check_spool(200000, STR_NONE, 199999, SPOOL_TOO_LARGE);
	check_spool(199996, STR("PK\3\4"), 200000, SPOOL_OK);
	check_spool(199997, STR("PK\3\4"), 200000, SPOOL_TOO_LARGE);
	check_spool(0, STR("PK\3\4"), 3, SPOOL_TOO_LARGE);
}

static void what_cannot_be_read(void **state)
{
	(void)state;
	int out, error, folder = open("/", O_RDONLY);
	assert_int_equal(spool_open(&out, folder, STR("x"), 10, NULL, NULL, &error), SPOOL_UNREAD);
	assert_int_equal(error, EISDIR);
	assert_int_equal(out, -1);
	close(folder);
}

static void what_cannot_be_written(void **state)
{
	(void)state;
	struct rlimit old, small;
	int out, error, zero = open("/dev/zero", O_RDONLY);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = (struct rlimit){100000, old.rlim_max};
	assert_ptr_not_equal(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(spool_open(&out, zero, STR_NONE, 1 << 20, NULL, NULL, &error), SPOOL_UNWRITTEN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_ptr_not_equal(signal(SIGXFSZ, SIG_DFL), SIG_ERR);
	assert_int_equal(error, EFBIG);
	assert_int_equal(out, -1);
	close(zero);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_else_finds_it),
		cmocka_unit_test(on_a_file_system_without_nameless_files),
		cmocka_unit_test(whole_and_seen),
		cmocka_unit_test(the_limit_on_both_sides),
		cmocka_unit_test(what_cannot_be_read),
		cmocka_unit_test(what_cannot_be_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
