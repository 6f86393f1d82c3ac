//! Leaks: rare people are planted, and every output, log and message of full runs is searched for them.

use std::path::Path;

use crate::sample::sample;
use crate::subtraction::assert_no_small_remainder;
use crate::workdir::{Run, Workdir, export, files};

/// What may appear nowhere but in the private store, and not even there unless it is a comment.
const SECRETS: [&str; 5] = ["zqx-comment", "zqx-mail", "zqx-name", "zqx-token", "zqx-other"];

/// The small organisation with three people of an archive (one of them alone in answering badly), comments, and
/// columns of personal data that no plan asked for.
fn with_rare_people() -> Workdir {
    let work = Workdir::small();
    let mut text = String::new();
    for (row, line) in export(60).lines().enumerate() {
        match row {
            0 => text += "Id,Directorate,Service,Proud,Safe,Comment,Email,Name,IP Address,Token,Notes\n",
            _ => {
                let line = line.trim_end_matches(',');
                text += &format!(
                    "{line},zqx-comment {row},zqx-mail{row}@example.org,zqx-name,192.0.2.1,zqx-token,zqx-other\n"
                );
            }
        }
    }
    for id in 61..=63 {
        let answer = if id == 63 { "Disagree" } else { "Agree" };
        text += &format!(
            "{id},People,Archives,{answer},{answer},zqx-comment,zqx-mail@example.org,zqx-name,192.0.2.1,zqx-token,zqx-other\n"
        );
    }
    work.write("small/export.csv", &text);
    work.replace("small/units.csv", "libraries,", "archives,Archives,service,people\nlibraries,");
    work.replace("small/headcount/2024.csv", "libraries,30", "libraries,30\narchives,4");
    work
}

/// Everything in these bytes that a reader could find: the bytes themselves, whatever the format.
fn assert_without_secrets(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} is in {name}");
    }
}

fn assert_said_nothing(run: &Run) {
    assert_without_secrets("standard output", run.out.as_bytes());
    assert_without_secrets("standard error", run.err.as_bytes());
}

#[test]
fn no_output_log_or_message_of_a_full_run_tells_of_rare_people() {
    let work = with_rare_people();
    for arguments in [
        &["check", "small", "--verbose"][..],
        &["run", "small", "--verbose"],
        &["run", "small", "--message-format", "json", "--verbose"],
        &["inspect", "small/store"],
        &["inspect", "small/export.csv"],
        &["inspect", "small/reports/2024"],
    ] {
        let run = work.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        assert_said_nothing(&run);
    }
    for (name, bytes) in files(&work.path("small/reports")) {
        assert_without_secrets(&name, &bytes);
    }
}

#[test]
fn personal_data_is_dropped_at_the_door_of_the_store() {
    let work = with_rare_people();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    for (name, bytes) in
        files(&work.path("small/store")).into_iter().filter(|(name, _)| !name.contains("comments"))
    {
        assert_without_secrets(&name, &bytes);
    }
}

#[test]
fn messages_about_bad_input_tell_nothing_either() {
    let breaks = [
        ("\n4,Place,", "\n4,Plaice,"),
        ("\n7,", "\n3,"),
        ("Roads,Disagree", "Roads,Disagreed"),
        (",Proud,", ",Prowd,"),
        ("\n5,", "\n5,\""),
        ("\n5,", "\n5,x,"),
    ];
    for (from, to) in breaks {
        let work = with_rare_people();
        work.replace("small/export.csv", from, to);
        for format in ["human", "json"] {
            let run = work.run(&["run", "small", "--verbose", "--message-format", format]);
            assert_ne!(run.code, 0);
            assert_said_nothing(&run);
        }
    }
}

#[test]
fn a_group_of_three_is_shown_nowhere_and_cannot_be_had_by_subtraction() {
    let work = with_rare_people();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let release: serde_json::Value =
        serde_json::from_str(&work.read("small/reports/2024/release.json")).expect("JSON");
    assert_no_small_remainder(&release);
    let rows = release["rows"].as_array().expect("rows");
    let of = |group: &str| rows.iter().filter(|row| row["group"] == group).cloned().collect::<Vec<_>>();
    assert!(!of("archives").is_empty() && of("archives").iter().all(|row| row["figures"]["withheld"] == "c"));
    assert!(
        of("libraries").iter().all(|row| row["figures"]["withheld"] == "c"),
        "People minus Libraries would be the three of Archives"
    );
    assert!(of("people").iter().any(|row| row["figures"]["shown"].is_object()));
    let results = work.read("small/reports/2024/data/results.csv");
    let archives: Vec<&str> = results.lines().filter(|line| line.contains(",archives,")).collect();
    assert!(!archives.is_empty());
    for line in archives {
        let (_, after) = line.split_once(",archives,").expect("it is there");
        assert_eq!(after.trim_end_matches(','), "c", "a withheld row has a status and no number: {line}");
    }
}

