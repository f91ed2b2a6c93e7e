//! Where Open Badges 3.0 defines its classes.

/// The URL of a class's definition.
macro_rules! class {
    ($name:literal) => {
        concat!("https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.", $name, ".class")
    };
}

/// The definition of the class that the schema calls `definition` (a name under `$defs`); the credential's own for
/// what is not a class.
pub(super) fn of(definition: Option<&str>) -> &'static str {
    match definition {
        Some("AchievementSubject") => class!("achievementsubject"),
        Some("Achievement") => class!("achievement"),
        Some("Address") => class!("address"),
        Some("Alignment") => class!("alignment"),
        Some("Criteria") => class!("criteria"),
        Some("EndorsementCredential") => class!("endorsementcredential"),
        Some("Evidence") => class!("evidence"),
        Some("IdentifierEntry") => class!("identifierentry"),
        Some("IdentityObject") => class!("identityobject"),
        Some("Image") => class!("image"),
        Some("Profile") => class!("profile"),
        Some("Related") => class!("related"),
        Some("Result") => class!("result"),
        Some("ResultDescription") => class!("resultdescription"),
        Some("RubricCriterionLevel") => class!("rubriccriterionlevel"),
        _ => class!("achievementcredential"),
    }
}
