/**
 * The customer's page at `/q/:token`: one to three options to compare, how the chosen one's price is made, and the
 * place to sign. It works for whoever has the link; in the store it stands on a locked session and is left with a PIN.
 */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useSearch } from "wouter";
import { explain } from "../api/problem";
import { day } from "../desk/numbers/format";
import { Icon, Mark } from "../icons/Icon";
import { Failed, Loading } from "../ui/states";
import { Notices } from "../ui/Notices";
import { pick, readPage } from "./api";
import { Car } from "./Car";
import { LeaveDialog } from "./LeaveDialog";
import { OptionCard } from "./OptionCard";
import { PriceCard } from "./PriceCard";
import classes from "./present.module.css";
import { SendLink } from "./SendLink";
import type { CustomerPage } from "./shapes";
import { SignPart } from "./SignPart";
import { greeting } from "./words";

export default function CustomerView({ token }: { token: string }) {
  const inStore = new URLSearchParams(useSearch()).get("store") === "1";
  const page = useQuery({
    queryKey: ["customer page", token],
    queryFn: ({ signal }) => readPage(token, signal),
    staleTime: 0,
  });
  return (
    <div className={classes.page} data-store={inStore || undefined}>
      <Notices />
      <Bar token={token} inStore={inStore} holdsUntil={page.data?.presentation.holds_until ?? null} />
      <main className={classes.main}>
        {page.isPending && <Loading rows={10} label="Loading your options" />}
        {page.isError && <Failed text={explain(page.error)} again={() => void page.refetch()} />}
        {page.data !== undefined && <Shown token={token} page={page.data} />}
      </main>
    </div>
  );
}

function Bar({ token, inStore, holdsUntil }: { token: string; inStore: boolean; holdsUntil: string | null }) {
  const [leaving, setLeaving] = useState(false);
  const keyed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && inStore && document.querySelector("dialog[open]") === null) {
      event.preventDefault();
      setLeaving(true);
    }
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => keyed(event);
    window.addEventListener("keydown", heard);
    return () => window.removeEventListener("keydown", heard);
  }, []);
  return (
    <header className={classes.bar}>
      <Icon name={inStore ? "lock" : "clock"} small />
      <span className={classes.about}>
        {inStore && "Customer view. Dealer figures are not on this page."}
        {!inStore && holdsUntil !== null && `These figures hold to ${day(holdsUntil)}.`}
      </span>
      <button type="button" onClick={() => window.print()} disabled={holdsUntil === null}>
        <Icon name="print" small />
        Print
      </button>
      <SendLink token={token} />
      {inStore && (
        <button type="button" onClick={() => setLeaving(true)}>
          Leave <kbd>Esc</kbd> <span className={classes.asks}>asks for your PIN</span>
        </button>
      )}
      {leaving && <LeaveDialog close={() => setLeaving(false)} />}
    </header>
  );
}

function Shown({ token, page }: { token: string; page: CustomerPage }) {
  const { presentation, signed } = page;
  const queries = useQueryClient();
  const keep = (next: CustomerPage) => queries.setQueryData(["customer page", token], next);
  const [wanted, setWanted] = useState(page.picked);
  const picking = useMutation({ mutationFn: (letter: string) => pick(token, letter), onSuccess: keep });
  const letter = signed?.option ?? wanted;
  const offer = presentation.options.find((each) => each.letter === letter) ?? presentation.options[0];
  const { vehicle, dealer } = presentation;
  if (offer === undefined) return null;
  return (
    <>
      <title>{`${greeting(presentation)} · ${dealer.name}`}</title>
      <div className={classes.head}>
        <div>
          <p className={classes.dealer}>
            <Mark />
            <b>{dealer.name}</b>
            <span>{dealer.place}</span>
          </p>
          <h1>{greeting(presentation)}</h1>
          {vehicle !== null && (
            <p className={classes.vehicle}>{[vehicle.name, ...vehicle.facts].join(", ")}</p>
          )}
        </div>
        <Car />
      </div>
      <div className={classes.options} data-count={presentation.options.length}>
        {presentation.options.map((each) => (
          <OptionCard
            key={each.letter}
            offer={each}
            chosen={each === offer}
            fixed={signed !== null}
            choose={() => {
              setWanted(each.letter);
              // The store may look on; the customer goes on whether or not it hears of it.
              picking.mutate(each.letter);
            }}
          />
        ))}
      </div>
      <div className={classes.below}>
        <PriceCard offer={offer} />
        <SignPart token={token} page={page} offer={offer} signed={keep} />
      </div>
      <p className={classes.thanks} role="status">
        {signed !== null &&
          `Thank you, ${signed.signer_name}. ${presentation.presented_by} at ${dealer.name} goes on with option ${signed.option}${dealer.phone === null ? "" : `; call ${dealer.phone} with any question`}.`}
      </p>
    </>
  );
}
