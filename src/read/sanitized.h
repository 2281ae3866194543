/*
 * Is this a build with AddressSanitizer? Its run-time needs terabytes of address space, and calls of its own to find and report what it found: in such a build, which is for
 * tests, memory is not limited and seccomp is left out. What is left out is told.
 */
#ifndef PHASEOUT_READ_SANITIZED_H
#define PHASEOUT_READ_SANITIZED_H

#include <stdbool.h>

#ifndef __has_feature /* clang's way of asking */
#define __has_feature(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
enum { SANITIZED = true };
#else
enum { SANITIZED = false };
#endif

#endif
