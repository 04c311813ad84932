/** Signing: what the payment is without the optional products, who signs, the pad, and the button that accepts. */
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { explain, faultsByPointer, Unreachable } from "../api/problem";
import { Icon } from "../icons/Icon";
import { day } from "../desk/numbers/format";
import { SignatureMark } from "../sign/SignatureMark";
import type { Mark } from "../sign/marks";
import { SignaturePad } from "../sign/SignaturePad";
import { Alarm } from "../ui/Alarm";
import { sign } from "./api";
import classes from "./present.module.css";
import type { CustomerPage, Offer } from "./shapes";
import { listed, proofOf, usd } from "./words";

interface SignPartProps {
  token: string;
  page: CustomerPage;
  offer: Offer;
  signed: (page: CustomerPage) => void;
}

export function SignPart({ token, page, offer, signed }: SignPartProps) {
  const { presentation } = page;
  const done = page.signed;
  return (
    <section className={classes.card} aria-label="Signature">
      <h2>
        {done === null ? `Sign to go ahead with option ${offer.letter}` : `Option ${done.option} is accepted`}
      </h2>
      <Without offer={offer} />
      {done === null && page.changed.includes(offer.letter) && (
        <p className={classes.changed} role="alert">
          <Icon name="alert" small />
          The store changed option {offer.letter} after this page was made. What you see is as it was shown;
          to sign, ask for a new page.
        </p>
      )}
      {done === null && !page.changed.includes(offer.letter) && (
        <Signing key={offer.letter} token={token} page={page} offer={offer} signed={signed} />
      )}
      {done !== null && (
        <>
          <div className={classes.line}>
            <SignatureMark mark={done.mark} of={done.signer_name} />
          </div>
          <p className={classes.under}>
            <span>{done.signer_name}</span>
            <span>{day(dayOf(done.signed_at))}</span>
          </p>
        </>
      )}
      <p className={classes.terms}>{offer.terms.join(" ")}</p>
      <p className={classes.terms}>{proofOf(presentation.number, offer)}</p>
    </section>
  );
}

function Without({ offer }: { offer: Offer }) {
  if (offer.payment_without_products === null) return null;
  const one = offer.optional_products.length === 1;
  return (
    <p className={classes.without}>
      Without the optional {listed(offer.optional_products)} the payment is{" "}
      <b>{usd(offer.payment_without_products)}</b>. {one ? "It is" : "They are"} not required for credit.
    </p>
  );
}

function Signing({ token, page, offer, signed }: SignPartProps) {
  const [name, setName] = useState(page.presentation.buyer ?? "");
  const [mark, setMark] = useState<Mark | null>(null);
  const nameId = useId();
  const accept = useMutation({
    mutationFn: (signature: Mark) =>
      sign(token, { option: offer.letter, signer_name: name.trim(), signature }),
    onSuccess: signed,
  });
  const faults = faultsByPointer(accept.error);
  const atName = faults["/signer_name"];
  return (
    <form
      className={classes.signing}
      onSubmit={(event) => {
        event.preventDefault();
        if (mark !== null && !accept.isPending) accept.mutate(mark);
      }}
    >
      <div className={classes.pad}>
        <SignaturePad onChange={setMark} />
      </div>
      <div className={classes.under}>
        <label htmlFor={nameId}>
          Name of who signs
          <input
            id={nameId}
            value={name}
            maxLength={120}
            autoComplete="name"
            aria-invalid={atName !== undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <span>{day(page.presentation.date)}</span>
        <button
          type="submit"
          className={classes.accept}
          disabled={mark === null || name.trim() === "" || accept.isPending}
        >
          Accept option {offer.letter}
        </button>
      </div>
      {accept.error !== null && (
        <Alarm
          text={
            accept.error instanceof Unreachable
              ? "The server did not answer, so we do not know whether your signature arrived. Press Accept again: nothing is signed twice."
              : (atName ??
                faults["/signature/typed_name"] ??
                faults["/signature/strokes"] ??
                explain(accept.error))
          }
        />
      )}
    </form>
  );
}

/** The day of an instant where the reader is. */
function dayOf(instant: string): string {
  const at = new Date(instant);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
