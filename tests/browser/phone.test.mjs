// The Desk on a phone: typed on its own keypad, rolled to a payment, submitted and approved, all under one thumb.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell } from './desk.mjs';
import { passes, place, reads, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const house = place();
const api = (...call) => house.api(people.manager, ...call);

/** Sold at its sticker to a buyer in Florida, 72 months at 6.49 %. */
async function newDeal() {
  const stock = (await api('GET', '/vehicles?status=available&condition=new&make=Honda&limit=1&sort=stock_number')).items[0];
  const buyer = (await api('GET', '/customers?state=FL&limit=1')).items[0];
  const deal = await api('POST', '/deals', { rooftop_id: stock.rooftop_id, customer_id: buyer.id, vehicle_id: stock.id });
  const [{ id, revision, inputs }] = deal.structures;
  const changed = { ...inputs, kind: 'retail', selling_price: stock.msrp, finance: { term_months: 72, sell_rate: '0.0649', buy_rate: '0.0524' } };
  await api('PUT', `/deals/${deal.id}/structures/${id}`, { name: 'As asked', inputs: changed }, { 'if-match': `"${revision}"` });
  return deal;
}

/** Presses keys of the keypad that is shown. */
async function keys(page, ...pressed) {
  const pad = page.getByRole('group', { name: 'Keypad' });
  for (const key of pressed) await pad.getByRole('button', { name: key, exact: true }).tap();
}

const payment = (page) => page.getByRole('region', { name: 'Payment', exact: true });

/** What a thumb would miss: targets under 44 px that are not words of a sentence. */
function tooSmall() {
  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, [role=option] [data-apply], td[data-at]';
  const small = [];
  for (const each of document.querySelectorAll(targets)) {
    // The label of a check mark is touched with it.
    const touched = each.closest('label:has(input[type=checkbox], input[type=radio])') ?? each;
    const { width, height, bottom, right } = touched.getBoundingClientRect();
    // The link that skips to the page waits above it until a keyboard comes.
    if (bottom <= 0) continue;
    if (!each.checkVisibility({ visibilityProperty: true }) || width <= 1 || height <= 1) continue;
    const inWords = getComputedStyle(each).display === 'inline' && each.parentElement.closest('p, li, dd, span')?.innerText.length > each.innerText.length;
    if (inWords) continue;
    const scrolls = (around) => around !== null && (/auto|scroll/.test(getComputedStyle(around).overflowX) || scrolls(around.parentElement));
    if (right > innerWidth && !scrolls(each.parentElement)) small.push(`“${each.getAttribute('aria-label') ?? each.innerText}” lies beyond the edge`);
    if (height < 43.5 || width < 43.5) {
      small.push(`${each.tagName.toLowerCase()}.${each.className} “${each.getAttribute('aria-label') ?? each.innerText}” is ${width.toFixed(0)} × ${height.toFixed(0)}`);
    }
  }
  return small;
}

async function inReach(page, where) {
  const small = await page.evaluate(tooSmall);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.deepEqual(small.map((each) => `${where}: ${each}`), []);
  assert.ok(wide <= 390, `${where} is ${wide} px wide`);
}

test('a deal is typed, rolled, submitted and approved with one thumb', async (t) => {
  const deal = await newDeal();
  const page = await signedIn(house, t, people.manager, PHONE);
  await page.goto(`/deals/${deal.id}`);
  await page.getByText(`${deal.number}, scenario A of 1`).waitFor();
  // The engine is there: the deal may go on.
  await page.getByRole('button', { name: 'Submit', exact: true, disabled: false }).waitFor();
  await inReach(page, 'the Desk');

  // The device's own keyboard stays away, and the field keeps the focus under the keypad.
  const down = cell(page, 'cash_down');
  const focused = page.locator(':focus');
  await down.tap();
  await down.and(focused).waitFor();
  assert.equal(await down.getAttribute('inputmode'), 'none');
  await page.getByRole('group', { name: 'Keypad' }).waitFor();
  await inReach(page, 'the keypad');
  await keys(page, '4', 'thousand');
  await reads(down, '4k');
  await keys(page, 'Rub out', '5', '00');
  await reads(down, '4500');
  await keys(page, 'Line before');
  await page.locator('[data-cell]:not([data-cell="cash_down"]):focus').waitFor();
  await keys(page, 'Next line');
  await down.and(focused).waitFor();
  await keys(page, 'plus', '5', '00', 'Done');
  await reads(down, '−5,000.00');

  // Rolled in a copy: what was asked for stays as it was.
  const before = await payment(page).innerText();
  await page.getByRole('button', { name: 'Roll', exact: true }).tap();
  const sheet = page.getByRole('dialog', { name: 'Roll to payment' });
  await keys(sheet, '4', '5', '0');
  await sheet.getByText('Lower price').tap();
  await inReach(page, 'the roll');
  await passes(page, 'the roll');
  await sheet.getByRole('button', { name: 'New scenario' }).tap();
  await sheet.waitFor({ state: 'detached' });
  await payment(page).getByText('450.00').waitFor();
  await page.getByText(`${deal.number}, scenario B of 2`).waitFor();
  await page.getByRole('button', { name: /^Chosen, A/ }).tap();
  await page.getByText(`${deal.number}, scenario A of 2`).waitFor();
  await page.waitForFunction((wanted) => document.querySelector('section[aria-label="Payment"]').innerText === wanted, before);

  // The next step, and once it waits for approval both answers side by side.
  await page.getByRole('button', { name: 'Submit', exact: true }).tap();
  await page.getByRole('button', { name: 'Return', exact: true }).waitFor();
  await inReach(page, 'an approval');
  await passes(page, 'an approval');
  await page.getByRole('button', { name: 'Approve', exact: true }).tap();
  await page.getByText(`${deal.number} is approved.`).waitFor();
  assert.equal((await api('GET', `/deals/${deal.id}`)).status, 'approved');
});
