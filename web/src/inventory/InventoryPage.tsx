/** The stock: found by number, VIN, make or model, filtered, sorted, and vehicles added. */
import { Button, NativeSelect, Popover, TextInput } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { explain } from "../api/problem";
import type { Vehicle } from "../api/shapes";
import { useMay } from "../api/viewer";
import { count, dollars } from "../desk/numbers/format";
import { daysSince } from "../format/ago";
import { Icon } from "../icons/Icon";
import { useCommands } from "../keys/offered";
import { readSort, sortBy, writeSort } from "../lists/filters";
import classes from "../lists/lists.module.css";
import { Chip, Hints, More, MOVES } from "../lists/parts";
import { SearchBox } from "../lists/SearchBox";
import { type Column, Table } from "../lists/Table";
import { useFilters } from "../lists/useFilters";
import { useListKeys } from "../lists/useListKeys";
import { usePages } from "../lists/usePages";
import { rooftopName, useRooftops } from "../settings/useRooftops";
import { TopBar } from "../shell/Shell";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { ConditionPill } from "./ConditionPill";
import { CONDITIONS, statusOf, VEHICLE_STATUSES, vehicleName } from "./names";
import { StepDialog } from "./StepDialog";
import { ageOf, statusesFor } from "./stock";
import own from "./inventory.module.css";

const VehicleForm = lazy(() => import("./VehicleForm"));

const FILTERS = [
  "q",
  "status",
  "condition",
  "certified",
  "make",
  "model",
  "year_from",
  "year_to",
  "price_from",
  "price_to",
  "rooftop_id",
  "sort",
] as const;
const SORTS = [
  "stock_number",
  "in_stock_since",
  "list_price",
  "year",
  "make",
  "odometer",
  "updated_at",
] as const;

export default function InventoryPage() {
  const [filters, change] = useFilters(FILTERS);
  const { sort: sortText, status, price_from, price_to, ...query } = filters;
  const sort = readSort(sortText, SORTS, { column: "in_stock_since", down: false });
  const answer = usePages<Vehicle>("vehicles", "/vehicles", {
    ...query,
    status: statusesFor(status),
    price_from: asMoney(price_from),
    price_to: asMoney(price_to),
    sort: writeSort(sort),
  });
  const { rows } = answer;
  const mayWrite = useMay("inventory.write");
  const seesCost = useMay("inventory.see_cost");
  const [adding, setAdding] = useState(false);
  const [choosing, setChoosing] = useState<Vehicle | null>(null);
  const [, go] = useLocation();
  const open = (index: number) => go(`/inventory/${rows[index]?.id}`);
  const [at] = useListKeys({
    count: rows.length,
    open,
  });
  const row = rows[at];
  useCommands({
    "list.new": mayWrite ? { run: () => setAdding(true), name: "Add a vehicle" } : undefined,
    "list.status":
      mayWrite && row
        ? { run: () => setChoosing(row), detail: `${row.stock_number} ${vehicleName(row)}` }
        : undefined,
  });
  const filtered = Object.keys(filters).some((name) => name !== "sort");

  return (
    <>
      <TopBar title="Inventory">
        <SearchBox
          value={filters.q ?? ""}
          label="Stock number, VIN, make, model"
          search={(q) => change({ q })}
        />
        {mayWrite && (
          <Button onClick={() => setAdding(true)} leftSection={<Icon name="plus" small />}>
            Add by VIN
          </Button>
        )}
      </TopBar>
      <div className={classes.bar}>
        <StockFilters filters={filters} change={change} />
      </div>
      {answer.isPending && <Loading rows={12} label="Loading the stock" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && rows.length === 0 && (
        <Empty
          title={filtered ? "No match" : "No vehicles on hand"}
          text={
            filtered
              ? "No vehicle fits these filters. Take one away."
              : "Scan or type a VIN to add the first."
          }
        >
          {mayWrite && !filtered && (
            <Button onClick={() => setAdding(true)} leftSection={<Icon name="plus" small />}>
              Add by VIN
            </Button>
          )}
        </Empty>
      )}
      {answer.isSuccess && rows.length > 0 && (
        <div className={classes.scroll}>
          <Table
            label="Vehicles"
            columns={columns(seesCost)}
            rows={rows}
            at={at}
            sort={sort}
            sortBy={(name, downFirst) => change({ sort: writeSort(sortBy(sort, name, downFirst)) })}
            open={open}
          />
          <More shown={rows.length} what="vehicles" more={answer.more} busy={answer.isFetchingNextPage} />
        </div>
      )}
      <Hints
        hints={[
          [MOVES, "move"],
          [["list.open"], "open"],
          ...(mayWrite
            ? [[["list.status"], "change status"] as const, [["list.new"], "add a vehicle"] as const]
            : []),
          [["list.find"], "find"],
        ]}
      />
      {choosing !== null && <StepDialog of={choosing} close={() => setChoosing(null)} />}
      {adding && (
        <Suspense>
          <VehicleForm close={() => setAdding(false)} saved={(vehicle) => go(`/inventory/${vehicle.id}`)} />
        </Suspense>
      )}
    </>
  );
}

/** `30000` in the address is 30,000.00 on the wire; what is no amount is not asked. */
function asMoney(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? `${text}.00` : undefined;
}

