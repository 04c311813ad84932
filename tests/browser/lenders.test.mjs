// Lenders in a real browser: one is added, a sheet with faults is refused line by line, a mended one is looked at and
// applied, the next edition shows what it changes, and a sheet is ended early.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

/** A day from today as the browser's date fields take it. */
function dayFromNow(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

const HEAD = 'tier,score_from,score_to,term_from,term_to,condition,buy_rate_percent,markup_to_percent\n';
const GOOD = `${HEAD}A,720,,24,60,new,4.99,2.5\nA,720,,61,84,new,5.24,2\nB,640,719,24,84,new,7.24,2\n`;

async function addLender(page, name) {
  await page.goto('/lenders');
  await page.getByRole('button', { name: 'New lender' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  return dialog;
}

describe('lenders', () => {
  test('are added with how they pay, all faults of the form told at once', async (t) => {
    const page = await signedIn(house, t, people.finance);
    const dialog = await addLender(page, '');
    await dialog.getByLabel('States it buys in').fill('FL, ZZ');
    await dialog.getByLabel("Dealer's share, percent").fill('most of it');
    await dialog.getByRole('button', { name: 'Add a cap' }).click();
    await dialog.getByRole('button', { name: 'Add lender' }).click();
    await dialog.getByText('“most of it” is not a percentage').waitFor();
    assert.equal(await dialog.getByText('This is needed.').count(), 2, 'the name, and the points of the cap');
    await passes(page, 'a lender with faults');

    await dialog.getByLabel('Name', { exact: true }).fill('Cape Federal');
    await dialog.getByLabel("Dealer's share, percent").fill('75');
    await dialog.getByLabel('Points at most, cap 1').fill('2');
    await dialog.getByRole('button', { name: 'Add lender' }).click();
    // The server's own word on the state, at the field.
    await dialog.getByText(/ZZ/).first().waitFor();
    assert.equal(await dialog.getByLabel('States it buys in').getAttribute('aria-invalid'), 'true');
    await dialog.getByLabel('States it buys in').fill('FL');
    await dialog.getByRole('button', { name: 'Add lender' }).click();
    await page.getByRole('heading', { name: 'Cape Federal' }).waitFor();
    await page.getByText("75% of the markup's present value").waitFor();
    await page.getByText('2 points').waitFor();

    await page.getByRole('button', { name: 'Change' }).click();
    await dialog.getByLabel('Charged back within, days').fill('120');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('all within 120 days').waitFor();
  });

  test('bring sheets: faults at their line and column, a look, then applied, changed and ended', async (t) => {
    const page = await signedIn(house, t, people.finance);
    const dialog = await addLender(page, 'Gulfline Bank');
    await dialog.getByRole('button', { name: 'Add lender' }).click();
    await page.getByText('None in force').waitFor();

    const hand = async (text, from, name = 'Standard retail') => {
      await page.getByRole('button', { name: 'Import a sheet' }).click();
      await dialog.getByLabel('Name of the sheet').fill(name);
      await dialog.getByLabel('First day').fill(from);
      await dialog.getByLabel('Rates, or its lines pasted here').fill(text);
      await dialog.getByRole('button', { name: 'Read the sheet' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    // Line 3 lacks a cell: every figure after it stands one column to the left.
    await hand(`${HEAD}A,720,,24,60,new,4.99,2.5\nA,720,,61,new,5.24,2\n`, dayFromNow(-1));
    const faults = page.getByRole('table', { name: 'Faults' });
    await faults.getByRole('row', { name: /Rates, line 3 .*7 cells for 8 columns/ }).waitFor();
    await page.getByText('Refused').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Apply this sheet' }).count(), 0);
    await passes(page, 'a sheet refused');

    await hand(GOOD, dayFromNow(-1));
    await page.getByText('it replaces no sheet').waitFor();
    await page.getByRole('row', { name: /A 24 to 60 New 4\.99% 2\.50/ }).waitFor();
    await page.getByRole('row', { name: /B 640 to 719/ }).waitFor();
    await passes(page, 'a look at a sheet');
    await page.getByRole('button', { name: 'Apply this sheet' }).click();
    await page.getByText('In force, open').waitFor();

    // The next edition from tomorrow: one buy rate a quarter up.
    await hand(GOOD.replace('4.99', '5.24'), dayFromNow(1));
    await page.getByText('1 changed, 0 new, 0 gone').waitFor();
    await page.getByRole('row', { name: /Changed Rate .*buy rate 4\.99% → 5\.24%/ }).waitFor();
    await page.getByRole('button', { name: 'Apply this sheet' }).click();
    await page.getByRole('heading', { name: 'Standard retail' }).waitFor();
    await page.getByText('Future').first().waitFor();
    await page.getByRole('button', { name: 'All sheets' }).click();
    await page.getByRole('row', { name: /Standard retail/ }).getByText('last day').waitFor();
    await passes(page, 'the sheets of a lender');

    await page.getByRole('radio', { name: 'Future' }).or(page.getByRole('button', { name: 'Future' })).first().click();
    await page.getByRole('row', { name: /Standard retail/ }).getByText('Future').waitFor();
    await page.getByRole('button', { name: 'Standard retail' }).click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await passes(page, 'taking a sheet back');
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Ended', { exact: true }).waitFor();
  });

  test('read a lease sheet from two files, and refuse a residual over 100 %', async (t) => {
    const page = await signedIn(house, t, people.finance, { colorScheme: 'dark' });
    const dialog = await addLender(page, 'Palm Leasing');
    await dialog.getByRole('button', { name: 'Add lender' }).click();
    await page.getByText('None in force').waitFor();
    const factors = 'tier,score_from,term_from,term_to,money_factor\nA,700,24,48,0.00195\n';
    const residuals = (percent) => `make,model,term,miles_per_year,residual_percent\nHonda,CR-V,36,12000,${percent}\n`;
    const hand = async (text) => {
      await page.getByRole('button', { name: 'Import a sheet' }).click();
      await dialog.getByLabel('Name of the sheet').fill('Standard lease');
      await dialog.getByLabel('Kind').selectOption('Lease');
      await dialog.getByLabel('Acquisition fee', { exact: true }).fill('595');
      await dialog
        .getByLabel('Money factors, as a CSV file')
        .setInputFiles({ name: 'factors.csv', mimeType: 'text/csv', buffer: Buffer.from(factors) });
      await dialog
        .getByLabel('Residuals, as a CSV file')
        .setInputFiles({ name: 'residuals.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await dialog.getByRole('button', { name: 'Read the sheet' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await hand(residuals('112'));
    await page
      .getByRole('table', { name: 'Faults' })
      .getByRole('row', { name: /Residuals, line 2, column 5/ })
      .waitFor();
    await passes(page, 'a residual over the whole, in the dark');
    await hand(residuals('61'));
    await page.getByRole('row', { name: /Honda CR-V Any 36 12,000 61%/ }).waitFor();
    await page.getByRole('row', { name: /A 24 to 48 All \.00195/ }).waitFor();
    await passes(page, 'a lease sheet, in the dark');
  });

  test('are not there for those who may not see the gross', async (t) => {
    const page = await signedIn(house, t, people.sales);
    assert.equal(await page.getByRole('link', { name: 'Lenders' }).count(), 0);
    await page.goto('/lenders');
    await page.getByRole('alert').waitFor();
  });
});
