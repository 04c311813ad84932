/** Adds a line to the deal: the menu under the worksheet. */
import { Icon } from "../../icons/Icon";
import type { Deal, FeeKind, ProductKind } from "../../engine";
import { useDeskStore, useEditable, useOpen } from "../DeskContext";
import { addLine, newId } from "../model/change";
import type { LineRef } from "../model/rows";
import { feeName, productName } from "../model/words";
import { Menu, type MenuItem } from "../parts/Menu";
import { partClasses } from "../parts/parts";
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
  if (!editable) return null;

  function add(inputs: Deal, line: LineRef) {
    store.settle();
    store.change(inputs, `add ${line.id}`);
    added(line);
  }

  function product(kind: ProductKind): MenuItem {
    return {
      label: productName[kind],
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
  const goods: MenuItem[] = [accessory];
  if (!hasDelivery) goods.push({ label: "Delivery charge", run: addDelivery });

  return (
    <div className={classes.foot}>
      <Menu
        label="Add a product"
        up
        className={partClasses.quiet}
        items={[
          product("service_contract"),
          product("gap"),
          product("maintenance"),
          product("tire_wheel"),
          product("insurance"),
          product("other"),
        ]}
      >
        <Icon name="plus" small />
        Product
      </Menu>
      <Menu label="Add an accessory" up className={partClasses.quiet} items={goods}>
        <Icon name="plus" small />
        Accessory
      </Menu>
      <Menu
        label="Add a fee"
        up
        className={partClasses.quiet}
        items={[fee("dealer", "Dealer fee"), fee("government", "State fee")]}
      >
        <Icon name="plus" small />
        Fee
      </Menu>
      <Menu
        label="Add a rebate or trade"
        up
        className={partClasses.quiet}
        items={[rebate("manufacturer", "Manufacturer rebate"), rebate("dealer", "Dealer rebate"), trade]}
      >
        <Icon name="plus" small />
        Rebate, trade
      </Menu>
    </div>
  );
}
