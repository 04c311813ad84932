//! Rate sheets from CSV, and what a sheet must be: faults at their line and column, all at once.

use crate::desks::{date, lease_sheet, lease_terms, money, rate, read, row, sheet, tier_a};
use lending::{
    FileFault, LeaseSheet, Lender, MileageStep, Preview, Programme, SheetFiles, check_editions,
    import,
};

const GOOD: &str = "\
Tier,Score from,Score to,Term from,Term to,Condition,LTV to %,LTV of,Amount from,Buy rate %,Markup to %,Flat
A,720,,24,60,new,125,msrp,\"7,500.00\",5.49,2.5,
A,720,,61,72,new,120,msrp,\"$10,000\",5.99,2.00,
B,660,719,24,72,new/used,110,book,,7.24%,2,150
";

fn head() -> Programme {
    Programme {
        id: "s9".into(),
        tiers: Vec::new(),
        valid_from: date("2026-12-01"),
        ..sheet(Vec::new())
    }
}

fn preview(csv: &str) -> Preview {
    of_head(head(), csv)
}

fn of_head(head: Programme, csv: &str) -> Preview {
    let files = SheetFiles {
        retail: Some(csv),
        ..SheetFiles::default()
    };
    import(head, &files, &[], None)
}

fn told(faults: &[FileFault]) -> Vec<(u32, Option<u32>, &str)> {
    let brief = |fault: &'_ FileFault| (fault.line, fault.column);
    faults
        .iter()
        .map(|fault| (brief(fault).0, brief(fault).1, &*fault.code))
        .collect()
}

#[test]
fn a_good_sheet_is_read_whole() {
    let preview = preview(GOOD);
    assert!(preview.file_faults.is_empty(), "{:?}", preview.file_faults);
    assert!(preview.faults.is_empty(), "{:?}", preview.faults);
    assert_eq!(preview.rows_read, 3);
    let sheet = preview.programme.expect("a sheet");
    assert_eq!(sheet.tiers.len(), 2);
    assert_eq!(sheet.tiers[1].score_to, Some(719));
    assert_eq!(sheet.rows[0].scope.amount_from, Some(money("7500.00")));
    assert_eq!(sheet.rows[1].buy_rate, rate("0.0599"));
    assert_eq!(sheet.rows[1].markup_to, Some(rate("0.02")));
    assert_eq!(sheet.rows[2].buy_rate, rate("0.0724"));
    assert_eq!(sheet.rows[2].flat, Some(money("150.00")));
    let advance = sheet.rows[2].scope.advance.expect("an advance");
    assert_eq!(advance.most, rate("1.1"));
}

#[test]
fn fractions_and_percentages_are_never_guessed() {
    let csv = "tier,term_from,term_to,buy_rate\nA,24,60,5.9\nA,61,72,0.059\nA,73,84,5.9%\nA,85,90,.0625\n";
    let preview = preview(csv);
    assert_eq!(told(&preview.file_faults), [(2, Some(4), "wrong_unit")]);
    assert_eq!(
        preview.file_faults[0].detail,
        "5.9 in a column of fractions is over 0.5; percentages stand in a column buy_rate_percent"
    );
    let csv = "tier,term_from,term_to,buy_rate %,markup to %\nA,24,60,0.059,0.02\nA,61,72,0.9,2\n";
    let preview = self::preview(csv);
    assert_eq!(
        told(&preview.file_faults),
        [(2, Some(4), "wrong_unit"), (2, Some(5), "wrong_unit")]
    );
    // Nought per cent is nought in both.
    let csv = "tier,term_from,term_to,buy_rate_percent\nA,24,60,0\n";
    assert!(self::preview(csv).programme.is_some());
}

#[test]
fn both_units_of_one_rate_are_refused() {
    let csv = "tier,term_from,term_to,buy_rate,buy_rate_percent,colour\nA,24,60,0.059,5.9,red\n";
    let preview = preview(csv);
    assert_eq!(
        told(&preview.file_faults),
        [(1, Some(5), "two_units"), (1, Some(6), "unknown_column")]
    );
    let preview = self::preview("tier,term_from\nA,24\n");
    assert_eq!(
        told(&preview.file_faults),
        [(1, None, "missing_column"), (1, None, "missing_column")]
    );
    assert_eq!(told(&self::preview("\n").file_faults), [(0, None, "empty")]);
    assert_eq!(
        told(&self::preview("tier,\"term").file_faults),
        [(1, Some(2), "bad_quote")]
    );
}

