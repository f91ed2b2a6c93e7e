//! A platform sends a whole cohort at once: each row is carried out as if it had come alone.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::world::{Answer, World, badgewright, completion};

const CSV: &str = "badge,externalId,recipient.email,recipient.name,completedAt,evidence.url,evidence.name,evidence.narrative,\
    result.score,result.rubric.Analyze,result.rubric.Evaluate,attestations.provisionalLicense,attestations.scoreWithinTwoSem";

/// The completion of `world::completion` as a row of `CSV`.
fn csv_row(external_id: &str) -> String {
    format!(
        "academic-rigor,{external_id},ada@district.example,Ada Jones,2025-11-01T15:04:05Z,https://portfolio.example/e/1,\
         Lesson portfolio,Three lessons.,3.5,Demonstrated,Demonstrated,TRUE,TRUE"
    )
}

fn ndjson(rows: impl IntoIterator<Item = Value>) -> String {
    rows.into_iter().map(|row| format!("{row}\n")).collect()
}

fn send(world: &World, query: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let authorization = format!("Bearer {}", world.key);
    let headers = [&[("Authorization", authorization.as_str())], headers].concat();
    world.request("POST", &format!("/v1/batches{query}"), &headers, body.as_bytes())
}

const LINES: (&str, &str) = ("Content-Type", "application/x-ndjson");
const TABLE: (&str, &str) = ("Content-Type", "text/csv; charset=utf-8");

