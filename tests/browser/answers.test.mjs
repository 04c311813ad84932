// What the desk answers to the one who asks: why a tax is what it is, how a payment is reached, what another term costs,
// what is wrong with an entry, what an unknown county changes, and how scenarios differ.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { cell, desk, grid, ortega, payment, saved, structure, write } from './desk.mjs';
import { passes, place, settled, signedIn } from './page.mjs';
import { people } from './studio.mjs';

let world;
const house = place(async () => {
  world = await ortega(house);
});

/** At the desk of a deal of 689.31 a month. */
async function atDesk(t, deal) {
  const page = await signedIn(house, t, people.manager);
  await desk(page, deal);
  await payment(page).getByText('689.31').waitFor();
  return page;
}

const stored = async (deal) => (await world.api(people.manager, 'GET', `/deals/${deal.id}`)).structures[0];
const focusedIs = (page, selector) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
const submit = (page) => page.getByRole('button', { name: /^Submit/ });
/** Nothing holds the submission back. */
const ready = (page) => page.getByRole('button', { name: /^Submit/, disabled: false }).waitFor();
const line = (page, id) => page.locator(`[data-region="worksheet"] [data-line="${id}"]`);

test('a tax says why by Alt T: its base term by term, the law, the day; closing returns the focus', async (t) => {
  const page = await atDesk(t, await world.deal());
  const worksheet = page.locator('[data-region="worksheet"]');
  const why = worksheet.getByRole('gridcell', { name: 'Why State sales tax is 1,686.78' });

  // Over the amounts to the tax of the state, as one goes who cannot point.
  await line(page, 'doc_fee').getByRole('textbox').focus();
  const ofState = worksheet.locator('[data-line^="tax/"]').first().locator('[data-amount]');
  for (let pressed = 0; !(await ofState.evaluate((each) => each === document.activeElement)); pressed += 1) {
    assert.ok(pressed < 8, 'Ctrl+Down does not lead to the tax');
    await page.keyboard.press('Control+ArrowDown');
  }
  assert.equal(await ofState.innerText(), '1,686.78');
  await page.keyboard.press('Alt+t');
  await why.waitFor();

  // 41,000.00 + 714.00 + 899.00 − 14,500.00 = 28,113.00; times 6 % it is 1,686.78.
  const terms = await why.locator('dt').allInnerTexts();
  const amounts = await why.locator('dd').allInnerTexts();
  const told = Object.fromEntries(terms.map((term, at) => [term, amounts[at]]));
  const base = Object.entries(told).find(([term]) => /6\.00%/.test(term));
  assert.equal(base?.[1], '28,113.00', JSON.stringify(told));
  const parts = Object.values(told).slice(0, -2);
  assert.deepEqual(parts.toSorted(), ['41,000.00', '714.00', '899.00', '−14,500.00'].toSorted());
  const said = await why.innerText();
  // s. 212.05, Fla. Stat., and the day whose law was taken; what the law leaves out is named.
  assert.match(said, /212\.05/);
  const today = new Date((await stored({ id: new URL(page.url()).pathname.split('/')[2] })).inputs.date);
  assert.ok(said.includes(`In force ${today.toLocaleDateString('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric', year: 'numeric' })}`), said);
  assert.match(said, /GAP.*895/i);
  await passes(page, 'a tax that says why');

  await page.keyboard.press('Alt+t');
  await why.waitFor({ state: 'detached' });
  assert.ok(await ofState.evaluate((each) => each === document.activeElement));

  // From inside the explanation the focus comes back to the figure too, by Alt T as by Escape.
  for (const key of ['Alt+t', 'Escape']) {
    await page.keyboard.press('Alt+t');
    await why.getByRole('link', { name: 'In every state' }).focus();
    await page.keyboard.press(key);
    await why.waitFor({ state: 'detached' });
    assert.ok(await ofState.evaluate((each) => each === document.activeElement), `after ${key} the focus is lost`);
  }
});