#[test]
fn shifted_columns_are_named() {
    let csv = "tier,term_from,term_to,condition,buy_rate_percent\n\
               A,24,60,5.49\n\
               A,61,72,new,5.99,extra\n\
               24,A,new,B,used\n";
    let preview = preview(csv);
    assert_eq!(
        told(&preview.file_faults),
        [
            (2, None, "shifted_columns"),
            (3, None, "shifted_columns"),
            (4, None, "shifted_columns"),
            (4, Some(2), "not_whole"),
            (4, Some(3), "not_whole"),
            (4, Some(4), "unknown_word"),
            (4, Some(5), "not_a_rate"),
        ]
    );
    assert_eq!(preview.rows_read, 3);
    assert!(preview.programme.is_none());
}

#[test]
fn rows_tiers_and_terms_that_overlap() {
    let csv = "tier,score_from,score_to,term_from,term_to,condition,buy_rate_percent\n\
               A,720,,24,60,new,5.49\n\
               A,720,,48,72,new,5.99\n\
               A,720,,24,60,used,6.49\n\
               A,720,,24,60,new,5.00\n\
               B,700,740,24,60,new,6.99\n\
               C,600,699,60,48,new,7.99\n\
               C,610,699,61,72,new,8.99\n";
    let preview = preview(csv);
    assert_eq!(
        told(&preview.file_faults),
        [
            (3, Some(4), "terms_cross"),
            (5, Some(4), "duplicate_row"),
            (6, Some(2), "tiers_overlap"),
            (7, Some(5), "reversed"),
            (8, Some(2), "tier_differs"),
        ]
    );
    // The other one is named by its line in the same file.
    assert_eq!(
        preview.file_faults[0].detail,
        "tier A: 48 to 72 months take the same deals as 24 to 60 months of line 2"
    );
}

#[test]
fn terms_that_meet_in_one_month_cross() {
    let csv = |first: u32| {
        format!("tier,term_from,term_to,buy_rate_percent\nA,24,60,5.49\nA,{first},72,5.99\n")
    };
    assert_eq!(
        told(&preview(&csv(60)).file_faults),
        [(3, Some(2), "terms_cross")]
    );
    assert!(preview(&csv(61)).programme.is_some());
}

#[test]
fn steps_by_ltv_are_no_overlap() {
    let csv = "tier,term_from,term_to,ltv_to_percent,ltv_of,buy_rate_percent\n\
               A,24,60,100,book,5.49\n\
               A,24,60,120,book,6.49\n\
               A,24,60,130,,7.49\n";
    let preview = preview(csv);
    assert_eq!(told(&preview.file_faults), [(4, Some(5), "missing")]);
}

#[test]
fn a_markup_above_the_legal_cap() {
    let csv = "tier,term_from,term_to,buy_rate_percent,markup_to_percent\nA,24,60,5.49,2.5\nA,61,72,5.99,2.5\n";
    let of_state = |state: &str| Programme {
        states: vec![state.into()],
        ..head()
    };
    let preview = of_head(of_state("CA"), csv);
    assert_eq!(told(&preview.file_faults), [(3, Some(5), "over_legal_cap")]);
    assert_eq!(
        preview.file_faults[0].detail,
        "markup 2.5 is over 2, the limit of California at 72 months"
    );
    assert!(of_head(of_state("MT"), csv).programme.is_some());
    let preview = of_head(of_state("ZZ"), csv);
    assert_eq!(preview.faults[0].pointer, "/states");
}

fn lease_head() -> Programme {
    Programme {
        id: "l9".into(),
        tiers: Vec::new(),
        lease: Some(lease_terms()),
        ..lease_sheet()
    }
}

const FACTORS: &str = "tier,score_from,term_from,term_to,money_factor,one_pay_money_factor,markup_to\n\
                       A,720,24,48,.00210,.00140,.0004\n";

fn lease_preview(factors: &str, residuals: &str) -> Preview {
    let files = SheetFiles {
        retail: None,
        factors: Some(factors),
        residuals: Some(residuals),
    };
    import(lease_head(), &files, &[], None)
}

