# Of check-document.sh: FOLDER (NAME PACK)… (PACK -: only the forms are looked at) with NAME.zh.html, NAME.en.markdown … in the folder.
import collections, csv, re, sys, warnings
import html5lib, markdown_it, yaml

XHTML = "{http://www.w3.org/1999/xhtml}"


def fail(*words):
    sys.exit("document: " + " ".join(str(w) for w in words))


def squeeze(text):
    return re.sub(r"\s+", "", text)


def text_of(element):
    return squeeze("".join(element.itertext()))


def read_pack(folder):
    """The files as the profile reads them: every scalar a string."""
    load = lambda name: yaml.load(open(f"{folder}/{name}", encoding="utf-8"), yaml.BaseLoader)
    head = load("pack.yaml")
    rules = head.get("rules", [])
    for name in head.get("files", []):
        rules += load(name)["rules"]
    return head["pack"], rules


def parse(text, where):
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(text)
    for place, code, data in parser.errors:
        fail(where, "no HTML:", place, code, data)
    return tree


def look_at_page(tree, where):
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    if len(ids) != len(set(ids)):
        fail(where, "an anchor stands twice:", [i for i, n in collections.Counter(ids).items() if n > 1])
    for e in tree.iter():
        if not isinstance(e.tag, str):
            continue
        tag = e.tag.removeprefix(XHTML)
        if tag in ("script", "link", "img", "iframe", "object", "embed") or any(k in e.attrib for k in ("src", "style", "onclick", "onload")):
            fail(where, "something from outside:", tag, dict(e.attrib))
        if tag == "style" and re.search(r"url\(|@import|http", e.text):
            fail(where, "the style sheet asks for something")
        if tag == "a" and "href" in e.attrib:
            if e.get("href")[0] != "#" or e.get("href")[1:] not in ids:
                fail(where, "a link that leads nowhere:", e.get("href"))


def sections(tree):
    """A rule's section by the rule's id."""
    return {s.find(f"{XHTML}h3").get("id").removeprefix("rule-"): s for s in tree.iter(f"{XHTML}section") if s.get("class") == "rule"}


def ask(there, text, where):
    if squeeze(text) not in there:
        fail(where, "is missing:", text)


def look_at_clause(clause, pack, section, there, where):
    quoted = pack["sources"][clause["source"]]["trust"] == "V"
    blocks = section.iter(f"{XHTML}blockquote") if quoted else (p for p in section.iter(f"{XHTML}p") if p.get("class") == "unverified")
    want = squeeze("…".join(clause["quote"]))
    if not any(("“" + want + "”" == text_of(b)) if quoted else (text_of(b).endswith(want) and "“" not in text_of(b)) for b in blocks):
        fail(where, "is missing:", want)
    ask(there, clause["line"], where)


def said_by_conditions(node, key):
    """What stands behind a key, wherever in a tree of conditions."""
    if isinstance(node, dict):
        for k, v in node.items():
            if k == key:
                yield v
            yield from said_by_conditions(v, key)
    elif isinstance(node, list):
        for v in node:
            yield from said_by_conditions(v, key)


def look_at_tests(rule, section, where):
    tables = [t for t in section.iter(f"{XHTML}table") if t.get("class") == "tests"]
    tests = rule.get("tests", [])
    if len(tables) != bool(tests):
        fail(where, len(tables), "tables of tests")
    rows = list(tables[0].find(f"{XHTML}tbody")) if tests else []
    if len(rows) != len(tests):
        fail(where, len(rows), "tests of", len(tests))
    verdicts = {}
    for row, test in zip(rows, tests):
        cells = [text_of(c) for c in row]
        at = 0
        for name, value in test["record"].items():
            if name == "kind":
                continue
            at = cells[1].find(squeeze(value), at)
            if at < 0:
                fail(where, "test", cells[0], "lacks", name, value)
        verdicts.setdefault(test["expect"], set()).add(cells[2])
        rest = "".join(cells[3:])
        if rest.count("E") < len(test.get("open", [])) or sum(rest.count(f"R{i}") > 0 for i in range(1, 9)) < len(test.get("readings", {})):
            fail(where, "test", cells[0], "lacks an exception or a reading")
        if bool(rest) != any(k in test for k in ("open", "needs", "presumed", "assumed", "readings", "near", "caveat", "to", "as_of", "in_force", "deadline")):
            fail(where, "test", cells[0], "says more or less than it should:", rest)
    return verdicts


def look_at_rule(rule, pack, section, lang, where):
    there = text_of(section)
    words = lambda w: w[lang]
    for text in (rule["id"], words(rule["title"]), rule["revision"]):
        ask(there, text, where)
    look_at_clause(rule["clause"], pack, section, there, where)
    for i, e in enumerate(rule.get("except", []), 1):
        for text in (f"E{i}", e["id"], e.get("to", "")):
            ask(there, text, where)
        look_at_clause(e["clause"], pack, section, there, where)
    for i, r in enumerate(rule.get("readings", []), 1):
        for text in (f"R{i}", r["id"], words(r["note"])):
            ask(there, text, where)
    for key in ("interpretation", "caveat"):
        if key in rule:
            ask(there, words(rule[key]), where)
    for wording in said_by_conditions(rule, "wording"):
        ask(there, wording, where)
    for judgement in said_by_conditions(rule, "judgement"):
        ask(there, judgement[lang], where)
    return look_at_tests(rule, section, where)


