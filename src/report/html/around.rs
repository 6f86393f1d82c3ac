//! What stands around the content of every page: the head of the file, and the masthead with the ways to other pages.

use super::security;
use crate::plan::{Logo, Theme};
use crate::report::document::{Document, Link};

/// More pages than this fold into a list that opens.
const MANY_PAGES: usize = 12;

/// The look of pages: a style in the organisation's colours, what it allows, and the logo.
pub(crate) struct Look<'a> {
    style: String,
    policy: String,
    logo: Option<&'a Logo>,
}

impl<'a> Look<'a> {
    /// Pages of this style without a script.
    pub(crate) fn new(style: &str, theme: &'a Theme) -> Self {
        Self::allowing(style, theme, security::policy)
    }

    /// Pages of this style with this script.
    pub(crate) fn scripted(style: &str, script: &str, theme: &'a Theme) -> Self {
        Self::allowing(style, theme, |style| security::scripted(style, script))
    }

    fn allowing(style: &str, theme: &'a Theme, policy: impl Fn(&str) -> String) -> Self {
        let style = super::theme::style(style, theme);
        let pictures = if theme.logo.is_some() { "; img-src data:" } else { "" };
        Self { policy: policy(&style) + pictures, style, logo: theme.logo.as_ref() }
    }
}

/// What stands around one page.
pub(crate) struct Around<'a> {
    /// Language of all text.
    pub(crate) lang: &'a str,
    /// What the page is called where only its name is seen.
    pub(crate) name: String,
    /// Above the title.
    pub(crate) over: &'a str,
    /// The page's one main heading.
    pub(crate) title: &'a str,
    /// Below the title.
    pub(crate) under: &'a str,
    /// "report": what a reader can skip to.
    pub(crate) what: &'static str,
    /// The home page and those of the units.
    pub(crate) pages: &'a [Link],
    /// What the pages of the units are called.
    pub(crate) pages_name: &'a str,
    /// Ways to the pages about everyone at once.
    pub(crate) across: &'a [Link],
    /// The page's style.
    pub(crate) style: &'a str,
    /// What it allows.
    pub(crate) policy: &'a str,
    /// The organisation's logo.
    pub(crate) logo: Option<&'a Logo>,
}

impl<'a> Around<'a> {
    /// A page without ways to others.
    pub(crate) fn alone(look: &'a Look<'a>, what: &'static str) -> Self {
        let Look { style, policy, logo } = look;
        Self {
            lang: "en-GB",
            name: String::new(),
            over: "",
            title: "",
            under: "",
            what,
            pages: &[],
            pages_name: "",
            across: &[],
            style,
            policy,
            logo: *logo,
        }
    }

    /// The page of a document.
    pub(crate) fn of(document: &'a Document, look: &'a Look<'a>, what: &'static str) -> Self {
        Self {
            lang: document.lang,
            name: format!("{} – {}", document.title, document.over),
            over: &document.over,
            title: &document.title,
            under: &document.under,
            pages: &document.pages,
            pages_name: &document.pages_name,
            across: &document.across,
            ..Self::alone(look, what)
        }
    }

    /// Ways to the pages about everyone: home, and across.
    pub(crate) fn wide(&self) -> impl Iterator<Item = &Link> {
        self.pages.iter().take(1).chain(self.across)
    }

    /// Ways to the pages of the units.
    pub(crate) fn units(&self) -> &[Link] {
        self.pages.get(1..).unwrap_or_default()
    }

    /// Whether the ways to the units fold into a list that opens.
    pub(crate) fn has_many(&self) -> bool {
        self.units().len() > MANY_PAGES
    }
}
