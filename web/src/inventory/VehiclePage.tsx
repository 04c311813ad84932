/** One vehicle: its number, what is known of it, what it costs, where it stands, and how it got there. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import { get, getVersioned, post, send, type Versioned } from "../api/http";
import { explain } from "../api/problem";
import type { Decoded, StatusStep, Vehicle } from "../api/shapes";
import { useMay } from "../api/viewer";
import { ReasonDialog } from "../deals/ReasonDialog";
import { negated, count, day, money } from "../desk/numbers/format";
import { centsOf, wireMoney } from "../desk/numbers/exact";
import { daysSince, exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import { More } from "../lists/parts";
import { useCommands } from "../keys/offered";
import { usePages } from "../lists/usePages";
import { rooftopName, useRooftops } from "../settings/useRooftops";
import { Crumbs, TopBar } from "../shell/Shell";
import { Card, Pairs } from "../ui/Card";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { Failed, Loading } from "../ui/states";
import { modelYears, newestModelYear, vinFaults } from "../vin/vin";
import { VinStrip } from "../vin/VinStrip";
import { ConditionPill } from "./ConditionPill";
import { CLASSES, FUELS, makerOf, VEHICLE_STATUSES, vehicleName } from "./names";
import { ageOf } from "./stock";
import { stepsFor, type VehicleStep } from "./steps";
import { useVehicleRefresh, useVehicleStep } from "./useVehicleStep";
import classes from "./inventory.module.css";

const VehicleForm = lazy(() => import("./VehicleForm"));
const NewDeal = lazy(() => import("../deals/NewDeal"));

export default function VehiclePage({ id }: { id: string }) {
  const answer = useQuery({
    queryKey: ["vehicle", id],
    queryFn: ({ signal }) => getVersioned<Vehicle>(`/vehicles/${id}`, { signal }),
  });
  if (answer.isPending) {
    return (
      <>
        <TopBar title={<Crumbs href="/inventory" room="Inventory" name="" />} />
        <Loading label="Loading the vehicle" />
      </>
    );
  }
  if (answer.isError) {
    return (
      <>
        <TopBar title={<Crumbs href="/inventory" room="Inventory" name="Not shown" />} />
        <Failed text={explain(answer.error)} again={() => void answer.refetch()} />
      </>
    );
  }
  return <Known vehicle={answer.data} />;
}

type Window = { kind: "edit" } | { kind: "deal" } | { kind: "reason"; step: VehicleStep };

function Known({ vehicle: { value: vehicle, etag } }: { vehicle: Versioned<Vehicle> }) {
  const [, go] = useLocation();
  const [window, setWindow] = useState<Window | null>(null);
  const away = vehicle.archived_at != null;
  const mayWrite = useMay("inventory.write") && !away;
  const mayArchive = useMay("inventory.delete");
  const sellable = vehicle.status === "available" || vehicle.status === "in_transit";
  const mayDeal = useMay("deals.write") && !away && sellable;
  useCommands({
    "record.deal": mayDeal
      ? { run: () => setWindow({ kind: "deal" }), detail: vehicle.stock_number }
      : undefined,
    "record.change": mayWrite
      ? { run: () => setWindow({ kind: "edit" }), detail: vehicle.stock_number }
      : undefined,
  });

  const refreshOf = useVehicleRefresh();
  const refresh = () => refreshOf(vehicle.id);
  const takeStep = useVehicleStep();

  async function take(wanted: VehicleStep, reason: string | null) {
    await takeStep(vehicle, etag, wanted, reason);
    setWindow(null);
  }

  async function attempt(work: () => Promise<void>) {
    try {
      await work();
    } catch (refused) {
      say(explain(refused), "refused");
    }
  }

  async function setAway(next: boolean) {
    if (next) {
      await send("DELETE", `/vehicles/${vehicle.id}`, { ifMatch: etag });
      say(`${vehicle.stock_number} was put away.`);
      go("/inventory");
    } else {
      await post(`/vehicles/${vehicle.id}/restore`, undefined, { ifMatch: etag });
      say(`${vehicle.stock_number} is back.`);
    }
    await refresh();
  }

  const days = vehicle.in_stock_since == null ? null : daysSince(vehicle.in_stock_since);
  return (
    <>
      <TopBar
        title={
          <>
            <Crumbs href="/inventory" room="Inventory" name={vehicle.stock_number} />
            <span className="al-ink2">{vehicleName(vehicle)}</span>
            <ConditionPill vehicle={vehicle} />
            {days !== null && (
              <Pill
                dot
                tone={{ fresh: "pos", aging: "warn", old: "neg" }[ageOf(days)] as "pos" | "warn" | "neg"}
              >
                {days} {days === 1 ? "day" : "days"}
              </Pill>
            )}
            {away && <Pill tone="warn">Put away</Pill>}
          </>
        }
      >
        {mayArchive && vehicle.deal_id == null && (
          <Button variant="default" onClick={() => void attempt(() => setAway(!away))}>
            {away ? "Take back" : "Put away"}
          </Button>
        )}
        {mayWrite && (
          <Button
            variant="default"
            leftSection={<Icon name="pen" small />}
            onClick={() => setWindow({ kind: "edit" })}
          >
            Change
          </Button>
        )}
        {mayDeal && (
          <Button leftSection={<Icon name="plus" small />} onClick={() => setWindow({ kind: "deal" })}>
            Start a deal
          </Button>
        )}
      </TopBar>
      <div className={classes.page}>
        <div className={classes.column}>
          <Facts vehicle={vehicle} />
          <History vehicle={vehicle} />
        </div>
        <div className={classes.column}>
          <Price vehicle={vehicle} />
          <Standing
            vehicle={vehicle}
            offered={mayWrite}
            start={(step) =>
              step.needsReason ? setWindow({ kind: "reason", step }) : void attempt(() => take(step, null))
            }
          />
        </div>
      </div>
      <Suspense>
        {window?.kind === "edit" && (
          <VehicleForm
            vehicle={{ value: vehicle, etag }}
            close={() => setWindow(null)}
            saved={(saved) => {
              setWindow(null);
              say(`${saved.stock_number} was saved.`);
              void refresh();
            }}
          />
        )}
        {window?.kind === "deal" && <NewDeal vehicle={vehicle} close={() => setWindow(null)} />}
      </Suspense>
      {window?.kind === "reason" && (
        <ReasonDialog
          title={`${vehicle.stock_number}: ${window.step.word}`}
          word={window.step.word}
          close={() => setWindow(null)}
          take={(reason) => take(window.step, reason)}
        />
      )}
    </>
  );
}

function Facts({ vehicle }: { vehicle: Vehicle }) {
  const rooftops = useRooftops();
  const faults = vinFaults(vehicle.vin);
  const right = vehicle.vin.length === 17 && faults.length === 0;
  const decoded = useQuery({
    queryKey: ["vin", vehicle.vin],
    queryFn: ({ signal }) => get<Decoded>(`/vin/${encodeURIComponent(vehicle.vin)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const years = modelYears(vehicle.vin, newestModelYear());
  const year = years.includes(vehicle.year) ? vehicle.year : years[0];
  const miles = vehicle.odometer == null ? null : `${count(vehicle.odometer)} mi`;
  const pounds = (weight: number | null | undefined) => (weight == null ? null : `${count(weight)} lb`);
  return (
    <Card
      title={
        <span className={classes.number}>
          VIN
          {right ? (
            <Pill tone="pos">
              <Icon name="check" small />
              check digit {vehicle.vin[8]} is right
            </Pill>
          ) : (
            <Pill tone="warn">kept all the same</Pill>
          )}
        </span>
      }
      aside={
        <Button
          size="xs"
          variant="subtle"
          onClick={() =>
            void navigator.clipboard.writeText(vehicle.vin).then(() => say("The VIN is copied."))
          }
        >
          Copy
        </Button>
      }
    >
      <VinStrip
        vin={vehicle.vin}
        faults={faults}
        says={{ maker: makerOf(decoded), year: year?.toString() }}
      />
      {vehicle.vin_override_reason != null && (
        <p className={classes.small}>Kept because: {vehicle.vin_override_reason}</p>
      )}
      <dl className={classes.facts}>
        <Fact name="Year, make, model" value={`${vehicle.year} ${vehicle.make} ${vehicle.model}`} />
        <Fact name="Trim" value={vehicle.trim} />
        <Fact name="Body" value={vehicle.body} />
        <Fact name="Store" value={rooftopName(rooftops.own, vehicle.rooftop_id)} />
        <Fact name="Color outside" value={vehicle.color_exterior} />
        <Fact name="Color inside" value={vehicle.color_interior} />
        <Fact name="Fuel" value={FUELS[vehicle.fuel]} />
        <Fact name="Odometer" value={miles} />
        {vehicle.condition === "used" && (
          <Fact name="Certified" value={vehicle.certified ? (vehicle.certified_programme ?? "Yes") : "No"} />
        )}
        <Fact name="Class, for the tax" value={CLASSES[vehicle.class]} />
        <Fact name="Gross weight" value={pounds(vehicle.gross_weight_lb)} />
        <Fact name="Curb weight" value={pounds(vehicle.curb_weight_lb)} />
        <Fact name="City mpg" value={vehicle.city_mpg?.toString()} />
      </dl>
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string | null | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value == null || value === "" ? "–" : value}</dd>
    </div>
  );
}

function Price({ vehicle }: { vehicle: Vehicle }) {
  const asking = centsOf(vehicle.list_price);
  const cost = centsOf(vehicle.cost);
  const gross = asking === null || cost === null ? null : wireMoney(asking - cost);
  const known = (amount: string | null | undefined) => (amount == null ? "–" : money(amount));
  const seesCost = useMay("inventory.see_cost");
  return (
    <>
      <Card>
        <div className={classes.price}>{known(vehicle.list_price)}</div>
        <p className={classes.small}>Asking price</p>
        <Pairs
          pairs={[
            ["MSRP", known(vehicle.msrp)],
            ["Guide value", known(vehicle.book_value)],
          ]}
        />
      </Card>
      {seesCost && (
        <Card title="What it cost us">
          <Pairs
            pairs={[
              ["Invoice", known(vehicle.invoice_cost)],
              ["Cost so far", known(vehicle.cost)],
            ]}
          />
          {gross !== null && (
            <div className={classes.sum}>
              <Pairs
                pairs={[
                  [
                    gross.startsWith("-") ? "Loss at asking" : "Gross at asking",
                    money(gross.startsWith("-") ? negated(gross) : gross),
                  ],
                ]}
              />
            </div>
          )}
        </Card>
      )}
    </>
  );
}

function Standing({
  vehicle,
  offered,
  start,
}: {
  vehicle: Vehicle;
  offered: boolean;
  start: (step: VehicleStep) => void;
}) {
  const { word, tone } = VEHICLE_STATUSES[vehicle.status];
  return (
    <Card
      title="Status"
      aside={
        <Pill dot tone={tone}>
          {word}
        </Pill>
      }
    >
      {vehicle.deal_id != null && (
        <p>
          <Link href={`/deals/${vehicle.deal_id}`}>
            {vehicle.status === "sold" ? "The deal that sold it" : "The deal that holds it"}
          </Link>
        </p>
      )}
      {vehicle.in_stock_since != null && (
        <p className={classes.small}>In stock since {day(vehicle.in_stock_since)}</p>
      )}
      {offered && (
        <div className={classes.steps}>
          {stepsFor(vehicle).map((step) => (
            <button key={step.to} type="button" className={classes.step} onClick={() => start(step)}>
              {step.word}
              {step.needsReason && <span>asks for a reason</span>}
            </button>
          ))}
        </div>
      )}
    </Card>
  );
}

function History({ vehicle }: { vehicle: Vehicle }) {
  const answer = usePages<StatusStep>("vehicle-steps", `/vehicles/${vehicle.id}/status`, {}, 20);
  return (
    <Card title="History" icon="clock" flush>
      {answer.isPending && <Loading rows={3} label="Loading the history" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      <table className={classes.history}>
        <tbody>
          {answer.rows.map((step) => (
            <tr key={step.id}>
              <td>
                <time dateTime={step.at} title={exactly(step.at)}>
                  {exactly(step.at)}
                </time>
              </td>
              <td>
                {step.from == null
                  ? `Entered as ${VEHICLE_STATUSES[step.to].word.toLowerCase()}`
                  : `${VEHICLE_STATUSES[step.from].word} → ${VEHICLE_STATUSES[step.to].word}`}
                {step.deal_id != null && (
                  <>
                    {" "}
                    <Link href={`/deals/${step.deal_id}`}>by a deal</Link>
                  </>
                )}
              </td>
              <td>{step.reason}</td>
              <td>{step.actor_name}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.more !== undefined && (
        <More shown={answer.rows.length} what="steps" more={answer.more} busy={answer.isFetchingNextPage} />
      )}
    </Card>
  );
}
