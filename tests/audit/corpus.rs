//! The corpus: each way in which a release was ever seen to leak, or could be.

use lopdf::{Document, Object, Stream, dictionary};
use rust_xlsxwriter::{DocProperties, Workbook};
use serde_json::json;

use super::folder::{Folder, Listed, figures};
use super::people::{SERVICES, tones};
use super::says;

/// A leaky release: how the safe one is changed, and what must be said of it.
pub(super) struct Leaky {
    pub(super) name: &'static str,
    pub(super) edit: fn(&mut Folder),
    pub(super) listed: Listed,
    pub(super) words: &'static [&'static str],
}

const fn leak(name: &'static str, edit: fn(&mut Folder), words: &'static [&'static str]) -> Leaky {
    Leaky { name, edit, listed: Listed::Afresh, words }
}

/// All of them.
pub(super) const LEAKS: &[Leaky] = &[
    leak("one sibling withheld, the total published", one_sibling_withheld, &[says::SUBTRACTION]),
    leak("a change beside a withheld earlier figure", change_tells, &[says::CHANGE, "schools"]),
    leak("everyone of a small group agrees", everyone_agrees, &[says::UNANIMOUS, "museums"]),
    leak("all but one of a small group agree", all_but_one_agree, &[says::UNANIMOUS, "museums"]),
    leak("a population with four people more", wider_scope, &[says::SCOPE]),
    leak("a row of a cross table with one cell missing", cross_less_one_way, &[says::DETERMINED]),
    leak("whole percent of eight in a table", percent_of_eight_in_a_table, &[says::SMALL, "data/lights.csv"]),
    leak("whole percent of eight in a page", percent_of_eight_in_a_page, &[says::SMALL, "lights.html"]),
    leak("a group of eight shown", group_of_eight, &[says::SMALL, "lights"]),
    leak("categories of fifteen people", categories_of_fifteen, &[says::DETAILED, "museums"]),
    leak("a hidden sheet", hidden_sheet, &[says::HIDDEN, "book.xlsx"]),
    leak("rows of a withheld group in a script", script_in_a_page, &[says::SMALL, "index.html#script"]),
    leak(
        "a withheld group among the explorer's figures",
        figures_in_the_explorer,
        &[says::SMALL, "explorer.html#script"],
    ),
    leak(
        "a letter too many among the explorer's figures",
        letter_in_the_explorer,
        &[says::UNREADABLE, "explorer.html"],
    ),
    leak("a script in the place of the explorer's own", script_of_another, &[says::HIDDEN, "explorer.html"]),
    leak("figures in a comment of a page", comment_in_a_page, &[says::HIDDEN, "index.html"]),
    leak("an e-mail address in a label", address_in_a_label, &[says::PERSONAL]),
    leak("a file of an unknown kind", unknown_file, &[says::UNREADABLE, "notes.bin"]),
    leak("the author of a workbook", author_of_a_workbook, &[says::HIDDEN, "book.xlsx"]),
    leak("a comment in the paper", comment_in_the_paper, &[says::HIDDEN, "committee-paper.docx: a comment"]),
    leak("a hidden slide", hidden_slide, &[says::HIDDEN, "a hidden slide"]),
    leak(
        "a withheld figure in the sheet behind a chart",
        sheet_of_a_chart,
        &[says::SMALL, "lights", "slides.pptx"],
    ),
    leak("an attachment in a PDF", attachment, &[says::HIDDEN, "report.pdf"]),
    Leaky {
        name: "a changed figure under the old manifest",
        edit: changed_figure,
        listed: Listed::AsBefore,
        words: &[says::ALTERED, "release.json"],
    },
];

/// The figures of a service as its people answered.
fn of_service(question: usize, service: &str) -> [u64; 3] {
    tones(question, |person| person.service.eq_ignore_ascii_case(service))
}

fn show(folder: &mut Folder, service: &str, detailed: bool) {
    for (question, measure) in ["proud", "safe"].into_iter().enumerate() {
        folder.row("2024", measure, service)["figures"] = figures(of_service(question, service), detailed);
    }
}

fn one_sibling_withheld(folder: &mut Folder) {
    show(folder, "bins", false);
}

fn change_tells(folder: &mut Folder) {
    folder.withhold("2022", "schools");
    let row = folder.row("2024", "proud", "schools");
    assert!(row["change"]["shown"]["difference"].is_object(), "{row}");
}

/// Moves answers between Museums and Libraries, so that all sums stay.
fn museums_say(folder: &mut Folder, museums: [u64; 3]) {
    let (before, libraries) = (of_service(0, "museums"), of_service(0, "libraries"));
    let libraries = [0, 1, 2].map(|tone| libraries[tone] + before[tone] - museums[tone]);
    folder.row("2024", "proud", "museums")["figures"] = figures(museums, false);
    folder.row("2024", "proud", "libraries")["figures"] = figures(libraries, true);
}

fn everyone_agrees(folder: &mut Folder) {
    museums_say(folder, [0, 0, 15]);
}

fn all_but_one_agree(folder: &mut Folder) {
    museums_say(folder, [1, 0, 14]);
}

fn wider_scope(folder: &mut Folder) {
    let measures = folder.release["measures"].as_array_mut().expect("measures");
    let mut wider = measures.iter().find(|measure| measure["kind"] == "response").expect("a rate").clone();
    let id = wider["id"].clone();
    wider["id"] = "wider".into();
    measures.push(wider);
    let rows = folder.release["rows"].as_array_mut().expect("rows");
    let is =
        |row: &&serde_json::Value| row["wave"] == "2024" && row["measure"] == id && row["group"] == "all";
    let mut row = rows.iter().find(is).expect("a row").clone();
    row["measure"] = "wider".into();
    let own = &mut row["figures"]["shown"];
    let (people, headcount) =
        (own["respondents"].as_u64().expect("n") + 4, own["base"].as_u64().expect("n") + 8);
    *own = json!({ "value": 100.0 * people as f64 / headcount as f64, "base": headcount, "respondents": people });
    rows.push(row);
}

fn cross_less_one_way(folder: &mut Folder) {
    let column = |id: &str| json!({ "id": id, "name": id, "groups": [id] });
    folder.release["crosses"] = json!([{
        "id": "directorate×contract", "level": "directorate", "characteristic": "contract",
        "columns": [column("part-time"), column("full-time")]
    }]);
    for (question, measure) in ["proud", "safe"].into_iter().enumerate() {
        for directorate in ["place", "people"] {
            for (contract, name) in ["part-time", "full-time"].into_iter().enumerate() {
                let own = tones(question, |person| {
                    person.directorate.eq_ignore_ascii_case(directorate) && person.contract == contract
                });
                let missing = directorate == "place" && contract == 1;
                let figures = if missing { json!({ "withheld": "c" }) } else { figures(own, false) };
                let row = json!({
                    "wave": "2024", "kind": "question", "measure": measure, "breakdown": "directorate×contract",
                    "group": format!("{directorate}×{name}"), "figures": figures
                });
                folder.release["rows"].as_array_mut().expect("rows").push(row);
            }
        }
    }
}

fn percent_of_eight_in_a_table(folder: &mut Folder) {
    let header = "wave,kind,measure,breakdown,group,status,base,positive\n";
    folder.add("data/lights.csv", format!("{header}2024,question,proud,service,lights,shown,8,38\n"));
}

fn percent_of_eight_in_a_page(folder: &mut Folder) {
    let cells = |cell: &str, words: [&str; 7]| words.map(|word| format!("<{cell}>{word}</{cell}>")).concat();
    let header = cells("th", ["wave", "kind", "measure", "breakdown", "group", "base", "positive"]);
    let row = cells("td", ["2024", "question", "proud", "service", "lights", "8", "38%"]);
    let page =
        format!("<!DOCTYPE html><html lang=\"en\"><table><tr>{header}</tr><tr>{row}</tr></table></html>");
    folder.add("lights.html", page);
}

fn group_of_eight(folder: &mut Folder) {
    show(folder, "lights", false);
}

fn categories_of_fifteen(folder: &mut Folder) {
    show(folder, "museums", true);
}

fn hidden_sheet(folder: &mut Folder) {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Results").expect("written");
    book.add_worksheet().set_hidden(true).write(0, 0, 8).expect("written");
    folder.add("book.xlsx", book.save_to_buffer().expect("a workbook"));
}

fn script_in_a_page(folder: &mut Folder) {
    let mut row = folder.row("2024", "proud", "lights").clone();
    row["figures"] = figures(of_service(0, "lights"), false);
    folder.append("index.html", &format!("<script type=\"application/json\">[{row}]</script>"));
}

/// Changes what the explorer holds of the Lights in 2024.
fn explorer_line(folder: &mut Folder, change: impl Fn(&mut serde_json::Value, &str) -> String) {
    let page = String::from_utf8(folder.files["explorer.html"].clone()).expect("UTF-8");
    let (before, rest) = page.split_once("id=\"release\">").expect("the data");
    let (data, after) = rest.split_once("</script>").expect("their end");
    let mut held: serde_json::Value = serde_json::from_str(data).expect("JSON");
    let place = |list: &serde_json::Value, id: &str| {
        let is = |one: &serde_json::Value| one["id"] == id || one[0] == id;
        list.as_array().expect("a list").iter().position(is).expect("there")
    };
    let breakdown = place(&held["breakdowns"], "service");
    let group = place(&held["breakdowns"][breakdown]["groups"], "lights");
    let wave = place(&held["waves"], "2024");
    let line = held["cells"][wave][breakdown][group].as_str().expect("a line").to_owned();
    let line = change(&mut held, &line);
    held["cells"][wave][breakdown][group] = line.into();
    folder.add("explorer.html", format!("{before}id=\"release\">{held}</script>{after}"));
}

fn figures_in_the_explorer(folder: &mut Folder) {
    explorer_line(folder, |held, _| {
        let letters: Vec<char> = held["letters"].as_str().expect("letters").chars().collect();
        let shapes = held["shapes"].as_array_mut().expect("shapes");
        let withheld = shapes.iter().position(|shape| shape == "c").expect("a marker");
        shapes.push(json!(["t", "c", "c", null, null]));
        let [negative, neutral, positive] =
            of_service(0, "lights").map(|count| (200 * count as usize + 8) / 16);
        let shown = [shapes.len() - 1, 2 * 8, positive, neutral, negative];
        let measures = held["measures"].as_array().expect("measures").iter();
        let row = |measure: &serde_json::Value| {
            if measure["id"] == "proud" { shown.to_vec() } else { vec![withheld, 1] }
        };
        measures.flat_map(row).map(|number| letters[number]).collect()
    });
}

fn letter_in_the_explorer(folder: &mut Folder) {
    explorer_line(folder, |_, line| format!("{line}8"));
}

fn script_of_another(folder: &mut Folder) {
    let page = String::from_utf8(folder.files["explorer.html"].clone()).expect("UTF-8");
    let changed = page.replace("<script>'use strict';", "<script>'use strict';const lights = [3, 8];");
    assert_ne!(page, changed);
    folder.add("explorer.html", changed);
}

fn comment_in_a_page(folder: &mut Folder) {
    folder.append("index.html", "<!-- lights: 3 of 8 -->");
}

fn address_in_a_label(folder: &mut Folder) {
    let breakdowns = folder.release["breakdowns"].as_array_mut().expect("breakdowns");
    let groups =
        breakdowns.iter_mut().flat_map(|breakdown| breakdown["groups"].as_array_mut().expect("groups"));
    let museums = groups.into_iter().find(|group| group["id"] == "museums").expect("a group");
    museums["name"] = "Museums (ask jane.smith@example.org)".into();
}

fn unknown_file(folder: &mut Folder) {
    folder.add("notes.bin", b"notes".as_slice());
}

fn author_of_a_workbook(folder: &mut Folder) {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_author("C:\\Users\\jsmith\\drafts"));
    book.add_worksheet().write(0, 0, "Results").expect("written");
    folder.add("book.xlsx", book.save_to_buffer().expect("a workbook"));
}

