/** The car by its stock number: a few letters find it, one touch takes it with its price. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { get } from "../api/http";
import { explain } from "../api/problem";
import type { Vehicle } from "../api/shapes";
import { shortMoney } from "../desk/numbers/format";
import { vehicleName } from "../inventory/names";
import classes from "./quick.module.css";

interface CarRowProps {
  car: Vehicle | null;
  rooftopId: string;
  choose: (car: Vehicle | null) => void;
}

export function CarRow({ car, rooftopId, choose }: CarRowProps) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const listId = useId();
  const found = useQuery({
    queryKey: ["quick cars", rooftopId, wanted],
    queryFn: async ({ signal }) => {
      const query = { q: wanted, rooftop_id: rooftopId, limit: 4 };
      return (await get<{ items: Vehicle[] }>("/vehicles", { query, signal })).items;
    },
    enabled: wanted.length > 1 && car === null,
    staleTime: 30_000,
  });
  if (car !== null) {
    return (
      <div className={classes.row}>
        <span>
          {vehicleName(car)}
          <em>{car.stock_number}</em>
        </span>
        <button
          type="button"
          className={classes.other}
          onClick={() => {
            setText("");
            choose(null);
          }}
        >
          Other car
        </button>
      </div>
    );
  }
  const cars = wanted.length > 1 ? (found.data ?? []) : [];
  return (
    <>
      <label className={classes.row}>
        <span>Stock number</span>
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          enterKeyHint="next"
          placeholder="or only a price"
          aria-describedby={listId}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div id={listId} aria-live="polite">
        {cars.map((each) => (
          <button key={each.id} type="button" className={classes.found} onClick={() => choose(each)}>
            <span>
              {vehicleName(each)}
              <em>{each.stock_number}</em>
            </span>
            {each.list_price == null ? "" : shortMoney(each.list_price)}
          </button>
        ))}
        {found.isSuccess && cars.length === 0 && wanted.length > 1 && (
          <p className={classes.note}>No car in stock matches “{wanted}”. A price alone will do.</p>
        )}
        {found.isError && <p className={classes.note}>{explain(found.error)}</p>}
      </div>
    </>
  );
}
