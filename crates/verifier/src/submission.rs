//! What goes in: what a person holds, and what they want to know.

/// What a person may hold.
#[derive(Clone, Debug)]
pub enum Submission {
    /// A file or a request's body.
    Document {
        /// Its bytes.
        bytes: Vec<u8>,
        /// What its sender calls it, as a media type without parameters. What counts is the contents; it only helps to
        /// say what is wrong with them.
        media_type: Option<String>,
    },
    /// An address where the badge is said to be.
    Url(String),
}

/// What is asked beyond whether the badge holds.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// An e-mail address, a DID or a name that the badge should be about.
    pub recipient: Option<String>,
    /// Whether what 1EdTech's validator calls an ERROR of form is a failure.
    pub strict: bool,
}
