//! Candour turns an organisation's all-colleague survey into findings that can be trusted and acted on.
//!
//! The data goes one way, and each stage takes the noun before it:
//!
//! 1. A [`plan`] says what the survey is: it is read from a pipeline folder, and never knows a respondent.
//! 2. Inside `confidential`, the vendor's files become an *export* (text cells with their place), a *wave* (one typed row
//!    per respondent), *counts* (tallies that merge), *estimates* (every figure, unrounded, with its uncertainty and
//!    verdict), and at last a [`release`]: only what may be published.
//! 3. The [`report`] turns the release into pages and open data; it cannot see anything else.
//! 4. [`publish`] writes the release folder whole, or not at all; what was published stays known in the [`ledger`].
//!
//! Beside them, [`power`] says before a survey what it could show, [`simulate`] invents people for trying all of this
//! out, and [`cli`] is the command line.

pub mod audit;
pub mod cli;
mod columns;
mod confidential;
mod contained;
mod digests;
pub mod exit;
mod hexadecimal;
pub mod ledger;
mod ordinary;
pub mod plan;
pub mod power;
pub mod problem;
pub mod publish;
pub mod release;
pub mod report;
mod side_by_side;
pub mod simulate;
mod thousands;

pub use confidential::methods;
