//! Comments: what somebody wrote is in no message, in no list that is too small, and in no order of rows.

use super::{CANARY, Nasty, Table, export};
use crate::workdir::files;

const FILE: &str = "small/export.csv";
const REVIEW: &str = "small/store/wave=2024/comments_review.csv";

/// 18 kinds of personal data: what is written, and what must not be left of it.
const PERSONAL: [(&str, &str); 18] = [
    ("My manager Zqxanne Bloggs told me", "Bloggs"),
    ("ask mr zqxbright", "bright"),
    ("write to zqx.bloggs@example.org", "example.org"),
    ("zqx dot bloggs at example dot gov dot uk", "bloggs"),
    ("call 0161 474 1234", "1234"),
    ("my NI is QQ 12 34 56 C", "34 56"),
    ("staff number 10432", "10432"),
    ("NHS 943 476 5919", "5919"),
    ("parked KX19 ABC", "KX19"),
    ("I live in SK1 3XE", "3XE"),
    ("at 12 Wellington Road", "Wellington"),
    ("see https://intranet.example/zqx", "intranet"),
    ("I am @zqx_bloggs", "_bloggs"),
    ("born on 3 May 1968", "1968"),
    ("sort code 12-34-56 account 12345678", "12345678"),
    ("GB29 NWBK 6016 1331 9268 19", "NWBK"),
    ("from 192.168.10.254", "192.168"),
    ("zq\u{200b}x.bloggs＠example.org", "bloggs"),
];

/// The pipeline with comments turned on.
fn published() -> Nasty {
    let nasty = Nasty::new(FILE);
    nasty.work.replace(
        "small/protection.toml",
        "decided = \"2024-01-08\"\n",
        "decided = \"2024-01-08\"\n[comments]\npublish = true\n",
    );
    nasty
}

/// The clean export with these comments below the header.
fn written(comment: impl Fn(usize) -> String) -> Table {
    (2..=61).fold(export(), |table, row| table.set(row, "Comment", &format!("\"{}\"", comment(row))))
}

/// The comments as a person reads them; nothing of them was said.
fn review(nasty: &Nasty, table: &Table) -> Vec<csv::StringRecord> {
    nasty.work.write(FILE, &table.text());
    for command in ["ingest", "comments"] {
        let run = nasty.work.run(&[command, "small", "--verbose"]);
        assert_eq!(run.code, 0, "{command}: {}", run.err);
        super::assert_silent(command, &run);
    }
    let text = nasty.work.read(REVIEW);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.expect("a row")).collect()
}

#[test]
fn eighteen_kinds_of_personal_data_are_taken_out() {
    let nasty = published();
    let comment =
        |row: usize| PERSONAL.get(row - 2).map_or_else(|| format!("remark w{row}"), |kind| kind.0.to_owned());
    let rows = review(&nasty, &written(comment));
    assert!(rows.len() >= 55, "{}", rows.len());
    let all: Vec<String> = rows.iter().map(|row| row[3].to_lowercase()).collect();
    for (text, left) in PERSONAL {
        let left = left.to_lowercase();
        assert!(!all.iter().any(|comment| comment.contains(&left)), "{text}: {left} is left");
    }
    assert!(rows.iter().all(|row| row[5].is_empty()), "nothing is decided");
    assert!(!nasty.work.path("small/reports").exists());
}

#[test]
fn one_comment_of_a_unit_is_not_read_apart() {
    // One comment in the offices, which are all of a directorate, and many in the other.
    let nasty = published();
    let comment =
        |row: usize| if row % 3 != 1 || row == 4 { format!("remark w{row}") } else { String::new() };
    let rows = review(&nasty, &written(comment));
    assert!(rows.iter().any(|row| &row[3] == "remark w4"));
    assert!(rows.iter().all(|row| &row[2] == "All others together"), "{:?}", rows.first());
    // And where it is the only one of all, nobody reads it.
    let nasty = published();
    nasty
        .work
        .write(FILE, &written(|row| if row == 4 { format!("{CANARY} w4") } else { String::new() }).text());
    for command in ["ingest", "comments"] {
        let run = nasty.work.run(&[command, "small"]);
        assert_eq!(run.code, 0, "{}", run.err);
        super::assert_silent(command, &run);
    }
    for (name, bytes) in files(&nasty.work.path("small/store")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(CANARY), "{name}");
    }
}

#[test]
fn comments_that_count_rows_are_in_no_order_of_rows() {
    let nasty = published();
    let rows = review(&nasty, &written(|row| format!("row {row}")));
    let numbers = |unit: &str| {
        let own = rows.iter().filter(|row| &row[2] == unit);
        own.map(|row| row[3].trim_start_matches("row ").parse::<usize>().expect("a number"))
            .collect::<Vec<_>>()
    };
    for unit in ["Place", "People"] {
        let found = numbers(unit);
        let mut sorted = found.clone();
        sorted.sort_unstable();
        assert!(found.len() >= 20, "{unit}: {}", found.len());
        let backwards: Vec<usize> = sorted.iter().rev().copied().collect();
        assert!(found != sorted && found != backwards, "{unit} is in the order of rows");
        let neighbours = found.windows(2).filter(|pair| pair[0] + 3 >= pair[1] && pair[0] < pair[1]).count();
        assert!(neighbours < found.len() / 2, "{unit}: {neighbours} stand beside their neighbours");
    }
    assert!(rows.iter().flatten().all(|cell| !cell.contains(CANARY)), "an id is in the list");
}