def look_at_pack(name, folder, lang, tree):
    pack, rules = read_pack(folder)
    there, found, verdicts = text_of(tree), sections(tree), {}
    if set(found) != {r["id"] for r in rules}:
        fail(name, "the rules are others:", set(found) ^ {r["id"] for r in rules})
    for rule in rules:
        for verdict, said in look_at_rule(rule, pack, found[rule["id"]], lang, f"{name}.{lang} {rule['id']}").items():
            verdicts.setdefault(verdict, set()).update(said)
    if any(len(said) != 1 for said in verdicts.values()) or len({*map(frozenset, verdicts.values())}) != len(verdicts):
        fail(name, "one verdict, one word:", verdicts)
    for n in pack.get("not_rules", []):
        ask(there, n["reason"][lang], name)
        ask(there, "…".join(n["quote"]), name)
    for source in pack["sources"].values():
        ask(there, source["sha256"], name)
    look_at_catalogues(folder, lang, tree, {c if isinstance(c, str) else c["catalogue"] for r in rules for c in said_by_conditions(r, "listed_in")})
    return len(rules), sum(len(r.get("tests", [])) for r in rules)


def look_at_catalogues(folder, lang, tree, asked):
    """Every line of the tables of those that rules ask, and what stands in their files."""
    for name in sorted(asked):
        base = f"{folder}/../catalogues/{name}"
        head = yaml.load(open(f"{base}/catalogue.yaml", encoding="utf-8"), yaml.BaseLoader)["catalogue"]
        lines = list(csv.DictReader(open(f"{base}/{head['entries']}", encoding="utf-8", newline="")))
        there = text_of(tree)
        said = list(said_by_conditions(head, lang)) + [d["text"] for d in head.get("duties", {}).values()] + [b["notice"] for b in head["batches"]]
        for text in said + list(head.get("conditions", {})) + list(head.get("duties", {})):
            ask(there, text, name)
        rows = [r for t in tree.iter(f"{XHTML}table") if t.get("class") == "entries" for r in t.find(f"{XHTML}tbody")]
        if len(rows) != len(lines):
            fail(name, len(rows), "entries of", len(lines))
        for row, line in zip(rows, lines):
            cells = [text_of(c) for c in row]
            if cells[0] != f"{line['batch']}/{line['item']}" or cells[1] != squeeze(line["product"]):
                fail(name, "is another entry:", cells[0], line)
            for column, cell in (("models", 3), ("aliases", 3), ("describes", 4), ("in_use_rule", 4), ("doubt", 4)):
                for text in line[column].split(";") if cell == 3 else [line[column]]:
                    ask(cells[cell], text, f"{name} {cells[0]}")
        if sum("“" in text_of(r) for r in rows) > sum("“" in "".join(l.values()) for l in lines):
            fail(name, "an entry is quoted")


def same_words(tree, markdown, where):
    """The words of the page's body and of the Markdown, without the marks by which labels are set apart."""
    page = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    strip = lambda t: re.sub(r"[\s:：]", "", t)
    want = strip("".join(tree.find(f"{XHTML}body").itertext()))
    got = strip("".join(html5lib.parse(page).find(f"{XHTML}body").itertext()))
    for i, (a, b) in enumerate(zip(want, got)):
        if a != b:
            fail(where, "differ:", want[max(0, i - 30):i + 30], "|", got[max(0, i - 30):i + 30])
    if len(want) != len(got):
        fail(where, "one is longer")
    for kind in ("table", "tr", "h2", "h3", "h4", "blockquote"):
        n = sum(1 for t in tree.iter(f"{XHTML}{kind}") if t.get("class") != "facts") if kind == "table" else len(list(tree.iter(f"{XHTML}{kind}")))
        if kind != "tr" and page.count(f"<{kind}>") != n:
            fail(where, kind, n, "of the page are", page.count(f"<{kind}>"), "in the Markdown")


warnings.simplefilter("ignore")
folder, rest, said = sys.argv[1], sys.argv[2:], []
for name, pack in zip(rest[::2], rest[1::2]):
    for lang in ("zh", "en"):
        text = open(f"{folder}/{name}.{lang}.html", encoding="utf-8").read()
        tree = parse(text, f"{name}.{lang}.html")
        look_at_page(tree, f"{name}.{lang}.html")
        if pack != "-":
            counts = look_at_pack(name, pack, lang, tree)
        same_words(tree, open(f"{folder}/{name}.{lang}.markdown", encoding="utf-8").read(), f"{name}.{lang}")
    if pack != "-":
        said.append("%d rules and %d tests" % counts)
print("document: " + ", ".join(said) + " stand in it, in both languages and formats")
