/** Every term of a lease beyond factor, residual and months, in the order in which they come to pass. */
import type { Lease, LeaseMethod } from "../../engine";
import { Icon } from "../../icons/Icon";
import { EntryCell } from "../cell/EntryCell";
import { useDeskStore, useEditable, useOpen } from "../DeskContext";
import { dispositionFee, milesPerYear, purchaseOptionFee, securityDeposit } from "../model/cells";
import { changeLease } from "../model/change";
import {
  addAdjustment,
  adjustmentCell,
  changeAdjustment,
  depositCount,
  depositMultiple,
  depositRounding,
  depositStep,
  excessMileCharge,
  removeAdjustment,
  signingTotal,
  withOnePay,
} from "../model/lease-cells";
import { paymentOf, paymentTitle } from "../model/paid";
import { money, moneyFactor } from "../numbers/format";
import { Dialog } from "../parts/Dialog";
import { Check, Choice, Labelled, Words } from "../parts/fields";
import { partClasses } from "../parts/parts";

const METHODS: readonly (readonly [LeaseMethod | "", string])[] = [
  ["", "As the state does"],
  ["each_payment", "On each payment"],
  ["total_of_payments", "Once, on all payments"],
  ["price", "Once, on the price"],
  ["capitalized_cost", "Once, on the cap cost"],
  ["less_residual", "Once, less residual"],
  ["none", "Lessor pays"],
];

