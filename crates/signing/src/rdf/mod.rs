//! RDF as far as it is made and canonicalized here. Texts are borrowed: from the document, from the contexts, or from what
//! was made on the way.

mod nquads;
#[cfg(test)]
pub(crate) mod oxigraph;

pub(crate) use nquads::{escaped_iri, escaped_literal};

/// `http://www.w3.org/1999/02/22-rdf-syntax-ns#` and its names, and those of XML Schema.
pub(crate) mod vocab {
    pub(crate) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    pub(crate) const RDF_FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
    pub(crate) const RDF_REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
    pub(crate) const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
    pub(crate) const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
    pub(crate) const RDF_LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
    /// Datatypes of texts with a direction (JSON-LD 1.1, the i18n namespace).
    pub(crate) const I18N: &str = "https://www.w3.org/ns/i18n#";
    pub(crate) const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
    pub(crate) const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
    pub(crate) const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
    pub(crate) const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
}

/// An IRI or a blank node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource<'d> {
    /// An absolute IRI, as written.
    Iri(&'d str),
    /// A blank node, by its number in the dataset.
    Blank(u32),
}

/// A literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Literal<'d> {
    /// The lexical form.
    pub value: &'d str,
    /// What kind of literal it is.
    pub kind: LiteralKind<'d>,
}

/// What kind of literal a literal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LiteralKind<'d> {
    /// `xsd:string`.
    String,
    /// A string in a language; the tag is in lower case.
    Language(&'d str),
    /// Of another datatype.
    Typed(&'d str),
}

/// What a statement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object<'d> {
    /// A link.
    Resource(Resource<'d>),
    /// A value.
    Literal(Literal<'d>),
}

/// A statement, in a graph or in the default graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quad<'d> {
    /// About what.
    pub subject: Resource<'d>,
    /// Which property of it, an IRI.
    pub predicate: &'d str,
    /// What.
    pub object: Object<'d>,
    /// In which graph; `None` is the default graph.
    pub graph: Option<Resource<'d>>,
}
