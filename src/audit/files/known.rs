//! What is known of a release before its other files are read: names, rules, and the tables it comes with.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::CellKey;
use crate::plan::Logo;
use crate::release::{MeasureKind, Release, Row};

/// Names and rules of a release.
#[derive(Default)]
pub(super) struct Known {
    /// Ids and names of groups, in small letters.
    names: HashSet<String>,
    /// Ids of groups by their breakdown and what a table calls them: by name, and by name and id.
    called: HashMap<String, HashMap<String, Vec<String>>>,
    /// From which base every category is shown; 0 where no release was read.
    pub(super) smallest_detail: u64,
    /// What the organisation is called: a document may name it as its author.
    organisation: Vec<String>,
    /// What stands at the head of every page.
    logo: Option<Logo>,
    /// The wave before each wave.
    before: HashMap<Arc<str>, Arc<str>>,
    /// Changes since another wave than the one before, or on another footing.
    otherwise: HashMap<CellKey, (Arc<str>, bool)>,
}

impl Known {
    /// Of this release.
    pub(super) fn of(release: &Release) -> Self {
        let groups = release.breakdowns().iter().flat_map(|breakdown| &breakdown.groups);
        let groups = groups.flat_map(|group| [&group.id, &group.name]);
        let columns = release.crosses().iter().flat_map(|cross| &cross.columns);
        let columns = columns.flat_map(|column| [&column.id, &column.name]);
        let names = groups.chain(columns).map(|name| name.trim().to_lowercase()).collect();
        let called = called(release);
        let pair = |two: &[crate::release::ReleasedWave]| match two {
            [before, wave] => Some((Arc::from(&*wave.id), Arc::from(&*before.id))),
            _ => None,
        };
        let before: HashMap<Arc<str>, Arc<str>> = release.waves().windows(2).filter_map(pair).collect();
        let otherwise = release.rows().iter().filter_map(|row| otherwise(row, &before)).collect();
        let survey = release.survey();
        let organisation = vec![survey.organisation.clone(), survey.short_name.clone()];
        let (logo, smallest_detail) = (release.theme().logo.clone(), release.rules().smallest_detail);
        Self { names, called, smallest_detail, organisation, logo, before, otherwise }
    }

    /// Whether an image with this attribute is the release's logo.
    pub(super) fn draws(&self, attribute: &str, value: &str) -> bool {
        self.logo.as_ref().is_some_and(|logo| match attribute {
            "src" => value.strip_prefix("data:image/png;base64,") == Some(&logo.png),
            "width" => value == logo.size.0.to_string(),
            "height" => value == logo.size.1.to_string(),
            "alt" => value == logo.alt,
            _ => false,
        })
    }

    /// Whether a text begins with the letters of a group's name, as a title does: a document may leave out those that its
    /// fonts do not have.
    pub(super) fn resembles(&self, text: &str) -> bool {
        let letters = |text: &str| -> String {
            text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
        };
        let text = letters(text);
        self.names.iter().map(|name| letters(name)).any(|name| !name.is_empty() && text.starts_with(&name))
    }

    /// Since which wave a table tells the change of a cell, and whether it is on another footing.
    pub(super) fn earlier(&self, cell: &CellKey) -> Option<(Arc<str>, bool)> {
        let usual = || self.before.get(&cell.wave).map(|before| (Arc::clone(before), false));
        self.otherwise.get(cell).cloned().or_else(usual)
    }

    /// Whether this is the organisation, or this program.
    pub(super) fn publishes(&self, name: &str) -> bool {
        let own = name.strip_prefix("candour").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        own || self.organisation.iter().any(|organisation| organisation == name)
    }

    /// The id of the one group of a breakdown that is called so.
    pub(super) fn group(&self, breakdown: &str, name: &str) -> Option<String> {
        match self.called.get(breakdown)?.get(name).map(Vec::as_slice) {
            Some([id]) => Some(id.clone()),
            _ => None,
        }
    }

    /// Whether a group of any breakdown is called so at the head of a column.
    pub(super) fn calls(&self, name: &str) -> bool {
        self.called.values().any(|groups| groups.contains_key(name))
    }

    /// Whether this is what a group is called.
    pub(super) fn names(&self, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        self.names.contains(&text) || text.split('×').any(|part| self.names.contains(part))
    }
}

