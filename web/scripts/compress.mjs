// Writes a brotli and a gzip form beside every text and module of the build, so that the server need not compress
// anything while it answers. The program carries only these forms of them.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSED = /\.(html|js|css|wasm|svg|json|txt)$/;
const dist = new URL("../dist", import.meta.url).pathname;

for (const name of readdirSync(dist, { recursive: true })) {
  const path = join(dist, name);
  if (!COMPRESSED.test(path) || !statSync(path).isFile()) continue;
  const bytes = readFileSync(path);
  const forms = {
    br: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    gz: gzipSync(bytes, { level: 9 }),
  };
  for (const [ending, form] of Object.entries(forms)) {
    writeFileSync(`${path}.${ending}`, form);
  }
}
