//! Counters of a process in Prometheus' text format: requests by route with a histogram of their times, and events.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::{Method, StatusCode};

/// Upper bounds of the histogram in microseconds.
const BOUNDS: [u64; 12] = [
    500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
    30_000_000,
];

/// The counters of a process.
#[derive(Default)]
pub struct Metrics {
    /// By route, then by service, method and status: few enough to look through.
    requests: RwLock<HashMap<Box<str>, Vec<Series>>>,
    counters: RwLock<BTreeMap<String, Arc<AtomicU64>>>,
}

struct Series {
    service: &'static str,
    method: Method,
    status: StatusCode,
    times: Arc<Histogram>,
}

#[derive(Default)]
struct Histogram {
    buckets: [AtomicU64; BOUNDS.len()],
    count: AtomicU64,
    micros: AtomicU64,
}

impl Histogram {
    fn add(&self, elapsed: Duration) {
        let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
        if let Some(bucket) = BOUNDS.iter().position(|bound| micros <= *bound) {
            self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }
}

impl Metrics {
    pub(crate) fn request(
        &self,
        service: &'static str,
        method: &Method,
        route: &str,
        status: StatusCode,
        elapsed: Duration,
    ) {
        let is_it = |series: &&Series| {
            series.status == status && series.method == *method && series.service == service
        };
        {
            let requests = crate::lock::read(&self.requests);
            if let Some(series) = requests.get(route).and_then(|all| all.iter().find(is_it)) {
                series.times.add(elapsed);
                return;
            }
        }
        let mut requests = crate::lock::write(&self.requests);
        let all = requests.entry(route.into()).or_default();
        if let Some(series) = all.iter().find(is_it) {
            series.times.add(elapsed);
            return;
        }
        // A method can be any word a client makes up: unknown ones are counted together.
        let method = match *method {
            Method::GET
            | Method::POST
            | Method::PUT
            | Method::PATCH
            | Method::DELETE
            | Method::HEAD
            | Method::OPTIONS => method.clone(),
            _ => Method::TRACE,
        };
        let times = Arc::new(Histogram::default());
        times.add(elapsed);
        match all.iter().find(|series| {
            series.status == status && series.method == method && series.service == service
        }) {
            Some(series) => series.times.add(elapsed),
            None => all.push(Series {
                service,
                method,
                status,
                times,
            }),
        }
    }

    /// Counts one of something; `name` with its labels as Prometheus writes them.
    pub fn count(&self, name: &str) {
        if let Some(counter) = crate::lock::read(&self.counters).get(name) {
            counter.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let mut counters = crate::lock::write(&self.counters);
        counters
            .entry(name.to_owned())
            .or_default()
            .fetch_add(1, Ordering::Relaxed);
    }

    /// All of them in Prometheus' text format.
    pub fn render(&self) -> String {
        let mut out = String::from("# TYPE http_request_seconds histogram\n");
        let requests = crate::lock::read(&self.requests);
        let mut routes: Vec<_> = requests.iter().collect();
        routes.sort_by_key(|(route, _)| *route);
        for (route, all) in routes {
            for series in all {
                let labels = format!(
                    "service=\"{}\",method=\"{}\",route=\"{route}\",status=\"{}\"",
                    series.service,
                    series.method,
                    series.status.as_u16()
                );
                series.times.render(&labels, &mut out);
            }
        }
        let counters = crate::lock::read(&self.counters);
        for (name, counter) in counters.iter() {
            let _ = writeln!(out, "{name} {}", counter.load(Ordering::Relaxed));
        }
        out
    }
}

impl Histogram {
    fn render(&self, labels: &str, out: &mut String) {
        let mut so_far = 0;
        for (bucket, bound) in self.buckets.iter().zip(BOUNDS) {
            so_far += bucket.load(Ordering::Relaxed);
            let seconds = bound as f64 / 1e6;
            let _ = writeln!(
                out,
                "http_request_seconds_bucket{{{labels},le=\"{seconds}\"}} {so_far}"
            );
        }
        let count = self.count.load(Ordering::Relaxed);
        let seconds = self.micros.load(Ordering::Relaxed) as f64 / 1e6;
        let _ = writeln!(
            out,
            "http_request_seconds_bucket{{{labels},le=\"+Inf\"}} {count}"
        );
        let _ = writeln!(out, "http_request_seconds_sum{{{labels}}} {seconds}");
        let _ = writeln!(out, "http_request_seconds_count{{{labels}}} {count}");
    }
}
