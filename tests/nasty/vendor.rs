//! Layouts of survey tools: 260 responses stay 260, whatever stands above them and however options are joined.

use super::{HEADER, Nasty, Table, responses};

const FILE: &str = "small/export.csv";
const ALL: &str = "260 kept";

/// The pipeline of 260 responses.
fn many() -> Nasty {
    let nasty = Nasty::new(FILE);
    nasty.work.write("small/headcount/2024.csv", "unit,headcount\nroads,300\nparks,250\noffices,300\n");
    nasty.work.write(FILE, &responses(260).text());
    nasty
}

/// A tool's file: its header rows over its own cells and the answers of each response.
fn file(
    heads: &[Vec<String>],
    own: impl Fn(usize, &[String]) -> Vec<String>,
    answer: impl Fn(&str, &str) -> Vec<String>,
) -> Table {
    let row = |(at, cells): (usize, &Vec<String>)| {
        let answers = HEADER.iter().zip(cells).skip(2).flat_map(|(header, cell)| answer(header, cell));
        own(at, cells).into_iter().chain(answers).collect()
    };
    let table = responses(260);
    Table(heads.iter().cloned().chain(table.0.iter().skip(1).enumerate().map(row)).collect())
}

/// These cells and then those of the questions, each quoted: line ends and commas may be in them.
fn head(own: &str, question: impl Fn(usize, &str) -> Vec<String>) -> Vec<String> {
    let questions = HEADER.iter().skip(2).enumerate().flat_map(|(at, header)| question(at, header));
    own.split('|').map(str::to_owned).chain(questions).map(|cell| quoted(&cell)).collect()
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

fn cells(own: &[&str]) -> Vec<String> {
    own.iter().map(|cell| (*cell).to_owned()).collect()
}

fn qualtrics() -> Table {
    let own = "StartDate|EndDate|Status|IPAddress|Progress|Finished|ResponseId|RecipientEmail";
    let import =
        own.split('|').map(|name| format!("{{\"ImportId\":\"{name}\"}}")).collect::<Vec<_>>().join("|");
    let heads = [
        head(own, |at, _| vec![format!("Q{at}")]),
        head(&own.replace('|', "\n|"), |_, header| vec![format!("{header}\n")]),
        head(&import, |at, _| vec![format!("{{\"ImportId\":\"QID{at}\"}}")]),
    ];
    let own = |_: usize, row: &[String]| {
        cells(&[&row[1], &row[1], "IP Address", "192.0.2.1", "100", "True", &row[0], "zqx@example.org"])
    };
    file(&heads, own, |_, cell| vec![quoted(&cell.replace(';', ","))])
}

fn surveymonkey() -> Table {
    let blank = |_: &str| String::new();
    let own = "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address";
    let above = |header: &str| match header {
        "News" => cells(&["News", ""]),
        _ => cells(&[header]),
    };
    let below = |header: &str| match header {
        "News" => cells(&["Email", "Team meeting"]),
        "Comment" => cells(&["Open-Ended Response"]),
        _ => cells(&["Response"]),
    };
    let heads = [
        head(own, |_, header| above(header)),
        head(&own.split('|').map(blank).collect::<Vec<_>>().join("|"), |_, header| below(header)),
    ];
    let own = |at: usize, row: &[String]| {
        let day = format!("05/{}/2024 09:30:00 AM", &row[1][8..]);
        cells(&[&(118_000_000_000_u64 + at as u64).to_string(), "400000001", &day, &day, "192.0.2.1", ""])
    };
    file(&heads, own, |header, cell| match header {
        "News" => {
            let option = |option: &str| if cell.contains(option) { option.to_owned() } else { String::new() };
            vec![option("Email"), option("Team meeting")]
        }
        _ => cells(&[cell]),
    })
}

/// As Microsoft Forms writes it, with this between and after options.
fn microsoft_forms(options: impl Fn(&str) -> String) -> Table {
    let own = "ID|Start time|Completion time|Email|Name";
    let heads = [head(own, |_, header| vec![format!("\u{a0}{header}\u{a0} ")])];
    let own = |at: usize, row: &[String]| {
        let day = format!("5/{}/24 9:30:00", &row[1][8..]);
        cells(&[&(at + 1).to_string(), &day, &day, "anonymous", ""])
    };
    file(&heads, own, |header, cell| vec![if header == "News" { options(cell) } else { cell.to_owned() }])
}

#[test]
fn every_tool_is_recognised_and_all_responses_stay() {
    let forms = microsoft_forms(|chosen| format!("{chosen};")).bytes();
    let mut legacy = qualtrics();
    legacy.0.remove(2);
    many().reads(&[
        (
            "Qualtrics, 3 header rows",
            qualtrics().bytes(),
            &["recognised as Qualtrics: three header rows", ALL],
        ),
        ("Qualtrics, 2 header rows", legacy.bytes(), &["recognised as Qualtrics: two header rows", ALL]),
        (
            "SurveyMonkey, 2 header rows, a column for each option",
            surveymonkey().bytes(),
            &["recognised as SurveyMonkey: two header rows", ALL],
        ),
        (
            "MS Forms, a `;` after every option and NBSP headers",
            forms,
            &["recognised as Microsoft Forms", ALL],
        ),
    ]);
}

#[test]
fn an_option_that_contains_the_separator_is_one_option() {
    let option = "Team meeting; weekly, online";
    let nasty = many().with("small/survey.toml", "\"Team meeting\"", &format!("\"{option}\""));
    let both = |cell: &str| responses(260).all("News", "Email;Team meeting", &quoted(cell));
    let text = both(&format!("Email;{option}"));
    nasty.work.write(FILE, &text.text());
    let forms = |cell: &'static str| {
        let options = move |chosen: &str| if chosen == "Email" { "Email;".to_owned() } else { quoted(cell) };
        microsoft_forms(options).bytes()
    };
    nasty.reads(&[
        ("joined by `;`, with one at the end", forms("Email;Team meeting; weekly, online;"), &[ALL]),
        ("the other one first", forms("Team meeting; weekly, online;Email;"), &[ALL]),
        ("joined by commas", both(&format!("Email, {option}")).bytes(), &[ALL]),
    ]);
    let half = both("Email;Team meeting; online").bytes();
    nasty.refuses(&[("half of an option", half, &["row 3", "“News”", "is none of the options"])]);
}