fn comment_in_the_paper(folder: &mut Folder) {
    let comments = "<w:comments xmlns:w=\"w\"><w:comment w:author=\"J\"><w:p><w:r><w:t>lights: 3 of 8</w:t></w:r></w:p>\
        </w:comment></w:comments>";
    folder.with_part("committee-paper.docx", "word/comments.xml", |_| comments.into());
}

fn hidden_slide(folder: &mut Folder) {
    folder.with_part("slides.pptx", "ppt/slides/slide2.xml", |slide| {
        let slide = String::from_utf8(slide).expect("XML");
        slide.replacen("<p:sld ", "<p:sld show=\"0\" ", 1).into_bytes()
    });
}

fn sheet_of_a_chart(folder: &mut Folder) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let header = ["wave", "kind", "measure", "breakdown", "group", "base", "positive"];
    for (column, name) in (0..).zip(header) {
        sheet.write(0, column, name).expect("written");
    }
    for (column, word) in (0..).zip(["2024", "question", "proud", "service", "lights", "8", "38"]) {
        sheet.write(1, column, word).expect("written");
    }
    let book = book.save_to_buffer().expect("a workbook");
    folder.with_part("slides.pptx", "ppt/embeddings/chart9.xlsx", |_| book);
}

fn attachment(folder: &mut Folder) {
    let mut document = Document::with_version("1.7");
    let data = document
        .add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"lights: 3 of 8".to_vec()));
    let file = dictionary! { "Type" => "Filespec", "F" => Object::string_literal("x"), "EF" => dictionary! { "F" => data } };
    let file = document.add_object(file);
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![Object::string_literal("x"), file.into()] } };
    let pages =
        document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let catalog =
        document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Names" => names });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("written");
    folder.add("report.pdf", bytes);
}

fn changed_figure(folder: &mut Folder) {
    let base: u64 = SERVICES.iter().map(|(_, _, counts)| counts[1] as u64).sum();
    let all = tones(0, |_| true);
    assert_eq!(all.iter().sum::<u64>(), base);
    folder.row("2024", "proud", "all")["figures"] = figures([all[0] - 1, all[1], all[2] + 1], true);
}
