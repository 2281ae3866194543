#include "read/landlock.h"

#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * The numbers of linux/landlock.h, which is younger than what it is built with in places: what the running kernel has is
 * asked at run time.
 */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif
enum { ASK_VERSION = 1 }; /* LANDLOCK_CREATE_RULESET_VERSION */

struct ruleset {
	uint64_t fs, net, scoped; /* what is forbidden, but for rules, of which there are none */
};

/* Everything that this version of Landlock can forbid. */
static struct ruleset everything(long version)
{
	/* execute … make symlink; refer; truncate; -; ioctl on devices */
	static const int fs_rights[] = {0, 13, 14, 15, 15, 16};
	enum { NEWEST = sizeof fs_rights / sizeof *fs_rights - 1, NET = 4, SCOPED = 6 };
	return (struct ruleset){
		.fs = (1U << fs_rights[version < NEWEST ? version : NEWEST]) - 1,
		.net = version >= NET ? 3 : 0,       /* bind and connect by TCP */
		.scoped = version >= SCOPED ? 3 : 0, /* abstract sockets and signals of others */
	};
}

bool landlock_enter(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
	if (version < 1)
		return false;
	struct ruleset all = everything(version);
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	if (rules < 0)
		return false;
	bool held = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return held;
}
