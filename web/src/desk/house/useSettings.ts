/** Brings the settings of the deal's store to the desk: its terms, the limits of whoever is signed in, reasons, plans. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useDesk, useDeskStore } from "../DeskContext";
import { readSettings } from "./api";

export function useSettings(): void {
  const store = useDeskStore();
  const rooftop = useDesk((state) => state.deal.rooftop_id);
  const { data } = useQuery({
    queryKey: ["desk settings", rooftop],
    queryFn: ({ signal }) => readSettings(rooftop, signal),
    staleTime: 5 * 60_000,
  });
  useEffect(() => {
    if (data) store.knowSettings(data);
  }, [store, data]);
}
