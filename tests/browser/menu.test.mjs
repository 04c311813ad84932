// Products and the F&I menu in a real browser: a rate card is changed, columns are put together for a deal, put before
// the buyer, accepted and declined one by one, and signed; the deal then carries what was accepted.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawn, enter, opened, passes, place } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

/** Signs in and says which drafts the board has. */
async function signedIn(t, email, options) {
  const page = await opened(house, t, options);
  await page.goto('/');
  const answer = page.waitForResponse((each) => /\/api\/v1\/deals\?.*status=draft/.test(each.url()) && each.ok());
  await enter(page, email, house.studio.password);
  await page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
  return { page, deals: (await (await answer).json()).items };
}

const cents = (text) => Number(/\$([\d,]+\.\d\d)/.exec(text)[1].replaceAll(/[,.]/g, ''));

describe('products', () => {
  test('are changed as a rate card, all faults told at once', async (t) => {
    const { page } = await signedIn(t, people.finance);
    await page.goto('/settings/products');
    await page.getByRole('button', { name: 'New product' }).click();
    await page.getByLabel('Price, plan 1').fill('a lot');
    await page.getByRole('button', { name: 'Add product' }).click();
    await page.getByText('“a lot” is not an amount').waitFor();
    assert.equal(await page.getByText('This is needed.').count(), 3, 'the name, and the name and cost of the plan');
    await passes(page, 'a product with faults');
    await page.getByLabel('Name, as the buyer reads it').fill('Windshield repair');
    await page.getByLabel('Sold in the states').fill('FL');
    await page.getByLabel('Plan, plan 1').fill('3 years');
    await page.getByLabel('Cost, plan 1').fill('80');
    await page.getByLabel('Price, plan 1').fill('249');
    await page.getByRole('button', { name: 'Add product' }).click();
    await page.getByRole('row', { name: /Windshield repair .*249 FL/ }).waitFor();
    await passes(page, 'the products');

    await page.getByRole('link', { name: 'Menu columns' }).click();
    await page.getByRole('heading', { name: 'Complete' }).waitFor();
    await passes(page, 'the columns of the menus');
  });
});

describe('the menu of a deal', () => {
  test('is put together, decided on and signed, and the deal carries what was accepted', async (t) => {
    const { page, deals } = await signedIn(t, people.finance);
    const deal = deals.find((each) => each.status === 'draft' && each.customer && each.vehicle);
    assert.ok(deal, 'the demo has a draft with a buyer and a vehicle');
    await page.goto(`/deals/${deal.id}/menu`);
    const base = page.getByRole('region', { name: 'Without optional products' });
    await base.getByText('$').first().waitFor();
    // One column of our own making, with GAP alone, sold to any retail deal to 84 months.
    for (const name of ['Complete', 'Preferred', 'Value', 'Basic']) {
      await page.getByRole('button', { name: `Take ${name} away` }).click();
    }
    assert.ok(await page.getByRole('button', { name: 'Put it before the buyer' }).isDisabled());
    await page.getByRole('button', { name: 'Add a column' }).click();
    await page.getByLabel('Name of column 1').fill('Essentials');
    const column = page.getByRole('region', { name: 'Essentials' });
    await column.getByLabel('Add a product to Essentials').selectOption({ label: 'Theft deterrent and recovery' });
    await column.getByText('adds $').waitFor();
    await column.getByLabel('Price of Theft deterrent and recovery in Essentials').fill('699');
    await column.getByLabel('Price of Theft deterrent and recovery in Essentials').press('Enter');
    await page.getByRole('button', { name: 'Put it before the buyer' }).click();
    await page.getByRole('button', { name: 'Take Essentials' }).waitFor();
    await passes(page, 'a menu before the buyer');
    // The column's payment is the base's and what its products add, to the cent.
    const [whole, alone, adds] = [
      cents(await page.getByRole('region', { name: 'Essentials' }).locator('strong').innerText()),
      cents(await base.locator('strong').innerText()),
      cents(await page.getByRole('region', { name: 'Essentials' }).getByText('adds $').innerText()),
    ];
    assert.equal(whole, alone + adds);

    const sign = page.getByRole('button', { name: 'Sign and take it into the deal' });
    assert.ok(await sign.isDisabled());
    await page.getByRole('button', { name: 'Take Essentials' }).click();
    await page.getByRole('button', { name: 'Type my name instead' }).click();
    await page.getByLabel('Type your full name').fill('Somebody Else');
    await page.getByLabel('Name of who signs').fill('Marisol Ortega');
    await sign.click();
    await page.getByText(/not the signer's name/).waitFor();
    await page.getByLabel('Type your full name').fill('marisol ortega');
    await sign.click();
    await page.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor();
    await page.getByText(/Theft deterrent and recovery.*\$699\.00/).first().waitFor();
    await passes(page, 'a menu that was signed');

    await page.getByRole('button', { name: 'All menus' }).click();
    await page.getByRole('row', { name: /1 accepted, 0 declined Marisol Ortega/ }).waitFor();
    await page.goto(`/deals/${deal.id}`);
    await page.getByText('Theft deterrent and recovery').first().waitFor();
  });

  test('is drawn with a finger or a mouse, and declined product by product, in the dark', async (t) => {
    const { page, deals } = await signedIn(t, people.finance, { colorScheme: 'dark' });
    const deal = deals.findLast((each) => each.status === 'draft' && each.customer && each.vehicle);
    await page.goto(`/deals/${deal.id}/menu`);
    await page.getByRole('button', { name: 'Put it before the buyer' }).click();
    await page.getByRole('heading', { name: 'Accept or decline each' }).waitFor();
    for (const decline of await page.getByLabel('Decline', { exact: true }).all()) await decline.check();
    await drawn(page);
    // Another size of the window loses no stroke.
    await page.setViewportSize({ width: 700, height: 900 });
    await page.getByRole('img', { name: 'Signature: drawn' }).waitFor();
    await passes(page, 'a menu declined, in the dark');
    await page.getByRole('button', { name: 'Sign and take it into the deal' }).click();
    await page.getByRole('img', { name: /^Signed by/ }).waitFor();
    await page.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor();
  });
});
