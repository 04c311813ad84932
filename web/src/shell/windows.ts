/** The windows over every page as chunks of their own, fetched when nothing else is to be done or when they are opened. */
import type { ComponentType } from "react";

const load = {
  palette: () => import("../palette/Palette"),
  keys: () => import("../keys/KeysDialog"),
  deal: () => import("../deals/NewDeal"),
};

type Load = typeof load;
export type WindowName = keyof Load;

type Windows = { [Name in WindowName]?: Awaited<ReturnType<Load[Name]>>["default"] };

/** Those that are here: they open at once, so that the next key is already theirs. */
export const windows: Windows = {};

/** Whether what the window is made of is here by now. */
export async function fetchWindow(name: WindowName): Promise<boolean> {
  try {
    const module = await load[name]();
    (windows as Record<WindowName, ComponentType<never>>)[name] = module.default;
    return true;
  } catch {
    return false;
  }
}
