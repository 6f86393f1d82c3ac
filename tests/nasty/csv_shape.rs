//! The shape of text with separators: rows are counted, not lines, and what breaks them is told where it began.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::process::Command;

use super::{CANARY, Nasty, Refused, export};
use crate::workdir::Run;

const FILE: &str = "small/export.csv";

/// The clean export, with this in place of the comment of row 7.
fn comment(cell: &str) -> Vec<u8> {
    export().set(7, "Comment", cell).bytes()
}

fn after(text: &str) -> Vec<u8> {
    [export().bytes(), text.as_bytes().to_vec()].concat()
}

fn before(text: &str) -> Vec<u8> {
    [text.as_bytes().to_vec(), export().bytes()].concat()
}

#[test]
fn what_quotes_and_line_ends_may_do_is_read() {
    let mixed: String = export()
        .text()
        .lines()
        .enumerate()
        .map(|(at, line)| format!("{line}{}", ["\n", "\r\n"][at % 2]))
        .collect();
    let quoted: Vec<Vec<String>> =
        export().0.iter().map(|row| row.iter().map(|cell| format!("\"{cell}\"")).collect()).collect();
    Nasty::new(FILE).reads(&[
        ("line ends of Windows", export().joined(",", "\r\n").into_bytes(), &[]),
        ("line ends of two kinds", mixed.into_bytes(), &[]),
        ("no line end at the end", export().text().trim_end().as_bytes().to_vec(), &[]),
        ("quotes round every cell", super::Table(quoted).bytes(), &[]),
        ("doubled quotes", comment("\"zqx \"\"quoted\"\", zqx\""), &[]),
        ("nothing but doubled quotes", comment("\"\"\"\"\"\""), &[]),
        ("a quoted line end", comment("\"zqx\nzqx,\r\n\r\nzqx\""), &[]),
        ("a quoted line end in a header", export().set(1, "Likely", "\"Likely\n\"").bytes(), &[]),
        ("blank lines at the end", after("\n\r\n \n\n"), &[]),
        ("a page break and old line ends within a cell", comment("zqx\u{c}\u{b}\u{85}\u{2028}zqx"), &[]),
    ]);
}

#[test]
fn what_stands_between_cells_is_recognised() {
    let wide = |header: &str| export().column(header, |_| String::new()).bytes();
    let news = export().all("News", "Email;Team meeting", "\"Email;Team meeting\"");
    Nasty::new(FILE).reads(&[
        ("semicolons", news.joined(";", "\n").into_bytes(), &["separated by semicolons"]),
        ("tabs", export().joined("\t", "\r\n").into_bytes(), &["separated by tabs"]),
        ("sep=;", format!("sep=;\r\n{}", news.joined(";", "\r\n")).into_bytes(), &["semicolons"]),
        ("sep=,", before("sep=,\n"), &["commas"]),
        ("a separator at the end of every row", wide(""), &[]),
        ("a header of spaces over nothing", wide(" \u{a0}"), &[]),
        ("a column more of blanks without a header", export().column("", |_| " \t".to_owned()).bytes(), &[]),
    ]);
}

#[test]
fn rows_of_nothing_are_set_aside_and_counted() {
    let counted = ["61 rows read", "60 kept"];
    let nasty = Nasty::new(FILE);
    for (what, table) in [
        ("a blank line", export().insert(9, &[])),
        ("a row of separators", export().insert(9, &[""; 9])),
        ("a row of spaces", export().insert(9, &[" ", "", "\u{a0}", "", "\u{200b}", "", "\t", "", "  "])),
    ] {
        nasty.reads(&[(what, table.bytes(), &[])]);
        let run = nasty.run_with(&table.bytes(), "check");
        for word in counted {
            assert!(run.out.contains(word), "{what}: {}", run.out);
        }
    }
}

