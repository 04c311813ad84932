//! What somebody wrote down about a customer, and when.

use jiff::Timestamp;
use platform::problem::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

platform::id!(
    /// A note's id.
    NoteId
);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Note {
    pub id: NoteId,
    pub text: String,
    pub author_id: Uuid,
    pub author_name: String,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    #[schema(min_length = 1, max_length = 4_000)]
    pub text: String,
}

impl NewNote {
    /// The text without blanks around it.
    ///
    /// # Errors
    /// Where nothing is left.
    pub fn text(self) -> Result<String, Vec<Fault>> {
        let text = self.text.trim();
        if text.is_empty() {
            return Err(vec![Fault::new(
                "/text",
                "required",
                "A note needs some text.",
            )]);
        }
        Ok(text.to_owned())
    }
}
