// Two people at one deal, each in a browser of their own: they see each other, keep both of their lines, are asked
// only about the same line, and the board of a third follows.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { people, startBrowser, startStudio } from './studio.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { AxeBuilder } = createRequire(join(root, 'web/package.json'))('@axe-core/playwright');

const SAM = 'Sam Torres';
const DANA = 'Dana Kessler';

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

async function signedIn(t, email, path) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: studio.url });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  t.after(async () => {
    await context.close();
    assert.deepEqual(thrown, []);
  });
  await page.goto(path);
  await page.getByLabel('Work email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(studio.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(`**${path}*`);
  return page;
}

async function tokenOf(email) {
  const login = await fetch(`${studio.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: studio.password }),
  });
  return (await login.json()).access_token;
}

async function api(token, method, path, body) {
  const answer = await fetch(`${studio.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** A new deal of Sam's with a buyer and a car from stock. */
async function newDeal(token) {
  const [rooftops, buyers, stock] = await Promise.all([
    api(token, 'GET', '/rooftops'),
    api(token, 'GET', '/customers?state=FL&limit=1'),
    api(token, 'GET', '/vehicles?status=available&condition=new&limit=1&sort=stock_number'),
  ]);
  return api(token, 'POST', '/deals', {
    rooftop_id: rooftops.items[0].id,
    customer_id: buyers.items[0].id,
    vehicle_id: stock.items[0].id,
  });
}

const cell = (page, id) => page.locator(`[data-cell="${id}"]`);

async function write(page, id, text) {
  await cell(page, id).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Until a cell shows this amount, whoever typed it. */
const shows = (page, id, text) =>
  page.waitForFunction(
    ([name, wanted]) => document.querySelector(`[data-cell="${name}"]`)?.value.replaceAll(/[^\d.]/g, '') === wanted,
    [id, text],
  );

async function soundForAll(page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`), []);
}

test('two people see each other, and both keep their lines', async (t) => {
  const token = await tokenOf(people.sales);
  const deal = await newDeal(token);
  const at = `/deals/${deal.id}`;
  const [sam, dana] = await Promise.all([signedIn(t, people.sales, at), signedIn(t, people.manager, at)]);
  await dana.getByRole('img', { name: `Here now: you, ${SAM}` }).waitFor();
  await sam.getByRole('img', { name: `Here now: you, ${DANA}` }).waitFor();

  // A colleague's cell has their letters and says so.
  await cell(sam, 'cash_down').focus();
  const marked = dana.locator(`[data-colleague="${SAM}"]`, { has: cell(dana, 'cash_down') });
  await marked.getByText('ST', { exact: true }).waitFor();
  await marked.getByText(`${SAM} is in this cell`).waitFor({ state: 'attached' });

  // Different lines at the same time: each has both, and so has the server.
  await Promise.all([write(sam, 'cash_down', '4000'), write(dana, 'selling_price', '30000')]);
  await Promise.all([shows(sam, 'selling_price', '30000.00'), shows(dana, 'cash_down', '4000.00')]);
  await Promise.all([sam, dana].map((page) => page.locator('[data-save="saved"]').waitFor()));
  assert.equal(await sam.getByRole('dialog').count(), 0);
  assert.equal(await dana.getByRole('dialog').count(), 0);
  const both = (await api(token, 'GET', at)).structures;
  assert.equal(both.length, 1);
  assert.deepEqual(
    [both[0].inputs.cash_down, both[0].inputs.selling_price],
    ['4000.00', '30000.00'],
  );
  await soundForAll(dana);

  // The second browser's figures are the first one's.
  const payment = async (page) => (await page.locator('[data-region="structure"]').innerText()).replaceAll(',', '');
  const figure = both[0].figures.loan?.payment ?? both[0].figures.total_price;
  for (const page of [sam, dana]) assert.ok((await payment(page)).includes(figure) || figure === undefined);

  // Who leaves is not shown any more.
  await sam.goto('/customers');
  await dana.getByRole('img', { name: /^Here now/ }).waitFor({ state: 'detached' });
});

test('the same line asks, and both can be kept as two scenarios', async (t) => {
  const token = await tokenOf(people.sales);
  const deal = await newDeal(token);
  const at = `/deals/${deal.id}`;
  const [sam, dana] = await Promise.all([signedIn(t, people.sales, at), signedIn(t, people.manager, at)]);
  await Promise.all([cell(sam, 'cash_down').waitFor(), cell(dana, 'cash_down').waitFor()]);

  // Sam's save is on its way while Dana's is stored.
  let letGo = () => {};
  const danaIsStored = new Promise((resolve) => {
    letGo = resolve;
  });
  const samSends = new Promise((sends) => {
    void sam.route('**/structures/*', async (route) => {
      if (route.request().method() === 'PUT') {
        sends();
        await danaIsStored;
      }
      await route.continue();
    });
  });
  await write(sam, 'cash_down', '4000');
  await samSends;
  const stored = dana.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
  await write(dana, 'cash_down', '5000');
  await stored;
  letGo();

  const dialog = sam.getByRole('dialog', { name: 'Someone changed this scenario too' });
  await dialog.waitFor();
  const row = dialog.getByRole('row', { name: /cash down/i });
  assert.match(await row.innerText(), /4,000\.00[\s\S]*5,000\.00/);
  await soundForAll(sam);
  await dialog.getByRole('button', { name: 'Make both scenarios' }).click();
  await dialog.waitFor({ state: 'detached' });
  for (const page of [sam, dana]) {
    await page.locator('[data-region="scenarios"] li').nth(1).waitFor();
  }
  const kept = (await api(token, 'GET', at)).structures;
  assert.deepEqual(
    kept.map(({ letter, inputs }) => [letter, inputs.cash_down]),
    [['A', '5000.00'], ['B', '4000.00']],
  );
  await shows(sam, 'cash_down', '5000.00');
  await soundForAll(sam);
});

test('the board follows what others do', async (t) => {
  const dana = await signedIn(t, people.manager, '/deals');
  const lane = (name) => dana.getByRole('region', { name: new RegExp(`^${name}, `) });
  const token = await tokenOf(people.sales);
  await lane('Draft').locator('a[href^="/deals/"]').first().waitFor();
  const deal = await newDeal(token);
  await lane('Draft').locator(`a[href="/deals/${deal.id}"]`).waitFor();
  const read = await fetch(`${studio.url}/api/v1/deals/${deal.id}`, { headers: { authorization: `Bearer ${token}` } });
  await fetch(`${studio.url}/api/v1/deals/${deal.id}/submit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'if-match': read.headers.get('etag') },
  });
  await lane('Submitted').locator(`a[href="/deals/${deal.id}"]`).waitFor();
});
