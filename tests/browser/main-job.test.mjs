// The main job in headless Chromium: a deal opened, desked by keyboard, taxed, compared, submitted, approved and
// printed. Every figure on the Desk is the browser's engine's; what the server stored must be the same cents.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { people, startBrowser, startStudio } from './studio.mjs';

let studio;
let browser;

before(async () => {
  studio = await startStudio();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await studio?.stop();
});

/** A page with somebody signed in, and what went wrong on it. */
async function signedIn(email) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(studio.url);
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.locator('input[type=password]').fill(studio.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/deals/);
  page.setDefaultTimeout(10_000);
  return { page, faults };
}

/** What the API says, as the person of that page. */
async function api(email, path) {
  const body = JSON.stringify({ email, password: studio.password });
  const login = await fetch(`${studio.url}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { access_token: token } = await login.json();
  const answer = await fetch(`${studio.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

const cell = (page, id) => page.locator(`[data-cell="${id}"]`);

async function type(page, id, text) {
  await cell(page, id).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const saved = (page) => page.locator('[data-save="saved"]').waitFor();

test('a deal from new to approved and printed', async () => {
  const { page, faults } = await signedIn(people.sales);

  // New deal: who, and which car from stock.
  const stock = await api(people.sales, '/vehicles?status=available&condition=new&make=Honda&limit=1&sort=stock_number');
  const buyer = (await api(people.sales, '/customers?state=FL&limit=1')).items[0];
  await page.getByRole('button', { name: /new deal/i }).waitFor();
  await page.locator('a[href^="/deals/"]').first().waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Customer' }).fill(buyer.contacts.find((each) => each.kind === 'email').value);
  await dialog.getByRole('option', { name: new RegExp(`${buyer.first_name} ${buyer.last_name}`) }).click();
  await dialog.getByRole('combobox', { name: 'Vehicle' }).fill(stock.items[0].stock_number);
  await dialog.getByRole('option', { name: new RegExp(stock.items[0].stock_number) }).click();
  await dialog.getByRole('button', { name: 'Open the desk' }).click();
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}/);
  const id = new URL(page.url()).pathname.split('/')[2];
  await cell(page, 'selling_price').waitFor();

  // Retail, at a rate and a term.
  await page.getByRole('radiogroup').getByText('Retail').click();
  await type(page, 'finance/sell_rate', '6.49');
  await type(page, 'finance/term_months', '6y');
  await saved(page);

  // Type, and every figure follows without the network: the payment changes while requests are held back.
  const asDrafted = await page.locator('[data-region="structure"]').innerText();
  await page.context().setOffline(true);
  // Within what a salesperson may agree alone.
  const price = `${Number(stock.items[0].list_price) - 500}`;
  await type(page, 'selling_price', price);
  await type(page, 'cash_down', '=2500+500');
  const during = await page.locator('[data-region="structure"]').innerText();
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
  const shown = (await page.locator('[data-region="structure"]').innerText()).replaceAll(',', '');
  const figure = stored.figures.loan.payment;
  assert.ok(shown.includes(figure), `${figure} is not on the desk:\n${shown}`);
  assert.ok(stored.figures.tax.lines.length > 0);
  for (const line of stored.figures.tax.lines) assert.ok(line.citation, `${line.code} has no citation`);

  // The tax says why, by keyboard, with the law.
  await page.locator('[data-region="worksheet"]').getByRole('button', { name: /tax/i }).first().click();
  await page.locator('[data-region="worksheet"]').getByText(/Stat|Code|§|Tax Law/).first().waitFor();

  // A payment from the grid.
  const grid = page.locator('[data-region="payment grid"]');
  const wanted = grid.locator('[data-at="3 1"]');
  const taken = (await wanted.innerText()).trim();
  await wanted.click();
  await page.locator('[data-region="structure"]').getByText(taken, { exact: false }).first().waitFor();
  await saved(page);

  // A second scenario, side by side with the first.
  await page.keyboard.press('Alt+n');
  await page.waitForFunction(() => document.querySelectorAll('[data-scenario]').length === 2 || /s=B/.test(location.search));
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
  const manager = await signedIn(people.manager);
  await manager.page.goto(`${studio.url}/deals/${id}`);
  await manager.page.getByRole('button', { name: /^approve/i }).first().click();
  await manager.page.getByText('Approved').first().waitFor();
  assert.equal((await api(people.manager, `/deals/${id}`)).status, 'approved');

  // And it prints, with the buyer's figures and none of the dealer's.
  await manager.page.goto(`${studio.url}/deals/${id}/print`);
  const sheet = manager.page.frameLocator('iframe');
  await sheet.getByText(`${Number(price).toLocaleString('en-US')}.00`).first().waitFor();
  const text = await sheet.locator('body').innerText();
  assert.ok(text.includes(buyer.last_name));
  assert.ok(!/gross|buy rate|reserve|invoice/i.test(text), 'the worksheet shows the dealer\'s own figures');

  assert.deepEqual([...faults, ...manager.faults], []);
});
