//! One header row, in several languages.

use super::{column, names, recognised, refused};
use crate::confidential::export::column::Cells;
use crate::plan::Layout;

#[test]
fn its_columns_get_standard_names_and_questions_stay_as_written() {
    let heading = recognised(&[
        "ID|Start time|Completion time|Email|Name|Last modified time|I am proud\u{a0}to work here\n |I am proud to work here2",
        "1|2024-05-13T09:00:00|2024-05-13T09:10:00|anonymous|||Agree|Agree",
    ]);
    assert_eq!(heading.recognised, "recognised as Microsoft Forms: columns ID, Start time, Completion time");
    assert_eq!((heading.header_rows, heading.columns.len()), (1, 8));
    assert_eq!(names(&heading, 0), ["ID", "Response ID"]);
    assert_eq!(names(&heading, 1), ["Start time", "Started"]);
    assert_eq!(names(&heading, 2), ["Completion time", "Completed"]);
    assert_eq!(names(&heading, 6), ["I am proud\u{a0}to work here"]);
    assert_eq!(names(&heading, 7), ["I am proud to work here2"]);
}

#[test]
fn quizzes_and_files_without_a_time_of_change_are_the_same_layout() {
    let heading = recognised(&[
        "Id|Start time|Completion time|Email|Name|Total points|Quiz feedback|Proud|Points - Proud|Feedback - Proud|Last modified time",
    ]);
    assert_eq!(names(&heading, 8), ["Points - Proud"]);
    assert_eq!(column(&heading, "Total points").cells, Cells::One(5));
    assert_eq!(names(&heading, 0), ["Id", "Response ID"]);
}

#[test]
fn its_columns_are_known_in_other_languages_and_personal_ones_by_the_name_that_leaves_them_out() {
    for (header, email, name) in [
        ("ID|Startzeit|Fertigstellungszeit|E-Mail|Name|Frage", "E-Mail", "Name"),
        ("ID|Heure de début|Heure de fin|Adresse de messagerie|Nom|Question", "Email", "Name"),
        ("ID|Hora de inicio|Hora de finalización|Correo electrónico|Nombre|Pregunta", "Email", "Name"),
        ("ID|Begintijd|Tijd van voltooien|E-mail|Naam|Vraag", "E-mail", "Name"),
        ("ID|Amser cychwyn|Amser cwblhau|E-bost|Enw|Cwestiwn", "Email", "Name"),
    ] {
        let heading = recognised(&[header]);
        assert!(heading.recognised.starts_with("recognised as Microsoft Forms: columns ID, "), "{header}");
        assert!(names(&heading, 1).contains(&"Start time"), "{header}");
        assert!(names(&heading, 2).contains(&"Completed"), "{header}");
        assert_eq!((names(&heading, 3)[0], names(&heading, 4)[0]), (email, name), "{header}");
    }
}

#[test]
fn pinned_without_its_columns_it_is_refused() {
    let message = refused(Layout::MicrosoftForms, &["ID|Proud", "1|Agree"]);
    assert_eq!(
        message,
        "the plan says that this is Microsoft Forms, which has the columns ID, Start time, Completion time: \
         Start time, Completion time are missing"
    );
}
