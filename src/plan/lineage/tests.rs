//! Restructures small enough to be followed by hand.

use proptest::prelude::*;

use super::*;
use crate::plan::tests::write;

/// A plan of three waves with these units and this lineage.
fn plan(units: &str, lineage: &str) -> Plan {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| write(folder.path(), name, text);
    write("survey.toml", SURVEY);
    write("questions.csv", "id,text,pillar,scale,2020,2022,2024\nq,Proud,belong,agree,Q,Q,Q\n");
    // Every level has a unit.
    let others = "dx,X,directorate,,,\nsx,X,service,dx,,\ntx,X,team,sx,,\n";
    write("units.csv", &format!("id,name,level,parent,from_wave,to_wave\n{units}{others}"));
    write("lineage.csv", &format!("unit,successor,wave,kind\n{lineage}"));
    write("protection.toml", "owner = \"HR\"\ndecided = \"2024-01-01\"\n");
    for year in ["2020", "2022", "2024"] {
        let columns = "[columns]\ndirectorate = \"D\"\nservice = \"S\"\nteam = \"T\"\n";
        let fieldwork = format!("fieldwork = {{ start = \"{year}-05-01\", end = \"{year}-06-01\" }}\n");
        write(&format!("waves/{year}.toml"), &format!("{fieldwork}[[export]]\nfile = \"x.csv\"\n{columns}"));
    }
    Plan::load(folder.path()).unwrap_or_else(|problems| panic!("{problems:?}")).value
}

const SURVEY: &str = r#"
[survey]
name = "S"
organisation = "O"
waves = ["2020", "2022", "2024"]
[scales.agree]
labels = ["No", "Yes"]
positive = ["Yes"]
negative = ["No"]
[[pillar]]
id = "belong"
[[breakdown]]
id = "directorate"
kind = "level"
[[breakdown]]
id = "service"
kind = "level"
[[breakdown]]
id = "team"
kind = "level"
"#;

/// A unit's predecessor between two waves, in words: `+a +b -c | note`.
fn told(plan: &Plan, unit: &str, from: usize, to: usize) -> String {
    let level = plan.breakdowns.iter().position(|level| level.group(unit).is_some()).expect("a level");
    let group = plan.breakdowns[level].group(unit).expect("a unit");
    let id = |part: &Part| {
        let sign = if part.add { '+' } else { '-' };
        format!("{sign}{}", plan.breakdowns[part.level].groups[part.group].id)
    };
    match plan.predecessor(level, group, from, to) {
        Predecessor::Group(group) => plan.breakdowns[level].groups[group].id.clone(),
        Predecessor::Made { parts, note } => {
            format!("{} | {note}", parts.iter().map(id).collect::<Vec<_>>().join(" "))
        }
        Predecessor::NotComparable(reason) => format!("none: {reason}"),
    }
}

/// Two directorates with two services each, and a team.
const UNITS: &str = "d1,One,directorate,,,\nd2,Two,directorate,,,\ns1,Parks,service,d1,,\ns2,Roads,service,d1,,\n\
s3,Trees,service,d2,,\ns4,Bins,service,d2,,\nt1,Mowing,team,s1,,\n";

#[test]
fn without_a_line_of_lineage_every_unit_is_itself() {
    let plan = plan(UNITS, "");
    for unit in ["d1", "d2", "s1", "s4", "t1"] {
        assert_eq!(told(&plan, unit, 0, 2), unit);
    }
}

#[test]
fn renames_are_followed_over_several_waves() {
    let units = "a,A,directorate,,,2020\nb,B,directorate,,2022,2022\nc,C,directorate,,2024,\n";
    let plan = plan(units, "a,b,2022,renamed\nb,c,2024,renamed\n");
    assert_eq!([told(&plan, "c", 1, 2), told(&plan, "c", 0, 2), told(&plan, "b", 0, 1)], ["b", "a", "a"]);
}

