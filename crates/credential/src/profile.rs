//! Who issues or defines a badge.

use serde::Serialize;
use serde_json::Value;

use crate::class_name::Listed;
use crate::{Image, Iri};

/// A `Profile` (OB, data model): the issuer of a badge, or who defined its class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// The issuer's DID or URL.
    pub id: Iri,
    #[serde(rename = "type")]
    class: Listed,
    /// What people call it.
    pub name: String,
    /// Its home page. It must answer: 1EdTech's validator fetches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Iri>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The public address of an office, never of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What others say of it: signed `EndorsementCredential`s, each with its own proof and contexts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub endorsement: Vec<Value>,
}

impl Profile {
    /// A profile with what it must have; the rest is set by its members.
    #[must_use]
    pub fn new(id: Iri, name: String) -> Self {
        Self {
            id,
            class: Listed("Profile"),
            name,
            url: None,
            description: None,
            image: None,
            email: None,
            endorsement: Vec::new(),
        }
    }
}