#[test]
fn a_lease_sheet_from_two_files() {
    let residuals = "Make,Model,Trim,Model Year,Term,Miles per year,Residual %\n\
                     Honda,Civic,,2026,36,12000,58\nHonda,Civic,LX,2026,36,\"12,000\",61\n";
    let preview = lease_preview(FACTORS, residuals);
    assert!(preview.file_faults.is_empty(), "{:?}", preview.file_faults);
    let sheet = preview.programme.expect("a sheet");
    let lease = sheet.lease.expect("lease terms");
    assert_eq!(lease.factors[0].money_factor, rate("0.0021"));
    assert_eq!(lease.residuals[1].percent, rate("0.61"));
    assert_eq!(lease.residuals[1].miles_per_year, 12_000);
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let files = SheetFiles {
        retail: Some(GOOD),
        factors: Some(FACTORS),
        residuals: None,
    };
    let preview = import(head(), &files, &[], None);
    assert_eq!(told(&preview.file_faults), [(0, None, "not_of_this_kind")]);
    assert!(preview.programme.is_none());
}

#[test]
fn a_sheet_before_one_that_is_kept_overlaps_it_too() {
    let kept = [Programme {
        valid_from: date("2026-12-15"),
        ..sheet(vec![row()])
    }];
    let files = SheetFiles {
        retail: Some(GOOD),
        ..SheetFiles::default()
    };
    let preview = import(head(), &files, &kept, None);
    // Named as the people name it, and with what to do.
    assert_eq!(
        (&*preview.faults[0].pointer, &*preview.faults[0].detail),
        (
            "/valid_to",
            "an edition of Standard begins on 2026-12-15: this one must end before that day"
        )
    );
    let bounded = Programme {
        valid_to: Some(date("2026-12-14")),
        ..head()
    };
    assert!(import(bounded, &files, &kept, None).programme.is_some());
}

#[test]
fn residuals_over_the_whole_and_factors_in_percent() {
    let residuals = "make,model,term,miles_per_year,residual_percent\n\
                     Honda,Civic,36,12000,105\n\
                     Honda,Accord,36,12000,0.58\n\
                     Honda,Fit,36,12000,60\n\
                     HONDA,fit,36,12000,61\n";
    let factors = "tier,term_from,term_to,money_factor\nA,24,48,5.04\n";
    let preview = lease_preview(factors, residuals);
    assert_eq!(
        told(&preview.file_faults),
        [
            (2, Some(4), "wrong_unit"),
            (2, Some(5), "residual_over_100"),
            (3, Some(5), "wrong_unit"),
            (5, Some(1), "duplicate_row"),
        ]
    );
}

#[test]
fn a_money_factor_is_never_in_percent() {
    let residuals = "make,model,term,miles_per_year,residual_percent\nHonda,Fit,36,12000,60\n";
    // 4.68 % a year is the factor .00195 (4.68 / 2400); as a fraction it would be 112 % a year.
    let factors = "tier,term_from,term_to,money_factor\nA,24,48,4.68%\n";
    let faults = lease_preview(factors, residuals).file_faults;
    assert_eq!(told(&faults), [(2, Some(4), "wrong_unit")]);
    assert!(faults[0].detail.contains("such as 0.00195"), "{faults:?}");
    // .0468 is the same slip with its sign left out.
    let factors = "tier,term_from,term_to,money_factor\nA,24,48,.0468\n";
    let faults = lease_preview(factors, residuals).file_faults;
    assert_eq!(told(&faults), [(2, Some(4), "wrong_unit")]);
    let factors = "tier,term_from,term_to,money_factor_percent\nA,24,48,4.68\n";
    let faults = lease_preview(factors, residuals).file_faults;
    assert_eq!(
        told(&faults),
        [(1, None, "missing_column"), (1, Some(4), "unknown_column")]
    );
}

