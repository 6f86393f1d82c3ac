//! The sections of a report, one file each: from a page's subject to headings, sentences, tables and charts.

pub(crate) mod alike;
pub(crate) mod attention;
pub(crate) mod benchmarks;
pub(crate) mod brief;
pub(crate) mod contributions;
pub(crate) mod drivers;
pub(crate) mod fairness;
pub(crate) mod matrix;
pub(crate) mod method;
pub(crate) mod modelled;
pub(crate) mod movers;
pub(crate) mod people_plan;
pub(crate) mod pride;
pub(crate) mod priorities;
pub(crate) mod rankings;
pub(crate) mod reliability;
pub(crate) mod representation;
pub(crate) mod response;
pub(crate) mod spreads;
pub(crate) mod tables;
pub(crate) mod targets;
pub(crate) mod trends;
pub(crate) mod weighting;
pub(crate) mod within;
pub(crate) mod year_on_year;
