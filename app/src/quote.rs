//! `autolytiq tax quote` and `autolytiq desk …`: JSON in on stdin, JSON out on stdout, one object or an
//! array of them, computed by the same engine as everywhere else.

use std::io::{Read, Write};
use std::process::ExitCode;

use platform::Fault;
use platform::json::parse;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// An answer stands where its question stood; a question with faults is answered by them.
#[derive(Serialize)]
#[serde(untagged)]
enum Reply<Answer> {
    Answer(Answer),
    Refused { faults: Vec<Fault> },
}

/// Reads questions from stdin, answers each with `engine`, and says by its exit code whether all could be.
pub fn answer<Question, Answer>(
    engine: impl Fn(&Question) -> Result<Answer, Vec<tax::Fault>>,
) -> anyhow::Result<ExitCode>
where
    Question: DeserializeOwned + ToSchema + 'static,
    Answer: Serialize,
{
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut refused = 0;
    let mut reply = |question: &str| match read(question)
        .and_then(|question| engine(&question).map_err(in_our_words))
    {
        Ok(answer) => Reply::Answer(answer),
        Err(faults) => {
            refused += 1;
            for fault in &faults {
                eprintln!("{}: {}", fault.pointer, fault.detail);
            }
            Reply::Refused { faults }
        }
    };

    let mut out = std::io::stdout().lock();
    if text.trim_start().starts_with('[') {
        match serde_json::from_str::<Vec<&RawValue>>(&text) {
            Ok(questions) => {
                let replies: Vec<_> = questions.iter().map(|each| reply(each.get())).collect();
                serde_json::to_writer_pretty(&mut out, &replies)?;
            }
            Err(error) => anyhow::bail!("stdin is not a JSON array: {error}"),
        }
    } else {
        serde_json::to_writer_pretty(&mut out, &reply(&text))?;
    }
    writeln!(out)?;
    Ok(if refused == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A question as the API takes it, or everything that is wrong with it.
fn read<Question: DeserializeOwned + ToSchema + 'static>(
    text: &str,
) -> Result<Question, Vec<Fault>> {
    parse(text.as_bytes()).map_err(|problem| match problem.errors() {
        [] => vec![Fault::new("", "not_json", problem.detail())],
        faults => faults.to_vec(),
    })
}

/// The engine's faults in the shape that every door answers with.
fn in_our_words(faults: Vec<tax::Fault>) -> Vec<Fault> {
    faults
        .into_iter()
        .map(|fault| Fault::new(fault.pointer, fault.code, fault.detail))
        .collect()
}
