//! The families of badge classes: what they are called, and for whom they are.

/// A family as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Family {
    pub(super) name: String,
    /// For whom its badges are; empty where nothing is known of the family.
    pub(super) says: &'static str,
}

/// The family with that slug. One that came with an operator's own file is named by its slug.
pub(super) fn family(slug: &str) -> Family {
    let known = |name: &str, says| Family { name: name.to_owned(), says };
    match slug {
        "content-assessment" => known(
            "Content assessment",
            "For educators with a provisional license under the Alternate Assessment Plan (AAP): they supplement the score of the content-area assessment.",
        ),
        "pedagogy-assessment" => known(
            "Pedagogy assessment",
            "For educators with a Provisional Professional Teaching License (PPTL): they may take the place of the Praxis PLT assessment.",
        ),
        "career-continuum" => known(
            "Career continuum",
            "For career professionals: stacks of micro-credentials on the way to a designation on the license.",
        ),
        "district" => known(
            "District",
            "For educators of districts that elect it: advancement on the district’s salary schedule.",
        ),
        other => known(&in_words(other), ""),
    }
}

/// `early-career` as `Early career`.
fn in_words(slug: &str) -> String {
    let text = slug.replace('-', " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_of_the_nine_is_explained_and_others_are_named_by_their_slug() {
        for class in badgewright_registry::Registry::built_in().iter() {
            assert!(!family(&class.family).says.is_empty(), "{}", class.family);
        }
        assert_eq!(family("early-career"), Family { name: "Early career".into(), says: "" });
        assert_eq!(family("").name, "");
    }
}
