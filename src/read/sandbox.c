#include "read/sandbox.h"

#include "base/limits.h"
#include "read/landlock.h"
#include "read/sanitized.h"
#include "read/seccomp.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	MIB = 1 << 20,
	MOST_DESCRIPTORS = 16,      /* it is given five; stdio and libraries copy some */
	STACK_MIB = 8,              /* the usual; what recurses is bounded by depth */
	UNKNOWN_SIZE_MIB = 256,     /* of programs and libraries, where /proc does not tell */
	LAST_SECONDS = 5,           /* between the signal that says so (SIGXCPU) and the one that kills */
};

/* --- rlimits ------------------------------------------------------------------------------------------------------ */

/* Never more than there was. */
static bool set_limit(int what, rlim_t soft, rlim_t hard)
{
	struct rlimit now;
	if (getrlimit(what, &now) != 0)
		return false;
	struct rlimit wanted = {soft, hard};
	if (wanted.rlim_max > now.rlim_max)
		wanted.rlim_max = now.rlim_max;
	if (wanted.rlim_cur > wanted.rlim_max)
		wanted.rlim_cur = wanted.rlim_max;
	return setrlimit(what, &wanted) == 0;
}

/* Bytes of address space that are taken already, by the program and its libraries, most of them never touched. */
static rlim_t present_size(void)
{
	char line[64];
	rlim_t pages = 0;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, line, sizeof line) : -1;
	if (fd >= 0)
		close(fd);
	for (ssize_t i = 0; i < n && line[i] >= '0' && line[i] <= '9'; i++)
		pages = pages * 10 + (rlim_t)(line[i] - '0');
	return pages ? pages * (rlim_t)sysconf(_SC_PAGESIZE) : (rlim_t)UNKNOWN_SIZE_MIB * MIB;
}

static bool limit_memory(void)
{
	const rlim_t most = (rlim_t)LIMIT_HELPER_MIB * MIB;
	if (SANITIZED)
		return false;
	bool all = set_limit(RLIMIT_AS, present_size() + most, present_size() + most);
	return set_limit(RLIMIT_DATA, most, most) && all;
}

static bool limit_resources(void)
{
	static const struct {
		int what;
		rlim_t soft, hard;
	} limits[] = {
		{RLIMIT_CPU, LIMIT_HELPER_SECONDS, LIMIT_HELPER_SECONDS + LAST_SECONDS},
		{RLIMIT_FSIZE, (rlim_t)LIMIT_SPILL_MIB * MIB, (rlim_t)LIMIT_SPILL_MIB * MIB},
		{RLIMIT_STACK, (rlim_t)STACK_MIB * MIB, (rlim_t)STACK_MIB * MIB},
		{RLIMIT_NOFILE, MOST_DESCRIPTORS, MOST_DESCRIPTORS},
		{RLIMIT_NPROC, 0, 0},
		{RLIMIT_CORE, 0, 0}, /* a registry is nobody else's business */
	};
	bool all = limit_memory();
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		all = set_limit(limits[i].what, limits[i].soft, limits[i].hard) && all;
	return all;
}

/* --- entering ----------------------------------------------------------------------------------------------------- */

unsigned sandbox_enter(void)
{
	unsigned held = 0;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (!SANITIZED) /* the leak sanitizer looks at its own threads as a debugger does */
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	if (limit_resources())
		held |= SANDBOX_LIMITS;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return held; /* without it the others are refused */
	held |= SANDBOX_NO_PRIVS;
	if (landlock_enter())
		held |= SANDBOX_LANDLOCK;
	if (!SANITIZED && seccomp_enter())
		held |= SANDBOX_SECCOMP;
	return held;
}
