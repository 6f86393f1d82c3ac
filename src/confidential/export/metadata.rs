//! Columns that survey tools add of their own accord.
//!
//! Two kinds: those that say who answered, which are left out as they are read, and those that say
//! how an answer came about, which nothing later uses unless the plan names them.

use std::collections::HashSet;

use crate::plan::{Plan, label};

/// Columns with details of the person, as [`key`]s.
const PERSONAL: &[&str] = &[
    "customdata",
    "dateofbirth",
    "deviceid",
    "dob",
    "email",
    "emailaddress",
    "employeeid",
    "employeenumber",
    "externaldatareference",
    "externalreference",
    "firstname",
    "forename",
    "fullname",
    "invitecode",
    "ip",
    "ipaddress",
    "lastname",
    "latitude",
    "locationlatitude",
    "locationlongitude",
    "longitude",
    "mail",
    "mobile",
    "mobilenumber",
    "name",
    "nationalinsurancenumber",
    "ninumber",
    "payrollnumber",
    "phone",
    "phonenumber",
    "postcode",
    "recipientemail",
    "recipientfirstname",
    "recipientlastname",
    "referer",
    "refererurl",
    "refurl",
    "staffnumber",
    "surname",
    "telephone",
    "telephonenumber",
    "token",
    "trackinglink",
    "trackinglinkid",
    "uniqueid",
    "user",
    "useragent",
    "userid",
    "username",
    "userno",
    "yourname",
];

/// Columns about the response itself, as [`key`]s.
const TECHNICAL: &[&str] = &[
    "collectorid",
    "completionstatus",
    "completiontime",
    "datestamp",
    "datestarted",
    "distributionchannel",
    "duration",
    "durationinseconds",
    "enddate",
    "ended",
    "finished",
    "id",
    "interviewtime",
    "language",
    "lastmodifiedtime",
    "lastpage",
    "progress",
    "quizfeedback",
    "recordeddate",
    "respondentid",
    "responseid",
    "seed",
    "startdate",
    "started",
    "startlanguage",
    "starttime",
    "status",
    "submitdate",
    "totalpoints",
    "userlanguage",
];

/// A header without case, spaces and punctuation: `IP Address`, `IPAddress` and `ip_address` are one.
pub(super) fn key(header: &str) -> String {
    label::normal_form(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether survey tools put details of the person into a column of this name.
pub(super) fn is_personal(header: &str) -> bool {
    let key = key(header);
    let unnumbered = key.trim_end_matches(|c: char| c.is_ascii_digit());
    PERSONAL.binary_search(&unnumbered).is_ok()
}

/// Whether survey tools give this name to a column about the response itself.
pub(in crate::confidential) fn is_technical(header: &str) -> bool {
    let form = label::normal_form(header);
    TECHNICAL.binary_search(&key(header).as_str()).is_ok()
        || form.starts_with("points - ")
        || form.starts_with("feedback - ")
}

/// The columns that the plan names for a wave: what it asks for may pass.
#[derive(Default)]
pub(super) struct Named {
    /// Every header, as a [`key`].
    pub(super) keys: HashSet<String>,
    /// The headers of breakdowns.
    pub(super) groups: Vec<String>,
    /// The headers of questions.
    pub(super) questions: Vec<String>,
}

impl Named {
    /// Every header that the plan has for this wave.
    pub(super) fn of(plan: &Plan, wave: usize) -> Self {
        let rules = &plan.waves[wave].rules;
        let questions = plan.questions.iter().filter_map(|question| question.headers.get(wave)?.as_ref());
        let breakdowns = plan.breakdowns.iter().filter_map(|breakdown| breakdown.headers.get(wave)?.as_ref());
        let rows = rules.response_id.iter().chain(&rules.completed);
        let set_aside = rules.set_aside.iter().map(|rule| &rule.column);
        let all = questions.clone().chain(breakdowns.clone()).chain(rows).chain(set_aside);
        Self {
            keys: all.map(|header| key(header)).collect(),
            groups: breakdowns.cloned().collect(),
            questions: questions.cloned().collect(),
        }
    }

    /// Whether the plan asks for this column.
    pub(super) fn contains(&self, header: &str) -> bool {
        self.keys.contains(&key(header))
    }

    #[cfg(test)]
    pub(super) fn only(headers: &[&str]) -> Self {
        Self { keys: headers.iter().map(|header| key(header)).collect(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        assert!(PERSONAL.is_sorted());
        assert!(TECHNICAL.is_sorted());
    }

    #[test]
    fn vendors_spellings_are_recognised_and_questions_are_not() {
        for header in ["Email", "IP Address", "IPAddress", "First Name", "RecipientEmail", "Custom Data 1"] {
            assert!(is_personal(header), "{header}");
        }
        for header in ["My manager knows my name", "Directorate", "ID"] {
            assert!(!is_personal(header), "{header}");
        }
        assert!(is_technical("Start time") && is_technical("Points - What is our purpose?"));
        assert!(!is_technical("I start the day on time"));
    }

    #[test]
    fn what_the_plan_names_may_pass() {
        let named = Named::only(&["Email Address"]);
        assert!(named.contains("email address") && !named.contains("Name"));
    }
}
