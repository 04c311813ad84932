// The customer view: a deal turned to the customer with Alt C, chosen from, signed by hand and by name, printed; no
// dealer figure reaches that page, and only the PIN leads back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cell, customerView, desk } from './desk.mjs';
import { drawn, opened, passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const PIN = '2580';
/** What only the dealer knows of the deal that is shown, by value and by word. */
const SECRETS = ['11987.00', '11,987.00', '0.0437', '4.37%', '777.77'];
const WORDS = [/buy.?rate/i, /reserve/i, /\bacv\b/i, /front gross|back gross|total gross|"gross"/i, /(vehicle|our|dealer).cost|"cost"/i];

const house = place();

const api = (...call) => house.api(people.manager, ...call);

/** A deal with costs, ACV, buy rate and reserve in it, of two finance options and a cash one; its id. */
async function dealWithSecrets() {
  const customer = (await api('GET', '/customers?state=FL&limit=20')).items.find((each) => each.kind === 'person');
  const [car] = (await api('GET', '/vehicles?status=available&condition=new&limit=1')).items;
  SECRETS.push(car.cost, car.cost.replace(/\B(?=(\d{3})+(?!\d))/g, ','));
  const deal = await api('POST', '/deals', { rooftop_id: car.rooftop_id, customer_id: customer.id, vehicle_id: car.id });
  const first = deal.structures[0];
  const inputs = {
    ...first.inputs,
    kind: 'retail',
    selling_price: '30000.00',
    accessories: [{ id: 'a1', name: 'Mats', price: '289.00', cost: '777.77' }],
    products: [{ id: 'p1', kind: 'service_contract', name: '8 yr / 100k', price: '2495.00', cost: '777.77', provider: 'dealer' }],
    trades: [{ id: 't1', name: '2019 Camry SE', allowance: '14500.00', payoff: '11218.44', acv: '11987.00', lien_holder: 'Harbor Federal' }],
    cash_down: '3000.00',
    finance: { term_months: 72, sell_rate: '0.0649', buy_rate: '0.0437', reserve: { method: 'present_value', share: '0.75' } },
  };
  const path = `/deals/${deal.id}/structures`;
  await api('PUT', `${path}/${first.id}`, { name: 'Floor of the house', inputs }, { 'if-match': '"1"' });
  for (const [name, changed] of [
    ['84 months', { finance: { ...inputs.finance, term_months: 84, sell_rate: '0.0724' } }],
    ['Cash', { kind: 'cash' }],
  ]) {
    await api('POST', path, { name, inputs: { ...inputs, ...changed } });
  }
  return { id: deal.id, buyer: `${customer.first_name} ${customer.last_name}`, first: customer.first_name.split(' ')[0] };
}

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** Every text that comes over the wire to a page from now on, once it is there whole. */
function hearing(page) {
  const heard = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/')) heard.push(response.text().then((text) => ({ url: response.url(), text })).catch(() => null));
  });
  return heard;
}

