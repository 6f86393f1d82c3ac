//! Loads a pipeline folder: every file as it stands, then everything resolved against each other.

use std::fs;
use std::path::{Path, PathBuf};

use super::advice::{tell_routed_in_pillars, tell_undeclared, tell_wave_order};
use super::digest::digest;
use super::raw::{RawProtection, RawSurvey, RawTheme, RawWave};
use super::register::{Columns, Register};
use super::resolve::{
    breakdowns, composites, crosses, headcount, lga, measures, models, questions, scales, theme, units,
    unlinked, waves, year_on_year,
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
    all += &toml("protection.toml", toml::to_string(&raw.protection));
    all + &toml("theme.toml", toml::to_string(&raw.theme))
}

/// The files of a pipeline folder as they stand.
struct RawPlan {
    survey: RawSurvey,
    waves: Vec<(PathBuf, RawWave)>,
    protection: RawProtection,
    theme: RawTheme,
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
    let optional: Vec<&str> =
        ids.iter().map(String::as_str).chain(["pillar", "role", "reverse", "sensitive"]).collect();
    let columns = Columns { required: &["id", "text", "scale"], optional: &optional };
    let may = |name: &str, columns: &Columns<'_>, problems: &mut Problems| {
        let file = folder.join(name);
        file.exists().then(|| Register::read(&file, columns, problems)).flatten()
    };
    let theme = Some(folder.join("theme.toml")).filter(|file| file.exists());
    Some(RawPlan {
        waves,
        theme: theme.and_then(|file| settings::read(&file, problems)).unwrap_or_default(),
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
    let mut composites = composites::resolve(&parts, pillars, &raw.survey.index, problems);
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
    unlinked::resolve(&mut waves, &scales, &mut questions, &mut composites, problems);
    tell_wave_order(&file, &waves, problems);
    let register = raw.comparability.as_ref();
    let comparability = register.map(|r| year_on_year::comparability(r, &questions, ids, problems));
    let lineage = raw.lineage.as_ref().map(|r| year_on_year::lineage(r, &breakdowns, ids, problems));
    let mut plan = Plan {
        folder: folder.to_owned(),
        survey,
        targets: measures::targets(&file, &raw.survey.target, &items, &composites, problems),
        theme: theme::resolve(&folder.join("theme.toml"), &raw.theme, problems),
        benchmarks: raw
            .benchmarks
            .as_ref()
            .map(|r| measures::benchmarks(r, &items, problems))
            .unwrap_or_default(),
        lga_engagement: lga::resolve(&file, &raw.survey.lga_engagement, &items, problems),
        verdicts: measures::verdicts(&file, &raw.survey.verdicts, problems),
        weighting: models::weighting(&file, &raw.survey, &breakdowns, &waves, problems),
        drivers: models::drivers(&file, &raw.survey.drivers, &questions, &items, problems),
        protection: measures::protection(&folder.join("protection.toml"), &raw.protection, problems),
        store: place(&file, &raw.survey.store.folder, "store"),
        store_key: some_file(&file, &raw.survey.store.key_file),
        ledger: place(&file, &raw.survey.ledger.folder, "ledger"),
        output: place(&file, &raw.survey.output.folder, "reports"),
        digest: digest(folder, files(folder, raw)),
        scales,
        composites,
        questions,
        items,
        crosses: crosses::resolve(&file, &raw.survey.cross, &breakdowns, problems),
        breakdowns,
        scopes,
        waves,
        comparability: comparability.unwrap_or_default(),
        lineage: lineage.unwrap_or_default(),
    };
    let comparable = |item: usize, from: usize, to: usize| plan.item_comparable(item, from, to);
    let common = composites::common(&plan.composites, &plan.breakdowns, comparable);
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
    for id in names.waves.iter().filter(|id| super::resolve::is_reserved(id)) {
        let message = format!("“{}” cannot be the name of a folder everywhere", crate::problem::quoted(id));
        problems.push(Problem::error(Place::file(file).column("survey.waves"), message));
    }
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

fn some_file(file: &Path, name: &str) -> Option<PathBuf> {
    (!name.is_empty()).then(|| waves::beside(file, name))
}

/// Every file that the plan is made from.
fn files(folder: &Path, raw: &RawPlan) -> Vec<PathBuf> {
    let registers = ["questions", "units", "comparability", "lineage", "benchmarks"];
    let mut files: Vec<PathBuf> = registers.iter().map(|name| folder.join(format!("{name}.csv"))).collect();
    files.extend(["survey.toml", "protection.toml"].iter().map(|name| folder.join(name)));
    let theme = folder.join("theme.toml");
    if theme.exists() {
        files.extend(raw.theme.logo.as_ref().map(|logo| waves::beside(&theme, &logo.file)));
        files.push(theme);
    }
    for (file, wave) in &raw.waves {
        files.push(file.clone());
        files.extend((!wave.headcount.is_empty()).then(|| waves::beside(file, &wave.headcount)));
    }
    files
}
