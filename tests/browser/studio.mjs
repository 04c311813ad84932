// Starts the studio as a user would, on a port and in a data directory of its own, with the demo dealership in it, and a
// Chromium to look at it with.
import { execFileSync, spawn } from 'node:child_process';
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

/** Below the ports that the system hands to connections, and from another one on in every process. */
async function freePort() {
  for (let port = 20_000 + (process.pid % 6_000) * 2; ; port += 1) {
    const probe = createServer();
    const free = await new Promise((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

/**
 * Runs `autolytiq up --demo` and resolves when it says that it is ready. `STUDIO_DATA` names the data directory of a studio
 * that was stopped: its copy saves making the demo anew. `STUDIO_URL` names a studio that runs already.
 */
export async function startStudio() {
  if (process.env.STUDIO_URL) {
    return { url: process.env.STUDIO_URL, password: process.env.STUDIO_PASSWORD, log: () => '', async stop() {} };
  }
  const home = mkdtempSync(join(tmpdir(), 'autolytiq-'));
  const data = join(home, 'data');
  // The files of its database may belong to somebody else; -p keeps that.
  if (process.env.STUDIO_DATA) execFileSync('cp', ['-Rp', process.env.STUDIO_DATA, data]);
  try {
    const studio = await runStudio(data, join(home, 'studio.log'));
    return {
      ...studio,
      async stop() {
        await studio.stop();
        rmSync(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/** A studio in this data directory, ready; it ends when it is told to stop. */
export async function runStudio(data, logFile) {
  const port = await freePort();
  const program = process.env.AUTOLYTIQ ?? join(root, 'target/debug/autolytiq');
  // The log goes to a file: a pipe that nobody empties in time would hold the studio up.
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
