//! The statistical methods: pure functions from counts (or means) to figures.
//!
//! One method is one file, and the top of each file is its specification, always under the same
//! four headings: what it answers, the formula, the assumptions and limits, and the source. Every
//! public function carries a worked case; `tests/oracle/` holds the same cases computed with R.
//!
//! | Question | File | Method |
//! | --- | --- | --- |
//! | How many of those who answered are positive? | [`mod@proportion`] | share, answered questions only |
//! | How sure is that share? | [`mod@wilson`] | Wilson score interval |
//! | ... with guaranteed coverage? | [`mod@clopper_pearson`] | exact binomial interval |
//! | ... for exactly the people employed today? | [`finite_population`] | Wilson with *n\**, below 30% response exact hypergeometric |
//! | How far do positive answers outweigh negative ones? | [`mod@net_score`] | net score and its interval |
//! | How far apart are a group and the rest? | [`mod@newcombe`], [`mod@cohen_h`] | interval and effect size of a difference |
//! | ... among exactly the people employed today? | [`mod@newcombe_finite`] | the same with *n\** |
//! | Could that difference be chance? | [`two_by_two`] | N-1 chi-square or Fisher (Campbell's rule), guarded by the mid-p |
//! | ... exactly, for a few answers? | [`mod@boschloo`] | Boschloo's test |
//! | Do the groups differ at all? | [`mod@chi_square`] | chi-square and Cramér's V |
//! | Does a group answer higher on a scale? | [`mod@mann_whitney`] | Mann-Whitney and Cliff's delta |
//! | Do the groups differ at all on a scale? | [`mod@kruskal_wallis`] | Kruskal-Wallis and epsilon² |
//! | Do two mean scores differ? | [`mod@welch`] | Welch's t, Hedges' g |
//! | Do the mean scores of the groups differ at all? | [`mod@welch_anova`] | Welch's analysis of variance, omega² |
//! | Which of many findings survive? | [`adjust`] | Holm, Benjamini-Hochberg and two stricter ones |
//! | Has a share changed since last time? | [`mod@change`] | Newcombe intervals, four verdicts |
//! | ... among the same people, linked? | [`mod@mcnemar`] | McNemar's test |
//! | Does a share move over the years? | [`mod@cochran_armitage`] | trend test and slope |
//! | Does a score? | [`mod@trend_of_means`] | weighted slope |
//! | Which parts made the whole change? | [`mod@contributions`] | Kitagawa's decomposition |
//! | Are two figures practically the same? | [`equivalence`] | two one-sided tests |
//! | What could those who did not answer change? | [`response`] | worst-case bounds, R-indicator |
//! | What difference could have been seen at all? | [`mod@detectable`] | smallest detectable difference |
//! | What if all parts had answered in proportion? | [`raking`] | raking, post-stratification |
//! | ... and two groups had the same make-up? | [`standardisation`] | direct standardisation |
//! | How sure is a weighted figure? | [`linearised`], [`cell_sums`], [`margin_fit`] | linearised standard error |
//! | ... where parts were asked each on its own? | [`stratified`] | strata with finite populations |
//! | How far apart are two weighted figures? | [`mod@weighted_difference`] | square-and-add |
//! | What do unequal weights cost? | [`mod@design_effect`] | Kish's design effect |
//! | Do weighted groups differ at all? | [`mod@rao_scott`] | Rao-Scott F |
//! | May these questions be added up? | [`mod@alpha`], [`mod@omega`] | Cronbach's alpha, McDonald's omega |
//! | Which questions go together with an outcome? | [`mod@relative_weights`], [`mod@lmg`] | Johnson's weights, Shapley shares |
//! | ... and how sure is that order? | [`driver_bootstrap`] | bootstrap over groups of people |
//! | Which small teams really differ? | [`beta_binomial`] | empirical-Bayes shrinkage |
//! | ... and which is the lowest? | [`mod@extremes`] | probability of being lowest, highest |
//! | How alike are people of one team? | [`mod@intraclass`] | intraclass correlations |
//!
//! Underneath lie four distributions ([`normal`], [`students_t`], [`beta`], [`hypergeometric`]), the
//! [`covariance`] of several questions, the [`one_factor`] model, what [`drivers`] share, the
//! likelihood of [`overdispersion`], and the [`interval`] type.
//!
//! # Rules that hold everywhere
//!
//! - A share is given as counts: `x` positive out of `n` answers. Results are shares from 0 to 1;
//!   rounding and percentages belong to display.
//! - A question without an answer is `None`, never a made-up number: no answers, more positives
//!   than answers, a mean without a spread. No function panics or returns NaN or infinity.
//! - The comparison of a group is always with the *rest*, the other respondents, never with a
//!   total that contains the group itself.

