/** The menus that were put before the buyer: when, by whom, who signed, and the hash of what was signed. */
import type { Signature } from "../api/types";
import { exactly } from "../format/ago";
import lists from "../lists/lists.module.css";
import { Table } from "../lists/Table";
import type { DealMenu } from "../products/shapes";
import { Pill } from "../ui/Pill";
import { useSignatures } from "./useMenu";
import classes from "./menu.module.css";

export function StoredMenus({
  dealId,
  menus,
  open,
}: {
  dealId: string;
  menus: readonly DealMenu[];
  open: (id: string) => void;
}) {
  const signatures = useSignatures(dealId);
  const signed = (menu: DealMenu): Signature | undefined =>
    signatures.data?.find((each) => each.id === menu.decision?.signature_id);
  return (
    <section className={classes.stored} aria-label="Menus that were made">
      <h2>Menus that were made</h2>
      {menus.length === 0 && (
        <p className={classes.quiet}>None yet: a menu is kept once it is put before the buyer.</p>
      )}
      {menus.length > 0 && (
        <div className={classes.wide}>
          <Table
            label="Menus"
            rows={menus}
            at={-1}
            open={(index) => {
              const row = menus[index];
              if (row !== undefined) open(row.id);
            }}
            columns={[
              {
                head: "Made",
                phone: "major",
                cell: (row) => (
                  <button type="button" className={lists.rowButton} onClick={() => open(row.id)}>
                    {exactly(row.created_at)}
                  </button>
                ),
              },
              { head: "By", faint: true, cell: (row) => row.made_by.name },
              { head: "Scenario", phone: "minor", cell: (row) => row.letter },
              { head: "Columns", right: true, cell: (row) => row.menu.columns.length },
              {
                head: "Standing",
                phone: "major",
                phoneSide: "right",
                cell: (row) =>
                  row.decision == null ? (
                    <Pill tone="warn">Not decided</Pill>
                  ) : (
                    <Pill tone="pos">
                      {row.decision.accepted.length} accepted, {row.decision.declined.length} declined
                    </Pill>
                  ),
              },
              {
                head: "Signed",
                faint: true,
                cell: (row) => {
                  const one = signed(row);
                  return one === undefined ? "" : `${one.signer_name}, ${exactly(one.signed_at)}`;
                },
              },
              {
                head: "Hash",
                faint: true,
                cell: (row) => (
                  <span className="al-mono" title={signed(row)?.document_sha256}>
                    {signed(row)?.document_sha256.slice(0, 12) ?? ""}
                  </span>
                ),
              },
            ]}
          />
        </div>
      )}
    </section>
  );
}
