//! Files that are not there, or not what they say.

use super::{headers, read_path, readable, refused};
use crate::confidential::export::metadata::Named;
use crate::confidential::export::{files, open_files};
use crate::exit::Exit;
use crate::plan::{ExportFile, Layout};

#[test]
fn missing_files_and_folders_are_told_together() {
    let folder = tempfile::tempdir().unwrap();
    let file = |path| ExportFile::new(path, Layout::Recognise);
    let files = [file(folder.path().join("missing.csv")), file(folder.path().to_owned())];
    let problems = open_files(&files, &Named::only(&[])).unwrap_err();
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages.len(), 2);
    assert!(messages[0].contains("no such file"));
    assert!(messages[1].contains("folder"));
    assert_eq!(problems.exit(), Exit::Files);
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read_for_ever() {
    let problems = read_path("/dev/zero".as_ref(), Layout::Csv).unwrap_err();
    assert_eq!(problems.exit(), Exit::Files);
}

#[test]
fn nothing_at_all_is_an_empty_export() {
    assert!(refused("a.csv", b"")[0].message.starts_with("empty export"));
    assert!(refused("a.csv", b"\xEF\xBB\xBF")[0].message.starts_with("empty export"));
}

#[test]
fn a_name_that_does_not_fit_the_content_is_a_problem() {
    assert!(refused("a.csv", b"PK\x03\x04....")[0].message.contains("but it is a spreadsheet"));
    assert!(refused("a.xlsx", b"ID,Name\n1,x\n")[0].message.contains("but it is text"));
    assert!(refused("a.csv", b"\n<!DOCTYPE html><html></html>")[0].message.contains("web page"));
    assert!(refused("a.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")[0].message.contains("encrypted"));
}

#[test]
fn columns_with_personal_data_are_left_out_and_noted_unless_the_plan_names_them() {
    let text = "Email,Name,IP Address,Token,Proud\nann@example.org,Ann,10.0.0.1,t1,Agree\n";
    let (export, problems) = readable("a.csv", text.as_bytes());
    assert_eq!(headers(&export), ["Token", "Proud"]);
    let note = &problems.iter().next().unwrap().message;
    assert_eq!(note, "3 columns with personal data not read: “Email”, “Name”, “IP Address”");
    assert!(!format!("{export:?}{problems:?}").contains("example.org"));
}

#[test]
fn every_file_that_is_read_for_an_export_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let definition = "<?xml version=\"1.0\"?><sss version=\"1.2\"><survey><record ident=\"A\">\
        <variable ident=\"1\" type=\"quantity\"><name>a</name><label>A</label><position start=\"1\" finish=\"1\"/>\
        <values><range from=\"1\" to=\"5\"/></values></variable></record></survey></sss>";
    std::fs::write(path("s.sss"), definition).unwrap();
    std::fs::write(path("s.asc"), "1\n2\n").unwrap();
    std::fs::write(path("a.csv"), "A\n1\n").unwrap();
    let pair = vec![path("s.asc"), path("s.sss")];
    for named in ["s.sss", "s.asc"] {
        assert_eq!(files(&ExportFile::new(path(named), Layout::Recognise)), pair, "{named}");
    }
    assert_eq!(files(&ExportFile::new(path("a.csv"), Layout::Recognise)), [path("a.csv")]);
    let codebook =
        ExportFile { codebook: Some(path("codes.csv")), ..ExportFile::new(path("a.csv"), Layout::Csv) };
    assert_eq!(files(&codebook), [path("a.csv"), path("codes.csv")]);
    std::fs::remove_file(path("s.asc")).unwrap();
    assert_eq!(
        files(&ExportFile::new(path("s.sss"), Layout::Recognise)),
        [path("s.sss")],
        "opening it tells"
    );
}
