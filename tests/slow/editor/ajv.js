// Every good rule file under its schema by ajv, in strict mode; and bent.
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv");
const YAML = require("yaml");

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
const validators = {};
for (const file of fs.readdirSync("rules/schema")) {
	const name = path.basename(file, ".json");
	validators[`phaseout/${name}-1`] = ajv.compile(JSON.parse(fs.readFileSync(`rules/schema/${file}`, "utf8")));
}

function* files(folder) {
	for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
		const at = `${folder}/${entry.name}`;
		if (entry.isDirectory()) yield* files(at);
		else if (at.endsWith(".yaml")) yield at;
	}
}

// as our profile reads them: every scalar is a text
const read = (file) => YAML.parse(fs.readFileSync(file, "utf8"), { schema: "failsafe" });
let good = 0, bent = 0;
for (const folder of ["rules", "samples"])
	for (const file of files(folder)) {
		const value = read(file);
		const valid = validators[value.schema];
		if (!valid) throw new Error(`${file}: no schema for ${value.schema}`);
		if (!valid(value)) throw new Error(`${file}: ${ajv.errorsText(valid.errors).slice(0, 300)}`);
		good++;
		for (const change of [{ more: "x" }, { schema: "phaseout/none-1" }]) {
			if (valid({ ...value, ...change })) throw new Error(`${file}: valid with ${JSON.stringify(change)}`);
			bent++;
		}
	}
if (!good) throw new Error("no file was found");
console.log(`ajv: ${Object.keys(validators).length} schemas compile, ${good} good files are valid, ${bent} bent ones are not`);
