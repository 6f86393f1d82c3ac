//! From the stored columns back to the estimates.
//!
//! Columns are found by name, so that a file may have more of them. A column that is missing, or a
//! figure that must be there and is not, makes the file a damaged one.

use arrow::array::{Array, Float64Array, ListArray, RecordBatch, StringArray, UInt64Array};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use crate::confidential::estimates::methods::Interval;
use crate::confidential::estimates::verdict::Verdict;
use crate::confidential::estimates::{Change, Comparison, Estimate, InTrend, Kind, Test};
use crate::plan::Plan;

use super::tabulate::kind_text;

/// Something that cannot have been written.
pub(super) struct Damaged;

/// The tests that a stored name may mean.
const METHODS: [&str; 5] = ["chi-square, N-1", "Fisher mid-p", "Fisher exact", "Welch t", "none"];

/// Any other name, from a file that another program altered.
const OTHER_METHOD: &str = "other";

/// Adds a batch's rows to the estimates.
pub(super) fn restore(batch: &RecordBatch, plan: &Plan, rows: &mut Vec<Estimate>) -> Result<(), Damaged> {
    let stored = Stored { batch, plan };
    let columns = Columns::find(&stored)?;
    for row in 0..batch.num_rows() {
        rows.push(columns.row(&stored, row)?);
    }
    Ok(())
}

/// A batch, and the plan that its waves are looked up in.
struct Stored<'a> {
    batch: &'a RecordBatch,
    plan: &'a Plan,
}

impl<'a> Stored<'a> {
    fn column<T: 'static>(&self, name: &str) -> Result<&'a T, Damaged> {
        self.batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref()).ok_or(Damaged)
    }

    fn interval(&self, [low, high]: [&str; 2]) -> Result<Intervals<'a>, Damaged> {
        Ok(Intervals { low: self.column(low)?, high: self.column(high)? })
    }

    /// The index of a stored wave.
    fn wave(&self, id: &str) -> Result<usize, Damaged> {
        self.plan.waves.iter().position(|wave| wave.id == id).ok_or(Damaged)
    }
}

fn number(column: &Float64Array, row: usize) -> Option<f64> {
    column.is_valid(row).then(|| column.value(row))
}

fn count(column: &UInt64Array, row: usize) -> Option<u64> {
    column.is_valid(row).then(|| column.value(row))
}

fn text(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

fn owned(column: &StringArray, row: usize) -> Option<String> {
    text(column, row).map(str::to_owned)
}

/// The two columns of an interval.
struct Intervals<'a> {
    low: &'a Float64Array,
    high: &'a Float64Array,
}

impl Intervals<'_> {
    fn row(&self, row: usize) -> Option<Interval> {
        Some(Interval { low: number(self.low, row)?, high: number(self.high, row)? })
    }
}

