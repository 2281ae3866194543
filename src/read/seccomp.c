#include "read/seccomp.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__) && !defined(__ILP32__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define KERNEL_LARGEFILE 0100000 /* musl passes it where glibc says 0 */
#elif defined(__aarch64__) && defined(__AARCH64EL__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define KERNEL_LARGEFILE 0400000
#endif

#ifndef ARCHITECTURE
bool seccomp_enter(void)
{
	return false;
}
#else

/* --- what is allowed -------------------------------------------------------------------------------------------- */

enum {
	MOST_VALUES = 5,
	HARMLESS_OPEN = O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_DIRECTORY | KERNEL_LARGEFILE,
};
#define ALLOW SECCOMP_RET_ALLOW
#define REFUSE (SECCOMP_RET_ERRNO | EACCES)
#define NO_TERMINAL (SECCOMP_RET_ERRNO | ENOTTY)
#define KILL SECCOMP_RET_KILL_PROCESS

enum check { ANY, LACKS, HAS, ONE_OF };

/* The answer to a call whose argument passes the check; where it does not, later rules are asked, and the end is KILL. */
struct rule {
	int call;
	uint32_t answer;
	enum check check;
	unsigned argument;            /* from 0; an int: the lower half of what is passed */
	uint32_t values[MOST_VALUES]; /* it is ONE_OF these; HAS a bit of the first; LACKS all bits of the first */
	unsigned n;
};

#define ALLOWED(call) {(call), ALLOW, ANY, 0, {0}, 0}
#define REFUSED(call) {(call), REFUSE, ANY, 0, {0}, 0}
#define VALUES(...) {__VA_ARGS__}, sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)

static const struct rule rules[] = {
	/* bytes in; out only to the pipe (1), to nowhere (2) and to the spill (4) */
	ALLOWED(SYS_read),
	ALLOWED(SYS_pread64),
	ALLOWED(SYS_lseek),
	ALLOWED(SYS_fstat),
	ALLOWED(SYS_close),
	ALLOWED(SYS_dup),
	{SYS_write, ALLOW, ONE_OF, 0, VALUES(1, 2, 4)},
	{SYS_writev, ALLOW, ONE_OF, 0, VALUES(1, 2, 4)},
	{SYS_pwrite64, ALLOW, ONE_OF, 0, VALUES(4)},
	{SYS_ftruncate, ALLOW, ONE_OF, 0, VALUES(4)},
	{SYS_fcntl, ALLOW, ONE_OF, 1, VALUES(F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL)},
	{SYS_newfstatat, ALLOW, HAS, 3, VALUES(AT_EMPTY_PATH)}, /* what fstat is made of today */
	{SYS_statx, ALLOW, HAS, 2, VALUES(AT_EMPTY_PATH)},
	{SYS_ioctl, NO_TERMINAL, ANY, 0, {0}, 0}, /* "is it a terminal?": stdio */
	/* memory, never to be executed */
	{SYS_mmap, ALLOW, LACKS, 2, VALUES(PROT_EXEC)},
	{SYS_mprotect, ALLOW, LACKS, 2, VALUES(PROT_EXEC)},
	ALLOWED(SYS_munmap),
	ALLOWED(SYS_mremap),
	ALLOWED(SYS_brk),
	ALLOWED(SYS_madvise),
	ALLOWED(SYS_futex),
	ALLOWED(SYS_sysinfo), /* how much there is: qsort */
	/* chance and time, for the seeds of hash tables */
	ALLOWED(SYS_getrandom),
	ALLOWED(SYS_clock_gettime),
	ALLOWED(SYS_gettimeofday),
#ifdef SYS_time
	ALLOWED(SYS_time),
#endif
	/* its end, abort's too (tgkill, below), and going on where it was stopped */
	ALLOWED(SYS_rt_sigaction),
	ALLOWED(SYS_rt_sigprocmask),
	ALLOWED(SYS_rt_sigreturn),
	ALLOWED(SYS_sigaltstack),
	ALLOWED(SYS_restart_syscall),
	ALLOWED(SYS_getpid),
	ALLOWED(SYS_gettid),
	ALLOWED(SYS_exit),
	ALLOWED(SYS_exit_group),
	/* looking for files */
	{SYS_openat, REFUSE, LACKS, 2, VALUES(~(uint32_t)HARMLESS_OPEN)},
	REFUSED(SYS_newfstatat),
	REFUSED(SYS_statx),
	REFUSED(SYS_faccessat),
	REFUSED(SYS_readlinkat),
#ifdef SYS_open
	REFUSED(SYS_stat),
	REFUSED(SYS_lstat),
	REFUSED(SYS_access),
	REFUSED(SYS_readlink),
	{SYS_open, REFUSE, LACKS, 1, VALUES(~(uint32_t)HARMLESS_OPEN)},
#endif
};

/* --- rules to a program of the kernel's filter machine ------------------------------------------------------------ */

enum { MOST_CODE = 512 };

struct filter {
	struct sock_filter code[MOST_CODE];
	unsigned short n;
};

static void emit(struct filter *f, uint16_t code, uint32_t k, uint8_t if_true, uint8_t if_false)
{
	assert(f->n < MOST_CODE);
	f->code[f->n++] = (struct sock_filter){code, if_true, if_false, k};
}

static void emit_load(struct filter *f, size_t offset)
{
	emit(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void emit_answer(struct filter *f, uint32_t answer)
{
	emit(f, BPF_RET | BPF_K, answer, 0, 0);
}

/* Answers where the test of the accumulator is true, goes on where it is not. */
static void emit_answer_if(struct filter *f, uint16_t test, uint32_t k, uint32_t answer)
{
	emit(f, BPF_JMP | test | BPF_K, k, 0, 1);
	emit_answer(f, answer);
}

/* With the number of the call in the accumulator, which is there again behind it. */
static void emit_rule(struct filter *f, const struct rule *r)
{
	if (r->check == ANY) {
		emit_answer_if(f, BPF_JEQ, (uint32_t)r->call, r->answer);
		return;
	}
	size_t other = f->n;
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)r->call, 0, 0);
	emit_load(f, offsetof(struct seccomp_data, args) + 8 * r->argument); /* both machines store the lower half first */
	if (r->check == ONE_OF) {
		for (unsigned i = 0; i < r->n; i++)
			emit_answer_if(f, BPF_JEQ, r->values[i], r->answer);
	} else if (r->check == HAS) {
		emit_answer_if(f, BPF_JSET, r->values[0], r->answer);
	} else {
		emit(f, BPF_JMP | BPF_JSET | BPF_K, r->values[0], 1, 0);
		emit_answer(f, r->answer);
	}
	emit_load(f, offsetof(struct seccomp_data, nr));
	f->code[other].jf = (uint8_t)(f->n - other - 1);
}

static void emit_all(struct filter *f)
{
	const struct rule to_itself = {SYS_tgkill, ALLOW, ONE_OF, 0, VALUES((uint32_t)getpid())};
	emit_load(f, offsetof(struct seccomp_data, arch));
	emit(f, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0); /* the numbers are others for 32-bit calls */
	emit_answer(f, KILL);
	emit_load(f, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) /* x32's numbers, which have a bit more, are among none of these */
		emit_rule(f, &rules[i]);
	emit_rule(f, &to_itself);
	emit_answer(f, KILL);
}

bool seccomp_enter(void)
{
	struct filter f = {.n = 0};
	emit_all(&f);
	const struct sock_fprog program = {f.n, f.code};
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#endif
