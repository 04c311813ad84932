// The same cents everywhere: of a thousand deals made of one seed the browser's engine says what the server stored; the
// buyer's worksheet, its printed page and what the customer is shown say it too, and so does the desk on the screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { started } from '../../engine/wasm/test/engines.mjs';
import { grid, ortega, payment } from './desk.mjs';
import { login, opened, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const DEALS = 1000;
/** Every so many has its papers read too, and every so many of those is looked at in the browser. */
const WITH_PAPERS = 8;
const ON_THE_SCREEN = 12;
const AT_ONCE = 8;

let world;
const house = place(async () => {
  world = await ortega(house);
});

/** Numbers from 0 to 1 that are the same at every run: a linear congruence modulo 2³². */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const PLACES = [
  ['FL', 'Pinellas'], ['FL', 'Hillsborough'], ['GA', 'Fulton'], ['TX', 'Travis'], ['NY', 'Erie'], ['TN', 'Davidson'],
  ['PA', 'Allegheny'], ['OH', 'Franklin'], ['NC', 'Wake'], ['NJ', 'Essex'], ['MI', 'Wayne'], ['VA', 'Fairfax'],
].map(([state, county]) => ({ state, county }));

const money = (cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** The inputs of one deal: of every kind, with lines or without, paid in several ways. */
function dealOf(inputs, next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const amount = (from, to) => money(Math.floor((from + next() * (to - from)) * 100));
  const sometimes = (line) => (next() < 0.5 ? [line()] : []);
  const kind = pick(['retail', 'retail', 'lease', 'cash']);
  const price = amount(24_000, 46_000);
  return {
    ...inputs,
    kind,
    places: { ...inputs.places, registration: pick(PLACES) },
    selling_price: price,
    accessories: sometimes(() => ({ id: 'a1', name: 'Roof rails', price: amount(100, 900), cost: amount(50, 90) })),
    fees: [
      { id: 'doc', kind: 'doc', name: 'Dealer service fee', amount: amount(100, 999) },
      ...sometimes(() => ({ id: 'g1', kind: 'government', name: 'Title and registration', amount: amount(50, 500) })),
    ],
    products: [
      ...sometimes(() => ({ id: 'p1', kind: 'service_contract', name: '8 yr / 100k', price: amount(900, 3_000), cost: amount(400, 900), provider: 'third_party' })),
      ...sometimes(() => ({ id: 'p2', kind: 'gap', name: 'GAP', price: amount(300, 900), cost: amount(100, 300), provider: 'third_party' })),
    ],
    rebates: sometimes(() => ({ id: 'r1', from: 'manufacturer', name: 'Customer cash', amount: amount(500, 2_000), assigned_to_dealer: true })),
    trades: sometimes(() => ({ id: 't1', name: '2019 Toyota Camry SE', allowance: amount(4_000, 14_000), payoff: amount(0, 9_000), acv: amount(3_000, 13_000) })),
    cash_down: kind === 'lease' ? amount(0, 2_000) : amount(0, 5_000),
    finance:
      kind === 'retail'
        ? {
            term_months: pick([36, 48, 60, 66, 72, 75, 84]),
            sell_rate: `0.0${Math.floor(200 + next() * 700)}`,
            frequency: pick(['monthly', 'monthly', 'biweekly', 'semimonthly']),
          }
        : undefined,
    lease:
      kind === 'lease'
        ? {
            term_months: pick([24, 36, 39, 48]),
            money_factor: `0.00${Math.floor(100 + next() * 250)}`,
            residual_percent: `0.${Math.floor(45 + next() * 20)}`,
            miles_per_year: 12_000,
            acquisition_fee: { amount: '695.00', capitalized: next() < 0.5 },
            tax_capitalized: next() < 0.5,
          }
        : undefined,
  };
}

/** What is not there and what is null is the same. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== null && held !== undefined).map(([name, held]) => [name, plain(held)]));
}

/** The work of a list, so many at a time. */
async function each(list, work) {
  const left = list.entries();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const [at, one] of left) await work(one, at);
  }));
}

const grouped = (amount) => amount.replace('-', '−').replace(/\B(?=(\d{3})+(?!\d)(?=\.))/g, ',');
const cents = (amount) => BigInt(amount.replace('.', ''));
const paidOf = ({ loan, lease, balance_due: due }) => loan?.payment ?? lease?.payment ?? due;

