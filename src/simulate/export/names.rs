//! Names of variables, as SPSS and Triple-S allow them.

use std::collections::BTreeSet;

/// Words of SPSS's own language.
const RESERVED: [&str; 13] =
    ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];

/// The most letters of a name; it may have 64 bytes.
const MOST: usize = 56;

/// Gives every variable a name that no other has.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The name nearest to what something is called.
    pub(super) fn name(&mut self, called: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let mut name: String = called.chars().take(MOST).map(plain).collect();
        name.truncate(name.trim_end_matches('_').len());
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.insert(0, 'v');
        }
        if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
            name.push_str("_1");
        }
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let free = |name: &String| !self.0.contains(&name.to_ascii_lowercase());
        let chosen = std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or(name);
        self.0.insert(chosen.to_ascii_lowercase());
        chosen
    }
}
