/** One customer: how to reach it, where it lives, its deals, and what was written down about it. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { getVersioned, post, send, type Versioned } from "../api/http";
import { explain } from "../api/problem";
import type { Customer } from "../api/shapes";
import { useMay } from "../api/viewer";
import { exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import { useCommands } from "../keys/offered";
import { usePeople } from "../settings/usePeople";
import { rooftopName, useRooftops } from "../settings/useRooftops";
import { Crumbs, TopBar } from "../shell/Shell";
import { initials } from "../ui/Avatar";
import { Card, Pairs } from "../ui/Card";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Failed, Loading } from "../ui/states";
import { CustomerDeals } from "./CustomerDeals";
import { contactText, customerName } from "./names";
import { Notes } from "./Notes";
import { ADDRESS_KINDS, CONSENT_WORDS, CONSENTS, CONTACT_KINDS } from "./words";
import classes from "./customers.module.css";

const CustomerForm = lazy(() => import("./CustomerForm"));
const NewDeal = lazy(() => import("../deals/NewDeal"));

export default function CustomerPage({ id }: { id: string }) {
  const answer = useQuery({
    queryKey: ["customer", id],
    queryFn: ({ signal }) => getVersioned<Customer>(`/customers/${id}`, { signal }),
  });
  if (answer.isPending) {
    return (
      <>
        <TopBar title={<Crumbs href="/customers" room="Customers" name="" />} />
        <Loading label="Loading the customer" />
      </>
    );
  }
  if (answer.isError) {
    return (
      <>
        <TopBar title={<Crumbs href="/customers" room="Customers" name="Not shown" />} />
        <Failed text={explain(answer.error)} again={() => void answer.refetch()} />
      </>
    );
  }
  return <Known customer={answer.data} />;
}

function Known({ customer: { value: customer, etag } }: { customer: Versioned<Customer> }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [window, setWindow] = useState<"edit" | "deal" | null>(null);
  const away = customer.archived_at != null;
  const mayWrite = useMay("customers.write") && !away;
  const mayArchive = useMay("customers.delete");
  const mayDeal = useMay("deals.write") && !away;
  const people = usePeople();
  const rooftops = useRooftops();
  const name = customerName(customer);
  useCommands({
    "record.deal": mayDeal ? { run: () => setWindow("deal"), detail: name } : undefined,
    "record.change": mayWrite ? { run: () => setWindow("edit"), detail: name } : undefined,
  });

  async function refresh() {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["customer", customer.id] }),
      queries.invalidateQueries({ queryKey: ["customers"] }),
    ]);
  }

  async function setAway(next: boolean) {
    try {
      if (next) {
        await send("DELETE", `/customers/${customer.id}`, { ifMatch: etag });
        say(`${name} was put away.`);
        await queries.invalidateQueries({ queryKey: ["customers"] });
        go("/customers");
      } else {
        await post(`/customers/${customer.id}/restore`, undefined, { ifMatch: etag });
        say(`${name} is back.`);
      }
      await refresh();
    } catch (refused) {
      say(explain(refused), "refused");
    }
  }

  return (
    <>
      <TopBar
        title={
          <>
            <Crumbs href="/customers" room="Customers" name={name} />
            {away && <Pill tone="warn">Put away</Pill>}
          </>
        }
      >
        {mayArchive && (
          <Button variant="default" onClick={() => void setAway(!away)}>
            {away ? "Take back" : "Put away"}
          </Button>
        )}
        {mayWrite && (
          <Button variant="default" leftSection={<Icon name="pen" small />} onClick={() => setWindow("edit")}>
            Change
          </Button>
        )}
        {mayDeal && (
          <Button leftSection={<Icon name="plus" small />} onClick={() => setWindow("deal")}>
            New deal
          </Button>
        )}
      </TopBar>
      <div className={classes.page}>
        <div className={classes.column}>
          <Card>
            <div className={classes.who}>
              <span className={classes.big} aria-hidden="true">
                {initials(name)}
              </span>
              <span>
                <b>{name}</b>
                <span>Customer since {exactly(customer.created_at).split(",").slice(0, 2).join(",")}</span>
              </span>
            </div>
            <Pairs
              pairs={[
                ["Kind", customer.kind === "business" ? "Business" : "Person"],
                ["Store", rooftopName(rooftops.own, customer.rooftop_id)],
                ["Salesperson", people.nameOf(customer.owner_id) ?? "Nobody yet"],
              ]}
            />
            {customer.tags.length > 0 && (
              <div className={classes.tags}>
                {customer.tags.map((tag) => (
                  <Pill key={tag}>{tag}</Pill>
                ))}
              </div>
            )}
          </Card>
          <Contacts customer={customer} />
          <Places customer={customer} />
        </div>
        <div className={classes.column}>
          <CustomerDeals customerId={customer.id} start={mayDeal ? () => setWindow("deal") : undefined} />
        </div>
        <div className={classes.column}>
          <Notes customerId={customer.id} />
        </div>
      </div>
      <Suspense>
        {window === "edit" && (
          <CustomerForm
            customer={{ value: customer, etag }}
            close={() => setWindow(null)}
            saved={() => {
              setWindow(null);
              say(`${name} was saved.`);
              void refresh();
            }}
          />
        )}
        {window === "deal" && <NewDeal customer={customer} close={() => setWindow(null)} />}
      </Suspense>
    </>
  );
}

function Contacts({ customer }: { customer: Customer }) {
  return (
    <Card title="Contact" icon="phone">
      {customer.contacts.length === 0 && <p className={classes.small}>No telephone and no e-mail yet.</p>}
      <div className={classes.reach}>
        {customer.contacts.map((contact) => {
          const allowed = CONSENTS[contact.kind].filter((consent) => contact[consent]);
          return (
            <div key={contact.value}>
              <a href={`${contact.kind === "email" ? "mailto" : "tel"}:${contact.value}`}>
                {contactText(contact)}
              </a>
              <div className={classes.small}>
                {CONTACT_KINDS[contact.kind]}
                {contact.preferred && ", preferred"}
              </div>
              <div className={classes.allowed}>
                {allowed.map((consent) => (
                  <Pill key={consent} tone="pos">
                    {CONSENT_WORDS[consent]}
                  </Pill>
                ))}
                {allowed.length === 0 && <Pill>Nothing allowed yet</Pill>}
              </div>
            </div>
          );
        })}
      </div>
    </Card>
  );
}

function Places({ customer }: { customer: Customer }) {
  return (
    <Card title="Addresses" icon="pin">
      {customer.addresses.length === 0 && (
        <p className={classes.small}>
          None yet. The tax of a deal needs the county where the vehicle is kept.
        </p>
      )}
      <div className={classes.reach}>
        {customer.addresses.map((address) => (
          <div key={`${address.kind} ${address.street} ${address.zip}`}>
            <span>
              {address.street}
              {address.unit ? `, ${address.unit}` : ""}
            </span>
            <div>
              {address.city}, {address.state} {address.zip}
            </div>
            <div className={classes.small}>
              {ADDRESS_KINDS[address.kind]}
              {address.county ? ` · ${address.county} County` : ""}
            </div>
          </div>
        ))}
      </div>
    </Card>
  );
}
