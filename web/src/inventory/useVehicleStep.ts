/** A step with a vehicle, on the version that was read; what shows the vehicle follows. */
import { useQueryClient } from "@tanstack/react-query";
import { post } from "../api/http";
import type { Vehicle } from "../api/shapes";
import { say } from "../ui/notices";
import { VEHICLE_STATUSES } from "./names";
import type { VehicleStep } from "./steps";

export function useVehicleRefresh() {
  const queries = useQueryClient();
  return async (id: string): Promise<void> => {
    await Promise.all(
      [["vehicle", id], ["vehicles"], ["vehicle-steps"]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}

export function useVehicleStep() {
  const refresh = useVehicleRefresh();
  return async (
    { id, stock_number }: Pick<Vehicle, "id" | "stock_number">,
    etag: string | null,
    step: VehicleStep,
    reason: string | null,
  ): Promise<void> => {
    await post(`/vehicles/${id}/status`, { to: step.to, reason }, { ifMatch: etag });
    say(`${stock_number} is ${VEHICLE_STATUSES[step.to].word.toLowerCase()}.`);
    await refresh(id);
  };
}
