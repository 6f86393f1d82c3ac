//! What stands in cells: a value that is not on the list is an error with its place, dates and copies go by stated rules.

use super::{CANARY, Nasty, Table, export};

const FILE: &str = "small/export.csv";
const WAVE: &str = "small/waves/2024.toml";
const CLEAN: [&str; 2] = ["60 rows read", "60 kept"];

/// The clean export, with another answer in row 7.
fn answer(header: &str, cell: &str) -> Vec<u8> {
    export().set(7, header, cell).bytes()
}

/// The clean export with a row more above row 9, like that with another cell.
fn stranger(header: &str, cell: &str) -> Table {
    let like = export().set(9, header, cell).set(9, "Id", &format!("{CANARY}-61"));
    let row: Vec<&str> = like.0[8].iter().map(String::as_str).collect();
    export().insert(9, &row)
}

/// A pipeline in which copies are known by this rule.
fn with_rule(rule: &str) -> Nasty {
    Nasty::new(FILE).with(WAVE, "completed", &format!("{rule}\ncompleted"))
}

#[test]
fn what_is_on_no_scale_is_refused() {
    let numbers = ["7", "0", "-1", "3.5", "\"3,5\"", "1e0", "03.1", "½", "0x3", "3 or 4", "TRUE"];
    let errors = ["#REF!", "#N/A", "#DIV/0!", "####", "NaN", "inf", "-Infinity", "null", "=1+1", "=SUM(A1)"];
    let labels = ["Agre", "Strongly agree", "Agree;Disagree", "Agree/Neither", "A", "ﾂ", "А\u{301}gree"];
    let options = ["Fax", "Email;Fax", "Email Team meeting", "Email;Email;Fax", "1;2", "\"Email,Fax\""];
    let nasty = Nasty::new(FILE);
    let refuses = |header: &str, is_not: &str, cells: &[&str]| {
        // Each in a row of its own, so that all are told at once.
        let table = cells.iter().zip(7..).fold(export(), |table, (cell, row)| table.set(row, header, cell));
        let rows: Vec<String> = (7..).take(cells.len()).map(|row| format!("row {row}, “{header}”")).collect();
        let words: Vec<&str> = rows.iter().map(String::as_str).chain([is_not]).collect();
        nasty.refuses(&[(header, table.bytes(), &words)]);
    };
    refuses("Likely", "is not on the scale", &numbers);
    refuses("Proud", "is not on the scale", &errors);
    refuses("Proud", "is not on the scale", &labels);
    for cell in options {
        nasty.refuses(&[(cell, answer("News", cell), &["row 7, “News”", "is none of the options"])]);
    }
}

#[test]
fn other_ways_to_write_an_answer_are_read() {
    let all = |header, from, to| export().all(header, from, to).bytes();
    Nasty::new(FILE).reads(&[
        ("a space at the end", all("Proud", "Agree", "Agree "), &[]),
        ("spaces and case", all("Proud", "Agree", "  aGREE\u{a0}"), &[]),
        ("full-width letters", all("Proud", "Agree", "Ａｇｒｅｅ"), &[]),
        ("zero-width marks", all("Proud", "Agree", "Ag\u{200b}ree\u{feff}"), &[]),
        ("whole numbers of a spreadsheet", all("Likely", "4", "4.0"), &[]),
        ("whole numbers with a comma", all("Likely", "4", "\"4,00\""), &[]),
        ("spaces round a number", all("Likely", "4", " 4\u{202f}"), &[]),
        ("blanks of every kind", all("Comment", "", " "), &[]),
        ("a separator at the end", all("News", "Email", "Email;"), &[]),
        (
            "options in another order, with spaces",
            all("News", "Email;Team meeting", "team meeting ; EMAIL;"),
            &[],
        ),
        ("options with commas", all("News", "Email;Team meeting", "\"Email, Team meeting\""), &[]),
        ("an option twice", all("News", "Email", "Email;Email"), &[]),
    ]);
}

#[test]
fn words_in_the_wrong_column_are_not_repeated() {
    let words = format!("my manager {CANARY} shouts at me");
    Nasty::new(FILE).refuses(&[
        (
            "an answer and a comment",
            answer("Proud", &format!("Agree, {CANARY} bullies me").replace(',', "")),
            &["row 7", "“Proud”", "no other row has"],
        ),
        ("a comment in an answer", answer("Proud", &words), &["row 7", "“Proud”", "no other row has"]),
        ("a comment in a multiple choice", answer("News", &words), &["row 7", "“News”", "own"]),
        ("a comment in a unit", answer("Service", &words), &["row 7", "“Service”", "no other row has"]),
        ("an id and a comment", answer("Likely", &format!("at five {CANARY}-7")), &["row 7", "“Likely”"]),
        ("64 KiB of them", answer("Safe", &words.repeat(1_900)), &["row 7", "“Safe”"]),
    ]);
}