function columns(seesCost: boolean): Column<Vehicle, (typeof SORTS)[number]>[] {
  return [
    {
      head: "Stock",
      sort: "stock_number",
      faint: true,
      phone: "minor",
      cell: (vehicle) => vehicle.stock_number,
    },
    {
      head: "Vehicle",
      sort: "make",
      phone: "major",
      cell: (vehicle) => (
        <Link className={classes.name} href={`/inventory/${vehicle.id}`}>
          {vehicleName(vehicle)}
        </Link>
      ),
    },
    {
      head: "Type",
      cell: (vehicle) => <ConditionPill vehicle={vehicle} />,
    },
    {
      head: "Color and body",
      cell: (vehicle) => [vehicle.color_exterior, vehicle.body].filter(Boolean).join(" · ") || "–",
    },
    {
      head: "Miles",
      sort: "odometer",
      right: true,
      cell: (vehicle) => (vehicle.odometer == null ? "–" : count(vehicle.odometer)),
    },
    {
      head: "Days",
      sort: "in_stock_since",
      right: true,
      cell: (vehicle) =>
        vehicle.in_stock_since == null ? "–" : <Days days={daysSince(vehicle.in_stock_since)} />,
    },
    {
      head: "Asking",
      sort: "list_price",
      downFirst: true,
      right: true,
      strong: true,
      phone: "major",
      phoneSide: "right",
      cell: (vehicle) => (vehicle.list_price == null ? "–" : dollars(vehicle.list_price)),
    },
    ...(seesCost
      ? [
          {
            head: "Cost",
            right: true,
            cell: (vehicle: Vehicle) => (vehicle.cost == null ? "–" : dollars(vehicle.cost)),
          } as const,
        ]
      : []),
    {
      head: "Status",
      phone: "minor",
      phoneSide: "right",
      cell: (vehicle) => (
        <Pill dot tone={VEHICLE_STATUSES[vehicle.status].tone}>
          {VEHICLE_STATUSES[vehicle.status].word}
        </Pill>
      ),
    },
  ];
}

function Days({ days }: { days: number }) {
  return (
    <span className={own.days}>
      <i className={own.track} aria-hidden="true">
        <i data-age={ageOf(days)} style={{ width: `${Math.min(days, 100)}%` }} />
      </i>
      {days}
    </span>
  );
}

type Values = ReturnType<typeof useFilters<(typeof FILTERS)[number]>>;

function StockFilters({ filters, change }: { filters: Values[0]; change: Values[1] }) {
  const rooftops = useRooftops();
  const status = statusOf(filters.status);
  const text = (
    name: "make" | "model" | "year_from" | "year_to" | "price_from" | "price_to",
    label: string,
  ) => (
    <TextInput
      label={label}
      inputMode={name === "make" || name === "model" ? "text" : "numeric"}
      defaultValue={filters[name] ?? ""}
      onBlur={(event) => change({ [name]: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key === "Enter") change({ [name]: event.currentTarget.value });
      }}
    />
  );
  const chips: [keyof Values[0], string][] = [
    ["make", "Make"],
    ["model", "Model"],
    ["year_from", "From year"],
    ["year_to", "To year"],
    ["price_from", "From price"],
    ["price_to", "To price"],
  ];
  return (
    <>
      <Popover position="bottom-start" width={360} trapFocus returnFocus>
        <Popover.Target>
          <Button size="xs" variant="default" leftSection={<Icon name="filter" small />}>
            Filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.filters}>
            <NativeSelect
              label="Status"
              value={filters.status ?? ""}
              onChange={(event) => change({ status: event.currentTarget.value })}
              data={[
                { value: "", label: "On hand" },
                ...Object.entries(VEHICLE_STATUSES).map(([value, { word }]) => ({ value, label: word })),
                { value: "any", label: "Any" },
              ]}
            />
            <NativeSelect
              label="New or used"
              value={filters.condition ?? ""}
              onChange={(event) => change({ condition: event.currentTarget.value })}
              data={[
                { value: "", label: "Both" },
                ...Object.entries(CONDITIONS).map(([value, label]) => ({ value, label })),
              ]}
            />
            <NativeSelect
              label="Store"
              value={filters.rooftop_id ?? ""}
              onChange={(event) => change({ rooftop_id: event.currentTarget.value })}
              data={[
                { value: "", label: "All of mine" },
                ...rooftops.own.map((rooftop) => ({ value: rooftop.id, label: rooftop.name })),
              ]}
            />
            <NativeSelect
              label="Certified"
              value={filters.certified ?? ""}
              onChange={(event) => change({ certified: event.currentTarget.value })}
              data={[
                { value: "", label: "Both" },
                { value: "true", label: "Certified" },
                { value: "false", label: "Not certified" },
              ]}
            />
            {text("make", "Make")}
            {text("model", "Model")}
            {text("year_from", "From year")}
            {text("year_to", "To year")}
            {text("price_from", "From price")}
            {text("price_to", "To price")}
          </div>
        </Popover.Dropdown>
      </Popover>
      {filters.status === undefined && <Pill>On hand</Pill>}
      {filters.status !== undefined && (
        <Chip
          text={`Status: ${status === undefined ? "any" : VEHICLE_STATUSES[status].word}`}
          remove={() => change({ status: null })}
        />
      )}
      {filters.condition !== undefined && (
        <Chip
          text={filters.condition === "new" ? "New" : "Used"}
          remove={() => change({ condition: null })}
        />
      )}
      {filters.certified !== undefined && (
        <Chip
          text={filters.certified === "true" ? "Certified" : "Not certified"}
          remove={() => change({ certified: null })}
        />
      )}
      {filters.rooftop_id !== undefined && (
        <Chip
          text={`Store: ${rooftopName(rooftops.own, filters.rooftop_id)}`}
          remove={() => change({ rooftop_id: null })}
        />
      )}
      {chips.map(([name, label]) => {
        const value = filters[name];
        return (
          value !== undefined && (
            <Chip key={name} text={`${label}: ${value}`} remove={() => change({ [name]: null })} />
          )
        );
      })}
      {filters.q !== undefined && <Chip text={`“${filters.q}”`} remove={() => change({ q: null })} />}
    </>
  );
}
