/** Reasons and limits: what each role may not go beyond without leave, and what may be said for it. */
import { Fields } from "../../forms/Fields";
import { RowsEditor } from "../../forms/RowsEditor";
import { Card } from "../../ui/Card";
import { limitsPart, NOTE, REASONS, ROLE_LIMITS } from "./parts";
import { SettingsPart } from "./SettingsPart";

export default function LimitsPage() {
  return (
    <SettingsPart
      name="limits"
      part={limitsPart}
      intro="Beyond a limit a deal is submitted with a reason, and goes on once somebody with leave approves it."
    >
      {({ draft, change, faults }) => (
        <>
          {draft.limits !== null && (
            <Card title="Limits of each role">
              <RowsEditor
                label="Limits of each role"
                one="role"
                fields={ROLE_LIMITS}
                rows={draft.limits}
                change={(limits) => change({ ...draft, limits })}
                faults={faults}
                pointer="/limits"
                none="Nobody is limited. A role that is not listed never is."
                most={20}
              />
            </Card>
          )}
          <Card title="Reasons">
            <RowsEditor
              label="Reasons"
              one="reason"
              fields={REASONS}
              rows={draft.reasons}
              change={(reasons) => change({ ...draft, reasons })}
              faults={faults}
              pointer="/reasons"
              fresh={{ active: true }}
              none="No reason yet. A limit needs one that may be given for going beyond it."
              most={60}
            />
          </Card>
          <Card title="Note">
            <Fields
              fields={NOTE}
              draft={draft.note}
              change={(note) => change({ ...draft, note })}
              faults={faults}
            />
          </Card>
        </>
      )}
    </SettingsPart>
  );
}
