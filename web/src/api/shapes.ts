/** The answers of the services, by the names that the pages use. */
export type Status =
  | "draft"
  | "submitted"
  | "approved"
  | "returned"
  | "contracted"
  | "funded"
  | "delivered"
  | "cancelled";
export type Offer =
  | "edit"
  | "submit"
  | "approve"
  | "return"
  | "contract"
  | "fund"
  | "deliver"
  | "cancel"
  | "reopen"
  | "delete";
export interface DealRow {
  id: string;
  number: string;
  status: Status;
  rooftop_id: string;
  customer: { id: string; name: string } | null;
  vehicle: { id: string; name: string } | null;
  kind: string | null;
  payment: string | null;
  gross?: string | null;
  salesperson: { id: string; name: string };
  updated_at: string;
  term_months?: number | null;
}
export interface Deal {
  id: string;
  number: string;
  status: Status;
  version: number;
  allowed_actions: Offer[];
}
export type ContactKind = "email" | "mobile" | "home" | "work";
export interface Contact {
  kind: ContactKind;
  value: string;
  preferred: boolean;
  may_call: boolean;
  may_text: boolean;
  may_email: boolean;
}
export type AddressKind = "home" | "mailing" | "garaging" | "business";
export interface Address {
  kind: AddressKind;
  street: string;
  unit?: string | null;
  city: string;
  county?: string | null;
  state: string;
  zip: string;
}
export interface CustomerProfile {
  kind: "person" | "business";
  rooftop_id: string;
  owner_id?: string | null;
  first_name?: string | null;
  last_name?: string | null;
  business_name?: string | null;
  contacts: Contact[];
  addresses: Address[];
  tags: string[];
}
export interface Customer extends CustomerProfile {
  id: string;
  archived_at?: string | null;
  possible_duplicates?: string[];
  created_at: string;
  updated_at: string;
}
export interface Note {
  id: string;
  text: string;
  author_id: string;
  author_name: string;
  created_at: string;
}
export interface RooftopCard {
  id: string;
  code: string;
  name: string;
}
export interface RooftopAddress {
  street: string;
  city: string;
  county?: string | null;
  state: string;
  zip: string;
}
export interface Rooftop extends RooftopCard {
  address: RooftopAddress;
  phone?: string | null;
  timezone: string;
  default_doc_fee: string;
  deal_number_prefix: string;
  closed_at?: string | null;
}
export type VehicleStatus = "in_transit" | "available" | "reserved" | "sold" | "hold" | "wholesaled";
export interface VehicleDetails {
  rooftop_id: string;
  stock_number: string;
  vin: string;
  vin_override_reason?: string | null;
  condition: "new" | "used";
  class: "passenger" | "light_truck" | "heavy_truck" | "motorcycle" | "motorhome" | "trailer";
  year: number;
  make: string;
  model: string;
  trim?: string | null;
  body?: string | null;
  color_exterior?: string | null;
  color_interior?: string | null;
  odometer?: number | null;
  fuel: "gasoline" | "diesel" | "hybrid" | "plug_in_hybrid" | "electric" | "hydrogen";
  msrp?: string | null;
  list_price?: string | null;
  invoice_cost?: string | null;
  cost?: string | null;
  book_value?: string | null;
  gross_weight_lb?: number | null;
  curb_weight_lb?: number | null;
  city_mpg?: number | null;
  in_stock_since?: string | null;
}
export interface Vehicle extends VehicleDetails {
  id: string;
  status: VehicleStatus;
  deal_id?: string | null;
  archived_at?: string | null;
  created_at: string;
  updated_at: string;
}
export interface StatusStep {
  id: string;
  at: string;
  actor_id?: string | null;
  actor_name: string;
  from?: VehicleStatus | null;
  to: VehicleStatus;
  reason?: string | null;
  deal_id?: string | null;
}
export interface Decoded {
  vin: string;
  valid: boolean;
  faults: { position?: number | null; expected?: string | null; detail: string }[];
  model_year?: number | null;
  model_year_or?: number | null;
  wmi?: string | null;
  vehicle_type?: string | null;
  country?: string | null;
  makes: string[];
  manufacturer?: string | null;
}
export interface Me {
  id: string;
  email: string;
  name: string;
  title?: string | null;
  phone?: string | null;
  roles: Role[];
  rooftop_ids: string[];
  rooftops: RooftopCard[];
  dealership: { id: string; name: string };
  mfa_enabled: boolean;
  recovery_codes_left: number;
}
export type Role = "sales" | "desk_manager" | "finance" | "general_manager" | "office" | "admin";
export interface User {
  id: string;
  email: string;
  name: string;
  title?: string | null;
  phone?: string | null;
  roles: Role[];
  rooftop_ids: string[];
  active: boolean;
  mfa_enabled: boolean;
  last_sign_in_at?: string | null;
}
export interface Person {
  id: string;
  name: string;
}
