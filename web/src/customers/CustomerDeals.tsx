/** The deals of one customer. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import { explain } from "../api/problem";
import type { DealRow } from "../api/shapes";
import { STATUSES } from "../deals/status";
import { vehicleOfDeal } from "../deals/rows";
import { money } from "../desk/numbers/format";
import { ago, exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import { More } from "../lists/parts";
import { usePages } from "../lists/usePages";
import { Card } from "../ui/Card";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import classes from "./customers.module.css";

export function CustomerDeals({
  customerId,
  start,
}: {
  customerId: string;
  start: (() => void) | undefined;
}) {
  const answer = usePages<DealRow>("deals", "/deals", { customer_id: customerId, sort: "-updated_at" });
  return (
    <Card title="Deals" icon="deals" flush>
      {answer.isPending && <Loading rows={3} label="Loading the deals" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty
          title="No deals yet"
          text="The first one starts with a vehicle, or only with a payment in mind."
        >
          {start !== undefined && (
            <Button onClick={start} leftSection={<Icon name="plus" small />}>
              New deal
            </Button>
          )}
        </Empty>
      )}
      {answer.rows.length > 0 && (
        <table className={classes.deals}>
          <thead>
            <tr>
              <th scope="col">Deal</th>
              <th scope="col" className={classes.wide}>
                Vehicle
              </th>
              <th scope="col">Status</th>
              <th scope="col" className={classes.right}>
                Payment
              </th>
              <th scope="col" className={`${classes.right} ${classes.wide}`}>
                Changed
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((deal) => (
              <tr key={deal.id}>
                <td>
                  <Link href={`/deals/${deal.id}`}>{deal.number}</Link>
                </td>
                <td className={classes.wide}>{vehicleOfDeal(deal)}</td>
                <td>
                  <Pill dot tone={STATUSES[deal.status].tone}>
                    {STATUSES[deal.status].word}
                  </Pill>
                </td>
                <td className={classes.right}>{deal.payment == null ? "–" : money(deal.payment)}</td>
                <td className={`${classes.right} ${classes.wide}`}>
                  <time dateTime={deal.updated_at} title={exactly(deal.updated_at)}>
                    {ago(deal.updated_at)}
                  </time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {answer.more !== undefined && (
        <More shown={answer.rows.length} what="deals" more={answer.more} busy={answer.isFetchingNextPage} />
      )}
    </Card>
  );
}
