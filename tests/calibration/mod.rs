//! Do the statistics keep their promises? Each study measures one of them and writes a table.
//!
//! The studies are ignored tests that rewrite the tables in this folder; `README.md` says what each
//! shows. The ordinary tests assert the claims on the committed tables, and work a few of their
//! rows out again, so that no table goes stale unnoticed.

mod consistently;
mod coverage_finite;
mod coverage_newcombe;
mod coverage_wilson;
mod equivalence;
mod exact;
mod families;
mod people;
mod rules;
mod sample_group;
mod size_two_by_two;
mod table;
