/** Columns put together for a deal: products in and out, plans and prices, each figure by the engine as one goes. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../api/http";
import { explain, Problem } from "../api/problem";
import type { Deal, DealStructure } from "../api/types";
import { money, shortMoney } from "../desk/numbers/format";
import { readMoney } from "../desk/numbers/money-entry";
import { Icon } from "../icons/Icon";
import type { CatalogueItem, DealMenu, MenuColumn, TemplateColumn } from "../products/shapes";
import { Alarm } from "../ui/Alarm";
import { useSubmit } from "../ui/useSubmit";
import { BaseCard } from "./BaseCard";
import { asked, columnsOf, type DraftColumn, type DraftProduct, unfit, withNextPlans } from "./build";
import { mainFigure, more, taxWord, unit, usd } from "./figures";
import { useFigures } from "./useMenu";
import classes from "./menu.module.css";

/** The server takes so many. */
const MOST_COLUMNS = 6;
const MOST_PRODUCTS = 20;

export function MenuBuilder({
  deal,
  structure,
  catalogue,
  template,
  made,
}: {
  deal: Deal;
  structure: DealStructure;
  catalogue: readonly CatalogueItem[];
  template: readonly TemplateColumn[];
  made: (id: string) => void;
}) {
  const queries = useQueryClient();
  const [columns, setColumns] = useState<readonly DraftColumn[]>(() => columnsOf(template, catalogue));
  const answer = useFigures(deal, structure.inputs, asked(columns));
  const menu = answer.data;
  const current = answer.isSuccess && !answer.isPlaceholderData;
  const next = current && menu !== undefined ? withNextPlans(columns, menu, catalogue) : null;
  if (next !== null) setColumns(next);
  const bad = menu === undefined ? [] : unfit(menu);
  const empty = columns.every((column) => column.products.length === 0);

  const { busy, error, submit } = useSubmit(async () => {
    const body = { structure_id: structure.id, columns: asked(columns) };
    const stored = await post<DealMenu>(`/deals/${deal.id}/menus`, body, {
      idempotencyKey: crypto.randomUUID(),
    });
    await queries.invalidateQueries({ queryKey: ["deal-menus", deal.id] });
    made(stored.value.id);
  });
  const set = (id: string, changes: Partial<DraftColumn>) =>
    setColumns(columns.map((each) => (each.id === id ? { ...each, ...changes } : each)));

  const blocker = empty
    ? "No column has a product yet."
    : bad.length > 0
      ? "Something in the columns cannot be sold with this deal: take it out or pick another plan."
      : null;

  return (
    <>
      {error !== null && (
        <Alarm
          text={
            error instanceof Problem && error.faults[0] !== undefined
              ? error.faults[0].detail
              : explain(error)
          }
        />
      )}
      {answer.isError && (
        <Alarm
          text={
            answer.error instanceof Problem && answer.error.faults[0] !== undefined
              ? answer.error.faults[0].detail
              : explain(answer.error)
          }
        />
      )}
      <div className={classes.columns} data-waiting={!current || undefined}>
        {menu !== undefined && <BaseCard menu={menu} />}
        {columns.map((column, index) => (
          <ColumnCard
            key={column.id}
            column={column}
            number={index + 1}
            worked={menu?.columns.find((each) => each.id === column.id)}
            catalogue={catalogue}
            set={(changes) => set(column.id, changes)}
            remove={() => setColumns(columns.filter((each) => each.id !== column.id))}
          />
        ))}
        {columns.length < MOST_COLUMNS && (
          <button
            type="button"
            className={classes.add}
            onClick={() =>
              setColumns([...columns, { id: crypto.randomUUID(), name: "", out: [], products: [] }])
            }
          >
            <Icon name="plus" />
            Add a column
          </button>
        )}
      </div>
      <div className={classes.foot}>
        {blocker !== null && <p id="menu-blocker">{blocker}</p>}
        <Button
          size="md"
          disabled={blocker !== null || !current}
          aria-describedby={blocker === null ? undefined : "menu-blocker"}
          loading={busy}
          onClick={() => void submit()}
        >
          Put it before the buyer
        </Button>
      </div>
    </>
  );
}

