//! Alignments point to components that exist, each once.

use std::collections::BTreeSet;

use super::Found;
use crate::class_file::{ClassFile, DanglingAlignment};
use crate::framework;
use crate::nearest::{hint, quoted};

pub(super) fn check(file: &ClassFile, found: &mut Found<'_>) {
    let mut seen = BTreeSet::new();
    for (index, alignment) in file.alignments.iter().enumerate() {
        let pointer = format!("/alignments/{index}");
        match alignment.resolved() {
            Err(DanglingAlignment::Framework) => {
                let known = framework::built_in().iter().map(|framework| framework.slug.as_str());
                let hint = hint(&alignment.framework, known);
                let message = format!("no framework is named {}{hint}", quoted(&alignment.framework));
                found.add(&format!("{pointer}/framework"), message);
            }
            Err(DanglingAlignment::Code(framework)) => {
                let codes: Vec<&str> = framework.components.iter().map(|c| c.code.as_str()).collect();
                let code = quoted(&alignment.code);
                let message =
                    format!("{} has no component {code} (it has {})", framework.slug, codes.join(", "));
                found.add(&format!("{pointer}/code"), message);
            }
            Ok(_) => {}
        }
        if !seen.insert((&alignment.framework, &alignment.code)) {
            found.add(&pointer, "this alignment is listed twice");
        }
    }
}