#[test]
fn a_mileage_step_leaves_a_residual_within_the_whole() {
    let preview = |percent: &str, miles_per_year, points: &str| {
        let mut head = lease_head();
        let lease = head.lease.as_mut().expect("lease terms");
        lease.mileage = vec![MileageStep {
            miles_per_year,
            points: rate(points),
        }];
        let residuals = format!(
            "make,model,term,miles_per_year,residual_percent\nHonda,Fit,36,12000,{percent}\n"
        );
        let files = SheetFiles {
            retail: None,
            factors: Some(FACTORS),
            residuals: Some(&residuals),
        };
        import(head, &files, &[], None)
    };
    // 99 + 5 = 104; 3 - 5 = -2; 95 + 5 = 100 is still a residual.
    let over = preview("99", 10_000, "0.05");
    assert_eq!(&*over.faults[0].pointer, "/lease/mileage/0/points");
    assert_eq!(
        over.faults[0].detail,
        "takes the 99 % of Honda Fit at 36 months to 104 %, and a residual is between 0 and 100 %"
    );
    let under = preview("3", 15_000, "-0.05");
    assert_eq!(&*under.faults[0].code, "residual_over_100");
    assert!(preview("95", 10_000, "0.05").programme.is_some());
}

#[test]
fn lines_out_of_a_spreadsheet() {
    let plain = "tier,term_from,term_to,buy_rate_percent,amount_to\nA,24,60,5.49,\"45,000\"\n";
    let sheet = preview(plain).programme.expect("a sheet");
    let written = [
        // Copied out of the cells, saved with semicolons, with the line that names them, and with old line ends.
        "tier\tterm_from\tterm_to\tbuy_rate_percent\tamount_to\nA\t24\t60\t5.49\t45,000\n",
        "tier;term_from;term_to;buy_rate_percent;amount_to\r\nA;24;60;5.49;45000\r\n",
        "sep=,\r\ntier,term_from,term_to,buy_rate_percent,amount_to\r\nA,24,60,5.49,45000\r\n",
        "tier,term_from,term_to,buy_rate_percent,amount_to\rA,24,60,5.49,45000\r",
        // Columns beyond the last one that were once touched.
        "tier,term_from,term_to,buy_rate_percent,amount_to,,\nA,24,60,5.49,45000,,\n",
        "tier,term_from,term_to,buy_rate_percent,amount_to\nA,24,60,5.49,45000,\n",
    ];
    for text in written {
        let read = preview(text);
        assert!(
            read.file_faults.is_empty(),
            "{text:?}: {:?}",
            read.file_faults
        );
        assert_eq!(read.programme.as_ref(), Some(&sheet), "{text:?}");
    }
    // A cell beyond them that says something is shifted, and a column between has a name.
    let faults = preview("tier,term_from,term_to,buy_rate_percent\nA,24,60,5.49,7\n").file_faults;
    assert_eq!(told(&faults), [(2, None, "shifted_columns")]);
    let faults = preview("tier,,term_from,term_to,buy_rate_percent\nA,,24,60,5.49\n").file_faults;
    assert_eq!(told(&faults), [(1, Some(2), "unknown_column")]);
    assert_eq!(
        faults[0].detail,
        "the column has no name: name it, or take it out"
    );
}

#[test]
fn what_a_new_sheet_changes() {
    let old = preview(GOOD).programme.expect("a sheet");
    let newer = GOOD
        .replace("5.99,2.00", "6.24,2.00")
        .replace("A,720,,24,60,new,125,msrp,\"7,500.00\",5.49,2.5,\n", "")
        + "B,660,719,73,84,new,100,book,,8.24,1.5,\n";
    let head = Programme {
        id: "s10".into(),
        valid_from: date("2027-01-04"),
        ..head()
    };
    let files = SheetFiles {
        retail: Some(&newer),
        ..SheetFiles::default()
    };
    let kept = [old];
    let preview = import(head.clone(), &files, &kept, Some("s9"));
    assert!(preview.programme.is_some(), "{preview:?}");
    assert_eq!(preview.supersedes_until, Some(date("2027-01-03")));
    let changes = preview.changes.expect("changes");
    assert_eq!((changes.new.len(), changes.gone.len()), (1, 1));
    // Tiers A and B, and the row of tier B.
    assert_eq!(changes.same, 3);
    let [changed] = changes.changed.as_slice() else {
        panic!("{:?}", changes.changed);
    };
    let [figure] = changed.figures.as_slice() else {
        panic!("{:?}", changed.figures);
    };
    assert_eq!(figure.name, "buy_rate");
    assert_eq!(figure.before.as_deref(), Some("0.0599"));
    assert_eq!(figure.after.as_deref(), Some("0.0624"));
    // Beside the old sheet and not in its place, the validity overlaps.
    let beside = import(head.clone(), &files, &kept, None);
    assert_eq!(&*beside.faults[0].code, "validity_overlaps");
    // A sheet that begins with the old one is no later edition of it.
    let same_day = Programme {
        valid_from: date("2026-12-01"),
        ..head.clone()
    };
    let refused = import(same_day, &files, &kept, Some("s9"));
    assert_eq!(&*refused.faults[0].code, "not_a_later_edition");
    let unknown = import(head, &files, &kept, Some("s1"));
    assert_eq!(&*unknown.faults[0].code, "unknown_sheet");
    assert!(unknown.programme.is_none());
}

