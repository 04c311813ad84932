// The rooms of the client as people use them, in a real browser against the whole studio: signing in, the board,
// customers, stock, settings, printing; and no page with a fault that an accessibility checker finds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startDeal } from './desk.mjs';
import { codeOf, enter as enterAs, opened, passes, place, reads, settled, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

const enter = (page, email, password = house.studio.password) => enterAs(page, email, password);
const lane = (page, name) => page.getByRole('region', { name: new RegExp(`^${name}, `) });
const notice = (page, text) => page.getByRole('status').getByText(text);

describe('signing in', () => {
  test('refuses a wrong password, and leads back to where one wanted to go', async (t) => {
    const page = await opened(house, t);
    await page.goto('/customers?q=a');
    await enter(page, people.sales, 'not the password at all');
    await page.getByRole('alert').waitFor();
    await enter(page, people.sales);
    await page.waitForURL('**/customers?q=a');
  });

  test('is shared by the tabs of a browser, and so is signing out', async (t) => {
    const page = await signedIn(house, t, people.sales);
    const second = await page.context().newPage();
    await second.goto('/inventory');
    await second.getByRole('heading', { name: 'Inventory', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
    await page.goto('/settings/account');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByLabel('Work email').waitFor();
    await second.getByLabel('Work email').waitFor();
  });

  test('asks for the second step once it is on, and takes a recovery code', async (t) => {
    const email = 'jo.moss@bayline.example';
    const page = await signedIn(house, t, email);
    await page.goto('/settings/account');
    await page.getByRole('button', { name: 'Set it up' }).click();
    const secret = (await page.locator('code').textContent()).replaceAll(' ', '');
    await page.getByLabel('The code that the app shows').fill(codeOf(secret));
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await page.getByText('Keep these recovery codes now.').waitFor();
    const [recovery] = await page.locator('[class*=codes] span').allTextContents();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await enter(page, email);
    await page.getByLabel('Six-digit code').fill('000000');
    await page.getByText('The code is not right').waitFor();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recovery);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Second step at sign-in').waitFor();
  });
});

describe('deals', () => {
  test('a card goes only where its deal may go', async (t) => {
    const page = await signedIn(house, t, people.manager);
    // All lanes are there: no card moves any more under the hand.
    for (const name of ['Draft', 'Submitted', 'Approved', 'Delivered']) await lane(page, name).getByRole('article').first().waitFor();
    await settled(page);
    const draft = lane(page, 'Draft').getByRole('article').first();
    await draft.dragTo(lane(page, 'Delivered'));
    await notice(page, /cannot go to Delivered now/).waitFor();

    const submitted = lane(page, 'Submitted').getByRole('article').first();
    const href = await submitted.getByRole('link').getAttribute('href');
    await submitted.dragTo(lane(page, 'Approved'));
    await notice(page, / is approved\.$/).waitFor();
    await lane(page, 'Approved').locator(`a[href="${href}"]`).waitFor();
  });

  test('sending one back asks why', async (t) => {
    const page = await signedIn(house, t, people.manager);
    const submitted = lane(page, 'Submitted').getByRole('article').first();
    const href = await submitted.getByRole('link').getAttribute('href');
    await submitted.getByRole('link').focus();
    await page.keyboard.press('s');
    await page.getByRole('button', { name: /^Return to desk/ }).click();
    await page.getByLabel('Reason').fill('Front is under the floor');
    await page.getByRole('button', { name: 'Return to desk' }).click();
    await notice(page, /returned to the desk/).waitFor();
    await lane(page, 'Draft').locator(`a[href="${href}"]`).waitFor();
  });

  test('filters stay in the address', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await page.getByRole('link', { name: 'Table' }).click();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Status').selectOption('delivered');
    await page.waitForURL(/status=delivered/);
    await page.reload();
    await page.getByRole('button', { name: 'Remove the filter Status: Delivered' }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    const standings = await page.locator('tbody tr').getByText('Delivered').count();
    assert.equal(standings, await page.locator('tbody tr').count());
    assert.ok(standings > 0);
  });

  test('one is started without a mouse, and its worksheet can be read', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await lane(page, 'Draft').getByRole('article').first().waitFor();
    await startDeal(page, 'ortega', 'H26118');
    await page.goto(`${new URL(page.url()).pathname}/print`);
    const sheet = page.frameLocator('iframe[title="Buyer\'s worksheet"]');
    await sheet.getByText('H26118').waitFor();
    assert.ok(!/gross|vehicle cost|buy rate/i.test(await sheet.locator('body').innerText()));
    // The browser's own key would print the page around the paper.
    await page.evaluate(() => {
      document.querySelector('iframe').contentWindow.print = () => document.body.setAttribute('data-printed', 'paper');
    });
    await page.keyboard.press('Control+p');
    await page.locator('body[data-printed="paper"]').waitFor();
  });

  test('Enter takes nobody unseen: it waits for the answer to what was typed', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await lane(page, 'Draft').getByRole('article').first().waitFor();
    let answer = () => {};
    const answered = new Promise((resolve) => {
      answer = resolve;
    });
    await page.route(/\/customers\?.*q=Ortega/, async (route) => {
      await answered;
      await route.continue();
    });
    await page.keyboard.press('n');
    const field = page.getByRole('combobox', { name: 'Customer' });
    // What is there before anything is typed is not what is asked for.
    await page.getByRole('listbox', { name: 'Customer' }).getByRole('option').first().waitFor();
    const asked = page.waitForRequest(/\/customers\?.*q=Ortega/);
    await field.fill('Ortega');
    await page.keyboard.press('Enter');
    await asked;
    await page.keyboard.press('Enter');
    await field.waitFor();
    answer();
    await page.getByRole('button', { name: 'Customer: pick another' }).waitFor();
    await page.getByRole('dialog', { name: 'New deal' }).getByText(/Ortega/).first().waitFor();
  });

  test('sales sees neither gross nor what a vehicle cost', async (t) => {
    const page = await signedIn(house, t, people.sales);
    await lane(page, 'Draft').getByRole('article').first().waitFor();
    assert.equal(await page.getByText(/gross/i).count(), 0);
    await page.goto('/inventory');
    await page.locator('tbody tr').first().waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Cost' }).count(), 0);
  });
});