#[test]
fn quotes_and_bytes_that_break_rows_are_refused_where_they_began() {
    let at = |words: &'static str| ["row 7", words];
    Nasty::new(FILE).refuses(&[
        ("a quote that is never closed", comment("\"zqx"), &at("never closed")),
        (
            "a quote that swallows the next row",
            export().set(7, "Comment", "\"zqx").set(8, "Comment", "\"zqx\"").bytes(),
            &at("closing quote"),
        ),
        (
            "text after a closing quote",
            comment("\"zqx\" zqx"),
            &at("text after the closing quote of column 9"),
        ),
        ("a quote within a cell", comment("zqx \"zqx\""), &at("a quote inside column 9")),
        ("a space before a quote", comment(" \"zqx, zqx\""), &at("a quote inside column 9")),
        ("quotes that are not doubled", comment("\"zqx \"zqx\" zqx\""), &at("column 9")),
        ("a NUL", comment("zqx\0"), &at("NUL")),
        ("line ends of old", export().joined(",", "\r").into_bytes(), &["row 1", "carriage return"]),
        ("one line end of old", comment("zqx\rzqx"), &at("carriage return")),
        ("NULs at the end, as a crash leaves them", after("\0\0\0\0"), &["row 62", "NUL"]),
        ("an end-of-file character of old", after("\u{1a}"), &["row 62", "9 columns expected", "1 found"]),
        (
            "quoted line ends above a mistake",
            export().set(3, "Comment", "\"zqx\n\nzqx\"").set(9, "Proud", "7").bytes(),
            &["row 9", "Proud"],
        ),
    ]);
}

#[test]
fn rows_of_another_width_are_refused_and_never_filled_up() {
    let expected = "9 columns expected as in the header";
    let short = export().0[8][..8].join(",");
    let with = |row: &str| {
        let mut lines: Vec<String> = export().text().lines().map(str::to_owned).collect();
        lines[8] = row.to_owned();
        lines.join("\n").into_bytes()
    };
    let pasted = [export().bytes(), export().bytes()].concat();
    let many = "x\n".repeat(100);
    Nasty::new(FILE).refuses(&[
        ("a short row", with(&short), &["row 9", expected, "8 found"]),
        ("one cell", with("zqx"), &["row 9", expected, "1 found"]),
        ("a long row", with(&format!("{short},zqx,zqx")), &["row 9", expected, "10 found"]),
        ("a separator at the end of one row", with(&format!("{short},zqx,")), &["row 9", expected]),
        ("a comma that is not in quotes", comment("zqx, zqx"), &["row 7", expected, "10 found"]),
        ("a decimal comma", export().set(7, "Likely", "3,5").bytes(), &["row 7", expected, "10 found"]),
        ("many short rows", after(&many), &["row 62", "80 rows more"]),
        ("two exports one after the other", pasted, &["row 62", "Proud"]),
        (
            "a mark in the middle, where they meet",
            [export().bytes(), before("\u{feff}")].concat(),
            &["row 62"],
        ),
        ("a blank line above the header", before("\n"), &["row 1 is empty, the header is expected there"]),
        (
            "a title above the header",
            before("Staff survey 2024,,,,,,,,\n"),
            &["row 1 is no header row, it has 1 cell"],
        ),
    ]);
}

#[test]
fn headers_that_cannot_be_told_apart_are_refused() {
    let twice = |header: &str| export().column(header, |_| "Agree".to_owned()).bytes();
    let same = ["row 1", "columns E and J have the same header", "once"];
    let none = ["row 1", "column J has answers but no header"];
    Nasty::new(FILE).refuses(&[
        ("the same header", twice("Proud"), &same),
        ("the same but for case", twice("PROUD"), &same),
        ("the same but for spaces", twice(" Proud\u{a0}"), &same),
        ("the same but for what cannot be seen", twice("Pro\u{200b}ud\u{feff}"), &same),
        ("answers without a header", twice(""), &none),
        ("answers under a blank header", twice(" \u{200b}"), &none),
        ("a header that is not there", export().set(1, "Proud", "Prowd").bytes(), &["“Proud”", "“Prowd”"]),
        (
            "no header at all",
            export().text().lines().skip(1).collect::<Vec<_>>().join("\n").into_bytes(),
            &["row 1"],
        ),
    ]);
}

#[test]
fn files_with_nothing_in_them_are_refused() {
    let empty = ["empty export"];
    let cases: [Refused<'_>; 8] = [
        ("no bytes", Vec::new(), &empty),
        ("a blank line", b"\n".to_vec(), &empty),
        ("spaces and line ends", b" \r\n\t\r\n\n".to_vec(), &empty),
        ("a byte order mark", "\u{feff}".into(), &empty),
        ("a byte order mark of UTF-16", b"\xff\xfe".to_vec(), &empty),
        ("a header", export().text().lines().next().expect("a line").into(), &empty),
        ("a header and blank lines", (export().0[0].join(",") + "\n\n \n").into_bytes(), &empty),
        ("a line that names the separator", b"sep=;\n".to_vec(), &empty),
    ];
    Nasty::new(FILE).refuses(&cases);
}

