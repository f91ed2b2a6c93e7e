//! The nearest known name to one that was not found.

use strsim::osa_distance;

/// Longer texts are not compared: nobody misspells a name that far, and the work is bounded.
const LONGEST: usize = 128;

/// The known name that differs least from `text`, if a slip of the hand could explain the difference.
pub(crate) fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let wanted = text.to_lowercase();
    let allowed = (wanted.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (osa_distance(&wanted, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `, did you mean …?` with the nearest known name, or nothing.
pub(crate) fn hint<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(text, known).map(|name| format!(", did you mean `{name}`?")).unwrap_or_default()
}

/// The text in backticks, cut short: what a stranger sent is not sent back whole.
pub(crate) fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, quoted};

    #[test]
    fn a_long_text_is_quoted_in_part() {
        assert_eq!(quoted("é"), "`é`");
        assert_eq!(quoted(&"é".repeat(1_000)).chars().count(), 131);
    }

    #[test]
    fn a_slip_finds_the_name_and_another_word_does_not() {
        let known = ["academic-rigor", "lead-teacher"];
        assert_eq!(nearest("academic-rigour", known), Some("academic-rigor"));
        assert_eq!(nearest("Lead-Techer", known), Some("lead-teacher"));
        assert_eq!(nearest("basket-weaving", known), None);
        assert_eq!(nearest(&"a".repeat(100_000), known), None);
    }
}
