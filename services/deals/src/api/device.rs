//! What a request says of the device that it comes from, for the signature that it brings.

use std::net::IpAddr;

use http::{HeaderMap, HeaderName, header};

use crate::signatures::Device;

/// The gateway's word for who calls, one address. It lets none from outside through.
const CLIENT: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The browser as it calls itself, and its address as the gateway saw it.
pub fn device_of(headers: &HeaderMap) -> Device {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    Device {
        user_agent: text(header::USER_AGENT).map(str::to_owned),
        ip: text(CLIENT).and_then(|address| address.trim().parse::<IpAddr>().ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::device_of;
    use http::{HeaderMap, HeaderValue};

    #[test]
    fn is_one_address_or_none() {
        let ip = |said: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", HeaderValue::from_static(said));
            device_of(&headers).ip.map(|ip| ip.to_string())
        };
        assert_eq!(ip("203.0.113.7").as_deref(), Some("203.0.113.7"));
        assert_eq!(ip("2001:db8::7").as_deref(), Some("2001:db8::7"));
        for none in ["", "unknown", "203.0.113.7, 10.0.0.1", "203.0.113.7:443"] {
            assert_eq!(ip(none), None, "{none}");
        }
        assert_eq!(device_of(&HeaderMap::new()).ip, None);
    }
}