#[test]
fn files_of_another_kind_under_the_name_are_named() {
    let page = "this is a web page";
    Nasty::new(FILE).refuses(&[
        ("a web page", b"<!DOCTYPE html>\n<html>Sign in".to_vec(), &[page, "sign-in"]),
        ("a web page with a mark", "\u{feff}\r\n<html lang=en>".into(), &[page]),
        ("a table of a web page", b"<table><tr><td>Id".to_vec(), &[page]),
        ("a zip archive", b"PK\x03\x04\x14\0\0\0".to_vec(), &["text with separators", "spreadsheet"]),
        (
            "an old workbook",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            &["encrypted, or of the old .xls kind"],
        ),
        ("a compressed file", b"\x1f\x8b\x08\0\0".to_vec(), &["a compressed file (.gz)"]),
        ("a PDF", b"%PDF-1.7\n".to_vec(), &["a PDF document"]),
        ("JSON", b"[{\"Id\": 1}]\n".to_vec(), &["row 1"]),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), &["row 3", "NUL"]),
        ("bars between cells", export().joined("|", "\n").into_bytes(), &["“Proud”", "no column"]),
    ]);
}

#[test]
fn what_is_too_large_is_refused_and_what_is_just_within_is_read() {
    let nasty = Nasty::new(FILE);
    let columns = |more: usize| {
        let table = export();
        let wide = |(row, cells): (usize, &Vec<String>)| {
            let extra = |at: usize| if row == 0 { format!(",x{at}") } else { ",".to_owned() };
            cells.join(",") + &(0..more).map(extra).collect::<String>() + "\n"
        };
        table.0.iter().enumerate().map(wide).collect::<String>().into_bytes()
    };
    let long = |bytes: usize| comment(&CANARY.repeat(bytes / 3 + 1)[..bytes]);
    let notes = (0..4).fold(export(), |table, at| {
        table.column(&format!("Note {at}"), |row| "zqx ".repeat(if row < 11 { 15_000 } else { 0 }))
    });
    nasty.reads(&[
        ("2,000 columns", columns(1_991), &[]),
        ("a cell of 64 KiB", long(64 * 1024), &[]),
        ("rows of 240 KB", notes.bytes(), &[]),
    ]);
    let one = "column 9 has a cell longer than 65536 bytes";
    nasty.refuses(&[
        ("2,001 columns", columns(1_992), &["row 1", "more than 2000 columns"]),
        ("100,000 columns", "x,".repeat(100_000).into(), &["row 1", "more than 2000 columns"]),
        ("a cell of 64 KiB and a byte", long(64 * 1024 + 1), &["row 7", one]),
        ("a cell of 20 MB", export().set(60, "Comment", &"x".repeat(20_000_000)).bytes(), &["row 60", one]),
        (
            "a quoted cell of 20 MB",
            export().set(60, "Comment", &format!("\"{}\"", "zqx\n".repeat(5_000_000))).bytes(),
            &["row 60", one],
        ),
    ]);
}

/// Runs the program on a sparse file that begins with `text` and has `length` bytes, with 600 MB of memory.
fn bounded(nasty: &Nasty, text: &[u8], length: u64) -> Run {
    let path = nasty.work.path(FILE);
    let clean = std::fs::read(&path).expect("a file");
    let mut file = File::create(&path).expect("a file");
    file.write_all(text).expect("written");
    if length > text.len() as u64 {
        file.set_len(length).expect("a disk that allows sparse files");
        file.seek(SeekFrom::End(0)).expect("the end");
        file.write_all(b"\n").expect("written");
    }
    let run = within_memory(nasty, 600);
    std::fs::write(&path, clean).expect("a file");
    run
}

