// The desk as hands use it: cells that are typed into, the save that is waited for, and the deal that the design works out.
import assert from 'node:assert/strict';
import { people } from './studio.mjs';

/** In a page or a part of it. */
export const cell = (within, id) => within.locator(`[data-cell="${id}"]`);
export const structure = (page) => page.locator('[data-region="structure"]');
export const grid = (page) => page.locator('[data-region="payment grid"]');
/** The payment, large. */
export const payment = (page) => structure(page).locator('p').first();

/** What is in the cell goes, this comes; the focus stays. */
export async function write(within, id, text) {
  const field = cell(within, id);
  await field.focus();
  await field.press('Control+a');
  await field.pressSequentially(text);
}

/** The same, and Enter. */
export async function type(within, id, text) {
  await write(within, id, text);
  await cell(within, id).press('Enter');
}

/** The same in one piece, however slow the machine: nothing half-typed is saved in between. */
export async function put(within, id, text) {
  await cell(within, id).fill(text);
  await cell(within, id).press('Enter');
}

/** Until a cell shows this amount, whoever typed it. */
export const shows = (page, id, text) =>
  page.waitForFunction(
    ([name, wanted]) => document.querySelector(`[data-cell="${name}"]`)?.value.replaceAll(/[^\d.]/g, '') === wanted,
    [id, text],
  );

/** The server holds what is on the screen: whatever is typed takes this word back before the key is answered. */
export const saved = (page) => page.locator('[data-save="saved"]').waitFor();

/** The first scenario once the server has it as it should be; it is looked at again with every save that is answered. */
export async function storedOnce(page, api, deal, holds) {
  for (;;) {
    const next = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes(`/deals/${deal.id}/`));
    const never = next.then(() => null, (error) => error);
    const [stored] = (await api(people.manager, 'GET', `/deals/${deal.id}`)).structures;
    if (holds(stored)) return stored;
    assert.equal(await never, null, `what was typed did not reach the server: ${JSON.stringify(stored.inputs)}`);
  }
}

/** The payments of other terms are those of the payment that is shown: the worker is not behind the page any more. */
export const gridFollows = (page) =>
  page.waitForFunction(() => {
    const here = document.querySelector('[data-region="payment grid"] [data-here="true"][data-at]')?.textContent ?? '';
    return here !== '' && document.querySelector('[data-region="structure"] p')?.textContent?.includes(here);
  });

/** By keyboard alone: the focus goes there, once it may be pressed, and Enter presses. */
export async function press(locator) {
  const ready = locator.and(locator.page().locator(':enabled'));
  await ready.focus();
  await ready.press('Enter');
}

/** The list under a search, once it answers what was typed: until then it shows what was found before. */
export const found = (page, name) => page.getByRole('listbox', { name }).and(page.locator('[aria-busy="false"]'));

/** From a list of deals, by keys alone: the first customer and the first vehicle that are found, on their desk. */
export async function startDeal(page, customer, vehicle) {
  await page.keyboard.press('n');
  for (const [what, text] of [['Customer', customer], ['Vehicle', vehicle]]) {
    await page.getByRole('combobox', { name: what }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type(text);
    await found(page, what).getByRole('option', { name: text, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `${what}: pick another` }).waitFor();
  }
  await page.getByRole('button', { name: 'Open the desk' }).and(page.locator(':focus:enabled')).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}/);
}

/** The engine is there, and nothing holds the papers back; for a deal that has no payments of other terms. */
export const engine = (page) => page.getByRole('button', { name: 'Print', disabled: false }).waitFor();

/** What to show the customer is asked by its key, once the engine is there and the desk may ask. */
export async function customerView(page) {
  await page.getByRole('button', { name: /^Customer view/, disabled: false }).waitFor();
  await page.keyboard.press('Alt+c');
}

