//! The mark itself: strokes drawn on a pad, or a name that was typed.

use platform::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};

use super::same_name;

/// Points of one stroke: across, down, and milliseconds since the first touch.
pub type Stroke = Vec<[i32; 3]>;

/// A signature that has more strokes than this is none.
const MOST_STROKES: usize = 200;
/// All strokes together.
const MOST_POINTS: usize = 20_000;
/// The widest and highest pad.
const WIDEST: i32 = 10_000;
/// An hour.
const LONGEST: i32 = 3_600_000;
/// How far one stroke must reach for the whole to be more than dots.
const LEAST_REACH: i32 = 8;

/// How somebody signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = SignatureMark)]
pub enum Mark {
    /// Drawn with a finger, pen or mouse.
    Drawn {
        /// Points `[x, y, t]` of each stroke, in its order: pixels from the top left, milliseconds since the first touch.
        #[schema(schema_with = strokes_schema)]
        strokes: Vec<Stroke>,
    },
    /// The signer's own name, typed by the signer.
    Typed {
        #[schema(min_length = 1, max_length = 120)]
        typed_name: String,
    },
}

fn strokes_schema() -> Schema {
    let whole = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Integer))
        .minimum(Some(0))
        .maximum(Some(LONGEST))
        .build();
    let point = ArrayBuilder::new()
        .items(whole)
        .min_items(Some(3))
        .max_items(Some(3));
    let stroke = ArrayBuilder::new()
        .items(point)
        .min_items(Some(1))
        .max_items(Some(MOST_POINTS));
    ArrayBuilder::new()
        .items(stroke)
        .min_items(Some(1))
        .max_items(Some(MOST_STROKES))
        .into()
}

impl Mark {
    /// The word on the wire and in the table.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Drawn { .. } => "drawn",
            Self::Typed { .. } => "typed",
        }
    }

    /// Why this is no signature of `signer`; nothing where it is one. `at` is where it stands in the request.
    #[must_use]
    pub fn faults(&self, signer: &str, at: &str) -> Vec<Fault> {
        match self {
            Self::Drawn { strokes } => drawn_faults(strokes, at),
            Self::Typed { typed_name } if same_name(typed_name, signer) => Vec::new(),
            Self::Typed { .. } => {
                let detail = format!("is not the signer's name: type {} to sign", signer.trim());
                vec![Fault::new(format!("{at}/typed_name"), "differs", detail)]
            }
        }
    }
}

fn drawn_faults(strokes: &[Stroke], at: &str) -> Vec<Fault> {
    let whole = format!("{at}/strokes");
    if strokes.len() > MOST_STROKES {
        let detail = format!("has more than {MOST_STROKES} strokes: clear the pad and sign again");
        return vec![Fault::new(whole, "too_long", detail)];
    }
    if strokes.iter().map(Vec::len).sum::<usize>() > MOST_POINTS {
        let detail = format!("has more than {MOST_POINTS} points: clear the pad and sign again");
        return vec![Fault::new(whole, "too_long", detail)];
    }
    let mut faults = Vec::new();
    let mut before = 0;
    for (n, stroke) in strokes.iter().enumerate() {
        for (m, [x, y, t]) in stroke.iter().enumerate() {
            let here = |code: &str, detail: &str| {
                Fault::new(format!("{at}/strokes/{n}/{m}"), code, detail)
            };
            if ![x, y].into_iter().all(|it| (0..=WIDEST).contains(it)) {
                faults.push(here("out_of_range", "lies outside of any pad"));
            }
            if *t < before || *t > LONGEST {
                let detail = "its time lies before the point before it, or past an hour";
                faults.push(here("out_of_order", detail));
            }
            before = before.max(*t);
        }
    }
    faults.truncate(20);
    if faults.is_empty() && !strokes.iter().any(|stroke| reaches(stroke)) {
        let detail = "is empty or only dots: sign on the pad";
        faults.push(Fault::new(whole, "empty", detail));
    }
    faults
}

