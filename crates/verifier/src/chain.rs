//! Proofs that build on others (VC-DATA-INTEGRITY §2.1.2): such a proof holds only if all that it names hold too.

use serde_json::Value;

use crate::code::Code;
use crate::credential::values;
use crate::examine::MOST_PROOFS;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::securing::Examined;

/// Of each proof, as far as they are looked at, where those stand that it builds on, or why that is not in order.
pub(crate) fn links(proofs: &[Value]) -> Vec<Result<Vec<usize>, Finding>> {
    let links: Vec<_> = proofs.iter().take(MOST_PROOFS).map(|proof| named(proofs, proof)).collect();
    let circles: Vec<bool> =
        (0..links.len()).map(|at| below(at, |at| named_at(&links, at)).contains(&at)).collect();
    let told = |(link, in_circle)| if in_circle { Err(Finding::fail(Code::PROOF_CIRCLE)) } else { link };
    links.into_iter().zip(circles).map(told).collect()
}

fn named_at(links: &[Result<Vec<usize>, Finding>], at: usize) -> &[usize] {
    links.get(at).and_then(|link| link.as_deref().ok()).unwrap_or_default()
}

/// Where in the document's list the proofs stand that `proof` builds on.
fn named(proofs: &[Value], proof: &Value) -> Result<Vec<usize>, Finding> {
    let names = values(proof.get("previousProof"));
    if names.len() > MOST_PROOFS {
        return Err(unchecked("it names more signatures than are looked at"));
    }
    let mut named = Vec::new();
    for name in names {
        let Some(name) = name.as_str() else {
            return Err(Finding::fail(Code::PROOF_PREVIOUS_MALFORMED).because("`previousProof` is no text"));
        };
        let mut found = (0..proofs.len()).filter(|other| proofs.get(*other).and_then(id_of) == Some(name));
        match (found.next(), found.next()) {
            (None, _) => return Err(Finding::fail(Code::PROOF_PREVIOUS_MISSING).because(name)),
            (Some(_), Some(_)) => {
                let several = format!("two signatures have the id {name}");
                return Err(Finding::fail(Code::PROOF_PREVIOUS_MALFORMED).because(several));
            }
            (Some(other), None) if other >= MOST_PROOFS => {
                return Err(unchecked("it names one that is not looked at"));
            }
            (Some(other), None) => named.push(other),
        }
    }
    named.sort_unstable();
    named.dedup();
    Ok(named)
}

/// The faults of a chain itself: whoever's key it is, a document that has one was tampered with.
pub(crate) const BREAKS: [Code; 3] =
    [Code::PROOF_PREVIOUS_MISSING, Code::PROOF_PREVIOUS_MALFORMED, Code::PROOF_CIRCLE];

fn id_of(proof: &Value) -> Option<&str> {
    proof.get("id").and_then(Value::as_str)
}

fn unchecked(why: &str) -> Finding {
    Finding::unknown(Code::PROOF_PREVIOUS_UNCHECKED).because(why)
}

/// Takes from each proof what the proofs that it builds on do not hold up (VC-DATA-INTEGRITY §4.5): right by itself, it
/// holds no better than the worst of them. Whose keys they are matters to none: a witness may sign first.
pub(crate) fn settle(proofs: &mut [Examined]) {
    let faults: Vec<_> = proofs.iter().map(|proof| fault_below(proofs, proof)).collect();
    for (proof, fault) in proofs.iter_mut().zip(faults) {
        if let (Ok(_), Some(reason)) = (&proof.signature, fault) {
            proof.signature = Err(reason);
        }
    }
}

/// Why what a proof builds on does not hold. It ends: in a circle no signature is right.
fn fault_below(proofs: &[Examined], proof: &Examined) -> Option<Finding> {
    let faults = proof.builds_on.iter().filter_map(|at| {
        let Some(previous) = proofs.get(*at) else { return Some(unchecked("it is not looked at")) };
        let own = previous.signature.as_ref().err().or(previous.lapsed.as_ref()).cloned();
        own.or_else(|| fault_below(proofs, previous))
    });
    let worst = faults.max_by_key(|fault| fault.outcome)?;
    let code = if worst.outcome == Outcome::Fail {
        Code::PROOF_PREVIOUS_WRONG
    } else {
        Code::PROOF_PREVIOUS_UNCHECKED
    };
    Some(Finding::new(worst.outcome, code).because(&worst.detail))
}

/// All places that are come to from `at`, by what each names.
pub(crate) fn below<'a>(at: usize, names: impl Fn(usize) -> &'a [usize]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = vec![at];
    while let Some(at) = open.pop() {
        for named in names(at) {
            if !found.contains(named) {
                found.push(*named);
                open.push(*named);
            }
        }
    }
    found
}
