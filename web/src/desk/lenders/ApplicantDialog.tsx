/** What lenders ask of the buyer: score, income, debts and three facts, kept with the deal. What is left open is unknown. */
import { useState } from "react";
import { isProblem } from "../../api/http";
import { explain, faultsByPointer } from "../../api/problem";
import { Alarm } from "../../ui/Alarm";
import { putApplicant } from "../api/deals";
import { useDesk, useDeskStore } from "../DeskContext";
import { money, shortMoney } from "../numbers/format";
import { readMoney } from "../numbers/money-entry";
import { Dialog } from "../parts/Dialog";
import { partClasses } from "../parts/parts";
import type { Applicant } from "./shapes";

/** `Score 742 · income 6,850 · debts 900`. */
export function applicantText(applicant: Applicant | null): string {
  const parts = [
    applicant?.score != null ? `Score ${applicant.score}` : null,
    applicant?.monthly_income ? `income ${shortMoney(applicant.monthly_income)}` : null,
    applicant?.monthly_debt ? `debts ${shortMoney(applicant.monthly_debt)}` : null,
  ].filter(Boolean);
  return parts.length === 0 ? "Nothing is known of the buyer." : parts.join(" · ");
}

const FLAGS = [
  ["open_bankruptcy", "A bankruptcy is open"],
  ["past_repossession", "There was a repossession"],
  ["first_time_buyer", "First vehicle on credit"],
] as const;

type Flag = (typeof FLAGS)[number][0];
type Said = "unknown" | "yes" | "no";

const said = (value: boolean | null | undefined): Said =>
  value === true ? "yes" : value === false ? "no" : "unknown";

export function ApplicantDialog({ close }: { close: () => void }) {
  const store = useDeskStore();
  const held = useDesk((state) => state.deal.applicant ?? null);
  const [score, setScore] = useState(held?.score?.toString() ?? "");
  const [income, setIncome] = useState(held?.monthly_income ? money(held.monthly_income) : "");
  const [debt, setDebt] = useState(held?.monthly_debt ? money(held.monthly_debt) : "");
  const [flags, setFlags] = useState<Record<Flag, Said>>({
    open_bankruptcy: said(held?.open_bankruptcy),
    past_repossession: said(held?.past_repossession),
    first_time_buyer: said(held?.first_time_buyer),
  });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  function amount(field: string, text: string, faults: Record<string, string>): string | undefined {
    if (text.trim() === "") return undefined;
    const entry = readMoney(text, { present: null, names: () => null });
    if (entry.ok) return entry.value;
    faults[`/${field}`] = entry.message;
    return undefined;
  }

  async function keep() {
    const faults: Record<string, string> = {};
    const digits = score.trim();
    if (digits !== "" && !/^\d{3}$/.test(digits)) faults["/score"] = "A score has three digits: 742.";
    const monthlyIncome = amount("monthly_income", income, faults);
    const monthlyDebt = amount("monthly_debt", debt, faults);
    setWrong(faults);
    if (Object.keys(faults).length > 0) return;
    const applicant: Applicant = {
      ...(digits === "" ? {} : { score: Number(digits) }),
      ...(monthlyIncome === undefined ? {} : { monthly_income: monthlyIncome }),
      ...(monthlyDebt === undefined ? {} : { monthly_debt: monthlyDebt }),
    };
    for (const [flag] of FLAGS) {
      if (flags[flag] !== "unknown") applicant[flag] = flags[flag] === "yes";
    }
    setBusy(true);
    setError(null);
    try {
      await store.flush();
      await store.refresh();
      const { deal, dealEtag } = store.state();
      await putApplicant(deal.id, applicant, dealEtag);
      await store.refresh();
      close();
    } catch (refused) {
      setError(refused);
      setWrong(faultsByPointer(refused));
      setBusy(false);
      if (isProblem(refused, 412)) void store.refresh();
    }
  }

  const fields = [
    { field: "score", label: "Credit score", value: score, set: setScore, hint: "742" },
    {
      field: "monthly_income",
      label: "Income a month, before tax",
      value: income,
      set: setIncome,
      hint: "6,850",
    },
    {
      field: "monthly_debt",
      label: "Rent, cards and loans a month, without this deal",
      value: debt,
      set: setDebt,
      hint: "900",
    },
  ];
  return (
    <Dialog
      title="What lenders ask of the buyer"
      close={close}
      foot={
        <>
          <button type="button" className={partClasses.button} onClick={close}>
            Cancel
          </button>
          <button
            type="submit"
            form="applicant"
            className={partClasses.button}
            data-tone="primary"
            disabled={busy}
          >
            Keep
          </button>
        </>
      }
    >
      <form
        id="applicant"
        className={partClasses.form}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        {error !== null && Object.keys(wrong).length === 0 && <Alarm text={explain(error)} />}
        {fields.map(({ field, label, value, set, hint }) => (
          <label key={field} className={`${partClasses.field} ${partClasses.full}`}>
            {label}
            <input
              className={partClasses.input}
              inputMode="decimal"
              autoComplete="off"
              value={value}
              placeholder={hint}
              aria-invalid={wrong[`/${field}`] !== undefined}
              onChange={(event) => set(event.currentTarget.value)}
            />
            {wrong[`/${field}`] !== undefined && (
              <span className={partClasses.wrong} role="alert">
                {wrong[`/${field}`]}
              </span>
            )}
          </label>
        ))}
        {FLAGS.map(([flag, label]) => (
          <label key={flag} className={partClasses.field}>
            {label}
            <select
              className={partClasses.input}
              value={flags[flag]}
              onChange={(event) => setFlags({ ...flags, [flag]: event.currentTarget.value as Said })}
            >
              <option value="unknown">Not known</option>
              <option value="yes">Yes</option>
              <option value="no">No</option>
            </select>
          </label>
        ))}
      </form>
    </Dialog>
  );
}