/// The batch once it runs no more.
fn finished(world: &World, sent: &Answer) -> Value {
    assert!([200, 202].contains(&sent.status), "{}", sent.text());
    let path = sent.header("location");
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let batch = world.read(&path).json();
        if batch["status"] != "running" {
            return batch;
        }
        assert!(Instant::now() < deadline, "{batch}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn results(world: &World, batch: &Value) -> Vec<Value> {
    let answer = world.read(&format!("/v1/batches/{}/results", batch["id"].as_str().unwrap()));
    assert_eq!((answer.status, answer.media_type().as_str()), (200, "application/x-ndjson"));
    answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn counts(batch: &Value) -> [u64; 3] {
    ["total", "succeeded", "failed"].map(|name| batch[name].as_u64().unwrap())
}

#[test]
fn bad_rows_fail_alone_and_the_others_become_badges() {
    let world = World::new();
    let mut low = completion("low");
    low["result"]["rubric"][0]["level"] = json!("Not Demonstrated");
    let bad = json!({"badge": "academic-rigour", "recipient": {"email": "not an address"}});
    let body = ndjson([completion("a"), bad, low]) + "\n{\n" + &ndjson([completion("b")]);
    let sent = send(&world, "", &[LINES], &body);
    assert_eq!(sent.status, 202, "{}", sent.text());
    assert_eq!(sent.json()["status"], "running");
    let batch = finished(&world, &sent);
    assert_eq!((&batch["status"], counts(&batch)), (&json!("done"), [5, 2, 3]));
    let results = results(&world, &batch);
    let of = |name: &str| results.iter().map(|line| line[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("row"), [1, 2, 3, 4, 5]);
    assert_eq!(of("line"), [1, 2, 3, 5, 6]);
    assert_eq!(of("status"), ["issued", "failed", "failed", "failed", "issued"]);
    assert_eq!(results[1]["code"], "invalid-request");
    assert_eq!((&results[1]["pointer"], &results[1]["value"]), (&json!("/badge"), &json!("academic-rigour")));
    assert_eq!(results[1]["errors"][1]["pointer"], "/recipient/email");
    assert_eq!(results[1]["errors"][1]["value"], "not an address");
    assert_eq!(results[2]["code"], "not-earned");
    assert_eq!(results[3]["code"], "malformed-row");
    for line in [&results[0], &results[4]] {
        let badge = world.get(line["url"].as_str().unwrap()).json();
        assert_eq!(world.verify_json(&badge)["verdict"], "valid");
    }
}

#[test]
fn a_row_is_the_same_completion_however_it_comes() {
    let world = World::new();
    let single = world.issue(&completion("bb-1"));
    let table = format!("\u{feff}{CSV}\r\n{}\r\n{}\r\n", csv_row("bb-1"), csv_row("bb-2"));
    let batch = finished(&world, &send(&world, "", &[TABLE], &table));
    let lines = results(&world, &batch);
    assert_eq!([&lines[0]["status"], &lines[1]["status"]], ["unchanged", "issued"], "{lines:?}");
    assert_eq!(lines[0]["id"], single["id"]);
    let again = finished(&world, &send(&world, "", &[LINES], &ndjson([completion("bb-2")])));
    assert_eq!(results(&world, &again)[0]["id"], lines[1]["id"]);
    let mut other = completion("bb-2");
    other["recipient"]["name"] = json!("Ada Byron");
    let conflict = finished(&world, &send(&world, "", &[LINES], &ndjson([other])));
    let line = &results(&world, &conflict)[0];
    assert_eq!((&line["code"], &line["credential"]), (&json!("idempotency-conflict"), &lines[1]["url"]));
    assert_eq!(world.post("/v1/completions", &completion("bb-2")).status, 200);
}

#[test]
fn a_table_names_the_column_of_each_fault() {
    let world = World::new();
    let rows = [
        csv_row("a").replace("ada@district.example", "ada"),
        csv_row("b").replace(",Demonstrated,TRUE", ",Not Demonstrated,TRUE"),
        csv_row("c").replace("https://portfolio.example/e/1", ""),
        "academic-rigor,d".to_owned(),
        csv_row("=HYPERLINK(0)").replace("TRUE,TRUE", "perhaps,TRUE"),
    ];
    let batch = finished(&world, &send(&world, "", &[TABLE], &format!("{CSV}\n{}\n", rows.join("\n"))));
    let lines = results(&world, &batch);
    let seen: Vec<_> =
        lines.iter().map(|it| (&it["line"], &it["code"], &it["column"], &it["value"])).collect();
    let expected = [
        (json!(2), json!("invalid-request"), json!("recipient.email"), json!("ada")),
        (json!(3), json!("not-earned"), json!("result.rubric.Evaluate"), Value::Null),
        (json!(4), json!("invalid-request"), json!("evidence.url"), Value::Null),
        (json!(5), json!("malformed-row"), Value::Null, Value::Null),
        (json!(6), json!("invalid-request"), json!("attestations.provisionalLicense"), json!("perhaps")),
    ];
    for (seen, (line, code, column, value)) in seen.iter().zip(&expected) {
        assert_eq!((seen.0, seen.1, seen.2), (line, code, column));
        if *code == "invalid-request" {
            assert_eq!(seen.3, value);
        }
    }
    let refused = send(&world, "", &[TABLE], "Badge,email\na,b\n");
    assert_eq!(refused.status, 422);
    let errors = refused.json()["errors"].to_string();
    for hint in ["did you mean `badge`?", "did you mean `recipient.email`?", "`badge` is required"] {
        assert!(errors.contains(hint), "{errors}");
    }
}

#[test]
fn a_dry_run_checks_all_rows_and_issues_none() {
    let world = World::new();
    world.issue(&completion("there"));
    let mut other = completion("new");
    other["recipient"]["name"] = json!("Ada Byron");
    let rows = [completion("new"), completion("there"), completion("new"), other, json!({"badge": 1})];
    let batch = finished(&world, &send(&world, "?dryRun=true", &[LINES], &ndjson(rows)));
    assert_eq!((&batch["dryRun"], counts(&batch)), (&json!(true), [5, 3, 2]));
    let lines = results(&world, &batch);
    let states: Vec<_> = lines.iter().map(|line| line["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["valid", "unchanged", "unchanged", "failed", "failed"]);
    assert_eq!(lines[3]["code"], "idempotency-conflict");
    assert_eq!(world.read("/v1/credentials").json()["credentials"].as_array().unwrap().len(), 1);
    assert_eq!(send(&world, "?dryRun=maybe", &[LINES], "{}").status, 400);
}

#[test]
fn a_batch_that_is_sent_again_under_its_key_is_the_same_batch() {
    let world = World::new();
    let key = ("Idempotency-Key", "cohort-7");
    // Without externalId, only the key tells a repetition.
    let row = json!({"badge": "lead-teacher", "recipient": {"email": "ada@district.example"}});
    let first = send(&world, "", &[LINES, key], &ndjson([row.clone()]));
    let batch = finished(&world, &first);
    let table = "badge,recipient.email\nlead-teacher,ada@district.example\n";
    for (kind, body) in [(LINES, format!("\n {row}")), (TABLE, table.to_owned())] {
        let again = send(&world, "", &[kind, key], &body);
        assert_eq!((again.status, again.json()), (200, batch.clone()));
    }
    let other = send(&world, "", &[LINES, key], &ndjson([row.clone(), row.clone()]));
    assert_eq!((other.status, &other.json()["type"]), (409, &json!("/problems/idempotency-conflict")));
    assert!(other.json()["batch"].as_str().unwrap().ends_with(&first.header("location")));
    assert_eq!(send(&world, "?dryRun=true", &[LINES, key], &ndjson([row])).status, 409);
    assert_eq!(world.read("/v1/credentials").json()["credentials"].as_array().unwrap().len(), 1);
}

#[test]
fn progress_is_told_as_it_happens() {
    let world = World::new();
    let body = ndjson((0..450).map(|n| completion(&format!("bb-{n}"))));
    let sent = send(&world, "", &[LINES], &body);
    let told = world.read(&format!("{}/events", sent.header("location")));
    assert_eq!(told.media_type(), "text/event-stream");
    let text = told.text();
    let events: Vec<&str> = text.split("\n\n").filter(|event| event.starts_with("event: ")).collect();
    let done: Vec<u64> = events
        .iter()
        .map(|event| {
            let data = event.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
            serde_json::from_str::<Value>(data).unwrap()["succeeded"].as_u64().unwrap()
        })
        .collect();
    assert!(done.is_sorted() && done.last() == Some(&450), "{done:?}");
    let (last, before) = events.split_last().unwrap();
    assert!(last.starts_with("event: done\n"), "{last}");
    assert!(before.iter().all(|event| event.starts_with("event: progress\n")));
}

#[test]
fn a_client_sees_only_its_own_batches_and_issues_only_what_it_may() {
    let world = World::new();
    let client = |id: &str, scope: &str| {
        let body = json!({"id": id, "scopes": [scope], "badges": ["lead-teacher"]});
        world.post("/v1/clients", &body).json()["key"].as_str().unwrap().to_owned()
    };
    let (owner, other, reader) = (client("a", "issue"), client("b", "issue"), client("c", "read"));
    let as_ = |key: &str, method: &str, path: &str, body: &str| {
        let authorization = format!("Bearer {key}");
        world.request(method, path, &[("Authorization", &authorization), LINES], body.as_bytes())
    };
    assert_eq!(as_(&reader, "POST", "/v1/batches", "{}").status, 403);
    let sent = as_(&owner, "POST", "/v1/batches", &ndjson([completion("bb-1")]));
    let batch = finished(&world, &sent);
    for part in ["", "/results", "/events"] {
        let path = format!("{}{part}", sent.header("location"));
        assert_eq!(as_(&owner, "GET", &path, "").status, 200);
        assert_eq!(as_(&other, "GET", &path, "").status, 404);
        assert_eq!(as_(&reader, "GET", &path, "").status, 403);
        assert_eq!(world.get(&path).status, 401);
    }
    let line = &results(&world, &batch)[0];
    assert_eq!((&line["status"], &line["code"]), (&json!("failed"), &json!("forbidden")));
}

#[test]
fn what_is_no_batch_is_refused_whole() {
    let world = World::new();
    let status = |kind, body: &str| send(&world, "", &[kind], body).status;
    assert_eq!(status(LINES, "\n\n"), 400);
    assert_eq!(status(("Content-Type", "application/json"), "[]"), 415);
    assert_eq!(status(LINES, &"{}\n".repeat(100_001)), 413);
    assert_eq!(status(TABLE, &format!("{CSV}\n\"{}", "x".repeat(2_100_000))), 413);
    let events = world.read("/v1/audit?limit=1000").text();
    assert!(!events.contains("batch-"), "{events}");
}

/// Whatever is on disk, and in the log.
fn at_rest(world: &World) -> Vec<Vec<u8>> {
    let mut found = vec![world.logged("").into_bytes()];
    let mut folders = vec![world.data()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(std::fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_batch_goes_on_after_a_kill_without_a_badge_twice_or_lost() {
    const ROWS: usize = 1_500;
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    // Every other row has no name of its own.
    let row = |n: usize| {
        let mut row = completion(&format!("kill-{n}"));
        row["recipient"]["email"] = json!(format!("person-{n}@district.example"));
        if n % 2 == 1 {
            row.as_object_mut().unwrap().remove("externalId");
        }
        row
    };
    let sent = send(&world, "", &[LINES], &ndjson((0..ROWS).map(row)));
    assert_eq!(sent.status, 202);
    let path = sent.header("location");
    let mut seen = 0;
    for stop in [1, 450, 900] {
        let deadline = Instant::now() + Duration::from_secs(60);
        while seen < stop && Instant::now() < deadline {
            seen = world.read(&path).json()["succeeded"].as_u64().unwrap();
        }
        world.kill();
        let waiting = at_rest(&world);
        assert!(
            !waiting.iter().any(|file| String::from_utf8_lossy(file).contains("@district.")),
            "an address is at rest in clear"
        );
        world = world.again();
        // What was told in the instant before it was on disk is done again: the same badges, as the end shows.
        assert!(seen < ROWS as u64, "the batch was over before it was stopped");
    }
    let batch = finished(&world, &sent);
    assert_eq!((&batch["status"], counts(&batch)), (&json!("done"), [1_500, 1_500, 0]));
    let lines = results(&world, &batch);
    assert!(lines.iter().map(|line| line["row"].as_u64().unwrap()).eq(1..=1_500));
    let told: BTreeSet<String> = lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    let (mut kept, mut cursor) = (BTreeSet::new(), String::new());
    loop {
        let page = world.read(&format!("/v1/credentials?limit=500{cursor}")).json();
        let badges = page["credentials"].as_array().unwrap();
        kept.extend(badges.iter().map(|badge| badge["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!((told.len(), kept.len()), (ROWS, ROWS));
    assert!(told == kept, "the results name other badges than there are");
}

#[test]
fn a_stop_waits_neither_for_a_batch_nor_for_those_who_follow_it() {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    let sent = send(&world, "", &[LINES], &ndjson((0..2_000).map(|n| completion(&format!("bb-{n}")))));
    let (url, key) = (format!("{}{}/events", world.url, sent.header("location")), world.key.clone());
    let follower = std::thread::spawn(move || {
        let answer = ureq::get(url).header("Authorization", format!("Bearer {key}")).call();
        answer.unwrap().body_mut().read_to_string().unwrap_or_default()
    });
    std::thread::sleep(Duration::from_millis(200));
    let asked = Instant::now();
    assert_eq!(world.terminate(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    assert!(follower.join().unwrap().contains("event: progress"));
    let world = world.again();
    assert_eq!(counts(&finished(&world, &sent)), [2_000, 2_000, 0]);
}

/// `badgewright issue` with a key of the world.
fn issue(world: &World, name: &str, body: &str, flags: &[&str]) -> std::process::Output {
    let file = world.path(name);
    std::fs::write(&file, body).unwrap();
    badgewright()
        .arg("issue")
        .arg(file)
        .args(if flags.contains(&"--url") { vec![] } else { vec!["--url", &world.url] })
        .args(flags)
        .env("BADGEWRIGHT_API_KEY", &world.key)
        .output()
        .unwrap()
}

fn printed(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_command_issues_a_file_and_sent_again_issues_nothing_new() {
    let world = World::new();
    let table =
        "badge,recipient.email\nlead-teacher,ada@district.example\nlead-teacher,eve@district.example\n";
    let checked = issue(&world, "cohort.csv", table, &["--dry-run"]);
    assert_eq!(checked.status.code(), Some(0), "{}", printed(&checked));
    assert!(printed(&checked).starts_with("2 rows: 2 valid, 0 unchanged, 0 failed (batch "));
    for told in ["2 rows: 2 issued", "was sent before"] {
        let sent = issue(&world, "cohort.csv", table, &[]);
        assert_eq!(sent.status.code(), Some(0), "{}", printed(&sent));
        assert!(printed(&sent).contains(told), "{}", printed(&sent));
    }
    assert_eq!(world.read("/v1/credentials").json()["credentials"].as_array().unwrap().len(), 2);
    let key_file = ["--key-file", world.started["adminKeyFile"].as_str().unwrap(), "--json"];
    let again = issue(&world, "rows.jsonl", &ndjson([completion("bb-1")]), &key_file);
    let document: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(
        (&document["batch"]["status"], &document["rows"][0]["status"]),
        (&json!("done"), &json!("issued"))
    );
    assert_eq!(issue(&world, "cohort.csv", table, &["--anew"]).status.code(), Some(0));
    assert_eq!(world.read("/v1/credentials").json()["credentials"].as_array().unwrap().len(), 5);
}

#[test]
fn the_command_names_rows_that_failed_and_what_stopped_it() {
    let world = World::new();
    let bad = issue(&world, "cohort.csv", "badge,recipient.email\nlead-teacher,\u{1b}[2Jada\n", &[]);
    assert_eq!(bad.status.code(), Some(1), "{}", printed(&bad));
    let text = printed(&bad);
    assert!(text.starts_with("row 1 (line 2): invalid-request: "), "{text}");
    assert!(
        text.contains("\n  recipient.email: ") && text.contains("0 issued, 0 unchanged, 1 failed"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "{text}");
    let header = issue(&world, "cohort.csv", "badge,mail\na,b\n", &[]);
    assert_eq!(header.status.code(), Some(2));
    assert!(printed(&header).contains("recipient.email"), "{}", printed(&header));
    let unknown = issue(&world, "cohort.txt", "", &[]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(printed(&unknown).contains("--format"), "{}", printed(&unknown));
    let nobody = issue(&world, "cohort.csv", "", &["--url", "http://localhost:1"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(printed(&nobody).contains("is the service running there?"), "{}", printed(&nobody));
}
