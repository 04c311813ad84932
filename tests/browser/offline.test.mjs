// Without a network: the desk goes on in a reloaded page with the same figures, and what was typed is sent once, to
// stand beside what a colleague did meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, put, saved, shows, structure } from './desk.mjs';
import { apiOf, enter, passes, place, signedIn } from './page.mjs';
import { people } from './studio.mjs';

const house = place();

const api = (...call) => house.api(people.manager, ...call);

/** Everything on the desk that is a figure of the structure. */
const figures = (page) => structure(page).innerText();

/** A new deal with a buyer and a car from stock. */
async function newDeal() {
  const [rooftops, buyers, stock] = await Promise.all([
    api('GET', '/rooftops'),
    api('GET', '/customers?state=FL&limit=1'),
    api('GET', '/vehicles?status=available&condition=new&limit=1&sort=stock_number'),
  ]);
  const parties = { rooftop_id: rooftops.items[0].id, customer_id: buyers.items[0].id, vehicle_id: stock.items[0].id };
  const deal = await api('POST', '/deals', parties);
  return { deal, buyer: buyers.items[0], at: `/deals/${deal.id}/structures/${deal.structures[0].id}` };
}

/** The same as a colleague would do it; how it stood before. */
async function changed(at, lines) {
  const { name, inputs, revision } = await api('GET', at);
  await api('PUT', at, { name, inputs: { ...inputs, ...lines } }, { 'if-match': `"${revision}"` });
  return revision;
}

async function signIn(page, email) {
  await enter(page, email, house.studio.password);
  await page.getByRole('link', { name: /, your account$/ }).waitFor();
}

/** The desk of a deal that this browser keeps by now, with the rates that its engine works by. */
async function opened(page, deal) {
  await page.goto(`/deals/${deal.id}`);
  await engine(page);
  await saved(page);
  const { id } = await api('GET', '/me');
  for (const address of [`/deals/${deal.id}`, '/tax/rates/book']) await keeps(page, id, address);
}

/** What was typed waits for the network, and the browser keeps it. */
async function waits(page, drafts = 1) {
  await page.locator('[data-save="offline"]').waitFor();
  await holds(page, { drafts });
}

/** The shell is kept, and this page came out of it. */
async function shellKept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.getByRole('link', { name: /, your account$/ }).waitFor();
}

/** Leaves the desk by the rooms at the side, without loading the page anew. */
async function toAccount(page) {
  await page.getByRole('link', { name: /, your account$/ }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
}

const NOTHING = { answers: 0, drafts: 0, open: 0, locked: 0 };

/** Asks until it is as wanted; the page cannot be waited on for what is a promise there. */
async function eventually(read, wanted) {
  for (const end = Date.now() + 60_000; ; ) {
    const found = await read();
    if (Object.entries(wanted).every(([name, value]) => found[name] === value)) return;
    if (Date.now() > end) assert.deepEqual(found, wanted);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until the browser's store holds so many answers, drafts, keys to read them with, and keys that are locked. */
const holds = (page, wanted) =>
  eventually(
    () =>
      page.evaluate(
        () =>
          new Promise((resolve, reject) => {
            const asked = indexedDB.open('autolytiq.offline');
            asked.onerror = () => reject(asked.error);
            asked.onsuccess = () => {
              const tx = asked.result.transaction(['rows', 'keys']);
              const [rows, keys] = ['rows', 'keys'].map((name) => tx.objectStore(name).getAll());
              tx.oncomplete = () => {
                asked.result.close();
                const drafts = rows.result.filter((row) => row.draftOf !== undefined).length;
                const open = keys.result.filter(({ key }) => key !== null).length;
                resolve({ answers: rows.result.length - drafts, drafts, open, locked: keys.result.length - open });
              };
            };
          }),
      ),
    wanted,
  );

/** Waits until the answer at this address is kept for this person; its name there is a digest. */
const keeps = (page, person, address) =>
  eventually(
    () =>
      page.evaluate(async (name) => {
        const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name)));
        const hidden = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
        return new Promise((resolve, reject) => {
          const asked = indexedDB.open('autolytiq.offline');
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            const count = asked.result.transaction('rows').objectStore('rows').count(hidden);
            count.onsuccess = () => {
              asked.result.close();
              resolve({ kept: count.result });
            };
          };
        });
      }, `${person} answer to ${address}`),
    { kept: 1 },
  );

