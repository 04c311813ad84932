/** The built engines as the compiler sees it before it is built; once it is, its own declarations stand in. */
declare module "*/pkg/wasm.js" {
  export default function init(from: { module_or_path: unknown }): Promise<unknown>;
  export function initSync(from: { module: unknown }): unknown;
  export function figures(deal: string): string;
  export function schedule(deal: string): string;
  export function effects(deal: string): string;
  export function grid(ask: string): string;
  export function roll(ask: string): string;
  export function load_tables(kind: string, bytes: Uint8Array): boolean;
  export function load_own_rates(book: string): boolean;
  export function tax(sale: string): string;
  export function versions(): string;
}

declare module "*/pkg-worker/wasm.js" {
  export default function init(from: { module_or_path: unknown }): Promise<unknown>;
  export function initSync(from: { module: unknown }): unknown;
  export function figures(deal: string): string;
  export function schedule(deal: string): string;
  export function effects(deal: string): string;
  export function grid(ask: string): string;
  export function roll(ask: string): string;
  export function load_tables(kind: string, bytes: Uint8Array): boolean;
  export function load_own_rates(book: string): boolean;
  export function tax(sale: string): string;
  export function versions(): string;
  export function load_market(market: string): string;
  export function scan(ask: string): string;
  export function commission(ask: string): string;
  export function limits(ask: string): string;
  export function verify_apr(ask: string): string;
  export function menu(ask: string): string;
  export function plans(ask: string): string;
}
