// Starts the studio as a user would, on a free port and in a data directory of its own, with the demo
// dealership in it, and a Chromium to look at it with.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');

/** What the demo prints; the same on every machine. */
export const people = {
  sales: 'sam.torres@bayline.example',
  manager: 'dana.kessler@bayline.example',
  finance: 'jules.mercer@bayline.example',
  generalManager: 'robin.achebe@bayline.example',
  admin: 'alex.wynn@bayline.example',
};

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Runs `autolytiq up --demo` and resolves when it says that it is ready. `STUDIO_URL` names one that runs already. */
export async function startStudio() {
  if (process.env.STUDIO_URL) {
    return { url: process.env.STUDIO_URL, password: process.env.STUDIO_PASSWORD, log: () => '', async stop() {} };
  }
  const data = mkdtempSync(join(tmpdir(), 'autolytiq-'));
  const port = await freePort();
  const program = process.env.AUTOLYTIQ ?? join(root, 'target/debug/autolytiq');
  // The log goes to a file: a pipe that nobody empties in time would hold the studio up.
  const logFile = join(data, 'studio.log');
  const log = openSync(logFile, 'a');
  const studio = spawn(program, ['up', '--demo'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: data },
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  const said = [];
  const ended = new Promise((resolve) => studio.once('exit', resolve));
  let password;
  const ready = new Promise((resolve) => {
    createInterface({ input: studio.stdout }).on('line', (line) => {
      said.push(`${line}\n`);
      password = /password: (\S+)/.exec(line)?.[1] ?? password;
      if (line.includes(`http://localhost:${port}`)) resolve();
    });
  });
  const failed = ended.then((code) => {
    throw new Error(`the studio ended with ${code} before it was ready:\n${said.join('')}${readFileSync(logFile, 'utf8')}`);
  });
  await Promise.race([ready, failed]);
  failed.catch(() => {});
  return {
    url: `http://localhost:${port}`,
    pid: studio.pid,
    password,
    log: () => said.join('') + readFileSync(logFile, 'utf8'),
    async stop() {
      studio.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A Chromium with nothing remembered. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}
