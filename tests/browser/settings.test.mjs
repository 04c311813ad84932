// Settings of the desk in a real browser: faults at their fields, limits that need a reason, commission plans, what was
// typed and not saved, and two people at the same settings.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

/** No other test is at this store's settings. */
const STORE = 'Bayline Toyota Round Rock';

const house = place();

async function at(page, part) {
  await page.goto(`/settings/${part}`);
  await page.getByLabel('Store', { exact: true }).selectOption({ label: STORE });
  await page.waitForURL(/store=/);
  await page.getByText(/usual values|Edition \d+/).waitFor();
}

const save = (page) => page.getByRole('button', { name: 'Save', exact: true }).click();
const saved = (page) => page.getByText(/^Edition \d+, saved by/).waitFor();

describe('the settings of a desk', () => {
  test('say every fault at its field, and hold what was typed while one looks elsewhere', async (t) => {
    const page = await signedIn(house, t, people.admin);
    await at(page, 'desk');
    await passes(page, 'the desk');
    await page.getByLabel('First payment after, days').fill('soon');
    // Whatever this store begins with: a fresh row.
    const fee = (await page.getByLabel(/^Amount, fee \d+$/).count()) + 1;
    await page.getByRole('button', { name: 'Add a fee' }).click();
    await page.getByLabel(`Amount, fee ${fee}`).fill('12.345');
    await save(page);
    await page.getByText('“soon” is not a whole number.').waitFor();
    await page.getByText('“12.345” has more than two decimals.').waitFor();
    await page.getByText('This is needed.').waitFor();
    await passes(page, 'the desk with faults');

    await page.getByLabel('First payment after, days').fill('45');
    await page.getByLabel(`Name, fee ${fee}`).fill('Tag agency');
    await page.getByLabel(`Amount, fee ${fee}`).fill('75');
    await page.getByLabel('An offer holds, days').fill('99');
    await save(page);
    // 60 days is the server's own limit: its sentence stands at the field.
    await page.getByLabel('An offer holds, days').and(page.locator('[aria-invalid=true]')).waitFor();
    assert.equal(await page.locator('[aria-invalid=true]').count(), 1);
    await page.getByLabel('An offer holds, days').fill('10');

    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('table', { name: 'Users' }).waitFor();
    await page.goBack();
    await page.getByText('What you typed before is still here, not saved.').waitFor();
    assert.equal(await page.getByLabel(`Name, fee ${fee}`).inputValue(), 'Tag agency');
    await save(page);
    await saved(page);
    await page.reload();
    await saved(page);
    assert.equal(await page.getByLabel(`Amount, fee ${fee}`).inputValue(), '75');
    assert.equal(await page.getByLabel('An offer holds, days').inputValue(), '10');
  });

  test('want a reason for each limit', async (t) => {
    const page = await signedIn(house, t, people.admin, { colorScheme: 'dark' });
    await at(page, 'limits');
    // Whatever this store begins with: a fresh row for a role that has none.
    const rows = await page.getByRole('table', { name: 'Limits of each role' }).locator('tbody tr').count();
    await page.getByRole('button', { name: 'Add a role' }).click();
    const row = rows + 1;
    await page.getByLabel(`Role, role ${row}`).selectOption('Office and titles');
    await page.getByLabel(`Months to, role ${row}`).fill('72');
    await page.getByLabel(`Front from, role ${row}`).fill('-500');
    const reasons = await page.getByRole('table', { name: 'Reasons' }).locator('tbody tr').count();
    if (reasons === 0) {
      await save(page);
      await page.locator('[aria-invalid=true]').first().waitFor();
      assert.equal(await page.getByLabel(`Months to, role ${row}`).getAttribute('aria-invalid'), 'true');
      await passes(page, 'a limit without a reason, in the dark');
    }
    await page.getByRole('button', { name: 'Add a reason' }).click();
    await page.getByLabel(`Reason, reason ${reasons + 1}`).fill('Matched a quote of another store');
    await save(page);
    await saved(page);
    await page.reload();
    await saved(page);
    assert.equal(await page.getByLabel(`Front from, role ${row}`).inputValue(), '−500');
    assert.equal(await page.getByLabel(`Months to, role ${row}`).inputValue(), '72');
    await passes(page, 'limits, in the dark');
  });

  test('tell who comes second, and lose neither side unasked', async (t) => {
    const one = await signedIn(house, t, people.admin);
    const other = await signedIn(house, t, people.admin);
    await at(one, 'commission');
    await at(other, 'commission');
    const plan = async (page, name) => {
      await page.getByRole('button', { name: 'New plan' }).click();
      await page.getByLabel('Name', { exact: true }).last().fill(name);
      await page.getByLabel('Share, percent, step 1').last().fill('20');
    };
    /** Each of these roles has no plan at this store. */
    const forRole = async (page, role) => {
      await page.getByRole('group', { name: 'For roles' }).last().locator('summary').click();
      await page.getByRole('group', { name: 'For roles' }).last().getByLabel(role).check();
    };
    await plan(one, 'House plan');
    await plan(other, 'Another plan');
    // A plan says whom it is for: this one does not yet.
    await save(one);
    await one.getByText(/^is for nobody/i).waitFor();
    await passes(one, 'a plan for nobody');
    await forRole(one, 'Office and titles');
    await forRole(other, 'General manager');
    await save(one);
    await saved(one);
    await save(other);
    await other.getByText('Someone changed this since you opened it. Nothing of yours is saved yet.').waitFor();
    await passes(other, 'who came second');
    await other.getByRole('button', { name: 'Take their version' }).click();
    await other.getByRole('heading', { name: 'House plan' }).waitFor();
    assert.equal(await other.getByRole('heading', { name: 'Another plan' }).count(), 0);
    await plan(other, 'Third plan');
    await forRole(other, 'General manager');
    await save(other);
    await other.getByText('Not saved yet.').waitFor({ state: 'detached' });
    await one.reload();
    await one.getByRole('heading', { name: 'Third plan' }).waitFor();
  });

  test('are the administrator’s alone', async (t) => {
    const page = await signedIn(house, t, people.manager);
    await page.goto('/settings/desk');
    await page.waitForURL(/\/settings\/account/);
    assert.equal(await page.getByRole('link', { name: 'Reasons and limits' }).count(), 0);
  });
});
