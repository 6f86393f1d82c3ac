//! Personal data that has a form of its own: addresses, numbers, dates.
//!
//! In doubt it is personal: a page number that is taken for a staff number costs the reader nothing.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

const MONTH: &str = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/// Kinds and their forms. Where a form has a group, only the group is meant.
const FORMS: [(&str, &str); 41] = [
    ("e-mail", r"[\p{L}\p{N}_.+%'’-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*"),
    ("e-mail", r"[\p{L}\p{N}_.+%-]+ ?@ ?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+"),
    ("e-mail", r"(?i)[\w.+-]+(?: dot [\w-]+)* at [\w-]+(?: dot [\w-]+)+"),
    ("e-mail", r"(?i)[\w+-]+(?:[._][\w+-]+)+ at [\w-]+(?:\.[\w-]+)+"),
    (
        "e-mail",
        r"(?i)[\w.+-]+ ?[\[({<] ?at ?[\])}>] ?[\w-]+(?: ?(?:\.|[\[({<] ?dot ?[\])}>]| dot ) ?[\w-]+)*",
    ),
    ("web address", r#"(?i)\b(?:https?|ftp)://[^\s<>"]+"#),
    ("web address", r#"(?i)\bwww\.[^\s<>"]+"#),
    (
        "web address",
        r#"(?i)\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|uk|edu|nhs|info|app|eu|wales|scot|cymru|london)\b(?:/[^\s<>"]*)?"#,
    ),
    ("handle", r"(?:^|[^\p{L}\p{N}_.@/])(@[\p{L}_][\p{L}\p{N}_.]*[\p{L}\p{N}_])"),
    (
        "handle",
        r"(?i)\b(?:instagram|insta|twitter|tiktok|snapchat|snap|facebook|fb|linkedin|discord|telegram) ?[:=@] ?@?([\w.-]{3,})",
    ),
    ("phone", r"(?:\+|\b00)\d{1,3}[ ().-]{0,3}(?:\(0\) ?)?\d(?:[ ().-]{0,2}\d){6,11}\b"),
    ("phone", r"\(?\b0\d(?:[ ().-]{0,2}\d){8,9}\b"),
    ("phone", r"(?i)\b(?:ext|extn|extension)\b[ .:]{0,2}(?:no\.?|number)?[ :]{0,2}(?:is )?(\d{3,6})\b"),
    (
        "phone",
        r"(?i)\b(?:phone|tel|telephone|mobile|mob|call me|ring me|text me)\b(?: (?:on|at|me|is|no|number))*[ .:]{0,3}(\d[\d ]{4,14}\d)\b",
    ),
    ("NI number", r"(?i)\b[a-z]{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?[a-d]\b"),
    ("NHS number", r"(?i)\bnhs (?:no\.?|number|num|id)[ :#]{0,2}(?:is )?(\d[\d -]{6,}\d)"),
    ("NHS number", r"\b\d{3}[ -]\d{3}[ -]\d{4}\b"),
    ("bank details", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    ("bank details", r"(?i)\bsort ?code\b[ :#-]{0,3}(?:is )?(\d{2}[ -]?\d{2}[ -]?\d{2})\b"),
    ("bank details", r"\b\d{2}-\d{2}-\d{2}\b"),
    (
        "bank details",
        r"(?i)\b(?:account|acct|acc|a/c)\b ?(?:no\.?|number|num)?[ :#-]{0,3}(?:is )?(\d{6,10})\b",
    ),
    ("bank details", r"\b\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}\b"),
    ("IP address", r"\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b"),
    ("IP address", r"(?i)\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b"),
    ("IP address", r"(?i)\b(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?"),
    ("postcode", r"\b[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKMNPR-Y]? ?\d[ABD-HJLNP-UW-Z]{2}\b"),
    (
        "postcode",
        r"\b[a-pr-uwyz][a-hk-y]?\d[\da-hjkmnpr-y]? ?\d(?:[abd-hjlnp-uw-z][abe-gjlnp-qu-wyz]|[abe-mo-rw-z][dhst])\b",
    ),
    ("postcode", r"(?i)\bpostcode(?: is|:)? ?([a-z]{1,2}\d[\da-z]?(?: ?\d[a-z]{2})?)\b"),
    ("vehicle", r"(?i)\b[a-z]{2}\d{2}[a-z]{3}\b"),
    ("vehicle", r"\b[A-Z]{2}\d{2} [A-Z]{3}\b"),
    ("vehicle", r"\b(?:[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z])\b"),
    (
        "vehicle",
        r"(?i)\b(?:reg|registration|number ?plate|plate)\b(?: (?:is|no|number))*[ .:]{0,2}([a-z]{1,3} ?\d{1,4} ?[a-z]{0,3})\b",
    ),
    ("date", r"\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)?\d{2}\b"),
    ("date", r"\b(?:19|20)\d{2}[./-]\d{2}[./-]\d{2}\b"),
    ("date", r"(?i)\b(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[ -](?:of )?MONTH\.?,?[ -]'?(?:19|20)\d{2}\b"),
    ("date", r"(?i)\bMONTH\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}\b"),
    (
        "date",
        r"(?i)\b(?:dob|d\.o\.b\.?|date of birth|born|birthday)\b[ :]{0,3}(?:(?:is|on|in|the) )*((?:\d{1,2}(?:st|nd|rd|th)?[ ./-]{1,2}(?:of )?(?:\d{1,2}|MONTH)(?:[ ./-]{1,2}\d{2,4})?)|(?:MONTH \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)|(?:19|20)\d{2})\b",
    ),
    (
        "staff number",
        r"(?i)\b(?:staff|employee|payroll|personnel|pay|works?|clock|badge|assignment|emp|user) ?(?:no\.?|num(?:ber)?|id|ref(?:erence)?|#) ?(?:is |was |:|#|-|=)? ?([a-z]{0,4}[ -]?\d{2,}[a-z]?)\b",
    ),
    ("number", r"\b[A-Za-z]{1,4}-?\d{5,}\b"),
    ("number", r"(?:^|[^£$€\d.,\p{L}])(\d{6,})\b"),
    (
        "address",
        r"\b\d{1,4}[A-Za-z]?,? (?:\p{Lu}[\p{Ll}'’]+ ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Court|Way|Place|Terrace|Grove|Gardens|Square|Hill|Walk|Mews|Row)\b",
    ),
];

static COMPILED: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let compiled =
        |(kind, form): &(&'static str, &str)| Some((*kind, Regex::new(&form.replace("MONTH", MONTH)).ok()?));
    FORMS.iter().filter_map(compiled).collect()
});

/// What has the form of personal data: its kind and where it is, in the order of the kinds. Places may overlap.
pub(in crate::confidential) fn find(text: &str) -> Vec<(&'static str, Range<usize>)> {
    let of_form = |(kind, form): &(&'static str, Regex)| {
        let kind = *kind;
        let places = form.captures_iter(text).filter_map(|found| found.get(1).or_else(|| found.get(0)));
        places.map(|place| (kind, place.range())).collect::<Vec<_>>()
    };
    COMPILED.iter().flat_map(of_form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_one() {
        assert_eq!(COMPILED.len(), FORMS.len());
    }
}
