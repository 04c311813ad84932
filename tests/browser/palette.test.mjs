// The palette in headless Chromium, by keyboard alone: numbers asked of a deal and taken, commands, people and cars
// found, and keys that a person changes. What is offered is what the person may do.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cell, grid, saved, structure } from './desk.mjs';
import { passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

const palette = (page) => page.getByRole('dialog', { name: 'Search and commands' });
const option = (page, name) => palette(page).getByRole('option', { name });

const field = (page) => page.getByRole('combobox', { name: 'Search and commands' });
const focused = (page, locator) => locator.and(page.locator(':focus')).waitFor();

/** A page that was just loaded fetches its windows in a quiet moment: it is opened once, and from then on without delay. */
async function fetched(page) {
  await page.keyboard.press('Control+k');
  await focused(page, field(page));
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
}

/** Opens the palette and types into it, as fast as keys come. */
async function ask(page, text) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(text);
  await focused(page, field(page));
}

/** Down to an option that is there, once nothing more is being searched for, and into it. */
async function take(page, name) {
  await option(page, name).first().waitFor();
  await palette(page).getByText('Searching', { exact: true }).waitFor({ state: 'detached' });
  const wanted = await option(page, name).first().getAttribute('id');
  const among = await palette(page).getByRole('option').count();
  for (let at = 0; (await field(page).getAttribute('aria-activedescendant')) !== wanted; at += 1) {
    assert.ok(at <= among, `${name} is not reached by arrows`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await palette(page).waitFor({ state: 'detached' });
}

/** A retail draft of the demo, on its desk. */
async function retailDraft(page) {
  await page.goto('/deals?view=table&status=draft');
  await page.getByRole('row').filter({ hasText: 'Retail' }).first().getByRole('link').first().click();
  await grid(page).waitFor();
  await fetched(page);
}

const shownPayment = (page, text) => structure(page).locator('p', { hasText: text }).first();
const saves = (page) => page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/structures/'));

describe('the palette on a deal', () => {
  test('takes what is typed while it is still to come, and the page does not', async (t) => {
    const page = await signedIn(house, t, people.manager, { serviceWorkers: 'block' });
    let come = () => {};
    const allowed = new Promise((resolve) => {
      come = resolve;
    });
    await page.route('**/Palette-*.js', async (route) => {
      await allowed;
      await route.continue();
    });
    await page.goto('/deals?view=table&status=draft');
    await page.getByRole('row').filter({ hasText: 'Retail' }).first().getByRole('link').first().click();
    await grid(page).waitFor();
    const down = cell(page, 'cash_down');
    await down.focus();
    const before = await down.inputValue();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('payment grids');
    await page.keyboard.press('Backspace');
    assert.equal(await down.inputValue(), before);
    come();
    await focused(page, field(page));
    assert.equal(await field(page).inputValue(), 'payment grid');
    await take(page, /^Payment grid/);
    await page.locator('[data-region="payment grid"] :focus').waitFor();
  });

  test('answers to the cent without the network, and what it takes can be undone', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await retailDraft(page);
    const down = cell(page, 'cash_down');
    await down.focus();

    // The deal as the specification has it: 41,000.00 with 3,000.00 down for 72 months.
    for (const [typed, said] of [['price 41k', 'Selling price 41,000.00'], ['3k down', 'Cash down 3,000.00'], ['rate 6.49', 'Sell rate 6.49%'], ['72 months', 'Term 72 months']]) {
      await ask(page, typed);
      const answer = option(page, said);
      await answer.waitFor();
      if ((await answer.getAttribute('aria-disabled')) === 'true') await page.keyboard.press('Escape');
      else await take(page, said);
      await palette(page).waitFor({ state: 'detached' });
      // The focus is where it was.
      await down.and(page.locator(':focus')).waitFor();
    }
    assert.equal(await cell(page, 'selling_price').inputValue(), '41,000.00');
    const before = await shownPayment(page, '/ mo').innerText();
    const downBefore = await down.inputValue();

    await saved(page);
    await page.context().setOffline(true);
    await ask(page, 'roll 650');
    const roll = option(page, /^Roll to 650\.00 with cash down/);
    await roll.waitFor();
    assert.equal(await roll.getAttribute('aria-selected'), 'true');
    const cash = /[\d,]+\.\d\d(?=, gross|$|\n)/.exec((await roll.innerText()).replace(/^.*cash down/s, ''))?.[0];
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await passes(page, `open palette, ${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.context().setOffline(false);

    const save = saves(page);
    await page.keyboard.press('Enter');
    await shownPayment(page, '650.00').waitFor();
    const { figures, inputs } = await (await save).json();
    assert.equal(figures.loan.payment, '650.00');
    assert.equal(inputs.cash_down, cash.replaceAll(',', ''));

    await page.keyboard.press('Control+z');
    await page.waitForFunction((text) => document.querySelector('[data-region="structure"] p')?.innerText === text, before);
    await down.and(page.locator(`[value="${downBefore}"]`)).waitFor();
  });

  test('says what is wrong with what cannot be read, and closes without a change', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await retailDraft(page);
    const price = await cell(page, 'selling_price').inputValue();
    await ask(page, 'price 40kk');
    await palette(page).getByText('“40kk” is not an amount. Try 3000, 3k or =2500+500.').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'detached' });
    assert.equal(await cell(page, 'selling_price').inputValue(), price);
  });

  test('does what the desk can do, and Ctrl S names the scenario', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await retailDraft(page);
    await ask(page, 'payment grid');
    await take(page, /^Payment grid/);
    await grid(page).locator(':focus').waitFor();

    await page.keyboard.press('Control+s');
    const naming = page.getByRole('dialog', { name: /^Rename scenario/ });
    await naming.getByLabel('Name').fill('For the weekend');
    const save = saves(page);
    await page.keyboard.press('Enter');
    await naming.waitFor({ state: 'detached' });
    assert.equal((await (await save).json()).name, 'For the weekend');
    await page.getByRole('list', { name: 'Scenarios' }).getByText('For the weekend').waitFor();

    await ask(page, 'compare');
    await take(page, /^Compare scenarios/);
    await page.waitForURL(/\/compare\?s=A$/);
  });

  test('offers a salesperson nothing of gross, markup or lenders', async (t) => {
    const page = await signedIn(house, t, people.sales);
    await page.goto('/deals?view=table');
    await page.getByRole('row').filter({ hasText: 'Retail' }).first().getByRole('link').first().click();
    await grid(page).waitFor();
    await page.keyboard.press('Control+k');
    await option(page, /^Payment grid/).waitFor();
    const all = (await palette(page).getByRole('option').allInnerTexts()).join('\n');
    assert.doesNotMatch(all, /gross|Lenders|Overrides/i);
    await page.keyboard.type('markup 1');
    await palette(page).getByText('No match for “markup 1”.').waitFor();
  });
});

describe('the palette elsewhere', () => {
  test('finds customers and vehicles, and starts a deal with a name nobody has', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await page.goto('/customers');
    const known = await page.getByRole('table', { name: 'Customers' }).getByRole('link').first().innerText();
    await page.goto('/inventory');
    await page.getByRole('table', { name: 'Vehicles' }).waitFor();
    await fetched(page);
    await ask(page, `customer ${known}`);
    await take(page, new RegExp(`^${known}`));
    await page.getByRole('heading', { name: known, level: 1 }).waitFor();

    // A stock number leads to its vehicle.
    await page.goto('/inventory');
    const stock = await page.getByRole('table', { name: 'Vehicles' }).getByRole('row').nth(1).getByRole('cell').first().innerText();
    await fetched(page);
    await ask(page, `stock ${stock}`);
    await take(page, new RegExp(stock));
    await page.waitForURL(/\/inventory\/./);
    await page.getByText(stock).first().waitFor();

    await ask(page, 'Quillfeather Zoltan');
    await palette(page).getByText('No match for “Quillfeather Zoltan”.').waitFor();
    await take(page, /^Start a deal with “Quillfeather Zoltan”/);
    const deal = page.getByRole('dialog', { name: 'New deal' });
    assert.equal(await deal.getByLabel('First name').inputValue(), 'Quillfeather');
    assert.equal(await deal.getByLabel('Last name').inputValue(), 'Zoltan');
    await page.keyboard.press('Escape');
  });

  test('says when the search does not come through, and commands still work', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await ask(page, '');
    await page.context().setOffline(true);
    await page.keyboard.type('settings');
    await palette(page).getByRole('alert').waitFor();
    await take(page, /^Settings$/);
    await page.waitForURL(/\/settings\//);
    await page.context().setOffline(false);
  });

  test('fits a phone', async (t) => {
    const page = await signedIn(house, t, people.manager, { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Search and commands' }).click();
    await focused(page, field(page));
    await page.keyboard.type('inv');
    const found = option(page, /^Inventory/).first();
    await found.waitFor();
    const { x, width, height } = await found.boundingBox();
    assert.ok(x >= 0 && x + width <= 390 && height >= 44, `${x} ${width} ${height}`);
    await passes(page, 'palette on a phone');
    await found.click();
    await page.waitForURL(/\/inventory/);
  });
});

describe('the keys', () => {
  const keyOf = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}: `) });

  test('are listed by ?, changed in the settings, and work from then on', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await page.getByRole('article').first().waitFor();
    await page.keyboard.press('Shift+Slash');
    const list = page.getByRole('dialog', { name: 'Keys' });
    await list.getByText('Roll to a payment').waitFor();
    await passes(page, 'list of keys');
    await list.getByRole('button', { name: 'Change the keys' }).click();
    await page.waitForURL(/\/settings\/keys/);
    await passes(page, 'settings of keys');

    await keyOf(page, 'Roll to a payment').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Alt+g');
    await page.getByRole('alert').getByText('Alt G is “Hide or show gross”. Change that one first, or press another key.').waitFor();
    await page.keyboard.press('Alt+p');
    await page.getByRole('button', { name: 'Roll to a payment: Alt P. Change' }).waitFor();
    await passes(page, 'settings of keys, one changed');

    await retailDraft(page);
    const target = page.getByLabel('Target payment');
    await cell(page, 'cash_down').focus();
    await page.keyboard.press('Alt+r');
    assert.equal(await target.evaluate((input) => input === document.activeElement), false);
    await page.keyboard.press('Alt+p');
    await target.and(page.locator(':focus')).waitFor();
    // Beside its card and in the palette stands the key as it is now.
    await page.locator('[data-region="roll"] kbd', { hasText: 'Alt P' }).waitFor();

    await page.goto('/settings/keys');
    await page.getByRole('button', { name: 'Set all back to defaults' }).click();
    await page.getByRole('button', { name: 'Roll to a payment: Alt R. Change' }).waitFor();
  });

  test('that are single letters can be turned off, and arrows go on walking', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await page.goto('/settings/keys');
    await page.getByLabel('Single letters are keys').uncheck();
    await page.goto('/customers');
    const rows = page.getByRole('table', { name: 'Customers' });
    await rows.waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('n');
    assert.equal(await page.locator('tr[aria-selected]').count(), 0);
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.keyboard.press('ArrowDown');
    await page.locator('tr[aria-selected]').waitFor();

    await page.goto('/settings/keys');
    await page.getByLabel('Single letters are keys').check();
    await page.goto('/customers');
    await rows.waitFor();
    await page.keyboard.press('j');
    await page.locator('tr[aria-selected]').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'New customer' }).waitFor();
  });

  test('S changes the status of the vehicle that the keys are at', async (t) => {
    const page = await signedIn(house, t, people.generalManager);
    await page.goto('/inventory?status=available');
    const rows = page.getByRole('table', { name: 'Vehicles' });
    await rows.waitFor();
    // Before a row is picked there is nothing whose status could change.
    await page.keyboard.press('s');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.keyboard.press('j');
    const stock = await page.locator('tr[aria-selected]').getByRole('cell').first().innerText();
    await page.keyboard.press('s');
    const steps = page.getByRole('dialog', { name: `${stock}: change status` });
    await steps.getByRole('button', { name: 'Reserve' }).and(page.locator(':focus')).waitFor();
    await passes(page, 'steps of a vehicle');
    await page.keyboard.press('Enter');
    await page.getByText(`${stock} is reserved.`).waitFor();
    await rows.getByText(stock, { exact: true }).waitFor({ state: 'detached' });
  });
});
