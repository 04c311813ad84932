//! `autolytiq rates` on a real database: a file read, shown, applied and taken back, with plain words where it is refused.

use std::path::PathBuf;
use std::process::{Command, Output};

use platform::testkit::TestApp;
use serde_json::{Value, json};

const PASSWORD: &str = "copper-kettle-on-the-stove";
const HEADER: &str = "state,county_fips,place_name,class,rate,from,to,source_url,cap,cap_rule\n";

struct House {
    app: TestApp,
    dealership: uuid::Uuid,
}

impl House {
    async fn begin() -> Self {
        let app = TestApp::start([
            gateway::service(),
            identity::service(),
            customers::service(),
            inventory::service(),
            deals::service(),
        ])
        .await;
        let dealership = Self::found(&app, "harbor").await;
        Self { app, dealership }
    }

    async fn found(app: &TestApp, name: &str) -> uuid::Uuid {
        let rooftop = json!({
            "name": "Clearwater", "code": "HM", "timezone": "America/New_York",
            "address": { "street": "1 Harbor Way", "city": "Clearwater", "county": "Pinellas", "state": "FL", "zip": "33755" },
        });
        let new = identity::admin::NewDealership {
            name,
            rooftop: serde_json::from_value(rooftop).expect("a rooftop"),
            admin_name: "Ada Minor",
            admin_email: &format!("ada@{name}.example"),
            admin_password: PASSWORD,
        };
        let made = identity::admin::create_dealership(app.platform("identity"), new).await;
        made.expect("founded").dealership
    }

    /// Runs `autolytiq rates …` on this database.
    fn rates(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_autolytiq"))
            .arg("rates")
            .args(words)
            .env_clear()
            .envs(self.app.environment())
            .output()
            .expect("it starts")
    }

    /// The tax of 30,000.00 in Pinellas County.
    async fn due(&self) -> Value {
        let user = self.app.user(self.dealership, &["tax.quote"]);
        let sale = json!({ "date": "2026-11-21", "registration": { "state": "FL", "county": "Pinellas" }, "price": "30000.00" });
        let quote = self.app.on("deals").post("/tax/quote", &user, sale).await;
        quote.json["totals"]["due"].clone()
    }
}

fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("written");
    path.display().to_string()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output) -> String {
    assert!(!output.status.success(), "{}", said(output));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// 6 % of 30,000.00 is 1,800.00; the county's 1 % of the first 5,000.00 is 50.00, its 1.25 % is 62.50.
#[tokio::test]
async fn a_file_is_imported_shown_applied_and_undone() {
    let house = House::begin().await;
    let ours = format!(
        "{HEADER}FL,12103,,vehicle,0.0125,2026-10-01,,x,,\nFL,12095,,vehicle,0.005,2026-10-01,,x,,\n"
    );
    let ours = file("ours.csv", &ours);
    let imported = house.rates(&["import", &ours]);
    let text = said(&imported);
    assert!(imported.status.success(), "{imported:?}");
    assert!(
        text.contains("0 added, 1 changed, 0 ended, 1 same, 0 unmatched"),
        "{text}"
    );
    assert!(text.contains("Nothing is changed yet"), "{text}");
    assert_eq!(house.due().await, "1850.00");
    let id = text.split_whitespace().next().expect("an id");

    let diff = said(&house.rates(&["diff", id]));
    assert!(
        diff.contains("changed   Pinellas County: 1 % (table) → 1.25 % from 2026-10-01"),
        "{diff}"
    );
    assert!(!diff.contains("Orange County"), "{diff}");
    assert!(said(&house.rates(&["diff", id, "--all"])).contains("same      Orange County"));

    let applied = house.rates(&["apply", id]);
    assert!(applied.status.success(), "{applied:?}");
    assert_eq!(house.due().await, "1862.50");
    let list = said(&house.rates(&["list"]));
    assert!(
        list.contains("applied") && list.contains("ours.csv"),
        "{list}"
    );
    assert!(refused(&house.rates(&["apply", id])).contains("This file is applied"));

    assert!(house.rates(&["undo", id]).status.success());
    assert_eq!(house.due().await, "1850.00");
    assert!(refused(&house.rates(&["undo", id])).contains("only an applied one is undone"));
}

#[tokio::test]
async fn what_is_wrong_is_said_by_line_and_nothing_is_kept() {
    let house = House::begin().await;
    let cut = file(
        "cut.csv",
        &format!("{HEADER}FL,12103,,vehicle,1.25,,,x,,\nFL,120"),
    );
    let words = refused(&house.rates(&["import", &cut, "--apply"]));
    assert!(
        words.contains("line 2, column rate: 125 % is more than any local rate"),
        "{words}"
    );
    assert!(
        words.contains("line 3: the file ends in the middle of a line"),
        "{words}"
    );
    let list = said(&house.rates(&["list"]));
    assert!(list.contains("No file of rates was imported yet"), "{list}");

    let good = file(
        "wisconsin.csv",
        &format!("{HEADER}FL,12103,,vehicle,0.0125,,,x,,\n"),
    );
    let words = refused(&house.rates(&["import", &good, "--state", "wi"]));
    assert!(words.contains("of Florida, not of Wisconsin"), "{words}");
    let words = refused(&house.rates(&["import", "/nowhere/at-all.csv"]));
    assert!(words.contains("cannot be read"), "{words}");
    let nobody = uuid::Uuid::nil().to_string();
    let words = refused(&house.rates(&["list", "--dealership", &nobody]));
    assert!(words.contains("there is no dealership"), "{words}");
    House::found(&house.app, "cove").await;
    assert!(refused(&house.rates(&["list"])).contains("there are several dealerships"));
    let wrong = house.rates(&["undo", "no-id"]);
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
    let help = said(&house.rates(&["--help"]));
    for word in ["import", "list", "diff", "apply", "undo"] {
        assert!(help.contains(word), "{help}");
    }
}
