/** A dialog of the Desk: a body and, where it asks for something, buttons under it. */
import type { ReactNode } from "react";
import { DialogBody, DialogFoot, Dialog as Window } from "../../ui/Dialog";

interface DialogProps {
  title: string;
  wide?: boolean;
  /** Nothing in it can be changed. */
  reading?: boolean;
  close: () => void;
  children: ReactNode;
  foot?: ReactNode;
}

export function Dialog({ title, wide = false, reading = false, close, children, foot }: DialogProps) {
  return (
    <Window title={title} close={close} wide={wide}>
      <DialogBody reading={reading}>{children}</DialogBody>
      {foot && <DialogFoot>{foot}</DialogFoot>}
    </Window>
  );
}
