//! One pass over an SVG that finds its root's tag and the credentials, with their places.

use std::ops::Range;

use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::{EscapeError, resolve_predefined_entity};
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{NamespaceResolver, ResolveResult};
use quick_xml::{Reader, XmlVersion};

use super::super::PictureError;
use super::{NAMESPACE, NAMESPACE_OF_OPEN_BADGES_2};

const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// Far more than any drawing program nests.
const MAX_DEPTH: u16 = 256;
/// The most attributes that the element with the credential may have: looking for doubles is quadratic.
const MAX_ATTRIBUTES: usize = 64;

/// What one pass finds. Places are byte offsets into the file.
pub(super) struct Scan {
    pub(super) root: Root,
    pub(super) credentials: Vec<Credential>,
    pub(super) is_open_badges_2: bool,
    /// What the XML declaration says, if anything.
    pub(super) encoding: Option<String>,
}

/// The root's start tag.
pub(super) struct Root {
    pub(super) tag: Range<usize>,
    pub(super) name: Range<usize>,
    /// Whether it is self-closing, `<svg/>`.
    pub(super) is_empty: bool,
    /// What `xmlns:openbadges` says on the root, as it is written.
    pub(super) prefix_openbadges: Option<String>,
}

/// One element for an Open Badges 3.0 credential.
pub(super) struct Credential {
    pub(super) range: Range<usize>,
    pub(super) verify: Option<String>,
    pub(super) body: String,
}

/// Scans `svg`, which may begin with a byte order mark.
pub(super) fn scan(svg: &str) -> Result<Scan, PictureError> {
    let mut scanner = Scanner {
        reader: Reader::from_str(svg),
        namespaces: NamespaceResolver::default(),
        // The reader passes over it and does not count it.
        mark: if svg.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
        length: svg.len(),
        at: 0,
        depth: 0,
        root: None,
        open: None,
        credentials: Vec::new(),
        is_open_badges_2: false,
        encoding: None,
    };
    while scanner.step()? {}
    let Some(root) = scanner.root else {
        return Err(PictureError::NotAPicture { expected: "an SVG" });
    };
    Ok(Scan {
        root,
        credentials: scanner.credentials,
        is_open_badges_2: scanner.is_open_badges_2,
        encoding: scanner.encoding,
    })
}

struct Scanner<'svg> {
    reader: Reader<&'svg [u8]>,
    namespaces: NamespaceResolver,
    /// The length of the byte order mark.
    mark: usize,
    length: usize,
    /// Where the present event begins.
    at: usize,
    /// How many elements are open.
    depth: u16,
    root: Option<Root>,
    /// The credential that is being read; its range is still empty.
    open: Option<Credential>,
    credentials: Vec<Credential>,
    is_open_badges_2: bool,
    encoding: Option<String>,
}