/// What tables call the groups of breakdowns and the cells of cross tables: "Roads", "Roads: Women", "Roads (roads-2)".
fn called(release: &Release) -> HashMap<String, HashMap<String, Vec<String>>> {
    let mut called: HashMap<String, HashMap<String, Vec<String>>> = HashMap::new();
    let mut call = |breakdown: &str, name: String, id: String| {
        let one_line = name.split_whitespace().collect::<Vec<_>>().join(" ");
        for name in [format!("{one_line} ({id})"), one_line, id.clone()] {
            let ids = called.entry(breakdown.to_owned()).or_default().entry(name).or_default();
            // A name that is the id is the same call twice.
            if !ids.contains(&id) {
                ids.push(id.clone());
            }
        }
    };
    for breakdown in release.breakdowns() {
        for group in &breakdown.groups {
            call(&breakdown.id, group.name.clone(), group.id.clone());
        }
    }
    for cross in release.crosses() {
        let levels = release.breakdowns().iter().filter(|breakdown| breakdown.id == cross.level);
        for unit in levels.flat_map(|level| &level.groups) {
            for column in &cross.columns {
                let id = format!("{}×{}", unit.id, column.id);
                call(&cross.id, format!("{}: {}", unit.name, column.name), id);
            }
        }
    }
    called
}

/// A row's change, where it is not simply since the wave before.
fn otherwise(row: &Row, before: &HashMap<Arc<str>, Arc<str>>) -> Option<(CellKey, (Arc<str>, bool))> {
    let change = row.change.shown()?;
    if !change.rebased && before.get(&*row.wave).is_some_and(|before| **before == *change.from) {
        return None;
    }
    let [wave, measure, breakdown, group] =
        [&row.wave, &row.measure, &row.breakdown, &row.group].map(|id| Arc::from(&**id));
    let cell = CellKey { wave, kind: row.kind, measure, breakdown, group };
    Some((cell, (Arc::from(&*change.from), change.rebased)))
}

/// The columns of the tables that a release comes with beside its results. They say what was found, rounded, and the
/// attack reads the same from the release; or they say what its ids stand for; or what it says of everyone.
const TABLES: [&str; 17] = [
    "wave,breakdown,group,workforce,respondents,difference,response_rate,r_indicator,p_value",
    "wave,weighted_by,outcome,reason,design_effect,effective_base,largest_weight,trimmed,rounds",
    "wave,kind,measure,breakdown,group,weighted,ci_low,ci_high",
    "wave,measure,left_empty",
    "wave,kind,measure,breakdown,groups,test,effect,p_value,p_adjusted,ordinal_p,differ",
    "wave,kind,measure,breakdown,groups,test,effect,p_value,p_adjusted,ordinal_p,weighted_p,differ",
    "wave,breakdown,group,questions,lower,higher,difference,ci_low,ci_high,p_adjusted,verdict",
    "wave,kind,measure,group,alike_in,covered,observed,like_for_like,difference,ci_low,ci_high,verdict",
    "wave,measure,breakdown,differ,group,shrunk,ci_low,ci_high,chance_lowest,chance_highest",
    "wave,outcome,breakdown,group,base,explained,left_out,question,share,ci_low,ci_high,share_lmg,rank_best,rank_worst",
    "wave,kind,measure,questions,base,alpha,alpha_low,alpha_high,omega,omega_low,omega_high",
    "wave,from,kind,measure,change,groups,within,between,contribution",
    "kind,measure,breakdown,group,wave,value,points_per_year,ci_low,ci_high,p_adjusted,verdict",
    "id,label,start,end,answers_read,answers_kept",
    "kind,id,text,description,formula,pillar,role,answers,reverse,option,routed,sensitive,mean_points,waves",
    "breakdown,id,name,breakdown_name,level,parent,protected,waves",
    "wave,question,lga_words,status,statistic,positive,neutral,negative,base,measure,our_words,same_words,same_answers",
];

/// Whether a release comes with a table of these columns.
pub(super) fn table(columns: &str) -> bool {
    TABLES.contains(&columns)
}

/// A measure's kind by its word.
pub(super) fn kind(word: &str) -> Option<MeasureKind> {
    match word {
        "response" => Some(MeasureKind::Response),
        "question" => Some(MeasureKind::Question),
        "pillar" => Some(MeasureKind::Pillar),
        "index" => Some(MeasureKind::Index),
        "overall" => Some(MeasureKind::Overall),
        _ => None,
    }
}

fn word(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Response => "response",
        MeasureKind::Question => "question",
        MeasureKind::Pillar => "pillar",
        MeasureKind::Index => "index",
        MeasureKind::Overall => "overall",
    }
}

/// A cell in words: `2024 · question pride · service libraries`.
pub(super) fn cell(cell: &CellKey) -> String {
    let CellKey { wave, kind, measure, breakdown, group } = cell;
    let whose = if &**group == "all" { "all".to_owned() } else { format!("{breakdown} {group}") };
    format!("{wave} · {} {measure} · {whose}", word(*kind))
}
