//! `autolytiq lenders` on a real database: a sheet read, shown and applied, and what is wrong with one said by its line.

use std::path::PathBuf;
use std::process::{Command, Output};

use platform::testkit::TestApp;
use serde_json::json;

const PASSWORD: &str = "copper-kettle-on-the-stove";

/// Runs `autolytiq lenders …` on the database of a house.
fn lenders(app: &TestApp, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_autolytiq"))
        .arg("lenders")
        .args(words)
        .env_clear()
        .envs(app.environment())
        .output()
        .expect("it starts")
}

fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("written");
    path.display().to_string()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn a_sheet_is_imported_shown_applied_and_superseded() {
    let app = TestApp::start([
        gateway::service(),
        identity::service(),
        customers::service(),
        inventory::service(),
        deals::service(),
    ])
    .await;
    let rooftop = json!({
        "name": "Clearwater", "code": "HM", "timezone": "America/New_York",
        "address": { "street": "1 Harbor Way", "city": "Clearwater", "county": "Pinellas", "state": "FL", "zip": "33755" },
    });
    let new = identity::admin::NewDealership {
        name: "harbor",
        rooftop: serde_json::from_value(rooftop).expect("a rooftop"),
        admin_name: "Ada Minor",
        admin_email: "ada@harbor.example",
        admin_password: PASSWORD,
    };
    let made = identity::admin::create_dealership(app.platform("identity"), new).await;
    let dealership = made.expect("founded").dealership;
    assert!(said(&lenders(&app, &["list"])).contains("No lender yet"));
    let boss = app.user(dealership, &["lenders.manage"]);
    let bank =
        json!({ "name": "Northbank", "kind": "bank", "reserve": { "method": "present_value" } });
    let bank = app.on("deals").post("/lenders", &boss, bank).await;
    assert_eq!(bank.status, 201, "{}", bank.text());

    let good = file(
        "good.csv",
        "tier,term_from,term_to,buy_rate_percent\nA,24,60,5.49\nA,61,84,5.99\n",
    );
    let sheet = ["--lender", "northbank", "--name", "Standard"];
    let import = |from: &str, more: &[&str]| {
        let words = [&["import"], &sheet[..], &["--from", from], more].concat();
        lenders(&app, &words)
    };
    let read = import("2026-01-01", &["--retail", &good]);
    let text = said(&read);
    assert!(read.status.success(), "{read:?}");
    assert!(
        text.contains("Northbank Standard: 2 rows") && text.contains("Nothing is changed yet"),
        "{text}"
    );
    let id = text.split_whitespace().next().expect("an id");
    let applied = lenders(&app, &["apply", id]);
    assert!(
        said(&applied).contains("Standard of Northbank holds from 2026-01-01."),
        "{applied:?}"
    );
    let again = lenders(&app, &["apply", id]);
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("applied already"));

    let dearer = file(
        "dearer.csv",
        "tier,term_from,term_to,buy_rate_percent\nA,24,60,5.49\nA,61,84,6.24\n",
    );
    let next = import("2090-01-01", &["--retail", &dearer, "--apply"]);
    let text = said(&next);
    assert!(
        text.contains("0 new, 1 changed, 0 gone")
            && text.contains("The sheet before it holds until 2089-12-31."),
        "{text}"
    );
    let list = said(&lenders(&app, &["list"]));
    assert!(
        list.contains("in_force retail  Standard: from 2026-01-01 to 2089-12-31, 1 tiers, 2 rows")
            && list.contains("future   retail  Standard: from 2090-01-01, 1 tiers, 2 rows"),
        "{list}"
    );

    let shifted = file(
        "shifted.csv",
        "tier,term_from,term_to,buy_rate_percent\nA,24,5.49\n",
    );
    let refused = import("2091-01-01", &["--retail", &shifted]);
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("retail, line 2: ") && said(&refused).contains("[shifted_columns]"),
        "{}",
        said(&refused)
    );
}
