"""Hostile XLS: compound files (MS-CFB) and the records in them (MS-XLS). The sound workbook has a header and two furnaces, 380 and 450 m³: one obsolete, one clear."""
import struct

FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
SECTOR, MINI, CUTOFF = 512, 64, 4096
STREAM, STORAGE, ROOT = 2, 1, 5


def padded(data, to):
    return data + b"\0" * (-len(data) % to)


class Compound:
    """A compound file before it is written: tables that a hostile hand changes. Streams below 4096 bytes go to the mini stream."""
    def __init__(self, streams):
        self.sectors, self.fat, self.minifat, mini = [], [], [], b""
        self.header = {"shift": 9, "mini_shift": 6, "fat_sectors": None, "minifat_sectors": None, "difat_first": END, "difat_sectors": 0, "directory": None}
        self.entries = [["Root Entry", ROOT, FREE, FREE, 1 if streams else FREE, END, 0]]  # name, type, left, right, child, first sector, size
        for i, (name, data) in enumerate(streams):
            if len(data) < CUTOFF:
                first = len(mini) // MINI
                mini += padded(data, MINI)
                n = len(mini) // MINI - first
                self.minifat += [first + k + 1 for k in range(n - 1)] + [END] * (n > 0)
            else:
                first = self.chain(data)
            self.entries.append([name, STREAM, FREE, i + 2 if i + 1 < len(streams) else FREE, FREE, first, len(data)])
        if mini:
            self.entries[0][5], self.entries[0][6] = self.chain(mini), len(mini)
        self.difat = None  # extra sectors of the list of FAT sectors, as lists of 128 numbers

    def chain(self, data):
        """Puts data into sectors behind each other; the first one's number."""
        first, data = len(self.sectors), padded(data, SECTOR)
        for at in range(0, len(data), SECTOR):
            self.sectors.append(data[at:at + SECTOR])
            self.fat.append(len(self.sectors))
        self.fat[-1] = END
        return first

    def add(self, data, mark):
        self.sectors.append(data)
        self.fat.append(mark)
        return len(self.sectors) - 1

    def finish(self, tamper=None):
        h = self.header
        minifat_at = END
        if self.minifat:
            words = self.minifat + [FREE] * (-len(self.minifat) % 128)
            minifat_at = self.chain(struct.pack("<%dI" % len(words), *words))
            h["minifat_sectors"] = len(words) // 128
        directory = b"".join(struct.pack("<64sHBBIII16sIQQIQ", e[0].encode("utf-16-le"), len(e[0]) * 2 + 2, e[1], 1, e[2], e[3], e[4], b"", 0, 0, 0, e[5], e[6])
                             for e in self.entries)
        self.directory_at = self.chain(padded(directory, SECTOR))
        if self.difat is not None:
            h["difat_first"] = len(self.sectors)
            h["difat_sectors"] = len(self.difat)
            for words in self.difat:
                self.add(struct.pack("<128I", *words), DIFAT)
        first_fat = len(self.sectors)
        n = (first_fat + 127) // 127  # sectors of the FAT, which are in it
        self.fat += [FAT] * n
        if tamper:
            tamper(self)
        words = self.fat + [FREE] * (n * 128 - len(self.fat))
        table = struct.pack("<%dI" % (n * 128), *words)
        at = [first_fat + i for i in range(n)] + [FREE] * 109
        head = struct.pack("<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, h["shift"], h["mini_shift"], b"", 0,
                           n if h["fat_sectors"] is None else h["fat_sectors"], self.directory_at if h["directory"] is None else h["directory"], 0, CUTOFF, minifat_at,
                           h["minifat_sectors"] or 0, h["difat_first"], h["difat_sectors"], at[0])
        head += struct.pack("<108I", *at[1:109])
        return head + b"".join(self.sectors) + table


def record(sort, data=b""):
    return struct.pack("<HH", sort, len(data)) + data


def string(text, length=None):
    return struct.pack("<HB", len(text) if length is None else length, 1) + text.encode("utf-16-le")


BOF_BOOK, BOF_SHEET = (record(0x809, struct.pack("<HHHHII", 0x600, sort, 0, 1997, 0, 6)) for sort in (5, 0x10))
EOF = record(0x0A)
TEXTS = ["企业名称", "设备名称", "有效容积（m³）", "甲厂", "乙厂", "高炉"]


def label(row, column, index):
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))


def number(row, column, value):
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def furnace(row, who, volume):
    return label(row, 0, who) + label(row, 1, 5) + number(row, 2, volume)


CELLS = label(0, 0, 0) + label(0, 1, 1) + label(0, 2, 2) + furnace(1, 3, 380.0) + furnace(2, 4, 450.0)


def dimension(rows=3, columns=3):
    return record(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))


def strings(total=len(TEXTS), unique=len(TEXTS), body=None):
    return record(0xFC, struct.pack("<II", total, unique) + (b"".join(string(t) for t in TEXTS) if body is None else body))


