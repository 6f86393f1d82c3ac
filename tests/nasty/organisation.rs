//! The organisation: spellings of one name are one unit, everything else is asked about; a misspelling never becomes a
//! small group of its own.

use serde_json::Value;

use super::{CANARY, Nasty, OFFICES, Table, export};
use crate::subtraction::assert_no_small_remainder;

const FILE: &str = "small/export.csv";
const UNITS: &str = "small/units.csv";

fn service(cell: &str) -> Vec<u8> {
    export().set(7, "Service", cell).bytes()
}

#[test]
fn a_unit_that_is_not_known_is_refused() {
    let not_known = ["row 7", "“Service”", "is not a unit of the register in this wave"];
    let near = |hint: &'static str| [not_known[0], not_known[1], not_known[2], hint];
    Nasty::new(FILE).refuses(&[
        (
            "a directorate",
            export().set(7, "Directorate", "Plaice").bytes(),
            &["row 7", "“Plaice”", "did you mean “Place”?"],
        ),
        ("a misspelling", service("Park"), &near("did you mean “Parks”?")),
        ("two letters changed round", service("Praks"), &near("did you mean “Parks”?")),
        ("a mark left out", service("Childrens Offices – North"), &near("did you mean “Children’s")),
        ("another unit", service("Housing"), &near("“Housing”")),
        ("the answer of another question", service("Agree"), &near("“Agree”")),
        ("two units in one cell", service("Parks; Roads"), &near("“Parks; Roads”")),
        ("a question mark for a letter", service("Children?s Offices ? North"), &near("did you mean")),
        ("a replaced character", service("P\u{fffd}rks"), &near("row 7")),
    ]);
}

#[test]
fn a_name_with_letters_of_another_alphabet_is_told_as_what_it_is() {
    let alphabet = ["row 7", "it looks like “Parks”", "letters are of another alphabet"];
    Nasty::new(FILE).refuses(&[
        ("a Cyrillic letter", service("\u{420}arks"), &alphabet),
        ("a Greek letter and another case", service("pa\u{433}k\u{455}").clone(), &["row 7", "“Service”"]),
        ("nothing but Cyrillic letters where there are any", service("\u{420}\u{430}rk\u{455}"), &alphabet),
    ]);
}

#[test]
fn eleven_spellings_are_one_unit() {
    let spellings = [
        "CHILDREN’S OFFICES – NORTH",
        "children’s offices – north",
        "Children's Offices – North",
        "Childrenʼs Offices – North",
        "Children’s Offices - North",
        "Children’s Offices — North",
        "Children’s\u{a0}Offices\u{2009}–  North",
        " Children’s Offices – North\t",
        "Child\u{200b}ren’s Offices – North\u{feff}",
        "Children’s O\u{fb03}ces – North",
        "Ｃｈｉｌｄｒｅｎ’ｓ Offices – North",
        "Children’s Of\u{ad}fices – North",
    ];
    let rows = (2..=61).filter(|row| (row - 2) % 3 == 2);
    let table = rows
        .zip(spellings.iter().cycle())
        .fold(export(), |table, (row, spelling)| table.set(row, "Service", spelling));
    Nasty::new(FILE).reads(&[
        ("each in some rows", table.bytes(), &["11 other spellings of units read", OFFICES]),
        (
            "one of them in all rows",
            export().all("Service", OFFICES, spellings[0]).bytes(),
            &["1 other spelling of units read", OFFICES],
        ),
        (
            "the unit alone, without its directorate",
            (2..=61).fold(export(), |table, row| table.set(row, "Directorate", "")).bytes(),
            &[],
        ),
    ]);
}

#[test]
fn a_unit_is_where_the_register_has_it() {
    let nasty = Nasty::new(FILE);
    nasty.refuses(&[(
        "a unit under another directorate",
        export().set(7, "Directorate", "People").set(7, "Service", "Roads").bytes(),
        &["row 7", "“Service”", "does not belong there", "“Place”"],
    )]);
    // The same name under both directorates: which is meant, the level above says.
    let nasty = nasty.with(UNITS, "parks,Parks", "support,Roads,service,people\nparks,Parks");
    nasty.refuses(&[(
        "a name of two units without its directorate",
        export().set(5, "Directorate", "").bytes(),
        &["row 5", "“Service”", "is the name of several units"],
    )]);
    nasty.reads(&[("a name of two units with its directorate", export().bytes(), &[])]);
}

