// Local rates under Settings in a real browser: found and filtered, replaced with a reason and withdrawn, a file read,
// refused, applied and undone; the atlas in the same browser reckons with each at once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

const row = (page, place) => page.getByRole('row', { name: new RegExp(place) });

/** Sold in Pinellas for 20,000 and nothing else: the state takes 6 % = 1,200.00, the county its rate of the first 5,000. */
async function localTaxOf(page, place, amount) {
  await page.goto(`/atlas/FL?on=2026-11-21&price=20000&trade=0&rebate=0&doc=0&place.FL=|${place}|`);
  await page.getByRole('region', { name: 'Florida', exact: true }).getByText(`1,200.00 state, ${amount} local`).waitFor();
}

describe('local rates', () => {
  test('are found, replaced with a reason, and withdrawn', async (t) => {
    const page = await signedIn(house, t, people.generalManager);
    await localTaxOf(page, 'Pinellas', '50.00');
    await page.goto('/settings/rates');
    await page.getByLabel('State').selectOption('FL');
    await row(page, 'Alachua County').waitFor();
    const all = await page.locator('tbody tr').count();
    assert.ok(all >= 67, `Florida has 67 counties, not ${all}`);
    await page.getByLabel('City, county or source').fill('pinel');
    await page.getByText(`1 of ${all} rates`).waitFor();
    await page.waitForURL(/q=pinel/);
    await row(page, 'Pinellas County').getByText('1%').waitFor();

    await page.getByRole('button', { name: 'Pinellas County: set another rate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('In force is 1%').waitFor();
    await dialog.getByLabel('Rate in percent').fill('a lot');
    await dialog.getByText('“a lot” is not a rate. Try 1.5.').waitFor();
    await dialog.getByLabel('Rate in percent').fill('2');
    await dialog.getByLabel('From', { exact: true }).fill('2026-01-01');
    assert.ok(await dialog.getByRole('button', { name: 'Set the rate' }).isDisabled());
    await dialog.getByLabel('Reason').fill('The county told us by letter');
    await passes(page, 'setting a rate');
    await dialog.getByRole('button', { name: 'Set the rate' }).click();
    await row(page, 'Pinellas County').getByText('Set here').waitFor();
    // 2 % of the first 5,000, which stays the reach of the surtax.
    await localTaxOf(page, 'Pinellas', '100.00');

    await page.goto('/settings/rates?tab=own');
    await row(page, 'The county told us by letter').getByRole('button', { name: 'Withdraw' }).click();
    await dialog.getByLabel('Reason').fill('The letter was about next year');
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('No rate was set here').waitFor();
    await localTaxOf(page, 'Pinellas', '50.00');
  });

  test('come from a file as a whole or not at all, and can be undone', async (t) => {
    const page = await signedIn(house, t, people.generalManager);
    await page.goto('/settings/rates?tab=imports');
    const dialog = page.getByRole('dialog');
    const hand = async (name, text) => {
      await dialog.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await dialog.getByRole('button', { name: 'Read the file' }).click();
    };
    const head = 'state,county_fips,place_name,class,rate,from,to,source_url,cap,cap_rule\n';
    await page.getByRole('button', { name: 'Import a file' }).click();
    await hand('broken.csv', `${head}FL,12103,Pinellas County,vehicle,one percent,2026-10-01,,,,\n`);
    await dialog.getByText('The file was not taken; no rate has changed.').waitFor();
    await dialog.getByText(/line 2/i).waitFor();
    await passes(page, 'a file refused');

    await hand('pinellas.csv', `${head}FL,12103,Pinellas County,vehicle,0.015,2026-10-01,,,,\n`);
    await page.getByRole('heading', { name: 'pinellas.csv' }).waitFor();
    await row(page, 'Pinellas County').getByText('1% → 1.5%').waitFor();
    await passes(page, 'what a file would change');
    await localTaxOf(page, 'Pinellas', '50.00');
    await page.goBack();

    await page.getByRole('button', { name: /^Apply 1 change/ }).click();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    // 1.5 % of the first 5,000.
    await localTaxOf(page, 'Pinellas', '75.00');
    await page.goBack();
    await page.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/Undone/).first().waitFor();
    await localTaxOf(page, 'Pinellas', '50.00');
  });

  test('are read by all who quote, and changed only by those who may', async (t) => {
    const page = await signedIn(house, t, people.sales, { colorScheme: 'dark' });
    await page.goto('/settings/rates?state=TN&on=2026-11-21');
    await row(page, 'Davidson|Nashville').first().waitFor();
    assert.equal(await page.getByRole('button', { name: /set another rate/ }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Set a rate' }).count(), 0);
    await passes(page, 'the rates, in the dark');
  });
});
