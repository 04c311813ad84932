//! Whose request it is: the address at the other end of the connection, or what a proxy in front says of it where the
//! gateway was told of that proxy. Services read it in `X-Forwarded-For`, which is the gateway's alone.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use http::{HeaderMap, HeaderName, HeaderValue, header};

const HEADER: HeaderName = HeaderName::from_static("x-forwarded-for");
/// What proxies say of whom they speak for. From outside it is anybody's word.
const SAID: [HeaderName; 3] = [
    HEADER,
    header::FORWARDED,
    HeaderName::from_static("x-real-ip"),
];

/// Puts the client's address in place of whatever the request says of it.
pub fn say(request: &mut Request, proxies: &[IpAddr]) {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| address.ip().to_canonical());
    let client = peer.map(|peer| behind(peer, request.headers(), proxies));
    let headers = request.headers_mut();
    for name in SAID {
        headers.remove(name);
    }
    let client = client.and_then(|client| HeaderValue::from_str(&client.to_string()).ok());
    if let Some(client) = client {
        headers.insert(HEADER, client);
    }
}

/// Each proxy adds whom it got the request from at the end. So the last address that is no known proxy's is the client's;
/// what stands before it is what the client itself said.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let lines: Vec<&str> = headers
        .get_all(HEADER)
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    let mut client = peer;
    let mut hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
    while proxies.contains(&client) {
        // A hop that is no address is nobody's: the proxy is the last who is known.
        let Some(hop) = hops.next().and_then(|hop| hop.trim().parse().ok()) else {
            break;
        };
        client = IpAddr::to_canonical(&hop);
    }
    client
}

#[cfg(test)]
mod tests {
    use super::behind;
    use http::{HeaderMap, HeaderValue};
    use std::net::IpAddr;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn client(peer: &str, said: &[&'static str], proxies: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in said {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let proxies: Vec<IpAddr> = proxies.iter().map(|proxy| ip(proxy)).collect();
        behind(ip(peer), &headers, &proxies).to_string()
    }

    #[test]
    fn without_a_proxy_nobodys_word_counts() {
        assert_eq!(client("198.51.100.4", &[], &[]), "198.51.100.4");
        assert_eq!(
            client("198.51.100.4", &["203.0.113.7"], &[]),
            "198.51.100.4"
        );
        // Nor that of somebody who is not the proxy.
        assert_eq!(
            client("198.51.100.4", &["203.0.113.7"], &["10.0.0.1"]),
            "198.51.100.4"
        );
    }

    #[test]
    fn a_known_proxy_says_whom_it_got_it_from_and_not_what_that_one_claimed() {
        let proxies = ["10.0.0.1", "10.0.0.2"];
        assert_eq!(
            client("10.0.0.1", &["192.0.2.99, 203.0.113.7"], &proxies),
            "203.0.113.7"
        );
        assert_eq!(
            client(
                "10.0.0.1",
                &["192.0.2.99", "203.0.113.7, 10.0.0.2"],
                &proxies
            ),
            "203.0.113.7"
        );
        assert_eq!(
            client("10.0.0.1", &["2001:db8::7"], &proxies),
            "2001:db8::7"
        );
    }

    #[test]
    fn what_a_proxy_leaves_out_or_garbles_is_made_up_by_nobody() {
        let proxies = ["10.0.0.1"];
        assert_eq!(client("10.0.0.1", &[], &proxies), "10.0.0.1");
        assert_eq!(
            client("10.0.0.1", &["203.0.113.7, unknown"], &proxies),
            "10.0.0.1"
        );
    }
}