#[test]
fn a_group_inside_a_service_takes_its_breakdown_with_it_when_six_would_be_left() {
    let work = Workdir::small();
    work.replace(
        "small/survey.toml",
        "[[breakdown]]\nid = \"service\"\nname = \"Service\"\nkind = \"level\"\n",
        "[[breakdown]]\nid = \"service\"\nname = \"Service\"\nkind = \"level\"\n\
         [[breakdown]]\nid = \"contract\"\n[[breakdown.group]]\nid = \"casual\"\n[[breakdown.group]]\nid = \"permanent\"\n",
    );
    work.replace(
        "small/waves/2024.toml",
        "service = \"Service\"",
        "service = \"Service\"\ncontract = \"Contract\"",
    );
    let contracts = |casual: usize| {
        let mut roads = 0;
        let mut text = String::new();
        for (row, line) in export(60).lines().enumerate() {
            let contract = if row == 0 {
                "Contract"
            } else if line.contains("Roads") && roads < casual {
                roads += 1;
                "casual"
            } else {
                "permanent"
            };
            text += &format!("{line},{contract}\n");
        }
        text
    };
    for (casual, shown) in [(14, false), (10, true)] {
        work.write("small/export.csv", &contracts(casual));
        let run = work.run(&["run", "small"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let release: serde_json::Value =
            serde_json::from_str(&work.read("small/reports/2024/release.json")).expect("JSON");
        let rows = release["rows"].as_array().expect("rows");
        let of = |group: &str| {
            let mut of = rows.iter().filter(|row| row["group"] == group && row["kind"] == "question");
            of.any(|row| row["figures"]["shown"].is_object())
        };
        assert!(of("roads") && of("parks") && of("libraries"), "the organisation keeps its groups");
        assert_eq!((of("casual"), of("permanent")), (shown, shown), "{casual} casual of 20 in Roads");
    }
}

#[test]
fn withheld_rows_of_every_kind_have_the_same_shape() {
    let work = with_rare_people();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    let release: serde_json::Value =
        serde_json::from_str(&work.read("small/reports/2024/release.json")).expect("JSON");
    for row in release["rows"].as_array().expect("rows") {
        if !row["figures"]["withheld"].is_null() {
            assert_eq!(row["figures"], serde_json::json!({ "withheld": "c" }));
            assert!(row["against_rest"]["shown"].is_null() && row["change"]["shown"].is_null(), "{row}");
        }
    }
}

#[test]
fn parquet_files_carry_no_statistics() {
    let work = with_rare_people();
    assert_eq!(work.run(&["run", "small"]).code, 0);
    for (name, _) in
        files(&work.path("small/store")).into_iter().filter(|(name, _)| name.ends_with(".parquet"))
    {
        assert_without_statistics(&work.path("small/store").join(name));
    }
}

fn assert_without_statistics(path: &Path) {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let reader = SerializedFileReader::new(std::fs::File::open(path).expect("a file")).expect("Parquet");
    for group in reader.metadata().row_groups() {
        for column in group.columns() {
            assert!(column.statistics().is_none(), "{}: {}", path.display(), column.column_path());
        }
    }
}

#[test]
fn the_invented_personal_data_of_the_sample_stays_in_the_store() {
    let planted = ["01632 96", "example.org", "example.com"];
    let said = [("standard output", &sample().out), ("standard error", &sample().err)];
    let mut places: Vec<(String, Vec<u8>)> =
        said.into_iter().map(|(name, text)| (name.to_owned(), text.clone().into_bytes())).collect();
    places.extend(files(&sample().release()));
    assert!(places.len() > 10);
    for (name, bytes) in places {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in planted {
            assert!(!text.contains(word), "{word} is in {name}");
        }
    }
}
