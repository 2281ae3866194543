"""ZIP files as a hostile hand writes them: every field of every header can be said wrong. Deterministic; nothing here opens a file."""
import struct
import zlib


def crc_combine(first, second, length):
    """The CRC of two texts one behind the other, from theirs and the length of the second (zlib's crc32_combine)."""
    def times(matrix, vector):
        total = 0
        for row in matrix:
            if not vector:
                break
            if vector & 1:
                total ^= row
            vector >>= 1
        return total

    matrix = [0xEDB88320] + [1 << i for i in range(31)]  # shifts by one bit
    for _ in range(3):
        matrix = [times(matrix, row) for row in matrix]  # by eight: a byte
    while length:
        if length & 1:
            first = times(matrix, first)
        matrix = [times(matrix, row) for row in matrix]
        length >>= 1
    return first ^ second


class Packed:
    """What one entry holds, deflated."""
    def __init__(self, packed, crc, size):
        self.packed, self.crc, self.size = packed, crc, size


def deflated(data):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Packed(squeeze.compress(data) + squeeze.flush(), zlib.crc32(data), len(data))


def bomb(head, unit, size, tail):
    """head, then `unit` over and over until it is `size` bytes, then tail: deflated without ever being there. A full flush makes each repetition the same bytes."""
    block = unit * max(1, (1 << 20) // len(unit))
    count = max(1, size // len(block))
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = squeeze.compress(head) + squeeze.flush(zlib.Z_FULL_FLUSH)
    middle = squeeze.compress(block) + squeeze.flush(zlib.Z_FULL_FLUSH)
    end = squeeze.compress(tail) + squeeze.flush()
    crc, block_crc = zlib.crc32(head), zlib.crc32(block)
    # count repetitions by doubling: (crc, length) of 1, 2, 4 … blocks
    power, length, left = block_crc, len(block), count
    while left:
        if left & 1:
            crc = crc_combine(crc, power, length)
        power, length, left = crc_combine(power, power, length), length * 2, left >> 1
    crc = crc_combine(crc, zlib.crc32(tail), len(tail))
    return Packed(start + middle * count + end, crc, len(head) + len(block) * count + len(tail))


class Entry:
    """An entry, and what its headers say of it; `same_as` shares the bytes of an earlier one."""
    def __init__(self, name, data, method=8, flags=0, same_as=None, local=None, central=None):
        self.name = name.encode()
        self.what = data if isinstance(data, Packed) else deflated(data) if method == 8 else Packed(data, zlib.crc32(data), len(data))
        self.method, self.flags, self.same_as = method, flags, same_as
        self.local, self.central = local or {}, central or {}  # lies: crc, packed, size, method, flags, offset

    def says(self, lies, field):
        honest = {"crc": self.what.crc, "packed": len(self.what.packed), "size": self.what.size, "method": self.method, "flags": self.flags}
        return lies.get(field, honest[field])


DATE = 0x21  # 1 January 1980


def archive(entries, prefix=b"", comment=b"", count=None, cut=None):
    """The file's bytes; `count` is what the directory's end says of the number of entries, `cut` how many bytes are left of the whole."""
    out, offsets = bytearray(prefix), {}
    for e in entries:
        if e.same_as is not None:
            offsets[id(e)] = offsets[id(e.same_as)]
            continue
        offsets[id(e)] = len(out)
        flags, method, crc, packed, size = (e.says(e.local, f) for f in ("flags", "method", "crc", "packed", "size"))
        extra = b""
        if max(size, packed) >= 0xFFFFFFFF:
            extra, size, packed = struct.pack("<HHQQ", 1, 16, size, packed), 0xFFFFFFFF, 0xFFFFFFFF
        out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, flags, method, 0, DATE, crc, packed, size, len(e.name), len(extra)) + e.name + extra + e.what.packed
    start = len(out)
    for e in entries:
        flags, method, crc, packed, size = (e.says(e.central, f) for f in ("flags", "method", "crc", "packed", "size"))
        offset = e.central.get("offset", offsets[id(e)])
        extra = b""
        if max(size, packed, offset) >= 0xFFFFFFFF:
            extra = struct.pack("<HHQQQ", 1, 24, size, packed, offset)
            size = packed = offset = 0xFFFFFFFF
        out += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, flags, method, 0, DATE, crc, packed, size, len(e.name), len(extra), 0, 0, 0, 0, offset) + e.name + extra
    n = (len(entries) if count is None else count) & 0xFFFF
    out += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, n, n, len(out) - start, start, len(comment)) + comment
    return bytes(out[:cut])
