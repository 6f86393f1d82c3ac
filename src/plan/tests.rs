//! A pipeline folder read and resolved as a whole.

use std::fs;

use super::Plan;
use crate::problem::Severity;

/// A pipeline folder small enough to read at a glance.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(
        "survey.toml",
        r#"
[survey]
name = "S"
organisation = "O"
waves = ["a", "b"]
[scales.agree]
labels = ["No", "Maybe", "Yes"]
positive = ["Yes"]
negative = ["No"]
[[pillar]]
id = "belong"
[[breakdown]]
id = "directorate"
kind = "level"
[[breakdown]]
id = "service"
kind = "level"
"#,
    );
    write(
        "questions.csv",
        "id,text,pillar,scale,a,b\nq1,Proud,belong,agree,Proud?,Proud?\nq2,Safe,belong,agree,Safe?,Safer?\n",
    );
    write(
        "units.csv",
        "id,name,level,parent,from_wave,to_wave\nd1,One,directorate,,,\nd2,Two,directorate,,,\nd3,Three,directorate,,,\ns1,Parks,service,d1,,a\ns1b,Parks,service,d2,b,\ns2,Roads,service,d1,,\ns3,Trees,service,d3,,\n",
    );
    write("lineage.csv", "unit,successor,wave,kind\ns1,s1b,b,moved\n");
    write("protection.toml", "owner = \"HR\"\ndecided = \"2024-01-01\"\n");
    for (id, year) in [("a", 2022), ("b", 2024)] {
        let text = format!(
            "fieldwork = {{ start = \"{year}-05-01\", end = \"{year}-06-01\" }}\n[[export]]\nfile = \"x.csv\"\n[columns]\ndirectorate = \"D\"\nservice = \"S\"\n"
        );
        write(&format!("waves/{id}.toml"), &text);
    }
    folder
}

#[test]
fn a_folder_resolves_and_an_unjudged_rewording_is_a_warning() {
    let folder = folder();
    let plan = Plan::load(folder.path()).expect("a plan");
    assert_eq!(plan.problems.count(Severity::Warning), 1);
    let plan = plan.value;
    assert!(plan.comparable(0, 0, 1) && !plan.comparable(1, 0, 1));
    let common = plan.common(0, 0, 1);
    assert_eq!(plan.composites[common].items[1], [0], "the common form has the one comparable question");
}

#[test]
fn a_moved_service_is_comparable_and_its_directorates_are_not() {
    use crate::plan::Predecessor;
    let plan = Plan::load(folder().path()).expect("a plan").value;
    let service = |id: &str| plan.breakdowns[1].group(id).expect("a service");
    assert_eq!(plan.predecessor(1, service("s1b"), 0, 1), Predecessor::Group(service("s1")));
    assert_eq!(plan.predecessor(1, service("s2"), 0, 1), Predecessor::Group(service("s2")));
    let reasons = [(0, "Parks has left it"), (1, "Parks has joined it")];
    for (directorate, reason) in reasons {
        assert_eq!(plan.predecessor(0, directorate, 0, 1), Predecessor::NotComparable(reason.to_owned()));
    }
    assert_eq!(plan.predecessor(0, 2, 0, 1), Predecessor::Group(2));
}

#[test]
fn problems_of_all_files_are_told_together_each_with_its_place() {
    let folder = folder();
    let add = |name: &str, text: &str| {
        let path = folder.path().join(name);
        let content = fs::read_to_string(&path).expect("a file") + text;
        fs::write(path, content).expect("a file");
    };
    add("questions.csv", "q3,Text,belongs,agre,,Header\n");
    add("units.csv", "s4,Ponds,service,d9,,\n");
    add("protection.toml", "smallest_group = 5\n");
    let problems = Plan::load(folder.path()).expect_err("problems");
    let told: Vec<String> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("{:?} {:?}", problem.place.row, problem.place.column))
        .collect();
    assert_eq!(
        told,
        [
            "Some(9) Some(\"parent\")",
            "Some(4) Some(\"scale\")",
            "Some(4) Some(\"pillar\")",
            "None Some(\"smallest_group\")"
        ]
    );
}
