//! Personal data by its form: what looks like an address, a number or a name that leads to one person.
//!
//! Only kinds are told, never what was found. Forms that figures, dates of fieldwork and labels of groups have too (six
//! digits with hyphens, a year, eight digits) count only beside the words that make them personal.

mod folded;

use std::net::Ipv6Addr;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use folded::Folded;

/// A form of personal data.
struct Form {
    /// What it is.
    kind: &'static str,
    /// What it looks like.
    looks: Regex,
    /// What a pattern cannot say: whether this match, in this text, is one.
    is: Is,
}

/// Whether a match in a text is what it looks like.
type Is = fn(&str, &Match<'_>) -> bool;

/// Area letters of British postcodes.
const AREAS: &str = "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|\
EN|EX|E|FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|\
NN|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB|\
WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE";

/// A day, however it is written, with its year.
const DAY: &str = r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)?[ ./-]{1,2}(?:\d{1,2}|[a-z]{3,9}),?[ ./-]{1,2}\d{2,4}|\d{4}-\d{2}-\d{2})";

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let postcode = format!(r"\b(?:{AREAS})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}\b");
    let birth = format!(r"(?i)\b(?:date of birth|d\.?o\.?b\b\.?|born|birthday)\b[^\n\d]{{0,20}}\b{DAY}\b");
    let forms: [(&'static str, &str, Is); 17] = [
        ("e-mail address", r"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+", any),
        (
            "e-mail address",
            r"(?i)[\p{L}\p{N}._-]+ ?[\[({<] ?at ?[\])}>] ?[\p{L}\p{N}-]+(?: ?(?:\.|[\[({<] ?dot ?[\])}>]|\bdot\b) ?[\p{L}\p{N}-]+)*",
            any,
        ),
        (
            "e-mail address",
            r"(?i)\b[\p{L}\p{N}._-]+(?: dot [\p{L}\p{N}_-]+)* at [\p{L}\p{N}-]+(?:(?: dot |\.)[\p{L}\p{N}-]+)* dot (?:uk|com|org|net|gov|edu|eu|info|nhs|io)\b",
            any,
        ),
        ("telephone number", r"(?:\+|\b00)[1-9]\d{0,2}[ .-]?(?:\(0\))?(?:[ .-]?\(?\d{2,6}\)?){2,5}", abroad),
        ("telephone number", r"\(?\b0[1-9]\d{1,3}\)?[ .-]{0,2}\d{3,7}(?:[ .-]\d{2,4}){0,2}", british),
        (
            "National Insurance number",
            r"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
            any,
        ),
        ("postcode", postcode.as_str(), any),
        ("vehicle registration", r"\b[A-HJ-PR-Y]{2}(?:0[1-9]|[12]\d|5\d|6\d|7\d) ?[A-HJ-PR-Z]{3}\b", any),
        (
            "vehicle registration",
            r"(?i)\b(?:registration|reg|number ?plate|licen[cs]e plate)(?: (?:no\.?|number|plate))?(?: is|:)? ?\b(?:[a-z]\d{1,3} ?[a-z]{3}|[a-z]{3} ?\d{1,3}[a-z]?)\b",
            any,
        ),
        ("address with a password", r"(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#@]+@[^\s/]+", any),
        ("handle", r"@[A-Za-z_][A-Za-z0-9_.]{2,29}", stands_alone),
        ("date of birth", birth.as_str(), any),
        (
            "bank account",
            r"(?i)\bsort[ -]?code\b[^\n\d]{0,12}\d{2}[ -]?\d{2}[ -]?\d{2}\b|\b\d{2}-\d{2}-\d{2}[ ,;/]{1,3}\d{8}\b",
            any,
        ),
        ("bank account", r"(?i)\b(?:account|acct|a/c)\b(?: (?:number|no))?[^\n\d]{0,6}\d{8}\b", any),
        ("bank account", r"(?i)\bGB\d{2} ?[A-Z]{4}(?: ?\d){14}\b", any),
        (
            "staff number",
            r"(?i)\b(?:staff|employee|payroll|personnel|badge|assignment|pay)[ -](?:number|no\b\.?|id|ref(?:erence)?|#)(?: is|:| =)? ?#?[a-z]{0,4}-?\d{3,}\b",
            any,
        ),
        ("network address", r"(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){3,7}", network),
    ];
    let compiled =
        |(kind, looks, is): (_, &str, _)| Regex::new(looks).ok().map(|looks| Form { kind, looks, is });
    forms.into_iter().filter_map(compiled).collect()
});

