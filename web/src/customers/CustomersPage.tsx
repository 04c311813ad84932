/** The customers: found by name, telephone or e-mail, filtered, sorted, and new ones added. */
import { Button, Checkbox, NativeSelect, Popover } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { explain } from "../api/problem";
import type { Customer } from "../api/shapes";
import { useMay, useViewer } from "../api/viewer";
import { ago, exactly } from "../format/ago";
import { STATE_OPTIONS } from "../format/states";
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
import { usePeople } from "../settings/usePeople";
import { rooftopName, useRooftops } from "../settings/useRooftops";
import { TopBar } from "../shell/Shell";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { contactText, customerName, mainContact } from "./names";

const CustomerForm = lazy(() => import("./CustomerForm"));

const FILTERS = ["q", "rooftop_id", "owner_id", "state", "archived", "sort"] as const;
const SORTS = ["name", "updated_at", "created_at"] as const;

export default function CustomersPage() {
  const [filters, change] = useFilters(FILTERS);
  const { sort: sortText, ...query } = filters;
  const sort = readSort(sortText, SORTS, { column: "updated_at", down: true });
  const answer = usePages<Customer>("customers", "/customers", { ...query, sort: writeSort(sort) });
  const { rows } = answer;
  const mayWrite = useMay("customers.write");
  const [adding, setAdding] = useState(false);
  const [, go] = useLocation();
  const people = usePeople();
  const open = (index: number) => go(`/customers/${rows[index]?.id}`);
  const [at] = useListKeys({
    count: rows.length,
    open,
  });
  useCommands({ "list.new": mayWrite ? { run: () => setAdding(true), name: "New customer" } : undefined });
  const filtered = Object.keys(query).length > 0;

  return (
    <>
      <TopBar title="Customers">
        <SearchBox value={filters.q ?? ""} label="Name, phone or e-mail" search={(q) => change({ q })} />
        {mayWrite && (
          <Button onClick={() => setAdding(true)} leftSection={<Icon name="plus" small />}>
            New customer
          </Button>
        )}
      </TopBar>
      <div className={classes.bar}>
        <CustomerFilters filters={filters} change={change} />
      </div>
      {answer.isPending && <Loading rows={12} label="Loading the customers" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && rows.length === 0 && (
        <Empty
          title={filtered ? "No match" : "No customers yet"}
          text={
            filtered
              ? "No customer fits. Take a filter away, or add a new customer."
              : "A customer is here from the first call or visit on."
          }
        >
          {mayWrite && (
            <Button onClick={() => setAdding(true)} leftSection={<Icon name="plus" small />}>
              New customer
            </Button>
          )}
        </Empty>
      )}
      {answer.isSuccess && rows.length > 0 && (
        <div className={classes.scroll}>
          <Table
            label="Customers"
            columns={columns(people)}
            rows={rows}
            at={at}
            sort={sort}
            sortBy={(name, downFirst) => change({ sort: writeSort(sortBy(sort, name, downFirst)) })}
            open={open}
          />
          <More shown={rows.length} what="customers" more={answer.more} busy={answer.isFetchingNextPage} />
        </div>
      )}
      <Hints
        hints={[
          [MOVES, "move"],
          [["list.open"], "open"],
          ...(mayWrite ? [[["list.new"], "new customer"] as const] : []),
          [["list.find"], "find"],
        ]}
      />
      {adding && (
        <Suspense>
          <CustomerForm
            close={() => setAdding(false)}
            saved={(customer) => {
              const twins = customer.possible_duplicates?.length ?? 0;
              if (twins > 0) {
                say(
                  `${customerName(customer)} shares a number or e-mail with ${twins === 1 ? "another customer" : `${twins} other customers`}. Perhaps it is the same one.`,
                  "refused",
                );
              }
              go(`/customers/${customer.id}`);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function columns(people: ReturnType<typeof usePeople>): Column<Customer, (typeof SORTS)[number]>[] {
  return [
    {
      head: "Name",
      sort: "name",
      phone: "major",
      cell: (customer) => (
        <Link className={classes.name} href={`/customers/${customer.id}`}>
          {customerName(customer)}
        </Link>
      ),
    },
    {
      head: "Contact",
      phone: "major",
      phoneSide: "right",
      cell: (customer) => {
        const contact = mainContact(customer.contacts);
        return contact === undefined ? "–" : contactText(contact);
      },
    },
    {
      head: "Lives in",
      phone: "minor",
      cell: (customer) => {
        const home = customer.addresses[0];
        return home === undefined ? "–" : [home.city, home.county, home.state].filter(Boolean).join(", ");
      },
    },
    { head: "Salesperson", cell: (customer) => people.nameOf(customer.owner_id) ?? "–" },
    {
      head: "Tags",
      cell: (customer) => customer.tags.map((tag) => <Pill key={tag}>{tag}</Pill>),
    },
    {
      head: "Changed",
      sort: "updated_at",
      downFirst: true,
      right: true,
      faint: true,
      phone: "minor",
      phoneSide: "right",
      cell: (customer) => (
        <time dateTime={customer.updated_at} title={exactly(customer.updated_at)}>
          {ago(customer.updated_at)}
        </time>
      ),
    },
  ];
}

type Values = ReturnType<typeof useFilters<(typeof FILTERS)[number]>>;

function CustomerFilters({ filters, change }: { filters: Values[0]; change: Values[1] }) {
  const viewer = useViewer();
  const rooftops = useRooftops();
  const people = usePeople();
  const owner = filters.owner_id === viewer?.id ? "me" : people.nameOf(filters.owner_id);
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
              label="Store"
              value={filters.rooftop_id ?? ""}
              onChange={(event) => change({ rooftop_id: event.currentTarget.value })}
              data={[
                { value: "", label: "All of mine" },
                ...rooftops.own.map((rooftop) => ({ value: rooftop.id, label: rooftop.name })),
              ]}
            />
            <NativeSelect
              label="Salesperson"
              value={filters.owner_id ?? ""}
              onChange={(event) => change({ owner_id: event.currentTarget.value })}
              data={[
                { value: "", label: "Anyone" },
                { value: viewer?.id ?? "", label: "Me" },
                ...people.list
                  .filter((person) => person.id !== viewer?.id)
                  .map((person) => ({ value: person.id, label: person.name })),
              ]}
            />
            <NativeSelect
              label="State"
              value={filters.state ?? ""}
              onChange={(event) => change({ state: event.currentTarget.value })}
              data={STATE_OPTIONS}
            />
            <Checkbox
              mt={24}
              label="Archived ones"
              checked={filters.archived === "true"}
              onChange={(event) => change({ archived: event.currentTarget.checked ? "true" : null })}
            />
          </div>
        </Popover.Dropdown>
      </Popover>
      {filters.rooftop_id !== undefined && (
        <Chip
          text={`Store: ${rooftopName(rooftops.own, filters.rooftop_id)}`}
          remove={() => change({ rooftop_id: null })}
        />
      )}
      {filters.owner_id !== undefined && (
        <Chip text={`Salesperson: ${owner ?? "one person"}`} remove={() => change({ owner_id: null })} />
      )}
      {filters.state !== undefined && (
        <Chip text={`State: ${filters.state}`} remove={() => change({ state: null })} />
      )}
      {filters.archived === "true" && <Chip text="Archived" remove={() => change({ archived: null })} />}
      {filters.q !== undefined && <Chip text={`“${filters.q}”`} remove={() => change({ q: null })} />}
    </>
  );
}
