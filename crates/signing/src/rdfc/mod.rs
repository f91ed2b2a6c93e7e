//! RDF Dataset Canonicalization (RDFC-1.0, §4), with its work bounded.
//!
//! The algorithm is exponential on graphs made for it, and whoever asks us to verify may send one. So each of its steps
//! is paid from a budget that is far more than any credential needs; when it is spent, the answer is [`TooComplex`].
//!
//! Why it is exact although hardly a text is copied: statements borrow from the document, and what must be escaped is
//! escaped before anything is compared, so that each text is as N-Quads has it. `line` orders statements as the bytes of
//! their lines are ordered, and writes each line once: into what is hashed for a blank node, and into the form. Labels alone
//! change between the two, so statements are put together by subject and ordered under it first, doubles taken out, and
//! only subjects and lines with blank nodes move when labels are known. First-degree hashes are compared as bytes, which are
//! ordered as their hexadecimal digits are. Of documents that are alike, the form is written but for their texts: `outline`.

mod common;
mod dataset;
mod first_degree;
mod form;
mod issuer;
mod line;
mod n_degree;
mod outline;
mod owned;
mod permutations;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod w3c_cases;

use sha2::Digest;

use crate::rdf::Quad;
pub(crate) use common::Common;
use dataset::Dataset;
pub(crate) use dataset::Escaped;
use dataset::Node;
use first_degree::first_degree_hashes;
use form::form;
use issuer::{Issuer, Labels};
use n_degree::{Budget, NDegree};
pub(crate) use outline::Outline;
pub(crate) use owned::Owning;

/// How much work one dataset may take: hashes, and blank nodes looked at in permutations. A badge whose parts are all
/// told apart by what they say takes none; two alike parts take about ten.
pub const MAX_WORK: u32 = 100_000;

/// What the labels of blank nodes begin with.
const CANONICAL: &str = "c14n";

/// The dataset takes more work than any credential does, and probably was made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the statements are too much alike to be told apart within bounds")]
pub struct TooComplex;

/// The canonical N-Quads of a dataset, with hashes by `D`: SHA-256, or SHA-384 for P-384 (VC-DI-ECDSA §3.2.4).
///
/// # Errors
/// [`TooComplex`], when it takes more than [`MAX_WORK`].
pub fn canonicalize<D: Digest>(quads: Vec<Quad<'_>>) -> Result<String, TooComplex> {
    // §4.4.3, steps 1 and 2
    let escaped = Escaped::new();
    let dataset = Dataset::of(quads, &escaped);
    // step 3
    let hashes = first_degree_hashes::<D>(&dataset);
    let mut by_hash: Vec<Node> = (0..hashes.len()).collect();
    by_hash.sort_by(|one, other| hashes[*one].cmp(&hashes[*other]));
    let alike = || by_hash.chunk_by(|one, other| hashes[*one] == hashes[*other]);
    // step 4
    let mut canonical = Issuer::new(CANONICAL);
    for nodes in alike() {
        if let [node] = nodes {
            canonical.issue(*node);
        }
    }
    // step 5
    let mut budget = Budget::of(MAX_WORK);
    for nodes in alike().filter(|nodes| nodes.len() > 1) {
        let mut results = Vec::new();
        // step 5.2
        for &node in nodes {
            if canonical.issued(node).is_some() {
                continue;
            }
            let mut temporary = Issuer::new("b");
            temporary.issue(node);
            let run = NDegree::<D>::new(&dataset, &hashes, &canonical);
            results.push(run.hash(node, temporary, &mut budget)?);
        }
        // step 5.3
        results.sort_by(|one, other| one.hash.cmp(&other.hash));
        for node in results.iter().flat_map(|result| result.issuer.in_order()) {
            canonical.issue(*node);
        }
    }
    // steps 6 and 7
    Ok(form(dataset, &Labels::of(&canonical)))
}