function ColumnCard({
  column,
  number,
  worked,
  catalogue,
  set,
  remove,
}: {
  column: DraftColumn;
  number: number;
  worked: MenuColumn | undefined;
  catalogue: readonly CatalogueItem[];
  set: (changes: Partial<DraftColumn>) => void;
  remove: () => void;
}) {
  const name = column.name.trim() || `Column ${number}`;
  const left = catalogue.filter((item) => !column.products.some((product) => product.item === item.id));
  const put = (at: number, product: DraftProduct) =>
    set({ products: column.products.map((each, index) => (index === at ? product : each)) });
  return (
    <section className={classes.card} aria-label={name}>
      <header className={classes.head}>
        <input
          className={classes.name}
          aria-label={`Name of column ${number}`}
          placeholder={`Column ${number}`}
          value={column.name}
          maxLength={80}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <button type="button" className={classes.x} onClick={remove} aria-label={`Take ${name} away`}>
          <Icon name="close" small />
        </button>
      </header>
      <p className={classes.figure}>
        <strong>{worked === undefined ? "–" : mainFigure(worked)}</strong>
        <span>{worked === undefined ? "" : unit(worked)}</span>
      </p>
      <p className={classes.quiet}>{worked === undefined ? "" : more(worked.payment_difference)}</p>
      <ul className={classes.products}>
        {column.products.map((product, at) => {
          const item = catalogue.find((each) => each.id === product.item);
          const plan = item?.plans.find((each) => each.id === product.plan);
          const shown = worked?.products.find(
            (each) => each.item === product.item && each.plan === product.plan,
          );
          const title = item?.name ?? "Product";
          return (
            <li key={product.item} data-bad={(shown?.reasons.length ?? 0) > 0 || undefined}>
              <div className={classes.line}>
                <b>{title}</b>
                <button
                  type="button"
                  className={classes.x}
                  aria-label={`Take ${title} out of ${name}`}
                  onClick={() => set({ products: column.products.filter((_, index) => index !== at) })}
                >
                  <Icon name="close" small />
                </button>
              </div>
              <div className={classes.line}>
                <select
                  aria-label={`Plan of ${title} in ${name}`}
                  value={product.plan}
                  onChange={(event) =>
                    put(at, { item: product.item, plan: event.currentTarget.value, free: false })
                  }
                >
                  {item?.plans.map((each) => (
                    <option key={each.id} value={each.id}>
                      {each.name}
                    </option>
                  ))}
                </select>
                <PriceBox
                  key={product.plan}
                  label={`Price of ${title} in ${name}`}
                  price={product.price ?? plan?.price ?? "0.00"}
                  change={(price) => put(at, { ...product, price, free: false })}
                />
              </div>
              {shown !== undefined && shown.reasons.length === 0 && (
                <p className={classes.effect}>
                  <span title={shown.tax_reason ?? undefined}>{taxWord(shown)}</span>
                  {shown.finance_charge && <span>Finance charge</span>}
                  <span>
                    {shown.adds_to_payment == null
                      ? money(shown.price)
                      : `adds ${usd(shown.adds_to_payment)}`}
                  </span>
                </p>
              )}
              {shown?.reasons.map((reason) => (
                <p key={reason.code} className={classes.reason}>
                  <Icon name="alert" small />
                  {reason.text}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
      {column.out.length > 0 && (
        <details className={classes.out}>
          <summary>
            {column.out.length === 1 ? "1 product is" : `${column.out.length} products are`} not for this deal
          </summary>
          <ul>
            {column.out.map(({ item, reasons }) => (
              <li key={item}>
                <b>{catalogue.find((each) => each.id === item)?.name}</b> {reasons.join(" ")}
              </li>
            ))}
          </ul>
        </details>
      )}
      {left.length > 0 && column.products.length < MOST_PRODUCTS && (
        <select
          className={classes.addProduct}
          aria-label={`Add a product to ${name}`}
          value=""
          onChange={(event) => {
            const item = catalogue.find((each) => each.id === event.currentTarget.value);
            const first = item?.plans[0];
            if (item === undefined || first === undefined) return;
            set({
              products: [...column.products, { item: item.id, plan: first.id, free: true }],
              out: column.out.filter((each) => each.item !== item.id),
            });
          }}
        >
          <option value="">Add a product</option>
          {left.map((item) => (
            <option key={item.id} value={item.id}>
              {item.name}
            </option>
          ))}
        </select>
      )}
    </section>
  );
}

/** A price that is typed; it counts once the field is left or Enter is pressed. */
function PriceBox({
  label,
  price,
  change,
}: {
  label: string;
  price: string;
  change: (price: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? null : readMoney(typed, { present: price, needed: true, names: () => null });
  const wrong = read !== null && !read.ok;
  function commit() {
    if (read?.ok === true) {
      if (read.value !== price) change(read.value);
      setTyped(null);
    }
  }
  return (
    <input
      className={classes.price}
      aria-label={label}
      aria-invalid={wrong}
      title={read !== null && !read.ok ? read.message : undefined}
      inputMode="decimal"
      value={typed ?? shortMoney(price)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
