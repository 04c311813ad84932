//! One service asking another in the house's own name: for a dealership, with permissions that it names.
//!
//! For what the work needs and the person at work may not see, such as a vehicle's cost behind a salesperson's deal.
//! The call is signed with a key that all services derive from the master key, over the time, the method, the path
//! and the caller it speaks for; no token of a user opens this door and none is needed.

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use uuid::Uuid;

use super::{Access, Caller, Refused};
use crate::problem::Problem;
use crate::secrets::MasterKey;

const CALLER: HeaderName = HeaderName::from_static("x-house-caller");
const SIGNATURE: HeaderName = HeaderName::from_static("x-house-signature");
/// How far the clocks of two machines may be apart.
const SKEW_SECONDS: i64 = 60;

fn digest(key: &MasterKey, now: i64, method: &Method, path: &str, caller: &str) -> String {
    let message = format!("{now}\n{method}\n{path}\n{caller}");
    hex::encode(key.digest("calls in the name of the house", message.as_bytes()))
}

/// The headers of a call for a dealership with these permissions.
pub(crate) fn signed(
    key: &MasterKey,
    now: i64,
    method: &Method,
    path: &str,
    dealership: Uuid,
    permissions: &[&str],
) -> Result<[(HeaderName, HeaderValue); 2], Problem> {
    let caller = format!("{dealership} {}", permissions.join(" "));
    let signature = format!("{now}.{}", digest(key, now, method, path, &caller));
    let value = |text: String| HeaderValue::try_from(text).map_err(Problem::internal);
    Ok([(CALLER, value(caller)?), (SIGNATURE, value(signature)?)])
}

/// Whom such a call speaks for; none where it is not one.
pub(crate) fn access(
    key: &MasterKey,
    now: i64,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Option<Access> {
    let caller = headers.get(&CALLER)?;
    Some(
        speaks_for(key, now, method, path, headers, caller)
            .map_or(Access::Refused(Refused::Forged), Access::Caller),
    )
}

fn speaks_for(
    key: &MasterKey,
    now: i64,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    caller: &HeaderValue,
) -> Option<Caller> {
    let caller = caller.to_str().ok()?;
    let (sent_at, signature) = headers.get(&SIGNATURE)?.to_str().ok()?.split_once('.')?;
    let sent_at: i64 = sent_at.parse().ok()?;
    let expected = digest(key, sent_at, method, path, caller);
    aws_lc_rs::constant_time::verify_slices_are_equal(signature.as_bytes(), expected.as_bytes())
        .ok()?;
    if (now - sent_at).abs() > SKEW_SECONDS {
        return None;
    }
    let mut words = caller.split(' ');
    let dealership = words.next()?.parse().ok()?;
    Some(Caller::house_with(
        dealership,
        words.map(str::to_owned).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method};
    use uuid::Uuid;

    use super::{Access, access, signed};
    use crate::secrets::MasterKey;

    fn headers(key: &MasterKey, dealership: Uuid, permissions: &[&str]) -> HeaderMap {
        let signed = signed(
            key,
            1_000,
            &Method::GET,
            "/vehicles/1",
            dealership,
            permissions,
        );
        signed.expect("headers").into_iter().collect()
    }

    #[test]
    fn speaks_for_the_dealership_with_the_named_permissions_only() {
        let (key, dealership) = (MasterKey::generate().expect("a key"), Uuid::now_v7());
        let headers = headers(&key, dealership, &["inventory.read", "inventory.see_cost"]);
        let Some(Access::Caller(caller)) =
            access(&key, 1_030, &Method::GET, "/vehicles/1", &headers)
        else {
            panic!("the house is let in");
        };
        assert_eq!(caller.dealership_id(), dealership);
        assert!(caller.may("inventory.see_cost") && !caller.may("inventory.write"));
    }

    #[test]
    fn nothing_of_it_can_be_changed_kept_or_made_up() {
        let (key, dealership) = (MasterKey::generate().expect("a key"), Uuid::now_v7());
        let good = headers(&key, dealership, &["inventory.read"]);
        let let_in = |key: &MasterKey, now, method: &Method, path: &str, headers: &HeaderMap| {
            matches!(
                access(key, now, method, path, headers),
                Some(Access::Caller(_))
            )
        };
        assert!(let_in(&key, 1_000, &Method::GET, "/vehicles/1", &good));
        assert!(
            !let_in(&key, 1_100, &Method::GET, "/vehicles/1", &good),
            "too old"
        );
        assert!(
            !let_in(&key, 1_000, &Method::DELETE, "/vehicles/1", &good),
            "another method"
        );
        assert!(
            !let_in(&key, 1_000, &Method::GET, "/vehicles/2", &good),
            "another path"
        );
        let other = MasterKey::generate().expect("a key");
        assert!(
            !let_in(&other, 1_000, &Method::GET, "/vehicles/1", &good),
            "another house"
        );
        let mut more = good.clone();
        let caller = format!("{dealership} inventory.read inventory.see_cost");
        more.insert("x-house-caller", caller.parse().expect("a value"));
        assert!(
            !let_in(&key, 1_000, &Method::GET, "/vehicles/1", &more),
            "more permissions"
        );
        assert!(access(&key, 1_000, &Method::GET, "/vehicles/1", &HeaderMap::new()).is_none());
    }
}
