//! Credentials that are no badges: what the VC-API is asked to sign.

use badgewright_credential::lint::{self, Kind};
use badgewright_credential::{Finding, Iri, PlainCredential, Severity, StatusPurpose, context};
use badgewright_signing::data_integrity::{OpenSigner, SecureError, Suite};
use badgewright_signing::jsonld::{self, JsonLdError, Processing, Purpose};
use badgewright_signing::related_resource::{self, Integrity};
use badgewright_store::{ApprovedBadges, Client, Listed, Listing, StatusSlot, StoreError};
use serde_json::{Map, Value, json};

use crate::{Fault, IssueError, Issuing, said_elsewhere};

/// The context that defines the proofs which VC 1.1's own does not.
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";

/// Longest id of a credential, in bytes.
const LONGEST_ID: usize = 2_000;

/// Where the credential stands in the request, for the places of what is wrong with it.
const CREDENTIAL: &str = "/credential";

/// A credential that was signed and of which all that must be kept is on disk.
#[derive(Debug)]
pub struct IssuedPlain {
    /// The signed document.
    pub document: Value,
    /// The proof that its status entries are recorded.
    _listed: Listed,
}

impl Issuing {
    /// Signs a credential that somebody else wrote, in the issuer's name. What it lacks is filled in: the issuer, a status
    /// entry (VC 2.0), the context of its proof (VC 1.1).
    ///
    /// # Errors
    /// What is wrong with the credential, whom the client may not issue for, or what failed on our side; nothing was issued.
    pub async fn issue_plain(
        &self,
        client: &Client,
        credential: &Value,
        suite: Suite,
    ) -> Result<IssuedPlain, IssueError> {
        // 1. The client may say anything in this issuer's name.
        if !matches!(client.badges, ApprovedBadges::All) {
            return Err(IssueError::PlainNotApproved);
        }
        if !client.issuers.contains(&self.issuer.slug) {
            return Err(IssueError::IssuerNotApproved(self.issuer.slug.clone()));
        }

        // 2. What it lacks is filled in, and its places in the status lists are its own.
        let now = self.clock.now();
        let Value::Object(members) = credential else {
            return Err(faulty("", "expected a credential, as an object"));
        };
        let mut members = members.clone();
        self.name_issuer(&mut members);
        let slots = match version(&members) {
            Some(Version::V2) if !members.contains_key("credentialStatus") => self.plain_slots().await?,
            Some(Version::V1) => {
                define_proof(&mut members);
                Vec::new()
            }
            _ => Vec::new(),
        };
        self.put_status(&mut members, &slots)?;
        let name = members.get("id").and_then(Value::as_str).map(str::to_owned);

        // 3. It is linted, and nothing in it is without a meaning, before a key is touched.
        let plain = PlainCredential::new(Value::Object(members));
        let prepared = plain.prepare().map_err(|found| of_findings(&found))?;
        let is_badge = Kind::of(prepared.document()) == Kind::Badge;
        self.check(prepared.document(), name.as_deref(), is_badge)?;
        let mut signer = self.issuer.data_integrity(now);
        signer.suite = suite;
        let signed = if is_badge {
            prepared.secured_by(&signer)
        } else {
            prepared.secured_by(&OpenSigner { signer, processing: Processing::open(Purpose::Sign) })
        };
        let signed = signed.map_err(of_proof)?;

        // 4. What its status entries are is on disk, or it does not exist.
        let listing = Listing {
            issuer: self.issuer.did.clone(),
            name: name.map(|id| self.lookup_key.of_credential(&id)),
            client: client.id.clone(),
            slots,
            issued_at: now,
        };
        let listed = self.store.record_listing(listing).await.map_err(of_store)?;
        Ok(IssuedPlain { document: signed.into_document().into_value(), _listed: listed })
    }

    /// The issuer of the credential is ours: it is filled in where it is absent (VC 2.0) or has no id, and put in the
    /// place of another's, in whose name nothing is signed here. What is no issuer at all stays, to be refused.
    fn name_issuer(&self, members: &mut Map<String, Value>) {
        let ours = Value::from(self.issuer.did.as_str());
        let is_v2 = version(members) == Some(Version::V2);
        match members.get_mut("issuer") {
            None if is_v2 => _ = members.insert("issuer".to_owned(), ours),
            Some(Value::String(id)) if is_absolute(id) => _ = members.insert("issuer".to_owned(), ours),
            Some(Value::Object(profile)) => match profile.get("id") {
                None => _ = profile.insert("id".to_owned(), ours),
                Some(Value::String(id)) if is_absolute(id) => {
                    profile.insert("id".to_owned(), ours);
                }
                Some(_) => {}
            },
            _ => {}
        }
    }

