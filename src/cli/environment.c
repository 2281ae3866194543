#include "cli/environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WIDEST = 10000 }; /* columns that are no mistake */

/* --- language -------------------------------------------------------------------------------------------------- */

/* Mistakes in the arguments before --lang are told in its language too. */
static const char *lang_argument(int argc, char **argv)
{
	const char *value = NULL;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--lang=", 7) == 0)
			value = argv[i] + 7;
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			value = argv[i + 1];
	}
	return value;
}

/* "zh_CN:en" and "en_US.UTF-8": the first name that is one of ours. */
static bool lang_of(const char *names, enum phaseout_lang *out)
{
	while (*names) {
		size_t n = strcspn(names, ":");
		if (n >= 2 && (strncmp(names, "zh", 2) == 0 || strncmp(names, "en", 2) == 0)) {
			*out = names[0] == 'z' ? PHASEOUT_ZH : PHASEOUT_EN;
			return true;
		}
		names += n + (names[n] == ':');
	}
	return false;
}

enum phaseout_lang environment_lang(int argc, char **argv)
{
	static const char *const variables[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
	const char *argument = lang_argument(argc, argv);
	enum phaseout_lang lang = PHASEOUT_ZH;

	if (argument && lang_of(argument, &lang))
		return lang;
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		if (!value || !*value)
			continue;
		/* LANGUAGE is a wish; what the locale says decides, also where it is no language of ours (C) */
		if (lang_of(value, &lang) || i > 0)
			break;
	}
	return lang;
}

/* --- terminal -------------------------------------------------------------------------------------------------- */

bool environment_color(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

unsigned environment_columns(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (columns && *columns) {
		char *end;
		unsigned long n = strtoul(columns, &end, 10);
		if (!*end && n > 0 && n <= WIDEST)
			return (unsigned)n;
	}
	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		return size.ws_col;
	return 0;
}

/* --- rules ----------------------------------------------------------------------------------------------------- */

/* The path of the running program, without its name: "/work/main/build". NULL where it cannot be had. */
static char *program_folder(void)
{
	size_t cap = 256;
	char *path = NULL;

	for (;;) {
		char *grown = realloc(path, cap);
		if (!grown)
			break;
		path = grown;
		ssize_t n = readlink("/proc/self/exe", path, cap);
		if (n < 0)
			break;
		if ((size_t)n < cap) {
			path[n] = '\0';
			char *slash = strrchr(path, '/');
			if (!slash)
				break;
			*slash = '\0';
			return path;
		}
		cap *= 2;
	}
	free(path);
	return NULL;
}

static bool is_rules_dir(const char *path)
{
	char *units = NULL;
	struct stat st;
	bool is = asprintf(&units, "%s/units.yaml", path) >= 0 && stat(units, &st) == 0;

	free(units);
	return is;
}

static bool is_program(const char *path)
{
	return access(path, X_OK) == 0;
}

/* The first of these paths, from the running program's folder, that is it; the caller's to free. NULL: none is. */
static char *find_beside(const char *const *beside, size_t n, bool (*is)(const char *path))
{
	char *folder = program_folder(), *found = NULL;

	for (size_t i = 0; folder && !found && i < n; i++) {
		if (asprintf(&found, "%s/%s", folder, beside[i]) < 0) {
			found = NULL;
		} else if (!is(found)) {
			free(found);
			found = NULL;
		}
	}
	free(folder);
	return found;
}

char *environment_reader(void)
{
	static const char *const beside[] = {"phaseout-read", "../libexec/phaseout/phaseout-read"};
	static const char installed[] = PHASEOUT_PREFIX "/libexec/phaseout/phaseout-read";
	char *found = find_beside(beside, sizeof beside / sizeof *beside, is_program);

	return found || !is_program(installed) ? found : strdup(installed);
}

char *environment_rules_dir(void)
{
	/* build/phaseout, build/VARIANT/phaseout of the tests, an installed tree wherever it was put */
	static const char *const beside[] = {"../rules", "../../rules", "../share/phaseout"};
	char *found = find_beside(beside, sizeof beside / sizeof *beside, is_rules_dir);
	char *real = found ? realpath(found, NULL) : NULL;

	free(found);
	return real ? real : strdup(PHASEOUT_PREFIX "/share/phaseout");
}