def book(cells=CELLS, sst=None, before=b"", dims=None, sheet_at=None, end=EOF):
    """The stream Workbook."""
    globals_ = BOF_BOOK + before + record(0x42, struct.pack("<H", 1200)) + record(0xE0, b"\0" * 20)
    sst = strings() if sst is None else sst
    name = struct.pack("<BB", 1, 1) + "表".encode("utf-16-le")
    at = len(globals_) + len(record(0x85, b"\0" * 6 + name)) + len(sst) + len(EOF)
    bound = record(0x85, struct.pack("<IBB", at if sheet_at is None else sheet_at, 0, 0) + name)
    return globals_ + bound + sst + EOF + BOF_SHEET + (dimension() if dims is None else dims) + cells + end


def xls(stream=None, tamper=None, before=None, small=False):
    """A compound file with the stream, which is padded to be in sectors and not in the mini stream, unless `small`."""
    stream = book() if stream is None else stream
    made = Compound([("Workbook", stream if small else stream + b"\0" * max(0, CUTOFF - len(stream)))])
    if before:
        before(made)
    return made.finish(tamper)


def said(**header):
    return lambda: xls(before=lambda c: c.header.update(header))


def entry(index, field, value):
    def change(c):
        c.entries[index][field] = value
    return lambda: xls(before=change)


def fat(change):
    """change(compound): its FAT just before it is written."""
    return lambda: xls(tamper=change)


def first_sector(c, to):
    c.fat[c.entries[1][5]] = to


def loop_later(c):
    c.fat[c.entries[1][5] + 3] = c.entries[1][5]


def directory_loop(c):
    c.fat[c.directory_at] = c.directory_at


def mini_loop(c):
    c.minifat[1] = 0


def difat_loop():
    """The header names one more sector of FAT sectors, which names itself as the next."""
    made = Compound([("Workbook", book() + b"\0" * CUTOFF)])
    made.difat = [[FREE] * 127 + [0]]
    directory = 1  # sectors of the directory, which stand before it
    made.difat[0][127] = len(made.sectors) + directory
    return made.finish()


def difat_chain():
    """200,000 such sectors are claimed, each the same."""
    made = Compound([("Workbook", book() + b"\0" * CUTOFF)])
    made.difat = [[0] * 127 + [len(made.sectors) + 1]]
    made.header["fat_sectors"] = 0x7FFFFFFF
    return made.finish()


def encrypted_package():
    package = b"".join(struct.pack("<I", (i * 2654435761) & 0xFFFFFFFF) for i in range(2000))
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<?xml version="1.0" encoding="UTF-8"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"/>'
    return Compound([("EncryptedPackage", struct.pack("<Q", len(package)) + package), ("EncryptionInfo", info)]).finish()


def word():
    return Compound([("WordDocument", b"\xec\xa5" + b"\0" * CUTOFF), ("1Table", b"\0" * CUTOFF)]).finish()


def wide(count, columns):
    """Numbers with formats far apart: what is kept as a matrix needs much memory."""
    return b"".join(number(r * 64, columns - 1, 1.0) for r in range(3, 3 + count))


