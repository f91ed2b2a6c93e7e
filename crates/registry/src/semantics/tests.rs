//! Each fault of meaning is found, with file, line and pointer.

use crate::check;

const MICRO: &str = include_str!("../../fixtures/micro-credential.toml");
const STACK: &str = include_str!("../../fixtures/stack.toml");

/// The faults of a file in which `from`, which occurs once, is replaced.
fn spoiled(file: &str, from: &str, to: &str) -> Vec<String> {
    assert_eq!(file.matches(from).count(), 1, "{from}");
    let faults = check("x.toml", &file.replace(from, to)).expect_err("a spoiled file");
    faults.iter().map(ToString::to_string).collect()
}

/// The number of the one line that has `text`, with what a spoiled file has in place of `from`.
fn line(file: &str, from: &str, to: &str, text: &str) -> usize {
    file.replace(from, to).lines().position(|line| line.contains(text)).expect(text) + 1
}

/// That a spoiled file has exactly one fault: at the line that has `text`, with this pointer and message.
fn one(file: &str, (from, to): (&str, &str), text: &str, fault: &str) {
    let expected = format!("x.toml:{}: {fault}", line(file, from, to, text));
    assert_eq!(spoiled(file, from, to), [expected]);
}

#[test]
fn the_fixtures_are_right_before_they_are_spoiled() {
    check("micro-credential.toml", MICRO).unwrap();
    check("stack.toml", STACK).unwrap();
}

#[test]
fn an_alignment_to_what_does_not_exist_is_refused() {
    let code = ("code = \"3c\"", "code = \"9z\"");
    let components = "1a, 1b, 1c, 1d, 1e, 1f, 2a, 2b, 2c, 2d, 2e, 3a, 3b, 3c, 3d, 3e, 4a, 4b, 4c, 4d, 4e, 4f";
    let fault = format!("/alignments/0/code: tess has no component `9z` (it has {components})");
    one(MICRO, code, "9z", &fault);
    let framework = ("framework = \"intasc\"", "framework = \"intacs\"");
    let fault = "/alignments/1/framework: no framework is named `intacs`, did you mean `intasc`?";
    one(MICRO, framework, "intacs", fault);
}

#[test]
fn an_alignment_listed_twice_is_refused() {
    let twice = (
        "{ framework = \"intasc\", code = \"5\" },",
        "{ framework = \"tess\", code = \"3c\" }, # again\n    ",
    );
    one(MICRO, twice, "again", "/alignments/1: this alignment is listed twice");
}

#[test]
fn a_passing_level_that_is_none_is_refused() {
    let unknown = ("passing = \"Holds\"", "passing = \"Hold\"");
    let fault = "/rubric/passing: no level is named `Hold`, did you mean `Holds`?";
    one(MICRO, unknown, "passing", fault);
    let lowest = ("passing = \"Holds\"", "passing = \"Slips\"");
    one(MICRO, lowest, "passing", "/rubric/passing: the lowest level passes, so nobody could fail");
}

#[test]
fn names_of_a_rubric_that_cannot_be_told_apart_are_refused() {
    let criterion = ("name = \"Reef knot\"", "name = \"BOWLINE\"");
    one(MICRO, criterion, "BOWLINE", "/rubric/criteria/1/name: `BOWLINE` is listed twice");
    let level = ("name = \"Holds in a storm\"", "name = \"slips!\"");
    one(MICRO, level, "slips!", "/rubric/levels/2/name: `slips!` is listed twice");
    let no_letter = ("name = \"Reef knot\"", "name = \"结\"");
    let fault = "/rubric/criteria/1/name: `结` has no ASCII letter or digit to make an address of";
    one(MICRO, no_letter, "结", fault);
}

#[test]
fn ids_that_meet_in_the_document_are_refused() {
    let id = |id| {
        format!(
            "/rubric/criteria: two parts of the document would have the id `#{id}`: rename a criterion or level"
        )
    };
    one(MICRO, ("name = \"Reef knot\"", "name = \"Bowline holds\""), "criteria = [", &id("bowline-holds"));
    one(MICRO, ("name = \"Reef knot\"", "name = \"Hours\""), "criteria = [", &id("hours"));
}

#[test]
fn a_micro_credential_without_rubric_is_refused() {
    let start = MICRO.find("[rubric]").unwrap();
    let end = MICRO.find("[[counts_for]]").unwrap();
    let fault = "/achievement_type: a MicroCredential is scored by a `rubric`, which is missing";
    one(MICRO, (&MICRO[start..end], ""), "achievement_type", fault);
}

#[test]
fn a_stack_with_results_of_its_own_is_refused() {
    let score = ("[creator]", "[score]\nresult_type = \"Percent\"\n\n[creator]");
    let fault = "a stack is earned by holding other badges: it has no results of its own";
    one(STACK, score, "[score]", &format!("/score: {fault}"));
    let rubric = &MICRO[MICRO.find("[rubric]").unwrap()..MICRO.find("[[counts_for]]").unwrap()];
    one(STACK, ("[creator]", &format!("{rubric}[creator]")), "[rubric]", &format!("/rubric: {fault}"));
    let hours = ("hours = 0", "hours = 3");
    one(STACK, hours, "hours", "/hours: a stack adds no hours to those of its badges: 0 is expected");
}

#[test]
fn a_stack_that_calls_itself_a_micro_credential_is_refused() {
    let fault = "/achievement_type: a stack is no MicroCredential: `Certification` or a type of one's own (`ext:…`) is expected";
    one(STACK, ("ext:Stack", "MicroCredential"), "MicroCredential", fault);
}

