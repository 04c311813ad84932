//! The dealership: the tenant to which everything else belongs.

use platform::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::place;

/// What is written down of a dealership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dealership {
    /// As people call it.
    #[schema(min_length = 1, max_length = 120, example = "Harbor Motors")]
    pub name: String,
    /// As contracts call it, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 160, example = "Harbor Motors of Clearwater, LLC")]
    pub legal_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, example = "+17275550142")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "https://harbormotors.example")]
    pub website: Option<String>,
}

impl Dealership {
    /// The same, tidied.
    ///
    /// # Errors
    /// Every fault.
    pub fn checked(self) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let checked = Self {
            name: place::required(&self.name, "/name", 120, &mut faults),
            legal_name: place::optional(
                self.legal_name.as_deref(),
                "/legal_name",
                160,
                &mut faults,
            ),
            phone: place::optional_phone(self.phone.as_deref(), "/phone", &mut faults),
            website: place::optional(self.website.as_deref(), "/website", 200, &mut faults),
        };
        if let Some(site) = &checked.website
            && !(site.starts_with("https://") || site.starts_with("http://"))
        {
            faults.push(Fault::new(
                "/website",
                "url",
                "must begin with https:// or http://",
            ));
        }
        if faults.is_empty() {
            Ok(checked)
        } else {
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named() {
        let faults = Dealership {
            name: "  ".into(),
            legal_name: None,
            phone: Some("12".into()),
            website: Some("javascript:alert(1)".into()),
        }
        .checked()
        .unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/phone", "/website"]);
    }
}
