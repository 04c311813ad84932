/** Said of each product that does not fit the deal as it is, with the way to take it off. */
import { useDesk, useDeskStore, useEditable, useOpen } from "./DeskContext";
import { removeLine } from "./model/change";
import { type ProductFault, unsoldOf } from "./model/unsold";
import { Note, partClasses } from "./parts/parts";

/** Of the open scenario. */
export function useUnsold(): readonly ProductFault[] {
  const deal = useDesk((state) => state.deal);
  return unsoldOf(deal, useOpen());
}

export function UnsoldNotes() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  return useUnsold().map((fault) => (
    <Note key={fault.line + fault.code} tone="neg">
      {fault.detail} The deal is not submitted with it.{" "}
      {editable && (
        <button
          type="button"
          className={partClasses.link}
          onClick={() => {
            store.settle();
            store.change(removeLine(open.inputs, "products", fault.line), `remove ${fault.line}`);
          }}
        >
          Take it off
        </button>
      )}
    </Note>
  ));
}