#[test]
fn a_register_whose_units_cannot_be_told_apart_is_refused() {
    let same = ["row 7", "cannot be told apart", "they share a name"];
    let alike = ["row 7", "cannot be told apart", "letters of two alphabets"];
    let nasty = Nasty::new(UNITS);
    let with = |line: &str| (nasty.text() + line + "\n").into_bytes();
    nasty.refuses(&[
        ("the same name", with("parks-2,Parks,service,place"), &same),
        ("a name in another case", with("parks-2,PARKS,service,place"), &same),
        ("a name with other spaces", with("parks-2,Par\u{ad}ks\u{a0},service,place"), &same),
        ("a name with a Cyrillic letter", with("parks-2,\u{420}arks,service,place"), &alike),
        (
            "a directorate with a Greek letter",
            with("place-2,\u{3a1}lace,directorate,"),
            &["cannot be told apart"],
        ),
        ("an id twice", with("parks,Other,service,place"), &["“parks”"]),
        (
            "a parent that is not there",
            with("new,New,service,plaice"),
            &["row 7", "“parent”", "did you mean “place”?"],
        ),
        ("a parent of its own level", with("new,New,service,parks"), &["row 7", "“parent”"]),
        ("a level that is not there", with("new,New,team,place"), &["row 7", "“level”"]),
        ("a short row", with("new,New,service"), &["row 7", "4 cells", "found 3"]),
        (
            "bytes that are no UTF-8",
            [nasty.text().as_bytes(), b"new,N\xe9w,service,place\n"].concat(),
            &["row 7", "UTF-8"],
        ),
        ("a control character", with("new,N\u{7}ew,service,place"), &["row 7", "control character"]),
        (
            "HR and Hr",
            nasty.replaced("parks,Parks,service,place\n", "hr,HR,service,place\nhr-2,Hr,service,place\n"),
            &["row 6", "cannot be told apart"],
        ),
    ]);
}

#[test]
fn a_unit_of_another_wave_is_refused_and_says_so() {
    let nasty = Nasty::new(UNITS);
    let survey = nasty.work.read("small/survey.toml").replace("[\"2024\"]", "[\"2024\", \"2026\"]");
    nasty.work.write("small/survey.toml", &survey);
    let wave = nasty
        .work
        .read("small/waves/2024.toml")
        .replace("2024-05", "2026-05")
        .replace("../export", "../later");
    nasty.work.write("small/waves/2026.toml", &wave.replace("headcount = \"../headcount/2024.csv\"", ""));
    nasty.work.write("small/later.csv", &export().text().replace("2024-05", "2026-05"));
    nasty.work.replace("small/questions.csv", ",2024\n", ",2024,2026\n");
    let questions: Vec<String> = nasty
        .work
        .read("small/questions.csv")
        .lines()
        .map(|line| {
            let last = line.rsplit(',').next().expect("a cell").to_owned();
            if line.starts_with("id,") { line.to_owned() } else { format!("{line},{last}") }
        })
        .collect();
    nasty.work.write("small/questions.csv", &(questions.join("\n") + "\n"));
    let units = nasty
        .text()
        .replace("level,parent\n", "level,parent,to_wave\n")
        .lines()
        .map(|line| match line.split(',').next() {
            Some("id") => line.to_owned(),
            Some("parks") => format!("{line},2024"),
            _ => format!("{line},"),
        })
        .collect::<Vec<_>>()
        .join("\n");
    let run = nasty.run_with(units.as_bytes(), "run");
    assert_eq!(run.code, 3, "{}", run.err);
    for word in
        ["later.csv", "row 3", "“Parks” is not a unit of the register in this wave", "from_wave and to_wave"]
    {
        assert!(run.err.contains(word), "{word}: {}", run.err);
    }
}

#[test]
fn units_that_are_set_aside_are_counted_and_no_group() {
    let nasty = Nasty::new(FILE).with(
        "small/waves/2024.toml",
        "completed",
        "unknown_units = \"set-aside\"\ncompleted",
    );
    let mut odd = export();
    for row in [5, 8, 11] {
        odd = odd.set(row, "Service", "Park");
    }
    let run = nasty.run_with(&odd.bytes(), "run");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("3 rows with a label that is not a unit") && run.err.contains("“Park”"),
        "{}",
        run.err
    );
    let release = nasty.work.read("small/reports/2024/release.json");
    assert!(!release.contains("\"Park\""), "no group of its own");
}

/// The release of an export in which these rows have no unit.
fn release_with_blanks(blanks: &[usize]) -> Value {
    let nasty = Nasty::new(FILE);
    let blank = |table: Table, row: &usize| table.set(*row, "Directorate", "").set(*row, "Service", " ");
    let run = nasty.run_with(&blanks.iter().fold(export(), blank).bytes(), "run");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.err.contains(CANARY));
    serde_json::from_str(&nasty.work.read("small/reports/2024/release.json")).expect("JSON")
}

#[test]
fn one_person_without_a_unit_cannot_be_found_by_subtraction() {
    assert_no_small_remainder(&release_with_blanks(&[2]));
}

#[test]
fn three_people_without_a_unit_cannot_be_found_by_subtraction() {
    assert_no_small_remainder(&release_with_blanks(&[2, 3, 5]));
}

#[test]
fn twelve_people_without_a_unit_cannot_be_found_by_subtraction() {
    assert_no_small_remainder(&release_with_blanks(&[2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]));
}