/// The kinds of personal data that a text seems to hold, each once.
pub(crate) fn patterns(text: &str) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = find(text).into_iter().map(|(kind, _)| kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Everything in a text that looks like personal data: what it seems to be and where it is, in order. Found in the text
/// without invisible characters and in its compatible form, told as bytes of the text as it is.
pub(crate) fn find(text: &str) -> Vec<(&'static str, Range<usize>)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@' || !byte.is_ascii()) && !spelled(text) {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let read = folded.text();
    let matches = FORMS.iter().flat_map(|form| {
        let own = form.looks.find_iter(read).filter(|found| (form.is)(read, found));
        own.map(|found| (form.kind, folded.original(found.range())))
    });
    let mut found: Vec<(&'static str, Range<usize>)> = matches.collect();
    found.sort_by_key(|(kind, range)| (range.start, range.end, *kind));
    found.dedup();
    found
}

/// Whether an address may be spelled out; all other forms have a digit or an @.
fn spelled(text: &str) -> bool {
    text.as_bytes().windows(3).any(|three| {
        three.eq_ignore_ascii_case(b"dot") || {
            matches!(three, [b'a' | b'A', b't' | b'T', b']' | b')' | b'}' | b'>' | b' '])
        }
    })
}

fn any(_: &str, _: &Match<'_>) -> bool {
    true
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Not within a longer number or word.
fn bounded(text: &str, found: &Match<'_>) -> bool {
    let part = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_' | ',' | '/' | ':'))
    };
    let mut after = text[found.end()..].chars();
    let next = after.next();
    let sentence_ends = next.is_some_and(|letter| matches!(letter, '.' | ',' | ':'))
        && !after.next().is_some_and(char::is_alphanumeric);
    !part(text[..found.start()].chars().next_back()) && (sentence_ends || !part(next))
}

/// Ten or eleven digits that begin with 0.
fn british(text: &str, found: &Match<'_>) -> bool {
    (10..=11).contains(&digits(found.as_str())) && bounded(text, found)
}

fn abroad(text: &str, found: &Match<'_>) -> bool {
    (10..=15).contains(&digits(found.as_str())) && bounded(text, found)
}

/// Not the end of an address.
fn stands_alone(text: &str, found: &Match<'_>) -> bool {
    let before = text[..found.start()].chars().next_back();
    before.is_none_or(|letter| letter.is_whitespace() || matches!(letter, '(' | ',' | ';' | ':' | '"' | '\''))
}

fn network(text: &str, found: &Match<'_>) -> bool {
    let octets = || found.as_str().split('.').all(|octet| octet.parse::<u8>().is_ok());
    let long = || found.as_str().bytes().filter(|byte| *byte != b':').count() >= 4;
    let six = || found.as_str().parse::<Ipv6Addr>().is_ok() && long();
    (if found.as_str().contains('.') { octets() } else { six() }) && bounded(text, found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_form_is_a_pattern() {
        assert_eq!(FORMS.len(), 17);
    }

    #[test]
    fn personal_data_is_known_by_its_form() {
        let cases = [
            ("Ask jane.o'neil@example.gov.uk about it", "e-mail address"),
            ("jane dot smith at example dot gov dot uk", "e-mail address"),
            ("jane [at] example [dot] org", "e-mail address"),
            ("jane(at)example.org", "e-mail address"),
            ("ｊａｎｅ＠ｅｘａｍｐｌｅ．ｏｒｇ", "e-mail address"),
            ("ja\u{200b}ne@exam\u{ad}ple.org", "e-mail address"),
            ("Ring 0161 496 0123.", "telephone number"),
            ("07700 900123", "telephone number"),
            ("07700900123", "telephone number"),
            ("(0161) 496 0123", "telephone number"),
            ("0161\u{2011}496\u{2011}0123", "telephone number"),
            ("+44 7700 900123", "telephone number"),
            ("+44 (0)161 496 0123", "telephone number"),
            ("0044 161 496 0123", "telephone number"),
            ("QQ 12 34 56 C is not one but AB 12 34 56 C is", "National Insurance number"),
            ("ab123456c", "National Insurance number"),
            ("lives at SK1 3XE", "postcode"),
            ("EC1A 1BB", "postcode"),
            ("drives AB12 CDE", "vehicle registration"),
            ("reg A123 BCD", "vehicle registration"),
            ("https://jane:secret@example.org/x", "address with a password"),
            ("follow @jane_smith", "handle"),
            ("DOB 3 May 1979", "date of birth"),
            ("born on 03/05/1979", "date of birth"),
            ("date of birth: 1979-05-03", "date of birth"),
            ("sort code 12-34-56", "bank account"),
            ("12-34-56 12345678", "bank account"),
            ("account number 12345678", "bank account"),
            ("GB29 NWBK 6016 1331 9268 19", "bank account"),
            ("staff number 104233", "staff number"),
            ("Payroll no. AB10423", "staff number"),
            ("from 192.0.2.17.", "network address"),
            ("2001:db8::8a2e:370:7334", "network address"),
        ];
        for (text, kind) in cases {
            assert!(patterns(text).contains(&kind), "{text}: {:?}", patterns(text));
        }
    }

    #[test]
    fn figures_dates_labels_and_hashes_are_nobodys() {
        let cases = [
            "Fieldwork 13 May 2024 to 21 June 2024, 2024-05-13 – 2024-06-21, 13/05/2024 – 21/06/2024",
            "1,711 of 2,949 people (58%), 95% range 56 to 60; +4 points, −13 points",
            "0.07123456789 12345678901.25 0 100 200 300 400",
            "0.05, 2e-4, 1e-15, 0.001",
            "Born 1981 to 1996; Grade 1-4; SO2; Band E1; Under 2 years; £25,000-£35,000",
            "directorate×gender adult-social-care q12 q1 1st 2nd wave-2024-05",
            "5e57d488562c7d82c4234f8817671622006a20b56a2c07c06476668ead19ad5a",
            "default-src 'none'; style-src 'sha256-9kIb12SwAeQ='",
            "candour 0.1.0 at 10:30:45, version 1.2.3.4.5",
            "Look at the dot on the chart; at work, in 2024. Meet at work 2024",
            "Our account of 2024; registration of 12 people; sort by code 3",
            "20 of 30 45 of 60 0 of 12 01 02 03 04 05 06 07",
            "",
        ];
        for text in cases {
            assert_eq!(patterns(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_place_is_told_in_the_text_as_it_is() {
        let text = "é\u{200b} ｊane\u{200b}@example.org!";
        let [(kind, range)] = find(text).try_into().expect("one");
        assert_eq!((kind, &text[range]), ("e-mail address", "ｊane\u{200b}@example.org"));
    }

    proptest! {
        #[test]
        fn every_place_can_be_cut_out(text in "(?s).{0,60}", mail in "[a-z]{1,5}@[a-z]{1,5}\\.org") {
            let text = format!("{text} {mail} {text}");
            let found = find(&text);
            prop_assert!(found.iter().any(|(kind, _)| *kind == "e-mail address"));
            for (_, range) in found {
                prop_assert!(text.get(range).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
