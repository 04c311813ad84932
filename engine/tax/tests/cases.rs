//! Runs the worked cases: figures that a person took from the law, not from this engine.

use std::collections::BTreeMap;
use std::path::Path;

use money::Cents;
use serde::Deserialize;
use tax::{Assessment, Due, Fault, Sale, assess, assess_figures};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// One worked case; what is absent is not looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    why: String,
    cite: String,
    input: String,
    jurisdiction: Option<String>,
    base: Option<String>,
    /// Every line due at signing: code and amount.
    lines: Option<BTreeMap<String, String>>,
    /// Every line due with a payment.
    payment_lines: Option<BTreeMap<String, String>>,
    #[serde(default)]
    totals: BTreeMap<String, String>,
    collected_by_dealer: Option<String>,
    due_at_registration: Option<String>,
    #[serde(default)]
    counted: BTreeMap<String, String>,
    #[serde(default)]
    left_out: Vec<String>,
    #[serde(default)]
    certificates: Vec<String>,
    #[serde(default)]
    warnings: Vec<String>,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    fees: BTreeMap<String, String>,
    /// Pointer and code of every fault.
    #[serde(default)]
    faults: BTreeMap<String, String>,
}

fn word<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        other => format!("{other:?}"),
    }
}

struct Differences(Vec<String>);

impl Differences {
    fn same(&mut self, what: &str, expected: Option<&String>, found: impl ToString) {
        let found = found.to_string();
        if let Some(expected) = expected.filter(|expected| **expected != found) {
            self.0
                .push(format!("{what}: expected {expected}, found {found}"));
        }
    }

    fn holds<T: AsRef<str>>(&mut self, what: &str, expected: &[String], found: &[T]) {
        for one in expected {
            if !found.iter().any(|found| found.as_ref() == one) {
                let found: Vec<&str> = found.iter().map(AsRef::as_ref).collect();
                self.0
                    .push(format!("{what}: expected {one} among {found:?}"));
            }
        }
    }
}

fn lines(assessment: &Assessment, due: Due) -> BTreeMap<String, String> {
    let mut sums: BTreeMap<String, Cents> = BTreeMap::new();
    for line in assessment.lines.iter().filter(|line| line.due == due) {
        *sums.entry(line.code.to_string()).or_default() += line.amount;
    }
    sums.into_iter()
        .map(|(code, sum)| (code, sum.to_text()))
        .collect()
}

fn compare(case: &Case, sale: &Sale, assessment: &Assessment) -> Vec<String> {
    let mut differences = Differences(Vec::new());
    let it = &mut differences;
    it.same(
        "jurisdiction",
        case.jurisdiction.as_ref(),
        &assessment.jurisdiction,
    );
    it.same("base", case.base.as_ref(), assessment.taxable_base);
    for (expected, due) in [
        (&case.lines, Due::Signing),
        (&case.payment_lines, Due::Payment),
    ] {
        let found = lines(assessment, due);
        if let Some(expected) = expected.as_ref().filter(|expected| **expected != found) {
            it.0.push(format!(
                "{due:?} lines: expected {expected:?}, found {found:?}"
            ));
        }
    }
    let totals = serde_json::to_value(assessment.totals).expect("totals");
    for (name, amount) in &case.totals {
        it.same(
            name,
            Some(amount),
            totals[name].as_str().unwrap_or("no such total"),
        );
    }
    it.same(
        "collected_by_dealer",
        case.collected_by_dealer.as_ref(),
        assessment.collected_by_dealer,
    );
    it.same(
        "due_at_registration",
        case.due_at_registration.as_ref(),
        assessment.due_at_registration,
    );
    let left: Vec<String> = assessment
        .left_out
        .iter()
        .map(|part| word(part.kind))
        .collect();
    it.holds("left_out", &case.left_out, &left);
    for (kind, amount) in &case.counted {
        let parts = assessment
            .counted
            .iter()
            .filter(|part| word(part.kind) == *kind);
        let sum: Cents = parts.map(|part| part.amount).sum();
        it.same(&format!("counted {kind}"), Some(amount), sum);
    }
    for (code, amount) in &case.fees {
        let fee = assessment.fees.iter().find(|fee| fee.code == code.as_str());
        let found = fee.map_or("no such fee".into(), |fee| {
            fee.amount.map_or("unknown".to_owned(), Cents::to_text)
        });
        it.same(&format!("fee {code}"), Some(amount), found);
    }
    let codes: Vec<&str> = assessment
        .certificates
        .iter()
        .map(|one| one.code.as_ref())
        .collect();
    it.holds("certificates", &case.certificates, &codes);
    let codes: Vec<&str> = assessment
        .warnings
        .iter()
        .map(|one| one.code.as_ref())
        .collect();
    it.holds("warnings", &case.warnings, &codes);
    let codes: Vec<&str> = assessment
        .questions
        .iter()
        .map(|one| one.code.as_ref())
        .collect();
    it.holds("questions", &case.questions, &codes);
    let figures = assess_figures(sale).expect("what is explained has figures");
    if figures.totals != assessment.totals || figures.taxable_base != assessment.taxable_base {
        it.0.push(format!("figures alone differ: {figures:?}"));
    }
    differences.0
}

fn faults_of(case: &Case, faults: &[Fault]) -> Vec<String> {
    let found: BTreeMap<String, String> = faults
        .iter()
        .map(|fault| (fault.pointer.clone(), fault.code.to_string()))
        .collect();
    if found == case.faults {
        Vec::new()
    } else {
        vec![format!(
            "faults: expected {:?}, found {faults:?}",
            case.faults
        )]
    }
}

fn run(case: &Case) -> Vec<String> {
    assert!(
        !case.why.is_empty() && !case.cite.is_empty(),
        "{} says why and whence",
        case.name
    );
    let sale = match tax::json::parse(&case.input) {
        Ok(sale) => sale,
        Err(faults) => return faults_of(case, &faults),
    };
    match assess(&sale) {
        Ok(assessment) if case.faults.is_empty() => compare(case, &sale, &assessment),
        Ok(_) => vec![format!(
            "expected faults {:?}, found an assessment",
            case.faults
        )],
        Err(faults) => faults_of(case, &faults),
    }
}

#[test]
fn every_worked_case_comes_out_to_the_cent() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut failures = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        let file = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        counts.insert(file.clone(), cases.case.len());
        for case in &cases.case {
            for difference in run(case) {
                failures.push(format!("{file}: {}: {difference}", case.name));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    for state in tax::jurisdictions() {
        let file = format!("us-{}", state.to_lowercase());
        let count = counts.get(&file).copied().unwrap_or(0);
        assert!(
            count >= 6,
            "{file} has {count} worked cases, six at least are asked for"
        );
    }
}
