/** Starting a deal: for whom, on which vehicle, in which store; customer and vehicle can also come later, on the desk. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { get, post } from "../api/http";
import { explain, faultsByPointer } from "../api/problem";
import type { Customer, Deal, Vehicle } from "../api/shapes";
import { useMay, useViewer } from "../api/viewer";
import { customerDetail, customerName, namesFrom } from "../customers/names";
import { vehicleDetail, vehicleName } from "../inventory/names";
import type { Page } from "../lists/usePages";
import { useRooftops } from "../settings/useRooftops";
import { Alarm } from "../ui/Alarm";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { Picker } from "../ui/Picker";
import { Refusal } from "../ui/Refusal";
import classes from "./deals.module.css";

const SHOWN = [
  "/customer_id",
  "/vehicle_id",
  "/rooftop_id",
  "/first_name",
  "/last_name",
  "/contacts/0/value",
];

interface Newcomer {
  first: string;
  last: string;
  mobile: string;
}

export default function NewDeal({
  customer: givenCustomer,
  vehicle: givenVehicle,
  called,
  close,
}: {
  customer?: Customer;
  vehicle?: Vehicle;
  /** The name of a customer who is new here. */
  called?: string | undefined;
  close: () => void;
}) {
  const [customer, setCustomer] = useState<Customer | null>(givenCustomer ?? null);
  const [newcomer, setNewcomer] = useState<Newcomer | null>(() =>
    called === undefined ? null : { ...namesFrom(called), mobile: "" },
  );
  const [vehicle, setVehicle] = useState<Vehicle | null>(givenVehicle ?? null);
  const rooftops = useRooftops();
  const [picked, setPicked] = useState<string | null>(
    givenVehicle?.rooftop_id ?? givenCustomer?.rooftop_id ?? null,
  );
  const rooftopId = picked ?? vehicle?.rooftop_id ?? rooftops.own[0]?.id ?? null;
  /** Until the stores are known the button takes no focus. */
  const placed = rooftopId !== null;
  const viewer = useViewer();
  const mayAddCustomers = useMay("customers.write");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  /** One key for one deal, however often the button is pressed. */
  const [key] = useState(() => crypto.randomUUID());
  const [customerKey, setCustomerKey] = useState(() => crypto.randomUUID());
  const [, go] = useLocation();
  const queries = useQueryClient();
  const faults = faultsByPointer(error);

  // What was just picked takes its field away with it: the focus goes on to what is still open, then to the button.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (customer === null && vehicle === null) return;
    if (form.current?.contains(document.activeElement) === true) return;
    const next =
      form.current?.querySelector<HTMLElement>("[role=combobox]") ??
      (placed ? form.current?.querySelector<HTMLElement>("button[type=submit]") : null);
    next?.focus();
  }, [customer, vehicle, placed]);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (rooftopId === null) return;
    setBusy(true);
    setError(null);
    try {
      let buyer = customer;
      if (buyer === null && newcomer !== null) {
        const made = await post<Customer>("/customers", profileOf(newcomer, rooftopId, viewer?.id ?? null), {
          idempotencyKey: customerKey,
        });
        buyer = made.value;
        setCustomer(buyer);
        setNewcomer(null);
      }
      const { value: deal } = await post<Deal>(
        "/deals",
        { rooftop_id: rooftopId, customer_id: buyer?.id ?? null, vehicle_id: vehicle?.id ?? null },
        { idempotencyKey: key },
      );
      void queries.invalidateQueries({ queryKey: ["deals"] });
      close();
      go(`/deals/${deal.id}`);
    } catch (refused) {
      setError(refused);
      setCustomerKey(crypto.randomUUID());
      setBusy(false);
    }
  }

  return (
    <Dialog title="New deal" close={close}>
      <form ref={form} onSubmit={submit} noValidate>
        <DialogBody>
          <Refusal error={error} shown={SHOWN} />
          <div className={classes.fields}>
            <div className={classes.whole}>
              {newcomer === null ? (
                <Picker<Customer>
                  what="customers"
                  label="Customer"
                  placeholder="Name, phone or e-mail"
                  find={async (q, signal) =>
                    (await get<Page<Customer>>("/customers", { query: { q, limit: 8 }, signal })).items
                  }
                  title={customerName}
                  detail={customerDetail}
                  chosen={customer}
                  choose={setCustomer}
                  error={faults["/customer_id"]}
                  autoFocus={givenCustomer === undefined}
                  create={
                    mayAddCustomers
                      ? {
                          label: (text) => `Add “${text}” as a new customer`,
                          start: (text) => setNewcomer({ ...namesFrom(text), mobile: "" }),
                        }
                      : undefined
                  }
                />
              ) : (
                <NewcomerFields
                  newcomer={newcomer}
                  change={setNewcomer}
                  back={() => setNewcomer(null)}
                  faults={faults}
                />
              )}
            </div>
            <div className={classes.whole}>
              <Picker<Vehicle>
                what="vehicles"
                label="Vehicle"
                placeholder="Stock number, VIN, make or model"
                find={async (q, signal) =>
                  (
                    await get<Page<Vehicle>>("/vehicles", {
                      query: { q, status: q === "" ? "available" : null, limit: 8 },
                      signal,
                    })
                  ).items
                }
                title={vehicleName}
                detail={vehicleDetail}
                chosen={vehicle}
                choose={setVehicle}
                error={faults["/vehicle_id"]}
                autoFocus={givenCustomer !== undefined && givenVehicle === undefined}
              />
            </div>
            {rooftops.own.length > 1 && (
              <NativeSelect
                className={classes.whole}
                label="Store"
                value={rooftopId ?? ""}
                onChange={(event) => setPicked(event.currentTarget.value)}
                error={faults["/rooftop_id"]}
                data={rooftops.own.map((rooftop) => ({ value: rooftop.id, label: rooftop.name }))}
              />
            )}
          </div>
          {rooftops.isError && <Alarm text={explain(rooftops.error)} />}
        </DialogBody>
        <DialogFoot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!placed}>
            Open the desk
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function NewcomerFields({
  newcomer,
  change,
  back,
  faults,
}: {
  newcomer: Newcomer;
  change: (newcomer: Newcomer) => void;
  back: () => void;
  faults: Record<string, string>;
}) {
  return (
    <fieldset className={classes.newcomer}>
      <legend>New customer</legend>
      <div className={classes.fields}>
        <TextInput
          label="First name"
          autoFocus={newcomer.first === ""}
          value={newcomer.first}
          onChange={(event) => change({ ...newcomer, first: event.currentTarget.value })}
          error={faults["/first_name"]}
        />
        <TextInput
          label="Last name"
          value={newcomer.last}
          onChange={(event) => change({ ...newcomer, last: event.currentTarget.value })}
          error={faults["/last_name"]}
        />
        <TextInput
          className={classes.whole}
          label="Mobile phone, if known"
          type="tel"
          autoFocus={newcomer.first !== ""}
          value={newcomer.mobile}
          onChange={(event) => change({ ...newcomer, mobile: event.currentTarget.value })}
          error={faults["/contacts/0/value"]}
        />
      </div>
      <Button size="xs" variant="subtle" onClick={back}>
        Pick a known customer instead
      </Button>
    </fieldset>
  );
}

function profileOf(newcomer: Newcomer, rooftopId: string, ownerId: string | null) {
  const mobile = newcomer.mobile.trim();
  return {
    kind: "person",
    rooftop_id: rooftopId,
    owner_id: ownerId,
    first_name: newcomer.first,
    last_name: newcomer.last,
    contacts: mobile === "" ? [] : [{ kind: "mobile", value: mobile, preferred: true }],
  };
}
