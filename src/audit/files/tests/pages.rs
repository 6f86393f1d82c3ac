//! Pages, drawings and pictures.

use super::*;

fn page(body: &str) -> Vec<(Leak, String)> {
    leaks(
        "page.html",
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>2024</title></head><body>{body}</body></html>"
        ),
    )
}

fn styled(style: &str) -> Vec<(Leak, String)> {
    let body = "<p class=\"x\">12 of 14</p><p>text</p>";
    leaks("page.html", format!("<html><head><style>{style}</style></head><body>{body}</body></html>"))
}

#[test]
fn a_plain_page_hides_nothing() {
    let body = "<h1 id=\"wave-2024\">Results of 2024</h1><p class=\"pos-1\">62% of 120</p>\
        <a href=\"data/table-2.csv#row-3\">Table 2</a><span aria-hidden=\"true\">▲</span>\
        <svg viewBox=\"0 0 10 20\" width=\"10\" role=\"img\"><title>62% in 2024</title><rect x=\"0.5\" height=\"3\"/></svg>\
        <table><tr><td colspan=\"2\" title=\"62% of 120\">[c]</td></tr></table>";
    assert_eq!(page(body), vec![]);
}

#[test]
fn everything_that_a_page_can_hide() {
    let cases = [
        ("<!-- n=7 -->", "a comment"),
        ("<?n 7?>", "a comment"),
        ("<script>var n = 7</script>", "a script"),
        ("<script type=\"application/json\">{\"n\":7}</script>", "a script"),
        ("<template><p>7</p></template>", "element template"),
        ("<noscript>7</noscript>", "element noscript"),
        ("<iframe srcdoc=\"7\"></iframe>", "element iframe"),
        ("<input type=\"hidden\" value=\"7\">", "element input"),
        ("<p data-base=\"7\">x</p>", "attribute data-base"),
        ("<p data-a7=\"x\">x</p>", "a number in attribute data-a…"),
        ("<p title=\"7 of 9\">x</p>", "attribute title"),
        ("<img alt=\"7\" src=\"x.png\">", "attribute alt"),
        ("<p onclick=\"x()\">x</p>", "attribute onclick"),
        ("<a href=\"data:text/plain;base64,Nw==\">x</a>", "attribute href"),
        ("<a href=\" java\nscript:x\">x</a>", "attribute href"),
        ("<a href=\"x.html?n=7\">x</a>", "attribute href"),
        ("<p style=\"width:52.3%\">x</p>", "attribute style"),
        ("<p hidden>7</p>", "is hidden (hidden)"),
        ("<p aria-hidden=\"true\">seven: ７</p>", "aria-hidden"),
        ("<p style=\"display: none\">7</p>", "by its style"),
        ("<p style=\"color:#FFF\">7</p>", "by its style"),
        ("<svg><text opacity=\"0\">7</text></svg>", "by an attribute"),
        ("<svg><rect width=\"52.34\"/></svg>", "attribute width"),
        ("<svg><desc>7 of 9</desc></svg>", "desc of a drawing"),
        ("<svg><metadata>x</metadata></svg>", "element metadata"),
        ("<meta name=\"base\" content=\"7\">", "meta"),
        ("<table><tr><td class=\"suppressed-primary\">[c]</td></tr></table>", "tells why"),
        ("<table><tr><td class=\"cell secondary\"><span>[c]</span></td></tr></table>", "tells why"),
        ("<p id=\"below-threshold\">x</p>", "tells why"),
        ("<table><tr><td class=\"a\">[c]</td><td class=\"b\">[c]</td></tr></table>", "more than one way"),
    ];
    for (body, words) in cases {
        assert_found(&page(body), Leak::Hidden, words);
    }
}

