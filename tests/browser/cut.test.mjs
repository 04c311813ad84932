// The line is cut in the middle of something: before the request reaches the server, and when it did but its answer is
// lost. Either way it is done once, nothing is lost, and the person is told what to do.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { desk, put, saved } from './desk.mjs';
import { opened, passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();
const api = (...call) => house.api(...call);

/** A retail deal at the list price, with a buyer and a car from stock. */
async function retail() {
  const [rooftops, buyers, stock] = await Promise.all([
    api(people.manager, 'GET', '/rooftops'),
    api(people.manager, 'GET', '/customers?state=FL&limit=20'),
    api(people.manager, 'GET', '/vehicles?status=available&condition=new&limit=1&sort=stock_number'),
  ]);
  const buyer = buyers.items.find((each) => each.kind === 'person');
  const parties = { rooftop_id: rooftops.items[0].id, customer_id: buyer.id, vehicle_id: stock.items[0].id };
  const deal = await api(people.manager, 'POST', '/deals', parties);
  const [structure] = deal.structures;
  const at = `/deals/${deal.id}/structures/${structure.id}`;
  const inputs = { ...structure.inputs, kind: 'retail', cash_down: '3000.00', finance: { term_months: 72, sell_rate: '0.0649' } };
  await api(people.manager, 'PUT', at, { name: structure.name, inputs }, { 'if-match': `"${structure.revision}"` });
  return { id: deal.id, number: deal.number, at, structure, buyer: `${buyer.first_name} ${buyer.last_name}` };
}

/** Cuts the next such request: `before` it reaches the server, or when it was done, `at the answer`. */
function cut(page, where, method, url) {
  let left = 1;
  return page.route(url, async (route) => {
    if (route.request().method() !== method || left === 0) return route.fallback();
    left -= 1;
    if (where === 'at the answer') await route.fetch();
    return route.abort('connectionreset');
  });
}

for (const where of ['before', 'at the answer']) {
  describe(`the line is cut ${where}`, () => {
    test('of a save: it is tried again by itself, and stored once', async (t) => {
      const deal = await retail();
      const held = await api(people.manager, 'GET', deal.at);
      const page = await signedIn(house, t, people.manager);
      await desk(page, deal);
      await saved(page);
      await cut(page, where, 'PUT', '**/structures/*');
      const sent = page.waitForRequest((request) => request.method() === 'PUT' && request.url().endsWith(deal.at));
      await put(page, 'cash_down', '4000');
      await sent;
      // Where the server has it, the live channel may tell so before anybody could read that it is tried again.
      if (where === 'before') await page.getByText('Not saved, retrying').waitFor();
      await saved(page);
      const stored = await api(people.manager, 'GET', deal.at);
      assert.deepEqual([stored.inputs.cash_down, stored.revision], ['4000.00', held.revision + 1]);
      assert.equal(await page.getByRole('dialog').count(), 0);
    });

    test('of a submission: the desk says how it stands, and it is submitted once', async (t) => {
      const deal = await retail();
      const page = await signedIn(house, t, people.manager);
      await desk(page, deal);
      const submit = page.getByRole('button', { name: /^Submit for approval/ });
      await saved(page);
      await cut(page, where, 'POST', '**/submit');
      await submit.click();
      if (where === 'before') {
        await page.getByText(/we do not know whether “Submit for approval” arrived\. The deal is safe/).waitFor();
        assert.equal((await api(people.manager, 'GET', `/deals/${deal.id}`)).status, 'draft');
        await passes(page, 'a step whose request was cut');
        await submit.click();
      }
      await page.getByText(`${deal.number} is submitted.`).waitFor();
      assert.equal((await api(people.manager, 'GET', `/deals/${deal.id}`)).status, 'submitted');
      const { items } = await api(people.manager, 'GET', `/deals/${deal.id}/versions?limit=100`);
      assert.equal(items.filter(({ action }) => action === 'submitted').length, 1);
    });

    test("of a customer's signature: pressed again, it signs once", async (t) => {
      const deal = await retail();
      const made = await api(people.manager, 'POST', `/deals/${deal.id}/presentations`, { structure_ids: [deal.structure.id] });
      const page = await opened(house, t, { viewport: { width: 390, height: 844 } });
      await page.goto(`/q/${made.link_token}`);
      await page.getByRole('button', { name: 'Type my name instead' }).click();
      await page.getByLabel('Type your full name').fill(deal.buyer);
      await cut(page, where, 'POST', '**/sign');
      await page.getByRole('button', { name: 'Accept option A' }).click();
      await page.getByText(/we do not know whether your signature arrived\. Press Accept again/).waitFor();
      assert.equal(await page.getByLabel('Type your full name').inputValue(), deal.buyer);
      await passes(page, 'a signature that was cut');
      await page.getByRole('button', { name: 'Accept option A' }).click();
      await page.getByRole('heading', { name: 'Option A is accepted' }).waitFor();
      assert.equal((await api(people.manager, 'GET', `/deals/${deal.id}/signatures`)).items.length, 1);
    });

    test('of a decision on the menu: pressed again, it is decided and signed once', async (t) => {
      const deal = await retail();
      const page = await signedIn(house, t, people.finance);
      await page.goto(`/deals/${deal.id}/menu`);
      await page.getByRole('button', { name: 'Put it before the buyer' }).click();
      await page.getByRole('heading', { name: 'Accept or decline each' }).waitFor();
      for (const decline of await page.getByLabel('Decline', { exact: true }).all()) await decline.check();
      await page.getByRole('button', { name: 'Type my name instead' }).click();
      await page.getByLabel('Type your full name').fill(deal.buyer);
      await page.getByLabel('Name of who signs').fill(deal.buyer);
      await cut(page, where, 'POST', '**/decision');
      const sign = page.getByRole('button', { name: 'Sign and take it into the deal' });
      await sign.click();
      await page.getByText(/we do not know whether it arrived\. Press again: nothing is done twice/).waitFor();
      await passes(page, 'a decision that was cut');
      await sign.click();
      await page.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor();
      const { items } = await api(people.finance, 'GET', `/deals/${deal.id}/signatures`);
      assert.equal(items.length, 1);
    });
  });
}
