//! The words of the made-up release.

/// Units of the highest level.
pub(crate) const UNITS: [&str; 8] = [
    "Adult Social Care",
    "Children’s Services",
    "Place Management and Regeneration",
    "Corporate and Support Services",
    "Public Health",
    "Education",
    "Finance and Customer Services",
    "Chief Executive’s Office",
];

/// Pillars of the plan.
pub(crate) const PILLARS: [&str; 5] =
    ["Join Us", "Grow and Thrive", "Feel Supported", "Belong Here", "Live Our Values"];

/// Questions: role, text, and about how many answer positively.
pub(crate) const QUESTIONS: [(&str, &str, f64); 20] = [
    ("pride", "I feel proud to tell others I work for the Council.", 0.62),
    ("challenge", "I feel able to challenge how things are done here.", 0.52),
    ("change_support", "Employees are supported during periods of change.", 0.47),
    ("purpose", "I understand how my work benefits residents.", 0.94),
    ("motivation", "I am motivated to make a difference to residents.", 0.86),
    ("values", "I know the Council’s values.", 0.90),
    ("", "I would recommend the Council as a good place to work.", 0.58),
    (
        "",
        "My manager takes the time to understand what I need to do my work well, and acts on it when I ask.",
        0.71,
    ),
    ("", "I have regular conversations about how I am doing.", 0.69),
    ("", "I get the learning I need to do my work.", 0.66),
    ("", "I can see how to develop my career here.", 0.41),
    ("", "My workload is manageable.", 0.49),
    ("", "I can be myself at work.", 0.78),
    ("", "People here treat each other with respect.", 0.75),
    ("", "Senior leaders listen to colleagues.", 0.38),
    ("", "I often think about leaving the Council.", 0.55),
    ("", "My team works well with other teams.", 0.63),
    ("", "I have the equipment that I need.", 0.72),
    ("", "I feel that my work is valued.", 0.57),
    ("", "Joining the Council was made easy.", 0.60),
];
