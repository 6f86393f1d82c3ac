//! A pipeline folder read and resolved as a whole.

use std::fs;
use std::path::Path;

use super::{CompositeKind, DriverModel, Plan};
use crate::problem::{Problem, Severity};

/// Writes a file of a pipeline folder.
pub(super) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// A pipeline folder small enough to read at a glance.
pub(super) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| write(folder.path(), name, text);
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

/// The folder with two headcounts, three characteristics and more questions, and `settings` at the end of survey.toml.
fn modelled(settings: &str) -> tempfile::TempDir {
    let folder = folder();
    let change = |name: &str, from: &str, to: &str| {
        let path = folder.path().join(name);
        let content = fs::read_to_string(&path).expect("a file");
        assert!(content.contains(from), "{name} has no {from:?}");
        fs::write(path, content.replacen(from, to, 1)).expect("a file");
    };
    let characteristics = ["grade", "gender", "age"].map(|id| {
        format!("[[breakdown]]\nid = \"{id}\"\nkind = \"characteristic\"\n[[breakdown.group]]\nid = \"x\"\n")
    });
    let more = "[scales.words]\nkind = \"text\"\n[scales.several]\nkind = \"multiple\"\nlabels = [\"Time\", \"Money\"]\n\
                separator = \";\"\n[[index]]\nid = \"points\"\nstatistic = \"mean_points\"\n\
                questions = [\"q1\", \"q3\"]\n[[route]]\nquestion = \"some\"\nrouter = \"q1\"\nanswers = [\"Yes\"]\n";
    change("survey.toml", "[scales.agree]", &(more.to_owned() + "[scales.agree]"));
    change(
        "survey.toml",
        "id = \"service\"\nkind = \"level\"\n",
        "id = \"service\"\nkind = \"level\"\n# more\n",
    );
    change("survey.toml", "# more\n", &(characteristics.concat() + settings));
    change("questions.csv", "id,text,pillar,scale,a,b", "id,text,pillar,scale,reverse,a,b");
    change("questions.csv", "agree,Proud?,Proud?", "agree,,Proud?,Proud?");
    change("questions.csv", "agree,Safe?,Safer?", "agree,,Safe?,Safe?");
    let questions = "q3,Leaving,,agree,yes,L,L\nq4,New,,agree,,,N\nsome,Only some,,agree,,O,O\nfree,Words,,words,,W,W\nwhy,Why,,several,,Y,Y\n";
    change("questions.csv", "Safe?,Safe?\n", &("Safe?,Safe?\n".to_owned() + questions));
    for (wave, headcount) in
        [("a", "unit,grade,gender,headcount\nd1,x,x,30\n"), ("b", "unit,grade,age,headcount\nd1,x,x,30\n")]
    {
        let file = format!("waves/{wave}.toml");
        change(&file, "fieldwork", &format!("headcount = \"{wave}.csv\"\nfieldwork"));
        fs::write(folder.path().join(format!("waves/{wave}.csv")), headcount).expect("a file");
    }
    folder
}

/// What is told of these settings: the keys and the messages of errors (or of warnings).
fn told(settings: &str, severity: Severity) -> Vec<String> {
    let problems = match Plan::load(modelled(settings).path()) {
        Ok(plan) => plan.problems,
        Err(problems) => problems,
    };
    let words = |problem: &Problem| {
        let hint = problem.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}: {}{hint}", problem.place.column.clone().unwrap_or_default(), problem.message)
    };
    problems.iter().filter(|problem| problem.severity == severity).map(words).collect()
}

fn plan(settings: &str) -> Plan {
    Plan::load(modelled(settings).path()).unwrap_or_else(|problems| panic!("{problems:?}")).value
}

