/** Settings of the desk: what a new deal of a store starts from. */
import { shortMoney } from "../../desk/numbers/format";
import { Fields } from "../../forms/Fields";
import { RowsEditor } from "../../forms/RowsEditor";
import { Card } from "../../ui/Card";
import { BOOKS, COUNTS, deskPart, FEES, LEASE, TERMS } from "./parts";
import { SettingsPart } from "./SettingsPart";

export default function DeskSettingsPage() {
  return (
    <SettingsPart
      name="desk"
      part={deskPart}
      intro="What a new deal of this store starts from. Deals that there are stay as they are."
    >
      {({ draft, change, faults, kept }) => (
        <>
          <Card title="Deals">
            <Fields
              fields={TERMS.map((field) =>
                field.name === "doc_fee" && kept.rooftop_doc_fee != null
                  ? { ...field, empty: `${shortMoney(kept.rooftop_doc_fee)}, the store's` }
                  : field,
              )}
              draft={draft.terms}
              change={(terms) => change({ ...draft, terms })}
              faults={faults}
            />
          </Card>
          <Card title="Fees of every deal">
            <RowsEditor
              label="Standard fees"
              one="fee"
              fields={FEES}
              rows={draft.fees}
              change={(fees) => change({ ...draft, fees })}
              faults={faults}
              pointer="/fees"
              fresh={{ kind: "dealer" }}
              none="None beside the documentation fee."
              most={40}
            />
          </Card>
          <Card title="Leases">
            <Fields
              fields={LEASE}
              draft={draft.lease}
              change={(lease) => change({ ...draft, lease })}
              faults={faults}
              pointer="/lease"
            />
          </Card>
          {draft.books !== null && (
            <Card title="Packs, holdback and the like">
              <RowsEditor
                label="Packs, holdback and the like"
                one="line"
                fields={BOOKS}
                rows={draft.books}
                change={(books) => change({ ...draft, books })}
                faults={faults}
                pointer="/books"
                fresh={{ kind: "pack", counts: "both" }}
                none="Nothing: the gross is price less cost."
                most={40}
              />
              <div style={{ maxWidth: 260, marginTop: 12 }}>
                <Fields
                  fields={COUNTS}
                  draft={draft.counts}
                  change={(counts) => change({ ...draft, counts })}
                  faults={faults}
                />
              </div>
            </Card>
          )}
        </>
      )}
    </SettingsPart>
  );
}