#![allow(
    clippy::cast_precision_loss,
    reason = "counts of people are far below 2^53, up to which f64 holds every integer"
)]
#![allow(
    clippy::similar_names,
    clippy::many_single_char_names,
    reason = "x, n, p, z and their numbered pairs are the letters of the published formulas"
)]
#![allow(
    clippy::doc_markdown,
    clippy::unreadable_literal,
    reason = "authors' names are prose; constants stand as R prints them, to be found by search"
)]

pub mod adjust;
pub mod alpha;
pub mod beta;
pub mod beta_binomial;
pub mod boschloo;
pub mod cell_sums;
pub mod change;
pub mod chi_square;
pub mod clopper_pearson;
pub mod cochran_armitage;
pub mod cohen_h;
pub mod contributions;
pub mod covariance;
pub mod design_effect;
pub mod detectable;
pub mod driver_bootstrap;
pub mod drivers;
pub mod equivalence;
pub mod extremes;
pub mod finite_population;
pub mod hypergeometric;
pub mod interval;
pub mod intraclass;
pub mod kruskal_wallis;
pub mod linearised;
pub mod lmg;
pub mod mann_whitney;
pub mod margin_fit;
pub mod mcnemar;
pub mod net_score;
pub mod newcombe;
pub mod newcombe_finite;
pub mod normal;
pub mod omega;
pub mod one_factor;
pub mod overdispersion;
pub mod proportion;
pub mod raking;
pub mod rao_scott;
pub mod relative_weights;
pub mod response;
pub mod standardisation;
pub mod stratified;
pub mod students_t;
pub mod trend_of_means;
pub mod two_by_two;
pub mod weighted_difference;
pub mod welch;
pub mod welch_anova;
pub mod wilson;

pub use adjust::{benjamini_hochberg, benjamini_yekutieli, bonferroni, holm};
pub use alpha::{Alpha, alpha};
pub use beta_binomial::{Group, Shrinkage, Shrunk, shrink};
pub use boschloo::boschloo;
pub use cell_sums::CellSums;
pub use change::{Change, ChangeVerdict, change};
pub use chi_square::{ChiSquare, chi_square};
pub use clopper_pearson::clopper_pearson;
pub use cochran_armitage::{Trend, TrendPoint, cochran_armitage};
pub use cohen_h::cohen_h;
pub use contributions::{Part, PartContribution, contributions};
pub use covariance::{Covariance, Sums};
pub use design_effect::{DesignEffect, design_effect};
pub use detectable::{detectable, detectable_fall, detectable_mean, detectable_rise};
pub use driver_bootstrap::{Bootstrapped, bootstrap};
pub use drivers::DriversRefusal;
pub use equivalence::{EquivalentMeans, equivalent, tost_means};
pub use extremes::extremes;
pub use finite_population::{finite_interval, hypergeometric_exact, wilson_finite, wilson_finite_plain};
pub use interval::{Interval, Z80, Z90, Z95};
pub use intraclass::{Intraclass, intraclass};
pub use kruskal_wallis::{KruskalWallis, kruskal_wallis};
pub use linearised::{Weighted, WeightedMean, weighted_mean, weighted_share};
pub use lmg::lmg;
pub use mann_whitney::{Ordinal, mann_whitney};
pub use margin_fit::MarginFit;
pub use mcnemar::{McNemar, mcnemar};
pub use net_score::{NetScore, net_score};
pub use newcombe::{newcombe, newcombe_at};
pub use newcombe_finite::{FiniteDifference, newcombe_finite};
pub use normal::{normal_quantile, two_sided_p};
pub use omega::{Omega, omega};
pub use proportion::proportion;
pub use raking::{Margin, Raked, RakingCell, RakingRefusal, rake};
pub use rao_scott::{RaoScott, rao_scott};
pub use relative_weights::{RelativeWeights, relative_weights};
pub use response::{Representativeness, representativeness, worst_case_bounds};
pub use standardisation::{Standardised, like_for_like};
pub use trend_of_means::{MeanTrend, trend_of_means};
pub use two_by_two::{TwoByTwo, TwoByTwoMethod};
pub use weighted_difference::weighted_difference;
pub use welch::{Sample, Welch, mean_interval, welch};
pub use welch_anova::{WelchAnova, welch_anova};
pub use wilson::{wilson, wilson_at};

#[cfg(test)]
mod answers;
#[cfg(test)]
mod robustness;
