//! Formats, places and escapes.

use super::reference;
use super::strings::unescaped_into;
use super::styles::{Shows, shown_by};

#[test]
fn formats_of_days_and_times_are_known() {
    for format in [
        "d-mmm",
        "yyyy\\-mm\\-dd",
        "[$-809]dd mmmm yyyy;@",
        "h:mm AM/PM",
        "[Red]hh:mm",
        "mm:ss.0",
        "\"on\" dd",
    ] {
        assert_eq!(shown_by(format), Shows::Moment, "{format}");
    }
    for format in ["[h]:mm:ss", "[mm]:ss", "[SS]"] {
        assert_eq!(shown_by(format), Shows::Duration, "{format}");
    }
    for format in [
        "General",
        "0.00",
        "#,##0_);[Red]",
        "0;dd",
        "\"days\" 0",
        "0\\d",
        "_d0",
        "[Yellow]0",
        "@",
        "",
        "[",
        "\"",
        "\\",
    ] {
        assert_eq!(shown_by(format), Shows::Number, "{format}");
    }
}

#[test]
fn places_are_read() {
    assert_eq!(reference::place("A1"), Some((0, 0)));
    assert_eq!(reference::place("ab12"), Some((11, 27)));
    assert_eq!(reference::place("XFD1048576"), Some((1_048_575, 16_383)));
    assert_eq!(reference::place("$A$1"), None);
}

#[test]
fn letters_that_xml_cannot_hold_are_unescaped() {
    let unescaped = |text: &str| {
        let mut into = String::new();
        unescaped_into(text, &mut into);
        into
    };
    assert_eq!(unescaped("a_x000D__x000a_b"), "a\r\nb");
    assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
    assert_eq!(unescaped("_xD83D__xDE00_"), "😀");
    for plain in
        ["_x", "__x", "_x12", "_xD83D_", "_xD83D__x00_", "_xDE00_", "_x000G_", "_x00é0_", "_x0000_", "a_xb_x"]
    {
        assert_eq!(unescaped(plain), plain);
    }
}