test('a payment is rolled to by Alt R, to the cent, and undone', async (t) => {
  const deal = await world.deal();
  const page = await atDesk(t, deal);
  await page.keyboard.press('Alt+r');
  await focusedIs(page, '[aria-label="Target payment"]');
  await page.keyboard.type('650');

  // 650.00 × (1 − (1 + 0.0649 / 12)⁻⁷²) ÷ (0.0649 / 12) = 38,678.87 bear 650.00 a month; financed are 41,017.77, so
  // 2,338.90 more go down: 5,338.90.
  const cash = page.locator('#lever-cash_down');
  await cash.getByText('5,338.90').waitFor();
  await cash.getByText('+2,338.90').waitFor();
  // Even at the 5.24 % that the lender asks it is 665.16 a month: the rate cannot reach 650.00, and says so.
  const rate = page.locator('#lever-sell_rate');
  await rate.getByText(/665\.16/).waitFor();
  assert.equal(await rate.getByText('Apply').count(), 0);
  await passes(page, 'rolling to a payment');

  for (let pressed = 0; (await cash.getAttribute('aria-selected')) !== 'true'; pressed += 1) {
    assert.ok(pressed < 8, 'no arrow leads to the cash');
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await payment(page).getByText('650.00').waitFor();
  assert.equal(await cell(page, 'cash_down').inputValue(), '−5,338.90');
  await saved(page);
  const rolled = await stored(deal);
  assert.deepEqual([rolled.inputs.cash_down, rolled.figures.loan.payment], ['5338.90', '650.00']);

  await page.keyboard.press('Control+z');
  await payment(page).getByText('689.31').waitFor();
  assert.equal(await cell(page, 'cash_down').inputValue(), '−3,000.00');
  await saved(page);
  assert.equal((await stored(deal)).inputs.cash_down, '3000.00');
});

// A studio that runs already may have a lender of this name.
const LENDER = `Pelican Savings ${randomUUID().slice(0, 4)}`;

/** A lender whose sheet asks 1.25 points less than the terms are sold at: 6.49, 6.74 and 7.24 %. */
async function bySheet(deal) {
  const { api } = world;
  const made = await api(people.finance, 'POST', '/lenders', {
    name: LENDER,
    kind: 'bank',
    states: ['FL'],
    reserve: { method: 'present_value', share: '0.75' },
    markup_caps: [{ points: '0.02' }],
  });
  const retail = `\
tier,score_from,score_to,term_from,term_to,condition,ltv_to_percent,ltv_of,buy_rate_percent,markup_to_percent,flat
T1,720,,24,72,new,150,msrp,5.24,2,
T1,720,,73,75,new,150,msrp,5.49,2,
T1,720,,76,84,new,150,msrp,5.99,2,
`;
  const sheet = { lender_id: made.id, name: 'Standard new', kind: 'retail', valid_from: '2026-01-01', states: ['FL'], files: { retail } };
  const read = await api(people.finance, 'POST', '/lenders/programmes/imports', sheet);
  await api(people.finance, 'POST', `/lenders/programmes/imports/${read.id}/apply`);
  const [programme] = (await api(people.finance, 'GET', `/lenders/programmes?lender_id=${made.id}`)).items;
  const { inputs, revision, id, name } = await stored(deal);
  const of = { lender: made.id, lender_name: LENDER, programme: programme.id, row: 0, tier: 'T1' };
  const changed = { ...inputs, finance: { ...inputs.finance, programme: of } };
  await api(people.manager, 'PUT', `/deals/${deal.id}/structures/${id}`, { name, inputs: changed }, { 'if-match': `"${revision}"` });
}

test('another term is taken from the grid by Alt M and arrows, with the rate of its column', async (t) => {
  const deal = await world.deal();
  await bySheet(deal);
  const page = await atDesk(t, deal);
  // The sheets are read by now: another term has the rate that they ask.
  await grid(page).getByRole('columnheader', { name: /^84 mo\s*7\.24%$/ }).waitFor();
  await cell(page, 'cash_down').focus();
  await page.keyboard.press('Alt+m');
  await focusedIs(page, '[data-region="payment grid"] [aria-selected="true"]');
  // What is announced: the row's and the column's headers, the payment, and that it is the deal's own.
  await grid(page).getByRole('rowheader', { name: '3,000', exact: true }).waitFor();
  await grid(page).getByRole('columnheader', { name: /^72 mo\s*6\.49%$/ }).waitFor();
  const here = grid(page).getByRole('gridcell', { name: '3,000 down, 72 months, 6.49%, 689.31, selected' });
  assert.ok(await here.evaluate((each) => each === document.activeElement));

  // Escape goes back to where one was.
  await page.keyboard.press('Escape');
  await focusedIs(page, '[data-cell="cash_down"]');

  await page.keyboard.press('Alt+m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  // 41,017.77 at 0.0724 / 12 a month in 84 payments: 623.89.
  const longer = grid(page).getByRole('gridcell', { name: '3,000 down, 84 months, 7.24%, 623.89' });
  assert.ok(await longer.evaluate((each) => each === document.activeElement));
  await page.keyboard.press('Enter');
  await payment(page).getByText('623.89').waitFor();
  await saved(page);
  const taken = await stored(deal);
  assert.deepEqual(
    [taken.inputs.finance.term_months, taken.inputs.finance.sell_rate, taken.figures.loan.payment],
    [84, '0.0724', '623.89'],
  );
  // The focus stays in the grid, on what is now the deal's.
  await focusedIs(page, '[data-region="payment grid"] [aria-selected="true"]');
  await passes(page, 'a term taken from the grid');
});

test('a bad entry is red, holds the submission back with its reason, and Escape heals it', async (t) => {
  const deal = await world.deal();
  const page = await atDesk(t, deal);
  const looks = async (of, read) => {
    await settled(page);
    return of.evaluate(read);
  };
  const edge = (of) => looks(of, (each) => getComputedStyle(each).boxShadow + getComputedStyle(each).outlineColor + getComputedStyle(each).backgroundColor);
  const ink = () => looks(payment(page), (each) => getComputedStyle(each.querySelector(':scope > :not([class*=caption], sup, small)')).color);
  await ready(page);
  const strong = await ink();

  await write(page, 'cash_down', '3000');
  const sound = await edge(cell(page, 'cash_down'));
  await write(page, 'cash_down', '3,00o');
  await page.getByRole('alert').getByText('“3,00o” is not an amount. Try 3000, 3k or =2500+500.').waitFor();
  assert.equal(await cell(page, 'cash_down').getAttribute('aria-invalid'), 'true');
  assert.notEqual(await edge(cell(page, 'cash_down')), sound);
  // The last good payment stays, fainter, and says what it waits for.
  await structure(page).getByText('waiting for Cash down').waitFor();
  await payment(page).getByText('689.31').waitFor();
  assert.notEqual(await ink(), strong);
  assert.ok(await submit(page).isDisabled());
  const reason = await submit(page).getAttribute('aria-describedby');
  assert.match(await page.locator(`#${reason}`).innerText(), /waiting for Cash down/);
  assert.ok(await page.getByRole('button', { name: 'Print' }).isDisabled());
  assert.ok(await page.getByRole('button', { name: /^Customer view/ }).isDisabled());
  await passes(page, 'a bad entry');

  await page.keyboard.press('Escape');
  await page.getByText('is not an amount').waitFor({ state: 'detached' });
  await structure(page).getByText('waiting for Cash down').waitFor({ state: 'detached' });
  assert.equal(await ink(), strong);
  await ready(page);
  await saved(page);
  assert.equal((await stored(deal)).inputs.cash_down, '3000.00');
});

test('a ZIP in several counties gives a range and no submission until one is picked', async (t) => {
  const deal = await world.deal();
  const page = await atDesk(t, deal);
  await page.getByRole('button', { name: /^Titles in .*change the place/ }).press('Enter');
  const places = page.getByRole('dialog', { name: 'Places and date of the deal' });
  await places.getByRole('group', { name: 'Titled and registered in' }).getByLabel('ZIP').fill('33556');
  await places.getByRole('button', { name: 'Keep' }).press('Enter');

  // Hillsborough takes 1.5 %, Pasco 1 % as Pinellas does. Of the first 5,000.00 of the car that is 75.00 for 50.00, of the
  // contract 37.43 for 24.95: 37.48 more in tax, 41,055.25 financed, 689.94 a month.
  const extras = page.getByRole('gridcell', { name: 'Questions and cautions of the tax law' });
  await extras.getByText('Payment 689.31 to 689.94.').waitFor();
  for (const county of ['Hillsborough County 1,948.91', 'Pasco County 1,911.43']) {
    await extras.getByRole('button', { name: county }).waitFor();
  }
  // A figure that is not known is not shown as if it were.
  await structure(page).getByText('689.31 to 689.94').waitFor();
  assert.ok(await submit(page).isDisabled());
  assert.match(await page.locator('#desk-blocker').innerText(), /pick the county of scenario A/);
  await passes(page, 'a county that is not known');
  await saved(page);
  const before = await world.api(people.manager, 'GET', `/deals/${deal.id}`);
  assert.equal(before.status, 'draft');

  await extras.getByRole('button', { name: /^Hillsborough/ }).press('Enter');
  await payment(page).getByText('689.94').waitFor();
  await extras.getByText('Payment 689.31 to 689.94.').waitFor({ state: 'detached' });
  await ready(page);
  await saved(page);
  const settled = await stored(deal);
  assert.deepEqual([settled.inputs.places.registration.county, settled.figures.loan.payment], ['Hillsborough County', '689.94']);
});

test('scenarios are copied, compared, and the chosen one is what the board shows', async (t) => {
  const deal = await world.deal();
  const page = await atDesk(t, deal);
  const strip = page.getByRole('list', { name: 'Scenarios' }).getByRole('listitem');
  await page.keyboard.press('Alt+n');
  await page.waitForURL(/s=B/);
  await write(page, 'finance/term_months', '84');
  await page.keyboard.press('Enter');
  // 41,017.77 at 0.0649 / 12 a month in 84 payments: 608.89.
  await payment(page).getByText('608.89').waitFor();
  assert.match(await strip.nth(0).innerText(), /689\.31/);
  assert.match(await strip.nth(0).innerText(), /^Chosen,/);

  await page.keyboard.press('Alt+v');
  await page.waitForURL(/\/compare\?s=B$/);
  const row = (name) => page.getByRole('row', { name: new RegExp(`^${name}`) });
  // 608.89 less 689.31 is 80.42 less a month.
  await row('Payment').getByText('608.89').waitFor();
  assert.deepEqual(await row('Payment').getByRole('cell').allInnerTexts(), ['689.31', '−80.42608.89']);
  await row('Selling price').waitFor();
  await page.getByRole('radio', { name: 'Only differences' }).press('Enter');
  await row('Selling price').waitFor({ state: 'detached' });
  // Another term is another payment and another charge; the same car, tax and cash are not told twice.
  const left = await page.locator('tbody th[scope=row]').allInnerTexts();
  assert.deepEqual(left.filter((name) => !/gross|reserve/i.test(name)), ['Payment', 'Term', 'Finance or rent charge', 'Total of payments']);
  await passes(page, 'only the differences');

  await page.getByRole('columnheader', { name: /^B · / }).getByRole('button', { name: 'Choose' }).press('Enter');
  await page.getByRole('columnheader', { name: /^B · .*chosen/s }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}(\?|$)/);
  await strip.nth(1).getByText(/^Chosen,/).waitFor({ state: 'attached' });
  assert.equal(await strip.nth(0).getByText(/^Chosen,/).count(), 0);
  await page.getByText('Contract will use B').waitFor();
  await page.locator('[data-region="history"] ol').getByText(/B.*chosen|[Cc]hose.*B/).first().waitFor();

  await page.goto('/deals?view=board');
  const card = page.getByRole('article').filter({ has: page.locator(`a[href="/deals/${deal.id}"]`) });
  await card.getByText('608.89').waitFor();
});
