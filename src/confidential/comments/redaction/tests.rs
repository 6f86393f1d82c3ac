//! What is taken out and what stays, case by case.

use super::super::patterns;
use super::{Redactor, plain};

const STAFF: &str =
    "Smith, Zebedee\nAnne-Marie O'Brien\nNg, Hoi\nGrant Underhill\nSiân Pryce\nLong, Bartleby\n";

fn redacted(text: &str) -> String {
    Redactor::new(STAFF, 10_000).redact(text).text
}

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(&redacted(text), expected, "{text}");
    }
}

#[test]
fn names_are_taken_out() {
    all(&[
        ("My manager Jonquil is great", "My manager [name] is great"),
        ("my line manager, Quentin Farthing, never listens", "my line manager, [name], never listens"),
        ("Mr Okonjo-Bright shouted", "Mr [name] shouted"),
        ("ask mrs featherstonehaugh about it", "ask mrs [name] about it"),
        ("I saw Dr. Patel on Monday", "I saw Dr. [name] on Monday"),
        ("Sarah told me so", "[name] told me so"),
        ("it was sarah who left", "it was [name] who left"),
        ("It was SARAH who left", "It was [name] who left"),
        ("Thanks to Sarah Jones-Smith for this", "Thanks to [name] for this"),
        ("Sarah's team", "[name]'s team"),
        ("ask zebedee", "ask [name]"),
        ("Zebedee Smith-led work", "[name] work"),
        ("Anne-Marie O’Brien knows", "[name] knows"),
        ("I work for Hoi Ng", "I work for [name]"),
        ("I asked Mark about it", "I asked [name] about it"),
        ("Mark Featherby was kind", "[name] was kind"),
        ("we met with Grant about pay", "we met with [name] about pay"),
        ("Siân and sian are one", "[name] and [name] are one"),
        ("Mohammed, Priya and Agnieszka left", "[name], [name] and [name] left"),
        ("Dafydd ap Gwilym wrote", "[name] wrote"),
        ("Chukwu from payroll helped", "[name] from payroll helped"),
        ("Łukasz and Małgorzata", "[name] and [name]"),
        ("J. Fotheringay in Finance", "[name] in Finance"),
        ("My name is Xanthippe", "My name is [name]"),
        ("Kind regards, Philomena Gargery", "Kind regards, [name]"),
        ("S\u{200b}arah and ｓａｒａｈ", "[name] and [name]"),
    ]);
}

#[test]
fn words_that_are_names_too_stay() {
    let same = [
        "May I say that in May we moved",
        "I will go if he will",
        "Grant funding is short",
        "Will the Grant funding last?",
        "Mark my words",
        "Faith in leaders is low",
        "We need hope, joy and grace",
        "the mark of a good grant",
        "Rose-tinted views. Art is dead. Bill the other council.",
        "Pay rise! Pat on the back",
        "no chance to page through the long price list",
        "The Chief Executive of the Council said so",
        "Social Care and Public Health need staff",
        "Microsoft Teams is slow in March and on Sundays",
        "My manager is kind. My manager I trust.",
        "I miss working with people",
        "MANAGERS WILL NOT LISTEN TO US",
    ];
    for text in same {
        assert_eq!(Redactor::new("", 10_000).redact(text).text, text);
    }
    assert_eq!(
        redacted("Grant funding stays, the Grant of the staff list does not"),
        "Grant funding stays, the [name] of the staff list does not"
    );
}

