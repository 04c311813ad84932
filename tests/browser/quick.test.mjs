// The quick quote on a phone of 390 px: a stock number or a price, a few lines with one thumb, the payment at once, saved
// as a deal whose figures are the same cents.
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

async function clean(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(' ')}`), []);
}

/** The quick quote of a salesperson, reached from the deals as a thumb reaches it. */
async function opened(t) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, baseURL: studio.url });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  t.after(async () => {
    await context.close();
    assert.deepEqual(thrown, []);
  });
  await page.goto('/');
  await page.getByLabel('Work email').fill(people.sales);
  await page.getByLabel('Password', { exact: true }).fill(studio.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'Quick quote' }).tap();
  await page.waitForURL(/\/quick$/);
  await page.getByLabel('Price').waitFor();
  return page;
}

async function stored(page, id) {
  const body = JSON.stringify({ email: people.sales, password: studio.password });
  const login = await fetch(`${studio.url}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { access_token: token } = await login.json();
  const answer = await fetch(`${studio.url}/api/v1/deals/${id}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200);
  return answer.json();
}

const grouped = (amount) => amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const payment = (page) => page.getByRole('region', { name: 'Payment' }).getByRole('status');

async function saved(page) {
  await page.getByRole('button', { name: 'Save as deal' }).tap();
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}/);
  return stored(page, new URL(page.url()).pathname.split('/')[2]);
}

test('a price, a trade and a rate are a payment, and the deal made of them says the same cents', async (t) => {
  const page = await opened(t);
  await page.getByText('Type a price or pick a car.').waitFor();
  await clean(page);
  // Nothing is wider than the phone, and every control has room for a thumb.
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  const small = await page.locator('form input, form button').evaluateAll((all) =>
    all.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML),
  );
  assert.deepEqual(small, []);

  // Down the lines by the keypad's own key, no other touch needed.
  await page.getByLabel('Price').tap();
  for (const text of ['30k', '8000', '5500', '2000', '72', '6.49']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  const shown = payment(page).getByText(/a month, 72 payments/);
  await shown.waitFor();
  // Another keystroke, another payment, with the network cut.
  const before = await payment(page).innerText();
  await page.context().setOffline(true);
  await page.getByLabel('Cash down').fill('3000');
  await page.waitForFunction((was) => document.querySelector('[aria-label="Payment"] [role="status"]').innerText !== was, before);
  await page.context().setOffline(false);
  await clean(page);

  const said = await payment(page).innerText();
  const deal = await saved(page);
  const [{ inputs, figures }] = deal.structures;
  assert.deepEqual(
    [inputs.selling_price, inputs.cash_down, inputs.trades[0].allowance, inputs.trades[0].payoff, inputs.finance.term_months, inputs.finance.sell_rate],
    ['30000.00', '3000.00', '8000.00', '5500.00', 72, '0.0649'],
  );
  assert.ok(said.startsWith(grouped(figures.loan.payment)), `${said} is not ${figures.loan.payment}`);
});

test('a stock number brings car and price; a lease and a ZIP in several counties', async (t) => {
  const page = await opened(t);
  await page.getByLabel('Stock number').fill('H2');
  const found = page.getByRole('button', { name: /H2\d+/ }).first();
  await found.waitFor();
  await found.tap();
  assert.match(await page.getByLabel('Price').inputValue(), /^[\d,]+\.\d\d$/);
  await page.getByRole('button', { name: 'Lease', exact: true }).tap();
  await page.getByLabel('Money factor').fill('.00195');
  await page.getByLabel('Residual').fill('58');
  await payment(page).getByText(/a month, 36 payments/).waitFor();

  // 33556 lies in several counties: until one is picked there is no payment.
  await page.getByLabel('Titled in ZIP').fill('33556');
  await page.getByText('ZIP 33556 lies in several counties').waitFor();
  await payment(page).getByText('Pick the county.').waitFor();
  await clean(page);
  const counties = page.getByRole('group', { name: /several counties/ }).getByRole('button');
  assert.ok((await counties.count()) > 1);
  const picked = (await counties.first().innerText()).split(',')[0];
  await counties.first().tap();
  await payment(page).getByText(/a month, 36 payments/).waitFor();
  await clean(page);
  const said = await payment(page).innerText();
  const deal = await saved(page);
  const [{ inputs, figures }] = deal.structures;
  assert.equal(inputs.kind, 'lease');
  assert.equal(inputs.places.registration.county, picked);
  assert.ok(deal.vehicle.stock_number.startsWith('H2'));
  assert.ok(said.startsWith(grouped(figures.lease.payment)), `${said} is not ${figures.lease.payment}`);
});

test('a slip is said at its line and holds the payment back', async (t) => {
  const page = await opened(t);
  await page.getByLabel('Price').fill('3,00o');
  await page.getByText('is not an amount').waitFor();
  await payment(page).getByText('Look at the field in red.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Save as deal' }).isDisabled());
  await clean(page);
});
