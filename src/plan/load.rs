//! Loads a pipeline folder: every file as it stands, then everything resolved against each other.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::raw::{RawProtection, RawSurvey, RawWave};
use super::register::{Columns, Register};
use super::resolve::{
    breakdowns, composites, headcount, measures, questions, scales, units, waves, year_on_year,
};
use super::{Plan, Survey, settings};
use crate::problem::{Outcome, Place, Problem, Problems};

impl Plan {
    /// The plan of a pipeline folder, with the headcounts of its waves.
    ///
    /// # Errors
    /// Every problem of every file in the folder, at once.
    pub fn load(folder: &Path) -> Outcome<Plan> {
        load(folder, true)
    }

    /// The plan without its headcounts: all that is needed to simulate them.
    ///
    /// # Errors
    /// Every problem of every file in the folder, at once.
    pub fn load_without_data(folder: &Path) -> Outcome<Plan> {
        load(folder, false)
    }
}

/// The settings of a pipeline folder with every default filled in, as TOML: for an analyst who wants to see what is in
/// force. Empty where a file cannot be read, which [`Plan::load`] tells.
#[must_use]
pub fn settings_in_force(folder: &Path) -> String {
    let Some(raw) = read(folder, &mut Problems::new()) else { return String::new() };
    let toml = |title: &str, text: Result<String, toml::ser::Error>| {
        format!("# {title}\n{}\n", text.unwrap_or_default())
    };
    let mut all = toml("survey.toml", toml::to_string(&raw.survey));
    for (id, (_, wave)) in raw.survey.survey.waves.iter().zip(&raw.waves) {
        all += &toml(&format!("waves/{id}.toml"), toml::to_string(wave));
    }
    all + &toml("protection.toml", toml::to_string(&raw.protection))
}

/// The files of a pipeline folder as they stand.
struct RawPlan {
    survey: RawSurvey,
    waves: Vec<(PathBuf, RawWave)>,
    protection: RawProtection,
    questions: Option<Register>,
    units: Option<Register>,
    comparability: Option<Register>,
    lineage: Option<Register>,
    benchmarks: Option<Register>,
}

fn load(folder: &Path, data: bool) -> Outcome<Plan> {
    let mut problems = Problems::new();
    if !folder.is_dir() {
        let message = "this is no pipeline folder; expected a folder with survey.toml in it";
        return Err(Problem::error(Place::file(folder), message).exiting(crate::exit::Exit::Files).into());
    }
    let Some(raw) = read(folder, &mut problems) else { return Err(problems) };
    let plan = resolve(folder, &raw, data, &mut problems);
    problems.finish(Some(plan))
}

fn read(folder: &Path, problems: &mut Problems) -> Option<RawPlan> {
    let survey: RawSurvey = settings::read(&folder.join("survey.toml"), problems)?;
    let ids = &survey.survey.waves;
    let wave = |id: &String, problems: &mut Problems| {
        let file = folder.join("waves").join(format!("{id}.toml"));
        let raw = settings::read(&file, problems).unwrap_or_default();
        (file, raw)
    };
    let waves = ids.iter().map(|id| wave(id, problems)).collect();
    let optional: Vec<&str> = ids.iter().map(String::as_str).chain(["pillar", "role", "reverse"]).collect();
    let columns = Columns { required: &["id", "text", "scale"], optional: &optional };
    let may = |name: &str, columns: &Columns<'_>, problems: &mut Problems| {
        let file = folder.join(name);
        file.exists().then(|| Register::read(&file, columns, problems)).flatten()
    };
    Some(RawPlan {
        waves,
        protection: settings::read(&folder.join("protection.toml"), problems).unwrap_or_default(),
        questions: Register::read(&folder.join("questions.csv"), &columns, problems),
        units: Register::read(&folder.join("units.csv"), &units::COLUMNS, problems),
        comparability: may("comparability.csv", &year_on_year::COMPARABILITY, problems),
        lineage: may("lineage.csv", &year_on_year::LINEAGE, problems),
        benchmarks: may("benchmarks.csv", &measures::BENCHMARKS, problems),
        survey,
    })
}

