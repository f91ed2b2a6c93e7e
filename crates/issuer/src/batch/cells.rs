//! The cells of a row as a completion. An empty cell is a member that is not there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Columns;
use super::columns::{Column, Reading};

/// Which column each part of a completion is from: its JSON Pointer, and the column's place in the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places(Vec<(String, usize)>);

impl Places {
    /// The column that a pointer is about: that of the part it points to or into.
    pub(super) fn column(&self, pointer: &str) -> Option<usize> {
        let holds = |place: &str| {
            pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.0.iter().find(|(place, _)| holds(place)).map(|(_, column)| *column)
    }

    /// A column of the object that a pointer is about a missing member of.
    fn beside(&self, pointer: &str) -> Option<usize> {
        let (object, _) = pointer.rsplit_once('/')?;
        let inside = |place: &&(String, usize)| place.0.rsplit_once('/').is_some_and(|(it, _)| it == object);
        self.0.iter().find(inside).map(|(_, column)| *column)
    }
}

impl Columns {
    /// The completion of a row.
    pub(super) fn completion(&self, cells: &[String]) -> Result<(Value, Places), String> {
        if cells.len() != self.columns.len() {
            return Err(format!(
                "the header has {} columns, this row has {} cells",
                self.columns.len(),
                cells.len()
            ));
        }
        let mut built = Built::default();
        let filled = self.columns.iter().zip(cells).enumerate();
        for (index, (column, cell)) in filled.filter(|(_, (_, cell))| !cell.trim().is_empty()) {
            built.put(index, column, cell);
        }
        Ok(built.finish())
    }

    /// The name of the column that a fault is about, also where there is none for it.
    pub(super) fn name_at(&self, places: &Places, pointer: &str) -> String {
        if let Some(name) = places.column(pointer).and_then(|column| self.names.get(column)) {
            return name.clone();
        }
        let missing = pointer.rsplit('/').next().unwrap_or_default();
        let beside = places.beside(pointer).and_then(|column| self.columns.get(column));
        match beside {
            Some(Column::Evidence(1, _)) => format!("evidence.{missing}"),
            Some(Column::Evidence(number, _)) => format!("evidence.{number}.{missing}"),
            _ if pointer == "/recipient" => "recipient.email".to_owned(),
            _ => pointer.trim_start_matches('/').replace('/', "."),
        }
    }
}

#[derive(Default)]
struct Built {
    whole: Map<String, Value>,
    recipient: Map<String, Value>,
    score: Option<Value>,
    rubric: Vec<Value>,
    evidence: BTreeMap<u16, Vec<(&'static str, Value, usize)>>,
    attestations: Map<String, Value>,
    places: Places,
}

impl Built {
    fn put(&mut self, index: usize, column: &Column, cell: &str) {
        let pointer = match column {
            Column::Member(name) => {
                self.whole.insert((*name).to_owned(), json!(cell));
                format!("/{name}")
            }
            Column::Recipient(name) => {
                self.recipient.insert((*name).to_owned(), json!(cell));
                format!("/recipient/{name}")
            }
            Column::Score => {
                self.score = Some(json!(cell));
                "/result/score".to_owned()
            }
            Column::Level(criterion) => {
                self.rubric.push(json!({"criterion": criterion, "level": cell}));
                format!("/result/rubric/{}", self.rubric.len() - 1)
            }
            Column::Evidence(number, part) => {
                // Where it stands is known once all pieces are.
                self.evidence.entry(*number).or_default().push((part, json!(cell), index));
                return;
            }
            Column::Attestation(key, reading) => {
                self.attestations.insert(key.clone(), read(*reading, cell));
                crate::members::child("/attestations", key)
            }
        };
        self.places.0.push((pointer, index));
    }

