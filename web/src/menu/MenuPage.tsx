/** The F&I menu of a deal: put together in columns, put before the buyer, decided on and signed. */
import { Button } from "@mantine/core";
import { Segments } from "../desk/parts/parts";
import { explain } from "../api/problem";
import { useMay } from "../api/viewer";
import { Icon } from "../icons/Icon";
import { useFilters } from "../lists/useFilters";
import { Crumbs, TopBar } from "../shell/Shell";
import { Empty, Failed, Loading } from "../ui/states";
import { MenuBuilder } from "./MenuBuilder";
import { StoredMenu } from "./StoredMenu";
import { StoredMenus } from "./StoredMenus";
import { useCatalogue, useDeal, useMenus, useTemplate } from "./useMenu";
import classes from "./menu.module.css";

export default function MenuPage({ dealId }: { dealId: string }) {
  const answer = useDeal(dealId);
  const deal = answer.data?.value;
  const mayWrite = useMay("deals.write");
  const editable = mayWrite && (deal?.allowed_actions.includes("edit") ?? false);
  /** Who makes no menu needs nothing to make one of. */
  const store = editable ? deal?.rooftop.id : undefined;
  const catalogue = useCatalogue(store);
  const template = useTemplate(store);
  const menus = useMenus(dealId);
  const [filters, change] = useFilters(["s", "menu"] as const);
  const failed = answer.error ?? catalogue.error ?? template.error ?? menus.error;
  const open = deal?.structures.find((each) => each.letter === filters.s);
  const structure =
    open ?? deal?.structures.find((each) => each.id === deal.chosen_structure_id) ?? deal?.structures[0];
  const stored = menus.data?.find((each) => each.id === filters.menu);

  return (
    <>
      <TopBar
        title={
          <Crumbs
            href={`/deals/${dealId}${filters.s === undefined ? "" : `?s=${filters.s}`}`}
            room={deal?.number ?? "Deal"}
            name="Menu"
          />
        }
      >
        {stored !== undefined && (
          <Button variant="default" leftSection={<Icon name="print" small />} onClick={() => window.print()}>
            Print
          </Button>
        )}
      </TopBar>
      {failed !== null && (
        <Failed
          text={explain(failed)}
          again={() => {
            for (const each of [answer, catalogue, template, menus]) void each.refetch();
          }}
        />
      )}
      {failed === null &&
        (deal === undefined ||
          menus.data === undefined ||
          (editable && (catalogue.data === undefined || template.data === undefined))) && (
          <Loading rows={8} label="Loading the menu" />
        )}
      {deal !== undefined &&
        menus.data !== undefined &&
        structure !== undefined &&
        (!editable || (catalogue.data !== undefined && template.data !== undefined)) && (
          <div className={classes.page}>
            <p className={classes.who}>
              <b>{deal.customer?.name ?? "No customer yet"}</b>
              <span>{deal.vehicle?.name ?? "No vehicle yet"}</span>
              <span>{deal.rooftop.name}</span>
            </p>
            {stored !== undefined ? (
              <StoredMenu
                key={stored.id}
                deal={deal}
                menu={stored}
                editable={editable}
                back={() => change({ menu: null })}
                open={(id) => change({ menu: id })}
              />
            ) : (
              <>
                {deal.structures.length > 1 && (
                  <div className={classes.start}>
                    <Segments
                      label="Scenario"
                      value={structure.letter}
                      options={deal.structures.map(
                        (each) => [each.letter, `${each.letter} ${each.name}`] as const,
                      )}
                      choose={(letter) => change({ s: letter })}
                    />
                  </div>
                )}
                {!editable && (
                  <p className={classes.quiet}>
                    {mayWrite
                      ? "This deal can no longer be changed, so no new menu is made. Those that were made stay below."
                      : "Only those who desk deals make menus. Those that were made stay below."}
                  </p>
                )}
                {editable && catalogue.data?.length === 0 && (
                  <Empty
                    title="Nothing to offer"
                    text="The catalogue of this store has no product that is sold."
                  />
                )}
                {editable && catalogue.data !== undefined && catalogue.data.length > 0 && (
                  <MenuBuilder
                    key={structure.id}
                    deal={deal}
                    structure={structure}
                    catalogue={catalogue.data}
                    template={template.data ?? []}
                    made={(id) => change({ menu: id })}
                  />
                )}
                <StoredMenus dealId={dealId} menus={menus.data} open={(id) => change({ menu: id })} />
              </>
            )}
          </div>
        )}
    </>
  );
}
