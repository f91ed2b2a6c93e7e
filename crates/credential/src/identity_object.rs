//! How a badge says who earned it.

use serde::{Serialize, Serializer};

use crate::stencil::Stencil;

/// An `IdentityObject` (OB, data model): a closed class, whose `type` is a bare string. Made by [`crate::identity`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityObject {
    identity_type: &'static str,
    identity_hash: String,
    /// Of an identity that can be checked by who knows it already, and read by nobody.
    salt: Option<String>,
}

impl IdentityObject {
    /// An identity that can be checked by who knows it already, and read by nobody.
    pub(crate) fn hashed(identity_type: &'static str, identity_hash: String, salt: String) -> Self {
        Self { identity_type, identity_hash, salt: Some(salt) }
    }

    /// An identity that everybody may read.
    pub(crate) fn plain(identity_type: &'static str, identity: String) -> Self {
        Self { identity_type, identity_hash: identity, salt: None }
    }

    /// The identity, if everybody may read it.
    pub(crate) fn in_clear(&self) -> Option<&str> {
        self.salt.is_none().then_some(&self.identity_hash)
    }

    pub(crate) fn write<'b>(&'b self, out: &mut Stencil<'b>) {
        out.object(|out| {
            out.name("type").said_text("IdentityObject");
            out.name("identityType").said_text(self.identity_type);
            out.name("hashed").said(if self.salt.is_some() { "true" } else { "false" });
            out.name("identityHash").text(&self.identity_hash);
            out.text_if("salt", self.salt.as_deref());
        });
    }
}

impl Serialize for IdentityObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stencil::of(|out| self.write(out)).serialize(serializer)
    }
}
