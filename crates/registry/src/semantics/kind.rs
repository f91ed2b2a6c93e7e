//! What a badge class must and must not have because of what it is: scored by a rubric, or a stack of other badges.

use super::Found;
use crate::Hours;
use crate::class_file::ClassFile;

const MICRO_CREDENTIAL: &str = "MicroCredential";

pub(super) fn check(file: &ClassFile, found: &mut Found<'_>) {
    let micro_credential = file.achievement_type == MICRO_CREDENTIAL;
    if file.stack.is_some() {
        if micro_credential {
            let message =
                "a stack is no MicroCredential: `Certification` or a type of one's own (`ext:…`) is expected";
            found.add("/achievement_type", message);
        }
        stack_has_no_results(file, found);
    } else if micro_credential && file.rubric.is_none() {
        found.add("/achievement_type", "a MicroCredential is scored by a `rubric`, which is missing");
    }
    score(file, found);
}

fn stack_has_no_results(file: &ClassFile, found: &mut Found<'_>) {
    let message = "a stack is earned by holding other badges: it has no results of its own";
    if file.rubric.is_some() {
        found.add("/rubric", message);
    }
    if file.score.is_some() {
        found.add("/score", message);
    }
    if file.hours > Hours::ZERO {
        found.add("/hours", "a stack adds no hours to those of its badges: 0 is expected");
    }
}

fn score(file: &ClassFile, found: &mut Found<'_>) {
    let Some(scale) = &file.score else {
        if file.public.score && file.rubric.is_none() {
            found.add("/public/score", "there is neither a `score` that says how it is read, nor a `rubric`");
        }
        return;
    };
    if let (Some(min), Some(max)) = (scale.min, scale.max)
        && min >= max
    {
        found.add("/score/min", format!("the lowest score, {min}, is not below the highest, {max}"));
    }
}
