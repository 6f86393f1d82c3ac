//! Headcounts: never a rate above 100% or of nobody; a number that cannot be used is an error with its row.

use super::{Nasty, OFFICES};

const FILE: &str = "small/headcount/2024.csv";

/// The clean headcount, with another number of people in the parks.
fn parks(people: &str) -> Vec<u8> {
    format!("unit,headcount\nroads,30\nparks,{people}\noffices,30\n").into_bytes()
}

#[test]
fn what_is_no_number_of_people_is_refused() {
    let expected = ["row 3", "“headcount”", "expected a whole number of people"];
    let nasty = Nasty::new(FILE);
    let cells = [
        "-25",
        "\"12,5\"",
        "12.5",
        "25.0",
        "\"1,234\"",
        "1 234",
        "1.234.0",
        "n/a",
        "#REF!",
        "NaN",
        "inf",
        "",
        "1e2",
        "0x19",
        "２５",
        "25 people",
        "18446744073709551616",
        "99999999999",
        "10000001",
        "TRUE",
        "=5*5",
    ];
    for cell in cells {
        nasty.refuses(&[(cell, parks(cell), &expected)]);
    }
    nasty.refuses(&[(
        "a number with a comma that is not in quotes",
        parks("1,234"),
        &["row 3", "2 cells", "found 3"],
    )]);
}

#[test]
fn fewer_people_than_responses_are_refused() {
    let fewer =
        |unit: &'static str| ["2024.toml", unit, "more respondents than people", "date of the headcount"];
    let nasty = Nasty::new(FILE);
    nasty.refuses(&[
        ("one fewer", parks("19"), &fewer("headcount of parks")),
        ("nobody", parks("0"), &fewer("headcount of parks")),
        (
            "a unit that is missing",
            b"unit,headcount\nroads,30\noffices,30\n".to_vec(),
            &fewer("headcount of parks"),
        ),
        (
            "units that are in another",
            b"unit,headcount\nplace,55\noffices,30\n".to_vec(),
            &fewer("headcount of roads"),
        ),
        (
            "nobody at all",
            b"unit,headcount\nroads,0\nparks,0\noffices,0\n".to_vec(),
            &["nobody in this file belongs to the scope"],
        ),
        ("no rows", b"unit,headcount\n".to_vec(), &["nobody in this file belongs to the scope"]),
    ]);
}

#[test]
fn people_who_are_counted_twice_are_refused() {
    let twice = ["row 5", "“unit”", "in row 3 already", "counted twice"];
    let nasty = Nasty::new(FILE);
    let with = |line: &str| [parks("25"), line.as_bytes().to_vec()].concat();
    nasty.refuses(&[
        ("a row twice", with("parks,25\n"), &twice),
        ("a unit twice", with("parks,3\n"), &twice),
        ("a unit twice, once with spaces", with(" parks ,25\n"), &twice),
    ]);
    let run = nasty.run_with(&with("place,55\n"), "check");
    assert_eq!(run.code, 0, "{}", run.err);
    for word in ["2024.csv", "“place” has as many people", "counted twice"] {
        assert!(run.err.contains(word), "{word}: {}", run.err);
    }
    let run = nasty.run_with(&with("place,4\n"), "check");
    assert!(run.code == 0 && !run.err.contains("warning"), "people of no lower unit: {}", run.err);
}

