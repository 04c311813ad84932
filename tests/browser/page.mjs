// Where a journey takes place: a studio and a browser, a page with somebody signed in, what an accessibility checker says
// of it, and the API as one of the people.
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startBrowser, startStudio } from './studio.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { AxeBuilder } = createRequire(join(root, 'web/package.json'))('@axe-core/playwright');

/** How long a page may take to show what it is waited for: no word on how fast it is, but on when nobody hopes any more. */
const PATIENCE_MS = 60_000;

/** The studio, the browser and the API of a file of tests: there before its first, gone after its last; `ready` goes on there. */
export function place(ready = () => {}) {
  const at = {};
  before(async () => {
    at.studio = await startStudio();
    at.browser = await startBrowser();
    at.api = apiOf(at.studio);
    await ready();
  });
  after(async () => {
    await at.browser?.close();
    await at.studio?.stop();
  });
  return at;
}

/** A page in a context of its own, with nothing remembered; a page that throws fails the test. */
export async function opened({ studio, browser }, t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: studio.url, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  t.after(async () => {
    if (!t.passed) t.diagnostic(await looks(page));
    await context.close();
    assert.deepEqual(thrown, []);
  });
  return page;
}

/** How a page stands whose test failed: where it is, what it says of its saves, what it told, what has the focus. */
async function looks(page) {
  const seen = await page
    .evaluate(() => ({
      at: location.href,
      saves: [...document.querySelectorAll('[data-save]')].map(({ dataset }) => dataset.save),
      told: [...document.querySelectorAll('[role=status], [role=alert], dialog[open]')].map(({ innerText }) => innerText),
      focus: document.activeElement?.outerHTML.slice(0, 300),
    }))
    .catch((error) => error.message);
  return `the page when the test ended: ${JSON.stringify(seen, null, 2)}`;
}

/** The form of the sign-in, filled in and sent. */
export async function enter(page, email, password) {
  await page.getByLabel('Work email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Signed in and at the deals. */
export async function signedIn(at, t, email, options) {
  const page = await opened(at, t, options);
  await page.goto('/');
  await enter(page, email, at.studio.password);
  await page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
  return page;
}

/** Who signs in, if they may; the answer of the API. */
export async function login(studio, email) {
  const answer = await fetch(`${studio.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: studio.password }),
  });
  const said = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(said));
  return said;
}

/** The API as one of the people, by e-mail; a refusal fails the test. */
export function apiOf(studio) {
  const tokens = new Map();
  return async (email, method, path, body, headers = {}) => {
    if (!tokens.has(email)) tokens.set(email, (await login(studio, email)).access_token);
    const answer = await fetch(`${studio.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(email)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}

/** The field comes to hold this: a touch is answered a moment after the finger is off. */
export async function reads(field, wanted) {
  const shown = field.page().waitForFunction(([each, text]) => each.value === text, [await field.elementHandle(), wanted]);
  await shown.catch(() => {});
  assert.equal(await field.inputValue(), wanted);
}

/** What moved on the page has come to rest. */
export async function settled(page) {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity);
    // One that is taken away goes with its part of the page.
    await Promise.all(ending.map((each) => each.finished.catch(() => {})));
  });
}

/** No fault that WCAG 2.2 AA names; `where` tells which state of the page was looked at. */
export async function passes(page, where) {
  // A color is judged where it rests, not on its way.
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes[0].target.join(' ')}`), []);
}

/** A name drawn on the pad with the mouse. */
export async function drawn(page) {
  const pad = page.getByRole('img', { name: /nothing drawn yet/ });
  // Over the pad once it stays where it is; only then is its place taken.
  await pad.hover();
  const { x, y, width, height } = await pad.boundingBox();
  await page.mouse.move(x + width * 0.1, y + height * 0.7);
  await page.mouse.down();
  for (const [across, down] of [[0.2, 0.3], [0.3, 0.7], [0.4, 0.35], [0.55, 0.6], [0.7, 0.5]]) {
    await page.mouse.move(x + width * across, y + height * down, { steps: 4 });
  }
  await page.mouse.up();
  await page.getByRole('img', { name: 'Signature: drawn' }).waitFor();
}

/** A machine that is busy: what waits for the next frame runs only when the answer is called. */
export async function framesHeld(page) {
  await page.evaluate(() => {
    const waiting = [];
    window.requestAnimationFrame = (then) => waiting.push(then);
    window.runFrames = () => {
      for (const then of waiting.splice(0)) then(performance.now());
    };
  });
  return () => page.evaluate(() => window.runFrames());
}

/** The six digits of an authenticator app after RFC 6238, now or some half minutes later. */
export function codeOf(secret, later = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
