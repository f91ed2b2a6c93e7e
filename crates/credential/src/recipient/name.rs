//! Comparing people's names: without case, and beyond that only with a doubt.

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::Doubt;

/// As many characters of a name as are looked at.
const LONGEST: usize = 1_000;

/// In what the two names differ, if they may be one person's; `None` if they are two names.
pub(super) fn doubts(one: &str, other: &str) -> Option<Vec<Doubt>> {
    let (one, other) = (words(&folded(one)), words(&folded(other)));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    if one == other {
        return Some(Vec::new());
    }
    let (plain_one, plain_other) = (plain_words(&one), plain_words(&other));
    if plain_one.is_empty() {
        None
    } else if plain_one == plain_other {
        Some(vec![Doubt::Diacritics])
    } else if sorted(&one) == sorted(&other) {
        Some(vec![Doubt::WordOrder])
    } else if sorted(&plain_one) == sorted(&plain_other) {
        Some(vec![Doubt::WordOrder, Doubt::Diacritics])
    } else {
        None
    }
}

/// Unicode §3.13 D145, canonical caseless matching: NFD of the folded NFD.
fn folded(name: &str) -> String {
    let decomposed: String = name.chars().take(LONGEST).nfd().collect();
    UniCase::unicode(decomposed).to_folded_case().nfd().collect()
}

/// What stands between spaces and commas: `Jones, Ada` has two words.
fn words(name: &str) -> Vec<String> {
    name.split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words without accents and apostrophes, parted at hyphens too.
fn plain_words(words_with_marks: &[String]) -> Vec<String> {
    let joined = words_with_marks.join(" ");
    let plain: String = joined.nfkd().filter(|c| !is_combining_mark(*c)).map(plain_letter).collect();
    words(&plain.replace(IGNORED, ""))
}

/// Stands for characters that are left out; no name has it.
const IGNORED: char = '\0';

/// Letters that people write without their stroke, and the many forms of apostrophe, hyphen and full stop.
fn plain_letter(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '.' => IGNORED,
        '-' | '‐' | '‑' | '–' | '—' => ' ',
        other => other,
    }
}

fn sorted(words: &[String]) -> Vec<&str> {
    let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_never_matters_in_any_script() {
        for (one, other) in [
            ("Ada Jones", "ADA  jones"),
            ("Strauß", "STRAUSS"),
            ("ΌΣΣΑ ΟΔΥΣΣΕΎΣ", "όσσα οδυσσεύς"),
            ("Иван", "ИВАН"),
        ] {
            assert_eq!(doubts(one, other), Some(vec![]), "{one}, {other}");
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        assert_eq!(doubts("Jos\u{e9}", "Jose\u{301}"), Some(vec![]));
    }

    #[test]
    fn order_and_diacritics_are_doubts_and_no_difference() {
        assert_eq!(doubts("Jones, Ada", "Ada Jones"), Some(vec![Doubt::WordOrder]));
        assert_eq!(doubts("María-José O’Connor", "maria jose o'connor"), Some(vec![Doubt::Diacritics]));
        assert_eq!(doubts("Łukasz Sørensen", "Lukasz Sorensen"), Some(vec![Doubt::Diacritics]));
        assert_eq!(doubts("Nuñez, Ana", "Ana Nunez"), Some(vec![Doubt::WordOrder, Doubt::Diacritics]));
    }

    #[test]
    fn two_names_are_two_names() {
        for (one, other) in
            [("Ada Jones", "Ada Johns"), ("Ada Jones", "Ada"), ("", ""), ("’", "'"), ("Ada", "")]
        {
            assert_eq!(doubts(one, other), None, "{one}, {other}");
        }
    }
}
