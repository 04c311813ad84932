/**
 * Brings the settings of the deal's store to the desk: its terms, the limits of whoever is signed in, reasons. To those who
 * may see the gross also the commission plan of the deal's salesperson.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useDesk, useDeskStore, useSeesGross } from "../DeskContext";
import { readPlan, readSettings } from "./api";

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

  const seesGross = useSeesGross();
  const deal = useDesk((state) => state.deal.id);
  const salesperson = useDesk((state) => state.deal.salesperson.id);
  const plan = useQuery({
    queryKey: ["commission plan", deal, salesperson, data?.version],
    queryFn: ({ signal }) => readPlan(deal, signal),
    staleTime: 5 * 60_000,
    enabled: seesGross && data !== undefined,
  });
  useEffect(() => {
    if (plan.data) store.knowPlan(plan.data);
  }, [store, plan.data]);
}
