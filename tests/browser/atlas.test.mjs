// The tax atlas in a real browser: a sample deal is typed, the map walked by keys, states compared, the day changed, a
// question answered; the address holds all of it, and no view has a fault that an accessibility checker finds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { framesHeld, passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

/** Signed in and at an address of the atlas; a page that throws fails the test. */
async function atlas(t, search = '', { state = 'TN', ...options } = {}) {
  const page = await signedIn(house, t, people.sales, options);
  await page.goto(`/atlas/${state}?on=2026-11-21${search}`);
  await page.getByRole('region', { name: 'Sample deal' }).waitFor();
  return page;
}

const tile = (page, name) => page.getByRole('gridcell', { name: new RegExp(`^${name}, `) });
const panel = (page, name) => page.getByRole('region', { name, exact: true });
const focusIn = (page, state) => page.waitForFunction((wanted) => document.activeElement?.getAttribute('data-state') === wanted, state);

/** The field is emptied and typed into, key by key. */
async function type(page, label, text) {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** 41,000 less a trade of 12,000 is 29,000 in both states, without rebate and doc fee. */
async function typeDeal(page) {
  await type(page, 'Price', '41k');
  await type(page, 'Trade', '=10000+2000');
  await type(page, 'Rebate', '0');
  await type(page, 'Doc fee', '0');
}

describe('the tax atlas', () => {
  test('answers every key in all states at once, without the network', async (t) => {
    const page = await atlas(t);
    await tile(page, 'Tennessee').waitFor();
    assert.equal(await page.getByRole('gridcell').count(), 51);
    await page.context().setOffline(true);
    await typeDeal(page);
    // Tennessee: 29,000 × 7 % = 2,030.00, 2.75 % of the 1,600 above the first 1,600 = 44.00; Nashville as much again.
    await page.getByRole('gridcell', { name: 'Tennessee, 2,074 dollars, local tax on top' }).waitFor();
    await panel(page, 'Tennessee').getByText('2,118.00').first().waitFor();
    // Florida: 29,000 × 6 % = 1,740.00, and Leon County 1.5 % of the first 5,000 = 75.00.
    await page.getByRole('gridcell', { name: 'Florida, 1,740 dollars, local tax on top' }).waitFor();
    await page.getByRole('radio', { name: 'With local' }).click();
    await page.getByRole('gridcell', { name: 'Florida, 1,815 dollars, local tax on top' }).waitFor();
    await page.getByRole('gridcell', { name: 'Montana, no tax' }).waitFor();
    await page.context().setOffline(false);

    // A bad amount says so, and what stood there before still counts.
    await type(page, 'Price', '3,00o');
    await page.getByRole('alert').getByText('is not an amount').waitFor();
    assert.equal(await page.getByLabel('Price', { exact: true }).getAttribute('aria-invalid'), 'true');
    await page.keyboard.press('Escape');
    await page.getByText('is not an amount').waitFor({ state: 'detached' });
    await page.getByRole('gridcell', { name: 'Florida, 1,815 dollars, local tax on top' }).waitFor();
  });

  test('keeps every figure typed, however late the screen is painted', async (t) => {
    const page = await atlas(t, '&price=35000&trade=12000&rebate=0&doc=0');
    await tile(page, 'Tennessee').waitFor();
    const frame = await framesHeld(page);
    const price = page.getByLabel('Price', { exact: true });
    await price.focus();
    await page.keyboard.type('4');
    await frame();
    await page.keyboard.type('1k');
    assert.equal(await price.inputValue(), '41k');
    // 41,000 less the trade of 12,000, as above.
    await page.getByRole('gridcell', { name: 'Tennessee, 2,074 dollars, local tax on top' }).waitFor();

    // What was left because it is no amount is selected when one comes back, once.
    await price.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('4x');
    await page.getByLabel('Rebate', { exact: true }).focus();
    await price.focus();
    await page.keyboard.type('42k');
    assert.equal(await price.inputValue(), '42k');

    // A click selects all as well, and the first key replaces it.
    await page.getByLabel('Trade', { exact: true }).click();
    await page.keyboard.type('13000');
    assert.equal(await page.getByLabel('Trade', { exact: true }).inputValue(), '13000');
  });

  test('is walked by keys, explains the state, and compares', async (t) => {
    const page = await atlas(t, '&price=41000&trade=12000&rebate=0&doc=0');
    await tile(page, 'Tennessee').focus();
    for (const [key, at] of [['ArrowDown', 'MS'], ['ArrowRight', 'AL'], ['ArrowRight', 'GA'], ['ArrowDown', 'FL']]) {
      await page.keyboard.press(key);
      await focusIn(page, at);
    }
    await page.waitForURL(/\/atlas\/FL\?/);
    const florida = panel(page, 'Florida');
    await florida.getByText('29,000.00 × 6%.').waitFor();
    await florida.getByText('5,000.00 × 1.5%, Leon County.').waitFor();
    await florida.getByText('Tallahassee, Leon County, the capital').waitFor();

    // The place decides the local tax: Pinellas takes 1 % of the first 5,000 = 50.00.
    await page.getByRole('button', { name: /^Place in Florida/ }).click();
    await page.getByRole('combobox', { name: 'County' }).fill('Pinellas');
    await page.getByRole('combobox', { name: 'City' }).fill('');
    await page.getByRole('button', { name: 'Use this place' }).click();
    await florida.getByText('1,790.00').first().waitFor();
    await page.getByRole('button', { name: /^Place in Florida: Pinellas County/ }).waitFor();
    await page.getByRole('combobox', { name: 'County' }).fill('Nowhere');
    await page.getByRole('button', { name: 'Use this place' }).click();
    await page.getByRole('alert').getByText(/no county of FL/).waitFor();
    await page.getByRole('gridcell', { name: /^Florida, no amount/ }).waitFor();
    await page.getByRole('button', { name: /^Back to Tallahassee/ }).click();

    // A letter goes to the next state of that name, Space puts it beside the others.
    await tile(page, 'Florida').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('c');
    await focusIn(page, 'CA');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Compare 2' }).click();
    const row = page.getByRole('row', { name: /^Trade-in/ });
    await row.waitFor();
    // California taxes the whole price: a trade-in is only a way of paying it.
    assert.deepEqual(await row.getByRole('cell').allTextContents(), ['off 12,000.00', 'not taxed']);
    await page.getByRole('radio', { name: 'Only differences' }).click();
    await page.getByRole('row', { name: /^Credit/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('grid', { name: 'Tax by state' }).waitFor();
  });

  test('takes the law of another day, and says where there is none', async (t) => {
    const page = await atlas(t, '&fuel=electric');
    const tennessee = panel(page, 'Tennessee');
    // The Transportation Modernization Act: 200 a year until 2026, 274 from 2027.
    const fee = tennessee.locator('dl > div').filter({ hasText: 'Electric vehicle fee' });
    await fee.getByText('200.00').waitFor();
    await page.getByLabel('Law as of').fill('2027-01-01');
    await fee.getByText('274.00').waitFor();
    await page.getByLabel('Law as of').fill('2019-03-01');
    await page.getByRole('alert').getByText('No law in this build speaks for that day.').waitFor();
    await page.getByRole('gridcell', { name: /^Tennessee, no amount: the rules of Tennessee begin on/ }).waitFor();
    await tennessee.getByRole('button', { name: /^Show the law of/ }).click();
    await page.getByRole('gridcell', { name: /^Tennessee, [\d,]+ dollars/ }).waitFor();
  });

  test('asks what the law asks, and forgets nothing that the address holds', async (t) => {
    const page = await atlas(t, '&price=41000&trade=12000&rebate=1000&doc=0');
    const tennessee = panel(page, 'Tennessee');
    const answer = tennessee.getByRole('radiogroup', { name: /programme oblige the dealer to lower the price/ });
    await tennessee.getByText('No is taken until it is answered.').waitFor();
    await answer.getByRole('radio', { name: 'Yes' }).click();
    // The maker's 1,000 comes off the base: 28,000 × 7 % = 1,960.00, and 44.00.
    await page.getByRole('gridcell', { name: /^Tennessee, 2,004 dollars/ }).waitFor();
    await page.waitForURL(/ask\.TN\.rebate_programme_lowers_price=yes/);
    await page.goto(page.url());
    await page.getByRole('gridcell', { name: /^Tennessee, 2,004 dollars/ }).waitFor();
    // Without a rebate nobody asks, and the answer counts for nothing.
    await type(page, 'Rebate', '0');
    await page.getByRole('gridcell', { name: /^Tennessee, 2,074 dollars/ }).waitFor();
    await answer.waitFor({ state: 'detached' });
    await type(page, 'Rebate', '1000');
    await page.getByRole('gridcell', { name: /^Tennessee, 2,004 dollars/ }).waitFor();
    await tennessee.getByRole('button', { name: 'Take the answer back' }).click();
    await page.getByRole('gridcell', { name: /^Tennessee, 2,074 dollars/ }).waitFor();
  });

  test('is a list as well, sorted and walked by keys', async (t) => {
    const page = await atlas(t, '&view=table');
    await page.getByRole('columnheader', { name: 'Tax', exact: true }).getByRole('button').click();
    await page.locator('th[aria-sort=descending]').waitFor();
    const taxes = await page.locator('tbody tr td:nth-child(4)').allTextContents();
    assert.equal(taxes.length, 51);
    const amounts = taxes.filter((text) => text !== '–').map((text) => (text === 'none' ? 0 : Number(text.replaceAll(',', ''))));
    assert.deepEqual(amounts, amounts.toSorted((a, b) => b - a));
    const names = await page.locator('tbody tr button').allTextContents();
    const at = names.indexOf('Tennessee');
    assert.ok(at > 0 && at < names.length - 1, 'Tennessee has a neighbour on either side');
    await page.keyboard.press('k');
    await panel(page, names[at - 1]).waitFor();
    await page.keyboard.press('j');
    await panel(page, 'Tennessee').waitFor();
    await page.keyboard.press('j');
    await panel(page, names[at + 1]).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('button', { name: `Take ${names[at + 1]} out of the comparison` }).waitFor();
    await page.keyboard.press('/');
    await page.getByLabel('Go to a state').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('west v');
    await page.keyboard.press('Enter');
    await panel(page, 'West Virginia').waitFor();
  });

  test('prints the deal, the day and the state, without what only a screen needs', async (t) => {
    const page = await atlas(t);
    await tile(page, 'Tennessee').waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByText('law as of Nov 21, 2026').waitFor();
    assert.ok(!(await page.getByRole('region', { name: 'Sample deal' }).isVisible()));
    assert.ok(!(await page.getByRole('button', { name: 'Print' }).isVisible()));
    await panel(page, 'Tennessee').getByText('State single article tax').waitFor();
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`has no fault for those who cannot see or point (${colorScheme})`, async (t) => {
      const page = await atlas(t, '', { colorScheme });
      await tile(page, 'Tennessee').waitFor();
      await page.getByRole('button', { name: /^More/ }).click();
      await page.getByRole('button', { name: /^Place in Tennessee/ }).click();
      await passes(page, 'the map, all opened');
      await page.getByRole('button', { name: 'The whole law' }).click();
      await page.getByRole('heading', { name: 'Sources' }).waitFor();
      await passes(page, 'the whole law of a state');
      for (const [search, what] of [
        ['&view=table', 'the list'],
        ['&view=compare&with=TN,CA,MT', 'the comparison'],
        ['&on=2019-03-01', 'a day without law'],
        ['&kind=lease&down=2000&sold=FL', 'a lease from another state'],
      ]) {
        await page.goto(`/atlas/TN?on=2026-11-21${search}`);
        await page.getByRole('region', { name: 'Sample deal' }).waitFor();
        await page.getByRole('heading', { name: 'Tennessee' }).or(page.getByRole('table')).first().waitFor();
        await passes(page, what);
      }
      // A phone, and a page under a zoom of 200 %: nothing may need scrolling sideways.
      for (const [width, height] of [[390, 844], [720, 450]]) {
        await page.setViewportSize({ width, height });
        await page.goto('/atlas/TN?on=2026-11-21');
        await tile(page, 'Tennessee').waitFor();
        await passes(page, `${width} px wide`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
        await page.getByRole('button', { name: 'Print' }).scrollIntoViewIfNeeded();
      }
    });
  }
});
