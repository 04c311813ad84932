// Requests a second of a signed-in deal read through the gateway, beside `pgbench -S` and a static file from
// nginx on the same two cores in the same run. All on loopback, bounded in time.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const CONNECTIONS = 16;

// wrk prints the percentiles that its own report leaves out.
const REPORT = `
done = function(summary, latency, requests)
  io.write(string.format("RESULT %.0f %.3f %.3f %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
`;

function wrk(url, headers = []) {
  const folder = mkdtempSync(join(tmpdir(), 'wrk-'));
  const script = join(folder, 'report.lua');
  writeFileSync(script, REPORT);
  const out = execFileSync('wrk', ['-t', '1', '-c', String(CONNECTIONS), '-d', `${SECONDS}s`, '-s', script, ...headers.flatMap((header) => ['-H', header]), url], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const [, rate, p50, p95, errors] = /RESULT (\S+) (\S+) (\S+) (\d+)/.exec(out);
  return { rate: Number(rate), p50: Number(p50), p95: Number(p95), errors: Number(errors) };
}

/** Read one deal at 16 connections. */
export async function dealReads(studio) {
  const { token, deal } = await signIn(studio);
  const url = `${studio.url}/api/v1/deals/${deal}`;
  const headers = [`Authorization: Bearer ${token}`];
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const bytes = (await answer.arrayBuffer()).byteLength;
  return { ...wrk(url, headers), bytes };
}

async function signIn({ url, password }) {
  const json = async (path, init) => {
    const answer = await fetch(`${url}/api/v1${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const body = JSON.stringify({ email: 'dana.kessler@bayline.example', password });
  const { access_token: token } = await json('/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { items } = await json('/deals?status=delivered&limit=1', { headers: { authorization: `Bearer ${token}` } });
  return { token, deal: items[0].id };
}

/** `pgbench -S` at the same number of connections, on a cluster of its own. */
export function pgbench() {
  const bin = join('/usr/lib/postgresql', readdirSync('/usr/lib/postgresql').sort().at(-1), 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'pgbench-'));
  const root = process.getuid() === 0;
  const nobody = 65534;
  if (root) chownSync(folder, nobody, nobody);
  const as = root ? { uid: nobody, gid: nobody } : {};
  const run = (program, args) => execFileSync(join(bin, program), args, { ...as, encoding: 'utf8', cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], env: { PGHOST: folder, PGUSER: 'bench', PGDATABASE: 'postgres' } });
  const data = join(folder, 'data');
  run('initdb', ['--no-sync', '-A', 'trust', '-U', 'bench', '-D', data]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses='], { ...as, cwd: folder, stdio: 'ignore' });
  try {
    while (spawnSync(join(bin, 'pg_isready'), ['-q', '-h', folder]).status !== 0);
    run('pgbench', ['-i', '-q', '-s', '5']);
    const out = run('pgbench', ['-S', '-M', 'prepared', '-n', '-c', String(CONNECTIONS), '-j', '1', '-T', String(SECONDS)]);
    return Number(/tps = (\d+)/.exec(out)[1]);
  } finally {
    server.kill('SIGINT');
    spawnSync('sh', ['-c', `while kill -0 ${server.pid} 2>/dev/null; do :; done`], { timeout: 5000 });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A static file of the same size from nginx. */
export function nginx(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  mkdirSync(join(folder, 'www'));
  writeFileSync(join(folder, 'www/deal.json'), 'x'.repeat(bytes));
  const port = 18_000 + (process.pid % 1000);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `user root; worker_processes 2; daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
     http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
            keepalive_requests 10000000; server { listen 127.0.0.1:${port}; root ${folder}/www; } }`,
  );
  const server = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}/deal.json`;
    while (spawnSync('curl', ['-sf', '-o', '/dev/null', url]).status !== 0);
    return wrk(url);
  } finally {
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resident memory of a process, in MB. */
export function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