#[test]
fn a_score_that_is_public_or_bounded_must_make_sense() {
    let fault = "/score/min: the lowest score, 5, is not below the highest, 4.5";
    one(MICRO, ("min = 0", "min = 5"), "min = 5", fault);
    let public = ("[creator]", "[public]\nscore = true\n\n[creator]");
    let fault = "/public/score: there is neither a `score` that says how it is read, nor a `rubric`";
    one(STACK, public, "score = true", fault);
}

#[test]
fn a_stack_that_nobody_can_fill_is_refused() {
    let few = ("at_least = 1", "at_least = 3");
    let fault = "/stack/requirements/2/any/at_least: 3 of 2 alternatives can never be held";
    one(STACK, few, "at_least", fault);
    let elsewhere =
        "    { elsewhere = \"Structuring the Classroom\", attestation = \"structuringTheClassroom\" },\n";
    let fault = "/stack/requirements/0/slots: at most 1 of 2 slots can be filled, as no badge fills two: add alternatives";
    one(STACK, (elsewhere, ""), "[[stack.requirements.slots]]", fault);
}

#[test]
fn a_stack_that_names_itself_is_refused() {
    let itself = ("all = [\"effective-practices\"]", "all = [\"rigging-stack\"]");
    let fault =
        "/stack/requirements/1/all/0: the stack `rigging-stack` names itself, so nobody could ever earn it";
    one(STACK, itself, "all = [", fault);
}

#[test]
fn an_attestation_that_nobody_knows_is_refused() {
    let unknown = ("key = \"standardLicense\"", "key = \"standardLicence\"");
    let fault = "/counts_for/0/requirements/0/attested/key: no attestation is named `standardLicence`, did you mean `standardLicense`?";
    one(MICRO, unknown, "standardLicence", fault);
    let elsewhere = ("attestation = \"structuringTheClassroom\"", "attestation = \"structuringTheClasroom\"");
    let fault = "/stack/requirements/0/slots/0/one_of/1/attestation: no attestation is named `structuringTheClasroom`, did you mean `structuringTheClassroom`?";
    one(STACK, elsewhere, "structuringTheClasroom", fault);
    let text = ("attestation = \"structuringTheClassroom\"", "attestation = \"tessRating\"");
    let fault =
        "/stack/requirements/0/slots/0/one_of/1/attestation: `tessRating` is not a yes-or-no attestation";
    one(STACK, text, "tessRating", fault);
}

#[test]
fn an_attestation_that_cannot_say_what_is_asked_is_refused() {
    let at = |index, wanted: &str| format!("/counts_for/0/requirements/{index}/attested: {wanted}");
    let yes_no = ("key = \"standardLicense\"", "key = \"standardLicense\", within_years = 2");
    let wanted = "`standardLicense` is yes or no: neither `one_of` nor `within_years` applies";
    one(MICRO, yes_no, "standardLicense", &at(0, wanted));
    let text = ("key = \"tessRating\", one_of = [\"effective\"]", "key = \"tessRating\"");
    let wanted = "`tessRating` is a text: `one_of`, and nothing else, says which are enough";
    one(MICRO, text, "{ key = \"tessRating\" }", &at(1, wanted));
    let day = (", within_years = 4", "");
    let wanted = "`tessRatingDate` is a day: `within_years`, and nothing else, says how far back";
    one(MICRO, day, "tessRatingDate", &at(2, wanted));
}

#[test]
fn a_key_used_twice_is_refused() {
    let requirement = ("key = \"rating\"", "key = \"license\" # again");
    one(MICRO, requirement, "again", "/counts_for/0/requirements/1/key: the key `license` is used twice");
    let rule =
        ("[[provenance]]", "[[counts_for]]\nkey = \"mate\" # again\nsays = \"Again.\"\n\n[[provenance]]");
    one(MICRO, rule, "again", "/counts_for/1/key: the key `mate` is used twice");
    let reserved = ("key = \"rating\"", "key = \"badge\"");
    let fault =
        "/counts_for/0/requirements/1/key: the key `badge` means the badge itself, which is always required";
    one(MICRO, reserved, "key = \"badge\"", fault);
}

#[test]
fn a_fact_that_says_not_where_it_comes_from_is_refused() {
    let uncovered = "no `provenance` covers this: say which source states it, or that it is assumed";
    let covers = "covers = [\"/hours\", \"/alignments\", \"/counts_for\"]";
    let faults = spoiled(MICRO, covers, "covers = [\"/alignments/1\", \"/counts_for/0/says\"]");
    let line = |text| line(MICRO, "", "", text);
    assert_eq!(
        faults,
        [
            format!("x.toml:{}: /hours: {uncovered}", line("hours")),
            format!("x.toml:{}: /alignments/0: {uncovered}", line("code = \"3c\"")),
        ]
    );
}

#[test]
fn provenance_of_nothing_is_refused() {
    let nothing = ("\"/stack\", \"/hours\"", "\"/stack\", \"/hours\", \"/rubric\"");
    one(STACK, nothing, "covers", "/provenance/0/covers/2: `/rubric` points to nothing in this file");
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file() {
    let spoiled = MICRO
        .replace("3c", "9z")
        .replace("passing = \"Holds\"", "passing = \"?\"")
        .replace("/hours", "/hour");
    let pointers: Vec<String> =
        check("x.toml", &spoiled).unwrap_err().into_iter().map(|fault| fault.pointer).collect();
    assert_eq!(pointers, ["/hours", "/alignments/0/code", "/rubric/passing", "/provenance/0/covers/0"]);
}
