//! Tests of whole reports, on made-up releases of many shapes.

mod bad_input;

use std::collections::BTreeSet;

use super::testing::{HOSTILE, Shape, release, shapes};
use super::view::View;
use super::{Choice, Rendered, figure};
use crate::release::{Release, Row};

/// Every format but PDF, which `pdf/tests.rs` sets for a few shapes: unoptimised, setting takes seconds a document.
fn render(release: &crate::release::Release) -> Vec<Rendered> {
    let mut choice = Choice::everything();
    choice.formats.remove(&super::Format::Pdf);
    super::render(release, &choice).expect("rendered")
}

fn text(file: &Rendered) -> &str {
    std::str::from_utf8(&file.bytes).expect("pages are UTF-8")
}

fn pages(release: &Release) -> Vec<Rendered> {
    render(release).into_iter().filter(|file| file.path.ends_with(".html")).collect()
}

/// The pages without a script: the explorer has tests of its own.
fn still_pages(release: &Release) -> Vec<Rendered> {
    pages(release).into_iter().filter(|page| page.path != "explorer.html").collect()
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
    for page in still_pages(&release(&Shape { spice: HOSTILE, ..Shape::default() })) {
        let html = text(&page);
        assert!(!html.contains("<script"), "{}", page.path);
        assert!(!html.contains(" style="), "{}", page.path);
        assert!(html.contains("alert(1)"), "{}", page.path);
        assert!(!html.contains("\"q\""), "{}", page.path);
    }
}

