/** Where a deal is taken to be in each state until someone says otherwise: the capital, with its county. */
import type { Place } from "../engine";

/** City, county, ZIP. */
const CAPITALS: Record<string, readonly [string, string, string]> = {
  AL: ["Montgomery", "Montgomery", "36104"],
  AK: ["Juneau", "Juneau City and Borough", "99801"],
  AZ: ["Phoenix", "Maricopa", "85007"],
  AR: ["Little Rock", "Pulaski", "72201"],
  CA: ["Sacramento", "Sacramento", "95814"],
  CO: ["Denver", "Denver", "80203"],
  CT: ["Hartford", "Hartford", "06106"],
  DE: ["Dover", "Kent", "19901"],
  DC: ["Washington", "District of Columbia", "20001"],
  FL: ["Tallahassee", "Leon", "32301"],
  GA: ["Atlanta", "Fulton", "30334"],
  HI: ["Honolulu", "Honolulu", "96813"],
  ID: ["Boise", "Ada", "83702"],
  IL: ["Springfield", "Sangamon", "62701"],
  IN: ["Indianapolis", "Marion", "46204"],
  IA: ["Des Moines", "Polk", "50319"],
  KS: ["Topeka", "Shawnee", "66612"],
  KY: ["Frankfort", "Franklin", "40601"],
  LA: ["Baton Rouge", "East Baton Rouge", "70802"],
  ME: ["Augusta", "Kennebec", "04330"],
  MD: ["Annapolis", "Anne Arundel", "21401"],
  MA: ["Boston", "Suffolk", "02108"],
  MI: ["Lansing", "Ingham", "48933"],
  MN: ["Saint Paul", "Ramsey", "55102"],
  MS: ["Jackson", "Hinds", "39201"],
  MO: ["Jefferson City", "Cole", "65101"],
  MT: ["Helena", "Lewis and Clark", "59601"],
  NE: ["Lincoln", "Lancaster", "68508"],
  NV: ["Carson City", "Carson City", "89701"],
  NH: ["Concord", "Merrimack", "03301"],
  NJ: ["Trenton", "Mercer", "08608"],
  NM: ["Santa Fe", "Santa Fe", "87501"],
  NY: ["Albany", "Albany", "12207"],
  NC: ["Raleigh", "Wake", "27601"],
  ND: ["Bismarck", "Burleigh", "58501"],
  OH: ["Columbus", "Franklin", "43215"],
  OK: ["Oklahoma City", "Oklahoma", "73102"],
  OR: ["Salem", "Marion", "97301"],
  PA: ["Harrisburg", "Dauphin", "17101"],
  RI: ["Providence", "Providence", "02903"],
  SC: ["Columbia", "Richland", "29201"],
  SD: ["Pierre", "Hughes", "57501"],
  TN: ["Nashville", "Davidson", "37201"],
  TX: ["Austin", "Travis", "78701"],
  UT: ["Salt Lake City", "Salt Lake", "84111"],
  VT: ["Montpelier", "Washington", "05602"],
  VA: ["Richmond", "Richmond city", "23219"],
  WA: ["Olympia", "Thurston", "98501"],
  WV: ["Charleston", "Kanawha", "25301"],
  WI: ["Madison", "Dane", "53703"],
  WY: ["Cheyenne", "Laramie", "82001"],
};

export function mainPlace(state: string): Place {
  const capital = CAPITALS[state];
  if (!capital) return { state };
  const [city, county, zip] = capital;
  return { state, county, city, zip };
}

/** `Memphis, Shelby County`, as much as is known of it. */
export function shortPlace(place: Place): string {
  const county = place.county ?? "";
  const named = county === "" || /county|parish|borough|municipality|city|district|area$/i.test(county);
  const whole = named ? county : `${county} ${place.state === "LA" ? "Parish" : "County"}`;
  const parts = [place.city, whole === place.city ? "" : whole].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : (place.zip ?? "no place");
}
