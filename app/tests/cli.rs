//! The command line: quotes in and out, and plain words with the right exit code where something is wrong.

use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// Runs `autolytiq` with these words, this on stdin, and nothing of the caller's settings.
fn autolytiq(words: &[&str], stdin: &str, settings: &[(&str, &str)]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_autolytiq"))
        .args(words)
        .env_clear()
        .envs(settings.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // A program that refuses its words may be gone before it reads.
    let _ = child
        .stdin
        .take()
        .expect("its stdin")
        .write_all(stdin.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn out(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no JSON: {output:?}"))
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn texas(price: &str) -> Value {
    json!({ "date": "2026-11-21", "registration": { "state": "TX" }, "price": price })
}

#[test]
fn a_sale_is_quoted() {
    // Tex. Tax Code 152.021: 6.25 % of the total consideration; 30,000.00 bear 1,875.00.
    let output = autolytiq(&["tax", "quote"], &texas("30000.00").to_string(), &[]);
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(out(&output)["totals"]["due"], "1875.00");
}

#[test]
fn an_array_is_answered_by_an_array_and_one_fault_does_not_hide_the_rest() {
    let sales = json!([texas("30000.00"), texas("-1.00"), texas("16000.00")]);
    let output = autolytiq(&["tax", "quote"], &sales.to_string(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let answers = out(&output);
    assert_eq!(answers[0]["totals"]["due"], "1875.00");
    assert_eq!(answers[1]["faults"][0]["pointer"], "/price");
    assert_eq!(answers[2]["totals"]["due"], "1000.00");
}

#[test]
fn every_fault_of_a_sale_is_named() {
    let sale = json!({ "date": "soon", "registration": { "state": "TX" }, "price": "1.234", "colour": "red" });
    let output = autolytiq(&["tax", "quote"], &sale.to_string(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let answer = out(&output);
    let mut pointers: Vec<&str> = answer["faults"]
        .as_array()
        .expect("faults")
        .iter()
        .filter_map(|fault| fault["pointer"].as_str())
        .collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/colour", "/date", "/price"]);
    assert_eq!(
        autolytiq(&["tax", "quote"], "{", &[]).status.code(),
        Some(1)
    );
}

#[test]
fn a_deal_is_figured() {
    let deal = json!({
        "date": "2026-11-21", "kind": "cash", "selling_price": "30000.00",
        "places": { "registration": { "state": "TX" }, "dealer": { "state": "TX" } },
        "vehicle": { "condition": "used", "class": "passenger" },
    });
    let output = autolytiq(&["desk", "quote"], &deal.to_string(), &[]);
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(out(&output)["total_price"], "31875.00");
}

#[test]
fn a_broken_setting_is_one_line_and_exit_code_64() {
    let output = autolytiq(
        &["settings"],
        "",
        &[("PORT", "eighty"), ("ALLOWED_ORIGINS", "*")],
    );
    assert_eq!(output.status.code(), Some(64));
    let said = err(&output);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with("PORT: found \"eighty\", expected"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("ALLOWED_ORIGINS: found \"*\", expected"),
        "{lines:?}"
    );
}

#[test]
fn a_port_that_is_taken_is_said_before_anything_starts() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let data = std::env::temp_dir().join(format!("autolytiq-cli-{}", std::process::id()));
    let output = autolytiq(
        &["up"],
        "",
        &[("PORT", &port), ("DATA_DIR", &data.display().to_string())],
    );
    assert_eq!(output.status.code(), Some(64));
    assert!(
        err(&output).contains(&format!("PORT: cannot listen on 127.0.0.1:{port}")),
        "{}",
        err(&output)
    );
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn settings_and_help_read_well() {
    let settings = autolytiq(&["settings"], "", &[("PORT", "9000")]);
    let text = String::from_utf8_lossy(&settings.stdout).into_owned();
    assert!(text.lines().any(|line| line.starts_with("PORT ")
        && line.contains("9000")
        && line.contains("environment")));
    let help = String::from_utf8_lossy(&autolytiq(&["--help"], "", &[]).stdout).into_owned();
    for command in [
        "up", "serve", "migrate", "demo", "tax", "desk", "settings", "user",
    ] {
        assert!(
            help.lines()
                .any(|line| line.trim_start().starts_with(command)),
            "{command} is not in the help"
        );
    }
}