#[test]
fn weighting_is_by_what_every_headcount_has_unless_told() {
    let weighting = |settings: &str| {
        let plan = plan(settings);
        let ids = |breakdowns: &[usize]| {
            breakdowns.iter().map(|b| plan.breakdowns[*b].id.clone()).collect::<Vec<_>>().join(" ")
        };
        (ids(&plan.weighting.margins), ids(&plan.weighting.like_for_like))
    };
    let by = |margins: &str, alike: &str| (margins.to_owned(), alike.to_owned());
    assert_eq!(weighting(""), by("directorate grade", "grade"));
    assert_eq!(weighting("[weighting]\nby = []"), by("", ""));
    assert_eq!(weighting("[weighting]\nby = [\"age\", \"directorate\"]"), by("directorate age", "age"));
    assert_eq!(weighting("[like_for_like]\nby = [\"gender\"]"), by("directorate grade", "gender"));
    assert_eq!(weighting("[like_for_like]\nby = []"), by("directorate grade", ""));
    let partly = told("[weighting]\nby = [\"age\"]", Severity::Warning);
    assert!(partly[0].contains("headcount of a does not have the column “age”"), "{partly:?}");
}

#[test]
fn without_a_headcount_nobody_is_weighted_and_nothing_is_wrong() {
    let plan = Plan::load(folder().path()).expect("a plan").value;
    assert!(plan.weighting.margins.is_empty() && plan.weighting.like_for_like.is_empty());
    let folder = modelled("[weighting]\nby = [\"grade\"]");
    let plan = Plan::load_without_data(folder.path()).expect("a plan").value;
    assert!(plan.weighting.margins.is_empty());
}

#[test]
fn weighting_that_cannot_be_is_told() {
    let cases = [
        (
            "[weighting]\nby = [\"grad\"]",
            "weighting.by: “grad” is no breakdown of this pipeline (did you mean “grade”?)",
        ),
        (
            "[weighting]\nby = [\"service\"]",
            "weighting.by: “service” cannot be a margin; of the organisation's levels only the highest can be one",
        ),
        ("[weighting]\nby = [\"grade\", \"grade\"]", "weighting.by: the breakdown “grade” is there twice"),
        (
            "[weighting]\nlargest = 0.5",
            "weighting.largest: expected a number of at least 1, the average respondent's weight",
        ),
        (
            "[weighting]\nlargest = inf",
            "weighting.largest: expected a number of at least 1, the average respondent's weight",
        ),
        (
            "[like_for_like]\nby = [\"gendr\"]",
            "like_for_like.by: “gendr” is no characteristic of this pipeline (did you mean “gender”?)",
        ),
        (
            "[like_for_like]\nby = [\"directorate\"]",
            "like_for_like.by: “directorate” is a level of the organisation; expected characteristics, in which its \
             units are made alike",
        ),
    ];
    for (settings, expected) in cases {
        assert_eq!(told(settings, Severity::Error), [expected]);
    }
    let folder = modelled("[weighting]\nby = [\"age\"]");
    fs::write(folder.path().join("waves/b.csv"), "unit,headcount\nd1,30\n").expect("a file");
    let problems = Plan::load(folder.path()).expect_err("problems");
    let lacking = |problem: &Problem| problem.message == "no headcount has the column “age”";
    assert!(problems.iter().any(lacking), "{problems:?}");
}

#[test]
fn drivers_are_questions_with_one_answer_that_everyone_was_asked() {
    let plan = plan("[[drivers]]\noutcome = \"q1\"\nquestions = [\"q3\", \"q2\", \"q4\"]");
    assert_eq!(plan.drivers, [DriverModel { outcome: 0, questions: vec![2, 1, 3] }]);
    assert_eq!(plan.drivers[0].variables(&plan, 0), [0, 2, 1], "q4 was not asked then");
    let few = "drivers.q1.questions: expected 2 to 12 questions, found 1";
    let cases: [(&str, &str, &[&str]); 7] = [
        ("q1", "\"q2\"", &[few]),
        ("q1", "\"q2\", \"q2\"", &["drivers.q1.questions: the question “q2” is there twice"]),
        ("q1", "\"q2\", \"q1\"", &["drivers.q1.questions: “q1” cannot go with itself; leave it out here"]),
        ("q1", "\"q2\", \"som\"", &["drivers.q1.questions: “som” is no question of this pipeline"]),
        (
            "free",
            "\"q2\", \"some\"",
            &[
                "drivers.outcome: “free” is a text or a multiple choice; expected a question with one answer that \
                 everyone was asked",
                "drivers.free.questions: “some” was put only to some; expected a question with one answer that \
                 everyone was asked",
            ],
        ),
        (
            "q1",
            "\"why.1-time\", \"q2\"",
            &[
                "drivers.q1.questions: “why.1-time” is an option of a multiple choice; expected a question with one \
               answer that everyone was asked",
            ],
        ),
        ("", "\"q2\", \"q3\"", &["drivers.outcome: “” is no question of this pipeline"]),
    ];
    for (outcome, questions, expected) in cases {
        let settings = format!("[[drivers]]\noutcome = \"{outcome}\"\nquestions = [{questions}]");
        assert_eq!(told(&settings, Severity::Error), expected);
    }
    let twice = "[[drivers]]\noutcome = \"q1\"\nquestions = [\"q2\", \"q3\"]\n".repeat(2);
    assert_eq!(told(&twice, Severity::Error), ["drivers.outcome: the outcome “q1” is there twice"]);
    let known = told("[[drivers]]\noutcome = \"q1\"\nquestions = [\"q2\", \"q33\"]", Severity::Error);
    assert!(known[0].ends_with("(did you mean “q3”?)"), "{known:?}");
}

