// yaml-language-server over its standard input and output, as an editor starts it, with the settings that README shows.
const fs = require("fs");
const path = require("path");
const { spawn } = require("child_process");
const { pathToFileURL } = require("url");

const WAIT = 60000; // a server that says nothing for so long is none
const settings = JSON.parse(fs.readFileSync("README.md", "utf8").match(/```json\n(\{\n\s*"yaml\.schemas"[^]*?)```/)[1]);
const server = spawn("build/editor/node_modules/.bin/yaml-language-server", ["--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const timer = setTimeout(() => fail("the server says nothing"), WAIT);
const heard = {};
let buffer = Buffer.alloc(0), id = 0;

function fail(why) {
	console.error(`server: ${why}`);
	server.kill();
	process.exit(1);
}

function send(message) {
	const text = JSON.stringify({ jsonrpc: "2.0", ...message });
	server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

const schemas = {};
for (const [file, globs] of Object.entries(settings["yaml.schemas"])) schemas[pathToFileURL(path.resolve(file)).href] = globs;
const configuration = { yaml: { schemas, validate: true, hover: true, completion: true, schemaStore: { enable: false } } };

function answer(message) {
	if (message.method === "textDocument/publishDiagnostics") heard[message.params.uri] = message.params.diagnostics;
	else if (message.method === "workspace/configuration")
		send({ id: message.id, result: message.params.items.map((i) => (i.section ? configuration[i.section] ?? null : configuration)) });
	else if (message.id !== undefined && message.method) send({ id: message.id, result: null });
	else if (message.id === 1) begin();
}

server.stdout.on("data", (chunk) => {
	buffer = Buffer.concat([buffer, chunk]);
	for (;;) {
		const head = buffer.indexOf("\r\n\r\n");
		if (head < 0) return;
		const length = Number(/Content-Length: (\d+)/i.exec(buffer.slice(0, head).toString())[1]);
		if (buffer.length < head + 4 + length) return;
		const message = JSON.parse(buffer.slice(head + 4, head + 4 + length));
		buffer = buffer.slice(head + 4 + length);
		answer(message);
		look();
	}
});

const uri = (name) => pathToFileURL(path.resolve(name)).href;
const open = (name, text) => send({ method: "textDocument/didOpen", params: { textDocument: { uri: uri(name), languageId: "yaml", version: 1, text } } });

// a slip in a copy of a real file that is never written: the line, from 0, and what is said of it
const FILE = "rules/sd-2013/metallurgy.yaml", BAD = "rules/sd-2013/slip.yaml";
const lines = fs.readFileSync(FILE, "utf8").split("\n");
const slip = lines.findIndex((l) => /^ {4}deadline:/.test(l));
const bad = lines.map((l, i) => (i === slip ? l.replace("deadline:", "deadlin:") : l)).join("\n");
const GOOD = [FILE, "rules/sd-2013/pack.yaml", "rules/units.yaml", "rules/vocabulary/machinery.yaml", "rules/catalogues/miit/catalogue.yaml",
	"samples/plain-words.mapping.yaml"];

function begin() {
	send({ method: "initialized", params: {} });
	send({ method: "workspace/didChangeConfiguration", params: { settings: configuration } });
	for (const file of GOOD) open(file, fs.readFileSync(file, "utf8"));
	open(BAD, bad);
}

function look() {
	const all = [...GOOD, BAD];
	if (!all.every((f) => heard[uri(f)])) return;
	// the first diagnostics may come before the schemas are there
	if (!heard[uri(BAD)].length) return;
	for (const file of GOOD)
		if (heard[uri(file)].length) fail(`${file}: ${JSON.stringify(heard[uri(file)][0]).slice(0, 300)}`);
	const told = heard[uri(BAD)].filter((d) => d.range.start.line === slip && /deadlin/.test(d.message));
	if (!told.length) fail(`of the slip in line ${slip + 1} this was told: ${JSON.stringify(heard[uri(BAD)]).slice(0, 400)}`);
	clearTimeout(timer);
	console.log(`server: ${GOOD.length} good files show nothing, a slip shows in its line: ${told[0].message}`);
	server.kill();
	process.exit(0);
}

send({
	id: ++id,
	method: "initialize",
	params: {
		processId: process.pid,
		rootUri: uri("."),
		workspaceFolders: [{ uri: uri("."), name: "phaseout" }],
		capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } }, textDocument: { publishDiagnostics: {} } },
	},
});
