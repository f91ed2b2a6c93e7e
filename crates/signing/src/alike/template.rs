//! Documents that are written by one stencil: once the statements of one are known, it is enough to look at the texts in the
//! gaps of the others.
//!
//! It is exact for the reasons that are given for all documents that are alike: what is not in a gap is the same, byte for
//! byte. The one that is looked at is a specimen with texts of its own, each another, so that it depends on nothing that is in
//! the first document what is known of a kind. Where any of them is not free, nothing is.

use std::sync::Arc;

use badgewright_credential::{Stencil, strict_json};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::Sha256;

use super::free::{Free, Places, Roles, Text, address, are_in_bounds};
use super::{ENTRY, MOST_KEPT, USUAL, form};
use crate::json::{Members, Tree};
use crate::jsonld::{Made, Processing, TopProof, members_to_rdf};
use crate::rdfc::{Common, Outline};

/// What is known of documents by their stencils. However many kinds come, those that are asked for often stay.
pub(crate) struct Templates(Cache<Box<str>, Known, Bytes>);

/// What is known of a kind: nothing, where its documents can only be read by themselves.
type Known = Option<Arc<Template>>;

/// What documents of a stencil have in common.
struct Template {
    gaps: Vec<Free>,
    /// In which of the gaps the document's own `id` is.
    own_id: usize,
    outline: Outline,
}

/// Weighs what is known by the memory that it takes.
#[derive(Clone)]
struct Bytes;

impl Weighter<Box<str>, Known> for Bytes {
    fn weight(&self, kind: &Box<str>, known: &Known) -> u64 {
        (ENTRY + kind.len() + known.as_ref().map_or(0, |template| template.bytes())) as u64
    }
}

impl Templates {
    /// As much memory as so many of badges take.
    pub(crate) fn at_most(most: usize) -> Self {
        Self(Cache::with_weighter(most, (most * USUAL) as u64, Bytes))
    }

    /// The canonical form of a document, with hashes by SHA-256, if its kind is known and nothing in it decides anything. None
    /// of what is `common` to all is said of the document itself.
    pub(crate) fn form(&self, document: &Stencil<'_>, common: &Common) -> Option<String> {
        let template = self.0.get(document.kind())??;
        let texts = template.texts(document)?;
        let own_id = texts.get(template.own_id).filter(|id| !common.is_about(id.as_str()))?;
        are_in_bounds(&texts, Some(*own_id)).then(|| form::<Sha256>(&template.outline, &texts))?
    }

    /// Keeps what there is to know of a document's kind, unless it is known.
    pub(crate) fn learn(&self, document: &Stencil<'_>, common: &Common, processing: Processing) {
        if self.0.get(document.kind()).is_none() {
            let template = Template::of(document, common, processing).map(Arc::new);
            self.0.insert(document.kind().into(), template);
        }
    }
}

impl Template {
    fn of(document: &Stencil<'_>, common: &Common, processing: Processing) -> Option<Self> {
        let (text, places) = document.specimen();
        let (read, made) = (strict_json::read_borrowed(text.as_bytes()).ok()?, Made::new());
        let members = read.as_members()?;
        let quads = members_to_rdf(members, TopProof::LeftOut, processing, &made).ok()?;
        let roles = Roles::of(&quads)?;
        let (mut gaps, mut numbers) = (Vec::new(), Places::default());
        for place in places {
            let text = text.get(place)?;
            gaps.push(roles.free(text)?);
            numbers.add(address(text));
        }
        let own_id = numbers.get(address(members.member("id")?.as_text()?))?;
        let outline = Outline::of::<Sha256>(&quads, common.beside(&quads), &numbers)?;
        let template = Self { gaps, own_id, outline };
        (template.bytes() <= MOST_KEPT).then_some(template)
    }

    /// About as much memory as it takes.
    fn bytes(&self) -> usize {
        let gaps: usize = self.gaps.iter().map(Free::bytes).sum();
        size_of_val(self.gaps.as_slice()) + gaps + self.outline.bytes()
    }

    /// The texts of a document; `None` if one is not free.
    fn texts<'d>(&self, document: &'d Stencil<'_>) -> Option<Vec<Text<'d>>> {
        let mut texts = Vec::with_capacity(self.gaps.len());
        for (free, text) in self.gaps.iter().zip(document.texts()) {
            texts.push(free.read(text)?);
        }
        Some(texts)
    }
}
