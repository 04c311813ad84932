/** The commands that hold on every page, and the windows that they open over it. */
import { useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { flushSync } from "react-dom";
import { useLocation } from "wouter";
import { useMay } from "../api/viewer";
import type { Place } from "../keys/commands";
import { useKeyboard } from "../keys/keyboard";
import { answersTo, type Offers, placeNow, useCommands } from "../keys/offered";
import { commandItems, type Item } from "../palette/items";
import type { Asked } from "../palette/Palette";
import { useLeaving } from "../settings/useLeaving";
import { say } from "../ui/notices";
import type { Room } from "./rooms";
import type { Scheme } from "./scheme";
import { typedAhead } from "./typedAhead";
import { fetchWindow, windows } from "./windows";

const UNASKED: Asked = { typed: "", answers: [] };

type Shown =
  | { what: "palette"; commands: readonly Item[]; onDeal: boolean; ahead: Asked }
  | { what: "keys"; here: Place | null }
  | { what: "deal"; name?: string }
  | null;

export function Everywhere({ rooms }: { rooms: readonly Room[] }) {
  const [shown, setShown] = useState<Shown>(null);
  const [, go] = useLocation();
  const leaving = useLeaving();
  const mayDeal = useMay("deals.write");
  const mayName = useMay("customers.write") && mayDeal;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const close = () => setShown(null);

  /** What a window is made of may still have to come; what is typed meanwhile is meant for it, not for the page. */
  async function show(next: NonNullable<Shown>) {
    if (windows[next.what] !== undefined) {
      setShown(next);
      return;
    }
    const typed = typedAhead();
    const here = await fetchWindow(next.what);
    const text = typed();
    const ahead = { typed: text, answers: answersTo(text) };
    if (here) flushSync(() => setShown(next.what === "palette" ? { ...next, ahead } : next));
    else say("This could not be loaded. Look after the network and try again.", "refused");
  }

  const look = (scheme: Scheme) =>
    colorScheme === scheme ? undefined : { run: () => setColorScheme(scheme) };

  useKeyboard();
  useCommands({
    palette: {
      run: () =>
        void show({
          what: "palette",
          commands: commandItems(),
          onDeal: placeNow() === "desk",
          ahead: UNASKED,
        }),
    },
    keys: { run: () => void show({ what: "keys", here: placeNow() }) },
    "go.keys": { run: () => go("/settings/keys") },
    "deal.new": mayDeal ? { run: () => void show({ what: "deal" }) } : undefined,
    "deal.quick": mayDeal ? { run: () => go("/quick") } : undefined,
    "look.light": look("light"),
    "look.dark": look("dark"),
    "look.auto": look("auto"),
    "sign-out": { run: () => leaving.ask(false) },
    ...(Object.fromEntries(rooms.map(({ command, href }) => [command, { run: () => go(href) }])) as Offers),
  });

  return (
    <>
      {shown?.what === "palette" && windows.palette && (
        <windows.palette
          commands={shown.commands}
          onDeal={shown.onDeal}
          ahead={shown.ahead}
          startDeal={mayName ? (name) => void show({ what: "deal", name }) : undefined}
          close={close}
        />
      )}
      {shown?.what === "keys" && windows.keys && <windows.keys here={shown.here} close={close} />}
      {shown?.what === "deal" && windows.deal && <windows.deal called={shown.name} close={close} />}
      {leaving.dialog}
    </>
  );
}
