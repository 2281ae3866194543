/*
 * Landlock: from now on this process opens no file, and reaches no network and no other process.
 */
#ifndef PHASEOUT_READ_LANDLOCK_H
#define PHASEOUT_READ_LANDLOCK_H

#include <stdbool.h>

/*
 * For good; PR_SET_NO_NEW_PRIVS must be set. What has been opened stays open. False where the kernel has no Landlock, or
 * it is switched off. What a kernel's Landlock does not know yet (network: 6.7, other processes: 6.12) is not held.
 */
bool landlock_enter(void);

#endif