/** The open desk of a deal, once its engine is there: only then are there payments of other terms. */
export async function desk(page, deal) {
  await page.goto(`/deals/${deal.id}`);
  await grid(page).waitFor();
}

/**
 * Marisol Ortega of Pinellas County, Florida, and a new car with a sticker of 42,645.00 in stock. `first_payment_days`
 * goes from the store's settings, so that the first payment is due a month after the deal; so do its own state fees.
 */
export async function ortega({ api }) {
  const rooftop = (await api(people.admin, 'GET', '/rooftops')).items.find(({ code }) => code === 'BH');
  const { first_payment_days: _, fees: __, ...settings } = await api(people.admin, 'GET', `/desk/settings?rooftop_id=${rooftop.id}`);
  const { rooftop_id, version, my_limits, rooftop_doc_fee, updated_at, updated_by, ...kept } = settings;
  const set = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null));
  await api(people.admin, 'PUT', `/desk/settings/${rooftop.id}`, set, { 'if-match': `"${version}"` });
  const buyer = await api(people.manager, 'POST', '/customers', {
    kind: 'person',
    rooftop_id: rooftop.id,
    first_name: 'Marisol',
    last_name: 'Ortega',
    contacts: [{ kind: 'mobile', value: '727-555-0148' }],
    addresses: [{ kind: 'home', street: '12 Palm Ave', city: 'St. Petersburg', county: 'Pinellas', state: 'FL', zip: '33707' }],
  });
  // A studio that runs already may have it.
  const known = (await api(people.manager, 'GET', '/vehicles?q=N26118')).items[0];
  const car = known ?? (await api(people.manager, 'POST', '/vehicles', {
    rooftop_id: rooftop.id,
    stock_number: 'N26118',
    vin: '2HKRS6H90TH400123',
    condition: 'new',
    class: 'passenger',
    year: 2026,
    make: 'Honda',
    model: 'CR-V',
    trim: 'Sport Touring Hybrid',
    odometer: 12,
    fuel: 'hybrid',
    msrp: '42645.00',
    list_price: '42645.00',
    cost: '39412.00',
  }));
  return { api, rooftop, buyer, car, deal: () => worked(api, rooftop, buyer, car) };
}

/** Her deal as the design works it out: 41,017.77 financed over 72 months at 6.49 %, 689.31 a month. */
async function worked(api, rooftop, buyer, car) {
  const deal = await api(people.manager, 'POST', '/deals', {
    rooftop_id: rooftop.id,
    customer_id: buyer.id,
    vehicle_id: car.id,
    start: { kind: 'retail', term_months: 72, sell_rate: '0.0649' },
  });
  const [{ id, revision, inputs }] = deal.structures;
  const changed = {
    ...inputs,
    selling_price: '41000.00',
    accessories: [{ id: 'a1', name: 'Mats and roof rails', price: '714.00' }],
    fees: [...inputs.fees, { id: 'g1', kind: 'government', name: 'Title and registration', amount: '384.90' }],
    products: [
      { id: 'p1', kind: 'service_contract', name: '8 yr / 100k', price: '2495.00', cost: '1310.00', provider: 'third_party' },
      { id: 'p2', kind: 'gap', name: 'GAP', price: '895.00', cost: '340.00', provider: 'third_party' },
    ],
    rebates: [{ id: 'r1', from: 'manufacturer', name: 'Customer cash', amount: '1000.00', assigned_to_dealer: true }],
    trades: [{ id: 't1', name: '2019 Toyota Camry SE', allowance: '14500.00', payoff: '11218.44', acv: '13600.00' }],
    cash_down: '3000.00',
    finance: { ...inputs.finance, buy_rate: '0.0524', reserve: { method: 'present_value', share: '0.75' } },
  };
  await api(people.manager, 'PUT', `/deals/${deal.id}/structures/${id}`, { name: 'As asked', inputs: changed }, { 'if-match': `"${revision}"` });
  return { id: deal.id, number: deal.number, structure: id };
}
