// The main job in headless Chromium: a deal opened, desked by keyboard, taxed, compared, submitted, approved and
// printed. Every figure on the Desk is the browser's engine's; what the server stored must be the same cents.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell, found, grid, gridFollows, saved, structure, type } from './desk.mjs';
import { place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();
const api = (email, path) => house.api(email, 'GET', path);

test('a deal from new to approved and printed', async (t) => {
  const page = await signedIn(house, t, people.sales);

  // New deal: who, and which car from stock.
  const stock = await api(people.sales, '/vehicles?status=available&condition=new&make=Honda&limit=1&sort=stock_number');
  const buyer = (await api(people.sales, '/customers?state=FL&limit=1')).items[0];
  await page.getByRole('button', { name: /new deal/i }).waitFor();
  await page.locator('a[href^="/deals/"]').first().waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Customer' }).fill(buyer.contacts.find((each) => each.kind === 'email').value);
  await found(dialog, 'Customer').getByRole('option', { name: new RegExp(`${buyer.first_name} ${buyer.last_name}`) }).click();
  await dialog.getByRole('combobox', { name: 'Vehicle' }).fill(stock.items[0].stock_number);
  await found(dialog, 'Vehicle').getByRole('option', { name: new RegExp(stock.items[0].stock_number) }).click();
  await dialog.getByRole('button', { name: 'Open the desk' }).click();
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}/);
  const id = new URL(page.url()).pathname.split('/')[2];
  await cell(page, 'selling_price').waitFor();

  // Retail, at a rate and a term.
  await page.getByRole('radiogroup').getByText('Retail').click();
  // Payments of other terms are the engine's: with them it is there, and needs no network any more.
  await grid(page).waitFor();
  await type(page, 'finance/sell_rate', '6.49');
  await type(page, 'finance/term_months', '6y');
  await saved(page);

  // Type, and every figure follows without the network: the payment changes while requests are held back.
  const asDrafted = await structure(page).innerText();
  await page.context().setOffline(true);
  // Within what a salesperson may agree alone.
  const price = `${Number(stock.items[0].list_price) - 500}`;
  await type(page, 'selling_price', price);
  await type(page, 'cash_down', '=2500+500');
  const during = await structure(page).innerText();
  assert.notEqual(during, asDrafted);
  await page.context().setOffline(false);

  // A bad entry says so, keeps the last good figures and holds back the submission; Escape heals it.
  await cell(page, 'cash_down').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('3,00o');
  await page.getByText('is not an amount').waitFor();
  assert.ok(await page.getByRole('button', { name: /submit/i }).isDisabled());
  await page.keyboard.press('Escape');
  await page.getByText('is not an amount').waitFor({ state: 'detached' });

  // Saved, and the server's figures are the same to the cent.
  await saved(page);
  const [stored] = (await api(people.sales, `/deals/${id}`)).structures;
  assert.equal(stored.inputs.selling_price, `${price}.00`);
  assert.equal(stored.inputs.cash_down, '3000.00');
  const shown = (await structure(page).innerText()).replaceAll(',', '');
  const figure = stored.figures.loan.payment;
  assert.ok(shown.includes(figure), `${figure} is not on the desk:\n${shown}`);
  assert.ok(stored.figures.tax.lines.length > 0);
  for (const line of stored.figures.tax.lines) assert.ok(line.citation, `${line.code} has no citation`);

  // The tax says why, by keyboard, with the law.
  await page.locator('[data-region="worksheet"]').getByRole('button', { name: /tax/i }).first().click();
  await page.locator('[data-region="worksheet"]').getByText(/Stat|Code|§|Tax Law/).first().waitFor();

  // A payment from the grid.
  await gridFollows(page);
  const wanted = grid(page).locator('[data-at="3 1"]');
  const taken = (await wanted.innerText()).trim();
  await wanted.click();
  await structure(page).getByText(taken, { exact: false }).first().waitFor();
  await saved(page);

  // A second scenario, side by side with the first.
  await page.keyboard.press('Alt+n');
  await page.waitForURL(/s=B/);
  await type(page, 'cash_down', '5k');
  await saved(page);
  await page.keyboard.press('Alt+v');
  await page.waitForURL(/\/compare/);
  await page.getByText('5,000').first().waitFor();
  await page.goBack();
  await cell(page, 'selling_price').waitFor();

  // Submit.
  await page.getByRole('button', { name: /submit/i }).click();
  await page.getByText('Submitted').first().waitFor();
  assert.equal((await api(people.sales, `/deals/${id}`)).status, 'submitted');

  // The manager approves.
  const manager = await signedIn(house, t, people.manager);
  await manager.goto(`/deals/${id}`);
  await manager.getByRole('button', { name: /^approve/i }).first().click();
  await manager.getByText('Approved').first().waitFor();
  assert.equal((await api(people.manager, `/deals/${id}`)).status, 'approved');

  // And it prints, with the buyer's figures and none of the dealer's.
  await manager.goto(`/deals/${id}/print`);
  const sheet = manager.frameLocator('iframe');
  await sheet.getByText(`${Number(price).toLocaleString('en-US')}.00`).first().waitFor();
  const text = await sheet.locator('body').innerText();
  assert.ok(text.includes(buyer.last_name));
  assert.ok(!/gross|buy rate|reserve|invoice/i.test(text), 'the worksheet shows the dealer\'s own figures');
});
