"""Of check-files.sh. Scalars are read as our profile reads them: all are texts; and as an editor types them."""
import copy, glob, json, os, re, subprocess, sys
import jsonschema, yaml

dump, write = sys.argv[1], sys.argv[2] == "write"
NAMES = ["rules", "overlay", "catalogue", "vocabulary", "units", "mapping"]


def generate(name):
    made = subprocess.run([dump, name], capture_output=True)
    return json.loads(made.stdout) if made.returncode == 0 else None


def text_of(schema):
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


schemas = {}
for name in NAMES:
    schema, path = generate(name), f"rules/schema/{name}.json"
    if schema is None:
        sys.exit(f"files: {dump} makes no schema {name}")
    jsonschema.Draft7Validator.check_schema(schema)
    if write:
        open(path, "w", encoding="utf-8").write(text_of(schema))
    elif open(path, encoding="utf-8").read() != text_of(schema):
        sys.exit(f"files: {path} is not what the loader's tables say; make schemas writes it anew")
    schemas["phaseout/" + name + "-1"] = jsonschema.Draft7Validator(schema)


class Typed(yaml.SafeLoader):
    """As an editor reads it, which speaks YAML 1.2: numbers and booleans, but no dates, and no is a text."""


NOT_TYPED = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
Typed.yaml_implicit_resolvers = {first: [r for r in rows if r[0] not in NOT_TYPED] for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Typed.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def read(path, typed=False):
    with open(path, encoding="utf-8-sig") as f:
        return yaml.load(f, Typed if typed else yaml.BaseLoader)


# --- good files -----------------------------------------------------------------------------------------------------
good = sorted(
    glob.glob("rules/**/*.yaml", recursive=True)
    + glob.glob("samples/**/*.yaml", recursive=True)
    + glob.glob("tests/cases/meaning/good/**/*.yaml", recursive=True)
    + glob.glob("tests/cases/overlay/**/*.yaml", recursive=True)
    + glob.glob("tests/cases/lint/overlay-clean/**/*.yaml", recursive=True)
    + glob.glob("tests/bench/**/*.yaml", recursive=True)
)
bent = 0


def places(value, path=()):
    """Every mapping in it, with the way to it."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from places(inner, path + (key,))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from places(inner, path + (i,))


def at(value, path):
    for step in path:
        value = value[step]
    return value


for path in good:
    value = read(path)
    validator = schemas.get(value.get("schema"))
    if validator is None:
        sys.exit(f"files: {path}: no schema for {value.get('schema')}")
    for form in (value, read(path, typed=True)):
        for error in validator.iter_errors(form):
            sys.exit(f"files: {path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    # a key that is none, with a value that is none, in a few of its mappings
    ways = list(places(value))
    for way in ways[:: max(1, len(ways) // 12)]:
        other = copy.deepcopy(value)
        at(other, way)["a key that is none"] = [["no", "value"]]
        if validator.is_valid(other):
            sys.exit(f"files: {path}: valid with a key that is none at {'/'.join(map(str, way))}")
        bent += 1
    for key in ("schema",) + tuple(k for k in ("pack", "overlay", "catalogue", "rules") if k in value):
        other = copy.deepcopy(value)
        other[key] = ["a", "list"] if key != "rules" else "a text"
        if validator.is_valid(other):
            sys.exit(f"files: {path}: valid with a bent \"{key}\"")
        bent += 1

# --- fixtures: what the loader refuses by its shape is refused here ------------------------------------------------------
shapes = jsonschema.Draft7Validator(generate("shapes"))
refused = accepted = 0
for folder in sorted(glob.glob("tests/cases/shape/*/")):
    if not os.path.exists(folder + "in.yaml") or not os.path.exists(folder + "want"):
        continue  # a recipe of a long file
    wanted = open(folder + "want", encoding="utf-8").read()
    if "PO1" in wanted and "PO111" not in wanted or '"~"' in wanted:
        continue  # the profile's mistakes come first, and a JSON Schema sees none of them
    valid = shapes.is_valid(read(folder + "in.yaml"))
    if valid != (not wanted):
        sys.exit(f"files: {folder}: the loader {'accepts' if not wanted else 'refuses'} it, the schema does not")
    refused += not valid
    accepted += valid
if not refused or not accepted:
    sys.exit("files: the fixtures say nothing")
print(f"files: {len(good)} good files are valid, {bent} bent ones are not; of the fixtures {accepted} are valid, {refused} are not")
