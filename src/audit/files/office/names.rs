//! The parts of a paper or a presentation, by their names.

/// What a part is.
pub(super) enum Name {
    /// Text, style or structure that a reader sees the effect of.
    Known,
    /// The sheet behind a chart.
    Workbook,
    /// A picture.
    Picture,
    /// Nothing that a reader would see.
    Hidden(&'static str),
    /// Anything else: nobody has looked into it.
    Unknown,
}

/// Words in names of parts that are hidden whatever is in them.
const HIDDEN: [(&str, &str); 18] = [
    ("comment", "a comment"),
    ("threadedcomment", "a comment"),
    ("people.xml", "the authors of comments"),
    ("persons/", "the authors of comments"),
    ("customxml/", "data beside the text"),
    ("docprops/custom.xml", "a property of its own"),
    ("vbaproject", "a macro"),
    ("vbadata", "a macro"),
    ("activex/", "a control"),
    ("ctrlprops/", "a control"),
    ("oleobject", "an embedded object"),
    ("printersettings", "a printer's settings"),
    ("thumbnail", "a thumbnail"),
    ("tags/", "data beside the text"),
    ("webextension", "an extension"),
    ("glossary/", "texts that are not used"),
    ("changesinfos/", "earlier revisions"),
    ("revisioninfo", "earlier revisions"),
];

/// Parts that a document is made of, and folders of them.
const KNOWN: [&str; 29] = [
    "[content_types].xml",
    "docprops/app.xml",
    "docprops/core.xml",
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/websettings.xml",
    "word/fonttable.xml",
    "word/header",
    "word/footer",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/theme/",
    "word/charts/",
    "ppt/presentation.xml",
    "ppt/presprops.xml",
    "ppt/viewprops.xml",
    "ppt/tablestyles.xml",
    "ppt/theme/",
    "ppt/slidemasters/",
    "ppt/slidelayouts/",
    "ppt/slides/",
    "ppt/notesmasters/",
    "ppt/notesslides/",
    "ppt/handoutmasters/",
    "ppt/charts/",
    "word/_rels/",
    "ppt/_rels/",
];

/// What a part of this name is.
pub(super) fn of(name: &str) -> Name {
    let name = name.to_ascii_lowercase();
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
    if let Some((_, what)) = HIDDEN.iter().find(|(word, _)| name.contains(word)) {
        return Name::Hidden(what);
    }
    match (folder.rsplit('/').next(), file.rsplit_once('.').map(|(_, kind)| kind)) {
        (Some("embeddings"), Some("xlsx")) => Name::Workbook,
        (Some("embeddings"), _) => Name::Hidden("an embedded object"),
        (Some("media"), Some("png")) => Name::Picture,
        (_, Some("rels")) => Name::Known,
        (_, Some("xml")) if KNOWN.iter().any(|known| name.starts_with(known)) => Name::Known,
        _ => Name::Unknown,
    }
}
