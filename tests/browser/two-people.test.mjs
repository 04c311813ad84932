// Two people at one deal, each in a browser of their own: they see each other, keep both of their lines, are asked
// only about the same line, and the board of a third follows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell, put, saved, shows, structure, write } from './desk.mjs';
import { enter, opened, passes, place } from './page.mjs';
import { people } from './studio.mjs';

const SAM = 'Sam Torres';
const DANA = 'Dana Kessler';

const house = place();
const api = (...call) => house.api(people.sales, ...call);

/** Signed in and at this address. */
async function signedIn(t, email, path) {
  const page = await opened(house, t);
  await page.goto(path);
  await enter(page, email, house.studio.password);
  await page.getByRole('link', { name: /, your account$/ }).waitFor();
  return page;
}

/** A new deal of Sam's with a buyer and a car from stock. */
async function newDeal() {
  const [rooftops, buyers, stock] = await Promise.all([
    api('GET', '/rooftops'),
    api('GET', '/customers?state=FL&limit=1'),
    api('GET', '/vehicles?status=available&condition=new&limit=1&sort=stock_number'),
  ]);
  return api('POST', '/deals', {
    rooftop_id: rooftops.items[0].id,
    customer_id: buyers.items[0].id,
    vehicle_id: stock.items[0].id,
  });
}

test('two people see each other, and both keep their lines', async (t) => {
  const deal = await newDeal();
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
  await Promise.all([sam, dana].map(saved));
  assert.equal(await sam.getByRole('dialog').count(), 0);
  assert.equal(await dana.getByRole('dialog').count(), 0);
  const both = (await api('GET', at)).structures;
  assert.equal(both.length, 1);
  assert.deepEqual(
    [both[0].inputs.cash_down, both[0].inputs.selling_price],
    ['4000.00', '30000.00'],
  );
  await passes(dana, 'two people at one deal');

  // The second browser's figures are the first one's.
  const figure = (both[0].figures.loan?.payment ?? both[0].figures.total_price).replace(/\B(?=(\d{3})+(?!\d)(?=\.))/g, ',');
  for (const page of [sam, dana]) await structure(page).getByText(figure).first().waitFor();

  // Who leaves is not shown any more.
  await sam.goto('/customers');
  await dana.getByRole('img', { name: /^Here now/ }).waitFor({ state: 'detached' });
});

test('the same line asks, and both can be kept as two scenarios', async (t) => {
  const deal = await newDeal();
  const at = `/deals/${deal.id}`;
  const [sam, dana] = await Promise.all([signedIn(t, people.sales, at), signedIn(t, people.manager, at)]);
  await Promise.all([cell(sam, 'cash_down').waitFor(), cell(dana, 'cash_down').waitFor()]);

  // Sam's save is on its way while Dana's is stored.
  let letGo = () => {};
  const danaIsStored = new Promise((resolve) => {
    letGo = resolve;
  });
  await sam.route('**/structures/*', async (route) => {
    if (route.request().method() === 'PUT') await danaIsStored;
    await route.continue();
  });
  const saves = (request) => request.method() === 'PUT' && request.url().includes('/structures/');
  const samSends = sam.waitForRequest(saves);
  await put(sam, 'cash_down', '4000');
  await samSends;
  const stored = dana.waitForResponse((answer) => saves(answer.request()) && answer.ok());
  await put(dana, 'cash_down', '5000');
  await stored;
  letGo();

  const dialog = sam.getByRole('dialog', { name: 'Someone changed this scenario too' });
  await dialog.waitFor();
  const row = dialog.getByRole('row', { name: /cash down/i });
  assert.match(await row.innerText(), /4,000\.00[\s\S]*5,000\.00/);
  await passes(sam, 'the same line twice');
  await dialog.getByRole('button', { name: 'Make both scenarios' }).click();
  await dialog.waitFor({ state: 'detached' });
  for (const page of [sam, dana]) {
    await page.locator('[data-region="scenarios"] li').nth(1).waitFor();
  }
  const kept = (await api('GET', at)).structures;
  assert.deepEqual(
    kept.map(({ letter, inputs }) => [letter, inputs.cash_down]),
    [['A', '5000.00'], ['B', '4000.00']],
  );
  await shows(sam, 'cash_down', '5000.00');
  await passes(sam, 'both kept');
});

test('the board follows what others do', async (t) => {
  const dana = await signedIn(t, people.manager, '/deals');
  const lane = (name) => dana.getByRole('region', { name: new RegExp(`^${name}, `) });
  await lane('Draft').locator('a[href^="/deals/"]').first().waitFor();
  const deal = await newDeal();
  await lane('Draft').locator(`a[href="/deals/${deal.id}"]`).waitFor();
  await api('POST', `/deals/${deal.id}/submit`, undefined, { 'if-match': `"${deal.version}"` });
  await lane('Submitted').locator(`a[href="/deals/${deal.id}"]`).waitFor();
});