test('a thousand deals have the same cents in the engine, on the server and on every paper', async (t) => {
  const engine = await started('pkg');
  const api = (method, path, body, headers) => world.api(people.manager, method, path, body, headers);
  const begun = await world.deal();
  const { inputs: base } = (await api('GET', `/deals/${begun.id}`)).structures[0];
  const next = chance(20_261_122);
  const seeded = Array.from({ length: DEALS }, () => dealOf(base, next));
  const party = { rooftop_id: world.rooftop.id, customer_id: world.buyer.id, vehicle_id: world.car.id };
  const papers = [];
  const kinds = { cash: 0, retail: 0, lease: 0 };

  await each(seeded, async (inputs, at) => {
    const deal = await api('POST', '/deals', { ...party, structure: { name: 'Seeded', inputs } });
    const [stored] = deal.structures;
    const said = JSON.parse(engine.figures(JSON.stringify(stored.inputs)));
    assert.ok(said.ok, `deal ${at}: ${JSON.stringify(said.faults)}`);
    assert.deepEqual(plain(said.ok), plain(stored.figures), `deal ${at}`);
    kinds[inputs.kind] += 1;
    if (at % WITH_PAPERS === 0) papers.push({ at, id: deal.id, structure: stored.id, figures: stored.figures, kind: inputs.kind });
  });
  for (const [kind, count] of Object.entries(kinds)) assert.ok(count > DEALS / 10, `${count} of ${kind}`);

  const token = (await login(house.studio, people.manager)).access_token;
  await each(papers, async (paper) => {
    const { id, structure, figures, at } = paper;
    const sheet = await api('GET', `/deals/${id}/worksheet`, undefined, { accept: 'application/json' });
    const page = await fetch(`${house.studio.url}/api/v1/deals/${id}/worksheet`, { headers: { authorization: `Bearer ${token}`, accept: 'text/html' } });
    const printed = await page.text();
    const made = await api('POST', `/deals/${id}/presentations`, { structure_ids: [structure] });
    const [option] = made.presentation.options;
    paper.link = made.link_token;
    const paid = paidOf(figures);
    // The customer is shown the payment, the price and what it is made of; the lines sum up.
    assert.equal(option.payment, paid, `deal ${at}`);
    assert.equal(option.total_price, figures.total_price, `deal ${at}`);
    assert.equal(option.price.reduce((sum, line) => sum + cents(line.amount), 0n), cents(figures.total_price), `deal ${at}`);
    assert.deepEqual([option.loan, option.lease, option.result], [sheet.loan, sheet.lease, sheet.result], `deal ${at}`);
    if (figures.loan) {
      const { payment: each_, payments, apr, finance_charge, amount_financed } = sheet.loan;
      assert.deepEqual(
        [each_, payments, apr, finance_charge, amount_financed],
        [figures.loan.payment, figures.loan.payments, figures.loan.apr, figures.loan.finance_charge, figures.regulation_z.amount_financed],
        `deal ${at}`,
      );
      const sum = cents(sheet.total_price) + sheet.settlement.reduce((all, line) => all + cents(line.amount), 0n);
      assert.equal(sum, cents(figures.amount_financed), `deal ${at}`);
    }
    if (figures.lease) {
      const { payment: each_, due_at_signing_total, residual, rent_charge } = sheet.lease;
      assert.deepEqual(
        [each_, due_at_signing_total, residual, rent_charge],
        [figures.lease.payment, figures.lease.due_at_signing.total, figures.lease.residual, figures.lease.rent_charge],
        `deal ${at}`,
      );
    }
    for (const figure of [paid, figures.total_price]) assert.ok(printed.includes(grouped(figure)), `deal ${at}: ${figure} is not printed`);
  });

  // And where people look: the desk, its print and the customer's own page.
  const page = await signedIn(house, t, people.manager);
  const phone = await opened(house, t);
  for (const { id, figures, kind, link } of papers.filter((_, at) => at % ON_THE_SCREEN === 0)) {
    const paid = grouped(paidOf(figures));
    await page.goto(`/deals/${id}`);
    if (kind !== 'cash') await grid(page).waitFor();
    await payment(page).getByText(paid, { exact: false }).waitFor();
    // Were a cent of any figure another one here, the desk would say so and lock its papers.
    await page.getByRole('button', { name: 'Print', disabled: false }).waitFor();
    assert.equal(await page.getByText('The server works this deal out differently').count(), 0);
    await page.goto(`/deals/${id}/print`);
    await page.frameLocator('iframe').getByText(paid, { exact: false }).first().waitFor();
    await phone.goto(`/q/${link}`);
    await phone.getByText(paid, { exact: false }).first().waitFor();
  }
});