#[test]
fn the_name_of_the_score_over_all_questions_is_reserved() {
    let index = "[[index]]\nid = \"overall\"\nquestions = [\"q1\"]\n";
    let expected = "index: “overall” is a reserved name: that of the score over all questions";
    assert_eq!(told(index, Severity::Error), [expected]);
}

#[test]
fn a_score_says_how_it_is_worked_out() {
    let plan = plan(
        "[[index]]\nid = \"routed\"\nstatistic = \"mean_points\"\nquestions = [\"q1\", \"some\"]\n\
                     [[index]]\nid = \"later\"\nquestions = [\"q4\"]\n",
    );
    let formula = |kind, id, wave| plan.formula(plan.composite(kind, id).expect("a score"), wave);
    assert_eq!(
        formula(CompositeKind::Pillar, "belong", 1),
        "The mean of the percent positive of 2 questions: “Proud”, “Safe”."
    );
    assert_eq!(
        formula(CompositeKind::Index, "points", 1),
        "Each person's answers to 2 questions as points from 0 (least) to 100 (most favourable), averaged; the mean \
         over all people who answered at least half of them. Questions: “Proud”, “Leaving” (worded the other way round)."
    );
    assert!(formula(CompositeKind::Index, "routed", 1).contains("at least half of those they were asked."));
    assert_eq!(formula(CompositeKind::Index, "later", 0), "", "not asked then");
    assert_eq!(formula(CompositeKind::Index, "later", 1), "The percent positive of one question: “New”.");
    assert_eq!(
        formula(CompositeKind::Overall, "overall", 1),
        "The mean of the percent positive of 4 questions: all that belong to a pillar or an index and were put to everyone."
    );
}

#[test]
fn a_benchmark_is_refused_without_what_is_needed_to_judge_it_and_where_it_stands_twice() {
    const COLUMNS: [&str; 8] =
        ["question", "source", "statistic", "sector", "year", "value", "wording", "licence"];
    const CELLS: [&str; 8] = [
        "q1",
        "Another survey",
        "median of organisations",
        "Councils",
        "2024",
        "61.5",
        "I am proud",
        "OGL v3.0",
    ];
    let problems = |rows: &[[&str; 8]]| -> Vec<String> {
        let folder = folder();
        let lines = rows.iter().map(|row| format!("{}\n", row.join(",")));
        let text = format!("{}\n{}", COLUMNS.join(","), lines.collect::<String>());
        write(folder.path(), "benchmarks.csv", &text);
        match Plan::load(folder.path()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(|problem| format!("{problem:?}")).collect(),
        }
    };
    assert_eq!(problems(&[CELLS]), Vec::<String>::new());
    for (place, column) in COLUMNS.into_iter().enumerate() {
        let mut row = CELLS;
        row[place] = "";
        let told = problems(&[row]);
        assert!(told.iter().any(|problem| problem.contains(column)), "without {column}: {told:?}");
    }
    let told = problems(&[CELLS, CELLS]);
    assert!(told.iter().any(|problem| problem.contains("stands in an earlier row already")), "{told:?}");
}

