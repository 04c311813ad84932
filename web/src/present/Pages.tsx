/** The pages that customers were given of a deal: how each stands, and taking one back. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { explain } from "../api/problem";
import { ReasonDialog } from "../deals/ReasonDialog";
import { ago, exactly } from "../format/ago";
import { Alarm } from "../ui/Alarm";
import { say } from "../ui/notices";
import { Pill } from "../ui/Pill";
import { presentations, withdraw } from "./api";
import classes from "./present.module.css";
import type { PresentationSummary } from "./shapes";
import { standing } from "./words";

export function Pages({
  dealId,
  take,
}: {
  dealId: string;
  /** Asks for the reason of taking this page back. */
  take: (page: PresentationSummary) => void;
}) {
  const pages = useQuery({
    queryKey: ["presentations", dealId],
    queryFn: ({ signal }) => presentations(dealId, signal),
  });
  if (pages.isError) return <Alarm text={explain(pages.error)} />;
  const list = pages.data?.items ?? [];
  if (list.length === 0) return null;
  return (
    <section aria-label="Links made so far" className={classes.pages}>
      <h3>Links made so far</h3>
      <ul>
        {list.map((page) => {
          const { text, tone, opens } = standing(page);
          const options = `Option ${page.options.join(", ")}`;
          return (
            <li key={page.id} data-state={page.state}>
              <span>
                {options}
                <small title={exactly(page.created_at)}>
                  {page.made_by.name}, {ago(page.created_at)}
                  {page.withdrawn !== null && `: ${page.withdrawn.reason}`}
                </small>
              </span>
              <Pill tone={tone}>{text}</Pill>
              {opens && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Withdraw ${options}, made ${exactly(page.created_at)}`}
                  onClick={() => take(page)}
                >
                  Withdraw
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function WithdrawDialog({
  dealId,
  page,
  close,
}: {
  dealId: string;
  page: PresentationSummary;
  close: () => void;
}) {
  const queries = useQueryClient();
  return (
    <ReasonDialog
      title={`Withdraw the link to option ${page.options.join(", ")}`}
      word="Withdraw it"
      close={close}
      take={async (reason) => {
        await withdraw(dealId, page.id, reason);
        await queries.invalidateQueries({ queryKey: ["presentations", dealId] });
        say("The link is withdrawn: it opens no more, and nothing on it can be signed.");
        close();
      }}
    />
  );
}
