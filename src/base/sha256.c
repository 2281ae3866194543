#include "base/sha256.h"

#include <nettle/sha2.h>
#undef sha256_init

static struct sha256_ctx *context_of(struct sha256 *s)
{
	_Static_assert(sizeof s->context >= sizeof(struct sha256_ctx), "Nettle's context has grown");
	return (struct sha256_ctx *)(void *)s->context;
}

void sha256_init(struct sha256 *s)
{
	nettle_sha256_init(context_of(s));
}

void sha256_add(struct sha256 *s, struct str bytes)
{
	if (bytes.n)
		nettle_sha256_update(context_of(s), bytes.n, (const uint8_t *)bytes.p);
}

void sha256_end(struct sha256 *s, char out[SHA256_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];

	nettle_sha256_digest(context_of(s), sizeof digest, digest);
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