#[test]
fn questions_for_the_lga_are_known_questions_each_for_one() {
    let folder = folder();
    let survey = fs::read_to_string(folder.path().join("survey.toml")).expect("a file");
    let with = |table: &str| {
        write(folder.path(), "survey.toml", &format!("{survey}[lga_engagement]\n{table}"));
        Plan::load(folder.path())
    };
    assert!(with("").expect("a plan").value.lga_engagement.is_empty());
    let plan = with("recommend = \"q1\"\nsupported = \"q2\"\n").expect("a plan").value;
    let measures: Vec<_> = plan.lga_engagement.iter().map(|one| one.measure.as_deref()).collect();
    assert_eq!(measures, [Some("q1"), None, None, None, None, Some("q2")]);
    assert!(plan.lga_engagement[5].words.contains("line manager"));
    let problems = with("recommend = \"q1\"\nstay = \"q1\"\nshare = \"q3\"\nproud = \"q2\"\n")
        .expect_err("three problems");
    let told: Vec<String> = problems
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| format!("{} {}", one.place, one.message))
        .collect();
    for words in [
        "lga_engagement.stay",
        "already stands for another",
        "“q3” is no question with one answer",
        "lga_engagement.proud",
    ] {
        assert!(told.iter().any(|one| one.contains(words)), "{words}: {told:?}");
    }
}

#[test]
fn what_needs_linked_answers_is_taken_out_of_a_wave_without_respondents() {
    let folder = folder();
    let change = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(folder.path().join(name)).expect("a file");
        assert!(text.contains(from), "{name} has no {from:?}");
        write(folder.path(), name, &text.replacen(from, to, 1));
    };
    let long = "x.csv\"\nlayout = \"long\"\nlong = { question = \"Q\", answer = \"A\" }";
    let scales = "[scales.news]\nkind = \"multiple\"\nlabels = [\"Poster\", \"E-mail\"]\n[[pillar]]";
    change("survey.toml", "[[pillar]]", scales);
    change("questions.csv", "q2,", "news,News,,news,News,News\nq2,");
    change("waves/b.toml", "x.csv\"", long);
    change("waves/b.toml", "fieldwork", "headcount = \"b.csv\"\nfieldwork");
    write(folder.path(), "waves/b.csv", "unit,headcount\nd1,30\n");
    write(
        folder.path(),
        "waves/b.toml",
        &format!(
            "{}[rows]\nresponse_id = \"Id\"\nfingerprint = true\nleast_answered = 3\n",
            fs::read_to_string(folder.path().join("waves/b.toml")).expect("a file")
        ),
    );
    let loaded = Plan::load(folder.path()).expect("a plan");
    let told =
        |problem: &&Problem| problem.message.contains("the answers of b are not linked to respondents");
    let told: Vec<&Problem> = loaded.problems.iter().filter(told).collect();
    assert_eq!((told.len(), told[0].severity), (1, Severity::Warning));
    assert!(told[0].message.contains("the headcount is not used"), "{}", told[0].message);
    assert!(told[0].message.contains("not read: news"), "{}", told[0].message);
    let plan = loaded.value;
    assert!(plan.waves[0].linked() && !plan.waves[1].linked());
    assert!(plan.waves[1].headcount.is_none());
    assert!(plan.composites.iter().all(|composite| composite.items[1].is_empty()));
    assert!(!plan.composites[0].items[0].is_empty(), "the other wave keeps its scores");
    let rules = &plan.waves[1].rules;
    assert_eq!((&rules.response_id, rules.fingerprint, rules.least_answered), (&None, false, 1));
    let asked: Vec<bool> = plan.questions.iter().map(|question| question.headers[1].is_some()).collect();
    assert_eq!(asked, [true, false, true]);

    let rule = "[[set_aside]]\nreason = \"test\"\ncolumn = \"C\"\nvalues = [\"x\"]\n[[export]]\nfile = \"y.csv\"\n[[export]]";
    change("waves/b.toml", "[[export]]", rule);
    let problems = Plan::load(folder.path()).expect_err("refused");
    for words in ["some files of this wave say who answered", "cannot be set aside by person"] {
        assert!(problems.iter().any(|problem| problem.message.contains(words)), "{words}");
    }
}