/// All columns.
struct Columns<'a> {
    wave: &'a StringArray,
    kind: &'a StringArray,
    measure: &'a StringArray,
    breakdown: &'a StringArray,
    group: &'a StringArray,
    parent: &'a StringArray,
    headcount: &'a UInt64Array,
    respondents: &'a UInt64Array,
    base: &'a UInt64Array,
    trend: [&'a Float64Array; 3],
    trend_base: &'a UInt64Array,
    asked: &'a UInt64Array,
    unanswered: &'a UInt64Array,
    categories: &'a ListArray,
    tones: [&'a UInt64Array; 3],
    figures: [&'a Float64Array; 6],
    ci: Intervals<'a>,
    ci_finite: Intervals<'a>,
    against_rest: Comparisons<'a>,
    change: Changes<'a>,
}

impl<'a> Columns<'a> {
    fn find(stored: &Stored<'a>) -> Result<Self, Damaged> {
        let figure = |name| stored.column::<Float64Array>(name);
        Ok(Self {
            wave: stored.column("wave")?,
            kind: stored.column("kind")?,
            measure: stored.column("measure")?,
            breakdown: stored.column("breakdown")?,
            group: stored.column("group")?,
            parent: stored.column("parent")?,
            headcount: stored.column("headcount")?,
            respondents: stored.column("respondents")?,
            base: stored.column("base")?,
            trend: [figure("trend_score")?, figure("trend_mean")?, figure("trend_sd")?],
            trend_base: stored.column("trend_base")?,
            asked: stored.column("asked")?,
            unanswered: stored.column("unanswered")?,
            categories: stored.column("categories")?,
            tones: [stored.column("negative_n")?, stored.column("neutral_n")?, stored.column("positive_n")?],
            figures: [
                figure("positive")?,
                figure("neutral")?,
                figure("negative")?,
                figure("mean")?,
                figure("sd")?,
                figure("score")?,
            ],
            ci: stored.interval(["ci_low", "ci_high"])?,
            ci_finite: stored.interval(["ci_fpc_low", "ci_fpc_high"])?,
            against_rest: Comparisons::find(stored)?,
            change: Changes::find(stored)?,
        })
    }

    fn in_trend(&self, row: usize) -> Option<InTrend> {
        let [score, mean, sd] = self.trend.map(|column| number(column, row));
        Some(InTrend { score: score?, mean: mean?, sd: sd?, base: count(self.trend_base, row)? })
    }

    fn row(&self, stored: &Stored, row: usize) -> Result<Estimate, Damaged> {
        let tones = self.tones.map(|column| count(column, row));
        let [positive, neutral, negative, mean, sd, score] = self.figures.map(|column| number(column, row));
        Ok(Estimate {
            wave: stored.wave(text(self.wave, row).ok_or(Damaged)?)?,
            kind: kind(text(self.kind, row).ok_or(Damaged)?)?,
            measure: owned(self.measure, row).ok_or(Damaged)?,
            breakdown: owned(self.breakdown, row).ok_or(Damaged)?,
            group: owned(self.group, row).ok_or(Damaged)?,
            parent: owned(self.parent, row),
            headcount: count(self.headcount, row),
            respondents: count(self.respondents, row).ok_or(Damaged)?,
            base: count(self.base, row).ok_or(Damaged)?,
            asked: count(self.asked, row),
            unanswered: count(self.unanswered, row),
            categories: list(self.categories, row)?,
            tones: if let [Some(negative), Some(neutral), Some(positive)] = tones {
                Some([negative, neutral, positive])
            } else {
                None
            },
            positive,
            neutral,
            negative,
            mean,
            sd,
            score,
            in_trend: self.in_trend(row),
            ci: self.ci.row(row),
            ci_finite: self.ci_finite.row(row),
            against_rest: self.against_rest.row(row)?.map(Box::new),
            change: self.change.row(stored, row)?.map(Box::new),
        })
    }
}

/// The columns of a [`Test`].
struct Tests<'a> {
    difference: &'a Float64Array,
    interval: Intervals<'a>,
    interval90: Intervals<'a>,
    p_value: &'a Float64Array,
    method: &'a StringArray,
    p_adjusted: &'a Float64Array,
    detectable: &'a Float64Array,
    verdict: &'a StringArray,
}

impl Tests<'_> {
    /// A test is there where its difference is.
    fn row(&self, row: usize) -> Result<Option<Test>, Damaged> {
        let Some(difference) = number(self.difference, row) else { return Ok(None) };
        Ok(Some(Test {
            difference,
            interval: self.interval.row(row),
            interval90: self.interval90.row(row),
            p_value: number(self.p_value, row),
            method: method(text(self.method, row).ok_or(Damaged)?),
            p_adjusted: number(self.p_adjusted, row),
            detectable: number(self.detectable, row),
            verdict: verdict(text(self.verdict, row).ok_or(Damaged)?)?,
        }))
    }
}

/// The columns of a [`Comparison`].
struct Comparisons<'a> {
    rest_base: &'a UInt64Array,
    rest_positive: &'a Float64Array,
    test: Tests<'a>,
    effect_h: &'a Float64Array,
    effect_g: &'a Float64Array,
    mw_p: &'a Float64Array,
    cliffs_delta: &'a Float64Array,
}