FILES = {
    "sound.xls": xls,
    "sound-mini.xls": lambda: xls(small=True),
    # --- compound file
    "ole-encrypted.xlsx": encrypted_package,
    "ole-encrypted.xls": encrypted_package,
    "ole-word.xls": word,
    "ole-empty.xls": lambda: Compound([]).finish(),
    "ole-fat-self.xls": fat(lambda c: first_sector(c, c.entries[1][5])),
    "ole-fat-loop.xls": fat(loop_later),
    "ole-fat-past-end.xls": fat(lambda c: first_sector(c, 0x00FFFFFF)),
    "ole-fat-free.xls": fat(lambda c: first_sector(c, FREE)),
    "ole-fat-short.xls": fat(lambda c: first_sector(c, END)),
    "ole-fat-crossed.xls": fat(lambda c: first_sector(c, c.directory_at)),
    "ole-directory-loop.xls": fat(directory_loop),
    "ole-directory-past-end.xls": said(directory=0x00FFFFFF),
    "ole-minifat-loop.xls": lambda: xls(small=True, before=mini_loop),
    "ole-minifat-past-end.xls": lambda: xls(small=True, before=lambda c: c.minifat.__setitem__(0, 0x00FFFFFF)),
    "ole-minifat-count.xls": lambda: xls(small=True, before=lambda c: c.header.update(minifat_sectors=0x7FFFFFFF)),
    "ole-difat-loop.xls": difat_loop,
    "ole-difat-chain.xls": difat_chain,
    "ole-difat-past-end.xls": said(difat_first=0x00FFFFFF, difat_sectors=1),
    "ole-fat-count.xls": said(fat_sectors=0xFFFFFFFF),
    "ole-fat-count-100.xls": said(fat_sectors=100),
    "ole-shift-0.xls": said(shift=0),
    "ole-shift-31.xls": said(shift=31),
    "ole-shift-65535.xls": said(shift=65535),
    "ole-mini-shift-40.xls": said(mini_shift=40),
    "ole-sibling-self.xls": entry(1, 3, 1),
    "ole-child-self.xls": entry(0, 4, 0),
    "ole-child-past-end.xls": entry(0, 4, 99999),
    "ole-start-past-end.xls": entry(1, 5, 0x00FFFFFF),
    "ole-size-4g.xls": entry(1, 6, 0xFFFFFFFF),
    "ole-size-huge.xls": entry(1, 6, 1 << 62),
    "ole-size-0.xls": entry(1, 6, 0),
    "ole-root-size.xls": lambda: xls(small=True, before=lambda c: c.entries[0].__setitem__(6, 0xFFFFFFFF)),
    "ole-name.xls": entry(1, 0, "Workbook\ud7ff\u0001"),
    "ole-cut.xls": lambda: xls()[:2000],
    "ole-cut-late.xls": lambda: xls()[:-700],
    "ole-cut-header.xls": lambda: xls()[:512],
    "ole-cut-in-header.xls": lambda: xls()[:100],
    "ole-magic.xls": lambda: xls()[:8],
    "ole-garbage.xls": lambda: xls()[:512] + bytes((i * 7919 >> 3) & 0xFF for i in range(100000)),
    # --- records
    "biff-encrypted.xls": lambda: xls(book(before=record(0x2F, struct.pack("<HHH", 1, 1, 1) + b"\x5a" * 48))),
    "biff-xor.xls": lambda: xls(book(before=record(0x2F, struct.pack("<HHH", 0, 0x1234, 0x5678)))),
    "biff-record-past-end.xls": lambda: xls(book(cells=CELLS + struct.pack("<HH", 0x203, 65535), end=b"")),
    "biff-record-cut.xls": lambda: xls(book(end=b"\xfd\x00\x0a"), small=True),
    "biff-no-eof.xls": lambda: xls(book(end=b""), small=True),
    "biff-strings-count.xls": lambda: xls(book(sst=strings(0xFFFFFFFF, 0xFFFFFFFF))),
    "biff-strings-negative.xls": lambda: xls(book(sst=strings(0x80000000, 0x80000000))),
    "biff-strings-few.xls": lambda: xls(book(sst=strings(2, 2))),
    "biff-string-length.xls": lambda: xls(book(sst=strings(body=string(TEXTS[0], 65535)))),
    "biff-string-index.xls": lambda: xls(book(cells=CELLS + label(3, 0, 0x7FFFFFFF))),
    "biff-continue.xls": lambda: xls(book(sst=strings(body=b"") + record(0x3C) * 100000)),
    "biff-records-empty.xls": lambda: xls(book(cells=CELLS + record(0x1234) * 1000000)),
    "biff-sheet-past-end.xls": lambda: xls(book(sheet_at=0x7FFFFFF0)),
    "biff-sheet-self.xls": lambda: xls(book(sheet_at=0)),
    "biff-sheets.xls": lambda: xls(book(before=record(0x85, struct.pack("<IBBBBH", 0, 0, 0, 1, 1, 0x8868)) * 20000)),
    "biff-dimension.xls": lambda: xls(book(dims=dimension(0xFFFFFFFF, 0xFFFF))),
    "biff-dimension-full.xls": lambda: xls(book(dims=dimension(65536, 256))),
    "biff-dimension-none.xls": lambda: xls(book(dims=dimension(0, 0))),
    "biff-sparse.xls": lambda: xls(book(cells=CELLS + wide(1000, 256), dims=dimension(65536, 256))),
    "biff-column-past.xls": lambda: xls(book(cells=CELLS + number(3, 65535, 1.0))),
    "biff-rows-decreasing.xls": lambda: xls(book(cells=label(0, 0, 0) + label(0, 1, 1) + label(0, 2, 2) + furnace(2, 3, 380.0) + furnace(1, 4, 450.0))),
    "biff-cell-twice.xls": lambda: xls(book(cells=CELLS + number(1, 2, 4000.0))),
    "biff-mulrk.xls": lambda: xls(book(cells=CELLS + record(0xBD, struct.pack("<HHHIH", 3, 250, 0, 0, 65000)))),
    "biff-formula-cut.xls": lambda: xls(book(cells=CELLS + record(0x06, struct.pack("<HHH", 3, 2, 0)))),
    "biff-nan.xls": lambda: xls(book(cells=CELLS + furnace(3, 3, float("nan")))),
    "biff-infinity.xls": lambda: xls(book(cells=CELLS + furnace(3, 3, float("inf")))),
    "biff-65m.xls": lambda: xls(book() + b"\0" * (65 << 20)),
}
