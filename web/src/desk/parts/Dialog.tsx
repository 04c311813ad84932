/** A dialog of the Desk: a body and, where it asks for something, buttons under it. */
import type { ReactNode } from "react";
import { DialogBody, DialogFoot, Dialog as Window } from "../../ui/Dialog";

interface DialogProps {
  title: string;
  wide?: boolean;
  close: () => void;
  children: ReactNode;
  foot?: ReactNode;
}

export function Dialog({ title, wide = false, close, children, foot }: DialogProps) {
  return (
    <Window title={title} close={close} wide={wide}>
      <DialogBody>{children}</DialogBody>
      {foot && <DialogFoot>{foot}</DialogFoot>}
    </Window>
  );
}