#[test]
fn copies_are_refused_with_both_rows() {
    let same = ["row 62", "“Id”", "the same as in row 7"];
    let with_id = |id: &str| export().again(7).set(62, "Id", id).bytes();
    let pasted = (2..=61).fold(export(), Table::again).bytes();
    Nasty::new(FILE).refuses(&[
        ("a row twice", export().again(7).bytes(), &same),
        ("another row with the id", stranger("Id", "x").set(62, "Id", &format!("{CANARY}-5")).bytes(), &same),
        ("the id with spaces", with_id(&format!(" {CANARY}-5\u{a0}")), &same),
        ("the id with marks that cannot be seen", with_id(&format!("\u{feff}{CANARY}-5\u{200b}")), &same),
        (
            "all rows pasted once more",
            pasted,
            &["row 62", "row 81", "40 rows more that are duplicates of others"],
        ),
    ]);
}

#[test]
fn an_export_that_is_named_twice_is_refused() {
    let nasty = Nasty::new(WAVE);
    let again =
        |file: &str| nasty.replaced("[columns]", &format!("[[export]]\nfile = \"{file}\"\n\n[columns]"));
    std::fs::copy(nasty.work.path(FILE), nasty.work.path("small/copy.csv")).expect("copied");
    nasty.refuses(&[
        ("the same file", again("../export.csv"), &["“export”", "named twice"]),
        ("the same file by another path", again("./.././export.csv"), &["“export”", "named twice"]),
        ("a copy", again("../copy.csv"), &["copy.csv", "row 2", "the same as in small/export.csv, row 2"]),
    ]);
}

#[test]
fn copies_are_set_aside_by_the_rule_of_the_plan() {
    let copied = export().again(7).again(8);
    for rule in
        ["duplicates = \"first\"", "duplicates = \"last\"", "duplicates = \"first\"\nfingerprint = true"]
    {
        let nasty = with_rule(rule);
        let run = nasty.run_with(&copied.bytes(), "check");
        for word in ["62 rows read", "60 kept", "2 set aside"] {
            assert!(run.out.contains(word), "{rule}: {}", run.out);
        }
    }
    with_rule("duplicates = \"first\"").reads(&[
        ("two rows twice", copied.bytes(), &[]),
        ("an empty second visit", copied.clone().set(62, "Proud", "").set(62, "Safe", "").bytes(), &[]),
    ]);
    let cases = export().set(7, "Id", "ab1").set(8, "Id", "AB1").bytes();
    Nasty::new(FILE).reads(&[("ids that differ in case alone are two", cases, &[])]);
    let nasty = with_rule("duplicates = \"first\"\nfingerprint = true");
    let without = |id: &str| copied.clone().set(62, "Id", id).set(63, "Id", id).bytes();
    nasty.reads(&[("two rows twice, without ids", without(""), &[])]);
}

#[test]
fn a_response_without_an_id_is_kept_and_told() {
    let blank = |cell: &str| export().set(7, "Id", cell).set(8, "Id", cell).bytes();
    let told = ["row 7", "2 rows without a response id", "cannot be told"];
    Nasty::new(FILE).reads(&[("no id", blank(""), &told), ("a blank id", blank(" \u{200b}"), &told)]);
}

#[test]
fn moments_outside_the_fieldwork_are_set_aside_and_counted() {
    let nasty = Nasty::new(FILE);
    for day in ["2099-05-10", "1899-12-30", "1900-01-00", "9999-12-31", "0001-01-01", "2024-06-01", "43000"] {
        let table = stranger("Completed", day);
        if day.ends_with("-00") {
            nasty.refuses(&[(day, table.bytes(), &["row 9", "“Completed”", "cannot be read"])]);
            continue;
        }
        nasty.reads(&[(day, table.bytes(), &[])]);
        let run = nasty.run_with(&table.bytes(), "check");
        assert!(run.out.contains("60 kept") && run.out.contains("1 set aside"), "{day}: {}", run.out);
    }
}

