//! Each rule of this stage, on small exports.

mod answers;
mod columns;
mod comments;
mod files;
mod pages;
mod properties;
mod rows;
mod units;