    /// What the lints of plain credentials do not know: the words, the digests, and what is issued here in other ways.
    fn check(&self, document: &Value, name: Option<&str>, is_badge: bool) -> Result<(), IssueError> {
        if name.is_some_and(|id| id.len() > LONGEST_ID) {
            return Err(faulty("/id", &format!("expected at most {LONGEST_ID} bytes")));
        }
        said_elsewhere::check_name(document).map_err(of_refusal)?;
        // Whatever is called a badge is one of ours to whoever reads it.
        if is_badge {
            refuse_errors(&lint::check(document))?;
        }
        let differs = |digest: &&related_resource::RelatedDigest| digest.integrity == Integrity::Differs;
        if let Some(digest) = related_resource::digests(document).iter().find(differs) {
            return Err(faulty(&digest.pointer, "this is not the digest of the resource (VC 2.0 §5.3)"));
        }
        // Of `eddsa-jcs-2022` too: nothing is signed that says nothing, and badges are read as strictly as every badge.
        let processing = if is_badge {
            Processing { nested_contexts: true, ..Processing::strict(Purpose::Sign) }
        } else {
            Processing::open(Purpose::Sign)
        };
        let made = jsonld::Made::new();
        let quads = jsonld::to_rdf(document, processing, &made).map_err(|error| of_json_ld(&error))?;
        said_elsewhere::check(&quads, is_badge, &self.issuer.base_url, &self.registry).map_err(of_refusal)
    }

    /// A place in a revocation list and, where the issuer suspends, one in a suspension list.
    async fn plain_slots(&self) -> Result<Vec<StatusSlot>, IssueError> {
        let mut slots =
            vec![self.store.reserve_status_slot(&self.issuer.did, StatusPurpose::Revocation).await?];
        if self.issuer.suspension {
            slots.push(self.store.reserve_status_slot(&self.issuer.did, StatusPurpose::Suspension).await?);
        }
        Ok(slots)
    }

    fn put_status(&self, members: &mut Map<String, Value>, slots: &[StatusSlot]) -> Result<(), IssueError> {
        let entries: Vec<_> =
            slots.iter().map(|slot| self.status_entry(slot)).collect::<Result<_, IssueError>>()?;
        match entries.as_slice() {
            [] => {}
            [only] => _ = members.insert("credentialStatus".to_owned(), json!(only)),
            several => _ = members.insert("credentialStatus".to_owned(), json!(several)),
        }
        Ok(())
    }
}

/// Which version of the data model a credential is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

/// What its first context says.
fn version(members: &Map<String, Value>) -> Option<Version> {
    match members.get("@context")?.get(0)?.as_str()? {
        context::CREDENTIALS_V2 => Some(Version::V2),
        context::CREDENTIALS_V1 => Some(Version::V1),
        _ => None,
    }
}

fn is_absolute(id: &str) -> bool {
    id.parse::<Iri>().is_ok()
}

/// VC-DATA-INTEGRITY §2.4.3: a proof is signed only with contexts that define it.
fn define_proof(members: &mut Map<String, Value>) {
    if let Some(Value::Array(contexts)) = members.get_mut("@context")
        && !contexts.iter().any(|context| context == DATA_INTEGRITY)
    {
        contexts.push(DATA_INTEGRITY.into());
    }
}

fn refuse_errors(findings: &[Finding]) -> Result<(), IssueError> {
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(of_findings(findings));
    }
    Ok(())
}

fn of_findings(findings: &[Finding]) -> IssueError {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let fault =
        |finding: &Finding| Fault::new(&format!("{CREDENTIAL}{}", finding.pointer), finding.detail.clone());
    IssueError::Faulty(errors.map(fault).collect())
}

fn of_json_ld(error: &JsonLdError) -> IssueError {
    faulty(error.pointer().unwrap_or_default(), &error.to_string())
}

fn of_proof(error: SecureError) -> IssueError {
    match &error {
        SecureError::JsonLd(lost) => of_json_ld(lost),
        SecureError::UnusableProof => faulty("/proof", &error.to_string()),
        _ => error.into(),
    }
}

fn of_refusal((pointer, why): said_elsewhere::Refusal) -> IssueError {
    faulty(pointer, &why)
}

fn of_store(error: StoreError) -> IssueError {
    match error {
        StoreError::Unfit { expected, .. } => faulty("/id", &format!("expected {expected}")),
        other => other.into(),
    }
}

fn faulty(pointer: &str, message: &str) -> IssueError {
    IssueError::Faulty(vec![Fault::new(&format!("{CREDENTIAL}{pointer}"), message)])
}
