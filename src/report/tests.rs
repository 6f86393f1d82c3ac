//! Tests of whole reports, on made-up releases of many shapes.

use std::collections::BTreeSet;

use super::testing::{Shape, release};
use super::view::View;
use super::{Rendered, figure, render};
use crate::release::{Release, Row};

const HOSTILE: &str = " <script>alert(1)</script> & \"q\" 'a' {{x}} =HYPERLINK ]]> ملاحظة";

fn shapes() -> Vec<Shape> {
    let bare = Shape {
        waves: 1,
        units: 1,
        services: 0,
        roles: false,
        pillars: false,
        headcount: false,
        ..Shape::default()
    };
    vec![
        Shape::default(),
        Shape { waves: 1, ..Shape::default() },
        Shape { units: 60, services: 2, ..Shape::default() },
        Shape { withheld: true, ..Shape::default() },
        Shape { spice: HOSTILE, ..Shape::default() },
        bare,
    ]
}

fn text(file: &Rendered) -> &str {
    std::str::from_utf8(&file.bytes).expect("pages are UTF-8")
}

fn pages(release: &Release) -> Vec<Rendered> {
    render(release).into_iter().filter(|file| file.path.ends_with(".html")).collect()
}

/// What stands between tags, without style and without the text of SVG's own markup.
fn words(html: &str) -> String {
    let body = html.split_once("</style>").map_or(html, |(_, body)| body);
    let mut inside = false;
    let plain = |letter: char| match letter {
        '<' => {
            inside = true;
            Some(' ')
        }
        '>' => {
            inside = false;
            None
        }
        letter => (!inside).then_some(letter),
    };
    body.chars().filter_map(plain).collect()
}

#[test]
fn the_same_release_gives_the_same_bytes() {
    let release = release(&Shape::default());
    assert_eq!(render(&release), render(&release));
}

#[test]
fn a_page_for_the_whole_and_for_each_shown_unit() {
    let files = render(&release(&Shape::default()));
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.first(), Some(&"index.html"));
    assert_eq!(paths.last(), Some(&"data/results.csv"));
    assert_eq!(paths.iter().filter(|path| path.starts_with("directorates/")).count(), 8);
    let withheld = Shape { withheld: true, ..Shape::default() };
    assert!(render(&release(&withheld)).iter().all(|file| !file.path.starts_with("directorates/")));
}

#[test]
fn every_link_leads_somewhere() {
    let files = render(&release(&Shape { units: 60, services: 2, ..Shape::default() }));
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        for link in
            text(file).split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link)
        {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let from = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let target = match path.strip_prefix("../") {
                Some(up) => up.to_owned(),
                None if path.is_empty() => file.path.clone(),
                None if from.is_empty() => path.to_owned(),
                None => format!("{from}/{path}"),
            };
            assert!(paths.contains(target.as_str()), "{link} in {}", file.path);
            let there = files.iter().find(|file| file.path == target).map(text).unwrap_or_default();
            assert!(anchor.is_empty() || there.contains(&format!("id=\"{anchor}\"")), "{link}");
        }
    }
}

#[test]
fn headings_begin_with_one_h1_and_skip_nothing() {
    for page in shapes().iter().flat_map(|shape| pages(&release(shape))) {
        let mut last = 0;
        let mut firsts = 0;
        for level in text(&page).split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)) {
            assert!(level <= last + 1, "{}: h{level} after h{last}", page.path);
            firsts += u32::from(level == 1);
            last = level;
        }
        assert_eq!(firsts, 1, "{}", page.path);
    }
}

#[test]
fn ids_are_unique_and_what_names_an_element_exists() {
    for page in shapes().iter().flat_map(|shape| pages(&release(shape))) {
        let html = text(&page);
        let values = |name: &'static str| {
            html.split(name).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value)
        };
        let ids: Vec<&str> = values(" id=\"").collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "{}", page.path);
        for name in values("aria-labelledby=\"").flat_map(str::split_whitespace) {
            assert!(distinct.contains(name), "{name} in {}", page.path);
        }
    }
}

#[test]
fn labels_cannot_become_markup() {
    for page in pages(&release(&Shape { spice: HOSTILE, ..Shape::default() })) {
        let html = text(&page);
        assert!(!html.contains("<script"), "{}", page.path);
        assert!(!html.contains(" style="), "{}", page.path);
        assert!(html.contains("alert(1)"), "{}", page.path);
        assert!(!html.contains("\"q\""), "{}", page.path);
    }
}

#[test]
fn a_page_needs_nothing_but_itself() {
    for page in pages(&release(&Shape::default())) {
        let html = text(&page);
        assert!(html.contains("default-src 'none'; style-src 'sha256-"));
        for outside in ["http:", "https:", "src=", "@import", "url(", "<link", "<script"] {
            assert!(!html.contains(outside), "{outside} in {}", page.path);
        }
        assert!(html.len() < 300_000, "{} weighs {}", page.path, html.len());
    }
}