/// Runs the program with so many MB of memory.
#[cfg(target_os = "linux")]
pub(super) fn within_memory(nasty: &Nasty, megabytes: u32) -> Run {
    let limit = format!("--as={megabytes}000000");
    let mut program = Command::new("prlimit");
    program.args([&limit, "--", env!("CARGO_BIN_EXE_candour"), "run", "small"]);
    let output = program.current_dir(nasty.work.path("")).output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run {
        code: output.status.code().expect("it ended"),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// Runs the program.
#[cfg(not(target_os = "linux"))]
pub(super) fn within_memory(nasty: &Nasty, _: u32) -> Run {
    nasty.work.run(&["run", "small"])
}

#[test]
fn files_of_any_size_are_refused_in_little_memory() {
    const MB: u64 = 1_000_000;
    let nasty = Nasty::new(FILE);
    let open = [export().bytes(), b"zqx,\"".to_vec()].concat();
    let header = (0..2_000).map(|at| format!("x{at}")).collect::<Vec<_>>().join(",");
    let blank = format!("{header}\n{}", "\n".repeat(2_000_000));
    let short = format!("{header}\n{}", "x\n".repeat(1_000_000));
    let line = "x".repeat(40_000_000);
    let gap = format!("{}{}", export().text(), "\n".repeat(3_000_000));
    let cases: [(&str, &[u8], u64, &[&str]); 8] = [
        ("40 MB of text in one line", line.as_bytes(), 0, &["row 1", "longer than 65536 bytes"]),
        ("blank lines for ever", gap.as_bytes(), 0, &["row ", "too many rows up to here are blank"]),
        ("200 MB in one line", b"", 200 * MB, &["row 1", "NUL"]),
        ("200 MB in a quote", &open, 200 * MB, &["row 62", "NUL"]),
        ("200 MB after the header", b"Id,Proud\n", 200 * MB, &["NUL"]),
        ("5 GB after good rows", &export().bytes(), 5_000 * MB, &["row 62", "NUL"]),
        ("blank lines under a wide header", blank.as_bytes(), 0, &["row ", "blank"]),
        ("short rows under a wide header", short.as_bytes(), 0, &["row ", "2000 columns expected"]),
    ];
    for (what, text, length, words) in cases {
        let run = bounded(&nasty, text, length);
        nasty.assert_refused(what, 3, &run, words);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_cannot_be_read() {
    let nasty = Nasty::new(FILE);
    let path = nasty.work.path(FILE);
    std::fs::remove_file(&path).expect("removed");
    nasty.assert_refused("a missing file", 5, &nasty.work.run(&["run", "small"]), &["cannot read"]);
    std::fs::create_dir(&path).expect("a folder");
    nasty.assert_refused("a folder", 5, &nasty.work.run(&["run", "small"]), &["it is a folder"]);
    std::fs::remove_dir(&path).expect("removed");
    for device in ["/dev/zero", "/dev/null"] {
        std::os::unix::fs::symlink(device, &path).expect("a link");
        nasty.assert_refused(device, 5, &nasty.work.run(&["run", "small"]), &["not an ordinary file"]);
        std::fs::remove_file(&path).expect("removed");
    }
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    nasty.assert_refused("a pipe", 5, &nasty.work.run(&["run", "small"]), &["not an ordinary file"]);
    std::fs::remove_file(&path).expect("removed");
    std::fs::write(nasty.work.path("small/answers.csv"), export().bytes()).expect("a file");
    std::os::unix::fs::symlink("answers.csv", &path).expect("a link");
    assert_eq!(nasty.work.run(&["check", "small"]).code, 0, "a link to an export is an export");
}

#[test]
fn a_look_at_a_nasty_file_is_refused_too() {
    let nasty = Nasty::new(FILE);
    let cases: [(&str, Vec<u8>); 7] = [
        ("no bytes", Vec::new()),
        ("a NUL", comment("zqx\0")),
        ("an open quote", comment("\"zqx")),
        ("line ends of old", export().joined(",", "\r").into_bytes()),
        ("too many columns", "x,".repeat(100_000).into()),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("a web page", b"<html>".to_vec()),
    ];
    for (what, bytes) in cases {
        std::fs::write(nasty.work.path("small/look.csv"), bytes).expect("a file");
        let run = nasty.work.run(&["inspect", "small/look.csv"]);
        assert!(run.code == 3 && run.err.contains("look.csv"), "{what}: {} {}", run.code, run.err);
        super::assert_silent(what, &run);
    }
}
