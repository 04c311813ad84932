//! A customer: a person or a business, how to reach it, where it lives and who looks after it.

use jiff::Timestamp;
use platform::problem::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::address::Address;
use crate::phone;

platform::id!(
    /// A customer's id.
    CustomerId
);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomerKind {
    Person,
    Business,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    Email,
    Mobile,
    Home,
    Work,
}

/// One way to reach a customer, and what it has allowed. Nothing is allowed unless it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub kind: ContactKind,
    /// An e-mail address, or a US telephone number in any usual writing; kept as E.164.
    #[schema(min_length = 1, max_length = 254, example = "(727) 555-0148")]
    pub value: String,
    #[serde(default)]
    pub preferred: bool,
    #[serde(default)]
    pub may_call: bool,
    #[serde(default)]
    pub may_text: bool,
    #[serde(default)]
    pub may_email: bool,
}

/// What is written about a customer, as a form sends it. The door refuses fields that are not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CustomerProfile)]
pub struct Profile {
    pub kind: CustomerKind,
    /// The store that looks after this customer.
    pub rooftop_id: Uuid,
    /// The salesperson.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    /// Of the person; of whom to ask for at a business.
    #[serde(default)]
    #[schema(max_length = 80)]
    pub first_name: Option<String>,
    #[serde(default)]
    #[schema(max_length = 80)]
    pub last_name: Option<String>,
    #[serde(default)]
    #[schema(max_length = 160)]
    pub business_name: Option<String>,
    #[serde(default)]
    #[schema(max_items = 20)]
    pub contacts: Vec<Contact>,
    #[serde(default)]
    #[schema(max_items = 10)]
    pub addresses: Vec<Address>,
    #[serde(default)]
    #[schema(max_items = 20)]
    pub tags: Vec<String>,
}

/// A customer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Customer {
    pub id: CustomerId,
    pub version: i64,
    /// As lists show it: `Ortega, Marisol`, or the name of the business.
    pub filed_as: String,
    #[serde(flatten)]
    pub profile: Profile,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

/// A profile that keeps every rule: the only kind that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vetted(Profile);

impl Vetted {
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.0
    }

    /// As lists sort and show it: `Ortega, Marisol`, or the name of the business.
    #[must_use]
    pub fn filed_as(&self) -> String {
        let text = |name: &Option<String>| name.clone().unwrap_or_default();
        match self.0.kind {
            CustomerKind::Business => text(&self.0.business_name),
            CustomerKind::Person => {
                format!("{}, {}", text(&self.0.last_name), text(&self.0.first_name))
            }
        }
    }

    /// Everything that a search looks through, in lower case.
    #[must_use]
    pub fn search_text(&self) -> String {
        let names = [&self.0.first_name, &self.0.last_name, &self.0.business_name];
        let names = names.into_iter().flatten().map(String::as_str);
        let reach = self.0.contacts.iter().map(|contact| contact.value.as_str());
        names
            .chain(reach)
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    }

    /// What two records of the same customer would share.
    #[must_use]
    pub fn reach(&self) -> Vec<&str> {
        self.0
            .contacts
            .iter()
            .map(|contact| contact.value.as_str())
            .collect()
    }
}

impl Profile {
    /// Tidies what is a matter of writing and judges the rest.
    ///
    /// # Errors
    /// All faults at once, each naming its field.
    pub fn vetted(mut self) -> Result<Vetted, Vec<Fault>> {
        let mut faults = Vec::new();
        self.vet_name(&mut faults);
        self.vet_contacts(&mut faults);
        for (index, address) in self.addresses.iter_mut().enumerate() {
            address.vet(&format!("/addresses/{index}"), &mut faults);
        }
        self.vet_tags(&mut faults);
        if faults.is_empty() {
            Ok(Vetted(self))
        } else {
            Err(faults)
        }
    }

