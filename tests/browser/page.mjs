// A page with somebody signed in, and what an accessibility checker says of it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { AxeBuilder } = createRequire(join(root, 'web/package.json'))('@axe-core/playwright');

/** Signed in and at the deals, in a context of its own; a page that throws fails the test. */
export async function signedIn({ studio, browser }, t, email, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: studio.url, ...options });
  const page = await context.newPage();
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  t.after(async () => {
    await context.close();
    assert.deepEqual(thrown, []);
  });
  await page.goto('/');
  await page.getByLabel('Work email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(studio.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
  return page;
}

/** No fault that WCAG 2.2 AA names; `where` tells which state of the page was looked at. */
export async function passes(page, where) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes[0].target.join(' ')}`), []);
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
