// Writes the service worker of a build: its files by name, and a version that changes with any of them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = new URL("../dist", import.meta.url).pathname;
const template = readFileSync(new URL("./sw.js", import.meta.url), "utf8");

const files = readdirSync(dist, { recursive: true })
  .map(String)
  .filter((name) => statSync(join(dist, name)).isFile() && !/\.(br|gz|map)$/.test(name) && name !== "sw.js")
  .toSorted();
const version = createHash("sha256");
for (const name of files) version.update(name).update(readFileSync(join(dist, name)));
const worker = template
  .replace("__VERSION__", version.digest("hex").slice(0, 16))
  .replace("__FILES__", JSON.stringify(files.map((name) => `/${name}`)));
writeFileSync(join(dist, "sw.js"), worker);
