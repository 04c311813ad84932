//! Which service a path of the API belongs to.

/// A family of paths under `/api/v1`.
struct Family {
    /// The first part of the path.
    first: &'static str,
    service: &'static str,
    /// Whether it is reached without an access token.
    open: bool,
}

const FAMILIES: &[Family] = &[
    family("deals", "deals"),
    family("desk", "deals"),
    family("lenders", "deals"),
    family("products", "deals"),
    family("tax", "deals"),
    family("customers", "customers"),
    family("vehicles", "inventory"),
    family("vin", "inventory"),
    family("dealership", "identity"),
    family("rooftops", "identity"),
    family("users", "identity"),
    family("people", "identity"),
    family("roles", "identity"),
    family("me", "identity"),
    family("audit", "identity"),
    // A browser opens a WebSocket without a token; a ticket says who it is.
    Family {
        first: "live",
        service: "notifications",
        open: true,
    },
    // What a customer was given a link to.
    Family {
        first: "q",
        service: "deals",
        open: true,
    },
    Family {
        first: "auth",
        service: "identity",
        open: true,
    },
    Family {
        first: ".well-known",
        service: "identity",
        open: true,
    },
];

const fn family(first: &'static str, service: &'static str) -> Family {
    Family {
        first,
        service,
        open: false,
    }
}

/// The service behind a path such as `/deals/{id}`, and whether it is open to those who are not signed in.
pub fn service_of(path: &str) -> Option<(&'static str, bool)> {
    let first = path.trim_start_matches('/').split('/').next()?;
    FAMILIES
        .iter()
        .find(|family| family.first == first)
        .map(|family| (family.service, family.open))
}

/// Every service that has a family of paths here.
pub fn services() -> impl Iterator<Item = &'static str> {
    [
        "deals",
        "customers",
        "inventory",
        "identity",
        "notifications",
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::{FAMILIES, service_of, services};

    #[test]
    fn the_first_part_of_the_path_decides() {
        assert_eq!(service_of("/deals/0199/structures"), Some(("deals", false)));
        assert_eq!(
            service_of("/vin/1M8GDM9AXKP042788"),
            Some(("inventory", false))
        );
        assert_eq!(service_of("/auth/login"), Some(("identity", true)));
        assert_eq!(service_of("/live"), Some(("notifications", true)));
        assert_eq!(service_of("/q/alp_00/sign"), Some(("deals", true)));
        for nowhere in ["/dealsX", "/internal/events", "/metrics", "/", ""] {
            assert_eq!(service_of(nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn every_family_belongs_to_a_service_that_is_listed() {
        for family in FAMILIES {
            assert!(
                services().any(|service| service == family.service),
                "{}",
                family.first
            );
        }
    }
}
