/*
 * Converters of character sets, opened before the sandbox is entered.
 *
 * The C library keeps most of them in files (gconv modules) and loads one when it is first asked for; inside the
 * sandbox no file is opened and nothing is loaded. As long as one is open, it is there for whoever asks for it again,
 * also for a library that asks by itself.
 */
#ifndef PHASEOUT_READ_CONVERTERS_H
#define PHASEOUT_READ_CONVERTERS_H

/*
 * From each of the names (up to a NULL) to UTF-8, for as long as the process lives; one that the system lacks is left
 * out, as whoever asks for it will find.
 */
void converters_keep(const char *const *names);

#endif