    fn vet_name(&mut self, faults: &mut Vec<Fault>) {
        for name in [
            &mut self.first_name,
            &mut self.last_name,
            &mut self.business_name,
        ] {
            *name = name
                .take()
                .map(|name| one_line(&name))
                .filter(|name| !name.is_empty());
        }
        let mut needs = |field: &str, name: &Option<String>, who: &str| {
            if name.is_none() {
                faults.push(Fault::new(
                    format!("/{field}"),
                    "required",
                    format!("{who} needs this."),
                ));
            }
        };
        match self.kind {
            CustomerKind::Person => {
                needs("first_name", &self.first_name, "A person");
                needs("last_name", &self.last_name, "A person");
                if self.business_name.is_some() {
                    let detail = "A person has none; the kind for a company is business.";
                    faults.push(Fault::new("/business_name", "not_for_person", detail));
                }
            }
            CustomerKind::Business => needs("business_name", &self.business_name, "A business"),
        }
    }

    fn vet_contacts(&mut self, faults: &mut Vec<Fault>) {
        for (index, contact) in self.contacts.iter_mut().enumerate() {
            contact.vet(&format!("/contacts/{index}"), faults);
        }
        let mut preferred = false;
        for (index, contact) in self.contacts.iter().enumerate() {
            if self.contacts[..index]
                .iter()
                .any(|other| other.value == contact.value)
            {
                let detail = "This customer has this contact already.";
                faults.push(Fault::new(
                    format!("/contacts/{index}/value"),
                    "repeated",
                    detail,
                ));
            }
            if contact.preferred && std::mem::replace(&mut preferred, true) {
                let detail = "Only one contact can be the preferred one.";
                faults.push(Fault::new(
                    format!("/contacts/{index}/preferred"),
                    "repeated",
                    detail,
                ));
            }
        }
    }

    fn vet_tags(&mut self, faults: &mut Vec<Fault>) {
        let mut kept: Vec<String> = Vec::with_capacity(self.tags.len());
        for (index, tag) in self.tags.iter().enumerate() {
            let tag = one_line(tag).to_lowercase();
            if tag.is_empty() || tag.chars().count() > 40 {
                let detail = "A tag has 1 to 40 characters.";
                faults.push(Fault::new(format!("/tags/{index}"), "bad_length", detail));
            } else if !kept.contains(&tag) {
                kept.push(tag);
            }
        }
        self.tags = kept;
    }
}

impl Contact {
    fn vet(&mut self, at: &str, faults: &mut Vec<Fault>) {
        let mut fault = |field: &str, code: &str, detail: String| {
            faults.push(Fault::new(format!("{at}/{field}"), code, detail));
        };
        if self.kind == ContactKind::Email {
            self.value = self.value.trim().to_lowercase();
            if !is_email(&self.value) {
                fault(
                    "value",
                    "bad_email",
                    format!("{:?} is no e-mail address.", self.value),
                );
            }
        } else {
            match phone::e164(&self.value) {
                Ok(number) => self.value = number,
                Err(why) => {
                    fault(
                        "value",
                        "bad_phone",
                        format!("{:?} is no telephone number: {why}.", self.value),
                    );
                }
            }
        }
        let allowed = match self.kind {
            ContactKind::Email => [false, false, true],
            ContactKind::Mobile => [true, true, false],
            ContactKind::Home | ContactKind::Work => [true, false, false],
        };
        let asked = [self.may_call, self.may_text, self.may_email];
        for ((field, asked), allowed) in ["may_call", "may_text", "may_email"]
            .iter()
            .zip(asked)
            .zip(allowed)
        {
            if asked && !allowed {
                fault(
                    field,
                    "not_for_kind",
                    "This kind of contact cannot be used so.".to_owned(),
                );
            }
        }
    }
}

/// One `@` between a name and a domain with a dot: what is more only the mail server knows.
fn is_email(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && part
                .chars()
                .all(|c| c.is_ascii_graphic() && !"@,;:<>()[]\\\"".contains(c))
    };
    text.len() <= 254
        && text.split_once('@').is_some_and(|(name, domain)| {
            plain(name) && name.len() <= 64 && plain(domain) && domain.contains('.')
        })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts that a stored customer must all contain to be found: words in lower case, and
/// telephone numbers in any writing as bare digits.
#[must_use]
pub fn search_words(query: &str) -> Vec<String> {
    query
        .split_whitespace()
        .map(|word| {
            let bare: String = word.chars().filter(char::is_ascii_digit).collect();
            let phone = word
                .chars()
                .all(|c| c.is_ascii_digit() || "()+-.".contains(c));
            if phone && !bare.is_empty() {
                bare
            } else {
                word.to_lowercase()
            }
        })
        .collect()
}
