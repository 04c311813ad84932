// A deal without a mouse, from the code of the sign-in to the payment of the last line; where the focus is can be seen
// at every step, and what is typed needs no network to become a payment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell, desk, found, ortega, payment, saved } from './desk.mjs';
import { codeOf, opened, passes, place, settled, signedIn } from './page.mjs';
import { people } from './studio.mjs';

/** Nobody else signs in as she does: her sign-in asks for a code from here on. */
const LENA = 'lena.park@bayline.example';

let world;
const house = place(async () => {
  world = await ortega(house);
});

/** Why a person at the keyboard could not tell where they are; null where they can. */
function focusHidden() {
  const at = document.activeElement;
  if (at === null || at === document.body) return 'nothing has the focus';
  const named = `${at.tagName} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40)}`;
  const { left, top, right, bottom } = at.getBoundingClientRect();
  if (right <= left || bottom <= top) return `${named} has no size`;
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return `${named} is out of sight`;
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  if (hit !== null && !at.contains(hit) && !hit.contains(at) && !hit.parentElement.contains(at)) return `${named} is covered by ${hit.outerHTML.slice(0, 80)}`;
  const clear = (color) => color === 'transparent' || /, 0\)$/.test(color);
  const marked = (part) => {
    const { outlineStyle, outlineColor, outlineWidth, boxShadow } = getComputedStyle(part);
    return (outlineStyle !== 'none' && outlineWidth !== '0px' && !clear(outlineColor)) || boxShadow !== 'none';
  };
  const probe = document.createElement('i');
  probe.style.color = 'var(--al-accent)';
  document.body.append(probe);
  const accent = getComputedStyle(probe).color;
  probe.remove();
  const framed = getComputedStyle(at).borderTopColor === accent;
  // Of the boxes of a code the one that the next digit goes to is framed, not the field that lies over all six.
  const parts = [at, at.parentElement, ...at.parentElement.querySelectorAll(':scope > [data-here]')];
  return framed || parts.some(marked) ? null : `${named} looks as if it had no focus`;
}

async function seen(page) {
  await settled(page);
  assert.equal(await page.evaluate(focusHidden), null);
}

/** One key, and the eye still finds the focus. */
async function key(page, name) {
  await page.keyboard.press(name);
  await seen(page);
}

const has = (locator) => locator.evaluate((each) => each === document.activeElement);

/** The same key again and again, until the focus is there. */
async function until(page, name, locator) {
  await locator.waitFor();
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (await has(locator)) return;
    await key(page, name);
  }
  assert.fail(`${name} does not lead to ${locator}`);
}

