/** The whole law of one state as the rules hold it: in words, dated, with its sources, and what changed when. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../api/http";
import type { Change, Said, TaxSheet } from "../api/types";
import { explain } from "../api/problem";
import { day } from "../desk/numbers/format";
import { partClasses, Pill, Segments } from "../desk/parts/parts";
import { Dialog, DialogBody } from "../ui/Dialog";
import { Failed, Loading } from "../ui/states";
import classes from "./LawDialog.module.css";

export function LawDialog({
  state,
  on,
  setDay,
  close,
}: {
  state: string;
  on: string;
  setDay: (on: string) => void;
  close: () => void;
}) {
  const [shown, setShown] = useState<"law" | "changes">("law");
  const sheet = useQuery({
    queryKey: ["law", state],
    queryFn: ({ signal }) => get<TaxSheet>(`/tax/jurisdictions/${state}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Dialog title={sheet.data ? `The law of ${sheet.data.name}` : "The law"} wide close={close}>
      <DialogBody>
        <div className={classes.page}>
          {sheet.isPending && <Loading rows={8} label="Loading the law" />}
          {sheet.isError && <Failed text={explain(sheet.error)} again={() => void sheet.refetch()} />}
          {sheet.data && (
            <>
              <Segments
                label="What is shown"
                value={shown}
                options={[
                  ["law", "In words"],
                  ["changes", "What changes when"],
                ]}
                choose={setShown}
              />
              <p className={classes.faint}>
                The rules speak from {day(sheet.data.from)} to {day(sheet.data.to)}.
              </p>
              {shown === "law" ? (
                <Words sheet={sheet.data} />
              ) : (
                <Changes
                  state={state}
                  on={on}
                  go={(date) => {
                    setDay(date);
                    close();
                  }}
                />
              )}
            </>
          )}
        </div>
      </DialogBody>
    </Dialog>
  );
}

function Words({ sheet }: { sheet: TaxSheet }) {
  // One code may stand for a tax on the sale and the same on something else: its first name is its own.
  const names = new Map(sheet.taxes.toReversed().map((tax) => [tax.code, tax.name]));
  return (
    <>
      {sheet.taxes.map((tax) => (
        <Group
          key={`${tax.code} ${tax.name}`}
          title={tax.name}
          intro={[tax.paid, tax.place, tax.when].filter(Boolean).join(" · ")}
          rules={tax.rates}
        />
      ))}
      {sheet.bases.map((base) => (
        <Group
          key={`${base.of} ${base.taxes.join(" ")}`}
          title={base.of === "lease" ? "What is taxed of a lease" : "What is taxed of a sale"}
          intro={base.taxes.map((code) => names.get(code) ?? code).join(", ")}
          rules={base.parts}
        />
      ))}
      <Group title="Leases" rules={sheet.leases} />
      <Group title="Buyers from other states" rules={sheet.nonresidents} />
      <Group title="Tax paid elsewhere" rules={sheet.credits} />
      <Group title="What the law asks" rules={sheet.questions} />
      <Group title="Exemptions" rules={sheet.exemptions} />
      <Group title="Doc fee" rules={sheet.doc_fee_caps} />
      <Group title="State fees" rules={sheet.fees} />
      <Group title="Remarks and doubts" rules={sheet.remarks} />
      <section className={classes.group}>
        <h3>Sources</h3>
        <ul>
          {sheet.sources.map((source) => (
            <li key={source.citation}>
              {source.href ? (
                <a href={source.href} target="_blank" rel="noreferrer">
                  {source.citation}
                </a>
              ) : (
                source.citation
              )}{" "}
              {!source.read && <span className={classes.faint}>known, not read again</span>}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Group({ title, intro, rules }: { title: string; intro?: string; rules: readonly Said[] }) {
  if (rules.length === 0) return null;
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      {intro && <p className={classes.faint}>{intro}</p>}
      <ul>
        {rules.map((rule) => (
          <li key={`${rule.about} ${rule.says} ${rule.from} ${rule.when}`}>
            {rule.about !== title && <strong>{rule.about.replaceAll("_", " ")}:</strong>} {rule.says}{" "}
            {rule.when && <span>When {rule.when}. </span>}
            <span className={classes.faint}>
              {[rule.from && `from ${day(rule.from)}`, rule.to && `until ${day(rule.to)}`, rule.citation]
                .filter(Boolean)
                .join(" · ")}
            </span>{" "}
            {!rule.verified && (
              <Pill tone="warn" small title={rule.note ?? undefined}>
                not verified
              </Pill>
            )}
            {rule.note && <span className={classes.note}>{rule.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Past and coming changes; each day can be shown on the map. */
function Changes({ state, on, go }: { state: string; on: string; go: (date: string) => void }) {
  const answer = useQuery({
    queryKey: ["law changes", state],
    queryFn: ({ signal }) => get<Change[]>(`/tax/jurisdictions/${state}/history`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (answer.isPending) return <Loading rows={5} label="Loading the changes" />;
  if (answer.isError) return <Failed text={explain(answer.error)} again={() => void answer.refetch()} />;
  if (answer.data.length === 0) {
    return <p className={classes.faint}>Nothing changed or is enacted to change in this time.</p>;
  }
  return (
    <ul className={classes.changes}>
      {answer.data.map((change) => (
        <li key={`${change.on} ${change.about} ${change.before} ${change.after}`}>
          <span className={classes.when}>
            <button type="button" className={partClasses.link} onClick={() => go(change.on)}>
              {day(change.on)}
            </button>
            {change.on > on && <Pill tone="accent">coming</Pill>}
          </span>
          <strong>{change.about.replaceAll("_", " ")}</strong>
          <span>
            {change.before ?? "nothing"} → {change.after ?? "nothing"}
          </span>
          <span className={classes.faint}>{change.citation}</span>
        </li>
      ))}
    </ul>
  );
}
