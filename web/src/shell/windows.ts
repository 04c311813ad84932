/** The windows over every page as chunks of their own, fetched when nothing else is to be done or when they are opened. */

export const windows = {
  keys: () => import("../keys/KeysDialog"),
  deal: () => import("../deals/NewDeal"),
};

export type WindowName = keyof typeof windows;

/** Whether what the window is made of is here by now. */
export function fetchWindow(name: WindowName): Promise<boolean> {
  return windows[name]().then(
    () => true,
    () => false,
  );
}
