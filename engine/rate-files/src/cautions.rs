//! Where a state's published general rates are not what a vehicle bears: said before a file of that state is taken.

/// State, what to know, and where it is written.
const CAUTIONS: [(&str, &str); 9] = [
    (
        "UT",
        "The resort communities tax does not reach motor vehicles (Utah Code §§ 59-12-401, 59-12-402): where the file's general rate of a resort city holds it, a vehicle bears less.",
    ),
    (
        "WA",
        "The public safety tax does not reach motor vehicles (RCW 82.14.450): where a county or city levies it, a vehicle bears up to 0.3 points (county) or 0.1 points (city) less than the general rate. The Department's table for vehicle sales decides.",
    ),
    (
        "AR",
        "The local tax reaches the first 2,500 dollars of a vehicle (Ark. Code § 26-73-301). The file does not say so; the limit of the table stays.",
    ),
    (
        "TN",
        "The local tax reaches the first 1,600 dollars of a vehicle (T.C.A. § 67-6-702). The file does not say so; the limit of the law stays.",
    ),
    (
        "KS",
        "Community improvement and transportation district taxes are rows of their own in the file and are not taken; a dealer inside such a district sets the rate by hand.",
    ),
    (
        "MN",
        "A vehicle that is sold bears the tax of Minn. Stat. ch. 297B and no local percentage; the file's rates reach other goods, and leases by the table.",
    ),
    (
        "GA",
        "Vehicles bear the title ad valorem tax (O.C.G.A. § 48-5C-1) and no local sales tax; the file's rates reach other goods.",
    ),
    (
        "TX",
        "Vehicles bear the state's 6.25 % alone (Tex. Tax Code § 152.021); the file's rates reach other goods.",
    ),
    (
        "IL",
        "Only the rate of Form ST-556 was read; home rule, school and business district taxes in the general rate do not reach titled vehicles.",
    ),
];

/// What to know of a state before its general rates are taken.
#[must_use]
pub fn caution(state: &str) -> Option<&'static str> {
    CAUTIONS
        .iter()
        .find(|caution| caution.0 == state)
        .map(|caution| caution.1)
}
