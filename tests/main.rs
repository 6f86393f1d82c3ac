//! All tests in one harness: one link, and everything runs in parallel.
//!
//! Each test works in a folder of its own and writes its data there, so that it reads as a story.

mod architecture;
mod cli;
mod determinism;
mod leaks;
mod oracle;
mod published;
mod sample;
mod second_organisation;
mod subtraction;
mod workdir;
