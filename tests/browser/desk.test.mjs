// The desk in headless Chromium, by keyboard: payments at other intervals, a balloon, the terms of a lease, lenders
// tried beside the deal with their caps, a floor that asks for a reason, and its approval on a phone. What is on the
// screen is what the server holds, and no state of it has a fault that an accessibility checker finds.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { cell, desk, gridFollows, press, storedOnce as storedAs, structure, type } from './desk.mjs';
import { framesHeld, passes as passesHere, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();
const api = (...call) => house.api(...call);

const rooftopOf = async () => (await api(people.manager, 'GET', '/vehicles?limit=1&sort=stock_number&make=Honda')).items[0].rooftop_id;

/** A new Honda for a Florida buyer: 41,000.00 with 3,000.00 down, 72 months at 6.49 % of which 5.24 % is the lender's. */
async function newDeal(salesperson) {
  const stock = (await api(people.manager, 'GET', '/vehicles?status=available&condition=new&make=Honda&limit=1&sort=stock_number')).items[0];
  const buyer = (await api(people.manager, 'GET', '/customers?state=FL&limit=1')).items[0];
  const deal = await api(people.manager, 'POST', '/deals', {
    rooftop_id: stock.rooftop_id,
    customer_id: buyer.id,
    vehicle_id: stock.id,
    ...(salesperson === undefined ? {} : { salesperson_id: salesperson }),
  });
  const [{ id, revision, inputs }] = deal.structures;
  const finance = { term_months: 72, sell_rate: '0.0649', buy_rate: '0.0524' };
  const changed = { ...inputs, kind: 'retail', selling_price: stock.msrp, cash_down: '3000.00', finance };
  await api(people.manager, 'PUT', `/deals/${deal.id}/structures/${id}`, { name: 'As asked', inputs: changed }, { 'if-match': `"${revision}"` });
  return { id: deal.id, number: deal.number, msrp: stock.msrp };
}

const storedOnce = (page, deal, holds) => storedAs(page, api, deal, holds);

/** In both themes, with nothing left out. */
async function passes(page, where) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await passesHere(page, `${where}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const plain = (text) => text.replaceAll(',', '');

describe('a retail contract', () => {
  test('is paid every two weeks with a balloon, and told as the federal law asks', async (t) => {
    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);

    await press(page.getByRole('button', { name: 'More kinds' }));
    await press(page.getByRole('menuitem', { name: /^Every 2 weeks/ }));
    // 72 months are six years of 26 payments each.
    await structure(page).getByText('× 156').waitFor();
    assert.match(await structure(page).innerText(), /\/ 2 wk/);
    await page.locator('[data-region="worksheet"]').getByText('$ / 2 wk').waitFor();

    await press(page.getByRole('button', { name: /^Contract terms/ }));
    await type(page, 'finance/balloon', '10%');
    // A tenth of the sticker, to the cent.
    const tenth = (BigInt(deal.msrp.replace('.', '')) + 5n) / 10n;
    const balloon = `${tenth / 100n}.${String(tenth % 100n).padStart(2, '0')}`;
    const stored = await storedOnce(page, deal, ({ figures, inputs }) => figures.loan?.balloon === balloon && inputs.finance.frequency === 'biweekly');
    assert.equal(stored.figures.loan.payments, 156);
    assert.ok(plain(await structure(page).innerText()).includes(stored.figures.loan.payment));
    // The balloon is what is paid last, with what rounding the others leaves.
    assert.match(plain(await structure(page).innerText()), new RegExp(`Balloon last\\s+${stored.figures.loan.last_payment}`));
    await passes(page, 'contract terms');

    // The federal box says the same figures as the server's.
    await press(page.getByRole('button', { name: 'Reg Z disclosures' }));
    const box = page.getByRole('dialog', { name: /Truth in Lending/ });
    await box.waitFor();
    const told = plain(await box.innerText());
    const { regulation_z: z } = stored.figures;
    for (const figure of [z.finance_charge, z.amount_financed, z.total_of_payments, z.total_sale_price]) assert.ok(told.includes(figure), figure);
    assert.match(told, /155\s+[\d.]+\s+Every 2 weeks/);
    await passes(page, 'Regulation Z');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });

    // A first payment before the deal: the note names the field, and the field is in red.
    const first = page.locator('[data-region="contract terms"]').getByLabel('First payment');
    await first.fill('2020-01-01');
    await page.getByText(/^Must be after .* and at most a year later\. First payment$/).waitFor();
    assert.equal(await first.getAttribute('aria-invalid'), 'true');
    await passes(page, 'a first payment before the deal');
  });

  test('has its payments of other terms and downs from the worker, without the network', async (t) => {
    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);
    await page.context().setOffline(true);
    await type(page, 'selling_price', '30k');
    await page.getByLabel('Target payment').fill('450');
    const shown = page.locator('[data-region="payment grid"] [data-here="true"][data-at]');
    const hero = structure(page).locator('[class*=payment]').first();
    // The cell that the deal stands in follows the payment.
    await gridFollows(page);
    assert.ok((await hero.innerText()).includes(await shown.innerText()));
    await page.locator('#lever-cash_down').getByText('Apply').waitFor();
    await page.context().setOffline(false);
    await storedOnce(page, deal, ({ inputs }) => inputs.selling_price === '30000.00');
  });
});

describe('a cell', () => {
  test('keeps every figure typed, however late the screen is painted', async (t) => {
    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);
    const frame = await framesHeld(page);
    const down = cell(page, 'cash_down');
    await down.focus();
    await page.keyboard.type('4');
    await frame();
    await page.keyboard.type('500');
    assert.equal(await down.inputValue(), '4500');
    // Enter at the last cell selects what stands there, and the next key replaces it.
    await down.press('Enter');
    await page.keyboard.type('6');
    await frame();
    await page.keyboard.type('250');
    await storedOnce(page, deal, ({ inputs }) => inputs.cash_down === '6250.00');
    // A click selects all as well.
    await cell(page, 'selling_price').click();
    await page.keyboard.type('39k');
    assert.equal(await cell(page, 'selling_price').inputValue(), '39k');
    await storedOnce(page, deal, ({ inputs }) => inputs.selling_price === '39000.00');
  });
});

describe('a lease', () => {
  test('is signed and driven away, with deposits, an adjusted residual and its federal box', async (t) => {
    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);

    await press(page.getByRole('button', { name: 'More kinds' }));
    await press(page.getByRole('menuitem', { name: /^Sign and drive/ }));
    const signed = await storedOnce(page, deal, ({ inputs }) => inputs.lease?.signing_total === '0.00');
    assert.equal(signed.figures.lease.due_at_signing.total, '0.00');
    assert.equal(signed.inputs.cash_down, '0.00');

    // More than the whole is no residual, in percent and in dollars; the figures stay what they were.
    await type(page, 'lease/residual', '112%');
    await page.getByText('More than 100 % is not a residual.').waitFor();
    await type(page, 'lease/residual', '1000000');
    await page.getByText(/1,000,000\.00 is more than the MSRP of .*: a residual is at most 100 % of it\./).waitFor();
    await structure(page).getByText('waiting for Residual').waitFor();
    assert.ok(plain(await structure(page).innerText()).includes(signed.figures.lease.payment));
    await type(page, 'lease/residual', '61%');

    await press(page.getByRole('button', { name: 'Lease terms' }));
    const terms = page.getByRole('dialog', { name: 'Lease terms' });
    await type(terms, 'lease/signing_total', '5000');
    await type(terms, 'lease/multiple_deposits/factor_step', '.00005');
    await type(terms, 'lease/multiple_deposits/count', '4');
    await type(terms, 'lease/excess_mile_charge', '.25');
    await press(terms.getByRole('button', { name: 'Add an adjustment' }));
    await type(terms, 'lease/residual_adjustments/0', '-2%');
    await passes(page, 'lease terms');
    await page.keyboard.press('Escape');
    await terms.waitFor({ state: 'detached' });

    const holds = ({ inputs }) => inputs.lease.signing_total === '5000.00' && inputs.lease.residual_adjustments?.[0]?.points === '-0.02';
    const stored = await storedOnce(page, deal, holds);
    const { lease } = stored.figures;
    // Four deposits take 4 × .00005 off the factor.
    const step = 20_000n;
    const factor = (text) => BigInt(text.replace('0.', '').padEnd(8, '0'));
    assert.equal(factor(stored.inputs.lease.money_factor) - factor(lease.money_factor), step);
    assert.equal(lease.due_at_signing.total, '5000.00');
    const shown = plain(await structure(page).innerText());
    assert.ok(shown.includes(lease.payment), `${lease.payment} is not in\n${shown}`);

    await press(page.getByRole('button', { name: 'Reg M disclosures' }));
    const box = page.getByRole('dialog', { name: /Regulation M/ });
    await box.waitFor();
    const told = plain(await box.innerText());
    const { regulation_m: m } = stored.figures;
    for (const figure of [m.due_at_signing_total, m.paid_by.cash, m.total_of_payments, m.purchase_option_price]) assert.ok(told.includes(figure), figure);
    for (const { amount } of m.due_at_signing) assert.ok(told.includes(amount), amount);
    await passes(page, 'Regulation M');
  });
});

const RETAIL = (to60, to72, to84) => `\
tier,score_from,score_to,term_from,term_to,condition,ltv_to_percent,ltv_of,buy_rate_percent,markup_to_percent,flat
T1,720,,24,60,new,150,msrp,${to60},2.5,
T1,720,,61,72,new,150,msrp,${to72},2,
T1,720,,73,84,new,150,msrp,${to84},2,
`;

// A studio that runs already may have lenders of these names.
const mark = randomUUID().slice(0, 4);
const ALDER = `Alder Bank ${mark}`;
const BIRCH = `Birch Credit Union ${mark}`;

/** A lender with one sheet in force; its caps are 2.50 points to 60 months and 2.00 beyond. */
async function lender(name, rates) {
  const made = await api(people.finance, 'POST', '/lenders', {
    name,
    kind: 'bank',
    states: ['FL'],
    reserve: { method: 'present_value', share: '0.75' },
    markup_caps: [{ term_to: 60, points: '0.025' }, { points: '0.02' }],
  });
  const files = { retail: RETAIL(...rates) };
  const sheet = { lender_id: made.id, name: 'Standard new', kind: 'retail', valid_from: '2026-01-01', states: ['FL'], files };
  const read = await api(people.finance, 'POST', '/lenders/programmes/imports', sheet);
  assert.deepEqual(read.faults, []);
  await api(people.finance, 'POST', `/lenders/programmes/imports/${read.id}/apply`);
}

describe('lenders', () => {
  test('are tried on the deal, taken into it, and refuse more markup than they bear', async (t) => {
    await lender(ALDER, ['4.99', '5.24', '5.99']);
    await lender(BIRCH, ['4.59', '4.84', '5.59']);
    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);

    // Nothing is known of the buyer: nobody can say yet that a sheet fits.
    await press(page.getByRole('button', { name: 'Pick a lender' }));
    const dialog = page.getByRole('dialog', { name: 'Lenders', exact: true });
    const maybe = dialog.getByRole('region', { name: /^Take it if something is known/ });
    await maybe.getByText(/the score/i).first().waitFor();
    await passes(page, 'lenders of whom something is not known');
    await press(dialog.getByRole('button', { name: /buyer's facts/ }));
    const facts = page.getByRole('dialog', { name: 'What lenders ask of the buyer' });
    await facts.getByLabel('Credit score').fill('742');
    await facts.getByLabel(/^Income/).fill('6,850');
    await facts.getByLabel(/^Rent/).fill('900');
    await press(facts.getByRole('button', { name: 'Keep' }));
    await facts.waitFor({ state: 'detached' });
    const fit = dialog.getByRole('region', { name: /^Take it, / });
    await fit.getByText(`${BIRCH} · T1`).waitFor();
    await passes(page, 'lenders');

    // Alder buys at 5.24: with the 1.25 points of the deal it is what the deal already costs.
    await press(fit.getByRole('button', { name: `Take ${ALDER} T1` }));
    await dialog.waitFor({ state: 'detached' });
    const alder = await storedOnce(page, deal, ({ inputs }) => inputs.finance.programme?.lender_name === ALDER);
    assert.equal(alder.inputs.finance.sell_rate, '0.0649');
    await structure(page).getByText('Cap 2.00').waitFor();
    await structure(page).getByRole('button', { name: /lenders? (is|are) cheaper/ }).waitFor();

    // More than the cap is refused where it is typed, with the limit named; nothing is lowered.
    await cell(page, 'finance/markup').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2.25');
    await page.getByRole('alert').getByText(`Markup 2.25 is over 2.00, the limit of ${ALDER} at 72 months.`).waitFor();
    assert.ok(await page.getByRole('button', { name: /^Submit/ }).isDisabled());
    await passes(page, 'a markup over the cap');
    await page.keyboard.press('Escape');
    await page.getByRole('alert').waitFor({ state: 'detached' });

    // Another term carries the sheet's rate for it: 4.99 and 1.25 points.
    await type(page, 'finance/term_months', '60');
    const shorter = await storedOnce(page, deal, ({ inputs }) => inputs.finance.term_months === 60);
    assert.deepEqual([shorter.inputs.finance.buy_rate, shorter.inputs.finance.sell_rate], ['0.0499', '0.0624']);
    assert.equal(shorter.inputs.finance.programme.row, 0);
  });

  test('are told to sales without what they buy at', async (t) => {
    const sam = await api(people.sales, 'GET', '/me');
    const deal = await newDeal(sam.id);
    const page = await signedIn(house, t, people.sales);
    const heard = [];
    page.on('response', (response) => {
      if (/\/(desk|deals)/.test(response.url()) && (response.headers()['content-type'] ?? '').includes('json')) {
        heard.push(response.text().catch(() => ''));
      }
    });
    await desk(page, deal);
    await press(page.getByRole('button', { name: 'Pick a lender' }));
    const dialog = page.getByRole('dialog', { name: 'Lenders', exact: true });
    await dialog.getByText(/Alder Bank|Birch Credit Union/).first().waitFor();
    assert.ok(!/reserve|buys at|gross/i.test(await dialog.innerText()));
    const texts = await Promise.all(heard);
    assert.ok(texts.some((text) => text.includes('"offers"')));
    for (const text of texts) assert.ok(!/"(buy_rate|reserve|gross|markup_to)"/.test(text), text.slice(0, 400));
  });
});

describe('a floor', () => {
  test('asks for a reason in place, and is approved on a phone with before and after', async (t) => {
    const rooftop = await rooftopOf();
    const settings = await api(people.admin, 'GET', `/desk/settings?rooftop_id=${rooftop}`);
    const { doc_fee, fees, first_payment_days, retail_terms, lease_terms, down_step, lease, books, doc_fee_counts, commission_plans, commission_default, holds_days } = settings;
    const kept = { doc_fee, fees, first_payment_days, retail_terms, lease_terms, down_step, lease, books, doc_fee_counts, commission_plans, commission_default, holds_days };
    const body = {
      ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null && value !== undefined)),
      reasons: [{ code: 'competing_quote', label: 'Competing quote', of: [], active: true }],
      limits: [{ role: 'desk_manager', limits: { discount: '500.00' } }],
    };
    await api(people.admin, 'PUT', `/desk/settings/${rooftop}`, body, { 'if-match': `"${settings.version}"` });

    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);
    // 900 off the sticker, which is 400 more than a desk manager gives alone.
    await type(page, 'discount', '900');
    const card = page.locator('[data-region="history"]');
    await card.getByText('Discount 900 is over the limit of 500.').waitFor();
    assert.ok(await page.getByRole('button', { name: /^Submit/ }).isDisabled());
    await passes(page, 'a breach without its reason');
    const reason = card.getByRole('combobox', { name: 'Reason for Discount' });
    await reason.focus();
    await reason.selectOption('Competing quote');
    await card.getByLabel('Note to the reason for Discount').fill('Seen on paper');
    await storedOnce(page, deal, ({ figures }) => figures.discount === '900.00');
    await press(page.getByRole('button', { name: /^Submit/ }));
    await page.getByText('Submitted').first().waitFor();
    await card.getByText('waits for approval').waitFor();

    // On a phone: what was asked, why, and what it does; then the approval.
    const phone = await signedIn(house, t, people.generalManager, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await phone.goto(`/deals/${deal.id}`);
    const asked = phone.getByRole('list', { name: 'Asked for beyond limits' });
    await asked.getByText('Competing quote', { exact: false }).waitFor();
    const text = await asked.innerText();
    assert.match(text, /Discount 900 is over the limit of 500\./);
    assert.match(text, /Seen on paper/);
    // With the limit kept the front would be 400.00 more.
    const front = /front (−?[\d,.]+) → (−?[\d,.]+)/.exec(text);
    assert.ok(front, text);
    const cents = (figure) => Number(figure.replaceAll(',', '').replace('−', '-').replace('.', ''));
    assert.equal(cents(front[1]) - cents(front[2]), 40_000);
    await passes(phone, 'approval on a phone');
    await phone.getByRole('button', { name: /^Approve/ }).first().click();
    await phone.getByText('Approved').first().waitFor();
    assert.equal((await api(people.manager, 'GET', `/deals/${deal.id}`)).status, 'approved');
    const [held] = (await api(people.manager, 'GET', `/deals/${deal.id}/overrides`)).items;
    assert.deepEqual([held.decision, held.reason, held.note], ['approved', 'competing_quote', 'Seen on paper']);
  });
});

describe('a deal', () => {
  test('is copied with a number of its own', async (t) => {
    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);
    await press(page.getByRole('button', { name: 'More with this deal' }));
    await press(page.getByRole('menuitem', { name: 'Copy this deal' }));
    const dialog = page.getByRole('dialog', { name: `Copy ${deal.number}` });
    await passes(page, 'copying a deal');
    await press(dialog.getByRole('button', { name: 'Copy the deal' }));
    await page.waitForURL((url) => url.pathname.startsWith('/deals/') && !url.pathname.includes(deal.id));
    const copy = await api(people.manager, 'GET', new URL(page.url()).pathname);
    assert.notEqual(copy.number, deal.number);
    assert.equal(copy.structures[0].inputs.cash_down, '3000.00');
  });

  test('has its gross and commission at the foot, hidden by Alt G', async (t) => {
    const deal = await newDeal();
    const page = await signedIn(house, t, people.manager);
    await desk(page, deal);
    const foot = page.locator('[data-region="gross"]');
    const { figures } = await storedOnce(page, deal, () => true);
    const text = plain(await foot.innerText());
    assert.ok(text.includes(figures.gross.total.replace('-', '−')), `${figures.gross.total} is not in ${text}`);
    await press(foot.getByRole('button', { name: 'Lines' }));
    const lines = page.getByRole('dialog', { name: 'What the gross is made of' });
    // By which plan the house pays is the last that an opened desk reads.
    await lines.getByText(/^By the plan /).waitFor();
    const told = plain(await lines.innerText());
    for (const { amount } of figures.gross.lines) assert.ok(told.includes(amount.replace('-', '−')), amount);
    // The manager sells this one and is named in no plan: the store's default pays.
    assert.match(told, /By the plan Sales: no other names /);
    await passes(page, 'the lines of the gross');
    await page.keyboard.press('Escape');
    await lines.waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+g');
    await foot.getByText('••••').first().waitFor();
    assert.ok(!plain(await foot.innerText()).includes(figures.gross.total));
    await page.keyboard.press('Alt+g');
  });
});
