/*
 * What holds the helper process before it looks at the first foreign byte: rlimits, no_new_privs, Landlock, seccomp.
 * Each is taken where the kernel has it; which ones are in force is told to the program, which tells the user (run
 * record, `read_by`).
 */
#ifndef PHASEOUT_READ_SANDBOX_H
#define PHASEOUT_READ_SANDBOX_H

#include "base/frames.h"

/*
 * Enters it, for good. `may_open` is a descriptor of the only file that may still be opened (as /proc/self/fd/N, for
 * a library that insists on a path); -1: none may. Answers the bits of enum sandbox that hold now.
 */
unsigned sandbox_enter(int may_open);

#endif
