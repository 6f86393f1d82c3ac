//! From one wave to the next.

use candour::methods::{ChangeVerdict, change, two_by_two, two_sided_p};

use super::{count, each, number};

#[test]
fn year_on_year() {
    each("yoy_change", |method, input, output| {
        let [x1, n1, x2, n2] = ["x1", "n1", "x2", "n2"].map(|key| count(&input[key]));
        let change = change(x1, n1, x2, n2).expect("both waves have answers");
        method.same("difference", Some(change.difference), &output["diff"]);
        method.same_interval("95%", Some(change.interval95), &output["newcombe95"]);
        method.same_interval("90%", Some(change.interval90), &output["newcombe90"]);
        let pooled = two_by_two::pooled_z(x2, n2, x1, n1).map(two_sided_p);
        method.same_p("p pooled", pooled, &output["p_z_pooled"]);
        let verdict: ChangeVerdict = change.verdict(number(&input["margin"]));
        let expected = output["verdict"].as_str().unwrap_or_default().replace('_', " ");
        assert_eq!(verdict.name(), expected);
    });
}