#[test]
fn what_a_style_hides() {
    let hides = [
        ".x{display:none}",
        "@media screen{.x{visibility:hidden}}",
        "p.x{position:absolute;left:-999em}",
        ".x{width:1px;height:1px;overflow:hidden}",
        ".x{clip-path:inset(50%)}",
        ".x{color:transparent}",
        ".x{font-size:0}",
        ".x::after{content:\"7 of 9\"}",
        ".x{} /* n=7 */",
        "/*# sourceMappingURL=x.map */",
        ".x{background:url(data:image/png;base64,AA)}",
    ];
    for style in hides {
        assert!(styled(style).iter().any(|(leak, _)| *leak == Leak::Hidden), "{style}");
    }
    let shows = [
        ".x{display:none}@media (min-width:48rem){.x{display:block}}",
        "@media print{.x{display:none}}",
        ".x{color:#fff;background:#12436d}",
        ".x{} /* why */",
        ".y{display:none}",
        ".x::before{content:counter(message)}",
    ];
    for style in shows {
        assert_eq!(styled(style), vec![], "{style}");
    }
}

#[test]
fn rows_in_a_script_are_statements() {
    let row = r#"{"wave":"2024","kind":"question","measure":"pride","breakdown":"directorate","group":"roads",
        "figures":{"shown":{"value":50.0,"base":8,"respondents":8,"tones":[4,0,4]}}}"#;
    for island in [format!("[{row}]"), format!("{{\"rows\":[{row}]}}")] {
        let opened = opened("page.html", format!("<script type=\"application/json\">{island}</script>"));
        assert_eq!(opened.findings, vec![]);
        let Statement { file, cell, says } = &opened.statements[1];
        assert_eq!(
            (&**file, cell, says),
            ("page.html#script", &super::cell("pride", "roads"), &Says::Base(8))
        );
    }
}

#[test]
fn a_table_of_results_in_a_page_is_statements() {
    let table = "<table><tr><th>Wave</th><th>kind</th><th>measure</th><th>breakdown</th><th>group</th><th>base</th>\
        <th>positive</th></tr><tr><th>2024</th><td>question</td><td>pride</td><td>directorate</td><td>roads</td><td>12</td>\
        <td>58%</td></tr></table>";
    let opened = opened("page.html", table);
    let says: Vec<&Says> = opened.statements.iter().map(|one| &one.says).collect();
    assert_eq!(says, [&Says::Base(12), &Says::Share { tone: 2, low: 57.5, high: 58.5 }]);
}

#[test]
fn words_are_searched_across_marks_and_within_attributes() {
    assert_found(&page("<p>jane<b>@example</b>.org</p>"), Leak::PersonalData, "e-mail");
    assert_found(&page("<p>&#106;ane&#64;example.org</p>"), Leak::PersonalData, "e-mail");
    assert_found(&page("<a href=\"mailto:jane@example.org\">x</a>"), Leak::PersonalData, "e-mail");
    assert_eq!(page("<div>0161</div><div>496</div><div>0123</div>"), vec![]);
}

#[test]
fn drawings_and_pictures() {
    let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><text x=\"1\">7</text></svg>";
    assert_eq!(leaks("a.svg", svg), vec![]);
    assert_found(&leaks("a.svg", svg.replace("<text", "<!-- 7 --><text")), Leak::Hidden, "a comment");
    let chunk = |name: &str, data: &[u8]| {
        let mut bytes = u32::try_from(data.len()).expect("short").to_be_bytes().to_vec();
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(&[0; 4]);
        bytes
    };
    let png = |chunks: &[Vec<u8>]| [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat();
    let (head, end) = (chunk("IHDR", &[0; 13]), chunk("IEND", &[]));
    assert_eq!(leaks("a.png", png(&[head.clone(), end.clone()])), vec![]);
    assert_found(
        &leaks("a.png", png(&[head.clone(), chunk("tEXt", b"Author"), end.clone()])),
        Leak::Hidden,
        "a chunk",
    );
    assert_found(&leaks("a.png", png(&[head.clone(), end, b"7".to_vec()])), Leak::Hidden, "after its end");
    assert_found(&leaks("a.png", png(&[head])), Leak::Unreadable, "too early");
}

#[test]
fn other_encodings_are_not_read() {
    assert_found(&leaks("page.html", [0xff, 0xfe, b'<', 0]), Leak::Unreadable, "UTF-8");
}
