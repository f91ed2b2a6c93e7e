//! The header of a table: which column is which part of a completion.

use std::collections::BTreeSet;

use badgewright_registry::{AttestedValue, Registry};

use crate::Fault;

/// The columns that every table may have.
const FIXED: [(&str, Column); 7] = [
    ("badge", Column::Member("badge")),
    ("externalId", Column::Member("externalId")),
    ("recipient.email", Column::Recipient("email")),
    ("recipient.name", Column::Recipient("name")),
    ("recipient.did", Column::Recipient("did")),
    ("completedAt", Column::Member("completedAt")),
    ("result.score", Column::Score),
];

/// The parts of a piece of evidence.
const EVIDENCE: [&str; 3] = ["url", "name", "narrative"];

/// The most pieces of evidence of a row: `evidence.1.url` to `evidence.100.url`.
const MOST_EVIDENCE: u16 = 100;

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// A member of the completion itself.
    Member(&'static str),
    /// A member of its `recipient`.
    Recipient(&'static str),
    /// Its score.
    Score,
    /// The level of a criterion: `result.rubric.Analyze`.
    Level(String),
    /// A part of a piece of evidence: `evidence.url` or `evidence.2.url`.
    Evidence(u16, &'static str),
    /// A fact: `attestations.provisionalLicense`.
    Attestation(String, Reading),
}

/// How a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    /// `true` or `false`.
    YesNo,
    /// As it stands.
    Text,
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    pub(super) names: Vec<String>,
    pub(super) columns: Vec<Column>,
}

impl Columns {
    /// Columns by their names, which were checked when the batch was received.
    #[must_use]
    pub fn of(names: &[String], registry: &Registry) -> Option<Self> {
        let columns: Option<Vec<_>> = names.iter().map(|name| column(name, registry)).collect();
        Some(Self { names: names.to_vec(), columns: columns? })
    }

    /// Their names as they were sent.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads a header, or says all that is wrong with it.
    pub(super) fn checked(names: &[String], registry: &Registry) -> Result<Self, Vec<Fault>> {
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        let mut faults = Vec::new();
        let mut seen = BTreeSet::new();
        let criteria = criteria(registry);
        for (index, name) in names.iter().enumerate() {
            let message = match column(name, registry) {
                None => Some(unknown(name, registry, &criteria)),
                Some(Column::Level(criterion)) if !criteria.contains(criterion.as_str()) => {
                    Some(unknown(name, registry, &criteria))
                }
                Some(column) if !seen.insert(column.clone()) => {
                    Some(format!("the column `{name}` is there twice"))
                }
                Some(_) => None,
            };
            faults.extend(message.map(|message| Fault::new(&format!("/columns/{index}"), message)));
        }
        if names.len() == 1 && names[0].contains(';') {
            let message = "the columns are divided by `;`: save the table with commas between them";
            return Err(vec![Fault::new("/columns", message)]);
        }
        if !names.iter().any(|name| name == "badge") {
            faults.push(Fault::new("/columns", "the column `badge` is required"));
        }
        if !names.iter().any(|name| name == "recipient.email" || name == "recipient.did") {
            let message = "the column `recipient.email` or `recipient.did` is required";
            faults.push(Fault::new("/columns", message));
        }
        match Self::of(&names, registry) {
            Some(columns) if faults.is_empty() => Ok(columns),
            _ => Err(faults),
        }
    }
}

/// The column of a name.
fn column(name: &str, registry: &Registry) -> Option<Column> {
    if let Some((_, fixed)) = FIXED.iter().find(|(known, _)| *known == name) {
        return Some(fixed.clone());
    }
    if let Some(criterion) = name.strip_prefix("result.rubric.").filter(|criterion| !criterion.is_empty()) {
        return Some(Column::Level(criterion.to_owned()));
    }
    if let Some(key) = name.strip_prefix("attestations.") {
        let reading = match registry.attestation(key)?.kind {
            AttestedValue::YesNo => Reading::YesNo,
            _ => Reading::Text,
        };
        return Some(Column::Attestation(key.to_owned(), reading));
    }
    let rest = name.strip_prefix("evidence.")?;
    let (number, part) = rest.split_once('.').unwrap_or(("1", rest));
    let number = number.parse().ok().filter(|number| (1..=MOST_EVIDENCE).contains(number))?;
    let part = EVIDENCE.into_iter().find(|known| *known == part)?;
    Some(Column::Evidence(number, part))
}

/// The criteria of all badge classes.
fn criteria(registry: &Registry) -> BTreeSet<&str> {
    let rubrics = registry.iter().filter_map(|class| class.rubric.as_ref());
    rubrics.flat_map(|rubric| rubric.criteria.iter().map(|criterion| criterion.name.as_str())).collect()
}

fn unknown(name: &str, registry: &Registry, criteria: &BTreeSet<&str>) -> String {
    let fixed = FIXED.iter().map(|(known, _)| (*known).to_owned());
    let attestations = registry.attestations().iter().map(|kind| format!("attestations.{}", kind.key));
    let levels = criteria.iter().map(|criterion| format!("result.rubric.{criterion}"));
    let evidence = EVIDENCE.iter().map(|part| format!("evidence.{part}"));
    let known = fixed.chain(attestations).chain(levels).chain(evidence);
    // `Email` means `recipient.email`: the last part counts as much as the whole.
    let likeness = |candidate: &str| {
        let last = candidate.rsplit('.').next().unwrap_or(candidate);
        let (name, whole, last) = (name.to_lowercase(), candidate.to_lowercase(), last.to_lowercase());
        strsim::jaro_winkler(&whole, &name).max(strsim::jaro_winkler(&last, &name))
    };
    match known.max_by(|a, b| likeness(a).total_cmp(&likeness(b))) {
        Some(nearest) if likeness(&nearest) > 0.75 => {
            format!("unknown column `{name}`; did you mean `{nearest}`?")
        }
        _ => format!("unknown column `{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(header: &str) -> Result<Columns, Vec<String>> {
        let names: Vec<String> = header.split(',').map(str::to_owned).collect();
        Columns::checked(&names, &Registry::built_in())
            .map_err(|faults| faults.into_iter().map(|it| format!("{} {}", it.pointer, it.message)).collect())
    }

    #[test]
    fn a_header_says_which_part_of_a_completion_each_column_is() {
        let header = "badge,recipient.did,result.rubric.Analyze,evidence.url,evidence.2.name,attestations.provisionalLicense";
        assert_eq!(
            checked(header).unwrap().columns,
            [
                Column::Member("badge"),
                Column::Recipient("did"),
                Column::Level("Analyze".to_owned()),
                Column::Evidence(1, "url"),
                Column::Evidence(2, "name"),
                Column::Attestation("provisionalLicense".to_owned(), Reading::YesNo),
            ]
        );
    }

    #[test]
    fn all_that_is_wrong_with_a_header_is_said_at_once() {
        let header =
            "Badge,email,externalid,result.rubric.Analyse,evidence.101.url,evidence.url,evidence.1.url,zzz";
        assert_eq!(
            checked(header).unwrap_err(),
            [
                "/columns/0 unknown column `Badge`; did you mean `badge`?",
                "/columns/1 unknown column `email`; did you mean `recipient.email`?",
                "/columns/2 unknown column `externalid`; did you mean `externalId`?",
                "/columns/3 unknown column `result.rubric.Analyse`; did you mean `result.rubric.Analyze`?",
                "/columns/4 unknown column `evidence.101.url`; did you mean `evidence.url`?",
                "/columns/6 the column `evidence.1.url` is there twice",
                "/columns/7 unknown column `zzz`",
                "/columns the column `badge` is required",
                "/columns the column `recipient.email` or `recipient.did` is required",
            ]
        );
        assert!(checked("badge;recipient.email").unwrap_err()[0].contains("save the table with commas"));
    }
}
