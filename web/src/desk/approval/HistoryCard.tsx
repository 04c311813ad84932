/** Approval and history: where the deal stands, what may be done with it, and the last changes. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCommands } from "../../keys/offered";
import { Avatar } from "../../ui/Avatar";
import { type DealVersion, readVersions } from "../api/deals";
import { useDesk, useSeesGross } from "../DeskContext";
import { changeText, differenceOf } from "../model/changes";
import { moment, signedMoney } from "../numbers/format";
import { Card, Note, partClasses } from "../parts/parts";
import { BreachList } from "./BreachList";
import { OverrideList } from "./OverrideList";
import { VersionsDialog } from "./VersionsDialog";
import classes from "./HistoryCard.module.css";

export function useVersions() {
  const dealId = useDesk((state) => state.deal.id);
  // What was done elsewhere meanwhile, such as choosing in the comparison, has made another version of the deal.
  const version = useDesk((state) => state.deal.version);
  const mark = useDesk((state) => state.historyMark);
  return useQuery({
    queryKey: ["deal versions", dealId, version, mark],
    queryFn: ({ signal }) => readVersions(dealId, signal),
    placeholderData: (before) => before,
  });
}

export function HistoryCard({ className }: { className?: string | undefined }) {
  const versions = useVersions();
  const status = useDesk((state) => state.deal.status);
  const reason = useDesk((state) => state.deal.status_reason);
  const [all, setAll] = useState(false);
  const list = versions.data ?? [];
  useCommands({
    "desk.versions":
      list.length > 0 ? { run: () => setAll(true), detail: `${list.length} of this deal` } : undefined,
  });
  return (
    <Card
      title="Approval and history"
      icon="clock"
      className={className}
      region="history"
      extra={
        <>
          <span className={partClasses.grow} />
          {list.length > 0 && (
            <button type="button" className={partClasses.link} onClick={() => setAll(true)}>
              {list.length === 1 ? "1 version" : `All ${list.length} versions`}
            </button>
          )}
        </>
      }
    >
      <div className={classes.body}>
        {reason && (status === "returned" || status === "cancelled") && (
          <Note>
            {status === "returned" ? "Returned" : "Cancelled"}: {reason}
          </Note>
        )}
        {list.length === 0 && <p className={classes.empty}>Every saved change will show here.</p>}
        <BreachList />
        <OverrideList />
        <ol>
          {list.slice(0, 6).map((version) => (
            <VersionLine key={version.version} version={version} />
          ))}
        </ol>
      </div>
      {all && <VersionsDialog versions={list} close={() => setAll(false)} />}
    </Card>
  );
}

function VersionLine({ version }: { version: DealVersion }) {
  const seesGross = useSeesGross();
  const gross = seesGross ? differenceOf(version.gross) : null;
  const effect = gross === null ? "" : `gross ${signedMoney(gross).replace(/\.\d+$/, "")} · `;
  return (
    <li className={classes.line}>
      <Avatar small id={version.actor.id} name={version.actor.name} />
      <span className={classes.what} title={changeText(version)}>
        {changeText(version)}
      </span>
      <span className={classes.when}>
        {effect}
        {moment(version.at)}
      </span>
    </li>
  );
}