#[test]
fn what_is_no_date_is_refused_and_every_way_to_write_one_is_read() {
    let unread = ["row 7", "“Completed”", "1 row with a date that cannot be read"];
    let days =
        ["30/02/2024", "2024-02-30", "2023-02-29", "31/04/2024", "00/05/2024", "2024-13-01", "soon", "-1"];
    let nasty = Nasty::new(FILE);
    for day in days {
        nasty.refuses(&[(day, answer("Completed", day), &unread)]);
    }
    let written = |day: fn(&str) -> String| {
        (2..=61).fold(export(), |table, row| {
            let cell = day(&table.0[row - 1][1]);
            table.set(row, "Completed", &cell)
        })
    };
    let serial = written(|day| format!("{}.5", 45_413 - 1 + day[8..].parse::<u32>().expect("a day")));
    let british = written(|day| format!("{}/05/2024 09:30", &day[8..]));
    let american = written(|day| format!("5/{}/24 9:30:00 PM", &day[8..]));
    let with_time = written(|day| format!("{day}T23:59:59.999Z"));
    nasty.reads(&[
        ("numbers of a spreadsheet", serial.bytes(), &[]),
        ("day, month, year", british.bytes(), &[]),
        ("month, day, year", american.bytes(), &[]),
        ("with time and zone", with_time.bytes(), &[]),
        ("a blank one", answer("Completed", ""), &["row 7", "1 row without a date of completion, kept"]),
    ]);
    let either = (2..=61).fold(export(), |table, row| table.set(row, "Completed", "05/06/2024"));
    let both = british.set(7, "Completed", "5/13/2024");
    nasty.refuses(&[
        (
            "days that may be months",
            either.bytes(),
            &["“Completed”", "whether the day or the month", "date_order"],
        ),
        ("two orders in one column", both.bytes(), &["“Completed”", "whether the day or the month"]),
    ]);
}

#[test]
fn an_end_before_its_start_is_told_where_it_matters() {
    let started = export().column("Started", |_| "2024-05-30".to_owned());
    Nasty::new(FILE).reads(&[("a start after the end, which no result needs", started.bytes(), &[])]);
    let nasty = Nasty::new(WAVE);
    let swapped = nasty.replaced("\"2024-05-31\"", "\"2024-04-30\"");
    let never = nasty.replaced("\"2024-05-31\"", "\"2024-02-30\"");
    nasty.refuses(&[
        (
            "a fieldwork that ends before it begins",
            swapped,
            &["fieldwork", "the last day is before the first"],
        ),
        ("a day that is none", never, &["fieldwork.end", "expected a date"]),
    ]);
}

#[test]
fn previews_and_unfinished_responses_go_by_the_rules_of_the_plan() {
    let rules = "[[set_aside]]\nreason = \"a preview\"\ncolumn = \"Status\"\nvalues = [\"Survey Preview\"]\n\
                 [[set_aside]]\nreason = \"not finished\"\ncolumn = \"Finished\"\nvalues = [\"False\", \"\"]\n\n[columns]";
    let status = |table: Table, nasty: [(usize, &'static str, &'static str); 2]| {
        let cell =
            move |row: usize, usual: &str, of: fn(&(usize, &'static str, &'static str)) -> &'static str| {
                nasty.iter().find(|case| case.0 == row).map_or(usual, of).to_owned()
            };
        let table = table.column("Status", |row| cell(row, "IP Address", |case| case.1));
        table.column("Finished", |row| cell(row, "True", |case| case.2))
    };
    let clean = status(export(), [(0, "", ""), (0, "", "")]);
    let nasty = Nasty::new(FILE);
    nasty.work.write(FILE, &clean.text());
    let nasty = nasty.with(WAVE, "[columns]", rules);
    let more = stranger("Id", "zqx-62")
        .insert(20, &stranger("Id", "zqx-63").0[8].iter().map(String::as_str).collect::<Vec<_>>());
    let bytes = status(more, [(9, "survey preview ", "True"), (20, "IP Address", "FALSE")]).bytes();
    nasty.reads(&[("a preview and an unfinished one", bytes.clone(), &[])]);
    let run = nasty.run_with(&bytes, "check");
    assert!(run.out.contains("60 kept") && run.out.contains("2 set aside"), "{}", run.out);
    let unfinished = status(export(), [(7, "IP Address", ""), (8, "IP Address", " ")]);
    let run = nasty.run_with(&unfinished.bytes(), "check");
    assert!(run.out.contains("58 kept") && run.out.contains("2 set aside"), "{}", run.out);
}

#[test]
fn the_clean_file_is_in_order() {
    let run = Nasty::new(FILE).work.run(&["check", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for word in CLEAN {
        assert!(run.out.contains(word), "{}", run.out);
    }
    assert!(!run.err.contains("warning"), "{}", run.err);
}
