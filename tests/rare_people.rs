//! Rare people: a team that is alike, one that is but for one person, and somebody alone in a characteristic, through a full run.

use serde_json::Value;

use crate::workdir::{Workdir, files};

/// Teams: directorate, service, and how many disagree, neither, agree that they are proud.
const TEAMS: [(&str, &str, [usize; 3]); 8] = [
    ("Place", "Roads", [5, 7, 18]),
    ("Place", "Parks", [6, 6, 14]),
    ("Place", "Bins", [0, 0, 12]),
    ("Place", "Lights", [5, 5, 12]),
    ("People", "Libraries", [5, 7, 18]),
    ("People", "Schools", [6, 6, 14]),
    ("People", "Museums", [11, 1, 0]),
    ("People", "Archives", [5, 5, 12]),
];

/// The small organisation with these teams, and with one person who alone is on an apprentice's contract.
fn released() -> Workdir {
    let work = Workdir::small();
    let header = "Id,Directorate,Service,Proud,Safe,Comment,Contract\n";
    let (mut text, mut id) = (header.to_owned(), 0);
    let mut units = "id,name,level,parent\nplace,Place,directorate,\npeople,People,directorate,\n".to_owned();
    let mut headcount = "unit,headcount\n".to_owned();
    for (directorate, service, answers) in TEAMS {
        let unit = service.to_lowercase();
        units += &format!("{unit},{service},service,{}\n", directorate.to_lowercase());
        headcount += &format!("{unit},{}\n", 2 * answers.iter().sum::<usize>());
        for (label, count) in ["Disagree", "Neither", "Agree"].into_iter().zip(answers) {
            for _ in 0..count {
                id += 1;
                let safe = ["Disagree", "Agree", "Neither", "Agree"][id % 4];
                let contract = match id {
                    1 => "apprentice",
                    _ if id % 3 == 0 => "casual",
                    _ => "permanent",
                };
                text += &format!("{id},{directorate},{service},{label},{safe},,{contract}\n");
            }
        }
    }
    work.write("small/export.csv", &text);
    work.write("small/units.csv", &units);
    work.write("small/headcount/2024.csv", &headcount);
    let groups =
        ["apprentice", "casual", "permanent"].map(|id| format!("[[breakdown.group]]\nid = \"{id}\"\n"));
    let settings = work.read("small/survey.toml");
    work.write(
        "small/survey.toml",
        &format!("{settings}\n[[breakdown]]\nid = \"contract\"\n{}", groups.concat()),
    );
    work.replace(
        "small/waves/2024.toml",
        "service = \"Service\"",
        "service = \"Service\"\ncontract = \"Contract\"",
    );
    let run = work.run(&["run", "small"]);
    assert_eq!(run.code, 0, "{}", run.err);
    work
}

/// The figures of a question and group in the release.
fn figures<'a>(release: &'a Value, measure: &str, group: &str) -> &'a Value {
    let mut rows = release["rows"].as_array().expect("rows").iter();
    let row = rows.find(|row| row["measure"] == measure && row["group"] == group);
    &row.unwrap_or_else(|| panic!("no row of {measure} in {group}"))["figures"]
}

/// Lines of a table that name a group and a question, each as its fields.
fn lines(table: &str, group: &str, question: &str) -> Vec<Vec<String>> {
    let fields = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let named =
        |fields: &Vec<String>| [group, question].iter().all(|name| fields.iter().any(|own| own == name));
    table.lines().map(fields).filter(named).collect()
}

#[test]
fn no_file_has_a_figure_of_a_team_that_is_alike_or_of_somebody_alone() {
    let work = released();
    let release: Value = serde_json::from_str(&work.read("small/reports/2024/release.json")).expect("JSON");
    for group in ["bins", "museums", "apprentice"] {
        assert_eq!(figures(&release, "proud", group), &serde_json::json!({ "withheld": "c" }), "{group}");
    }
    for group in ["roads", "parks", "libraries", "schools"] {
        assert!(figures(&release, "proud", group)["shown"].is_object(), "{group}");
    }
    for group in ["bins", "museums"] {
        assert!(
            figures(&release, "safe", group)["shown"].is_object(),
            "only on the question on which they are alike"
        );
    }
    // Everyone less the other contracts would be the apprentice.
    let contracts =
        ["casual", "permanent"].map(|group| figures(&release, "proud", group)["shown"].is_object());
    assert_ne!(contracts, [true, true]);
    let mut tables = 0;
    for (name, bytes) in files(&work.path("small/reports")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if name.ends_with(".csv") {
            for group in ["bins", "museums", "apprentice"] {
                for fields in lines(&text, group, "proud") {
                    tables += 1;
                    let numbers =
                        fields.iter().filter(|field| field.parse::<f64>().is_ok() && *field != "2024");
                    assert_eq!(numbers.count(), 0, "{name}: {fields:?}");
                }
            }
        }
        if name.ends_with(".json") && !name.ends_with("manifest.json") {
            let value: Value = serde_json::from_str(&text).expect("JSON");
            assert_nothing_of(&name, &value);
        }
        if name.ends_with(".html") {
            assert_rows_without_figures(&name, &text);
        }
    }
    assert!(tables >= 3, "{tables} lines about them");
}

/// No object that names the question and one of the groups has a number in it.
fn assert_nothing_of(file: &str, value: &Value) {
    match value {
        Value::Object(fields) => {
            let names = |name: &str| fields.values().any(|own| own == name);
            let group = ["bins", "museums", "apprentice"].iter().any(|group| names(group));
            if group && names("proud") {
                let number = fields.values().find(|own| own.is_number());
                assert!(number.is_none() && fields["figures"]["withheld"] == "c", "{file}: {value}");
            }
            fields.values().for_each(|own| assert_nothing_of(file, own));
        }
        Value::Array(values) => values.iter().for_each(|own| assert_nothing_of(file, own)),
        _ => {}
    }
}

/// In a table about pride, the row of a team that is alike has no percentage.
fn assert_rows_without_figures(file: &str, page: &str) {
    for table in page.split("<table").skip(1) {
        let table = table.split("</table>").next().unwrap_or_default();
        let caption = table.split("</caption>").next().unwrap_or_default();
        if !caption.to_lowercase().contains("proud") {
            continue;
        }
        for row in table.split("<tr").skip(1) {
            let about = ["Bins", "Museums", "Apprentice"].iter().any(|name| row.contains(name));
            let cells: Vec<&str> = row.split("<td").skip(1).collect();
            let figure = cells.iter().any(|cell| cell.contains('%') || cell.contains("points"));
            assert!(!(about && figure), "{file}: {row}");
        }
    }
}

#[test]
fn the_audit_of_a_release_with_rare_people_passes() {
    let work = released();
    let run = work.run(&["audit", "small/reports/2024"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}
