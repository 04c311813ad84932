/**
 * What goes into the engine and what comes out, by the names that the Desk uses. The types are generated from the
 * services' own description, which has them from the engine.
 */
import type { Fault } from "../api/types";

export type {
  Accessory,
  Answer,
  Assessment,
  BasePart,
  Certificate,
  DealFee as Fee,
  DealFigures as Figures,
  DealInputs as Deal,
  DealKind,
  DealLease as Lease,
  DealPlaces as Places,
  DealProduct as Product,
  DealRebate as Rebate,
  DealTrade as Trade,
  EffectCode,
  Effects,
  Fault,
  FeeKind,
  Finance,
  Fuel,
  GovernmentFee,
  Grid,
  GridAsk,
  GridCell,
  Gross,
  FirstLeasePayment,
  GrossCode,
  Installment,
  InterestMethod,
  ItemClass,
  LeaseMethod,
  LeaseFigures,
  Lever,
  MultipleDeposits,
  OddDays,
  PartKind,
  PaymentFrequency,
  Place,
  ProductKind,
  ProgrammeReference,
  Question,
  RebateFrom,
  RegulationM,
  RegulationZ,
  ReserveMethod,
  ResidualAdjustment,
  Roll,
  RollAsk,
  Rolled,
  SigningCode,
  TaxLine,
  TermOffer,
  TradeFigures,
  Vehicle,
  VehicleClass,
  Warning,
} from "../api/types";

/** Figures, or why there are none: every faulty field at once. */
export type Outcome<T> = { ok: T; faults?: undefined } | { ok?: undefined; faults: Fault[] };

/** Which engine and which law this tab holds. */
export interface Versions {
  engine_version: string;
  rules_version: string;
  jurisdictions: string[];
}