impl<'a> Comparisons<'a> {
    fn find(stored: &Stored<'a>) -> Result<Self, Damaged> {
        Ok(Self {
            rest_base: stored.column("rest_base")?,
            rest_positive: stored.column("rest_positive")?,
            test: Tests {
                difference: stored.column("difference")?,
                interval: stored.interval(["difference_low", "difference_high"])?,
                interval90: stored.interval(["difference_90_low", "difference_90_high"])?,
                p_value: stored.column("p_value")?,
                method: stored.column("p_method")?,
                p_adjusted: stored.column("p_adjusted")?,
                detectable: stored.column("detectable")?,
                verdict: stored.column("verdict")?,
            },
            effect_h: stored.column("effect_h")?,
            effect_g: stored.column("hedges_g")?,
            mw_p: stored.column("mw_p")?,
            cliffs_delta: stored.column("cliffs_delta")?,
        })
    }

    fn row(&self, row: usize) -> Result<Option<Comparison>, Damaged> {
        let Some(rest_base) = count(self.rest_base, row) else { return Ok(None) };
        Ok(Some(Comparison {
            rest_base,
            rest_positive: number(self.rest_positive, row),
            test: self.test.row(row)?.ok_or(Damaged)?,
            effect_h: number(self.effect_h, row),
            effect_g: number(self.effect_g, row),
            mw_p: number(self.mw_p, row),
            cliffs_delta: number(self.cliffs_delta, row),
        }))
    }
}

/// The columns of a [`Change`].
struct Changes<'a> {
    from: &'a StringArray,
    from_group: &'a StringArray,
    from_parts: &'a StringArray,
    from_base: &'a UInt64Array,
    note: &'a StringArray,
    test: Tests<'a>,
}

impl<'a> Changes<'a> {
    fn find(stored: &Stored<'a>) -> Result<Self, Damaged> {
        Ok(Self {
            from: stored.column("change_from")?,
            from_group: stored.column("change_from_group")?,
            from_parts: stored.column("change_from_parts")?,
            from_base: stored.column("change_from_base")?,
            note: stored.column("change_note")?,
            test: Tests {
                difference: stored.column("change")?,
                interval: stored.interval(["change_low", "change_high"])?,
                interval90: stored.interval(["change_90_low", "change_90_high"])?,
                p_value: stored.column("change_p")?,
                method: stored.column("change_method")?,
                p_adjusted: stored.column("change_p_adjusted")?,
                detectable: stored.column("change_detectable")?,
                verdict: stored.column("change_verdict")?,
            },
        })
    }

    fn row(&self, stored: &Stored, row: usize) -> Result<Option<Change>, Damaged> {
        let Some(from) = text(self.from, row) else { return Ok(None) };
        Ok(Some(Change {
            from: stored.wave(from)?,
            from_group: owned(self.from_group, row),
            from_parts: parts(text(self.from_parts, row))?,
            from_base: count(self.from_base, row).ok_or(Damaged)?,
            note: owned(self.note, row),
            test: self.test.row(row)?,
        }))
    }
}

fn list(column: &ListArray, row: usize) -> Result<Vec<u64>, Damaged> {
    let list = column.is_valid(row).then(|| column.value(row)).ok_or(Damaged)?;
    let counts: &UInt64Array = list.as_any().downcast_ref().ok_or(Damaged)?;
    Ok(counts.values().to_vec())
}

fn parts(text: Option<&str>) -> Result<Vec<(String, String, bool)>, Damaged> {
    text.map_or(Ok(Vec::new()), |text| serde_json::from_str(text).map_err(|_| Damaged))
}

fn kind(text: &str) -> Result<Kind, Damaged> {
    let kinds = [Kind::Response, Kind::Question, Kind::Pillar, Kind::Index, Kind::Overall];
    kinds.into_iter().find(|&kind| kind_text(kind) == text).ok_or(Damaged)
}

fn verdict(text: &str) -> Result<Verdict, Damaged> {
    Verdict::deserialize(StrDeserializer::<Error>::new(text)).map_err(|_| Damaged)
}

fn method(text: &str) -> &'static str {
    METHODS.into_iter().find(|&method| method == text).unwrap_or(OTHER_METHOD)
}
