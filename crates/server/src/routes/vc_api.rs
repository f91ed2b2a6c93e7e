//! `/vc-api`: W3C's VC-API for credentials of any kind. Under `/vc-api/jcs` the same signs `eddsa-jcs-2022`.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::StatusPurpose;
use badgewright_credential::strict_json::{self, JsonError};
use badgewright_issuer::PlainCredentials;
use badgewright_signing::data_integrity::Suite;
use badgewright_store::{RecordedSlot, Scope};
use badgewright_verifier::{Expected, Finding, Verification};
use serde_json::{Map, Value, json};

use super::body::json_bytes;
use crate::http::auth::Caller;
use crate::http::problem::{FieldError, Problem};
use crate::http::problem_type::{INVALID_REQUEST, MALFORMED_BODY, TOO_LARGE};
use crate::service::{Service, Shown};

/// `POST …/credentials/issue`: `201` with the signed credential.
pub(super) async fn issue(
    service: Data<Service>,
    caller: Caller,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Issue)?;
    let suite =
        if request.path().starts_with("/vc-api/jcs/") { Suite::EddsaJcs2022 } else { Suite::EddsaRdfc2022 };
    let mut asked = Asked::read(&request, &body)?;
    let credential = asked.required("credential")?;
    let issued = service.issuing.issue_plain(&caller.0, &credential, suite).await?;
    Ok(HttpResponse::Created().json(json!({ "verifiableCredential": issued.document })))
}

/// `POST …/credentials/verify`: `200` where nothing is wrong with the credential, else `400`.
pub(super) async fn verify_credential(
    service: Data<Service>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let mut asked = Asked::read(&request, &body)?;
    let shown = Shown::Credential(asked.required("verifiableCredential")?);
    verified(&service, shown, asked.expected()?).await
}

/// `POST …/presentations/verify`: the same for a presentation and each credential in it.
pub(super) async fn verify_presentation(
    service: Data<Service>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let mut asked = Asked::read(&request, &body)?;
    let shown = Shown::Presentation(asked.required("verifiablePresentation")?);
    verified(&service, shown, asked.expected()?).await
}

/// `POST …/credentials/status`: sets, or clears, what the status lists say of a credential that was issued here.
pub(super) async fn set_status(
    service: Data<Service>,
    caller: Caller,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Revoke)?;
    let asked = Asked::read(&request, &body)?;
    let change = asked.status_change()?;
    let entries = service
        .issuing
        .set_plain_status(&caller.0, &change.credentials, change.purpose, change.value)
        .await?;
    let entries: Vec<_> = entries.iter().map(|slot| entry(&service, slot)).collect();
    Ok(HttpResponse::Ok().json(json!({ "status": change.value, "credentialStatus": entries })))
}

fn entry(service: &Service, slot: &RecordedSlot) -> Value {
    json!({
        "type": "BitstringStatusListEntry",
        "statusPurpose": slot.purpose.as_str(),
        "statusListIndex": slot.index.to_string(),
        "statusListCredential": service.public_url.join(&format!("/status/{}", slot.list)),
    })
}

async fn verified(service: &Service, shown: Shown, expected: Expected) -> Result<HttpResponse, Problem> {
    let checks: &[&str] = if expected.without_status { &["proof"] } else { &["proof", "credentialStatus"] };
    let found = service.verify_shown(shown, expected).await?;
    let mut answer = if found.verified() { HttpResponse::Ok() } else { HttpResponse::BadRequest() };
    answer.insert_header(("Cache-Control", "no-store"));
    Ok(answer.json(told(service, &found, checks)))
}

fn told(service: &Service, found: &Verification, checks: &[&str]) -> Value {
    let details = |findings: &[Finding]| -> Vec<Value> {
        findings.iter().map(|finding| problem_details(service, finding)).collect()
    };
    json!({
        "verified": found.verified(),
        "checks": checks,
        "errors": details(&found.errors),
        "warnings": details(&found.warnings),
    })
}

/// VC-DATA-MODEL §7.2: the standard's own error as the type, where there is one.
fn problem_details(service: &Service, finding: &Finding) -> Value {
    let code = finding.code.map(|code| code.name());
    let own = || service.public_url.join(&format!("/problems#{}", code.unwrap_or("codes")));
    let mut details = json!({
        "type": finding.standard.map_or_else(own, str::to_owned),
        "title": finding.code.map_or(finding.detail.as_str(), |code| code.meaning()),
        "detail": finding.detail,
        "code": code,
    });
    if !finding.pointer.is_empty() {
        details["pointer"] = json!(finding.pointer);
    }
    details
}

