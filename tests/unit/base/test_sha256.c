#include "unit.h"

#include "base/sha256.h"

/* FIPS 180-4's examples, as NIST publishes them. */
static const struct {
	const char *text, *digest;
} vectors[] = {
	{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	 "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
	 "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static void test_vectors(void **state)
{
	(void)state;
	char hex[SHA256_HEX + 1];
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		sha256_of(str_from(vectors[i].text), hex);
		assert_string_equal(hex, vectors[i].digest);
	}
	sha256_of(STR_NONE, hex);
	assert_string_equal(hex, vectors[0].digest);
}

static void test_million(void **state)
{
	(void)state;
	char hex[SHA256_HEX + 1], block[1000];
	struct sha256 s;
	memset(block, 'a', sizeof block);
	sha256_init(&s);
	for (int i = 0; i < 1000; i++)
		sha256_add(&s, (struct str){block, sizeof block});
	sha256_end(&s, hex);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Cut anywhere, the bytes are the same. */
static void test_pieces(void **state)
{
	(void)state;
	struct str text = str_from(vectors[3].text);
	for (size_t cut = 0; cut <= text.n; cut++) {
		char hex[SHA256_HEX + 1];
		struct sha256 s;
		sha256_init(&s);
		sha256_add(&s, str_sub(text, 0, cut));
		sha256_add(&s, str_sub(text, cut, text.n));
		sha256_end(&s, hex);
		assert_string_equal(hex, vectors[3].digest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_million),
		cmocka_unit_test(test_pieces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