#[test]
fn editions_never_hold_on_the_same_day() {
    let edition = |id: &str, from: &str, to: Option<&str>| Programme {
        id: id.into(),
        valid_from: date(from),
        valid_to: to.map(date),
        ..sheet(vec![row()])
    };
    let follow = [
        edition("a", "2026-01-01", Some("2026-06-30")),
        edition("b", "2026-07-01", None),
    ];
    assert!(check_editions(&follow).is_empty());
    let overlap = [
        edition("a", "2026-01-01", Some("2026-07-01")),
        edition("b", "2026-07-01", None),
    ];
    let faults = check_editions(&overlap);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].pointer, "/1/valid_from");
    assert_eq!(
        faults[0].detail,
        "a holds from 2026-01-01 until 2026-07-01; b would hold from 2026-07-01 beside it"
    );
    // Two sheets of one day, and another programme of the same lender.
    let twice = [
        edition("a", "2026-01-01", None),
        edition("b", "2026-01-01", None),
    ];
    assert_eq!(check_editions(&twice).len(), 1);
    let other = Programme {
        name: "Special".into(),
        ..edition("b", "2026-03-01", None)
    };
    assert!(check_editions(&[edition("a", "2026-01-01", None), other]).is_empty());
}

#[test]
fn every_fault_of_a_typed_sheet() {
    let mut wrong = sheet(vec![row()]);
    wrong.valid_to = Some(date("2026-10-01"));
    wrong.rows[0].scope.tier = "Z".into();
    wrong.rows[0].scope.term_to = 0;
    wrong.rows[0].buy_rate = rate("5.9");
    wrong.lease = Some(lease_terms());
    let faults = wrong.check().expect_err("faults");
    let mut pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    pointers.sort_unstable();
    pointers.dedup();
    assert_eq!(
        pointers,
        [
            "/lease",
            "/rows/0/buy_rate",
            "/rows/0/scope/term_to",
            "/rows/0/scope/tier",
            "/valid_to",
        ]
    );
    assert!(sheet(vec![row()]).check().is_ok());
    assert!(lease_sheet().check().is_ok());
    let steps = LeaseSheet {
        mileage: read(
            r#"[{"miles_per_year": 15000, "points": "-0.03"}, {"miles_per_year": 10000, "points": "0.6"}]"#,
        ),
        ..lease_sheet().lease.expect("lease terms")
    };
    let faults = Programme {
        lease: Some(steps),
        tiers: vec![tier_a()],
        ..lease_sheet()
    }
    .check()
    .expect_err("faults");
    let codes: Vec<&str> = faults.iter().map(|fault| &*fault.code).collect();
    assert_eq!(codes, ["not_rising", "out_of_range"]);
}

#[test]
fn every_fault_of_a_lender() {
    assert!(crate::desks::lender().check().is_ok());
    let wrong = Lender {
        name: " ".into(),
        reserve: read(
            r#"{"method": "flat", "share": "0.5", "minimum": "10.00", "maximum": "5.00"}"#,
        ),
        markup_caps: read(r#"[{"points": "0.02"}, {"term_to": 60, "points": "2.5"}]"#),
        ..crate::desks::lender()
    };
    let faults = wrong.check().expect_err("faults");
    let mut pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/markup_caps/1/points",
            "/markup_caps/1/term_to",
            "/name",
            "/reserve/amount",
            "/reserve/maximum",
            "/reserve/share",
        ]
    );
}