/** The arrow, until the option of the open list that is marked says this; then Enter. */
async function pick(page, what, text) {
  const options = found(page, what).getByRole('option');
  await options.filter({ hasText: text }).first().waitFor();
  const marked = options.and(page.locator('[aria-selected=true]'));
  for (let pressed = 0; !(await marked.innerText()).includes(text); pressed += 1) {
    assert.ok(pressed < 20, `no arrow leads to ${text}`);
    await key(page, 'ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** A product of the menu over the lines; its price is typed at its line. */
async function add(page, product) {
  await until(page, 'Tab', page.getByRole('button', { name: 'Add a line' }));
  await key(page, 'Enter');
  await until(page, 'ArrowDown', page.getByRole('menuitem', { name: product, exact: true }));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Product' }).waitFor();
  await seen(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('a deal is desked by keyboard, and the last key of the last line is its payment', async (t) => {
  const page = await opened(house, t);
  const moved = [];
  await page.exposeFunction('moved', (kind) => moved.push(kind));
  await page.addInitScript(() => addEventListener('pointerdown', () => globalThis.moved('pointerdown'), true));
  const { secret } = await world.api(LENA, 'POST', '/me/totp');
  await world.api(LENA, 'POST', '/me/totp/confirm', { code: codeOf(secret) });

  await page.goto('/');
  await until(page, 'Tab', page.getByLabel('Work email'));
  await page.keyboard.type(LENA);
  await until(page, 'Tab', page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(house.studio.password);
  await page.keyboard.press('Enter');
  await page.getByLabel('Six-digit code').waitFor();
  await seen(page);
  // A code is good once: the one of the set-up is used up, the next is too early for nobody.
  await page.keyboard.type(codeOf(secret, 1));
  await page.getByRole('heading', { name: 'Deals', level: 1 }).waitFor();
  await page.getByRole('article').first().waitFor();

  await page.keyboard.press('n');
  await page.getByRole('combobox', { name: 'Customer' }).waitFor();
  await seen(page);
  await page.keyboard.type('Ortega');
  await pick(page, 'Customer', '(727) 555-0148');
  await page.getByRole('button', { name: 'Customer: pick another' }).waitFor();
  await seen(page);
  await page.keyboard.type('N26118');
  await pick(page, 'Vehicle', 'N26118');
  await page.getByRole('button', { name: 'Vehicle: pick another' }).waitFor();
  await page.getByRole('button', { name: 'Open the desk' }).and(page.locator(':focus:enabled')).waitFor();
  await seen(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/deals\/[0-9a-f-]{36}/);
  await cell(page, 'selling_price').waitFor();

  // A contract over 72 months at 6.49 %.
  await until(page, 'F6', page.getByRole('radio', { name: 'Cash' }));
  await until(page, 'ArrowLeft', page.getByRole('radio', { name: 'Retail' }));
  await until(page, 'Tab', cell(page, 'finance/term_months'));
  await page.keyboard.type('6y');
  await until(page, 'Tab', cell(page, 'finance/sell_rate'));
  await page.keyboard.type('6.49');
  await until(page, 'Shift+F6', page.getByRole('button', { name: 'Add a line' }));
  await add(page, 'Service contract');
  await add(page, 'GAP waiver');

  // Down the lines: each Tab is the next cell that takes a figure.
  const lines = [
    ['discount', null],
    ['selling_price', '41k'],
    ['accessories', '714'],
    ['Service contract', '2495'],
    ['GAP waiver', '895'],
    // The store's own service fee stands there already.
    ['doc_fee', null],
    ['state_fees', '384.90'],
    ['allowance', '14,500'],
    ['payoff', '11218.44'],
    ['rebate', '1000'],
    ['cash_down', '=2500+500'],
  ];
  for (const [line, text] of lines) {
    await key(page, 'Tab');
    const at = await page.evaluate(() => document.activeElement.closest('[data-line]')?.innerText ?? '');
    const id = await page.evaluate(() => document.activeElement.closest('[data-line]')?.dataset.line ?? '');
    assert.ok(id === line || at.startsWith(line), `after Tab the focus is at ${id}, not at ${line}`);
    if (text !== null) await page.keyboard.type(text);
  }

  // Taxed by Florida at 6 %: 41,000.00 + 714.00 + 899.00 − 14,500.00 = 28,113.00, which is 1,686.78; by Pinellas at 1 %
  // of the first 5,000.00: 50.00; the contract at 6 % and 1 %: 149.70 and 24.95. Together 1,911.43.
  // 41,000.00 + 714.00 + 2,495.00 + 895.00 + 899.00 + 1,911.43 + 384.90 = 48,299.33 out the door; less 14,500.00, plus
  // 11,218.44, less 1,000.00 and 3,000.00: 41,017.77 financed, in 72 payments at 0.0649 / 12 a month 689.31.
  await payment(page).getByText('689.31').waitFor();
  const worksheet = page.locator('[data-region="worksheet"]');
  for (const [line, figure] of [['tax', '1,911.43'], ['total', '48,299.33'], ['due', '41,017.77']]) {
    assert.equal(await worksheet.locator(`[data-amount="${line}"]`).innerText(), figure);
  }
  await worksheet.getByText('= 3,000.00').waitFor();
  await key(page, 'Enter');
  await saved(page);
  const id = new URL(page.url()).pathname.split('/')[2];
  const [stored] = (await world.api(people.manager, 'GET', `/deals/${id}`)).structures;
  assert.equal(stored.figures.loan.payment, '689.31');
  await passes(page, 'a deal desked by keyboard');
  assert.deepEqual(moved, []);
});

test('thirty keys in the price are thirty payments, and none of them asks the network', async (t) => {
  const page = await signedIn(house, t, people.manager);
  const deal = await world.deal();
  await desk(page, deal);
  await payment(page).getByText('689.31').waitFor();
  await saved(page);
  // The last of what an opened desk reads: by which plan the house pays.
  await page.locator('[data-part="Commission"]').filter({ hasNotText: 'not known' }).waitFor();

  // The network is cut: what is asked of it cannot be what a payment waits for. Only saving and looking for colleagues is.
  await page.context().setOffline(true);
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const shown = [];
  await cell(page, 'selling_price').focus();
  for (let round = 1; round <= 5; round += 1) {
    await page.keyboard.press('Control+a');
    for (const letter of `+${round}2345`) {
      await page.keyboard.type(letter);
      // The payment of this key stands there when the key has been answered: nothing is waited for.
      shown.push(await payment(page).innerText());
    }
  }
  assert.equal(shown.length, 30);
  // A plus alone is no amount yet: what was there stays. Each figure after it is another price, so another payment.
  for (let at = 6; at < 30; at += 6) assert.equal(shown[at], shown[at - 1]);
  assert.equal(new Set(shown.filter((_, at) => at % 6 > 0)).size, 25, shown.join('\n'));
  assert.deepEqual(asked.filter((each) => !/\/(structures|live)\//.test(each)), []);
  await page.context().setOffline(false);
});
