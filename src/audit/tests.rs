//! The attacks on small releases: a safe one passes, each leaky variant is caught.

mod releases;
mod size;
mod survey;
