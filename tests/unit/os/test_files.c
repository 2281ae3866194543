/* Input, output and the day. Works in a folder of its own under /tmp. */
#include "unit.h"

#include "os/clock.h"
#include "os/folder.h"
#include "os/input.h"
#include "os/output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int enter(void **state)
{
	static char folder[] = "/tmp/phaseout-os-XXXXXX";
	*state = mkdtemp(folder);
	return *state && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void assert_file(const char *path, const char *want)
{
	struct arena a;
	struct str got;
	int error;
	arena_init(&a);
	assert_int_equal(file_read_whole(&got, &a, path, 1 << 20, &error), INPUT_OK);
	assert_str(got, want);
	arena_release(&a);
}

static size_t files_here(void)
{
	size_t n = 0;
	DIR *d = opendir(".");
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

/* --- input ----------------------------------------------------------------------------------------------------- */

static void what_cannot_be_opened(void **state)
{
	(void)state;
	struct input in;
	assert_int_equal(input_open(&in, "nowhere"), INPUT_MISSING);
	assert_int_equal(in.error, ENOENT);
	put("file", "x");
	assert_int_equal(input_open(&in, "file/below"), INPUT_MISSING);
	assert_int_equal(input_open(&in, "."), INPUT_DIRECTORY);
	assert_int_equal(in.error, EISDIR);
	assert_int_equal(in.fd, -1);
	if (geteuid() != 0) {
		assert_int_equal(chmod("file", 0), 0);
		assert_int_equal(input_open(&in, "file"), INPUT_FORBIDDEN);
	}
	assert_int_equal(unlink("file"), 0);
}

static void folders_are_listed(void **state)
{
	(void)state;
	struct arena a;
	struct folder_names names;
	int error;
	arena_init(&a);
	assert_int_equal(mkdir("packs", 0777) | mkdir("packs/b", 0777) | mkdir("packs/a", 0777) | mkdir("packs/empty", 0777) |
				 mkdir("packs/.hidden", 0777), 0);
	put("packs/b/pack.yaml", "x");
	put("packs/a/pack.yaml", "x");
	put("packs/.hidden/pack.yaml", "x");
	put("packs/pack.yaml", "x");
	assert_true(folder_list(&names, &a, "packs", "pack.yaml", &error));
	assert_int_equal(names.n, 2);
	assert_str(names.items[0], "a");
	assert_str(names.items[1], "b");
	assert_true(folder_list(&names, &a, "packs/a", "pack.yaml", &error));
	assert_int_equal(names.n, 0);
	assert_false(folder_list(&names, &a, "packs/nowhere", "pack.yaml", &error));
	assert_int_equal(error, ENOENT);
	assert_int_equal(system("rm -r packs"), 0); /* other tests count what lies in the folder */
	arena_release(&a);
}

static void read_and_rewound(void **state)
{
	(void)state;
	char p[8];
	struct input in;
	put("file", "12345678901");
	assert_int_equal(input_open(&in, "file"), INPUT_OK);
	assert_int_equal(input_read(&in, p, 8), 8);
	assert_int_equal(input_read(&in, p, 8), 3);
	assert_int_equal(input_read(&in, p, 8), 0);
	assert_true(input_rewind(&in));
	assert_int_equal(input_read(&in, p, 2), 2);
	assert_memory_equal(p, "12", 2);
	input_close(&in);
	input_close(&in);
	assert_int_equal(unlink("file"), 0);
}

/* Standard input that somebody has already read from goes back to where we took over, a pipe nowhere. */
static void standard_input(void **state)
{
	(void)state;
	char p[8];
	struct input in;
	int ends[2], keep = dup(STDIN_FILENO);
	put("file", "abcdef");
	int fd = open("file", O_RDONLY);
	assert_int_equal(read(fd, p, 2), 2);
	assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(input_open(&in, "-"), INPUT_OK);
	assert_true(in.is_stdin);
	assert_int_equal(input_read(&in, p, 8), 4);
	assert_true(input_rewind(&in));
	assert_int_equal(input_read(&in, p, 1), 1);
	assert_int_equal(p[0], 'c');
	input_close(&in);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(input_open(&in, "-"), INPUT_OK);
	assert_false(input_rewind(&in));
	input_close(&in);
	assert_int_equal(input_open(&in, "/dev/zero"), INPUT_OK);
	assert_false(input_rewind(&in)); /* it has no end */
	input_close(&in);
	close(ends[0]);
	close(ends[1]);
	close(fd);
	dup2(keep, STDIN_FILENO);
	close(keep);
	assert_int_equal(unlink("file"), 0);
}

static void whole_files(void **state)
{
	(void)state;
	struct arena a;
	struct str got;
	int error;
	arena_init(&a);
	put("file", "12345678");
	assert_int_equal(file_read_whole(&got, &a, "file", 8, &error), INPUT_OK);
	assert_str(got, "12345678");
	assert_int_equal(file_read_whole(&got, &a, "file", 7, &error), INPUT_TOO_LARGE);
	put("file", "");
	assert_int_equal(file_read_whole(&got, &a, "file", 0, &error), INPUT_OK);
	assert_non_null(got.p);
	assert_int_equal(got.n, 0);
	assert_int_equal(file_read_whole(&got, &a, "/proc/self/cmdline", 1 << 20, &error), INPUT_OK); /* says to have no bytes */
	assert_true(got.n > 0);
	assert_int_equal(file_read_whole(&got, &a, "/proc/self/cmdline", got.n - 1, &error), INPUT_TOO_LARGE);
	assert_int_equal(file_read_whole(&got, &a, "nowhere", 8, &error), INPUT_MISSING);
	assert_int_equal(error, ENOENT);
	assert_int_equal(file_read_whole(&got, &a, ".", 8, &error), INPUT_DIRECTORY);

	char *large = malloc(300001);
	memset(large, 'x', 300000);
	large[300000] = '\0';
	put("file", large);
	assert_int_equal(file_read_whole(&got, &a, "file", 300000, &error), INPUT_OK);
	assert_int_equal(got.n, 300000);
	assert_memory_equal(got.p, large, 300000);
	assert_int_equal(file_read_whole(&got, &a, "file", 299999, &error), INPUT_TOO_LARGE);
	free(large);
	arena_release(&a);
	assert_int_equal(unlink("file"), 0);
}

/* --- output ---------------------------------------------------------------------------------------------------- */

static void written_whole(void **state)
{
	(void)state;
	struct output o;
	struct stat st;
	mode_t mask = umask(022);
	assert_true(output_open(&o, "out"));
	assert_int_equal(access("out", F_OK), -1); /* not before it is whole */
	output_write(&o, STR("one "));
	output_write(&o, STR("two"));
	assert_true(output_finish(&o));
	assert_file("out", "one two");
	assert_int_equal(files_here(), 1);
	assert_int_equal(stat("out", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644); /* the umask's, not mkstemp's 0600 */
	umask(mask);
	assert_int_equal(unlink("out"), 0);
}

static void many_bytes(void **state)
{
	(void)state;
	struct output o;
	struct stat st;
	char block[70000];
	memset(block, 'y', sizeof block);
	assert_true(output_open(&o, "out"));
	for (int i = 0; i < 30; i++) {
		output_write(&o, (struct str){block, 999});
		output_write(&o, (struct str){block, sizeof block});
	}
	assert_true(output_finish(&o));
	assert_int_equal(stat("out", &st), 0);
	assert_int_equal(st.st_size, 30 * (999 + 70000));
	assert_int_equal(unlink("out"), 0);
}

static void an_old_one_is_replaced(void **state)
{
	(void)state;
	struct output o;
	struct stat st;
	put("old", "precious");
	assert_int_equal(chmod("old", 0640), 0);
	assert_int_equal(symlink("old", "link"), 0);
	assert_true(output_open(&o, "link"));
	output_write(&o, STR("new"));
	assert_file("old", "precious");
	assert_true(output_finish(&o));
	assert_file("old", "new");
	assert_int_equal(stat("old", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(unlink("link"), 0);
	assert_int_equal(unlink("old"), 0);
}

static void abandoned(void **state)
{
	(void)state;
	struct output o;
	put("old", "precious");
	assert_true(output_open(&o, "old"));
	output_write(&o, STR("half"));
	output_abandon(&o);
	assert_file("old", "precious");
	assert_true(output_open(&o, "new"));
	output_abandon(&o);
	assert_int_equal(files_here(), 1);
	assert_int_equal(unlink("old"), 0);
}

static void cannot_be_opened(void **state)
{
	(void)state;
	struct output o;
	assert_false(output_open(&o, "nowhere/out"));
	assert_int_equal(o.error, ENOENT);
	assert_false(output_open(&o, "."));
	assert_int_equal(o.error, EISDIR);
	assert_false(output_open(&o, "/sys/out"));
	assert_int_not_equal(o.error, 0);
	if (geteuid() != 0) {
		put("old", "precious");
		assert_int_equal(chmod("old", 0444), 0);
		assert_false(output_open(&o, "old"));
		assert_int_equal(o.error, EACCES);
		assert_int_equal(unlink("old"), 0);
	}
	assert_int_equal(files_here(), 0);
}

static void a_full_device(void **state)
{
	(void)state;
	struct output o;
	assert_true(output_open(&o, "/dev/full"));
	output_write(&o, STR("x"));
	assert_false(output_finish(&o));
	assert_int_equal(o.error, ENOSPC);
	assert_true(output_open(&o, "/dev/null"));
	output_write(&o, STR("x"));
	assert_true(output_finish(&o));
	struct stat st;
	assert_int_equal(stat("/dev/full", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

/* A reader that has gone: an error, kept, once SIGPIPE is ignored. */
static void standard_output(void **state)
{
	(void)state;
	struct output o;
	int ends[2], keep = dup(STDOUT_FILENO);
	char got[8] = "";
	assert_int_equal(pipe(ends), 0);
	fflush(stdout);
	dup2(ends[1], STDOUT_FILENO);
	assert_true(output_open(&o, "-"));
	assert_null(o.path);
	output_write(&o, STR("hello"));
	assert_true(output_finish(&o));
	assert_int_equal(read(ends[0], got, 8), 5);
	assert_string_equal(got, "hello");
	signal(SIGPIPE, SIG_IGN);
	close(ends[0]);
	assert_true(output_open(&o, NULL));
	output_write(&o, STR("gone"));
	assert_false(output_finish(&o));
	assert_int_equal(o.error, EPIPE);
	close(STDOUT_FILENO);
	assert_false(output_open(&o, "-"));
	assert_int_equal(o.error, EBADF);
	dup2(keep, STDOUT_FILENO);
	close(keep);
	close(ends[1]);
}

/* --- clock ----------------------------------------------------------------------------------------------------- */

static void today_in_china(void **state)
{
	(void)state;
	time_t before = time(NULL);
	int32_t today = clock_today_china();
	time_t after = time(NULL);
	assert_in_range(today, (before + 8 * 3600) / 86400, (after + 8 * 3600) / 86400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_opened), cmocka_unit_test(read_and_rewound),
		cmocka_unit_test(folders_are_listed),
		cmocka_unit_test(standard_input),        cmocka_unit_test(whole_files),
		cmocka_unit_test(written_whole),         cmocka_unit_test(many_bytes),
		cmocka_unit_test(an_old_one_is_replaced), cmocka_unit_test(abandoned),
		cmocka_unit_test(cannot_be_opened),      cmocka_unit_test(a_full_device),
		cmocka_unit_test(standard_output),       cmocka_unit_test(today_in_china),
	};
	return cmocka_run_group_tests(tests, enter, leave);
}
