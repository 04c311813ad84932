/** Commission plans: whom each is for, shares of front and back, the least a unit pays, what products and units are worth. */
import { Button } from "@mantine/core";
import { Icon } from "../../icons/Icon";
import { type Faults } from "../../forms/fields";
import { Fields } from "../../forms/Fields";
import { RowsEditor } from "../../forms/RowsEditor";
import { Card } from "../../ui/Card";
import { Empty } from "../../ui/states";
import { FieldInput } from "../../forms/FieldInput";
import { usePeople } from "../usePeople";
import {
  BONUSES,
  type CommissionDraft,
  commissionPart,
  everybodyElse,
  FRONT,
  PER_PRODUCT,
  type PlanDraft,
  planFields,
  planName,
  withoutPlan,
  withPlan,
} from "./parts";
import { SettingsPart } from "./SettingsPart";
import classes from "./desk-settings.module.css";

export default function CommissionPage() {
  return (
    <SettingsPart
      name="commission"
      part={commissionPart}
      intro="How people are paid for their deals. A plan says whom it is for; the desk shows what a deal pays its salesperson, to those who may see the gross."
    >
      {({ draft, change, faults, kept }) => (
        <Plans draft={draft} change={change} faults={faults} rooftop={kept.rooftop_id} />
      )}
    </SettingsPart>
  );
}

interface PlansProps {
  draft: CommissionDraft;
  change: (draft: CommissionDraft) => void;
  faults: Faults;
  rooftop: string;
}

function Plans({ draft, change, faults, rooftop }: PlansProps) {
  const people = usePeople(rooftop);
  const { plans } = draft;
  return (
    <>
      {plans.length === 0 && (
        <Empty title="No plan yet" text="With a plan, the gross bar of the desk says what a deal pays." />
      )}
      {plans.map((plan, index) => {
        const at = `/commission_plans/${index}`;
        const set = (changes: Partial<PlanDraft>) =>
          change({
            ...draft,
            plans: plans.map((each) => (each.key === plan.key ? { ...each, ...changes } : each)),
          });
        const name = planName(plan);
        const whom = faults[`${at}/for`];
        return (
          <Card
            key={plan.key}
            title={name}
            aside={
              <Button
                size="xs"
                variant="default"
                onClick={() => change(withoutPlan(draft, plan))}
                aria-label={`Take ${name} away`}
              >
                Take away
              </Button>
            }
          >
            <div className={classes.plan}>
              <Fields
                fields={planFields(people.list, plan)}
                draft={plan.plain}
                change={(plain) => set({ plain })}
                faults={whom === undefined ? faults : { ...faults, [`${at}/for/roles`]: whom }}
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
      {plans.length > 0 && (
        <Card title="Everybody else">
          <FieldInput
            field={everybodyElse(plans)}
            value={draft.everybody}
            change={(everybody) => change({ ...draft, everybody: String(everybody) })}
            error={faults["/commission_default"]}
          />
        </Card>
      )}
      <div>
        <Button
          variant="default"
          onClick={() => change(withPlan(draft))}
          leftSection={<Icon name="plus" small />}
        >
          New plan
        </Button>
      </div>
    </>
  );
}