impl Scanner<'_> {
    /// Takes one event; `false` at the end.
    fn step(&mut self) -> Result<bool, PictureError> {
        self.at = self.position();
        match self.reader.read_event().map_err(|error| self.fault(&error))? {
            Event::Start(tag) => self.enter(&tag, false)?,
            Event::Empty(tag) => {
                self.enter(&tag, true)?;
                self.leave();
            }
            Event::End(_) => self.leave(),
            Event::Text(text) => self.text(&text)?,
            Event::CData(text) => self.text(&text)?,
            Event::GeneralRef(reference) => self.reference(&reference)?,
            Event::Decl(declaration) => self.encoding = self.declared_encoding(&declaration)?,
            Event::DocType(definition) => self.refuse_entities(&definition)?,
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof if self.depth > 0 => return Err(PictureError::Truncated { at: self.at }),
            Event::Eof => return Ok(false),
        }
        Ok(true)
    }

    fn enter(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<(), PictureError> {
        if self.depth == MAX_DEPTH {
            return Err(PictureError::TooDeep { at: self.at, limit: MAX_DEPTH.into() });
        }
        if self.open.is_some() {
            // So the next end after a credential's start is its own.
            return Err(self.malformed("expected only text inside of the credential's element"));
        }
        self.declare_namespaces(tag)?;
        if self.depth == 0 {
            self.root = Some(self.root_from(tag, is_empty)?);
        }
        self.depth += 1;
        match tag.local_name().as_ref() {
            "credential" if self.is_in(NAMESPACE, tag) => {
                let verify = self.verify(tag)?;
                self.open = Some(Credential { range: self.at..self.at, verify, body: String::new() });
            }
            "assertion" if self.is_in(NAMESPACE_OF_OPEN_BADGES_2, tag) => self.is_open_badges_2 = true,
            _ => {}
        }
        Ok(())
    }

    /// What a tag declares holds in its element. Most tags declare nothing, and their attributes need not be read: a
    /// declaration is an attribute whose name begins with `xmlns`.
    fn declare_namespaces(&mut self, tag: &BytesStart<'_>) -> Result<(), PictureError> {
        if tag.contains("xmlns") {
            return self.namespaces.push(tag).map_err(|error| self.fault(&error.into()));
        }
        self.namespaces.set_level(self.depth + 1);
        Ok(())
    }

    fn is_in(&self, namespace: &str, tag: &BytesStart<'_>) -> bool {
        bound_to(&self.namespaces.resolve_element(tag.name()).0) == Some(namespace)
    }

    fn leave(&mut self) {
        self.depth -= 1;
        self.namespaces.set_level(self.depth);
        if let Some(mut credential) = self.open.take() {
            credential.range.end = self.position();
            self.credentials.push(credential);
        }
    }

    fn root_from(&self, tag: &BytesStart<'_>, is_empty: bool) -> Result<Root, PictureError> {
        if self.root.is_some() {
            return Err(self.malformed("expected only one root element"));
        }
        let (namespace, name) = self.namespaces.resolve_element(tag.name());
        if name.as_ref() != "svg" || bound_to(&namespace).is_some_and(|bound| bound != SVG_NAMESPACE) {
            return Err(PictureError::NotAPicture { expected: "an SVG" });
        }
        let mut prefix_openbadges = None;
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.malformed(&error.to_string()))?;
            if attribute.key.as_ref() == "xmlns:openbadges" {
                prefix_openbadges = Some(attribute.value.into_owned());
            }
        }
        let name = self.at + 1..self.at + 1 + tag.name().as_ref().len();
        Ok(Root { tag: self.at..self.position(), name, is_empty, prefix_openbadges })
    }

    /// The attribute `verify`, which has no namespace.
    fn verify(&self, tag: &BytesStart<'_>) -> Result<Option<String>, PictureError> {
        let mut verify = None;
        for (index, attribute) in tag.attributes().enumerate() {
            let attribute = attribute.map_err(|error| self.malformed(&error.to_string()))?;
            if index == MAX_ATTRIBUTES {
                return Err(self.malformed("expected fewer attributes on the credential's element"));
            }
            if attribute.key.as_ref() == "verify" {
                let value = attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map_err(|error| self.fault(&error))?;
                verify = Some(value.into_owned());
            }
        }
        Ok(verify)
    }

    fn text(&mut self, text: &str) -> Result<(), PictureError> {
        if let Some(credential) = &mut self.open {
            credential.body.push_str(text);
        } else if self.depth == 0 && !text.trim().is_empty() {
            return Err(self.malformed("expected no text outside of the root element"));
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), PictureError> {
        let Some(credential) = &mut self.open else {
            return Ok(());
        };
        match reference.resolve_char_ref() {
            Ok(Some(character)) => credential.body.push(character),
            Ok(None) => match resolve_predefined_entity(reference) {
                Some(text) => credential.body.push_str(text),
                None => return Err(PictureError::Entity { at: self.at }),
            },
            Err(error) => return Err(self.fault(&error)),
        }
        Ok(())
    }

    /// A document type without entities does no harm (many drawing programs write one). With entities,
    /// readers differ in what they see, and a few lines can expand to gigabytes.
    fn refuse_entities(&self, definition: &str) -> Result<(), PictureError> {
        if definition.to_ascii_uppercase().contains("<!ENTITY") {
            return Err(PictureError::Entity { at: self.at });
        }
        Ok(())
    }

    fn declared_encoding(&self, declaration: &BytesDecl<'_>) -> Result<Option<String>, PictureError> {
        match declaration.encoding() {
            None => Ok(None),
            Some(Ok(encoding)) => Ok(Some(encoding.into_owned())),
            Some(Err(error)) => Err(self.malformed(&error.to_string())),
        }
    }

    fn fault(&self, error: &Error) -> PictureError {
        // These are also given for markup that is wrong rather than incomplete. At the end of the file at most
        // the `<!` is unread that could still have begun anything.
        let is_at_the_end = self.length.saturating_sub(self.position()) <= "<!".len();
        match error {
            Error::Syntax(_) | Error::IllFormed(IllFormedError::UnclosedReference) if is_at_the_end => {
                PictureError::Truncated { at: self.at }
            }
            Error::Escape(EscapeError::UnrecognizedEntity(..)) => PictureError::Entity { at: self.at },
            other => self.malformed(&other.to_string()),
        }
    }

    fn malformed(&self, detail: &str) -> PictureError {
        PictureError::Malformed { at: self.at, detail: detail.to_owned() }
    }

    /// Where what is not yet read begins.
    fn position(&self) -> usize {
        // It counts bytes of a slice in memory, so it fits.
        usize::try_from(self.reader.buffer_position()).map_or(usize::MAX, |position| self.mark + position)
    }
}

fn bound_to<'name>(namespace: &'name ResolveResult<'_>) -> Option<&'name str> {
    match namespace {
        ResolveResult::Bound(namespace) => Some(namespace.into_inner()),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
    }
}
