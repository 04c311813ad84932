/** The commands that hold on every page, and the windows that they open over it. */
import { useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { explain } from "../api/problem";
import { useMay } from "../api/viewer";
import type { Place } from "../keys/commands";
import { useKeyboard } from "../keys/keyboard";
import { type Offers, placeNow, useCommands } from "../keys/offered";
import { leave } from "../signin/enter";
import { say } from "../ui/notices";
import type { Room } from "./rooms";
import type { Scheme } from "./scheme";
import { fetchWindow, windows } from "./windows";

const KeysDialog = lazy(windows.keys);
const NewDeal = lazy(windows.deal);

type Shown = { what: "keys"; here: Place | null } | { what: "deal" } | null;

export function Everywhere({ rooms }: { rooms: readonly Room[] }) {
  const [shown, setShown] = useState<Shown>(null);
  const [, go] = useLocation();
  const queries = useQueryClient();
  const mayDeal = useMay("deals.write");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const close = () => setShown(null);

  /** What a window is made of may still have to come. */
  async function show(next: NonNullable<Shown>) {
    if (await fetchWindow(next.what)) setShown(next);
    else say("This could not be loaded. Look after the network and try again.", "refused");
  }

  async function signOut() {
    try {
      await leave(false);
      queries.clear();
    } catch (refused) {
      say(explain(refused), "refused");
    }
  }

  const look = (scheme: Scheme) =>
    colorScheme === scheme ? undefined : { run: () => setColorScheme(scheme) };

  useKeyboard();
  useCommands({
    keys: { run: () => void show({ what: "keys", here: placeNow() }) },
    "go.keys": { run: () => go("/settings/keys") },
    "deal.new": mayDeal ? { run: () => void show({ what: "deal" }) } : undefined,
    "deal.quick": mayDeal ? { run: () => go("/quick") } : undefined,
    "look.light": look("light"),
    "look.dark": look("dark"),
    "look.auto": look("auto"),
    "sign-out": { run: () => void signOut() },
    ...(Object.fromEntries(rooms.map(({ command, href }) => [command, { run: () => go(href) }])) as Offers),
  });

  return (
    <Suspense>
      {shown?.what === "keys" && <KeysDialog here={shown.here} close={close} />}
      {shown?.what === "deal" && <NewDeal close={close} />}
    </Suspense>
  );
}
