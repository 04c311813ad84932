// A market to be measured by: 200 programmes of 20 rows, each with every limit that a sheet may set.

const lender = {
  id: "nb",
  name: "Northbank",
  kind: "bank",
  reserve: { method: "present_value", share: "0.75" },
  markup_caps: [{ term_to: 60, points: "0.025" }, { points: "0.02" }],
};
const tiers = [
  { name: "A", score_from: 740 },
  { name: "B", score_from: 700, score_to: 739 },
  { name: "C", score_from: 660, score_to: 699 },
  { name: "D", score_from: 620, score_to: 659 },
  { name: "E", score_from: 560, score_to: 619, excludes: ["negative_equity"] },
];
const scopes = tiers.flatMap(({ name }) =>
  [
    [24, 36],
    [37, 60],
    [61, 72],
    [73, 84],
  ].map(([term_from, term_to]) => ({
    tier: name,
    term_from,
    term_to,
    age_to: 7,
    odometer_to: 90_000,
    amount_from: "7500.00",
    amount_to: "60000.00",
    advance: { most: "1.25", of: "msrp" },
    pti_to: "0.15",
    dti_to: "0.45",
  })),
);
const sheet = (kind, at) => ({
  id: `s${at}`,
  lender: "nb",
  name: `Sheet ${at}`,
  kind,
  valid_from: "2026-11-01",
  tiers,
});
const market = (make) => ({ lenders: [lender], programmes: Array.from({ length: 200 }, (_, at) => make(at)) });
const rate = (parts) => (parts / 1e8).toFixed(8);

export const retailMarket = () =>
  market((at) => ({
    ...sheet("retail", at),
    rows: scopes.map((scope, place) => ({ scope, buy_rate: rate((400 + place * 25 + at) * 10_000) })),
  }));

/** Every sheet has a residual for the car and every row a factor of its own: each is figured whole, with its tax. */
export const leaseMarket = () =>
  market((at) => ({
    ...sheet("lease", at),
    lease: {
      factors: scopes.map((scope, place) => ({
        scope,
        money_factor: rate(100_000 + place * 20_000 + at * 100),
        markup_to: "0",
      })),
      residuals: [
        { make: "Honda", model: "Civic", term_months: 36, miles_per_year: 12_000, percent: "0.58" },
      ],
      acquisition_fee: "695.00",
    },
  }));