    fn finish(mut self) -> (Value, Places) {
        let mut evidence = Vec::new();
        for (position, parts) in self.evidence.into_values().enumerate() {
            let mut piece = Map::new();
            for (part, value, index) in parts {
                piece.insert(part.to_owned(), value);
                self.places.0.push((format!("/evidence/{position}/{part}"), index));
            }
            evidence.push(Value::Object(piece));
        }
        let mut result = Map::new();
        result.extend(self.score.map(|score| ("score".to_owned(), score)));
        if !self.rubric.is_empty() {
            result.insert("rubric".to_owned(), Value::Array(self.rubric));
        }
        for (name, part) in
            [("recipient", self.recipient), ("result", result), ("attestations", self.attestations)]
        {
            if !part.is_empty() {
                self.whole.insert(name.to_owned(), Value::Object(part));
            }
        }
        if !evidence.is_empty() {
            self.whole.insert("evidence".to_owned(), Value::Array(evidence));
        }
        (Value::Object(self.whole), self.places)
    }
}

/// What is neither yes nor no stays as it is, and is then refused by its name.
fn read(reading: Reading, cell: &str) -> Value {
    match (reading, cell.trim().to_ascii_lowercase().as_str()) {
        (Reading::YesNo, "true" | "yes") => Value::Bool(true),
        (Reading::YesNo, "false" | "no") => Value::Bool(false),
        _ => json!(cell),
    }
}

#[cfg(test)]
mod tests {
    use badgewright_registry::Registry;

    use super::*;

    fn columns(header: &str) -> Columns {
        let names: Vec<String> = header.split(',').map(str::to_owned).collect();
        Columns::of(&names, &Registry::built_in()).unwrap()
    }

    fn cells(row: &str) -> Vec<String> {
        row.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn a_row_is_the_same_completion_as_its_json() {
        let columns = columns(
            "badge,externalId,recipient.email,recipient.name,completedAt,evidence.url,evidence.name,evidence.narrative,result.score,\
             result.rubric.Analyze,result.rubric.Evaluate,attestations.provisionalLicense,attestations.scoreWithinTwoSem",
        );
        let row = "academic-rigor,bb-1,ada@district.example,Ada Jones,2025-11-01T15:04:05Z,https://portfolio.example/e/1,\
                   Lesson portfolio,Three lessons.,3.5,Demonstrated,Demonstrated,TRUE,yes";
        let (completion, _) = columns.completion(&cells(row)).unwrap();
        assert_eq!(
            completion,
            json!({
                "badge": "academic-rigor", "externalId": "bb-1",
                "recipient": {"email": "ada@district.example", "name": "Ada Jones"},
                "completedAt": "2025-11-01T15:04:05Z",
                "evidence": [{"url": "https://portfolio.example/e/1", "name": "Lesson portfolio", "narrative": "Three lessons."}],
                "result": {"score": "3.5", "rubric": [
                    {"criterion": "Analyze", "level": "Demonstrated"}, {"criterion": "Evaluate", "level": "Demonstrated"}]},
                "attestations": {"provisionalLicense": true, "scoreWithinTwoSem": true},
            })
        );
    }

    #[test]
    fn a_fault_is_about_the_column_it_came_from() {
        let columns = columns(
            "badge,recipient.email,evidence.1.url,evidence.3.name,evidence.3.url,result.rubric.Analyze,result.rubric.Evaluate",
        );
        let (completion, places) = columns.completion(&cells("a,b,,Plan, ,,Beginning")).unwrap();
        assert_eq!(completion["evidence"], json!([{"name": "Plan"}]), "the first is empty and not there");
        assert_eq!(completion["result"]["rubric"], json!([{"criterion": "Evaluate", "level": "Beginning"}]));
        let name = |pointer| columns.name_at(&places, pointer);
        assert_eq!(name("/recipient/email"), "recipient.email");
        assert_eq!(name("/evidence/0/name"), "evidence.3.name");
        assert_eq!(name("/evidence/0/url"), "evidence.3.url");
        assert_eq!(name("/result/rubric/0/level"), "result.rubric.Evaluate");
        assert_eq!(name("/recipient"), "recipient.email");
        assert_eq!(name("/completedAt"), "completedAt");
        assert!(columns.completion(&cells("a,b")).unwrap_err().contains("7 columns, this row has 2 cells"));
    }
}