test('cut the network, edit, reload, connect again', async (t) => {
  const { deal, buyer } = await newDeal();
  const page = await signedIn(house, t, people.manager);
  const context = page.context();
  await opened(page, deal);
  await page.getByRole('radiogroup').getByText('Retail').click();
  await put(page, 'finance/sell_rate', '6.49');
  await put(page, 'finance/term_months', '72');
  await saved(page);
  await shellKept(page);
  await opened(page, deal);

  await context.setOffline(true);
  await put(page, 'cash_down', '4000');
  await waits(page);
  const typed = await figures(page);
  await page.reload();
  await shows(page, 'cash_down', '4000.00');
  await page.getByText(/^Offline\. You see what this browser kept/).waitFor();
  await page.waitForFunction(
    (wanted) => document.querySelector('[data-region="structure"]')?.innerText === wanted,
    typed,
  );
  await passes(page, 'the desk offline');
  // Nothing of it lies on this machine readable.
  const kept = await page.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const asked = indexedDB.open('autolytiq.offline');
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const rows = await new Promise((resolve) => {
      const asked = database.transaction('rows').objectStore('rows').getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
    return rows.map((row) => new TextDecoder('latin1').decode(row.sealed));
  });
  assert.ok(kept.length > 0);
  assert.ok(kept.every((text) => !text.includes(deal.number) && !text.includes(buyer.last_name)));

  // Meanwhile a colleague changes another line.
  const at = `/deals/${deal.id}/structures/${deal.structures[0].id}`;
  const before = await changed(at, { selling_price: '30000.00' });

  await context.setOffline(false);
  await shows(page, 'selling_price', '30000.00');
  await saved(page);
  await page.getByText(/^Offline\. You see/).waitFor({ state: 'detached' });
  const stored = await api('GET', at);
  assert.deepEqual([stored.inputs.cash_down, stored.inputs.selling_price], ['4000.00', '30000.00']);
  // Theirs is the revision before, ours the one after: it was stored once.
  assert.equal(stored.revision, before + 2);
  const shown = (await figures(page)).replaceAll(',', '');
  assert.ok(shown.includes(stored.figures.loan.payment), shown);

  // Nothing waits any more, and signing out leaves nothing behind.
  await page.reload();
  await shows(page, 'cash_down', '4000.00');
  await toAccount(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByLabel('Work email').waitFor();
  await holds(page, NOTHING);
  assert.equal(await page.getByText(/that are not sent/).count(), 0);
});

test('a session that ends keeps what was not sent for the person who typed it, and for nobody else', async (t) => {
  const { deal, at } = await newDeal();
  const before = await api('GET', at);
  const page = await signedIn(house, t, people.manager);
  await opened(page, deal);
  // The line is cut only for saving: the server is there to end the session.
  await page.route('**/structures/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await put(page, 'cash_down', '4000');
  await page.locator('[data-save="retrying"]').waitFor();
  await holds(page, { drafts: 1, open: 1 });
  await api('POST', '/auth/logout-all');
  house.api = apiOf(house.studio);
  await page.reload();
  await page.getByText(`Dana Kessler left changes to 1 deal here that are not sent: ${deal.number}.`).waitFor();
  await holds(page, { answers: 0, drafts: 1, open: 0, locked: 1 });
  await passes(page, 'the sign-in page with changes left here');

  // Sam works here meanwhile: what Dana typed is neither shown to him nor sent by him.
  await page.unroute('**/structures/*');
  await signIn(page, people.sales);
  await page.waitForURL(`**/deals/${deal.id}*`);
  await toAccount(page);
  await holds(page, { drafts: 1, open: 1, locked: 1 });
  assert.equal((await api('GET', at)).revision, before.revision);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByText(/^Dana Kessler left changes to 1 deal here/).waitFor();
  await holds(page, { answers: 0, drafts: 1, open: 0, locked: 1 });

  // Dana signs in again: it is sent, once.
  await signIn(page, people.manager);
  await page.getByText(`What you typed at ${deal.number} is with the server now.`).waitFor();
  const after = await api('GET', at);
  assert.deepEqual([after.inputs.cash_down, after.revision], ['4000.00', before.revision + 1]);
  await holds(page, { drafts: 0, locked: 0 });
});

test('signing out with changes that are not sent asks what is to become of them', async (t) => {
  const [kept, thrown] = [await newDeal(), await newDeal()];
  const page = await signedIn(house, t, people.manager);
  const context = page.context();
  await shellKept(page);
  await opened(page, kept.deal);
  await context.setOffline(true);
  await put(page, 'cash_down', '4100');
  await waits(page);
  await toAccount(page);
  const asking = page.getByRole('dialog', { name: 'Changes to 1 deal are not sent' });
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await asking.getByRole('link', { name: kept.deal.number }).waitFor();
  await passes(page, 'the question before signing out');
  await asking.getByRole('button', { name: 'Stay signed in' }).click();
  await asking.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await asking.getByRole('button', { name: 'Keep them and sign out' }).click();
  await page.getByText(`Dana Kessler left changes to 1 deal here that are not sent: ${kept.deal.number}.`).waitFor();
  await holds(page, { answers: 0, drafts: 1, open: 0, locked: 1 });
  await context.setOffline(false);
  await signIn(page, people.manager);
  await page.getByText(`What you typed at ${kept.deal.number} is with the server now.`).waitFor();
  assert.equal((await api('GET', kept.at)).inputs.cash_down, '4100.00');

  await opened(page, thrown.deal);
  const before = await api('GET', thrown.at);
  await context.setOffline(true);
  await put(page, 'cash_down', '4200');
  await waits(page);
  await toAccount(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await asking.getByRole('button', { name: 'Throw them away' }).click();
  await page.getByLabel('Work email').waitFor();
  await holds(page, NOTHING);
  await context.setOffline(false);
  await signIn(page, people.manager);
  await opened(page, thrown.deal);
  assert.deepEqual(await api('GET', thrown.at), before);
});

test('what waits for the network is sent from any page, and where a colleague typed the same line the desk asks', async (t) => {
  const [alone, clashing] = [await newDeal(), await newDeal()];
  const page = await signedIn(house, t, people.manager);
  const context = page.context();
  await shellKept(page);
  for (const { deal } of [alone, clashing]) await opened(page, deal);
  await context.setOffline(true);
  for (const [drafts, { deal }] of [[1, clashing], [2, alone]]) {
    await page.goto(`/deals/${deal.id}`);
    await put(page, 'cash_down', '4000');
    await waits(page, drafts);
  }
  // A page that knows nothing of them but what is kept.
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
  await changed(alone.at, { selling_price: '30000.00' });
  await changed(clashing.at, { cash_down: '5000.00' });
  await context.setOffline(false);
  await page.getByText(`What you typed at ${alone.deal.number} is with the server now.`).waitFor();
  const sent = await api('GET', alone.at);
  assert.deepEqual([sent.inputs.cash_down, sent.inputs.selling_price], ['4000.00', '30000.00']);
  const note = page.getByText(`What you typed at ${clashing.deal.number} is not sent.`);
  await note.waitFor();
  await passes(page, 'the note of what could not be sent');
  assert.equal((await api('GET', clashing.at)).inputs.cash_down, '5000.00');
  await note.getByRole('link', { name: clashing.deal.number }).click();
  const asking = page.getByRole('dialog', { name: 'Someone changed this scenario too' });
  await asking.getByRole('button', { name: 'Keep mine, save' }).click();
  await saved(page);
  await note.waitFor({ state: 'detached' });
  assert.equal((await api('GET', clashing.at)).inputs.cash_down, '4000.00');
});

test('a deal that was never opened in this browser is desked without a network', async (t) => {
  const { deal, buyer, at } = await newDeal();
  await changed(at, {
    kind: 'retail',
    selling_price: '30000.00',
    cash_down: '3000.00',
    finance: { term_months: 72, sell_rate: '0.0649' },
  });
  const server = await api('GET', at);
  const me = await api('GET', '/me');
  const page = await signedIn(house, t, people.manager);
  await shellKept(page);
  // Nobody does anything: the deals, their buyers and the house are laid in.
  for (const address of [`/deals/${deal.id}`, `/customers/${buyer.id}`]) await keeps(page, me.id, address);
  await page.context().setOffline(true);
  await page.goto('/deals');
  await page.getByRole('article').getByTitle(deal.number).click();
  await shows(page, 'selling_price', '30000.00');
  await page.getByText(/^Offline\. You see what this browser kept/).waitFor();
  const shown = (await figures(page)).replaceAll(',', '');
  assert.ok(shown.includes(server.figures.loan.payment), shown);
  await put(page, 'cash_down', '4000');
  await waits(page);
  await passes(page, 'the desk of a deal that was never opened here');
  await page.context().setOffline(false);
  await saved(page);
  assert.equal((await api('GET', at)).inputs.cash_down, '4000.00');
});

test('without a network a quote is printed, marked as one, with the figures of the screen and no dealer figure', async (t) => {
  const { deal, buyer, at } = await newDeal();
  const accessories = [{ id: 'a1', name: 'Mats', price: '289.00', cost: '123.45' }];
  const products = [{ id: 'p1', kind: 'service_contract', name: '8 yr / 100k', price: '2495.00', cost: '777.77', provider: 'dealer' }];
  await changed(at, {
    kind: 'retail',
    selling_price: '30000.00',
    accessories,
    products,
    cash_down: '3000.00',
    finance: { term_months: 72, sell_rate: '0.0649', buy_rate: '0.0437', reserve: { method: 'present_value', share: '0.75' } },
  });
  const page = await signedIn(house, t, people.manager);
  const context = page.context();
  await shellKept(page);
  await opened(page, deal);
  await context.setOffline(true);
  await put(page, 'cash_down', '4000');
  await waits(page);
  const onScreen = (await figures(page)).replaceAll(',', '');
  await page.getByRole('button', { name: 'Print' }).click();
  await page.waitForURL('**/print?structure=*');
  const paper = page.frameLocator('iframe[title="Offline quote"]');
  await paper.getByRole('heading', { name: 'Offline quote', level: 1 }).waitFor();
  const quoted = await paper.locator('body').innerText();
  assert.match(quoted, /Not confirmed by the store yet\. Made .+ without a connection; the store confirms it once/);
  assert.match(quoted, new RegExp(`Offline quote\\. Deal ${deal.number}, option A, rules of [A-Z][a-z]{2} \\d+, \\d{4} \\(.+\\), made .+ [AP]M`));
  assert.match(quoted, /Not a contract\./);
  assert.ok(quoted.includes(buyer.last_name), quoted);
  const payment = /\$([\d,]+\.\d\d)\s+per month/.exec(quoted)[1].replaceAll(',', '');
  assert.ok(onScreen.includes(payment), `${payment} in ${onScreen}`);
  const document = await page.evaluate(() => window.document.querySelector('iframe').contentDocument.documentElement.outerHTML);
  for (const secret of ['123.45', '777.77', '0.0437', '4.37%']) assert.ok(!document.includes(secret), secret);
  assert.doesNotMatch(document, /buy.?rate|reserve|\bacv\b|gross(?! cap)|vehicle.cost/i);

  // The federal box is the server's alone.
  await page.getByRole('radiogroup', { name: 'Paper' }).getByText('Disclosure').click();
  await page.getByText(/The disclosure is made by the store's server alone/).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Print' }).isDisabled());
  assert.equal(await page.locator('iframe').count(), 0);
  await page.getByRole('radiogroup', { name: 'Paper' }).getByText("Buyer's worksheet").click();
  await paper.getByRole('heading', { name: 'Offline quote', level: 1 }).waitFor();

  // The network is back: what was typed is sent, the store's own paper comes, and it says the same.
  await context.setOffline(false);
  const real = page.frameLocator('iframe[title="Buyer\'s worksheet"]');
  await real.getByText(deal.number).first().waitFor();
  assert.equal(await page.locator('iframe[title="Offline quote"]').count(), 0);
  const stored = await api('GET', at);
  assert.deepEqual([stored.inputs.cash_down, stored.figures.loan.payment], ['4000.00', payment]);
  const made = await api('POST', `/deals/${deal.id}/presentations`, { structure_ids: [stored.id] });
  const [option] = made.presentation.options;
  const plain = (amount) => amount.replace('-', '\u2212').replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const lines = [...option.price, { label: 'Total price, out the door', amount: option.total_price }, ...option.settlement, option.result];
  for (const { label, amount } of lines) {
    const at = quoted.indexOf(label);
    assert.ok(at >= 0, `${label} in ${quoted}`);
    assert.ok(quoted.includes(plain(amount)) || quoted.includes(`$${plain(amount)}`), `${label} ${amount} in ${quoted}`);
  }
  assert.ok(quoted.includes(`$${plain(option.payment_without_products)}`), quoted);
});
