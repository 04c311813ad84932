/** Fails when the first screen weighs more than its budget: every script and style that index.html asks for, gzipped. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET = { js: 200_000, css: 30_000 };

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const html = readFileSync(join(dist, "index.html"), "utf8");
const weigh = (pattern) =>
  [...html.matchAll(pattern)].reduce(
    (sum, [, path]) => sum + gzipSync(readFileSync(join(dist, path))).length,
    0,
  );

const weights = {
  js: weigh(/(?:src|href)="(\/[^"]+\.js)"/g),
  css: weigh(/href="(\/[^"]+\.css)"/g),
};
let over = false;
for (const [kind, bytes] of Object.entries(weights)) {
  over ||= bytes > BUDGET[kind] || bytes === 0;
  process.stdout.write(`${kind}: ${bytes} of ${BUDGET[kind]} bytes, gzipped\n`);
}
process.exit(over ? 1 : 0);
