//! Cells that a spreadsheet shows and does not work out.

/// What makes a spreadsheet take a cell for a formula, the wide forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text with an apostrophe before it where a spreadsheet could take it for a formula.
pub(in crate::confidential) fn inert(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that was made inert.
pub(in crate::confidential) fn live(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

fn is_formula(text: &str) -> bool {
    let first =
        text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\'' || c == '"');
    first.starts_with(FORMULA) || text.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_text_and_comes_back() {
        for text in ["=1+1", "+44", "-x", "@me", " =1", "\u{a0}=1", "\t=1", "＝1", "'=1", "\"=1"] {
            assert!(inert(text).starts_with('\'') && inert(text) != text, "{text}");
            assert_eq!(live(&inert(text)), text);
        }
        for text in ["plain", "'tis", "1-2", ""] {
            assert_eq!((inert(text).as_str(), live(text)), (text, text));
        }
    }
}