/// The members of a request. Those that are not known here are passed over: the standard's drafts have many.
struct Asked {
    members: Map<String, Value>,
    options: Map<String, Value>,
}

/// A change of status that is asked for.
struct Change {
    credentials: PlainCredentials,
    purpose: StatusPurpose,
    value: bool,
}

impl Asked {
    fn read(request: &HttpRequest, body: &[u8]) -> Result<Self, Problem> {
        let read = strict_json::read_credential(json_bytes(request, body)?).map_err(|error| match error {
            JsonError::TooManyValues(_) => {
                Problem::new(TOO_LARGE, format!("No credential is that large: {error}."))
            }
            _ => Problem::new(MALFORMED_BODY, format!("The body is not JSON: {error}.")),
        })?;
        let Value::Object(mut members) = read else { return Err(wrong("", "expected an object")) };
        let options = match members.remove("options") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(options)) => options,
            Some(_) => return Err(wrong("/options", "expected an object")),
        };
        Ok(Self { members, options })
    }

    fn required(&mut self, name: &str) -> Result<Value, Problem> {
        self.members.remove(name).ok_or_else(|| wrong(&format!("/{name}"), "required"))
    }

    fn expected(&self) -> Result<Expected, Problem> {
        let without_status = match self.options.get("checks") {
            Some(Value::Array(checks)) => !checks.iter().any(|check| check == "credentialStatus"),
            _ => false,
        };
        Ok(Expected { without_status, challenge: self.option("challenge")?, domain: self.option("domain")? })
    }

    fn option(&self, name: &str) -> Result<Option<String>, Problem> {
        match self.options.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(wrong(&format!("/options/{name}"), "expected a text")),
        }
    }

    fn status_change(&self) -> Result<Change, Problem> {
        let entry = match self.members.get("credentialStatus") {
            Some(Value::Array(entries)) if entries.len() == 1 => &entries[0],
            Some(entry @ Value::Object(_)) => entry,
            Some(_) => return Err(wrong("/credentialStatus", "expected one status entry, as an object")),
            None => return Err(wrong("/credentialStatus", "required: the entry, or the purpose to change")),
        };
        let text = |name: &str| entry.get(name).and_then(Value::as_str);
        if text("type") != Some("BitstringStatusListEntry") {
            return Err(wrong("/credentialStatus/type", "expected `BitstringStatusListEntry`"));
        }
        let purpose = match entry.get("statusPurpose").map(Value::as_str) {
            None | Some(Some("revocation")) => StatusPurpose::Revocation,
            Some(Some("suspension")) => StatusPurpose::Suspension,
            Some(_) => {
                return Err(wrong(
                    "/credentialStatus/statusPurpose",
                    "expected `revocation` or `suspension`",
                ));
            }
        };
        let value = match self.members.get("status").or_else(|| entry.get("status")) {
            None => true,
            Some(Value::Bool(value)) => *value,
            Some(_) => return Err(wrong("/status", "expected `true` or `false`")),
        };
        Ok(Change { credentials: self.credentials(entry)?, purpose, value })
    }

    fn credentials(&self, entry: &Value) -> Result<PlainCredentials, Problem> {
        if let Some(list) = entry.get("statusListCredential").and_then(Value::as_str) {
            let index =
                entry.get("statusListIndex").and_then(Value::as_str).and_then(|text| text.parse().ok());
            let index = index.ok_or_else(|| {
                wrong("/credentialStatus/statusListIndex", "expected the entry's number, as a text")
            })?;
            return Ok(PlainCredentials::Entry { list: list.to_owned(), index });
        }
        match self.members.get("credentialId") {
            Some(Value::String(id)) => Ok(PlainCredentials::Named(id.clone())),
            Some(_) => Err(wrong("/credentialId", "expected the credential's `id`, as a text")),
            None => Err(wrong("/credentialId", "required, or else the entry's list and index")),
        }
    }
}

fn wrong(pointer: &str, message: &str) -> Problem {
    Problem::new(INVALID_REQUEST, "One thing is wrong with it; nothing was done.")
        .with_errors(vec![FieldError { pointer: pointer.to_owned(), message: message.to_owned() }])
}
