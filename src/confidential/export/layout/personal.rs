//! Columns with personal data under names that only one tool, or one language, has for them.

use super::super::column::Column;
use super::super::metadata::key;
use crate::plan::Layout;

/// Columns with personal data that tools call otherwise than the list of them does, as keys, with the name that it has.
/// That name comes first, so that such a column is left out like every other of its kind.
const PERSONAL: &[(Layout, &str, &str)] = &[
    (Layout::MicrosoftForms, "adresseemail", "Email"),
    (Layout::MicrosoftForms, "adressedemessagerie", "Email"),
    (Layout::MicrosoftForms, "correoelectrónico", "Email"),
    (Layout::MicrosoftForms, "ebost", "Email"),
    (Layout::MicrosoftForms, "emailadres", "Email"),
    (Layout::MicrosoftForms, "enw", "Name"),
    (Layout::MicrosoftForms, "naam", "Name"),
    (Layout::MicrosoftForms, "nom", "Name"),
    (Layout::MicrosoftForms, "nombre", "Name"),
    (Layout::LimeSurvey, "accesscode", "Token"),
    (Layout::LimeSurvey, "ipaddr", "IP address"),
];

/// Puts the known name of a column with personal data before its own.
pub(super) fn unmask(layout: Layout, columns: &mut [Column]) {
    for names in columns.iter_mut().map(|column| &mut column.names) {
        let Some(own) = names.first().map(|name| key(name)) else { continue };
        let known = PERSONAL.iter().find(|(tool, name, _)| *tool == layout && *name == own);
        if let Some((_, _, name)) = known {
            names.insert(0, (*name).to_owned());
        }
    }
}
