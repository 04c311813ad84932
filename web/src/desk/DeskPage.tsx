/** The desk of one deal. */
import { TopBar } from "../shell/Shell";

export default function DeskPage({ dealId }: { dealId: string }) {
  return <TopBar title={dealId} />;
}
