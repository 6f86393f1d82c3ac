//! What another reader of workbooks finds in the same file.

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::read;

/// A cell to be written.
#[derive(Clone, Debug)]
enum Written {
    Nothing,
    Number(f64),
    Text(String),
    Truth(bool),
}

fn written() -> impl Strategy<Value = Written> {
    prop_oneof![
        Just(Written::Nothing),
        (-1_000_000_000_i64..1_000_000_000).prop_map(|number| Written::Number(number as f64 / 1_000.0)),
        any::<f64>().prop_filter("a number", |number| number.is_finite()).prop_map(Written::Number),
        "[ -~äß\u{a0}€\u{1F600}\n_x0D]{0,12}".prop_map(Written::Text),
        any::<bool>().prop_map(Written::Truth),
    ]
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) => (number + 0.0).to_string(),
        Data::Bool(truth) => truth.to_string().to_uppercase(),
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_find_the_same(rows in prop::collection::vec(prop::collection::vec(written(), 1..6), 1..12)) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("a").unwrap();
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Written::Nothing => continue,
                    Written::Number(number) => sheet.write(row, column, *number),
                    Written::Text(text) => sheet.write(row, column, text),
                    Written::Truth(truth) => sheet.write(row, column, *truth),
                }
                .unwrap();
            }
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let own = read(&bytes).rows;
        let mut theirs = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let range = theirs.worksheet_range("a").unwrap();
        for row in 0..12_u32 {
            for column in 0..6_u32 {
                let found = own.get(row as usize).and_then(|cells| cells.get(column as usize)).cloned();
                let expected = range.get_value((row, column)).map(text).unwrap_or_default();
                prop_assert_eq!(found.unwrap_or_default(), expected, "{} {}", row, column);
            }
        }
    }
}
