//! The command line end to end: each bad input has a clear message and its exit code, and nothing is written.

mod bad_input;
mod commands;
mod comments;
mod plan_power;
mod publishing;
