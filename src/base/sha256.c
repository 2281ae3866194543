#include "base/sha256.h"

void sha256_init(struct sha256 *s)
{
	SHA256Init(&s->context);
}

void sha256_add(struct sha256 *s, struct str bytes)
{
	if (bytes.n)
		SHA256Update(&s->context, (const uint8_t *)bytes.p, bytes.n);
}

void sha256_end(struct sha256 *s, char out[SHA256_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_LENGTH];

	SHA256Final(digest, &s->context);
	for (size_t i = 0; i < sizeof digest; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[SHA256_HEX] = '\0';
}

void sha256_of(struct str bytes, char out[SHA256_HEX + 1])
{
	struct sha256 s;
	sha256_init(&s);
	sha256_add(&s, bytes);
	sha256_end(&s, out);
}
