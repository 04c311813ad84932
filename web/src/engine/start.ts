/** Starts a WebAssembly package of the engine with the tables of the tax law, fetched beside the program: texts, local rates, ZIP codes. */

export interface Package {
  default(from: { module_or_path: unknown }): Promise<unknown>;
  load_tables(kind: string, bytes: Uint8Array): boolean;
}

const TABLES = {
  texts: new URL("./pkg/texts.bin", import.meta.url),
  rates: new URL("./pkg/rates.bin", import.meta.url),
  zips: new URL("./pkg/zips.bin", import.meta.url),
};

export async function startPackage<P extends Package>(importing: Promise<P>, program: URL): Promise<P> {
  const tables = Object.entries(TABLES).map(async ([kind, url]) => ({ kind, bytes: await bytesOf(url) }));
  const door = await importing;
  await door.default({ module_or_path: program });
  for (const { kind, bytes } of await Promise.all(tables)) {
    if (!door.load_tables(kind, bytes)) throw new Error(`The table of ${kind} cannot be read.`);
  }
  return door;
}

async function bytesOf(url: URL): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}
