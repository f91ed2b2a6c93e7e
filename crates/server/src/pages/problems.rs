//! Problems: the page a browser gets for one, and what each kind, and each code of a report, means.

use askama::Template;
use badgewright_verifier::{CheckName, Code};

use super::frame::Frame;
use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;

#[derive(Template)]
#[template(path = "problem.html")]
pub(super) struct ProblemPage {
    frame: Frame,
    status: u16,
    slug: &'static str,
    title: &'static str,
    detail: String,
    remedy: &'static str,
    instance: String,
}

impl ProblemPage {
    pub(super) fn of(frame: Frame, problem: &Problem, instance: &str) -> Self {
        let ProblemType { slug, status, title, remedy } = problem.kind();
        Self {
            frame,
            status,
            slug,
            title,
            remedy,
            detail: problem.detail().to_owned(),
            instance: instance.to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "problems.html")]
pub(super) struct ProblemsPage {
    frame: Frame,
    problems: Vec<ProblemType>,
    /// The codes of each check; none on the page of a single kind.
    codes: Vec<CheckCodes>,
}

struct CheckCodes {
    check: &'static str,
    codes: Vec<Code>,
}

impl ProblemsPage {
    pub(super) fn of(frame: Frame, problems: &[ProblemType]) -> Self {
        let all = problems.len() > 1;
        let of_check = |check: CheckName| {
            let belongs = |code: &&Code| code.check() == check.as_str();
            CheckCodes { check: check.as_str(), codes: Code::ALL.iter().filter(belongs).copied().collect() }
        };
        let codes = CheckName::ALL
            .into_iter()
            .filter(|_| all)
            .map(of_check)
            .filter(|it| !it.codes.is_empty())
            .collect();
        Self { frame, problems: problems.to_vec(), codes }
    }

    /// What the page is about.
    fn heading(&self) -> &'static str {
        match self.problems.as_slice() {
            [only] => only.title,
            _ => "Problems and codes",
        }
    }
}
