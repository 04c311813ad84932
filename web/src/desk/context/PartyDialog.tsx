/** Puts another customer or vehicle on the deal; the server brings their places, facts and cost into every scenario. */
import { useState } from "react";
import { get, isProblem } from "../../api/http";
import { explain, faultsByPointer } from "../../api/problem";
import type { Customer, Vehicle } from "../../api/shapes";
import { customerDetail, customerName } from "../../customers/names";
import { vehicleDetail, vehicleName } from "../../inventory/names";
import type { Page } from "../../lists/usePages";
import { Alarm } from "../../ui/Alarm";
import { Picker } from "../../ui/Picker";
import { changeParties } from "../api/deals";
import { useDeskStore } from "../DeskContext";
import { Dialog } from "../parts/Dialog";
import { partClasses } from "../parts/parts";

export function PartyDialog({ what, close }: { what: "customer" | "vehicle"; close: () => void }) {
  const store = useDeskStore();
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [vehicle, setVehicle] = useState<Vehicle | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const faults = faultsByPointer(error);
  const ready = what === "customer" ? customer !== null : vehicle !== null;

  async function put() {
    setBusy(true);
    setError(null);
    try {
      await store.flush();
      await store.refresh();
      const { deal, dealEtag } = store.state();
      const body = {
        customer_id: customer?.id ?? deal.customer?.id ?? null,
        vehicle_id: vehicle?.id ?? deal.vehicle?.id ?? null,
      };
      await changeParties(deal.id, body, dealEtag);
      await store.refresh();
      close();
    } catch (refused) {
      setError(refused);
      setBusy(false);
      if (isProblem(refused, 412)) void store.refresh();
    }
  }

  return (
    <Dialog
      title={what === "customer" ? "Customer of this deal" : "Vehicle of this deal"}
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
            disabled={!ready || busy}
            onClick={() => void put()}
          >
            Put on the deal
          </button>
        </>
      }
    >
      {error !== null && Object.keys(faults).length === 0 && <Alarm text={explain(error)} />}
      {what === "customer" ? (
        <Picker<Customer>
          what="customers"
          label="Customer"
          placeholder="Name, phone or e-mail"
          autoFocus
          find={async (q, signal) =>
            (await get<Page<Customer>>("/customers", { query: { q, limit: 8 }, signal })).items
          }
          title={customerName}
          detail={customerDetail}
          chosen={customer}
          choose={setCustomer}
          error={faults["/customer_id"]}
        />
      ) : (
        <Picker<Vehicle>
          what="vehicles"
          label="Vehicle"
          placeholder="Stock number, VIN, make or model"
          autoFocus
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
        />
      )}
    </Dialog>
  );
}