#[test]
fn merged_units_are_taken_together_whether_or_not_one_of_them_goes_on() {
    let units = "a,A,directorate,,,2020\nb,B,directorate,,,2020\nc,C,directorate,,2022,\n";
    let plan_of_three = plan(units, "a,c,2022,merged\nb,c,2022,merged\n");
    let together = "+a +b | the earlier figure is that of A and B together";
    assert_eq!(told(&plan_of_three, "c", 0, 1), together);
    assert_eq!(told(&plan_of_three, "c", 0, 2), together);
    assert_eq!(told(&plan_of_three, "c", 1, 2), "c");
    let goes_on = plan("a,A,directorate,,,\nb,B,directorate,,,2020\n", "b,a,2022,merged\n");
    assert_eq!(told(&goes_on, "a", 0, 2), together);
}

#[test]
fn a_moved_service_is_itself_and_its_directorates_are_with_and_without_it_once() {
    // Its team moves with it, and has a line of its own.
    let units = format!("{UNITS}s1b,Parks,service,d2,2024,\nt1b,Mowing,team,s1b,2024,\n")
        .replace("s1,Parks,service,d1,,", "s1,Parks,service,d1,,2022")
        .replace("t1,Mowing,team,s1,,", "t1,Mowing,team,s1,,2022");
    let plan = plan(&units, "s1,s1b,2024,moved\nt1,t1b,2024,moved\n");
    for from in [0, 1] {
        assert_eq!([told(&plan, "s1b", from, 2), told(&plan, "t1b", from, 2)], ["s1", "t1"]);
        let (one, two) = (told(&plan, "d1", from, 2), told(&plan, "d2", from, 2));
        assert_eq!(one, "+d1 -s1 | the earlier figure is re-based: without Parks, which left in 2024");
        assert_eq!(two, "+d2 +s1 | the earlier figure is re-based: with Parks, which joined in 2024");
    }
    assert_eq!(told(&plan, "d1", 0, 1), "d1");
}

#[test]
fn what_joins_and_leaves_again_cancels_out() {
    let units = "d1,One,directorate,,,\nd2,Two,directorate,,,\na,Parks,service,d1,,2020\nb,Parks,service,d2,2022,2022\n\
                 c,Parks,service,d1,2024,\n";
    let plan = plan(units, "a,b,2022,moved\nb,c,2024,moved\n");
    assert_eq!(["d1", "d2", "c"].map(|unit| told(&plan, unit, 0, 2)), ["d1", "d2", "a"]);
    assert_eq!(told(&plan, "d2", 0, 1).split(' ').next(), Some("+d2"));
}

#[test]
fn a_team_that_stays_when_its_service_leaves_is_not_taken_away() {
    let units = "d1,One,directorate,,,\nd2,Two,directorate,,,\ns1,Parks,service,d1,,2022\ns1b,Parks,service,d2,2024,\n\
                 s2,Roads,service,d1,,\nt1,Mowing,team,s1,,2022\nt1b,Mowing,team,s2,2024,\n";
    let plan = plan(units, "s1,s1b,2024,moved\nt1,t1b,2024,moved\n");
    let parts = |unit: &str| told(&plan, unit, 1, 2).split(" |").next().unwrap_or_default().to_owned();
    assert_eq!(["d1", "d2", "s2", "s1b"].map(parts), ["+d1 -s1 +t1", "+d2 +s1 -t1", "+s2 +t1", "+s1 -t1"]);
}

#[test]
fn a_split_unit_is_the_sum_of_its_lower_units_where_all_of_them_were_there() {
    let units = "a,A,directorate,,,2022\nb,B,directorate,,2024,\nc,C,directorate,,2024,\ns1,Parks,service,a,,2022\n\
                 s1b,Parks,service,b,2024,\ns2,Roads,service,a,,2022\ns2b,Roads,service,b,2024,\ns3,Fleet,service,c,2024,\n";
    let lineage = "a,b,2024,split\na,c,2024,split\ns1,s1b,2024,moved\ns2,s2b,2024,moved\n";
    let plan = plan(units, lineage);
    assert_eq!(told(&plan, "b", 1, 2), "+s1 +s2 | the earlier figure is that of Parks and Roads together");
    assert_eq!(told(&plan, "c", 1, 2), "none: it was split from A");
}

