//! Frameworks that badges are aligned to: TESS components and InTASC standards.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A set of standards for teachers, with the components that badge classes are aligned to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Framework {
    /// Its name in addresses (`/frameworks/tess`).
    pub slug: String,
    /// Its name as people read it.
    pub name: String,
    /// What it is, in a sentence or two.
    pub about: String,
    /// The Open Badges `targetType` of its components.
    pub target_type: String,
    /// The components in the framework's order.
    pub components: Vec<Component>,
}

/// One component of a [`Framework`]; it has a page of its own, `/frameworks/{framework}/{code}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Component {
    /// Its code in the framework, such as `2a`.
    pub code: String,
    /// The part of the framework it stands in.
    pub group: String,
    /// Its public name.
    pub name: String,
    /// What it asks for, in one sentence of ours.
    pub says: String,
}

impl Framework {
    /// The component with this code.
    #[must_use]
    pub fn component(&self, code: &str) -> Option<&Component> {
        self.components.iter().find(|component| component.code == code)
    }
}

/// The frameworks that come with the registry.
pub(crate) fn built_in() -> &'static [Framework] {
    #[expect(clippy::expect_used, reason = "the files are part of this crate, and a test reads them")]
    static BUILT_IN: LazyLock<Vec<Framework>> = LazyLock::new(|| {
        [include_str!("../frameworks/tess.toml"), include_str!("../frameworks/intasc.toml")]
            .map(|text| toml::from_str(text).expect("an embedded framework"))
            .into()
    });
    &BUILT_IN
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::built_in;

    #[test]
    fn all_components_of_both_frameworks_are_there_once() {
        let codes: Vec<Vec<&str>> =
            built_in().iter().map(|f| f.components.iter().map(|c| c.code.as_str()).collect()).collect();
        let tess: Vec<&str> =
            "1a 1b 1c 1d 1e 1f 2a 2b 2c 2d 2e 3a 3b 3c 3d 3e 4a 4b 4c 4d 4e 4f".split(' ').collect();
        let intasc: Vec<&str> = "1 2 3 4 5 6 7 8 9 10".split(' ').collect();
        assert_eq!(codes, [tess, intasc]);
    }

    #[test]
    fn each_component_has_a_name_of_its_own_and_one_sentence() {
        for framework in built_in() {
            let names: BTreeSet<&str> = framework.components.iter().map(|c| c.name.as_str()).collect();
            assert_eq!(names.len(), framework.components.len());
            for component in &framework.components {
                assert!(component.says.ends_with('.') && component.says.len() > 20, "{component:?}");
            }
        }
    }

    #[test]
    fn components_are_found_by_code() {
        let name = |framework: usize, code| built_in()[framework].component(code).map(|c| c.name.as_str());
        assert_eq!(name(0, "2a"), Some("Creating an Environment of Respect and Rapport"));
        assert_eq!(name(1, "5"), Some("Application of Content"));
        assert_eq!(name(1, "11"), None);
    }
}
