//! All tests in one harness: one link, and everything runs in parallel.
//!
//! Each test works in a folder of its own and writes its data there, so that it reads as a story.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what must not happen"
)]

mod architecture;
mod audit;
mod browser;
mod calibration;
mod cli;
mod determinism;
mod engines;
mod environment;
mod formats;
mod injection;
mod layouts;
mod leaks;
mod nasty;
mod oracle;
mod published;
mod rare_people;
mod sample;
mod second_organisation;
mod subtraction;
mod three_waves;
mod unlinked;
mod workdir;
