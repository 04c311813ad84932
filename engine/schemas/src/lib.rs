//! The schemas that the services publish: every type has a name of its own, and none is left out. For tests alone.

use std::collections::BTreeMap;

use utoipa::ToSchema;
use utoipa::openapi::{RefOr, schema::Schema};

const COMPONENTS: &str = "#/components/schemas/";

/// Schemas by their names, as text.
#[derive(Debug, Default)]
pub struct Schemas(BTreeMap<String, String>);

impl Schemas {
    /// The same and a type with all that it speaks of.
    ///
    /// # Panics
    /// Where two types have one name.
    #[must_use]
    pub fn of<T: ToSchema>(mut self) -> Self {
        let mut found: Vec<(String, RefOr<Schema>)> = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut found);
        for (name, schema) in found {
            let text = serde_json::to_string(&schema).expect("a schema is text");
            let known = self.0.entry(name.clone()).or_insert_with(|| text.clone());
            assert_eq!(*known, text, "two types are named {name}");
        }
        self
    }

    /// Holds them to be whole: these are among them, and every one that is spoken of.
    ///
    /// # Panics
    /// Where one is missing.
    pub fn are_whole_with(&self, names: &[&str]) {
        for name in names {
            assert!(self.0.contains_key(*name), "{name} is missing");
        }
        for (name, schema) in &self.0 {
            for reference in schema.split(COMPONENTS).skip(1) {
                let target = reference.split('"').next().unwrap_or_default();
                assert!(
                    self.0.contains_key(target),
                    "{name} speaks of {target}, which has no schema"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Schemas;
    use utoipa::ToSchema;

    #[derive(ToSchema)]
    #[schema(as = Car)]
    struct Car {
        _wheels: u8,
    }

    #[derive(ToSchema)]
    #[schema(as = Car)]
    struct OtherCar {
        _doors: u8,
    }

    #[derive(ToSchema)]
    struct Lot {
        _cars: Vec<Car>,
    }

    #[test]
    fn a_type_comes_with_all_that_it_speaks_of() {
        Schemas::default()
            .of::<Lot>()
            .are_whole_with(&["Lot", "Car"]);
    }

    #[test]
    #[should_panic(expected = "two types are named Car")]
    fn two_types_of_one_name_are_told() {
        let _ = Schemas::default().of::<Car>().of::<OtherCar>();
    }

    #[test]
    #[should_panic(expected = "Truck is missing")]
    fn a_type_that_is_left_out_is_told() {
        Schemas::default().of::<Lot>().are_whole_with(&["Truck"]);
    }

    #[test]
    #[should_panic(expected = "Lot speaks of Car, which has no schema")]
    fn a_type_that_is_only_spoken_of_is_told() {
        let mut schemas = Schemas::default().of::<Lot>();
        schemas.0.remove("Car");
        schemas.are_whole_with(&[]);
    }
}
