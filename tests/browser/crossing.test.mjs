// A deal over a state line at the desk: which law applies, who collects, which paper; a question of the law is answered
// and forgotten with its law; tax paid elsewhere becomes a credit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grid, startDeal } from './desk.mjs';
import { passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

/** Does something and waits until the desk sends a structure whose tax inputs pass. */
async function sends(page, act, fits) {
  const sent = page.waitForRequest(
    (request) =>
      request.method() === 'PUT' && /\/structures\//.test(request.url()) && fits(request.postDataJSON().inputs),
  );
  await act();
  await sent;
}

async function registerIn(page, state, county) {
  await page.getByRole('button', { name: /^Titles in .*change the place/ }).click();
  const titled = page.getByRole('dialog').getByRole('group', { name: 'Titled and registered in' });
  await titled.getByLabel('State').selectOption(state);
  await titled.getByLabel('County').fill(county);
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('the desk says whose law applies, asks what it asks, and credits what was paid', async (t) => {
  const page = await signedIn(house, t, people.manager, { viewport: { width: 1440, height: 1100 } });
  await page.getByRole('article').first().waitFor();
  await startDeal(page, 'ortega', 'H26118');
  await page.getByRole('radiogroup').getByText('Retail').click();
  await grid(page).waitFor();
  const rebate = page.getByRole('textbox', { name: /^Manufacturer rebate/ });
  await rebate.fill('1000');
  await rebate.press('Enter');

  // The buyer titles in Georgia what is sold in Florida; in one state there is nothing to say.
  const law = page.getByRole('region', { name: 'Which law applies' });
  await law.getByText(/Sold in FL.*titled in GA/).waitFor();
  await registerIn(page, 'FL', 'Pinellas');
  await law.waitFor({ state: 'detached' });

  // Sold in Florida, titled in Tennessee: Florida takes the lesser of its own and the home state's rate, on the
  // affidavit DR-123 (s. 212.08(10), Fla. Stat.).
  await registerIn(page, 'TN', 'Davidson');
  await law.getByText(/Sold in FL.*titled in TN/).waitFor();
  await law.getByText(/^The law of Tennessee applies/).waitFor();
  await law.getByRole('list', { name: 'Papers for the jacket' }).getByText(/DR-123|[Aa]ffidavit/).first().waitFor();
  const collected = law.locator('dl > div').filter({ hasText: 'The dealer collects' }).locator('dd');
  assert.notEqual(await collected.textContent(), '0.00');

  // Tennessee asks about the maker's programme; unanswered it takes no.
  const asked = page.getByRole('radiogroup', { name: /programme oblige the dealer to lower the price/ });
  const question = page.getByText('No is taken until it is answered.');
  await question.waitFor();
  await passes(page, 'the desk over a state line');
  await sends(
    page,
    () => asked.getByRole('radio', { name: 'Yes' }).click(),
    ({ tax }) => tax.answers.rebate_programme_lowers_price === true,
  );
  await question.waitFor({ state: 'detached' });

  // With the law goes its question, and the answer does not travel on; with the law both come back.
  await sends(
    page,
    () => registerIn(page, 'FL', 'Pinellas'),
    ({ places, tax }) => places.registration.state === 'FL' && Object.keys(tax.answers).length === 0,
  );
  await asked.waitFor({ state: 'detached' });
  await registerIn(page, 'TN', 'Davidson');
  await page.getByRole('button', { name: 'Take the answer back' }).waitFor();
  await registerIn(page, 'FL', 'Pinellas');

  // Tax that was paid to Georgia: nothing is taken over before it is whole.
  await page.getByRole('button', { name: 'Add a line' }).click();
  await page.getByRole('menuitem', { name: 'Tax paid elsewhere, exemption' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Tax was paid elsewhere' }).click();
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await dialog.getByText('Which state was it paid to?').waitFor();
  await dialog.getByText('An amount is needed here.').waitFor();
  await passes(page, 'tax paid elsewhere, refused');
  await dialog.getByLabel('State', { exact: true }).selectOption('GA');
  await dialog.getByLabel('Amount paid').fill('500');
  await sends(
    page,
    () => dialog.getByRole('button', { name: 'Keep' }).click(),
    ({ tax }) => tax.tax_paid_elsewhere.length === 1 && tax.tax_paid_elsewhere[0].amount === '500.00',
  );
  const credit = law.locator('dl > div').filter({ hasText: "Credit for another state's tax" });
  await credit.getByText('500.00').waitFor();

  // An exemption that the law knows is claimed by its name.
  await law.getByRole('button', { name: 'Tax paid, exemptions' }).click();
  await dialog.getByRole('button', { name: 'Claim an exemption' }).click();
  // The first says that none is claimed; those of the law follow.
  await dialog.getByLabel('Exemption', { exact: true }).locator('option').nth(1).waitFor({ state: 'attached' });
  await dialog.getByLabel('Exemption', { exact: true }).selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('Exempt as').waitFor();
});
