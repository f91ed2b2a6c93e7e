//! A TOML file as JSON, with the line of every member.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Fault;

/// Larger files are no badge classes.
const MOST_BYTES: usize = 256 * 1024;
/// A dotted key opens a table for each dot. The parser bounds brackets only, so dots are bounded here.
const MOST_DOTS_ON_A_LINE: usize = 64;
/// After an open bracket every line looks wrong: more errors of syntax than this say nothing more.
const MOST_SYNTAX_ERRORS: usize = 10;

/// A data file that was read: its content as JSON, and where each member stands.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    file: String,
    value: Value,
    lines: BTreeMap<String, usize>,
}

impl Source {
    /// Reads TOML; `file` is only named in faults.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        if let Some((line, message)) = unbounded(text) {
            return Err(vec![fault(file, line, "", message)]);
        }
        let line_ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let as_fault = |error: &toml::de::Error| {
                let line = error.span().map_or(1, |span| line_of(&line_ends, &span));
                fault(file, line, "", format!("no TOML: {}", error.message()))
            };
            return Err(errors.iter().take(MOST_SYNTAX_ERRORS).map(as_fault).collect());
        }
        let mut reading = Reading { line_ends, lines: BTreeMap::from([(String::new(), 1)]) };
        let value = reading.table(table.get_ref(), "");
        Ok(Self { file: file.to_owned(), value, lines: reading.lines })
    }

    /// The file's name as it was given.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The content as JSON. Dates become strings.
    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    /// A fault at a member, or at the nearest table around it that the file has.
    pub(crate) fn fault(&self, pointer: &str, message: impl Into<String>) -> Fault {
        let mut around = pointer;
        let line = loop {
            match (self.lines.get(around), around.rfind('/')) {
                (Some(line), _) => break *line,
                (None, Some(slash)) => around = &around[..slash],
                (None, None) => break 1,
            }
        };
        fault(&self.file, line, pointer, message.into())
    }
}

fn fault(file: &str, line: usize, pointer: &str, message: impl Into<String>) -> Fault {
    Fault { file: file.to_owned(), line, pointer: pointer.to_owned(), message: message.into() }
}

/// The line and a message, if reading the text could take unbounded memory or stack.
fn unbounded(text: &str) -> Option<(usize, String)> {
    if text.len() > MOST_BYTES {
        return Some((1, format!("the file has {} bytes, at most {MOST_BYTES} are read", text.len())));
    }
    let dotted = text.lines().position(|line| line.matches('.').count() > MOST_DOTS_ON_A_LINE)?;
    Some((dotted + 1, format!("more than {MOST_DOTS_ON_A_LINE} dots on one line: break a long text up")))
}

fn line_of(line_ends: &[usize], span: &Range<usize>) -> usize {
    line_ends.partition_point(|end| *end < span.start) + 1
}

/// Adds one reference token to a JSON Pointer (RFC 6901 §3).
pub(crate) fn join(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"))
}

struct Reading {
    line_ends: Vec<usize>,
    lines: BTreeMap<String, usize>,
}

impl Reading {
    fn table(&mut self, table: &DeTable<'_>, pointer: &str) -> Value {
        let mut members = Map::new();
        for (key, value) in table {
            let member = join(pointer, key.get_ref());
            self.lines.insert(member.clone(), line_of(&self.line_ends, &key.span()));
            members.insert(key.get_ref().to_string(), self.value(value, &member));
        }
        Value::Object(members)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, pointer: &str) -> Value {
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(yes) => Value::Bool(*yes),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .map_or(Value::Null, |number| Value::Number(number.into())),
            // Infinity and NaN are no JSON: `null` fails the schema wherever a number is wanted.
            DeValue::Float(float) => {
                float.as_str().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
            }
            DeValue::Datetime(moment) => Value::String(moment.to_string()),
            DeValue::Table(table) => self.table(table, pointer),
            DeValue::Array(array) => {
                let elements = array.iter().enumerate().map(|(index, element)| {
                    let member = join(pointer, &index.to_string());
                    self.lines.insert(member.clone(), line_of(&self.line_ends, &element.span()));
                    self.value(element, &member)
                });
                elements.collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Source;

    const TEXT: &str = "# a comment\n\nname = 5\n\n[[a]]\nx = 1.5\n[[a]]\ny = [\n  1,\n  2]\n[b.\"c/d\"]\n";

    #[test]
    fn toml_is_read_as_json() {
        let source = Source::read("x.toml", TEXT).unwrap();
        assert_eq!(source.value(), &json!({"name": 5, "a": [{"x": 1.5}, {"y": [1, 2]}], "b": {"c/d": {}}}));
    }

    #[test]
    fn every_member_has_its_line() {
        let source = Source::read("x.toml", TEXT).unwrap();
        let line = |pointer: &str| source.fault(pointer, "").line;
        let lines = ["/name", "/a", "/a/0", "/a/0/x", "/a/1", "/a/1/y/1", "/b/c~1d", "/b", ""].map(line);
        assert_eq!(lines, [3, 5, 5, 6, 7, 10, 11, 11, 1]);
    }

    #[test]
    fn a_missing_member_is_found_at_its_table() {
        let source = Source::read("x.toml", TEXT).unwrap();
        assert_eq!(source.fault("/a/1/z/w", "").line, 7);
        assert_eq!(source.fault("/nothing", "").line, 1);
    }

    #[test]
    fn every_error_of_syntax_has_its_line() {
        let faults = Source::read("x.toml", "a = 1\nb = \nc = 1\na = 2\n").unwrap_err();
        let lines: Vec<_> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 4], "{faults:?}");
        assert!(faults[0].to_string().starts_with("x.toml:2: no TOML: "), "{}", faults[0]);
    }

    #[test]
    fn one_open_bracket_is_not_told_as_a_hundred_faults() {
        let faults = Source::read("x.toml", &format!("a = [\n{}", "b = 1\n".repeat(100))).unwrap_err();
        assert_eq!((faults.len(), faults[0].line), (10, 2));
    }

    #[test]
    fn what_would_exhaust_memory_or_stack_is_refused() {
        let deep = format!("\na{} = 1", ".a".repeat(100_000));
        assert_eq!(Source::read("x.toml", &deep).unwrap_err()[0].line, 2);
        let brackets = format!("a = {}", "[".repeat(100_000));
        assert!(Source::read("x.toml", &brackets).is_err());
        let long = format!("a = \"{}\"", "x".repeat(300_000));
        assert!(Source::read("x.toml", &long).is_err());
    }

    #[test]
    fn numbers_that_json_has_not_are_null() {
        let source = Source::read("x.toml", "a = inf\nb = nan\nc = 99999999999999999999\nd = 0x1F").unwrap();
        assert_eq!(source.value(), &json!({"a": null, "b": null, "c": null, "d": 31}));
    }
}
