/* Every byte at every place of some blocks, in every way to look. */
#include "unit.h"

#include "text/controls.h"

#include <stdlib.h>

enum { MOST_BYTES = 200 };

static bool is_control(unsigned byte)
{
	return byte < ' ' && byte != '\n' && byte != '\r';
}

static void every_byte_everywhere(void **state)
{
	(void)state;
	for (size_t n = 0; n <= MOST_BYTES; n += n < 70 ? 1 : 65) {
		char *text = malloc(n + 1); /* of that size but for the end, so that a look beyond shows */
		assert_non_null(text);
		memset(text, '\x7f', n);
		for (enum marks_way way = MARKS_PLAIN; way < MARKS_WAYS; way++) {
			if (!marks_can(way))
				continue;
			text[n] = '\x01';
			assert_false(holds_controls(way, (struct str){text, n}));
			for (size_t at = 0; at < n; at++) {
				for (unsigned byte = 0; byte < 256; byte++) {
					text[at] = (char)byte;
					if (holds_controls(way, (struct str){text, n}) != is_control(byte))
						fail_msg("way %d: 0x%02x at %zu of %zu", (int)way, byte, at, n);
				}
				text[at] = '\n';
			}
			memset(text, '\x7f', n);
		}
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_byte_everywhere)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