#[test]
fn rows_of_what_is_not_there_are_refused() {
    let nasty = Nasty::new(FILE);
    let with = |line: &str| [parks("25"), line.as_bytes().to_vec()].concat();
    nasty.refuses(&[
        (
            "a unit that is not there",
            with("park,5\n"),
            &["row 5", "“unit”", "“park” is no unit", "did you mean “parks”?"],
        ),
        ("a name for an id", with(&format!("{OFFICES},5\n")), &["row 5", "“unit”", "is no unit"]),
        ("no unit", with(",5\n"), &["row 5", "“unit”"]),
        ("a total", with("Total,85\n"), &["row 5", "“Total” is no unit"]),
        (
            "a column that is not known",
            b"unit,headcount,fte\nroads,30,1\n".to_vec(),
            &["row 1", "“fte”", "not known"],
        ),
        ("a column twice", b"unit,headcount,Headcount\nroads,30,30\n".to_vec(), &["row 1", "twice"]),
        ("no header", b"roads,30\nparks,25\n".to_vec(), &["row 1", "“roads”", "not known"]),
        ("semicolons", b"unit;headcount\nroads;30\n".to_vec(), &["row 1", "the column “unit” is missing"]),
        ("nothing", Vec::new(), &["the column “unit” is missing"]),
        ("UTF-16", b"\xff\xfeu\0n\0i\0t\0".to_vec(), &["row 1", "UTF-8"]),
        ("Windows-1252", b"unit,headcount\nroads\xe9,30\n".to_vec(), &["row 2", "UTF-8"]),
        ("a workbook", b"PK\x03\x04\x14\0\xff\xfe".to_vec(), &["row 1"]),
        ("a NUL", with("parks\0,5\n"), &["row 5", "control character"]),
        ("a quote that is never closed", with("\"parks,5\n"), &["row 5"]),
    ]);
}

#[test]
fn what_may_be_odd_about_a_headcount_is_read() {
    let text = String::from_utf8(parks("25")).expect("UTF-8");
    Nasty::new(FILE).reads(&[
        (
            "a byte order mark and line ends of Windows",
            format!("\u{feff}{}", text.replace('\n', "\r\n")).into(),
            &[],
        ),
        (
            "spaces, quotes and blank lines",
            "unit , headcount\n\"roads\", 30 \n\nparks,\"25\"\noffices,30\n,\n".into(),
            &[],
        ),
        ("as many people as responses", parks("20"), &[]),
        ("zeros in front", parks("0025"), &[]),
    ]);
}

#[test]
fn a_unit_of_nobody_without_responses_has_no_rate() {
    let nasty =
        Nasty::new(FILE).with("small/units.csv", "parks,Parks", "empty,Empty,service,place\nparks,Parks");
    let run = nasty.run_with(&[parks("20"), b"empty,0\n".to_vec()].concat(), "run");
    assert_eq!(run.code, 0, "{}", run.err);
    let release = nasty.work.read("small/reports/2024/release.json");
    let page = nasty.work.read("small/reports/2024/index.html");
    assert!(!release.contains("NaN") && !page.contains("NaN") && !page.contains("inf%"));
    let release: serde_json::Value = serde_json::from_str(&release).expect("JSON");
    let rates = release["rows"].as_array().expect("rows").iter().filter(|row| row["kind"] == "response");
    for row in rates {
        let figures = &row["figures"]["shown"];
        let percent = figures["percent"].as_f64().unwrap_or_default();
        assert!((0.0..=100.0).contains(&percent), "{row}");
        assert!(row["group"] != "empty" || figures.is_null(), "{row}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file_cannot_be_read() {
    let nasty = Nasty::new(FILE);
    let path = nasty.work.path(FILE);
    let run = || nasty.work.run(&["run", "small"]);
    std::fs::remove_file(&path).expect("removed");
    nasty.assert_refused("a missing file", 5, &run(), &["cannot read"]);
    std::fs::create_dir(&path).expect("a folder");
    nasty.assert_refused("a folder", 5, &run(), &["it is a folder"]);
    std::fs::remove_dir(&path).expect("removed");
    std::os::unix::fs::symlink("/dev/zero", &path).expect("a link");
    nasty.assert_refused("a device", 5, &run(), &["not an ordinary file"]);
    std::fs::remove_file(&path).expect("removed");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    nasty.assert_refused("a pipe", 5, &run(), &["not an ordinary file"]);
    std::fs::remove_file(&path).expect("removed");
    std::fs::File::create(&path).expect("a file").set_len(5_000_000_000).expect("a sparse file");
    nasty.assert_refused("5 GB", 3, &run(), &["larger than"]);
}