fn resolve(folder: &Path, raw: &RawPlan, data: bool, problems: &mut Problems) -> Plan {
    let file = folder.join("survey.toml");
    let survey = names(folder, &file, raw, problems);
    let ids = &raw.survey.survey.waves;
    let scales = scales::resolve(&file, &raw.survey.scales, problems);
    let mut breakdowns = breakdowns::resolve(&file, &raw.survey.breakdown, ids.len(), problems);
    if let Some(register) = &raw.units {
        units::resolve(register, ids, &mut breakdowns, problems);
    }
    for (wave, (file, raw)) in raw.waves.iter().enumerate() {
        waves::headers(file, wave, raw, &mut breakdowns, problems);
    }
    let pillars = &raw.survey.pillar;
    let questions = raw.questions.as_ref().map(|r| questions::resolve(r, ids, &scales, pillars, problems));
    let mut questions = questions.unwrap_or_default();
    let items = questions::items(&questions, &scales);
    questions::route(&file, &raw.survey.route, &mut questions, &items, problems);
    let parts = composites::Parts { file: &file, waves: ids.len(), questions: &questions, items: &items };
    let composites = composites::resolve(&parts, pillars, &raw.survey.index, problems);
    let scopes = headcount::scopes(&file, &raw.survey.scope, problems);
    let wave = |(id, (file, raw)): (&String, &(PathBuf, RawWave)), problems: &mut Problems| {
        waves::resolve(id, file, raw, problems)
    };
    let mut waves: Vec<_> = ids.iter().zip(&raw.waves).map(|pair| wave(pair, problems)).collect();
    if data {
        for (wave, (file, raw)) in
            raw.waves.iter().enumerate().filter(|(_, (_, raw))| !raw.headcount.is_empty())
        {
            let path = waves::beside(file, &raw.headcount);
            waves[wave].headcount = headcount::read(&path, wave, &scopes, &breakdowns, problems);
        }
    }
    tell_wave_order(&file, &waves, problems);
    let register = raw.comparability.as_ref();
    let comparability = register.map(|r| year_on_year::comparability(r, &questions, ids, problems));
    let lineage = raw.lineage.as_ref().map(|r| year_on_year::lineage(r, &breakdowns, ids, problems));
    let mut plan = Plan {
        folder: folder.to_owned(),
        survey,
        targets: measures::targets(&file, &raw.survey.target, &items, &composites, problems),
        benchmarks: raw
            .benchmarks
            .as_ref()
            .map(|r| measures::benchmarks(r, &items, problems))
            .unwrap_or_default(),
        verdicts: measures::verdicts(&file, &raw.survey.verdicts, problems),
        protection: measures::protection(&folder.join("protection.toml"), &raw.protection, problems),
        store: place(&file, &raw.survey.store.folder, "store"),
        output: place(&file, &raw.survey.output.folder, "reports"),
        digest: digest(folder, raw),
        scales,
        composites,
        questions,
        items,
        breakdowns,
        scopes,
        waves,
        comparability: comparability.unwrap_or_default(),
        lineage: lineage.unwrap_or_default(),
    };
    let comparable =
        |item: usize, from: usize, to: usize| plan.comparable(plan.items[item].question, from, to);
    let common = composites::common(&plan.composites, plan.waves.len(), comparable);
    plan.composites.extend(common);
    tell_undeclared(&plan, problems);
    tell_routed_in_pillars(&plan, problems);
    plan
}

fn names(folder: &Path, file: &Path, raw: &RawPlan, problems: &mut Problems) -> Survey {
    let names = &raw.survey.survey;
    for (key, value) in [("name", &names.name), ("organisation", &names.organisation)] {
        if value.is_empty() {
            problems.push(Problem::error(
                Place::file(file).column(format!("survey.{key}")),
                "this key is missing",
            ));
        }
    }
    if names.waves.is_empty() {
        problems.push(Problem::error(
            Place::file(file).column("survey.waves"),
            "expected the ids of the waves, earliest first",
        ));
    }
    super::resolve::check_ids(
        &Place::file(file).column("survey.waves"),
        "wave",
        names.waves.iter().map(String::as_str),
        problems,
    );
    let or = |text: &String, other: &str| if text.is_empty() { other.to_owned() } else { text.clone() };
    let absolute = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let id =
        absolute.file_name().map_or_else(|| "survey".to_owned(), |name| name.to_string_lossy().into_owned());
    Survey {
        id: super::resolve::slug(&id),
        name: names.name.clone(),
        organisation: names.organisation.clone(),
        short_name: or(&names.short_name, &names.organisation),
        plan: or(&names.plan, "People Plan"),
    }
}

fn place(file: &Path, folder: &str, default: &str) -> PathBuf {
    waves::beside(file, if folder.is_empty() { default } else { folder })
}

fn tell_wave_order(file: &Path, waves: &[super::WavePlan], problems: &mut Problems) {
    if waves.windows(2).any(|pair| pair[0].fieldwork.start > pair[1].fieldwork.start) {
        let message = "expected the waves in the order of their fieldwork, earliest first";
        problems.push(Problem::error(Place::file(file).column("survey.waves"), message));
    }
}

/// A question whose header changed and that nobody has judged: no change is shown for it.
fn tell_undeclared(plan: &Plan, problems: &mut Problems) {
    for to in 1..plan.waves.len() {
        for (index, question) in plan.questions.iter().enumerate() {
            if plan.undeclared(index, to - 1, to) {
                let place = Place::file(&plan.folder.join("questions.csv")).column(&question.id);
                let message = format!(
                    "the wording differs between {} and {}",
                    plan.waves[to - 1].id,
                    plan.waves[to].id
                );
                let hint =
                    "say in comparability.csv whether the two may be compared; until then no change is shown";
                problems.push(Problem::warning(place, message).hint(hint));
            }
        }
    }
}

/// A question that only some were asked takes its whole pillar with it wherever too few of them answered.
fn tell_routed_in_pillars(plan: &Plan, problems: &mut Problems) {
    for question in
        plan.questions.iter().filter(|question| question.route.is_some() && question.pillar.is_some())
    {
        let place = Place::file(&plan.folder.join("questions.csv")).column(&question.id);
        let message = "this question was put only to some, and it belongs to a pillar";
        let hint = "a pillar is withheld wherever one of its questions is; leave the pillar empty";
        problems.push(Problem::warning(place, message).hint(hint));
    }
}

/// SHA-256 over names and contents of the pipeline's files, in the order of their names.
fn digest(folder: &Path, raw: &RawPlan) -> String {
    let registers = ["questions", "units", "comparability", "lineage", "benchmarks"];
    let mut files: Vec<PathBuf> = registers.iter().map(|name| folder.join(format!("{name}.csv"))).collect();
    files.extend(["survey.toml", "protection.toml"].iter().map(|name| folder.join(name)));
    for (file, wave) in &raw.waves {
        files.push(file.clone());
        files.extend((!wave.headcount.is_empty()).then(|| waves::beside(file, &wave.headcount)));
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let content = fs::read(&file).unwrap_or_default();
        hash.update(format!("{name}\0{}\0", content.len()));
        hash.update(content);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
