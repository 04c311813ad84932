/** Sets the dealership's own rate for a place: with a reason, dated, standing before every table and import. */
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { post } from "../../api/http";
import { stateName } from "../../atlas/tiles";
import { percentNumber, shortMoney } from "../../desk/numbers/format";
import { readMoney } from "../../desk/numbers/money-entry";
import { readPercent } from "../../desk/numbers/rate-entry";
import { Dialog, DialogBody, DialogFoot } from "../../ui/Dialog";
import { say } from "../../ui/notices";
import { Refusal } from "../../ui/Refusal";
import { useSubmit } from "../../ui/useSubmit";
import type { EffectiveRate, NewRateOverride, RateLevel, RateOverride } from "./shapes";
import { useRatesChanged } from "./useRates";
import { levelName, rateText } from "./words";
import settings from "../settings.module.css";

const SHOWN = ["/level", "/name", "/county", "/rate", "/cap", "/from", "/to", "/reason"];
const LEVELS = Object.entries(levelName).map(([value, label]) => ({ value, label }));

function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function OverrideForm({
  state,
  from,
  close,
}: {
  state: string;
  /** The rate that it replaces; without one all is typed. */
  from: EffectiveRate | null;
  close: () => void;
}) {
  const changed = useRatesChanged();
  const [form, setForm] = useState({
    level: (from?.level ?? "county") as RateLevel,
    name: from?.name ?? "",
    county: from?.county ?? "",
    rate: from ? percentNumber(from.rate, 0) : "",
    cap: from?.cap ? shortMoney(from.cap) : "",
    from: today(),
    to: "",
    reason: "",
  });
  const [key] = useState(() => crypto.randomUUID());
  const rate = readPercent(form.rate, {
    present: null,
    needed: true,
    most: 25,
    called: "rate",
    example: "1.5",
  });
  const cap = readMoney(form.cap, { present: null, names: () => null });
  const wrongSpan = form.from !== "" && form.to !== "" && form.to < form.from;
  const named = form.level === "county" ? form.county : form.name;
  const ready =
    rate.ok &&
    cap.ok &&
    !wrongSpan &&
    form.from !== "" &&
    form.county.trim() !== "" &&
    named.trim() !== "" &&
    form.reason.trim() !== "";

  const { busy, error, faults, submit } = useSubmit(async () => {
    if (!rate.ok || !cap.ok) return;
    const body: NewRateOverride = {
      state,
      class: from?.class ?? "vehicle",
      level: form.level,
      // A rate of a whole county is called by the county.
      name: form.level === "county" ? null : form.name.trim(),
      county: form.county.trim(),
      rate: rate.value,
      cap: form.cap.trim() === "" ? null : cap.value,
      from: form.from,
      to: form.to || null,
      reason: form.reason.trim(),
    };
    await post<RateOverride>("/tax/rates/overrides", body, { idempotencyKey: key });
    say(
      `${named.trim()} bears ${rateText(rate.value, form.cap.trim() === "" ? null : cap.value)} from now on.`,
    );
    changed();
    close();
  });

  const text = (name: "name" | "county", label: string) => (
    <TextInput
      label={label}
      value={form[name]}
      readOnly={from !== null}
      maxLength={80}
      onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      error={faults[`/${name}`]}
    />
  );
  const date = (name: "from" | "to", label: string) => (
    <TextInput
      type="date"
      label={label}
      value={form[name]}
      onChange={(event) => setForm({ ...form, [name]: event.currentTarget.value })}
      error={faults[`/${name}`] ?? (name === "to" && wrongSpan ? "It ends before it begins." : undefined)}
    />
  );

  return (
    <Dialog
      wide
      title={from ? `Another rate for ${from.name}` : `Set a rate in ${stateName(state)}`}
      close={close}
    >
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <Refusal error={error} shown={SHOWN} />
          {from && (
            <p className={settings.text}>
              In force is {rateText(from.rate, from.cap)}: {from.source}
            </p>
          )}
          <div className={settings.grid}>
            <NativeSelect
              label="Level"
              value={form.level}
              data={LEVELS}
              disabled={from !== null}
              onChange={(event) => setForm({ ...form, level: event.currentTarget.value as RateLevel })}
              error={faults["/level"]}
            />
            {text("county", "County")}
            {form.level === "county" ? <span /> : text("name", levelName[form.level])}
            <TextInput
              label="Rate in percent"
              inputMode="decimal"
              value={form.rate}
              onChange={(event) => setForm({ ...form, rate: event.currentTarget.value })}
              error={form.rate === "" || rate.ok ? faults["/rate"] : rate.message}
            />
            <TextInput
              label="Only on the first dollars (empty: on all)"
              inputMode="decimal"
              value={form.cap}
              onChange={(event) => setForm({ ...form, cap: event.currentTarget.value })}
              error={cap.ok ? faults["/cap"] : cap.message}
            />
            <span />
            {date("from", "From")}
            {date("to", "To (empty: open)")}
            <Textarea
              className={settings.whole}
              label="Reason"
              description="It stands beside every tax that rests on this rate."
              autosize
              minRows={2}
              maxLength={500}
              value={form.reason}
              onChange={(event) => setForm({ ...form, reason: event.currentTarget.value })}
              error={faults["/reason"]}
            />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            Set the rate
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
