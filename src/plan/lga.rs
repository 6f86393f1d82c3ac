//! The Local Government Association's local government employee engagement index: what it asks, and which of a survey's
//! questions ask the same.

/// The index's six questions: our name for each, and the LGA's words.
pub const LGA_QUESTIONS: [(&str, &str); 6] = [
    ("recommend", "I would be happy to recommend my employer as a good place to work"),
    ("rewards", "I am satisfied with the rewards and benefits I receive for the work I do"),
    ("stay", "I plan to stay with my employer over the next 12 months"),
    ("share", "I am confident to freely share any work issues with my colleagues/team"),
    ("contribute", "I can contribute to improvements in my area of work"),
    ("supported", "I am well supported by my line manager"),
];

/// The answers that the LGA asks for, least favourable first.
pub const LGA_ANSWERS: [&str; 5] =
    ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"];

/// One of the six, and the question of the survey that asks the same.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct LgaQuestion {
    /// Our name for it.
    pub id: String,
    /// The LGA's words.
    pub words: String,
    /// Id of the survey's question; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
}
