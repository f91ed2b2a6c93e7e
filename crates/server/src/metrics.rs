//! What is counted.

use std::fmt;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The labels of an answered request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Answer {
    /// The route's pattern, not the path: no badge is named.
    pub(crate) route: String,
    /// The HTTP method, or `other`.
    pub(crate) method: &'static str,
    /// The HTTP status.
    pub(crate) status: u16,
}

/// The label of a verification.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Verdict {
    /// `valid`, `invalid` or `unknown`.
    pub(crate) verdict: String,
}

/// Counters and histograms of this process.
pub(crate) struct Metrics {
    registry: Registry,
    /// Badges issued.
    pub(crate) issued: Counter,
    /// Newer versions of badges.
    pub(crate) superseded: Counter,
    /// Revocations asked for and carried out.
    pub(crate) revoked: Counter,
    /// Verifications by verdict.
    pub(crate) verified: Family<Verdict, Counter>,
    /// Status lists signed.
    pub(crate) lists_signed: Counter,
    /// Requests answered.
    pub(crate) requests: Family<Answer, Counter>,
    /// How long they took, in seconds.
    pub(crate) seconds: Histogram,
}

impl Metrics {
    /// All at zero.
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("badgewright");
        let buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
        let [issued, superseded, revoked, lists_signed] = std::array::from_fn(|_| Counter::default());
        let (verified, requests) = (Family::default(), Family::default());
        let seconds = Histogram::new(buckets);
        registry.register("badges_issued", "Badges issued", issued.clone());
        registry.register("badges_superseded", "Newer versions of badges", superseded.clone());
        registry.register("badges_revoked", "Revocations carried out", revoked.clone());
        registry.register("status_lists_signed", "Status lists signed", lists_signed.clone());
        registry.register("verifications", "Verifications by verdict", verified.clone());
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "Time to answer",
            Unit::Seconds,
            seconds.clone(),
        );
        Self { registry, issued, superseded, revoked, verified, lists_signed, requests, seconds }
    }

    /// All of them in the OpenMetrics text format.
    pub(crate) fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
