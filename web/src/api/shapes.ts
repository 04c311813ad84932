/**
 * The answers of the services by the names that the pages use. The types themselves are generated from the services'
 * own description; here it is only said which of them are always filled in an answer, though a form may leave them out.
 */
import type * as wire from "./types";

export type {
  Address,
  AddressKind,
  Colleague as Person,
  ContactKind,
  Deal,
  DealAction as Offer,
  DealListItem as DealRow,
  DealStatus as Status,
  DecodedVin as Decoded,
  IdentityAddress as RooftopAddress,
  KeptRooftop as Rooftop,
  KeptUser as User,
  LoginAnswer,
  Note,
  RecoveryCodes,
  Role,
  RooftopCard,
  StatusStep,
  Tokens,
  TotpEnrolment,
  VehicleStatus,
} from "./types";

/** Whoever is signed in; without a PIN no session can be locked. */
export type Me = wire.Me & { pin_set: boolean };

type Filled<T, Names extends keyof T> = Omit<T, Names> & { [N in Names]-?: NonNullable<T[N]> };

export type Contact = Required<wire.Contact>;

export type CustomerProfile = Omit<wire.CustomerProfile, "contacts" | "addresses" | "tags"> & {
  contacts: Contact[];
  addresses: wire.Address[];
  tags: string[];
};

export type Customer = Omit<wire.Customer, keyof wire.CustomerProfile> & CustomerProfile;

/** What entering a customer answers. */
export type EnteredCustomer = Customer & Pick<wire.EnteredCustomer, "possible_duplicates">;

/** Certified pre-owned, by the maker or the store; only a used vehicle is. */
interface Certified {
  certified: boolean;
  certified_programme?: string | null;
}

export type VehicleDetails = Filled<wire.VehicleDetails, "class" | "fuel"> & Certified;

export type Vehicle = Filled<wire.InventoryVehicle, "class" | "fuel"> & Certified;

/** The vehicle on a deal; whether it is certified is absent where nobody asked. */
export type DealVehicle = wire.DealVehicle & { certified?: boolean | null };