function holdsNoSecret(text, where) {
  for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} in ${where}`);
  for (const word of WORDS) assert.doesNotMatch(text, word, where);
}

test('the screen is turned to the customer, who sees no dealer figure, signs, and only the PIN leads back', async (t) => {
  const deal = await dealWithSecrets();
  const page = await signedIn(house, t, people.manager);
  const heard = hearing(page);
  await desk(page, deal);

  // Alt C asks what to show; without a PIN there would be no way back, so one is set first.
  await customerView(page);
  const asking = page.getByRole('dialog', { name: 'Customer view' });
  await asking.getByRole('checkbox').first().waitFor();
  assert.equal(await asking.getByRole('checkbox').count(), 3);
  assert.equal(await asking.getByRole('checkbox', { checked: true }).count(), 3);
  await asking.getByLabel('New PIN').fill('1234');
  await asking.getByLabel(/^Your password/).fill(house.studio.password);
  await asking.getByRole('button', { name: 'Show the customer' }).click();
  await asking.getByText(/digits in order/).waitFor();
  await passes(page, 'what is asked before');
  await asking.getByLabel('New PIN').fill(PIN);
  heard.length = 0;
  await asking.getByRole('button', { name: 'Show the customer' }).click();
  await page.waitForURL(/\/q\/alp_[0-9a-f]+\?store=1$/);
  await page.getByRole('heading', { level: 1, name: `${deal.first}, here are your three options` }).waitFor();
  await passes(page, 'the customer view');

  // Nothing of the dealer's in the document, in what came over the wire since, or in what the tab keeps.
  holdsNoSecret(await page.content(), 'the document');
  assert.ok(!(await page.content()).includes('Floor of the house'), 'the desk has names of its own');
  for (const each of (await Promise.all(heard)).filter(Boolean)) {
    // The desk's own last save may still answer while it leaves.
    if (each.url.includes('/q/') || each.url.includes('/presentations')) holdsNoSecret(each.text, each.url);
  }
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  holdsNoSecret(kept, 'storage');
  assert.ok(!kept.includes('"autolytiq.refresh"'), 'no token that would go on without the PIN');

  // The figures are the server's.
  const stored = (await api('GET', `/deals/${deal.id}`)).structures;
  const dollars = (amount) => `$${amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;
  const option = (letter) => page.getByRole('region', { name: `Option ${letter}` });
  for (const letter of ['A', 'B']) {
    const { figures } = stored.find((each) => each.letter === letter);
    const shown = await option(letter).innerText();
    for (const amount of [figures.loan.payment, figures.amount_financed, figures.loan.finance_charge, figures.loan.total_of_payments]) {
      assert.ok(shown.includes(dollars(amount)), `${amount} in option ${letter}: ${shown}`);
    }
  }

  // Paper says what the screen says, on letter with margins of 12 mm, without the bar's buttons.
  const price = await page.getByRole('region', { name: 'Price' }).innerText();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false);
  assert.equal(await page.getByRole('region', { name: 'Price' }).innerText(), price);
  const paper = await page.locator('body').innerText();
  assert.match(paper, /Without the optional service contract the payment is \$[\d,]+\.\d\d\. It is not required for credit\./);
  assert.match(paper, /Figures hold to [A-Z][a-z]{2} \d+, \d{4}, subject to credit approval\./);
  assert.match(paper, /Deal \S+, option A, rules of .+, revision 2 \([0-9a-f]{16}\)/);
  holdsNoSecret(paper, 'the paper');
  const pages = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/MediaBox \[0 0 [\d.]+ [\d.]+\]/g);
  assert.deepEqual([...new Set(pages)], ['/MediaBox [0 0 612 792]'], 'letter');
  assert.equal(pages.length, 1, 'one sheet');
  await page.emulateMedia({ media: null });

  // Neither Back nor an address typed reveals the desk.
  await page.goBack().catch(() => {});
  await page.waitForURL(/\/q\/alp_/);
  await page.goto(`/deals/${deal.id}`);
  await page.waitForURL(/\/q\/alp_/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.locator('[data-cell]').count(), 0);

  // The customer takes option B and signs by hand.
  await page.getByRole('button', { name: 'Choose option B' }).click();
  await page.getByRole('heading', { name: 'Sign to go ahead with option B' }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Accept option B' }).isDisabled());
  await drawn(page);
  await page.getByRole('button', { name: 'Accept option B' }).click();
  await page.getByRole('heading', { name: 'Option B is accepted' }).waitFor();
  await page.getByRole('img', { name: `Signed by ${deal.buyer}` }).waitFor();
  await passes(page, 'what was accepted');
  const after = await api('GET', `/deals/${deal.id}`);
  assert.equal(after.chosen_structure_id, after.structures.find((each) => each.letter === 'B').id);
  const [signature] = (await api('GET', `/deals/${deal.id}/signatures`)).items;
  assert.deepEqual([signature.about, signature.signer_name, signature.mark.kind], ['presentation', deal.buyer, 'drawn']);

  // Escape asks for the PIN; a wrong one says how many tries are left, the right one is the desk again.
  await page.keyboard.press('Escape');
  const leaving = page.getByRole('dialog', { name: 'Leave the customer view' });
  await leaving.getByLabel('Your PIN').fill('1357');
  await leaving.getByRole('button', { name: 'Leave' }).click();
  await leaving.getByText(/4 more tries are left/).waitFor();
  await passes(page, 'the way back');
  await leaving.getByLabel('Your PIN').fill(PIN);
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/deals/${deal.id}`));
  await cell(page, 'selling_price').waitFor();
});

test('on their own phone a customer opens the link and signs by name', async (t) => {
  const deal = await dealWithSecrets();
  const store = await signedIn(house, t, people.manager, CLIPBOARD);
  await desk(store, deal);
  await customerView(store);
  const asking = store.getByRole('dialog', { name: 'Customer view' });
  await asking.getByRole('checkbox', { name: /Option C/ }).uncheck();
  await asking.getByRole('button', { name: 'Copy a link' }).click();
  await store.getByText('The link is copied').waitFor();
  const link = await store.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/q\/alp_[0-9a-f]{96}$/);

  const page = await opened(house, t, { viewport: { width: 390, height: 844 } });
  const heard = hearing(page);
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: `${deal.first}, here are your two options` }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Leave/ }).count(), 0);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'nothing is wider than the phone');
  await page.getByRole('button', { name: 'Type my name instead' }).click();
  await page.getByLabel('Type your full name').fill('Somebody Else');
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByText(/is not the signer's name/).waitFor();
  await passes(page, 'a name that is not theirs');
  await page.getByLabel('Type your full name').fill(deal.buyer);
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByRole('heading', { name: 'Option A is accepted' }).waitFor();
  await passes(page, 'accepted on a phone');
  for (const each of (await Promise.all(heard)).filter(Boolean)) holdsNoSecret(each.text, each.url);

  // Whoever opens a link that was cut off is told what to do.
  await page.goto(link.slice(0, -3));
  await page.getByText(/This link opens nothing/).waitFor();
  await passes(page, 'a link that opens nothing');
});

test('an answer that is lost on its way is sent again and signs once', async (t) => {
  const deal = await dealWithSecrets();
  const { structures } = await api('GET', `/deals/${deal.id}`);
  const made = await api('POST', `/deals/${deal.id}/presentations`, { structure_ids: [structures[0].id] });
  const page = await opened(house, t);
  await page.goto(`/q/${made.link_token}`);
  await page.getByRole('heading', { level: 1, name: `${deal.first}, here is your option` }).waitFor();
  await drawn(page);
  // The server gets it and signs; its answer does not come back.
  await page.route('**/sign', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  }, { times: 1 });
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByText(/we do not know whether your signature arrived/).waitFor();
  await passes(page, 'a signature that was lost');
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByRole('heading', { name: 'Option A is accepted' }).waitFor();
  const signed = (await api('GET', `/deals/${deal.id}/signatures`)).items;
  assert.equal(signed.length, 1);
});

test('a page whose option was changed meanwhile shows what was shown and is not signed', async (t) => {
  const deal = await dealWithSecrets();
  const { structures } = await api('GET', `/deals/${deal.id}`);
  const made = await api('POST', `/deals/${deal.id}/presentations`, { structure_ids: [structures[0].id] });
  const page = await opened(house, t);
  await page.goto(`/q/${made.link_token}`);
  const shown = await page.getByRole('region', { name: 'Option A' }).innerText();
  await drawn(page);
  const inputs = { ...structures[0].inputs, cash_down: '2500.00' };
  await api('PUT', `/deals/${deal.id}/structures/${structures[0].id}`, { name: 'A', inputs }, { 'if-match': '"2"' });
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByText(/The store changed option A after this page was made\. Nothing was signed/).waitFor();
  await page.reload();
  await page.getByText(/The store changed option A after this page was made/).waitFor();
  assert.equal(await page.getByRole('region', { name: 'Option A' }).innerText(), shown);
  assert.equal(await page.getByRole('button', { name: /^Accept/ }).count(), 0);
  await passes(page, 'a page that is not signed any more');
});