describe('customers', () => {
  test('a new one names every field that is not right, then is kept', async (t) => {
    const page = await signedIn(house, t, people.sales);
    await page.goto('/customers');
    await page.getByRole('button', { name: 'New customer' }).first().click();
    await page.getByLabel('First name').fill('Imogen');
    await page.getByLabel('Mobile, contact 1').fill('12');
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByText('A person needs this.').waitFor();
    await page.getByText(/is no telephone number/).waitFor();
    await page.getByLabel('Last name').fill('Thackeray');
    await page.getByLabel('Mobile, contact 1').fill('727 555 0187');
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByRole('heading', { name: 'Imogen Thackeray', level: 1 }).waitFor();
    await page.getByRole('link', { name: '(727) 555-0187' }).waitFor();
    await page.getByLabel('New note').fill('Called about the blue one');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').getByText('Called about the blue one').waitFor();
  });

  test('two people who change one are both asked', async (t) => {
    const first = await signedIn(house, t, people.manager);
    await first.goto('/customers');
    await first.locator('tbody a').first().click();
    await first.waitForURL(/customers\/[0-9a-f-]{36}/);
    const second = await signedIn(house, t, people.finance);
    await second.goto(new URL(first.url()).pathname);
    const tags = (page) => page.getByLabel('Tags, with commas between');
    for (const page of [first, second]) {
      await page.getByRole('button', { name: 'Change' }).click();
      await tags(page).waitFor();
    }
    await tags(first).fill('vip');
    await first.getByRole('button', { name: 'Save' }).click();
    await notice(first, /was saved/).waitFor();
    await tags(second).fill('fleet');
    await second.getByRole('button', { name: 'Save', exact: true }).click();
    await second.getByRole('button', { name: 'Take their version' }).click();
    await second.getByRole('button', { name: 'Take their version' }).waitFor({ state: 'detached' });
    await reads(tags(second), 'vip');
  });
});

describe('inventory', () => {
  test('a wrong VIN is marked where it is wrong, a right one says maker and year', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await page.goto('/inventory');
    await page.getByRole('button', { name: 'Add by VIN' }).click();
    await page.getByLabel('VIN', { exact: true }).fill('1M8GDM9A4KP042788');
    await page.getByText('Position 9 should be X for this VIN.').waitFor();
    assert.equal(await page.locator('[data-wrong]').textContent(), '4');
    await page.getByLabel('VIN', { exact: true }).fill('1m8gdm9a-xkp042788');
    await page.getByText('Check digit X is right.').waitFor();
    await page.waitForFunction(() => [...document.querySelectorAll('dialog input')].some((input) => input.value === '2019'));
  });

  test('a vehicle goes on hold with a reason that its history keeps', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await page.goto('/inventory?status=available');
    await page.locator('tbody a').first().click();
    await page.getByRole('button', { name: /^Put on hold/ }).click();
    await page.getByLabel('Reason').fill('Recall parts on order');
    await page.getByRole('dialog').getByRole('button', { name: 'Put on hold' }).click();
    await page.getByRole('cell', { name: 'Recall parts on order' }).waitFor();
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`no page has a fault for those who cannot see or point (${colorScheme})`, async (t) => {
    const page = await signedIn(house, t, people.admin, { colorScheme });
    const pages = ['/deals?view=board', '/deals?view=table', '/customers', '/inventory', '/settings/account', '/settings/users', '/settings/stores'];
    for (const path of pages) {
      await page.goto(path);
      await page.locator('article, tbody tr, dl').first().waitFor();
      await passes(page, path);
    }
    for (const room of ['/customers', '/inventory']) {
      await page.goto(room);
      await page.locator('tbody a').first().click();
      await page.getByRole('button', { name: 'Change' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor();
      await passes(page, `${room}, one of them, being changed`);
    }
    await page.goto('/settings/account');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByLabel('Work email').waitFor();
    await passes(page, '/signin');
  });
}
