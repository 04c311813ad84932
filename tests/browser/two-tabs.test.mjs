// One person has one deal open in two tabs and the network goes: what was typed in either is there when both were closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell, desk, ortega, payment, saved, write } from './desk.mjs';
import { place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

let world;
const house = place(async () => {
  world = await ortega(house);
});

test('two tabs of one deal keep what is typed in each, though both are closed before the network is back', async (t) => {
  const deal = await world.deal();
  await house.api(people.manager, 'POST', `/deals/${deal.id}/structures`, { name: 'Second', copy_of: deal.structure });
  const third = await signedIn(house, t, people.manager);
  const context = third.context();
  // The shell is there without a network once its worker has it.
  await third.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const [first, second] = [await context.newPage(), await context.newPage()];
  await desk(first, deal);
  await desk(second, deal);
  await context.setOffline(true);

  await write(first, 'cash_down', '4000');
  await first.keyboard.press('Enter');
  await first.locator('[data-save="offline"]').waitFor();
  await write(second, 'selling_price', '40500');
  await second.keyboard.press('Enter');
  await second.locator('[data-save="offline"]').waitFor();
  await second.keyboard.press('Alt+2');
  await second.waitForURL(/s=B/);
  await write(second, 'cash_down', '6000');
  await second.keyboard.press('Enter');
  await payment(second).getByText('638.90').waitFor();
  await first.close();
  await second.close();

  await third.goto(`/deals/${deal.id}?s=A`);
  await cell(third, 'cash_down').waitFor();
  assert.equal(await cell(third, 'cash_down').inputValue(), '−4,000.00');
  assert.equal(await cell(third, 'selling_price').inputValue(), '40,500.00');
  await context.setOffline(false);
  await saved(third);
  const { structures } = await house.api(people.manager, 'GET', `/deals/${deal.id}`);
  assert.deepEqual(
    structures.map(({ inputs }) => [inputs.selling_price, inputs.cash_down]),
    [['40500.00', '4000.00'], ['41000.00', '6000.00']],
  );
});
