// Prints line coverage by crate from the coverage tool's JSON summary; tests and generated code left out.
import { readFileSync } from 'node:fs';

const crates = ['engine/money', 'engine/tax', 'engine/desk', 'platform', 'services/gateway', 'services/identity', 'services/customers', 'services/inventory', 'services/deals'];
const root = `${process.cwd()}/`;
const files = JSON.parse(readFileSync(process.argv[2], 'utf8')).data[0].files;

let allCovered = 0;
let allLines = 0;
for (const crate of crates) {
  const own = files.filter(({ filename }) => filename.startsWith(`${root}${crate}/src/`) && !filename.endsWith('/main.rs'));
  if (own.length === 0) continue;
  const covered = own.reduce((sum, file) => sum + file.summary.lines.covered, 0);
  const lines = own.reduce((sum, file) => sum + file.summary.lines.count, 0);
  allCovered += covered;
  allLines += lines;
  console.log(`${crate.padEnd(20)} ${String(covered).padStart(6)} of ${String(lines).padStart(6)} lines  ${((100 * covered) / lines).toFixed(1).padStart(5)} %`);
}
console.log(`${'all'.padEnd(20)} ${String(allCovered).padStart(6)} of ${String(allLines).padStart(6)} lines  ${((100 * allCovered) / allLines).toFixed(1).padStart(5)} %`);
