/** Adds a line to the deal: the menu at the head of the worksheet. */
import { useState } from "react";
import { Icon } from "../../icons/Icon";
import type { Deal, FeeKind, GovernmentFee, ProductKind } from "../../engine";
import { useDeskStore, useEditable, useOpen } from "../DeskContext";
import { addLine, newId } from "../model/change";
import type { LineRef } from "../model/rows";
import { feeName, productName } from "../model/words";
import { Menu, type MenuItem } from "../parts/Menu";
import { TaxFactsDialog } from "./TaxFactsDialog";
import classes from "./WorksheetGrid.module.css";

interface AddLineProps {
  added: (line: LineRef) => void;
  addDelivery: () => void;
  hasDelivery: boolean;
}

/** The engine takes at most so many. */
const MOST_TRADES = 4;

export function AddLine({ added, addDelivery, hasDelivery }: AddLineProps) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const [facts, setFacts] = useState(false);
  if (!editable) return null;
  const lawful = missingFees(open.inputs, open.figures?.tax.fees ?? []);

  function add(inputs: Deal, line: LineRef) {
    store.settle();
    store.change(inputs, `add ${line.id}`);
    added(line);
  }

  function product(kind: ProductKind): MenuItem {
    return {
      label: kind === "other" ? "Other product" : productName[kind],
      run: () => {
        const id = newId("products");
        const line = { id, kind, name: productName[kind], price: "0.00", provider: "third_party" as const };
        add(addLine(open.inputs, "products", line), { list: "products", id });
      },
    };
  }

  function fee(kind: FeeKind, label: string): MenuItem {
    return {
      label,
      run: () => {
        const id = newId("fees");
        add(addLine(open.inputs, "fees", { id, kind, name: feeName[kind], amount: "0.00" }), {
          list: "fees",
          id,
        });
      },
    };
  }

  function rebate(from: "manufacturer" | "dealer", label: string): MenuItem {
    return {
      label,
      run: () => {
        const id = newId("rebates");
        const line = { id, from, name: label, amount: "0.00", assigned_to_dealer: true };
        add(addLine(open.inputs, "rebates", line), { list: "rebates", id });
      },
    };
  }

  const accessory: MenuItem = {
    label: "Accessory",
    run: () => {
      const id = newId("accessories");
      add(addLine(open.inputs, "accessories", { id, name: "", price: "0.00" }), { list: "accessories", id });
    },
  };
  const trade: MenuItem = {
    label: "Trade-in",
    disabled: (open.inputs.trades ?? []).length >= MOST_TRADES,
    run: () => {
      const id = newId("trades");
      const line = { id, name: "", allowance: "0.00", payoff: "0.00" };
      add(addLine(open.inputs, "trades", line), { list: "trades", id });
    },
  };
  const items: MenuItem[] = [
    accessory,
    product("service_contract"),
    product("gap"),
    product("maintenance"),
    product("tire_wheel"),
    product("insurance"),
    product("other"),
    fee("dealer", "Dealer fee"),
    fee("government", "State fee"),
    rebate("manufacturer", "Manufacturer rebate"),
    rebate("dealer", "Dealer rebate"),
    trade,
  ];
  if (!hasDelivery) items.splice(1, 0, { label: "Delivery charge", run: addDelivery });
  items.push({
    label: "Tax paid elsewhere, exemption",
    run: () => setFacts(true),
  });
  if (lawful.length > 0) {
    items.push({
      label: `Fees of ${open.inputs.places.registration.state}`,
      hint: `${lawful.length} from the law`,
      run: () => {
        store.settle();
        store.change(withFees(open.inputs, lawful), "fees of the state");
      },
    });
  }

  return (
    <>
      <Menu label="Add a line" className={classes.add} items={items}>
        <Icon name="plus" small />
        Add
      </Menu>
      {facts && <TaxFactsDialog close={() => setFacts(false)} />}
    </>
  );
}

/** What the state asks beside the tax, as far as its amount is known and no line has it yet. */
function missingFees(deal: Deal, known: readonly GovernmentFee[]): GovernmentFee[] {
  const names = new Set((deal.fees ?? []).map((line) => line.name));
  return known.filter((line) => Boolean(line.amount) && !names.has(line.name));
}

function withFees(deal: Deal, fees: readonly GovernmentFee[]): Deal {
  return fees.reduce(
    (changed, { name, amount }) =>
      amount ? addLine(changed, "fees", { id: newId("fees"), kind: "government", name, amount }) : changed,
    deal,
  );
}