/// Whether a stroke goes anywhere.
fn reaches(stroke: &[[i32; 3]]) -> bool {
    let spread = |axis: usize| {
        let values = || stroke.iter().map(move |point| point[axis]);
        match (values().min(), values().max()) {
            (Some(least), Some(most)) => most.saturating_sub(least),
            _ => 0,
        }
    };
    spread(0) >= LEAST_REACH || spread(1) >= LEAST_REACH
}

#[cfg(test)]
mod tests {
    use super::{MOST_POINTS, MOST_STROKES, Mark};

    fn codes(mark: &Mark) -> Vec<(String, String)> {
        let faults = mark.faults("Marisol Ortega", "/signature");
        faults.into_iter().map(|it| (it.pointer, it.code)).collect()
    }

    fn drawn(strokes: Vec<Vec<[i32; 3]>>) -> Mark {
        Mark::Drawn { strokes }
    }

    fn one(pointer: &str, code: &str) -> Vec<(String, String)> {
        vec![(pointer.into(), code.into())]
    }

    #[test]
    fn a_line_is_a_signature_and_dots_are_none() {
        let line = drawn(vec![vec![[10, 20, 0], [14, 24, 16], [40, 30, 33]]]);
        assert_eq!(codes(&line), []);
        let empty = one("/signature/strokes", "empty");
        assert_eq!(codes(&drawn(vec![])), empty);
        assert_eq!(codes(&drawn(vec![vec![]])), empty);
        let dots = vec![vec![[10, 10, 0]], vec![[300, 10, 90], [303, 12, 99]]];
        assert_eq!(
            codes(&drawn(dots)),
            empty,
            "far apart, and dots all the same"
        );
    }

    #[test]
    fn points_lie_on_a_pad_and_time_runs_forward() {
        let off = drawn(vec![vec![[0, 0, 0], [-1, 5, 5], [90, 10_001, 6]]]);
        let outside = |m: u8| {
            (
                format!("/signature/strokes/0/{m}"),
                "out_of_range".to_owned(),
            )
        };
        assert_eq!(codes(&off), [outside(1), outside(2)]);
        let back = drawn(vec![
            vec![[0, 0, 50], [90, 5, 60]],
            vec![[5, 5, 59], [6, 6, 61]],
        ]);
        assert_eq!(codes(&back), one("/signature/strokes/1/0", "out_of_order"));
        let late = drawn(vec![vec![[0, 0, 0], [90, 5, 3_600_001]]]);
        assert_eq!(codes(&late), one("/signature/strokes/0/1", "out_of_order"));
    }

    #[test]
    fn no_more_than_a_hand_draws() {
        let stroke = vec![[0, 0, 0], [90, 5, 0]];
        let at_most = drawn(vec![stroke.clone(); MOST_STROKES]);
        assert_eq!(codes(&at_most), []);
        let too_many = drawn(vec![stroke; MOST_STROKES + 1]);
        assert_eq!(codes(&too_many), one("/signature/strokes", "too_long"));
        let long = vec![[0, 0, 0]; MOST_POINTS + 1];
        assert_eq!(
            codes(&drawn(vec![long])),
            one("/signature/strokes", "too_long")
        );
    }

    #[test]
    fn a_typed_name_is_the_signers() {
        let typed = |name: &str| Mark::Typed {
            typed_name: name.into(),
        };
        assert_eq!(codes(&typed("marisol  ortega")), []);
        assert_eq!(
            codes(&typed("Dana Kessler")),
            one("/signature/typed_name", "differs")
        );
    }

    #[test]
    fn it_is_read_as_the_pad_sends_it() {
        let sent = r#"{"kind":"drawn","strokes":[[[1,2,0],[30,2,16]]]}"#;
        let read: Mark = serde_json::from_str(sent).expect("a mark");
        assert_eq!(read, drawn(vec![vec![[1, 2, 0], [30, 2, 16]]]));
        assert_eq!(serde_json::to_string(&read).expect("text"), sent);
        let other = r#"{"kind":"typed","typed_name":"M","strokes":[]}"#;
        assert!(serde_json::from_str::<Mark>(other).is_err());
    }
}
