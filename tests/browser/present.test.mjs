// The customer view: a deal turned to the customer with Alt C, chosen from, signed by hand and by name, printed; no
// dealer figure reaches that page, and only the PIN leads back.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { customerView } from './desk.mjs';
import { people, startBrowser, startStudio } from './studio.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { AxeBuilder } = createRequire(join(root, 'web/package.json'))('@axe-core/playwright');

const PIN = '2580';
/** What only the dealer knows of the deal that is shown, by value and by word. */
const SECRETS = ['11987.00', '11,987.00', '0.0437', '4.37%', '777.77'];
const WORDS = [/buy.?rate/i, /reserve/i, /\bacv\b/i, /front gross|back gross|total gross|"gross"/i, /(vehicle|our|dealer).cost|"cost"/i];

let studio;
let browser;

before(async () => {
  studio = await startStudio();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
});

async function clean(page) {
  // A color is judged where it rests, not on its way.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(' ')}`), []);
}

async function api(method, path, { token, body, headers = {} } = {}) {
  const answer = await fetch(`${studio.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, value: text === '' ? null : JSON.parse(text), etag: answer.headers.get('etag') };
}

async function tokenOf(email) {
  const { value } = await api('POST', '/auth/login', { body: { email, password: studio.password } });
  return value.access_token;
}

/** A deal with costs, ACV, buy rate and reserve in it, of two finance options and a cash one; its id. */
async function dealWithSecrets() {
  const token = await tokenOf(people.manager);
  const customers = await api('GET', '/customers?state=FL&limit=20', { token });
  const cars = await api('GET', '/vehicles?status=available&condition=new&limit=1', { token });
  const customer = customers.value.items.find((each) => each.kind === 'person');
  const car = cars.value.items[0];
  SECRETS.push(car.cost, car.cost.replace(/\B(?=(\d{3})+(?!\d))/g, ','));
  const begun = await api('POST', '/deals', { token, body: { rooftop_id: car.rooftop_id, customer_id: customer.id, vehicle_id: car.id } });
  assert.equal(begun.status, 201, JSON.stringify(begun.value));
  const deal = begun.value;
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
  const put = await api('PUT', `${path}/${first.id}`, { token, headers: { 'if-match': '"1"' }, body: { name: 'Floor of the house', inputs } });
  assert.equal(put.status, 200, JSON.stringify(put.value));
  for (const [name, changed] of [
    ['84 months', { finance: { ...inputs.finance, term_months: 84, sell_rate: '0.0724' } }],
    ['Cash', { kind: 'cash' }],
  ]) {
    const added = await api('POST', path, { token, body: { name, inputs: { ...inputs, ...changed } } });
    assert.equal(added.status, 201, JSON.stringify(added.value));
  }
  return { id: deal.id, buyer: `${customer.first_name} ${customer.last_name}`, first: customer.first_name.split(' ')[0] };
}

/** A page that keeps what was thrown and every text that came over the wire. */
async function watched(t, viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport, baseURL: studio.url, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const thrown = [];
  const heard = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  page.on('response', (response) => {
    if (response.url().includes('/api/')) heard.push(response.text().then((text) => ({ url: response.url(), text })).catch(() => null));
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(thrown, []);
  });
  return { page, heard, context };
}

async function signIn(page, email) {
  await page.goto('/');
  await page.getByLabel('Work email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(studio.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('article').first().waitFor();
}

function holdsNoSecret(text, where) {
  for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} in ${where}`);
  for (const word of WORDS) assert.doesNotMatch(text, word, where);
}

async function draw(page) {
  const pad = page.getByRole('img', { name: /nothing drawn yet/ });
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await pad.boundingBox();
  await page.mouse.move(x + width * 0.1, y + height * 0.7);
  await page.mouse.down();
  for (const [across, down] of [[0.2, 0.3], [0.3, 0.7], [0.4, 0.35], [0.55, 0.6], [0.7, 0.5]]) {
    await page.mouse.move(x + width * across, y + height * down, { steps: 4 });
  }
  await page.mouse.up();
}

