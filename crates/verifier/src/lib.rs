//! Use cases of verifying: anything a person may hold to a report.
