/**
 * Vehicle identification numbers as far as this device can judge them: form, check digit and model year
 * (49 CFR 565.15). The server judges again when a vehicle is kept.
 */

export interface VinFault {
  /** From 1; null where the fault is not at one place. */
  position: number | null;
  text: string;
}

const VALUES: Record<string, number> = {};
for (const [letters, first] of [
  ["0123456789", 0],
  ["ABCDEFGH", 1],
  ["JKLMN", 1],
  ["P", 7],
  ["R", 9],
  ["STUVWXYZ", 2],
] as const) {
  for (const [index, letter] of [...letters].entries()) {
    VALUES[letter] = first + index;
  }
}

/** Weight of each position in the check sum; the check digit itself weighs nothing. */
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** What position 10 says: from 1980 on, and again from 2010. */
const YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789";

/** As it is kept: capitals without blanks and hyphens. */
export function tidyVin(typed: string): string {
  return typed.replaceAll(/[\s-]/g, "").toUpperCase();
}

export function checkDigit(vin: string): string | null {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) {
    const value = VALUES[vin[index] ?? ""];
    if (value === undefined && weight > 0) {
      return null;
    }
    sum += (value ?? 0) * weight;
  }
  const rest = sum % 11;
  return rest === 10 ? "X" : String(rest);
}

/** Everything wrong with a tidied number; nothing while it is still being typed without a fault. */
export function vinFaults(vin: string): VinFault[] {
  const faults: VinFault[] = [];
  for (const [index, character] of [...vin].entries()) {
    const position = index + 1;
    if ("IOQ".includes(character)) {
      faults.push({ position, text: `Position ${position} cannot be I, O or Q: look for 1 or 0 there.` });
    } else if (!(character in VALUES)) {
      faults.push({
        position,
        text: `Position ${position} is “${character}”; a VIN has only letters and digits.`,
      });
    }
  }
  if (vin.length > 17) {
    faults.push({ position: null, text: `A VIN has 17 characters; this has ${vin.length}.` });
  }
  if (vin.length !== 17 || faults.length > 0) {
    return faults;
  }
  const expected = checkDigit(vin);
  if (expected !== null && expected !== vin[8]) {
    faults.push({
      position: 9,
      text: `Position 9 should be ${expected} for this VIN. Check the marked character.`,
    });
  }
  if (!YEARS.includes(vin[9] ?? "")) {
    faults.push({ position: 10, text: `Position 10 is ${vin[9]}, which stands for no model year.` });
  }
  return faults;
}

/** The model years that position 10 can stand for, newest first, none after `latest`. */
export function modelYears(vin: string, latest: number): number[] {
  const index = YEARS.indexOf(vin[9] ?? "?");
  if (index < 0) {
    return [];
  }
  return [2010 + index, 1980 + index].filter((year) => year <= latest);
}

/** Makers may be a year ahead of the calendar. */
export function newestModelYear(): number {
  return new Date().getFullYear() + 1;
}
