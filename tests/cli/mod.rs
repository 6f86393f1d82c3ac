//! The command line end to end: each bad input has a clear message and its exit code, and nothing is written.

mod again;
mod at_rest;
mod bad_input;
mod check;
mod commands;
mod comments;
mod ledger;
mod plan_power;
mod publishing;
mod reports;
