/** Makes a new deal of this one: the same buyer and vehicle or others, with the chosen scenario or all of them. */
import { useState } from "react";
import { useLocation } from "wouter";
import { get } from "../../api/http";
import { explain, faultsByPointer } from "../../api/problem";
import type { Customer, Vehicle } from "../../api/shapes";
import { customerDetail, customerName } from "../../customers/names";
import { vehicleDetail, vehicleName } from "../../inventory/names";
import type { Page } from "../../lists/usePages";
import { Alarm } from "../../ui/Alarm";
import { say } from "../../ui/notices";
import { Picker } from "../../ui/Picker";
import { useDesk, useDeskStore } from "../DeskContext";
import { type Copied, copyDeal } from "../house/api";
import { Dialog } from "../parts/Dialog";
import { partClasses, Segments } from "../parts/parts";

export function CopyDealDialog({ close }: { close: () => void }) {
  const store = useDeskStore();
  const deal = useDesk((state) => state.deal);
  const many = useDesk((state) => state.scenarios.length > 1);
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [vehicle, setVehicle] = useState<Vehicle | null>(null);
  const [structures, setStructures] = useState<Copied["structures"]>("chosen");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [, go] = useLocation();
  const faults = faultsByPointer(error);

  async function copy() {
    setBusy(true);
    setError(null);
    try {
      if (!(await store.flush()))
        throw new Error("Not everything is saved yet. Nothing was copied; try again in a moment.");
      const made = await copyDeal(deal.id, {
        structures,
        ...(customer ? { customer_id: customer.id } : {}),
        ...(vehicle ? { vehicle_id: vehicle.id } : {}),
      });
      say(`${made.number} is a copy of ${deal.number}.`);
      go(`/deals/${made.id}`);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={`Copy ${deal.number}`}
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
            disabled={busy}
            onClick={() => void copy()}
          >
            Copy the deal
          </button>
        </>
      }
    >
      <div className={partClasses.form}>
        {error !== null && Object.keys(faults).length === 0 && <Alarm text={explain(error)} />}
        <div className={partClasses.full}>
          <Picker<Customer>
            what="customers"
            label="Customer"
            placeholder={deal.customer ? `${deal.customer.name}, or another` : "Name, phone or e-mail"}
            find={async (q, signal) =>
              (await get<Page<Customer>>("/customers", { query: { q, limit: 8 }, signal })).items
            }
            title={customerName}
            detail={customerDetail}
            chosen={customer}
            choose={setCustomer}
            error={faults["/customer_id"]}
          />
        </div>
        <div className={partClasses.full}>
          <Picker<Vehicle>
            what="vehicles"
            label="Vehicle"
            placeholder={
              deal.vehicle ? `${deal.vehicle.name}, or another` : "Stock number, VIN, make or model"
            }
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
        </div>
        {many && (
          <div className={partClasses.full}>
            <Segments
              label="Which scenarios"
              value={structures}
              options={[
                ["chosen", "The chosen scenario"],
                ["all", "All scenarios"],
              ]}
              choose={setStructures}
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}
