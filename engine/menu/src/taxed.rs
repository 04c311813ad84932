//! Whether the place taxes a product, as the engine's tax says it.

use desk::{Deal, Figures};
use tax::{Assessment, BasePart, PartKind, ProductKind, Wording};

/// What the law says of a product in this deal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Taxed {
    pub taxed: bool,
    pub reason: Option<Wording>,
    pub citation: Option<Wording>,
}

const fn part_of(kind: ProductKind) -> PartKind {
    match kind {
        ProductKind::ServiceContract => PartKind::ServiceContract,
        ProductKind::Gap => PartKind::Gap,
        ProductKind::Maintenance => PartKind::Maintenance,
        ProductKind::TireWheel => PartKind::TireWheel,
        ProductKind::Insurance => PartKind::Insurance,
        ProductKind::Other => PartKind::OtherProduct,
    }
}

/// Tells from the deal with no other product than this one. What the law leaves out is not taxed, what it counts is;
/// where it names neither, as in the payments of a lease, the tax itself tells.
pub(crate) fn taxed(alone: &Deal, figures: &Figures, base: &Figures) -> Taxed {
    let Some(line) = alone
        .products
        .last()
        .filter(|line| line.price.is_positive())
    else {
        return Taxed::default();
    };
    let kind = part_of(line.kind);
    let of_kind = |parts: &[BasePart]| {
        let mut own = parts.iter().filter(|part| part.kind == kind);
        own.find(|part| part.amount.is_positive()).cloned()
    };
    let said = |taxed: bool, part: BasePart| Taxed {
        taxed,
        reason: Some(part.reason),
        citation: Some(part.citation),
    };
    if let Some(part) = of_kind(&figures.tax.counted) {
        return said(true, part);
    }
    if let Some(part) = of_kind(&figures.tax.left_out) {
        return said(false, part);
    }
    let tax = |assessment: &Assessment| assessment.totals.before_credit;
    Taxed {
        taxed: tax(&figures.tax) > tax(&base.tax),
        ..Taxed::default()
    }
}
