/** The commands that hold on every page, and the windows that they open over it. */
import { useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { useMay } from "../api/viewer";
import type { Place } from "../keys/commands";
import { useKeyboard } from "../keys/keyboard";
import { type Offers, placeNow, useCommands } from "../keys/offered";
import { commandItems, type Item } from "../palette/items";
import { useLeaving } from "../settings/useLeaving";
import { say } from "../ui/notices";
import type { Room } from "./rooms";
import type { Scheme } from "./scheme";
import { fetchWindow, windows } from "./windows";

type Shown =
  | { what: "palette"; commands: readonly Item[]; onDeal: boolean }
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

  /** What a window is made of may still have to come. */
  async function show(next: NonNullable<Shown>) {
    if (windows[next.what] !== undefined || (await fetchWindow(next.what))) setShown(next);
    else say("This could not be loaded. Look after the network and try again.", "refused");
  }

  const look = (scheme: Scheme) =>
    colorScheme === scheme ? undefined : { run: () => setColorScheme(scheme) };

  useKeyboard();
  useCommands({
    palette: {
      run: () => void show({ what: "palette", commands: commandItems(), onDeal: placeNow() === "desk" }),
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
