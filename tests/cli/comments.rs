//! Comments: held for a person, released by decision, published apart.

use crate::workdir::{Run, Workdir, export, files};

const REVIEW: &str = "small/store/wave=2024/comments_review.csv";
const PUBLISHED: &str = "small/reports/2024-comments";

/// The small organisation with these comments in its rows, and comments turned on.
fn with(comments: impl Fn(usize) -> String) -> Workdir {
    let work = Workdir::small();
    let mut text = String::new();
    for (row, line) in export(60).lines().enumerate() {
        let comment = if row == 0 { "Comment".to_owned() } else { comments(row) };
        let (line, _) = line.rsplit_once(',').expect("a last column");
        text += &format!("{line},\"{}\"\n", comment.replace('"', "\"\""));
    }
    work.write("small/export.csv", &text);
    let protection = "owner = \"HR\"\ndecided = \"2024-01-08\"\n[comments]\npublish = true\n";
    work.write("small/protection.toml", protection);
    work
}

fn remark(row: usize) -> String {
    format!("zqxremark w{row}")
}

/// Runs a command that must go well, and say nothing of what was written.
fn well(work: &Workdir, arguments: &[&str]) -> Run {
    let run = work.run(arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    assert!(!run.out.contains("zqx") && !run.err.contains("zqx"), "{arguments:?} quotes a comment");
    run
}

/// Reads the exports, and gives the store a salt so that all that follows is the same every time.
fn ingested(work: &Workdir) {
    well(work, &["ingest", "small"]);
    work.write("small/store/comments.salt", "a salt for tests, 32 bytes long.");
}

/// Writes a decision into each row of the review file whose comment has one of these words.
fn decide(work: &Workdir, words: &[&str], decision: [&str; 3]) {
    let text = work.read(REVIEW);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().expect("a header")).expect("memory");
    for record in reader.records() {
        let record = record.expect("a row");
        let mut cells: Vec<&str> = record.iter().collect();
        if words.iter().any(|word| cells[3].split(' ').any(|own| own == *word)) {
            cells.splice(5..8, decision);
        }
        writer.write_record(cells).expect("memory");
    }
    work.write(REVIEW, &String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8"));
}

const RELEASED: [&str; 3] = ["release", "A. Reader", "2024-07-01"];

#[test]
fn comments_are_off_until_the_pipeline_turns_them_on() {
    let work = with(remark);
    work.write("small/protection.toml", "owner = \"HR\"\ndecided = \"2024-01-08\"\n");
    well(&work, &["run", "small"]);
    let run = work.run(&["comments", "small"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("publish = true") && run.err.contains("protection.toml"), "{}", run.err);
    for (name, bytes) in files(&work.path("small/store")) {
        assert!(!name.contains("comments"), "{name}");
        assert!(!String::from_utf8_lossy(&bytes).contains("zqx"), "{name}");
    }
}

#[test]
fn a_comment_is_published_only_by_a_decision() {
    let work = with(remark);
    ingested(&work);
    let run = well(&work, &["comments", "small"]);
    assert!(
        run.out.contains("2024: 60 comments, 60 held and 0 released") && run.out.contains(REVIEW),
        "{}",
        run.out
    );
    let nothing = work.run(&["comments", "small", "--release"]);
    assert_eq!(nothing.code, 3, "{}", nothing.err);
    assert!(!work.path(PUBLISHED).exists());

    decide(&work, &["w1", "w2", "w3"], RELEASED);
    decide(&work, &["w4"], ["hold", "A. Reader", "2024-07-01"]);
    decide(&work, &["w5"], ["release", "", "2024-07-01"]);
    decide(&work, &["w6"], ["release", "A. Reader", ""]);
    let run = well(&work, &["comments", "small"]);
    assert!(run.out.contains("57 held and 3 released"), "decisions survive: {}", run.out);
    let run = well(&work, &["comments", "small", "--release"]);
    assert!(run.err.contains("2 decisions to release are without name or date"), "{}", run.err);

    let mut lines: Vec<String> =
        work.read(&format!("{PUBLISHED}/comments.csv")).lines().map(str::to_owned).collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "Anything else?,People,zqxremark w3",
            "Anything else?,Place,zqxremark w1",
            "Anything else?,Place,zqxremark w2",
            "question,unit,comment"
        ]
    );
    let page = work.read(&format!("{PUBLISHED}/index.html"));
    for part in [
        "<h2 id=\"question-1-title\" dir=\"auto\">Anything else?</h2>",
        "<h3 dir=\"auto\">People</h3>",
        "<li dir=\"auto\">zqxremark w3</li>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("w4") && !page.contains("A. Reader") && !page.contains("2024-07-01"));
    let manifest: serde_json::Value =
        serde_json::from_str(&work.read(&format!("{PUBLISHED}/manifest.json"))).expect("JSON");
    assert_eq!(manifest["thresholds"], serde_json::json!({ "smallest_unit": 20, "smallest_commenters": 10 }));
    let hashed: Vec<&String> = manifest["files"].as_object().expect("files").keys().collect();
    assert_eq!(hashed, ["comments.csv", "index.html"]);

    decide(&work, &["w1", "w2", "w3"], ["hold", "A. Reader", "2024-07-02"]);
    well(&work, &["comments", "small", "--release"]);
    assert!(!work.read(&format!("{PUBLISHED}/index.html")).contains("zqx"), "what is taken back is gone");
}

#[test]
fn comments_are_nowhere_but_in_their_own_product() {
    let work = with(remark);
    well(&work, &["run", "small", "--verbose"]);
    well(&work, &["comments", "small", "--verbose", "--message-format", "json"]);
    let every: Vec<String> = (1..=60).map(|row| format!("w{row}")).collect();
    decide(&work, &every.iter().map(String::as_str).collect::<Vec<_>>(), RELEASED);
    well(&work, &["comments", "small", "--release", "--verbose"]);
    well(&work, &["run", "small"]);
    well(&work, &["inspect", "small/store"]);
    let (mut own, mut others) = (0, 0);
    for (name, bytes) in files(&work.path("small/reports")) {
        let has = String::from_utf8_lossy(&bytes).contains("zqx");
        let is_own = name.starts_with("2024-comments/");
        assert!(!has || is_own, "{name}");
        own += usize::from(has);
        others += usize::from(!is_own);
    }
    assert!(own == 2 && others > 5);
}

#[cfg(unix)]
#[test]
fn what_is_in_the_store_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let work = with(remark);
    well(&work, &["ingest", "small"]);
    well(&work, &["comments", "small"]);
    for name in [REVIEW, "small/store/comments.salt", "small/store/wave=2024/comments.parquet"] {
        let mode = std::fs::metadata(work.path(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_salt_orders_the_lists_and_the_same_salt_orders_them_alike() {
    let order = |salt: &str, from: usize| {
        let work = with(move |row| format!("w{}", (row + from) % 60));
        ingested(&work);
        work.write("small/store/comments.salt", salt);
        well(&work, &["comments", "small"]);
        let review = work.read(REVIEW);
        review
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(3).expect("text").to_owned())
            .collect::<Vec<_>>()
    };
    let (salt, other) = ("a salt for tests, 32 bytes long.", "another salt, again of 32 bytes.");
    let first = order(salt, 0);
    assert_eq!(first, order(salt, 0));
    assert_eq!(first, order(salt, 6), "other people, the same list of comments");
    assert_ne!(first, order(other, 0));
}

#[test]
fn a_small_unit_is_in_the_list_of_all_others() {
    // Libraries are People, every third row: nine of their twenty commented.
    let work = with(|row| if row % 3 == 0 && row > 27 { String::new() } else { remark(row) });
    ingested(&work);
    well(&work, &["comments", "small"]);
    let review = work.read(REVIEW);
    assert_eq!(review.matches("All others together").count(), 49);
    assert!(!review.contains("Place") && !review.contains("People"));
    let work = with(|row| if row <= 9 { remark(row) } else { String::new() });
    ingested(&work);
    let run = well(&work, &["comments", "small"]);
    assert!(run.out.contains("no comments, or too few to publish any"), "{}", run.out);
    assert!(!work.path("small/store/wave=2024/comments.parquet").exists());
}

#[test]
fn who_may_not_be_quoted_never_enters_the_store() {
    let work = with(remark);
    let wave =
        "\n[comments]\nconsent_column = \"Quote\"\nconsent_yes = [\"Yes\"]\nexcluded = \"excluded.csv\"\n";
    work.write("small/waves/2024.toml", &(work.read("small/waves/2024.toml") + wave));
    work.write("small/waves/excluded.csv", "7\n8\n");
    let quote = |(row, line): (usize, &str)| match row {
        0 => format!("{line},Quote\n"),
        1..=4 => format!("{line},No\n"),
        5 => format!("{line},\n"),
        _ => format!("{line},yes\n"),
    };
    let text: String = work.read("small/export.csv").lines().enumerate().map(quote).collect();
    work.write("small/export.csv", &text);
    ingested(&work);
    well(&work, &["comments", "small"]);
    let review = work.read(REVIEW);
    for row in 1..=60 {
        let there = review.contains(&format!("zqxremark w{row},"));
        assert_eq!(there, ![1, 2, 3, 4, 5, 7, 8].contains(&row), "row {row}");
    }
    decide(&work, &["w9"], RELEASED);
    work.write("small/waves/excluded.csv", "7\n8\n9\n");
    let run = work.run(&["comments", "small", "--release"]);
    assert_eq!(run.code, 3, "a longer list needs another ingest: {}", run.err);
    assert!(run.err.contains("candour ingest"), "{}", run.err);
    ingested(&work);
    let run = work.run(&["comments", "small", "--release"]);
    assert_eq!(run.code, 3, "nothing is left that was released: {}", run.err);
    work.replace("small/waves/2024.toml", "consent_yes", "consent_yess");
    let run = work.run(&["check", "small"]);
    assert!(run.code == 3 && run.err.contains("did you mean “consent_yes”?"), "{}", run.err);
}

#[test]
fn what_a_comment_carries_does_nothing() {
    let nasty = [
        "=HYPERLINK(\"x\") w1",
        "<script>alert(1)</script> w2",
        "\u{202e}w3 turned\u{202c}\u{200b}",
        "@SUM(1) w4",
        "-- w5 '; drop",
        "\u{ff1d}cmd w6",
        "first\nline\n=second w7",
        "</li><img src=x onerror=alert(1)> w8",
    ];
    let long = format!("w9 {}", "many words ".repeat(4_000));
    let work = with(|row| {
        nasty
            .get(row - 1)
            .map_or_else(|| if row == 9 { long.clone() } else { remark(row) }, |text| (*text).to_owned())
    });
    ingested(&work);
    well(&work, &["comments", "small"]);
    decide(&work, &["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9"], RELEASED);
    well(&work, &["comments", "small", "--release"]);
    let page = work.read(&format!("{PUBLISHED}/index.html"));
    assert_eq!(page.matches("<li dir=\"auto\">").count(), 9);
    for part in ["<script", "<img", "\u{202e}", "\u{202c}", "\u{200b}"] {
        assert!(!page.contains(part), "{part:?}");
    }
    let table = work.read(&format!("{PUBLISHED}/comments.csv"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 9);
    for cell in rows.iter().flat_map(|row| row.iter()) {
        assert!(!cell.starts_with(['=', '+', '-', '@']) && !cell.contains('\n'), "{cell:?}");
        assert!(cell.chars().count() <= 501);
    }
    assert!(rows.iter().any(|row| row[2].ends_with('…')));
}

#[test]
fn personal_data_is_out_before_a_person_reads() {
    let work = with(|row| match row {
        1 => "My manager Zqxname said w1".to_owned(),
        2 => "zqx.mail@example.org or 07700 900123, w2".to_owned(),
        3 => "ask zqxsurname w3".to_owned(),
        4 => "He threatened me w4".to_owned(),
        _ => format!("w{row}"),
    });
    work.replace("small/protection.toml", "publish = true", "publish = true\nnames = \"staff.txt\"");
    work.write("small/staff.txt", "Given Zqxsurname\n");
    ingested(&work);
    let run = well(&work, &["comments", "small"]);
    assert!(run.out.contains("held and flagged: escalate 1"), "{}", run.out);
    assert!(run.out.contains("taken out: e-mail 1, name 2, phone 1"), "{}", run.out);
    let review = work.read(REVIEW);
    assert!(!review.to_lowercase().contains("zqx"), "{review}");
    for part in [
        ",My manager [name] said w1,",
        "\"[e-mail] or [phone], w2\"",
        ",ask [name] w3,",
        ",He threatened me w4,escalate,",
    ] {
        assert!(review.contains(part), "{part}");
    }
}

#[test]
fn a_person_may_take_more_out_and_cannot_put_anything_in() {
    let work = with(|row| format!("w{row} the blue door is stuck"));
    ingested(&work);
    well(&work, &["comments", "small"]);
    decide(&work, &["w1", "w2"], RELEASED);
    work.replace(REVIEW, "w1 the blue door is stuck", "w1 [it] is stuck");
    well(&work, &["comments", "small"]);
    well(&work, &["comments", "small", "--release"]);
    assert!(work.read(&format!("{PUBLISHED}/comments.csv")).contains(",w1 [it] is stuck\n"));
    work.replace(REVIEW, "w2 the blue door is stuck", "zqx something else");
    for arguments in [&["comments", "small", "--release"][..], &["comments", "small"]] {
        let run = work.run(arguments);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains("row") && !run.err.contains("zqx"), "{}", run.err);
    }
}
