//! W3C's own inputs for the data model, where they are at hand: `BADGEWRIGHT_CORPORA` names the folder that has
//! `w3c-vc-data-model-2.0/input`. Their names say what must become of them.

use std::path::{Path, PathBuf};

use badgewright_signing::data_integrity::Suite;
use serde_json::{Value, json};

use super::holder::{CHALLENGE, DOMAIN, Holder};
use super::{anonymous, present};
use crate::world::World;

/// Who signs in the inputs, and who only stands there.
const THEIR_HOLDER: &str = "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj";

/// The inputs whose names begin so, by name, in all folders.
fn inputs(prefix: &str) -> Option<Vec<(String, Value)>> {
    let Some(corpora) = std::env::var_os("BADGEWRIGHT_CORPORA") else {
        println!("skipped: BADGEWRIGHT_CORPORA not set");
        return None;
    };
    let mut files = Vec::new();
    gather(&Path::new(&corpora).join("w3c-vc-data-model-2.0/input"), &mut files);
    let named = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        // Where the suite puts dates of its own.
        let dated =
            text.replace("PAST DATE", "2020-01-01T00:00:00Z").replace("FUTURE DATE", "2999-01-01T00:00:00Z");
        (named(path), serde_json::from_str(&dated).unwrap())
    };
    let mut inputs: Vec<_> = files.iter().filter(|path| named(path).starts_with(prefix)).map(read).collect();
    inputs.sort_by(|one, other| one.0.cmp(&other.0));
    Some(inputs)
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { gather(&path, files) } else { files.push(path) }
    }
}

#[test]
fn w3cs_credentials_are_issued_mended_or_refused_as_their_names_say() {
    let Some(credentials) =
        [inputs("credential-"), inputs("issuer-")].into_iter().collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let world = World::new();
    let mut wrong = Vec::new();
    for (name, credential) in credentials.iter().flatten() {
        for base in ["/vc-api", "/vc-api/jcs"] {
            let answer =
                world.post(&format!("{base}/credentials/issue"), &json!({ "credential": credential }));
            let issued = &answer.json()["verifiableCredential"];
            let right = match answer.status {
                201 if name.ends_with("-ok") => true,
                201 => name.ends_with("-fail-or-inject") && issued["@context"][0] == super::V2,
                422 => name.contains("-fail") && answer.json()["errors"][0]["pointer"].is_string(),
                _ => false,
            };
            if !right {
                wrong.push(format!("{name} at {base}: {} {}", answer.status, answer.text()));
            }
            // One brings a signature that is no signature, as it may.
            if answer.status == 201 && credential.get("proof").is_none() {
                let verified = anonymous(
                    &world,
                    &format!("{base}/credentials/verify"),
                    &json!({ "verifiableCredential": issued }),
                );
                if verified.status != 200 {
                    wrong.push(format!("{name} is issued and does not verify: {}", verified.text()));
                }
            }
        }
    }
    assert_eq!(credentials.iter().map(Vec::len).sum::<usize>(), 95);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Signed with JCS, which asks nothing of a document: only what is wrong with it can refuse it.
#[test]
fn w3cs_malformed_credentials_do_not_verify_whoever_signs_them() {
    let Some(credentials) = inputs("credential-") else { return };
    let (world, holder) = (World::new(), Holder::new(7));
    let mut wrong = Vec::new();
    for (name, mut credential) in credentials.into_iter().filter(|(name, _)| name.ends_with("-fail")) {
        let is_about_issuers = name.contains("issuer");
        if !is_about_issuers {
            credential["issuer"] = json!(holder.did);
        }
        credential.as_object_mut().unwrap().remove("proof");
        let signed = holder.signs(&credential, Suite::EddsaJcs2022);
        let answer =
            anonymous(&world, "/vc-api/credentials/verify", &json!({ "verifiableCredential": signed }));
        let refused = answer.status == 400 && answer.json()["errors"][0]["code"].is_string();
        // Of what was left out with the proof nothing is to be seen.
        if !refused && !name.starts_with("credential-proof") {
            wrong.push(format!("{name}: {} {}", answer.status, answer.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn w3cs_presentations_are_accepted_or_refused_as_their_names_say() {
    let Some(presentations) = inputs("presentation-") else { return };
    let (world, holder) = (World::new(), Holder::new(7));
    let mut wrong = Vec::new();
    for (name, presentation) in &presentations {
        let ours = presentation.to_string().replace(THEIR_HOLDER, &holder.did);
        let mut presentation: Value = serde_json::from_str(&ours).unwrap();
        if !name.contains("self-asserted") {
            sign_credentials(&holder, &mut presentation);
        }
        // What is to be refused is signed so that nothing but its form can be the reason.
        let is_good = name.ends_with("-ok");
        let suite = if is_good { Suite::EddsaRdfc2022 } else { Suite::EddsaJcs2022 };
        let answer = present(&world, &holder.presents(&presentation, suite), CHALLENGE, DOMAIN);
        if answer.status != if is_good { 200 } else { 400 } {
            wrong.push(format!("{name}: {} {}", answer.status, answer.text()));
        }
    }
    assert_eq!(presentations.len(), 25);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// As the suite does it: each credential in the holder's own name. Enveloped ones are signed anew too, since their
/// example's key is nobody's.
fn sign_credentials(holder: &Holder, presentation: &mut Value) {
    let Some(credentials) = presentation.get_mut("verifiableCredential").and_then(Value::as_array_mut) else {
        return;
    };
    for credential in credentials.iter_mut().filter(|credential| credential.is_object()) {
        if let Some(id) = credential["id"].as_str().filter(|id| id.starts_with("data:")) {
            let (prefix, _) = id.split_once(',').unwrap();
            let inner = json!({"@context": [super::V2], "type": ["VerifiableCredential"], "issuer": holder.did,
                "id": "urn:uuid:1", "validFrom": "2020-01-01T00:00:00Z", "credentialSubject": {"id": "did:example:subject"}});
            credential["id"] = json!(format!("{prefix},{}", holder.envelops(&inner)));
            continue;
        }
        credential["issuer"] = json!(holder.did);
        *credential = holder.signs(credential, Suite::EddsaJcs2022);
    }
}
