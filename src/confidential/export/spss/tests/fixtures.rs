//! Files that another program wrote; `tests/fixtures/exports/make.py` says what is in them.

use super::fixture;
use crate::confidential::export::column::Missing;

#[test]
fn files_of_another_program_are_read_whole_in_every_packing() {
    for (name, packing) in [("plain.sav", "not packed"), ("rows.sav", "packed"), ("blocks.zsav", "with zlib")]
    {
        let read = fixture(name);
        assert!(read.described.recognised.ends_with(packing), "{}", read.described.recognised);
        let names: Vec<&[String]> =
            read.described.columns.iter().map(|column| column.names.as_slice()).collect();
        assert_eq!(names[1][..2], ["I am proud to work here", "Q1_proud"]);
        assert_eq!(names[5][0], "Completion time");
        assert_eq!(read.rows.len(), 40);
        let proud = ["1", "2", "3", "4", "5", "", "99", ""];
        let comment = |row: usize| format!("{row:02} {}end", "Ünï—".repeat(80));
        for (row, cells) in read.rows.iter().enumerate() {
            let expected = [
                format!("R_{row:03}"),
                proud[row % 8].to_owned(),
                ["0.5", "2.5", "12", "-9"][row % 4].to_owned(),
                ["hr", "fin", "xx"][row % 3].to_owned(),
                if row % 5 == 0 { comment(row) } else { String::new() },
                format!("2024-05-{:02}T09:{row:02}:07", 1 + row % 28),
            ];
            assert_eq!(*cells, expected, "{name}, row {row}");
        }
        let missing: Vec<(&str, &str)> = read
            .described
            .columns
            .iter()
            .flat_map(|column| &column.values)
            .filter(|value| value.missing == Some(Missing::NotAnswered))
            .map(|value| (value.code.as_str(), value.label.as_str()))
            .collect();
        assert_eq!(missing, [("99", "Prefer not to say"), ("-9", ""), ("xx", "")]);
    }
}