#[test]
fn personal_data_with_a_form_is_taken_out() {
    all(&[
        ("mail zqx.bloggs+work@example.org.", "mail [e-mail]."),
        ("zqx dot bloggs at example dot gov dot uk", "[e-mail]"),
        ("zqx.bloggs at council.gov.uk please", "[e-mail] please"),
        ("zqx(at)example.com", "[e-mail]"),
        ("zqx [at] example [dot] com", "[e-mail]"),
        ("call 0161 474 1234 now", "call [phone] now"),
        ("call +44 (0)7700 900123", "call [phone]"),
        ("07700-900-123", "[phone]"),
        ("(01632) 960 001", "[phone]"),
        ("I am on ext. 4512", "I am on ext. [phone]"),
        ("NI is QQ 12 34 56 C", "NI is [NI number]"),
        ("NI is AB 12 34 56 C ok", "NI is [NI number] ok"),
        ("ab123456c", "[NI number]"),
        ("staff number 10432", "staff number [staff number]"),
        ("payroll no: E4471", "payroll no: [staff number]"),
        ("case 00123456", "case [number]"),
        ("NHS 943 476 5919", "NHS [NHS number]"),
        ("parked KX19 ABC and kx19abc", "parked [vehicle] and [vehicle]"),
        ("reg is A123 BCD", "reg is [vehicle]"),
        ("I live in SK1 3XE.", "I live in [postcode]."),
        ("near sk13xe", "near [postcode]"),
        ("see https://intranet.example/x?y=1 today", "see [web address] today"),
        ("on www.example.org, or example.co.uk/blog", "on [web address] or [web address]"),
        ("tweet me @zqx_bloggs ok", "tweet me [handle] ok"),
        ("insta: zqx.bloggs", "insta: [handle]"),
        ("born on 3 May 1968", "born on [date]"),
        ("DOB 03/05/68", "DOB [date]"),
        ("born in 1968", "born in [date]"),
        ("since 1st of March 2019", "since [date]"),
        ("sort code 12-34-56 account 12345678", "sort code [bank details] account [bank details]"),
        ("GB29 NWBK 6016 1331 9268 19", "[bank details]"),
        ("card 4929 1234 5678 9012", "card [bank details]"),
        ("from 192.168.10.254", "from [IP address]"),
        ("2001:db8::ff00:42:8329", "[IP address]"),
        ("I live at 12 Wellington Road", "I live at [address]"),
        ("j\u{200b}oe@exam\u{ad}ple.org", "[e-mail]"),
        ("０１６１ ４７４ １２３４", "[phone]"),
    ]);
}

#[test]
fn ordinary_numbers_and_words_stay() {
    let same = [
        "24/7 for 2 years, 9-5, 100%",
        "in 2023-24, and in 2023-2024",
        "£30,000 a year, £250000 in all",
        "look at it, dot the i",
        "grade G5, band 7, Q1 2nd half",
        "5 minutes at 10:30, 37.5 hours",
        "Section 21 and COVID19",
        "as 10 the first",
        "a 3 to 4 year plan etc. Then more",
    ];
    for text in same {
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn flags_tell_a_person_where_to_look() {
    let flags = |text: &str| Redactor::new(STAFF, 500).redact(text).flags;
    assert_eq!(
        flags("He threatened me, as the only welder, while I was pregnant"),
        ["escalate", "health", "rare role"]
    );
    assert_eq!(flags("Grant was unkind"), ["possible name"]);
    assert_eq!(flags("it was Quillon Featherby who did it"), ["possible name"]);
    assert_eq!(flags("Quillon Featherby did it"), ["possible name"]);
    assert_eq!(flags("More parking, please"), [""; 0]);
}

#[test]
fn kinds_are_counted() {
    let kinds = Redactor::default().redact("Sarah, 07700 900123, 07700 900124").kinds;
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), [("name", 1), ("phone", 2)]);
}

#[test]
fn a_very_long_comment_takes_no_long_time_and_is_cut() {
    for part in ["a", "a ", "Sarah ", "1", "@a ", "a.b at ", "Xx "] {
        let text: String = part.repeat(40_000 / part.len());
        let redacted = Redactor::new(STAFF, 500).redact(&text).text;
        assert!(redacted.chars().count() <= 500, "{part}");
    }
}

/// Every word that stays was written; the labels are ours.
fn comes_from(redacted: &str, text: &str) -> bool {
    let written = plain::plain(text);
    let mut rest = written.as_str();
    redacted.split(['[', ']', '…']).step_by(2).all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

#[test]
fn a_text_is_redacted_to_what_it_has_and_stays_redacted() {
    for text in ["Sarah 07700 900123 said a@b.org", "x", "", "Mr T and Dr Who at 12 High Street, SK1 3XE"] {
        let once = redacted(text);
        assert!(comes_from(&once, text), "{text}");
        assert_eq!(redacted(&once), once, "{text}");
        assert!(patterns::find(&once).is_empty(), "{once}");
    }
}