#[test]
fn long_form_without_respondents_is_refused_where_groups_are_not_beside_every_answer() {
    let long = "../export.csv\"\nlayout = \"long\"\nlong = { question = \"Question\", answer = \"Answer\" }";
    let nasty = many().with("small/waves/2024.toml", "../export.csv\"", long);
    let header = "Directorate,Service,Question,Answer\n";
    let once = header.to_owned() + "Place,Roads,Proud,Agree\n,,Safe,Agree\n";
    let words = ["filled in beside some questions", "into every row"];
    let rows = "Service,Question,Answer\nRoads,Directorate,Place\nRoads,Proud,Agree\n";
    nasty.refuses(&[
        ("groups on the first row of each person", once.into(), &words),
        ("groups in rows", rows.into(), &["is a row of its own", "as a column beside"]),
    ]);
}

#[test]
fn a_tools_file_without_one_of_its_header_rows_is_refused() {
    let without = |mut table: Table, row: usize| {
        table.0.remove(row - 1);
        table.bytes()
    };
    let pinned =
        many().with("small/waves/2024.toml", "../export.csv\"", "../export.csv\"\nlayout = \"surveymonkey\"");
    many().refuses(&[
        ("Qualtrics without its first row", without(qualtrics(), 1), &["no layout fits", "ImportId"]),
        ("Qualtrics without its second row", without(qualtrics(), 2), &["no layout fits", "ImportId"]),
        ("SurveyMonkey without its first row", without(surveymonkey(), 1), &["row 1"]),
        (
            "SurveyMonkey without its second row",
            without(surveymonkey(), 2),
            &["row 1", "column M has answers but no header"],
        ),
        ("MS Forms without its header row", without(microsoft_forms(str::to_owned), 1), &["row 1"]),
    ]);
    let bare = without(surveymonkey(), 2);
    pinned.refuses(&[(
        "pinned all the same",
        bare,
        &["the plan says that this is SurveyMonkey", "row 2 is not blank"],
    )]);
}
