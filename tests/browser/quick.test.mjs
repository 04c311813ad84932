// The quick quote on a phone of 390 px: a stock number or a price, a few lines with one thumb, the payment at once, saved
// as a deal whose figures are the same cents.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const house = place();

/** The quick quote of a salesperson, reached from the deals as a thumb reaches it. */
async function quote(t) {
  const page = await signedIn(house, t, people.sales, PHONE);
  await page.getByRole('link', { name: 'Quick quote' }).tap();
  await page.waitForURL(/\/quick$/);
  await page.getByLabel('Price').waitFor();
  return page;
}

const grouped = (amount) => amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const payment = (page) => page.getByRole('region', { name: 'Payment' }).getByRole('status');

async function saved(page) {
  await page.getByRole('button', { name: 'Save as deal' }).tap();
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}/);
  return house.api(people.sales, 'GET', `/deals/${new URL(page.url()).pathname.split('/')[2]}`);
}

test('a price, a trade and a rate are a payment, and the deal made of them says the same cents', async (t) => {
  const page = await quote(t);
  await page.getByText('Type a price or pick a car.').waitFor();
  await passes(page, 'the quick quote, empty');
  // Nothing is wider than the phone, and every control has room for a thumb.
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  const small = await page.locator('form input, form button').evaluateAll((all) =>
    all.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML),
  );
  assert.deepEqual(small, []);

  // Down the lines by the keypad's own key, no other touch needed.
  await page.getByLabel('Price').tap();
  await page.getByLabel('Price').and(page.locator(':focus')).waitFor();
  for (const text of ['30k', '8000', '5500', '2000', '72', '6.49']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  // With the store's 899.00: 30,899.00 less the trade are 22,899.00, of which Florida takes 6 %, 1,373.94, and Pinellas 50.00.
  // 32,322.94 less 8,000.00, plus 5,500.00, less 2,000.00 are 27,822.94: at 0.0649 / 12 a month 467.57, seventy-two times.
  await payment(page).getByText('467.57 a month, 72 payments').waitFor();
  // Another amount, another payment, with the network cut: 1,000.00 less are 26,822.94, and 450.76.
  await page.context().setOffline(true);
  await page.getByLabel('Cash down').fill('3000');
  await payment(page).getByText('450.76 a month, 72 payments').waitFor();
  await page.context().setOffline(false);
  await passes(page, 'a payment');

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
  const page = await quote(t);
  await page.getByLabel('Stock number').fill('H2');
  const found = page.getByRole('button', { name: /H2\d+/ }).first();
  await found.waitFor();
  await found.tap();
  await page.getByRole('button', { name: 'Other car' }).waitFor();
  assert.match(await page.getByLabel('Price').inputValue(), /^[\d,]+\.\d\d$/);
  await page.getByRole('button', { name: 'Lease', exact: true }).tap();
  await page.getByLabel('Money factor').fill('.00195');
  await page.getByLabel('Residual').fill('58');
  await payment(page).getByText(/a month, 36 payments/).waitFor();

  // 33556 lies in several counties: until one is picked there is no payment.
  await page.getByLabel('Titled in ZIP').fill('33556');
  await page.getByText('ZIP 33556 lies in several counties').waitFor();
  await payment(page).getByText('Pick the county.').waitFor();
  await passes(page, 'a ZIP of several counties');
  const counties = page.getByRole('group', { name: /several counties/ }).getByRole('button');
  assert.ok((await counties.count()) > 1);
  const picked = (await counties.first().innerText()).split(',')[0];
  await counties.first().tap();
  await payment(page).getByText(/a month, 36 payments/).waitFor();
  await passes(page, 'a lease');
  const said = await payment(page).innerText();
  const deal = await saved(page);
  const [{ inputs, figures }] = deal.structures;
  assert.equal(inputs.kind, 'lease');
  assert.equal(inputs.places.registration.county, picked);
  assert.ok(deal.vehicle.stock_number.startsWith('H2'));
  assert.ok(said.startsWith(grouped(figures.lease.payment)), `${said} is not ${figures.lease.payment}`);
});

test('a slip is said at its line and holds the payment back', async (t) => {
  const page = await quote(t);
  await page.getByLabel('Price').fill('3,00o');
  await page.getByText('is not an amount').waitFor();
  await payment(page).getByText('Look at the field in red.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Save as deal' }).isDisabled());
  await passes(page, 'a slip');
});
