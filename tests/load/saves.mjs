// How long a change of one scenario takes to be stored, in a deal that has four: one person typing, one request at a
// time through the gateway, each a new cent of cash down.

const SAVES = 200;
const SCENARIOS = 4;

/** Milliseconds at the median and at the 95th percentile. */
export async function dealSaves({ url, password }) {
  const json = { 'content-type': 'application/json' };
  const ask = async (path, init = {}) => {
    const answer = await fetch(`${url}/api/v1${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const body = JSON.stringify({ email: 'dana.kessler@bayline.example', password });
  const { access_token: token } = await (await ask('/auth/login', { method: 'POST', headers: json, body })).json();
  const headers = { ...json, authorization: `Bearer ${token}` };
  const { items } = await (await ask('/deals?status=draft&limit=50', { headers })).json();
  const path = `/deals/${items.find((each) => each.kind === 'retail').id}`;
  const read = async () => (await ask(path, { headers })).json();

  let deal = await read();
  while (deal.structures.length < SCENARIOS) {
    const copy = JSON.stringify({ copy_of: deal.structures[0].id });
    await ask(`${path}/structures`, { method: 'POST', headers, body: copy });
    deal = await read();
  }
  const scenarios = deal.structures.slice(0, SCENARIOS);
  const etags = new Map(scenarios.map(({ id, revision }) => [id, `"${revision}"`]));
  const times = [];
  for (let n = 0; n < SAVES; n += 1) {
    const { id, name, inputs } = scenarios[n % SCENARIOS];
    const changed = JSON.stringify({ name, inputs: { ...inputs, cash_down: `${3000 + n}.01` } });
    const began = performance.now();
    const answer = await ask(`${path}/structures/${id}`, { method: 'PUT', headers: { ...headers, 'if-match': etags.get(id) }, body: changed });
    await answer.arrayBuffer();
    times.push(performance.now() - began);
    etags.set(id, answer.headers.get('etag'));
  }
  times.sort((one, other) => one - other);
  return { p50: times[SAVES / 2], p95: times[SAVES * 0.95] };
}
