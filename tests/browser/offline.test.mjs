// Without a network: the desk goes on in a reloaded page with the same figures, and what was typed is sent once, to
// stand beside what a colleague did meanwhile.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { people, startBrowser, startStudio } from './studio.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { AxeBuilder } = createRequire(join(root, 'web/package.json'))('@axe-core/playwright');

let studio;
let browser;

before(async () => {
  studio = await startStudio();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
});

async function tokenOf(email) {
  const login = await fetch(`${studio.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: studio.password }),
  });
  return (await login.json()).access_token;
}

/** An answer of the API with its ETag. */
async function api(token, method, path, body, etag) {
  const answer = await fetch(`${studio.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(etag === undefined ? {} : { 'if-match': etag }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
  return { value: JSON.parse(text), etag: answer.headers.get('etag') };
}

const cell = (page, id) => page.locator(`[data-cell="${id}"]`);

async function write(page, id, text) {
  await cell(page, id).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const shows = (page, id, text) =>
  page.waitForFunction(
    ([name, wanted]) => document.querySelector(`[data-cell="${name}"]`)?.value.replaceAll(/[^\d.]/g, '') === wanted,
    [id, text],
  );

/** Everything on the desk that is a figure of the structure. */
const figures = (page) => page.locator('[data-region="structure"]').innerText();

test('cut the network, edit, reload, connect again', async (t) => {
  const token = await tokenOf(people.manager);
  const [{ value: rooftops }, { value: buyers }, { value: stock }] = await Promise.all([
    api(token, 'GET', '/rooftops'),
    api(token, 'GET', '/customers?state=FL&limit=1'),
    api(token, 'GET', '/vehicles?status=available&condition=new&limit=1&sort=stock_number'),
  ]);
  const { value: deal } = await api(token, 'POST', '/deals', {
    rooftop_id: rooftops.items[0].id,
    customer_id: buyers.items[0].id,
    vehicle_id: stock.items[0].id,
  });

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: studio.url });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  await page.goto(`/deals/${deal.id}`);
  await page.getByLabel('Work email').fill(people.manager);
  await page.getByLabel('Password', { exact: true }).fill(studio.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await cell(page, 'selling_price').waitFor();
  await page.getByRole('radiogroup').getByText('Retail').click();
  await write(page, 'finance/sell_rate', '6.49');
  await write(page, 'finance/term_months', '72');
  await page.locator('[data-save="saved"]').waitFor();
  // The shell and the deal are kept by now.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await cell(page, 'selling_price').waitFor();
  await page.locator('[data-save="saved"]').waitFor();

  await context.setOffline(true);
  await write(page, 'cash_down', '4000');
  await page.locator('[data-save="offline"]').waitFor();
  const typed = await figures(page);
  await page.reload();
  await shows(page, 'cash_down', '4000.00');
  await page.getByText(/^Offline\. You see what this browser kept/).waitFor();
  await page.waitForFunction(
    (wanted) => document.querySelector('[data-region="structure"]')?.innerText === wanted,
    typed,
  );
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(violations.map(({ id }) => id), []);
  // Nothing of it lies on this machine readable.
  const kept = await page.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const asked = indexedDB.open('autolytiq.offline');
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const rows = await new Promise((resolve) => {
      const asked = database.transaction('rows').objectStore('rows').getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
    return rows.map((row) => new TextDecoder('latin1').decode(row.sealed));
  });
  assert.ok(kept.length > 0);
  assert.ok(kept.every((text) => !text.includes(deal.number) && !text.includes(buyers.items[0].last_name)));

  // Meanwhile a colleague changes another line.
  const at = `/deals/${deal.id}/structures/${deal.structures[0].id}`;
  const theirs = await api(token, 'GET', at);
  const inputs = { ...theirs.value.inputs, selling_price: '30000.00' };
  await api(token, 'PUT', at, { name: theirs.value.name, inputs }, theirs.etag);

  await context.setOffline(false);
  await shows(page, 'selling_price', '30000.00');
  await page.locator('[data-save="saved"]').waitFor();
  await page.getByText(/^Offline\. You see/).waitFor({ state: 'detached' });
  const stored = (await api(token, 'GET', at)).value;
  assert.deepEqual([stored.inputs.cash_down, stored.inputs.selling_price], ['4000.00', '30000.00']);
  // Theirs is the revision before, ours the one after: it was stored once.
  assert.equal(stored.revision, theirs.value.revision + 2);
  const shown = (await figures(page)).replaceAll(',', '');
  assert.ok(shown.includes(stored.figures.loan.payment), shown);

  // Nothing waits any more, and signing out leaves nothing behind.
  await page.reload();
  await shows(page, 'cash_down', '4000.00');
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByLabel('Work email').waitFor();
  await page.waitForFunction(
    () =>
      new Promise((resolve) => {
        const asked = indexedDB.open('autolytiq.offline');
        asked.onsuccess = () => {
          const tx = asked.result.transaction(['rows', 'keys']);
          const [rows, keys] = ['rows', 'keys'].map((name) => tx.objectStore(name).count());
          tx.oncomplete = () => resolve(rows.result === 0 && keys.result === 0);
        };
      }),
  );
  assert.deepEqual(thrown, []);
});
