//! The page as a whole.

use serde_json::Value;

use super::super::view::View;
use super::file;
use crate::release::Release;
use crate::report::testing::{Shape, release};

fn page(release: &Release) -> String {
    let file = file(&View::new(release)).expect("a page");
    assert_eq!(file.path, "explorer.html");
    String::from_utf8(file.bytes).expect("UTF-8")
}

/// What the page holds, as its script reads it.
fn held(page: &str) -> Value {
    let (_, after) = page.split_once("id=\"release\">").expect("the data");
    let (data, _) = after.split_once("</script>").expect("its end");
    serde_json::from_str(data).expect("JSON")
}

#[test]
fn nothing_but_its_own_style_and_script_is_allowed() {
    let page = page(&release(&Shape::default()));
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).expect("a policy");
    let policy = policy.split('"').next().expect("its end");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for outside in ["https:", "src=", "@import", "url(", "<link", "innerHTML", "eval(", "fetch("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(page.matches("<script").count(), 2);
}

#[test]
fn labels_stay_text() {
    let spice = "</script><script>alert(1)</script><!-- \"q\" & ملاحظة";
    let page = page(&release(&Shape { spice, ..Shape::default() }));
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    let held = held(&page);
    let name = held["breakdowns"][1]["groups"][0][1].as_str().expect("a name");
    assert_eq!(name, format!("Adult Social Care{spice}"));
}

#[test]
fn a_withheld_figure_is_its_marker_and_nothing_else() {
    let held = held(&page(&release(&Shape { withheld: true, headcount: false, ..Shape::default() })));
    let shapes = held["shapes"].as_array().expect("shapes");
    assert!(shapes.iter().all(Value::is_string), "{shapes:?}");
    assert!(shapes.contains(&Value::from("c")), "{shapes:?}");
}

#[test]
fn year_on_year_is_linked_where_there_are_two_waves() {
    let link = "href=\"year-on-year.html\"";
    assert!(page(&release(&Shape::default())).contains(link));
    assert!(!page(&release(&Shape { waves: 1, ..Shape::default() })).contains(link));
}
