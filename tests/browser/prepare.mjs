// Makes the demo dealership once, in a data directory of which every browser test then starts its own copy:
// node tests/browser/prepare.mjs DIRECTORY
import { dirname, join, resolve } from 'node:path';
import { runStudio } from './studio.mjs';

const data = resolve(process.argv[2]);
const studio = await runStudio(data, join(dirname(data), 'studio.log'));
await studio.stop();