test('the screen is turned to the customer, who sees no dealer figure, signs, and only the PIN leads back', async (t) => {
  const deal = await dealWithSecrets();
  const { page, heard } = await watched(t);
  await signIn(page, people.manager);
  await page.goto(`/deals/${deal.id}`);

  // Alt C asks what to show; without a PIN there would be no way back, so one is set first.
  await customerView(page);
  const asking = page.getByRole('dialog', { name: 'Customer view' });
  await asking.getByRole('checkbox').first().waitFor();
  assert.equal(await asking.getByRole('checkbox').count(), 3);
  assert.equal(await asking.getByRole('checkbox', { checked: true }).count(), 3);
  await asking.getByLabel('New PIN').fill('1234');
  await asking.getByLabel(/^Your password/).fill(studio.password);
  await asking.getByRole('button', { name: 'Show the customer' }).click();
  await asking.getByText(/digits in order/).waitFor();
  await clean(page);
  await asking.getByLabel('New PIN').fill(PIN);
  heard.length = 0;
  await asking.getByRole('button', { name: 'Show the customer' }).click();
  await page.waitForURL(/\/q\/alp_[0-9a-f]+\?store=1$/);
  await page.getByRole('heading', { level: 1, name: `${deal.first}, here are your three options` }).waitFor();
  await clean(page);

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
  const token = await tokenOf(people.manager);
  const stored = (await api('GET', `/deals/${deal.id}`, { token })).value.structures;
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
  await draw(page);
  await page.getByRole('button', { name: 'Accept option B' }).click();
  await page.getByRole('heading', { name: 'Option B is accepted' }).waitFor();
  await page.getByRole('img', { name: `Signed by ${deal.buyer}` }).waitFor();
  await clean(page);
  const after = (await api('GET', `/deals/${deal.id}`, { token })).value;
  assert.equal(after.chosen_structure_id, after.structures.find((each) => each.letter === 'B').id);
  const [signature] = (await api('GET', `/deals/${deal.id}/signatures`, { token })).value.items;
  assert.deepEqual([signature.about, signature.signer_name, signature.mark.kind], ['presentation', deal.buyer, 'drawn']);

  // Escape asks for the PIN; a wrong one says how many tries are left, the right one is the desk again.
  await page.keyboard.press('Escape');
  const leaving = page.getByRole('dialog', { name: 'Leave the customer view' });
  await leaving.getByLabel('Your PIN').fill('1357');
  await leaving.getByRole('button', { name: 'Leave' }).click();
  await leaving.getByText(/4 more tries are left/).waitFor();
  await clean(page);
  await leaving.getByLabel('Your PIN').fill(PIN);
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/deals/${deal.id}`));
  await page.locator('[data-cell="selling_price"]').waitFor();
});

test('on their own phone a customer opens the link and signs by name', async (t) => {
  const deal = await dealWithSecrets();
  const { page: desk } = await watched(t);
  await signIn(desk, people.manager);
  await desk.goto(`/deals/${deal.id}`);
  await customerView(desk);
  const asking = desk.getByRole('dialog', { name: 'Customer view' });
  await asking.getByRole('checkbox', { name: /Option C/ }).uncheck();
  await asking.getByRole('button', { name: 'Copy a link' }).click();
  await desk.getByText('The link is copied').waitFor();
  const link = await desk.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/q\/alp_[0-9a-f]{96}$/);

  const { page, heard } = await watched(t, { width: 390, height: 844 });
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: `${deal.first}, here are your two options` }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Leave/ }).count(), 0);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'nothing is wider than the phone');
  await page.getByRole('button', { name: 'Type my name instead' }).click();
  await page.getByLabel('Type your full name').fill('Somebody Else');
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByText(/is not the signer's name/).waitFor();
  await clean(page);
  await page.getByLabel('Type your full name').fill(deal.buyer);
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByRole('heading', { name: 'Option A is accepted' }).waitFor();
  await clean(page);
  for (const each of (await Promise.all(heard)).filter(Boolean)) holdsNoSecret(each.text, each.url);

  // Whoever opens a link that was cut off is told what to do.
  await page.goto(link.slice(0, -3));
  await page.getByText(/This link opens nothing/).waitFor();
  await clean(page);
});

test('an answer that is lost on its way is sent again and signs once', async (t) => {
  const deal = await dealWithSecrets();
  const token = await tokenOf(people.manager);
  const { structures } = (await api('GET', `/deals/${deal.id}`, { token })).value;
  const made = await api('POST', `/deals/${deal.id}/presentations`, { token, body: { structure_ids: [structures[0].id] } });
  const { page } = await watched(t);
  await page.goto(`/q/${made.value.link_token}`);
  await page.getByRole('heading', { level: 1, name: `${deal.first}, here is your option` }).waitFor();
  await draw(page);
  // The server gets it and signs; its answer does not come back.
  await page.route('**/sign', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  }, { times: 1 });
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByText(/we do not know whether your signature arrived/).waitFor();
  await clean(page);
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByRole('heading', { name: 'Option A is accepted' }).waitFor();
  const signed = (await api('GET', `/deals/${deal.id}/signatures`, { token })).value.items;
  assert.equal(signed.length, 1);
});

test('a page whose option was changed meanwhile shows what was shown and is not signed', async (t) => {
  const deal = await dealWithSecrets();
  const token = await tokenOf(people.manager);
  const { structures } = (await api('GET', `/deals/${deal.id}`, { token })).value;
  const made = await api('POST', `/deals/${deal.id}/presentations`, { token, body: { structure_ids: [structures[0].id] } });
  const { page } = await watched(t);
  await page.goto(`/q/${made.value.link_token}`);
  const shown = await page.getByRole('region', { name: 'Option A' }).innerText();
  await draw(page);
  const inputs = { ...structures[0].inputs, cash_down: '2500.00' };
  const put = await api('PUT', `/deals/${deal.id}/structures/${structures[0].id}`, { token, headers: { 'if-match': '"2"' }, body: { name: 'A', inputs } });
  assert.equal(put.status, 200, JSON.stringify(put.value));
  await page.getByRole('button', { name: 'Accept option A' }).click();
  await page.getByText(/The store changed option A after this page was made\. Nothing was signed/).waitFor();
  await page.reload();
  await page.getByText(/The store changed option A after this page was made/).waitFor();
  assert.equal(await page.getByRole('region', { name: 'Option A' }).innerText(), shown);
  assert.equal(await page.getByRole('button', { name: /^Accept/ }).count(), 0);
  await clean(page);
});