#[test]
fn a_unit_that_goes_on_after_a_split_is_not_compared_with_the_whole() {
    let plan = plan("a,A,directorate,,,\nb,B,directorate,,2024,\n", "a,b,2024,split\n");
    assert_eq!(told(&plan, "a", 1, 2), "none: a part of it became B");
    assert_eq!(told(&plan, "b", 1, 2), "none: it was split from A");
    assert_eq!(told(&plan, "a", 0, 1), "a");
}

#[test]
fn a_service_that_is_split_and_merged_inside_its_directorate_changes_nothing_for_it() {
    let units = "d1,One,directorate,,,\nd2,Two,directorate,,,\ns1,Parks,service,d1,,2022\ns2,Roads,service,d1,,2022\n\
                 s3,Green,service,d1,2024,\ns4,Grey,service,d1,2024,\ns5,Away,service,d2,2024,\n";
    let inside = plan(units, "s1,s3,2024,split\ns1,s4,2024,split\ns2,s4,2024,merged\n");
    assert_eq!(told(&inside, "d1", 1, 2), "d1");
    let across = plan(units, "s1,s3,2024,split\ns1,s5,2024,split\n");
    assert_eq!(told(&across, "d1", 1, 2), "none: a part of Parks has left it");
    assert_eq!(told(&across, "d2", 1, 2), "none: a part of Parks has joined it");
}

#[test]
fn a_new_unit_has_none() {
    let plan = plan("a,A,directorate,,,\nb,B,directorate,,2022,\n", "");
    assert_eq!([told(&plan, "b", 0, 2), told(&plan, "b", 1, 2)], ["none: it is new since then", "b"]);
}

/// Where each of eight services is in each of three waves, and how many people each of them has at first.
fn moves() -> impl Strategy<Value = (Vec<[usize; 3]>, Vec<i64>)> {
    let homes = [0..3_usize, 0..3_usize, 0..3_usize];
    (proptest::collection::vec(homes, 8), proptest::collection::vec(1..100_i64, 8))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn directorates_as_they_are_now_add_up_to_the_earlier_total((homes, people) in moves()) {
        let years = ["2020", "2022", "2024"];
        let mut units: String = (0..3).map(|d| format!("d{d},D{d},directorate,,,\n")).collect();
        let mut lineage = String::new();
        for (service, at) in homes.iter().enumerate() {
            let mut since = 0;
            for wave in 1..=3 {
                if wave == 3 || at[wave] != at[since] {
                    let (from, to) = (years[since], years[wave - 1]);
                    units += &format!("s{service}-{since},S{service},service,d{},{from},{to}\n", at[since]);
                    if wave < 3 {
                        lineage += &format!("s{service}-{since},s{service}-{wave},{},moved\n", years[wave]);
                    }
                    since = wave;
                }
            }
        }
        let plan = plan(&units, &lineage);
        for from in 0..2 {
            // People of a unit in the earlier wave.
            let size = |part: &Part| -> i64 {
                let id = &plan.breakdowns[part.level].groups[part.group].id;
                let number = |text: &str| text[1..2].parse::<usize>().expect("a number");
                match part.level {
                    0 => (0..8).filter(|s| homes[*s][from] == number(id)).map(|s| people[s]).sum(),
                    _ => people[number(id)],
                }
            };
            let mut total = 0;
            for directorate in 0..3 {
                let made = match plan.predecessor(0, directorate, from, 2) {
                    Predecessor::Group(group) => size(&Part { level: 0, group, add: true }),
                    Predecessor::Made { parts, .. } => {
                        parts.iter().map(|part| if part.add { size(part) } else { -size(part) }).sum()
                    }
                    Predecessor::NotComparable(reason) => panic!("{reason}"),
                };
                let now: i64 = (0..8).filter(|s| homes[*s][2] == directorate).map(|s| people[s]).sum();
                prop_assert_eq!(made, now, "directorate {} from {}", directorate, from);
                total += made;
            }
            prop_assert_eq!(total, people.iter().sum::<i64>());
        }
    }
}
