/** Commission plans: shares of front and back, the least a unit pays, and what products and units are worth. */
import { Button } from "@mantine/core";
import { Icon } from "../../icons/Icon";
import { Fields } from "../../forms/Fields";
import { RowsEditor } from "../../forms/RowsEditor";
import { Card } from "../../ui/Card";
import { Empty } from "../../ui/states";
import { BONUSES, commissionPart, FRONT, PER_PRODUCT, PLAN, type PlanDraft, planDraft } from "./parts";
import { SettingsPart } from "./SettingsPart";
import classes from "./desk-settings.module.css";

export default function CommissionPage() {
  return (
    <SettingsPart
      name="commission"
      part={commissionPart}
      intro="How a salesperson is paid. The desk shows it beside the gross of a deal, to those who may see the gross."
    >
      {({ draft, change, faults }) => (
        <>
          {draft.length === 0 && (
            <Empty title="No plan yet" text="With a plan, the gross bar of the desk says what a deal pays." />
          )}
          {draft.map((plan, index) => {
            const at = `/commission_plans/${index}`;
            const set = (changes: Partial<PlanDraft>) =>
              change(draft.map((each) => (each.key === plan.key ? { ...each, ...changes } : each)));
            const name = String(plan.plain["name"] ?? "").trim() || "New plan";
            return (
              <Card
                key={plan.key}
                title={name}
                aside={
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => change(draft.filter((each) => each.key !== plan.key))}
                    aria-label={`Take ${name} away`}
                  >
                    Take away
                  </Button>
                }
              >
                <div className={classes.plan}>
                  <Fields
                    fields={PLAN}
                    draft={plan.plain}
                    change={(plain) => set({ plain })}
                    faults={faults}
                    pointer={at}
                  />
                  <div className={classes.tables}>
                    <RowsEditor
                      label={`${name}: shares of the front`}
                      one="step"
                      fields={FRONT}
                      rows={plan.front}
                      change={(front) => set({ front })}
                      faults={faults}
                      pointer={`${at}/front`}
                      none="Nothing of the front."
                    />
                    <RowsEditor
                      label={`${name}: products`}
                      one="product"
                      fields={PER_PRODUCT}
                      rows={plan.products}
                      change={(products) => set({ products })}
                      faults={faults}
                      pointer={`${at}/per_product`}
                      none="Nothing for a product sold."
                    />
                    <RowsEditor
                      label={`${name}: units`}
                      one="bonus"
                      fields={BONUSES}
                      rows={plan.bonuses}
                      change={(bonuses) => set({ bonuses })}
                      faults={faults}
                      pointer={`${at}/unit_bonuses`}
                      none="Nothing for the number of units."
                    />
                  </div>
                </div>
              </Card>
            );
          })}
          <div>
            <Button
              variant="default"
              onClick={() => change([...draft, planDraft(undefined)])}
              leftSection={<Icon name="plus" small />}
            >
              New plan
            </Button>
          </div>
        </>
      )}
    </SettingsPart>
  );
}