#[test]
fn tables_have_as_many_cells_as_columns() {
    for page in shapes().iter().flat_map(|shape| pages(&release(shape))) {
        for table in text(&page).split("<table>").skip(1).filter_map(|rest| rest.split_once("</table>")) {
            let columns = table.0.matches("<th scope=\"col\">").count();
            for row in table.0.split("<tbody>").nth(1).unwrap_or_default().split("<tr>").skip(1) {
                assert_eq!(row.matches("<td").count() + 1, columns, "{}: {row}", page.path);
            }
        }
    }
}

#[test]
fn the_headline_figures_are_those_of_the_release() {
    let release = release(&Shape::default());
    let view = View::new(&release);
    let page = render(&release).swap_remove(0);
    let words = words(text(&page));
    for measure in view.questions() {
        let row = view.row("2024", measure, super::view::Place::WHOLE).expect("a row for every question");
        let figures = row.figures.shown().expect("the whole is shown");
        let percent = figure::headline(measure, figures);
        assert!(words.contains(&measure.text.replace('\'', "&#39;")), "{}", measure.text);
        assert!(words.contains(&format!(" {percent}%")), "{percent}% of {}", measure.text);
    }
}

#[test]
fn every_percentage_on_a_page_is_in_the_release() {
    let release = release(&Shape::default());
    let known: BTreeSet<i64> = release.rows().iter().flat_map(|row| percentages(&release, row)).collect();
    let elsewhere = [66, 70, 15, 65, 95, 0, 100, 10, 20, 30, 40, 50, 60, 80, 90];
    for page in pages(&release) {
        let words = words(text(&page));
        for (before, _) in words.split('%').zip(words.split('%').skip(1)) {
            let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
            let number: String = digits.chars().rev().collect();
            let Ok(number) = number.parse::<i64>() else { continue };
            assert!(known.contains(&number) || elsewhere.contains(&number), "{number}% in {}", page.path);
        }
    }
}

fn percentages(release: &Release, row: &Row) -> Vec<i64> {
    let measure =
        release.measures().iter().find(|measure| measure.kind == row.kind && measure.id == row.measure);
    let (Some(measure), Some(figures)) = (measure, row.figures.shown()) else { return Vec::new() };
    let sides =
        [Some(figure::headline(measure, figures)), figure::negative(figures), figure::neutral(figures)];
    sides.into_iter().flatten().collect()
}

#[test]
fn what_is_withheld_shows_no_digit() {
    let release = release(&Shape { withheld: true, ..Shape::default() });
    let page = render(&release).swap_remove(0);
    let html = text(&page);
    let cells = html.split("<td class=\"number\">").skip(1).filter_map(|rest| rest.split_once("</td>"));
    let allowed = ["2,071", "2,035", "36", "66%"];
    for (cell, _) in cells {
        let digits = cell.chars().any(|letter| letter.is_ascii_digit());
        assert!(!digits || allowed.contains(&cell), "{cell}");
    }
    for mark in ["range", "way", "value", "bar", "bar-whole", "was"] {
        assert!(!html.contains(&format!("class=\"{mark}")), "{mark}");
    }
    assert!(html.contains("withheld to protect confidentiality"));
    let csv = render(&release).pop().expect("the table comes last");
    for line in text(&csv).lines().skip(1) {
        assert!(line.contains(",c,,,,,,,,,") && line.ends_with(",,"), "{line}");
    }
}

#[test]
fn the_table_of_results_has_its_form() {
    let csv = render(&release(&Shape::default())).pop().expect("the table comes last");
    let mut lines = text(&csv).lines();
    assert_eq!(
        lines.next(),
        Some(
            "wave,kind,measure,breakdown,group,status,base,positive,neutral,negative,mean,score,ci_low,ci_high,\
             difference,verdict,change,change_verdict,headcount,respondents"
        )
    );
    let mut reader = csv::Reader::from_reader(csv.bytes.as_slice());
    let records: Vec<csv::StringRecord> =
        reader.records().map(|record| record.expect("a readable record")).collect();
    assert_eq!(records.len(), release(&Shape::default()).rows().len());
    let find = |keys: [&str; 5]| {
        records.iter().find(|record| record.iter().zip(keys).all(|(cell, key)| cell == key))
    };
    let response = find(["2024", "response", "core", "all", "all"]).expect("the response of everyone");
    assert_eq!((&response[5], &response[6], &response[18]), ("shown", "2949", "2949"));
    let hidden = find(["2024", "question", "q00", "gender", "g2"]).expect("a group too small to be shown");
    assert_eq!(hidden.iter().skip(5).collect::<Vec<_>>().join(","), "c,,,,,,,,,,,,,,");
    let pillar = find(["2024", "pillar", "p0", "all", "all"]).expect("a pillar");
    assert_eq!((&pillar[7], &pillar[11]), ("", "64.8"));
    let changed = find(["2024", "question", "q08", "all", "all"]).expect("a reworded question");
    assert_eq!((&changed[16], &changed[17]), ("", "not comparable"));
}

#[test]
fn sentences_never_name_a_cause_nor_significance() {
    for page in pages(&release(&Shape::default())) {
        let words = words(text(&page)).to_lowercase();
        for word in ["significan", "because", "due to", "driven by", "caused"] {
            assert!(!words.contains(word), "{word} in {}", page.path);
        }
    }
}
