//! What was found in a submission: a credential, and how it is secured.

use badgewright_signing::jws::UnverifiedJws;
use badgewright_signing::vc_jwt::JwtCredential;

use crate::credential::Credential;
use crate::presentation::Presentation;

/// A credential that was found in a submission. Nothing about it is proven.
#[derive(Clone, Debug)]
pub(crate) struct Presented {
    pub(crate) credential: Credential,
    pub(crate) envelope: Envelope,
    /// The presentation that it was found in.
    pub(crate) presentation: Option<Box<Presentation>>,
}

/// What came around the credential.
#[derive(Clone, Debug)]
pub(crate) enum Envelope {
    /// Nothing: any proof stands in the document (VC-DATA-INTEGRITY), and it is read as JSON-LD.
    None,
    /// It came as a JWT (OB 3.0 §8.2, VC-JOSE-COSE §3.1): what is signed is text, and JSON-LD plays no part.
    Jwt(Box<Jwt>),
}

/// A JWT around a credential.
#[derive(Clone, Debug)]
pub(crate) struct Jwt {
    /// The signed text, taken apart.
    pub(crate) jws: UnverifiedJws,
    /// Its claims, and how they agree with the credential.
    pub(crate) read: JwtCredential,
}

impl Presented {
    /// A credential with its proof, if any, inside.
    pub(crate) fn plain(credential: Credential) -> Self {
        Self { credential, envelope: Envelope::None, presentation: None }
    }

    /// The credential of a JWT; `None` if it is no object.
    pub(crate) fn enveloped(jws: UnverifiedJws, read: JwtCredential) -> Option<Self> {
        let credential = Credential::from_value(read.credential().clone())?;
        let envelope = Envelope::Jwt(Box::new(Jwt { jws, read }));
        Some(Self { credential, envelope, presentation: None })
    }

    pub(crate) fn is_jwt(&self) -> bool {
        matches!(self.envelope, Envelope::Jwt(_))
    }
}
