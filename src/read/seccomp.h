/* seccomp: from now on this process makes no system call that reading a container does not need. */
#ifndef PHASEOUT_READ_SECCOMP_H
#define PHASEOUT_READ_SECCOMP_H

#include <stdbool.h>

/*
 * For good; PR_SET_NO_NEW_PRIVS must be set. A call that is not allowed ends the process by SIGSYS; one that only looks
 * for a file is refused as if by permission, since libraries look for files that they can do without. False where the
 * kernel has no seccomp, or the machine is none that the numbers are known of.
 */
bool seccomp_enter(void);

#endif
