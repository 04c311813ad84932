/** Tax that was already paid to another state, and the exemptions that the buyer claims under the law in play. */
import { type ReactNode, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/http";
import { explain } from "../../api/problem";
import type { Said, TaxSheet } from "../../api/types";
import { STATES } from "../../format/states";
import { Icon } from "../../icons/Icon";
import { useDeskStore, useEditable, useOpen } from "../DeskContext";
import {
  check,
  type ExemptRow,
  factsOf,
  newExempt,
  newPaid,
  type PaidRow,
  type TaxFacts,
  withFacts,
  type Wrong,
} from "../model/tax-facts";
import { codeText } from "../model/words";
import { money } from "../numbers/format";
import { Dialog } from "../parts/Dialog";
import { Note, partClasses } from "../parts/parts";
import classes from "./TaxFactsDialog.module.css";

export function TaxFactsDialog({ close }: { close: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const [facts, setFacts] = useState<TaxFacts>(() => factsOf(open.inputs));
  const [wrong, setWrong] = useState<Wrong>({});
  const { state } = open.inputs.places.registration;
  const law = useQuery({
    queryKey: ["law", state],
    queryFn: ({ signal }) => get<TaxSheet>(`/tax/jurisdictions/${state}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

  function change(next: TaxFacts) {
    setFacts(next);
    // Once something was wrong, mending it shows at once.
    if (Object.keys(wrong).length > 0) setWrong(check(next));
  }

  const setPaid = (id: string, part: Partial<PaidRow>) =>
    change({ ...facts, paid: facts.paid.map((row) => (row.id === id ? { ...row, ...part } : row)) });
  const setExempt = (id: string, part: Partial<ExemptRow>) =>
    change({ ...facts, exempt: facts.exempt.map((row) => (row.id === id ? { ...row, ...part } : row)) });

  function keep() {
    const found = check(facts);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    store.settle();
    store.change(withFacts(open.inputs, facts), "tax facts");
    close();
  }

  const offered = law.data?.exemptions ?? [];
  return (
    <Dialog
      title="Tax paid elsewhere, exemptions"
      wide
      close={close}
      foot={
        <>
          <button type="button" className={partClasses.button} onClick={close}>
            Cancel
          </button>
          <button
            type="button"
            className={partClasses.button}
            data-tone="primary"
            disabled={!editable}
            onClick={keep}
          >
            Keep
          </button>
        </>
      }
    >
      <div className={classes.parts}>
        <fieldset className={partClasses.fieldset}>
          <legend>Tax paid to another state on this vehicle</legend>
          {facts.paid.map((row) => (
            <div key={row.id} className={classes.paid}>
              <Field id={`${row.id}-state`} label="State" wrong={wrong[`${row.id}/state`]}>
                <select
                  id={`${row.id}-state`}
                  className={partClasses.input}
                  value={row.state}
                  aria-invalid={`${row.id}/state` in wrong}
                  onChange={(event) => setPaid(row.id, { state: event.currentTarget.value })}
                >
                  <option value="">Pick</option>
                  {STATES.map((each) => (
                    <option key={each} value={each}>
                      {each}
                    </option>
                  ))}
                </select>
              </Field>
              <Field id={`${row.id}-amount`} label="Amount paid" wrong={wrong[`${row.id}/amount`]}>
                <input
                  id={`${row.id}-amount`}
                  className={`${partClasses.input} ${classes.amount}`}
                  inputMode="decimal"
                  value={/^\d+\.\d\d$/.test(row.amount) ? money(row.amount) : row.amount}
                  aria-invalid={`${row.id}/amount` in wrong}
                  onChange={(event) => setPaid(row.id, { amount: event.currentTarget.value })}
                />
              </Field>
              <Field id={`${row.id}-rate`} label="At rate, %" wrong={wrong[`${row.id}/rate`]}>
                <input
                  id={`${row.id}-rate`}
                  className={`${partClasses.input} ${classes.amount}`}
                  inputMode="decimal"
                  placeholder="if known"
                  value={row.rate}
                  aria-invalid={`${row.id}/rate` in wrong}
                  onChange={(event) => setPaid(row.id, { rate: event.currentTarget.value })}
                />
              </Field>
              <label className={partClasses.field}>
                Day it was paid
                <input
                  className={partClasses.input}
                  type="date"
                  value={row.date}
                  onChange={(event) => setPaid(row.id, { date: event.currentTarget.value })}
                />
              </label>
              <Remove
                label={`Remove the tax paid to ${row.state || "another state"}`}
                disabled={!editable}
                run={() => change({ ...facts, paid: facts.paid.filter((each) => each.id !== row.id) })}
              />
            </div>
          ))}
          <Add
            text={facts.paid.length === 0 ? "Tax was paid elsewhere" : "Another state"}
            disabled={!editable}
            run={() => change({ ...facts, paid: [...facts.paid, newPaid()] })}
          />
        </fieldset>
        <fieldset className={partClasses.fieldset}>
          <legend>Exemptions under the law of {law.data?.name ?? state}</legend>
          {law.isError && <Note>The exemptions cannot be listed now. {explain(law.error)}</Note>}
          {law.data && offered.length === 0 && (
            <p className={classes.none}>The rules of {law.data.name} know no exemption to claim here.</p>
          )}
          {facts.exempt.map((row) => (
            <div key={row.id} className={classes.exempt}>
              <Field id={`${row.id}-code`} label="Exemption" wrong={wrong[`${row.id}/code`]}>
                <select
                  id={`${row.id}-code`}
                  className={partClasses.input}
                  value={row.code}
                  aria-invalid={`${row.id}/code` in wrong}
                  onChange={(event) => setExempt(row.id, { code: event.currentTarget.value })}
                >
                  <option value="">Pick</option>
                  {offered.map((each) => (
                    <option key={each.about} value={each.about}>
                      {codeText(each.about)}
                    </option>
                  ))}
                  {row.code !== "" && !offered.some((each) => each.about === row.code) && (
                    <option value={row.code}>{codeText(row.code)}, not known in this state</option>
                  )}
                </select>
              </Field>
              <label className={partClasses.field}>
                Certificate or number
                <input
                  className={partClasses.input}
                  value={row.certificate}
                  maxLength={80}
                  onChange={(event) => setExempt(row.id, { certificate: event.currentTarget.value })}
                />
              </label>
              <Remove
                label={`Remove the exemption ${codeText(row.code)}`}
                disabled={!editable}
                run={() => change({ ...facts, exempt: facts.exempt.filter((each) => each.id !== row.id) })}
              />
              <Reason said={offered.find((each) => each.about === row.code)} />
            </div>
          ))}
          {offered.length > 0 && (
            <Add
              text={facts.exempt.length === 0 ? "Claim an exemption" : "Another exemption"}
              disabled={!editable}
              run={() => change({ ...facts, exempt: [...facts.exempt, newExempt()] })}
            />
          )}
        </fieldset>
      </div>
    </Dialog>
  );
}

function Reason({ said }: { said: Said | undefined }) {
  if (!said) return null;
  return (
    <p className={classes.reason}>
      {said.says} <span>{said.citation}</span>
    </p>
  );
}

/** The complaint stands beside the label, not in it: the control keeps its name. */
function Field({
  id,
  label,
  wrong,
  children,
}: {
  id: string;
  label: string;
  wrong: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className={partClasses.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {wrong !== undefined && (
        <span className={partClasses.wrong} role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}

function Remove({ label, disabled, run }: { label: string; disabled: boolean; run: () => void }) {
  return (
    <button
      type="button"
      className={`${partClasses.quiet} ${classes.remove}`}
      aria-label={label}
      disabled={disabled}
      onClick={run}
    >
      <Icon name="close" small />
    </button>
  );
}

function Add({ text, disabled, run }: { text: string; disabled: boolean; run: () => void }) {
  return (
    <p>
      <button type="button" className={partClasses.quiet} disabled={disabled} onClick={run}>
        <Icon name="plus" small />
        {text}
      </button>
    </p>
  );
}