#[test]
fn a_page_needs_nothing_but_itself() {
    for page in still_pages(&release(&Shape::default())) {
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
    let mut known: BTreeSet<i64> = release.rows().iter().flat_map(|row| percentages(&release, row)).collect();
    found(&serde_json::to_value(release.findings()).expect("findings have a JSON form"), &mut known);
    let elsewhere = [66, 70, 15, 65, 95, 0, 100, 10, 20, 30, 40, 50, 60, 80, 90];
    for page in still_pages(&release) {
        let words = words(text(&page));
        for (before, _) in words.split('%').zip(words.split('%').skip(1)) {
            let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
            let number: String = digits.chars().rev().collect();
            let Ok(number) = number.parse::<i64>() else { continue };
            assert!(known.contains(&number) || elsewhere.contains(&number), "{number}% in {}", page.path);
        }
    }
}

/// Every number of the findings, as printed: points and percentages whole, chances in percent.
fn found(value: &serde_json::Value, known: &mut BTreeSet<i64>) {
    match value {
        serde_json::Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            known.extend([figure::whole(number), figure::whole(number * 100.0)]);
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| found(value, known)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| found(value, known)),
        _ => {}
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
    let cells = html.split("<td>").skip(1).filter_map(|rest| rest.split('<').next()).map(str::trim);
    let allowed = ["2,071", "2,035", "36", "66%"];
    for cell in cells {
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
    let overall = find(["2024", "overall", "overall", "all", "all"]).expect("all questions together");
    assert_eq!((&overall[5], &overall[7], &overall[11]), ("shown", "", "78.6"));
}

/// The words of a section, between its heading and the next section.
fn section(page: &Rendered, id: &str) -> String {
    let html = text(page);
    let start =
        html.find(&format!("<section id=\"{id}\"")).unwrap_or_else(|| panic!("no {id} in {}", page.path));
    let end = html[start..].find("</section>").map_or(html.len(), |end| start + end);
    let words = words(&html[start..end]);
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace("&#39;", "'")
}

fn page_of(release: &Release, path: &str) -> Rendered {
    render(release).into_iter().find(|file| file.path == path).expect("the page")
}

#[test]
fn who_answered_tells_the_workforce_and_the_weights() {
    let told = section(&page_of(&release(&Shape::default()), "index.html"), "response");
    for sentence in [
        "Most under-represented is Men (gender): 24% of those who answered, 29% of the workforce.",
        "Most over-represented is Women (gender): 75% of those who answered, 70% of the workforce.",
        "0.93 by directorate and 0.88 by gender, on a scale where 1 means that every group answered equally often",
        "All that are not shown, together",
        "Weighted to the workforce by directorate and gender, pride would be 58%, not 59%",
        "No figure of the council would change by more than 1 point.",
        "Two questions were left empty by more than 5%",
        "12% “Senior leaders listen to colleagues”",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
    assert!(!told.contains("3% “Employees"), "what is rarely left empty is not named");
    let refused =
        section(&page_of(&release(&Shape { refused: true, ..Shape::default() }), "index.html"), "response");
    assert!(
        refused.contains(
            "what weighting to the workforce would change: a group with people has no respondents."
        )
    );
    assert!(!refused.contains("As published"));
}

#[test]
fn where_to_look_is_a_joint_judgement() {
    let release = release(&Shape::default());
    let told = section(&page_of(&release, "index.html"), "attention");
    for sentence in [
        "Adult Social Care is consistently lower than the rest of the council: on 18 of the 20 questions, on average 9 \
         points lower (7 to 11). This is far more than chance explains.",
        "Corporate and Support Services is consistently higher than the rest of the council.",
        "With the same mix of grade and gender everywhere, the difference of Adult Social Care stays.",
        "The chance that Adult Social Care is the lowest directorate on pride is 97%; no other directorate reaches 5%.",
        "the highest directorate on pride is 62%; it may also be Place Management and Regeneration (30%).",
        "Challenge: directorates do not differ more than chance alone would make them. There is no order among them.",
        "Finance and Customer Services and Chief Executive’s Office, together +0.2 −0.1 +0.1",
        "The council: the whole change",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
    let brief = section(&page_of(&release, "index.html"), "brief");
    assert!(brief.contains("on 18 of the 20 questions, on average 9 points lower (7 to 11)."), "{brief}");
    let unit = page_of(&release, "directorates/unit-00.html");
    assert!(
        section(&unit, "brief")
            .contains("Over all questions it is consistently lower than the rest of the council")
    );
    assert!(
        section(&unit, "attention")
            .contains("The difference stays like for like in grade and gender: 6 points lower")
    );
}

#[test]
fn without_a_joint_judgement_questions_are_counted_one_by_one() {
    let shape = Shape { headcount: false, ..Shape::default() };
    let told = section(&page_of(&release(&shape), "index.html"), "attention");
    assert!(told.contains("Adult Social Care is lower than the rest of the council on"), "{told}");
    assert!(!told.contains("consistently"), "{told}");
}

#[test]
fn contributions_add_up_to_the_printed_change() {
    let release = release(&Shape::default());
    for found in &release.findings().decompositions {
        let sum: f64 = found.parts.iter().map(|part| part.within + part.between).sum();
        assert!((sum - found.change).abs() < 1e-9);
    }
    let told = section(&page_of(&release, "index.html"), "attention");
    assert!(
        told.contains("The parts add up exactly before rounding"),
        "the printed parts are 0.1 apart: {told}"
    );
}

#[test]
fn what_goes_together_never_brings_about() {
    let release = release(&Shape::default());
    for page in still_pages(&release).into_iter().filter(|page| page.path != "year-on-year.html") {
        let told = section(&page, "together");
        let lower = told.to_lowercase();
        for word in ["cause", "driver", "leads to", "impact", "effect", "predict", "influence"] {
            assert!(!lower.contains(word), "{word} in {}", page.path);
        }
        assert!(lower.contains(
            "of seven questions, “i feel that my work is valued” goes together with pride most: 28% of what the seven \
             account for (24 to 33)"
        ));
        let elsewhere = told.contains("for a result of its own. In the council as a whole: of seven");
        assert_eq!(elsewhere, page.path != "index.html", "{}", page.path);
    }
    let own = section(&page_of(&release, "directorates/unit-00.html"), "together");
    assert_eq!(
        own.matches("In the council as a whole").count(),
        1,
        "challenge is the council's, pride its own"
    );
}

#[test]
fn trends_need_three_surveys() {
    let three =
        section(&page_of(&release(&Shape { waves: 3, ..Shape::default() }), "year-on-year.html"), "scores");
    assert!(
        three.contains("for the Council.” rose clearly") || three.contains("for the Council” rose clearly"),
        "{three}"
    );
    assert!(
        three.contains("by 1.3 points a year; Join Us fell clearly over all surveys, by 1.1 points a year."),
        "{three}"
    );
    assert!(three.contains("60% 63% 65% +1.3 +0.7 to +1.9 ▲ higher"), "{three}");
    let two = section(&page_of(&release(&Shape::default()), "year-on-year.html"), "scores");
    assert!(!two.contains("Over all surveys"));
}

#[test]
fn targets_tell_the_pace_had_and_the_pace_needed() {
    let told = section(&page_of(&release(&Shape::default()), "index.html"), "targets");
    assert!(told.contains("Of 3 targets, 1 is reached and 2 show no clear movement."), "{told}");
    assert!(
        told.contains(
            "Response at least 65% by 2024 60% 67% +7 counted, not tested +3.6 [z] not applicable ✓ reached"
        ),
        "{told}"
    );
}

#[test]
fn fairness_names_who_is_consistently_lower_and_where_groups_differ() {
    let told = section(&page_of(&release(&Shape::default()), "index.html"), "fairness");
    for sentence in [
        "The group “Disabled” (disability) is consistently lower than all other colleagues: on 18 of the 20 questions",
        "The group “Senior” (grade) is consistently higher than all other colleagues",
        "By disability, groups differ by more than chance explains on pride (very small) and challenge (very small). On \
         the other five they do not.",
        "By gender, groups do not differ by more than chance explains on any of these measures.",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
}

#[test]
fn findings_are_open_data_where_there_are_any() {
    let tables = |shape: &Shape| -> Vec<Rendered> {
        render(&release(shape)).into_iter().filter(|file| file.path.ends_with(".csv")).collect()
    };
    let three = tables(&Shape { waves: 3, spice: HOSTILE, ..Shape::default() });
    let names: Vec<&str> = three.iter().map(|file| file.path.as_str()).collect();
    let lists = [
        "representation",
        "weighting",
        "weighted",
        "unanswered",
        "spreads",
        "consistency",
        "like_for_like",
        "rankings",
        "drivers",
        "reliability",
        "decompositions",
        "trends",
        "waves",
        "measures",
        "groups",
        "results",
    ];
    assert_eq!(names, lists.map(|list| format!("data/{list}.csv")));
    for file in &three {
        let mut reader = csv::Reader::from_reader(file.bytes.as_slice());
        let records = reader.records().map(|record| record.expect("as many fields as columns"));
        assert!(records.count() > 0, "{}", file.path);
    }
    let line = |name: &str| {
        let file = three.iter().find(|file| file.path == format!("data/{name}.csv")).expect("the table");
        text(file).lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(line("consistency"), "2024,directorate,unit-00,20,18,2,-9,-11,-7,2e-5,consistently lower");
    assert_eq!(line("decompositions"), "2024,2022,question,q00,2.8,unit-00,0.6,0.0,0.7");
    assert_eq!(line("trends"), "question,q00,all,all,2020,60,1.3,0.7,1.9,0.010,higher");
    let withheld = tables(&Shape { withheld: true, ..Shape::default() });
    assert_eq!(withheld.len(), 4, "no finding, no table");
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

#[test]
fn dump_for_reading() {
    let Ok(folder) = std::env::var("DUMP") else { return };
    for waves in [1, 2, 3] {
        for file in render(&release(&Shape { waves, refused: waves == 1, ..Shape::default() })) {
            let path = std::path::Path::new(&folder).join(waves.to_string()).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &file.bytes).unwrap();
        }
    }
}

#[test]
fn what_became_of_questions_is_told_in_words() {
    let release = release(&Shape { waves: 3, ..Shape::default() });
    let page = page_of(&release, "year-on-year.html");
    let told = section(&page, "questions");
    for words in
        ["new New in 2024", "not comparable Not comparable: The wording changed from", "[z] not applicable"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let brief = section(&page, "brief");
    assert!(brief.contains("1 is new"), "{brief}");
    assert!(section(&page, "scores").contains("Changes between 2020 and 2022"));
    let one = render(&super::testing::release(&Shape { waves: 1, ..Shape::default() }));
    assert!(one.iter().all(|file| file.path != "year-on-year.html"), "one survey has no change");
}

#[test]
fn what_became_of_units_is_told_in_words() {
    let mut value = serde_json::to_value(release(&Shape::default())).expect("JSON");
    let line = |breakdown: &str, unit: &str, successor: &str, kind: &str| serde_json::json!({"wave": "2024", "breakdown": breakdown, "unit": unit, "successor": successor, "kind": kind});
    value["lineage"] = serde_json::json!([
        line("directorate", "unit-00", "unit-01", "renamed"),
        line("directorate", "unit-02", "unit-04", "merged"),
        line("directorate", "unit-03", "unit-04", "merged"),
        line("directorate", "unit-05", "unit-06", "split"),
        line("directorate", "unit-05", "unit-07", "split"),
        line("service", "service-006", "service-015", "moved"),
        line("service", "service-000", "service-003", "moved"),
    ]);
    let services = value["breakdowns"][1]["groups"].as_array_mut().expect("services");
    services[15]["name"] = services[6]["name"].clone();
    services[3]["name"] = services[0]["name"].clone();
    services[20]["waves"] = serde_json::json!(["2024"]);
    let release: Release = serde_json::from_value(value).expect("a release");
    let told = section(&page_of(&release, "year-on-year.html"), "units");
    for sentence in [
        "Adult Social Care is now called Children’s Services.",
        "Place Management and Regeneration and Corporate and Support Services became part of Public Health.",
        "Education was split into Finance and Customer Services and Chief Executive’s Office.",
        "moved from Place Management and Regeneration to Education.",
        "New (service): Service 3 of Finance and Customer Services.",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
    assert_eq!(
        told.matches(" moved from ").count(),
        1,
        "what goes along with its directorate has not moved: {told}"
    );
    assert_eq!(told.matches("became part of").count(), 1);
}

#[test]
fn number_words_agree_on_every_page() {
    for page in shapes().iter().flat_map(|shape| pages(&release(shape))) {
        let told = format!(" {} ", words(text(&page)).split_whitespace().collect::<Vec<_>>().join(" "));
        for noun in
            ["questions", "points", "directorates", "services", "colleagues", "targets", "pillars", "others"]
        {
            assert!(!told.contains(&format!(" 1 {noun} ")), "1 {noun} in {}", page.path);
            assert!(!told.contains(&format!(" one {noun} ")), "one {noun} in {}", page.path);
        }
        for wrong in [" 2 question ", " 3 question ", " 2 point ", " 1 are ", " 2 is ", " None strengths"] {
            assert!(!told.contains(wrong), "{wrong:?} in {}", page.path);
        }
    }
}
