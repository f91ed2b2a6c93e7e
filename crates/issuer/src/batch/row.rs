//! One row, as it was sent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Columns;
use super::cells::Places;

/// A row of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number among the rows, from 1; neither a header nor an empty line counts.
    pub number: u32,
    /// The line of the file in which it begins, from 1.
    pub line: u64,
    /// What was there.
    pub content: Content,
}

/// What stands in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A line that is to be JSON.
    Json(String),
    /// The cells of a table's row.
    Cells(Vec<String>),
    /// What could not even be text, and why.
    Unreadable(String),
}

impl Row {
    /// The completion as JSON, and which column each part of it is from.
    ///
    /// # Errors
    /// Why the row cannot be read.
    pub(super) fn request(&self, columns: Option<&Columns>) -> Result<(Value, Option<Places>), String> {
        match (&self.content, columns) {
            (Content::Json(text), _) => match serde_json::from_str(text) {
                Ok(value) => Ok((value, None)),
                Err(error) => Err(format!("the line is not JSON: {error}")),
            },
            (Content::Cells(cells), Some(columns)) => {
                columns.completion(cells).map(|(value, places)| (value, Some(places)))
            }
            (Content::Cells(_), None) => Err("the row has cells, but the batch no header".to_owned()),
            (Content::Unreadable(why), _) => Err(why.clone()),
        }
    }

    /// How many bytes it has, about.
    pub(super) fn weight(&self) -> usize {
        match &self.content {
            Content::Json(text) | Content::Unreadable(text) => text.len(),
            Content::Cells(cells) => cells.iter().map(|cell| cell.len() + 3).sum(),
        }
    }
}
