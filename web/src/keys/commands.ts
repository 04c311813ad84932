/**
 * Every command of the client, once: what it is called, where it holds, and the key it has unless a person chose
 * another. The pages say what it does and when it is on offer; palette, help and settings are made from this list.
 */
import type { IconName } from "../icons/Icon";
import type { Stroke } from "./strokes";

export type Place = "everywhere" | "desk" | "list" | "record";

export const PLACES: Readonly<Record<Place, string>> = {
  everywhere: "Everywhere",
  desk: "On the desk of a deal",
  list: "In lists",
  record: "On a customer or a vehicle",
};

export interface Command {
  name: string;
  at: Place;
  /** Matched by `event.code`; null where only the palette has it until a person gives it a key. */
  key: Stroke | null;
  icon: IconName;
  /** A second key that stays whatever the first one is: an arrow beside a letter. */
  also?: Stroke;
  /** Belongs to the pattern of the page and cannot be changed. */
  fixed?: true;
  /** Words that find it in the palette besides its name. */
  words?: string;
  /** Moves what the keys are at: nothing that one would look up in the palette. */
  keyOnly?: true;
  /** Who may not do this does not see it. */
  needs?: string;
}

const commands = {
  palette: { name: "Search and commands", at: "everywhere", key: "Ctrl+KeyK", icon: "search", keyOnly: true },
  keys: { name: "All keys", at: "everywhere", key: "Shift+Slash", icon: "keyboard", words: "help shortcuts" },

  "go.deals": { name: "Deals", at: "everywhere", key: null, icon: "deals" },
  "go.customers": { name: "Customers", at: "everywhere", key: null, icon: "people" },
  "go.inventory": { name: "Inventory", at: "everywhere", key: null, icon: "car", words: "stock vehicles" },
  "go.lenders": { name: "Lenders", at: "everywhere", key: null, icon: "bank", words: "banks rate sheets" },
  "go.atlas": { name: "Tax atlas", at: "everywhere", key: null, icon: "atlas", words: "states rules" },
  "go.overrides": { name: "Overrides", at: "everywhere", key: null, icon: "scale", words: "report reasons" },
  "go.settings": { name: "Settings", at: "everywhere", key: null, icon: "gear", words: "account" },
  "go.keys": {
    name: "Change the keys",
    at: "everywhere",
    key: null,
    icon: "keyboard",
    words: "settings shortcuts",
  },
  "deal.new": {
    name: "New deal",
    at: "everywhere",
    key: null,
    icon: "plus",
    words: "start",
    needs: "deals.write",
  },
  "deal.quick": { name: "Quick quote", at: "everywhere", key: null, icon: "phone", needs: "deals.write" },
  "look.light": { name: "Light colors", at: "everywhere", key: null, icon: "sun", words: "theme look" },
  "look.dark": { name: "Dark colors", at: "everywhere", key: null, icon: "moon", words: "theme look" },
  "look.auto": {
    name: "Colors as the system",
    at: "everywhere",
    key: null,
    icon: "screen",
    words: "theme look",
  },
  "sign-out": { name: "Sign out", at: "everywhere", key: null, icon: "out", words: "log out leave" },

  "desk.roll": { name: "Roll to a payment", at: "desk", key: "Alt+KeyR", icon: "target" },
  "desk.grid": { name: "Payment grid", at: "desk", key: "Alt+KeyM", icon: "columns", words: "down term" },
  "desk.why": { name: "Why this tax", at: "desk", key: "Alt+KeyT", icon: "scale", words: "explain" },
  "desk.scenario": { name: "Open a scenario", at: "desk", key: "Alt+Digit#", icon: "deals" },
  "desk.copy": { name: "Copy of this scenario", at: "desk", key: "Alt+KeyN", icon: "plus", words: "new" },
  "desk.name": {
    name: "Name this scenario",
    at: "desk",
    key: "Ctrl+KeyS",
    icon: "pen",
    words: "rename version",
  },
  "desk.choose": { name: "Choose this scenario", at: "desk", key: null, icon: "star", words: "contract" },
  "desk.compare": { name: "Compare scenarios", at: "desk", key: "Alt+KeyV", icon: "columns" },
  "desk.customer": {
    name: "Customer view",
    at: "desk",
    key: "Alt+KeyC",
    icon: "eye",
    needs: "deals.write",
    words: "present options",
  },
  "desk.gross": {
    name: "Hide or show gross",
    at: "desk",
    key: "Alt+KeyG",
    icon: "eyeOff",
    needs: "deals.see_gross",
  },
  "desk.context": {
    name: "Deal facts",
    at: "desk",
    key: "Alt+KeyI",
    icon: "person",
    words: "customer vehicle trade",
  },
  "desk.undo": { name: "Undo", at: "desk", key: "Ctrl+KeyZ", icon: "undo" },
  "desk.redo": { name: "Redo", at: "desk", key: "Ctrl+Shift+KeyZ", icon: "redo" },
  "desk.retail": { name: "As a retail contract", at: "desk", key: null, icon: "doc", words: "kind finance" },
  "desk.lease": { name: "As a lease", at: "desk", key: null, icon: "doc", words: "kind" },
  "desk.cash": { name: "As a cash deal", at: "desk", key: null, icon: "doc", words: "kind" },
  "desk.menu": { name: "F&I menu", at: "desk", key: null, icon: "columns", words: "products" },
  "desk.print": { name: "Print the worksheet", at: "desk", key: null, icon: "print" },
  "desk.versions": { name: "All versions", at: "desk", key: null, icon: "clock", words: "history" },
  "desk.copy-deal": { name: "Copy this deal", at: "desk", key: null, icon: "doc", needs: "deals.write" },
  "desk.switch-vehicle": {
    name: "Switch the vehicle",
    at: "desk",
    key: null,
    icon: "car",
    needs: "deals.write",
  },
  "desk.switch-customer": {
    name: "Switch the customer",
    at: "desk",
    key: null,
    icon: "person",
    needs: "deals.write",
  },
  "desk.submit": { name: "Submit for approval", at: "desk", key: "Ctrl+Enter", icon: "check" },
  "desk.approve": { name: "Approve", at: "desk", key: null, icon: "check", needs: "deals.approve" },
  "desk.return": { name: "Return to desk", at: "desk", key: null, icon: "undo", needs: "deals.approve" },
  "desk.contract": { name: "Contract", at: "desk", key: null, icon: "doc" },
  "desk.fund": { name: "Mark funded", at: "desk", key: null, icon: "bank" },
  "desk.deliver": { name: "Mark delivered", at: "desk", key: null, icon: "car" },
  "desk.cancel": { name: "Cancel deal", at: "desk", key: null, icon: "close" },
  "desk.reopen": { name: "Reopen", at: "desk", key: null, icon: "undo" },
  "desk.next": { name: "Next part of the desk", at: "desk", key: "F6", icon: "down", keyOnly: true },
  "desk.previous": {
    name: "Previous part of the desk",
    at: "desk",
    key: "Shift+F6",
    icon: "up",
    keyOnly: true,
  },

  "list.down": { name: "Next row", at: "list", key: "KeyJ", also: "ArrowDown", icon: "down", keyOnly: true },
  "list.up": { name: "Previous row", at: "list", key: "KeyK", also: "ArrowUp", icon: "up", keyOnly: true },
  "list.open": { name: "Open the row", at: "list", key: "Enter", icon: "right", keyOnly: true, fixed: true },
  "list.status": { name: "Change status", at: "list", key: "KeyS", icon: "list" },
  "list.approve": { name: "Approve", at: "list", key: "KeyA", icon: "check", needs: "deals.approve" },
  "list.new": { name: "New one", at: "list", key: "KeyN", icon: "plus", words: "add" },
  "list.find": {
    name: "Find in the list",
    at: "list",
    key: "Slash",
    icon: "search",
    words: "filter",
    keyOnly: true,
  },
  "list.compare": {
    name: "Compare this state",
    at: "list",
    key: "KeyC",
    icon: "columns",
    needs: "tax.quote",
  },

  "record.deal": {
    name: "New deal with this one",
    at: "record",
    key: "KeyN",
    icon: "plus",
    needs: "deals.write",
  },
  "record.change": { name: "Change", at: "record", key: "KeyE", icon: "pen", words: "edit" },
} satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

export const COMMANDS: Readonly<Record<CommandName, Command>> = commands;

export const COMMAND_NAMES = Object.keys(commands) as readonly CommandName[];

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** The commands that somebody with these permissions has, in the order of the list. */
export function commandsAt(place: Place, permissions: ReadonlySet<string>): CommandName[] {
  return COMMAND_NAMES.filter((name) => {
    const { at, needs } = COMMANDS[name];
    return at === place && (needs === undefined || permissions.has(needs));
  });
}