export function LeaseDialog({ close }: { close: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const { inputs, figures } = open;
  const { lease } = inputs;
  if (!lease) return null;
  const set = (change: Partial<Lease>, mark: string) => {
    store.settle();
    store.change(changeLease(inputs, change), mark);
  };
  const acquisition = lease.acquisition_fee ?? { amount: "0.00" };
  const worked = figures?.lease;
  const payment = paymentOf(figures);
  return (
    <Dialog
      title="Lease terms"
      wide
      close={close}
      foot={
        <>
          {payment !== null && (
            <span role="status">
              {paymentTitle(inputs)} <strong>{money(payment)}</strong>
              {worked && (
                <>
                  , at signing <strong>{money(worked.due_at_signing.total)}</strong>
                </>
              )}
            </span>
          )}
          <span className={partClasses.grow} />
          <button type="button" className={partClasses.button} data-tone="primary" onClick={close}>
            Done
          </button>
        </>
      }
    >
      <div className={partClasses.form} data-region="lease terms">
        <fieldset className={`${partClasses.fieldset} ${partClasses.full}`}>
          <legend>At signing</legend>
          <div className={partClasses.form}>
            <Labelled label="Total at signing, instead of cash">
              <EntryCell cell={signingTotal} look="control" placeholder="not set" />
            </Labelled>
            <Choice
              label="First payment"
              value={lease.first_payment ?? "at_signing"}
              options={[
                ["at_signing", "Paid at signing"],
                ["waived", "Waived"],
              ]}
              change={(first_payment) => set({ first_payment, one_pay: false }, "first payment")}
            />
            <Check
              label="All payments at once, at signing"
              checked={lease.one_pay ?? false}
              change={(onePay) => {
                store.settle();
                store.change(withOnePay(inputs, onePay), "one pay");
              }}
            />
            <Check
              label="Acquisition fee in the cap cost"
              checked={acquisition.capitalized ?? false}
              change={(capitalized) =>
                set({ acquisition_fee: { ...acquisition, capitalized } }, "acquisition")
              }
            />
            <Check
              label="Service fee in the cap cost"
              checked={lease.doc_fee_capitalized ?? false}
              change={(value) => set({ doc_fee_capitalized: value }, "doc fee")}
            />
            <Check
              label="Tax at signing in the cap cost"
              checked={lease.tax_capitalized ?? false}
              change={(value) => set({ tax_capitalized: value }, "tax")}
            />
          </div>
        </fieldset>
        <Deposits lease={lease} factor={worked?.money_factor ?? null} set={set} />
        <Residual lease={lease} residual={worked?.residual ?? null} />
        <fieldset className={`${partClasses.fieldset} ${partClasses.full}`}>
          <legend>While it runs and at its end</legend>
          <div className={partClasses.form}>
            <Labelled label="Miles a year">
              <EntryCell cell={milesPerYear} look="control" placeholder="not set" />
            </Labelled>
            <Labelled label="Each mile beyond">
              <EntryCell cell={excessMileCharge} look="control" placeholder="not set" />
            </Labelled>
            <Labelled label="Disposition fee, where it goes back">
              <EntryCell cell={dispositionFee} look="control" />
            </Labelled>
            <Labelled label="Purchase option fee, where it is bought">
              <EntryCell cell={purchaseOptionFee} look="control" />
            </Labelled>
            <Choice
              full
              label="Lease tax"
              value={lease.method ?? ""}
              options={METHODS}
              change={(method) => set({ method: method === "" ? null : method }, "method")}
            />
          </div>
        </fieldset>
      </div>
    </Dialog>
  );
}

function Deposits({
  lease,
  factor,
  set,
}: {
  lease: Lease;
  factor: string | null;
  set: (change: Partial<Lease>, mark: string) => void;
}) {
  const several = (lease.multiple_deposits?.count ?? 0) > 0;
  return (
    <fieldset className={`${partClasses.fieldset} ${partClasses.full}`}>
      <legend>Refundable deposits</legend>
      <div className={partClasses.form}>
        <Labelled label="Security deposit">
          <EntryCell cell={securityDeposit} look="control" />
        </Labelled>
        <Labelled label="Or a base payment, rounded up to">
          <EntryCell cell={depositRounding} look="control" placeholder="not set" />
        </Labelled>
        <Check
          full
          label="The lessor waives it"
          checked={lease.security_deposit_waived ?? false}
          change={(value) => set({ security_deposit_waived: value }, "waived")}
        />
        {lease.one_pay !== true && (
          <>
            <Labelled label="Deposits that lower the factor">
              <EntryCell cell={depositCount} look="control" placeholder="0" />
            </Labelled>
            <Labelled label="Each takes off the factor">
              <EntryCell cell={depositStep} look="control" placeholder="as the lessor says" />
            </Labelled>
            <Labelled label="Each rounded up to">
              <EntryCell cell={depositMultiple} look="control" placeholder="50.00" />
            </Labelled>
            {several && factor !== null && (
              <p className={partClasses.faint}>
                Money factor {moneyFactor(lease.money_factor)} becomes {moneyFactor(factor)}.
              </p>
            )}
          </>
        )}
      </div>
    </fieldset>
  );
}

function Residual({ lease, residual }: { lease: Lease; residual: string | null }) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  // The place in the list is all that an adjustment is known by.
  const all = (lease.residual_adjustments ?? []).map((each, at) => ({ each, at, line: `line ${at + 1}` }));
  return (
    <fieldset className={`${partClasses.fieldset} ${partClasses.full}`}>
      <legend>Residual{residual === null ? "" : ` ${money(residual)}`}</legend>
      {all.length === 0 && (
        <p className={partClasses.faint}>
          Mileage, equipment or a programme may raise or lower it: 2%, -1% or 500.
        </p>
      )}
      {all.map(({ each, at, line }) => (
        <div key={line} className={partClasses.adjustment}>
          <Words
            label="For"
            value={each.name}
            placeholder="10,000 miles a year"
            change={(name) =>
              store.change(changeAdjustment(open.inputs, at, { name }), `adjustment ${at} name`)
            }
          />
          <Labelled label="Points or dollars">
            <EntryCell cell={adjustmentCell(at)} look="control" />
          </Labelled>
          {editable && (
            <button
              type="button"
              className={partClasses.quiet}
              aria-label={`Take ${each.name || "the adjustment"} away`}
              onClick={() => {
                store.settle();
                store.change(removeAdjustment(open.inputs, at), `adjustment ${at} gone`);
              }}
            >
              <Icon name="close" small />
            </button>
          )}
        </div>
      ))}
      {editable && (
        <span>
          <button
            type="button"
            className={partClasses.button}
            data-small
            onClick={() => {
              store.settle();
              store.change(addAdjustment(open.inputs), "adjustment");
            }}
          >
            <Icon name="plus" small />
            Add an adjustment
          </button>
        </span>
      )}
    </fieldset>
  );
}
