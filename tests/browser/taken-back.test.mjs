// What the store takes back: a link that opens no more once it is withdrawn, and a product that the other vehicle of a
// deal does not take.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customerView, desk } from './desk.mjs';
import { opened, passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

const api = (...call) => house.api(people.manager, ...call);

/** A retail deal for a person in Florida with a car that is there. */
async function newDeal() {
  const customers = await api('GET', '/customers?state=FL&limit=20');
  const customer = customers.items.find((each) => each.kind === 'person');
  const [car] = (await api('GET', '/vehicles?status=available&condition=new&limit=1')).items;
  const start = { kind: 'retail', term_months: 72, sell_rate: '0.0649' };
  return api('POST', '/deals', { rooftop_id: car.rooftop_id, customer_id: customer.id, vehicle_id: car.id, start });
}

test('a link is withdrawn with a reason, and opens no more', async (t) => {
  const deal = await newDeal();
  const made = await api('POST', `/deals/${deal.id}/presentations`, { structure_ids: [deal.structures[0].id] });
  const customer = await opened(house, t);
  await customer.goto(`/q/${made.link_token}`);
  await customer.getByText(deal.customer.name.split(' ')[0]).first().waitFor();

  const page = await signedIn(house, t, people.manager);
  await desk(page, deal);
  await customerView(page);
  const links = page.getByRole('region', { name: 'Links made so far' });
  await links.getByText('Open', { exact: true }).waitFor();
  await passes(page, 'the links of a deal');
  await links.getByRole('button', { name: /^Withdraw/ }).click();
  await page.getByLabel('Reason').fill('The rate changed this morning');
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await links.getByText(/^Withdrawn by /).waitFor();
  await links.getByText(/The rate changed this morning/).waitFor();
  assert.equal(await links.getByRole('button').count(), 0);
  await passes(page, 'a link that was withdrawn');

  await customer.reload();
  await customer.getByText(/The store withdrew this page/).waitFor();
  assert.doesNotMatch(await customer.locator('body').innerText(), /rate changed/);
});

test('a product that another vehicle does not take is told at its line, holds the submission, and is taken off', async (t) => {
  const deal = await newDeal();
  const [first] = deal.structures;
  const make = deal.vehicle.make;
  const item = await house.api(people.finance, 'POST', '/products', {
    name: 'Factory care', kind: 'service_contract',
    plans: [{ id: 'care', name: 'Factory care, 72 months', cost: '800.00', price: '1500.00', makes: [make] }],
  });
  const products = [{ id: 'care-line', kind: 'service_contract', name: 'Factory care', price: '1500.00', catalogue: { item: item.id, plan: 'care' } }];
  await api('PUT', `/deals/${deal.id}/structures/${first.id}`, { name: first.name, inputs: { ...first.inputs, products } }, { 'if-match': '"1"' });
  const cars = (await api('GET', `/vehicles?status=available&rooftop_id=${deal.rooftop_id}&limit=200`)).items;
  const other = cars.find((car) => car.make !== make);
  const now = await api('GET', `/deals/${deal.id}`);
  const parties = { customer_id: deal.customer.id, vehicle_id: other.id, salesperson_id: null };
  await api('PUT', `/deals/${deal.id}`, parties, { 'if-match': `"${now.version}"` });

  const page = await signedIn(house, t, people.manager);
  await desk(page, deal);
  await page.getByText(/^Factory care cannot be sold with this deal: .* The deal is not submitted with it\./).waitFor();
  await page.getByRole('button', { name: 'Service contract, cannot be sold, details' }).waitFor();
  assert.ok(await page.getByRole('button', { name: /^Submit/ }).isDisabled());
  await passes(page, 'a product that does not fit');
  await page.getByRole('button', { name: 'Take it off' }).click();
  await page.getByText(/cannot be sold with this deal/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Submit/, disabled: false }).waitFor();
});
