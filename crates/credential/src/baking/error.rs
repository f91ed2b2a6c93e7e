//! What can be wrong with a picture, with baking into it and with reading from it.

/// Why a file could not be read as a PNG or SVG. Places are byte offsets into the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// Its beginning is that of something else.
    #[error("this is not a picture that can carry a badge: expected {expected}")]
    NotAPicture {
        /// Which kinds of picture were asked for.
        expected: &'static str,
    },
    /// It ends before it is complete.
    #[error("the picture is cut off at byte {at}: get the whole file again")]
    Truncated {
        /// Where the part begins that is not complete.
        at: usize,
    },
    /// A PNG chunk is not what was written (PNG §5.3).
    #[error("the picture is damaged: the checksum of its `{chunk}` chunk at byte {at} is wrong")]
    BadCrc {
        /// The chunk's type.
        chunk: String,
        /// Where the chunk begins.
        at: usize,
    },
    /// The file, or what is compressed in it, is larger than is read.
    #[error("{what} is too large: at most {limit} bytes are read")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit, in bytes.
        limit: usize,
    },
    /// An SVG's elements are nested deeper than is followed.
    #[error("the SVG's elements are nested too deep at byte {at}: at most {limit} levels are followed")]
    TooDeep {
        /// Where the first element begins that is too deep.
        at: usize,
        /// The limit, in levels.
        limit: usize,
    },
    /// An SVG declares or uses an XML entity. They are never expanded.
    #[error("the SVG declares or uses an XML entity at byte {at}: save it without entities")]
    Entity {
        /// Where.
        at: usize,
    },
    /// Text that has to be UTF-8 is not.
    #[error("the text at byte {at} of the picture is not UTF-8")]
    NotUtf8 {
        /// Where the first wrong byte, or the text that holds it, stands.
        at: usize,
    },
    /// It breaks the rules of its format.
    #[error("the picture is malformed at byte {at}: {detail}")]
    Malformed {
        /// Where.
        at: usize,
        /// What was expected.
        detail: String,
    },
}

impl PictureError {
    /// A name for programs that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPicture { .. } => "parse.not_a_picture",
            Self::Truncated { .. } => "parse.truncated",
            Self::BadCrc { .. } => "parse.bad_crc",
            Self::TooLarge { .. } => "parse.too_large",
            Self::TooDeep { .. } => "parse.too_deep",
            Self::Entity { .. } => "parse.entity",
            Self::NotUtf8 { .. } => "parse.not_utf8",
            Self::Malformed { .. } => "parse.malformed_picture",
        }
    }
}

/// Why a credential could not be baked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BakeError {
    /// The picture cannot be read.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// What was to be baked is no credential's text.
    #[error("this cannot be baked: expected a credential as a JSON object or as a compact JWS, {detail}")]
    NotACredential {
        /// What was found.
        detail: String,
    },
    /// The credential's text is larger than is baked.
    #[error("the credential is too large to be baked: at most {limit} bytes")]
    TextTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The root of the SVG uses the prefix for another namespace, such as that of Open Badges 2.
    #[error(
        "the SVG uses the prefix `openbadges` for `{namespace}`: remove that, or bake into another picture"
    )]
    PrefixTaken {
        /// The namespace it stands for.
        namespace: String,
    },
    /// The SVG says that it is not in UTF-8.
    #[error("the SVG declares the encoding `{declared}`: save it as UTF-8")]
    Encoding {
        /// What its XML declaration says.
        declared: String,
    },
}

impl BakeError {
    /// A name for programs that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Picture(picture) => picture.code(),
            Self::NotACredential { .. } => "bake.not_a_credential",
            Self::TextTooLarge { .. } => "bake.too_large",
            Self::PrefixTaken { .. } => "bake.prefix_taken",
            Self::Encoding { .. } => "bake.encoding",
        }
    }
}

/// Why no credential could be read out of a picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// The picture cannot be read.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// It is a picture and nothing else.
    #[error(
        "there is no badge in this picture: ask for the file as it was issued, as copies and screenshots lose it"
    )]
    NoBadge,
    /// It carries an assertion of the earlier standard.
    #[error("This is an Open Badges 2 badge: only Open Badges 3.0 is read here")]
    OpenBadges2,
}

impl ExtractError {
    /// A name for programs that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Picture(picture) => picture.code(),
            Self::NoBadge => "parse.no_badge",
            Self::OpenBadges2 => "parse.open_badges_2",
        }
    }
}
