/*
 * What holds the helper process before it looks at the first foreign byte: rlimits, no_new_privs, Landlock, seccomp.
 * Each is taken where the kernel has it; which ones are in force is told to the program, which tells the user (run
 * record, `read_by`).
 */
#ifndef PHASEOUT_READ_SANDBOX_H
#define PHASEOUT_READ_SANDBOX_H

#include "base/frames.h"

/*
 * Enters it, for good: from now on the process has its descriptors, the memory and time that it may use, and nothing
 * else; it opens no file. It dies with the thread that started it. Answers the bits of enum sandbox that hold now.
 */
unsigned sandbox_enter(void);

#endif
