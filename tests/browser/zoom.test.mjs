// Every number can be read whole: in the dark, at 200 % and 400 %, with the colours that the system forces. At 400 % a
// screen of 1280 × 1024 is 320 × 256 wide and high, which WCAG 2.2, 1.4.10, asks to bear; at 200 % it is 640 × 512.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { grid, ortega, payment } from './desk.mjs';
import { passes, place, settled, signedIn } from './page.mjs';
import { people } from './studio.mjs';

let deal;
const house = place(async () => {
  const world = await ortega(house);
  deal = await world.deal();
});

/** The rooms with figures in them, and what is there once they are. */
const rooms = [
  ['the desk', () => `/deals/${deal.id}`, async (page) => {
    await grid(page).waitFor();
    await payment(page).getByText('689.31').waitFor();
  }],
  ['the comparison', () => `/deals/${deal.id}/compare`, (page) => page.getByText('689.31').first().waitFor()],
  ['the menu', () => `/deals/${deal.id}/menu`, (page) => page.getByText(/\d\.\d\d/).first().waitFor()],
  ['the deals on the board', () => '/deals?view=board', (page) => page.getByRole('article').first().waitFor()],
  ['the deals in the table', () => '/deals?view=table', (page) => page.locator('tbody tr').first().waitFor()],
  ['the lenders', () => '/lenders', (page) => page.locator('tbody tr').first().waitFor()],
  ['the atlas', () => '/atlas/FL?on=2026-11-21', (page) => page.getByRole('region', { name: 'Florida', exact: true }).waitFor()],
];

/** Numbers of which a part is cut off: by their own box, or by one around them that does not scroll. */
function clipped() {
  const number = /\d/;
  const cut = [];
  const name = (each) => `${each.tagName.toLowerCase()}.${String(each.className).split(' ')[0]} “${(each.value ?? each.textContent).slice(0, 40)}”`;
  const seen = (each) => {
    const { width, height } = each.getBoundingClientRect();
    if (width <= 1 || height <= 1) return false;
    return each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
  for (const each of document.querySelectorAll('body *')) {
    const own = each instanceof HTMLInputElement ? each.value : [...each.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data).join('');
    if (!number.test(own) || !seen(each) || each.closest('svg, option, script, style, [aria-hidden=true]')) continue;
    // Words may be shortened, with the whole in their title; an amount, a rate or a date may not.
    const figure = /^[\s$+−=≤≥×%–./:,()\d]*\d[\s$+−=≤≥×%–./:,()\d]*(mo|k|%)?\s*$/.test(own);
    if (!figure) continue;
    if (each.scrollWidth > each.clientWidth + 1 && (each instanceof HTMLInputElement || getComputedStyle(each).display !== 'inline')) {
      cut.push(`${name(each)} needs ${each.scrollWidth} px and has ${each.clientWidth}`);
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(each);
    const text = each instanceof HTMLInputElement ? each.getBoundingClientRect() : range.getBoundingClientRect();
    for (let around = each.parentElement; around !== null && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const box = around.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) break;
      if (hides(overflowX) && (text.right > box.right + 1 || text.left < box.left - 1)) {
        cut.push(`${name(each)} leaves ${name(around).slice(0, 60)}`);
        break;
      }
      if (/auto|scroll/.test(overflowX) || /auto|scroll/.test(overflowY)) break;
    }
    // Beyond the page, to where nothing scrolls.
    if (text.left < -1) cut.push(`${name(each)} begins left of the page`);
  }
  return cut;
}

const WHOLE = { width: 1280, height: 1024 };
const sights = [
  ['in the dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }, 1],
  ['at 200 %', { viewport: { width: WHOLE.width / 2, height: WHOLE.height / 2 }, deviceScaleFactor: 2 }, 2],
  ['at 400 %', { viewport: { width: WHOLE.width / 4, height: WHOLE.height / 4 }, deviceScaleFactor: 4 }, 4],
  ['with forced colours', { viewport: { width: 1440, height: 900 }, forcedColors: 'active' }, 1],
];

for (const [sight, options, zoom] of sights) {
  describe(sight, () => {
    test('no number is cut off', async (t) => {
      const page = await signedIn(house, t, people.generalManager, options);
      const faults = [];
      for (const [room, path, ready] of rooms) {
        await page.goto(path());
        await ready(page);
        await settled(page);
        for (const cut of await page.evaluate(clipped)) faults.push(`${room}: ${cut}`);
        // One scrolls down to read, not sideways: the page itself is no wider than the window.
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) faults.push(`${room}: the page is ${wide} px wider than the window`);
      }
      assert.deepEqual(faults, []);
      if (zoom === 4) {
        await page.goto(`/deals/${deal.id}`);
        await grid(page).waitFor();
        await passes(page, `the desk ${sight}`);
      }
    });
  });
}
