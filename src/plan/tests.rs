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
    let common = plan.common(0, &[0, 1]).expect("a common form");
    assert_eq!(plan.composites[common].items[1], [0], "the common form has the one comparable question");
}

/// The small folder with three waves, its questions as given.
fn three_waves(questions: &str, comparability: &str) -> Plan {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    write("survey.toml", &read("survey.toml").replace("[\"a\", \"b\"]", "[\"a\", \"b\", \"c\"]"));
    write("waves/c.toml", &read("waves/b.toml").replace("2024", "2026"));
    write("questions.csv", &format!("id,text,pillar,scale,a,b,c\n{questions}"));
    write("comparability.csv", &format!("question,from_wave,to_wave,verdict,note\n{comparability}"));
    Plan::load(folder.path()).expect("a plan").value
}

#[test]
fn waves_that_do_not_follow_each_other_are_compared_by_word_by_wording_or_step_by_step() {
    use crate::plan::Comparability::{NotAsked, NotComparable, Reworded, Same};
    let questions = "q1,Gap,belong,agree,1,,1\nq2,Steps,belong,agree,2x,2y,2z\nq3,Broken,belong,agree,3x,3y,3z\n\
                     q4,Back,belong,agree,4x,4y,4x\nq5,Declared,belong,agree,5x,5y,5x\nq6,Gap changed,belong,agree,6x,,6y\n";
    let said = "q2,a,b,reworded,one word\nq2,b,c,reworded,another word\nq3,a,b,scale_changed,\nq3,b,c,same,\n\
                q4,a,b,not_comparable,\nq5,a,c,reversed,\n";
    let plan = three_waves(questions, said);
    let expected = [
        Same,
        Reworded("one word; another word".to_owned()),
        NotComparable("the answer scale changed".to_owned()),
        Same,
        NotComparable("the wording was turned round".to_owned()),
        NotComparable("the wording changed".to_owned()),
    ];
    for (question, expected) in expected.into_iter().enumerate() {
        assert_eq!(plan.comparability(question, 0, 2), expected, "{}", plan.questions[question].id);
    }
    assert_eq!(plan.comparability(0, 0, 1), NotAsked);
}

#[test]
fn a_score_has_a_form_for_each_two_waves_with_a_change_and_one_for_all() {
    let plan = three_waves("q1,A,belong,agree,A,A,A\nq2,B,belong,agree,B,,B\nq3,C,belong,agree,,C,C\n", "");
    let items =
        |waves: &[usize]| plan.common(0, waves).map(|form| plan.composites[form].items[waves[0]].clone());
    assert_eq!(items(&[0, 1]), Some(vec![0]));
    assert_eq!(items(&[1, 2]), Some(vec![0, 2]));
    assert_eq!(items(&[0, 1, 2]), Some(vec![0]));
    assert_eq!(
        items(&[0, 2]),
        None,
        "no change is from the first wave to the last: the second has questions in common"
    );
    let skipped = three_waves("q1,A,belong,agree,A,,A\nq2,B,belong,agree,B,,B\n", "");
    assert_eq!(skipped.common(0, &[0, 2]), Some(0), "the same questions need no form");
    assert_eq!(skipped.common(0, &[0, 1]), None);
    assert!(skipped.composites.iter().all(|composite| composite.common.is_none()));
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
