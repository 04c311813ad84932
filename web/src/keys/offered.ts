/** What the page that is open offers at this moment: every part says what its commands do, and takes them back when it goes. */
import { useEffectEvent, useLayoutEffect } from "react";
import { COMMAND_NAMES, type CommandName, COMMANDS, type Place } from "./commands";

export interface Offer {
  /** `digit` is which one, of a command that has one key for nine. */
  run: (digit?: number) => void;
  /** What it is called here, where that says more: “New customer”. */
  name?: string;
  /** Beside the name in the palette: on what it would act, how that stands. */
  detail?: string;
  /** What the nine are, to be offered one by one. */
  choices?: readonly { digit: number; name: string; detail: string }[];
}

export type Offers = { readonly [Name in CommandName]?: Offer | undefined };

/** What typing a question into the palette gives, worked out without the network. */
export interface Answer {
  id: string;
  text: string;
  detail: string;
  /** Absent where it only says something. */
  apply?: () => void;
}

export type Answering = (typed: string) => readonly Answer[];

const sources = new Set<() => Offers>();
const answering = new Set<Answering>();

/** The offer of a command now; null when no part of the page makes it. */
export function offered(name: CommandName): Offer | null {
  for (const source of sources) {
    const offer = source()[name];
    if (offer !== undefined) return offer;
  }
  return null;
}

/** The place of the page that is open, as its commands tell. */
export function placeNow(): Place | null {
  const here = COMMAND_NAMES.find((name) => COMMANDS[name].at !== "everywhere" && offered(name) !== null);
  return here === undefined ? null : COMMANDS[here].at;
}

/** Answers of the page to what is typed into the palette. */
export function answersTo(typed: string): Answer[] {
  return [...answering].flatMap((answer) => answer(typed));
}

/** What is on the screen hears its keys: they are offered before it is painted. */
export function useCommands(offers: Offers): void {
  const now = useEffectEvent(() => offers);
  useLayoutEffect(() => {
    const source = () => now();
    sources.add(source);
    return () => {
      sources.delete(source);
    };
  }, []);
}

export function useAnswers(answer: Answering): void {
  const now = useEffectEvent(answer);
  useLayoutEffect(() => {
    const answers = (typed: string) => now(typed);
    answering.add(answers);
    return () => {
      answering.delete(answers);
    };
  }, []);
}
