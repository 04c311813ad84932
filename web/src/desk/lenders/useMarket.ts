/** Brings the lenders in force to the engine's worker, for those who may see what lenders buy at. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, getText } from "../../api/http";
import { useMay } from "../../api/viewer";
import type { VehicleDetails } from "../../api/shapes";
import type { VehicleFacts } from "../../engine/market";
import { useDesk, useDeskStore, useSeesGross } from "../DeskContext";
import { factsOf } from "./facts";

/** Sheets change at most a few times a day; what is saved is checked again by the server. */
const FRESH_MS = 5 * 60_000;

/** What lenders ask of the deal's vehicle, as the store has it. */
export function useVehicleFacts(): VehicleFacts | null {
  const id = useDesk((state) => state.deal.vehicle?.id ?? null);
  const mayRead = useMay("inventory.read");
  const vehicle = useQuery({
    queryKey: ["vehicle", id, "facts"],
    queryFn: async ({ signal }) => factsOf(await get<VehicleDetails>(`/vehicles/${id}`, { signal })),
    enabled: id !== null && mayRead,
    staleTime: FRESH_MS,
  });
  if (id === null || !mayRead || vehicle.isError) return NO_FACTS;
  return vehicle.data ?? null;
}

const NO_FACTS: VehicleFacts = {};

/** The lenders and sheets in force at the deal's store, as the engine reads them. */
export function useMarketText() {
  const seesGross = useSeesGross();
  const rooftop = useDesk((state) => state.deal.rooftop_id);
  return useQuery({
    queryKey: ["desk market", rooftop],
    queryFn: ({ signal }) => getText("/desk/market", { query: { rooftop_id: rooftop }, signal }),
    enabled: seesGross,
    staleTime: FRESH_MS,
  });
}

export function useMarket(): void {
  const store = useDeskStore();
  const facts = useVehicleFacts();
  const text = useMarketText().data;
  useEffect(() => {
    if (text !== undefined && facts !== null) void store.readMarket(text, facts);
  }, [store, text, facts]);
}
