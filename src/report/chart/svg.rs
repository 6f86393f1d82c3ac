//! The few marks that our charts are made of, escaped and placed.

use std::fmt::Write as _;

/// Units between the base lines of wrapped text.
pub(crate) const LINE: f64 = 18.0;

/// An SVG in the making.
pub(crate) struct Svg {
    width: f64,
    /// How far down it goes.
    pub(crate) height: f64,
    body: String,
}

/// Where a text's place is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

impl Svg {
    /// An empty one.
    pub(crate) fn new(width: f64) -> Self {
        Self { width, height: 0.0, body: String::new() }
    }

    /// A filled rectangle.
    pub(crate) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, width, height) = (place(x), place(y), place(width), place(height));
        // Shorter than an element of its own: a page has hundreds of them.
        let _ = write!(self.body, r#"<path class="{class}" d="M{x} {y}h{width}v{height}h-{width}z"/>"#);
    }

    /// A straight line.
    pub(crate) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, y1, x2, y2) = (near(x1), near(y1), near(x2), near(y2));
        let to = match () {
            () if x1 == x2 => format!("V{y2}"),
            () if y1 == y2 => format!("H{x2}"),
            () => format!("L{x2} {y2}"),
        };
        let _ = write!(self.body, r#"<path class="{class}" d="M{x1} {y1}{to}"/>"#);
    }

    /// Upright lines of one class as one element, each from its top to its bottom: a page has hundreds of them.
    pub(crate) fn uprights(&mut self, class: &str, lines: &[(f64, f64, f64)]) {
        if lines.is_empty() {
            return;
        }
        let _ = write!(self.body, r#"<path class="{class}" d=""#);
        for (x, top, bottom) in lines {
            let _ = write!(self.body, "M{} {}V{}", near(*x), near(*top), near(*bottom));
        }
        self.body.push_str(r#""/>"#);
    }

    /// A dot.
    pub(crate) fn dot(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let (x, y, radius) = (near(x), near(y), place(radius));
        let _ = write!(self.body, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#);
    }

    /// One line of text.
    pub(crate) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => "mid",
            Anchor::End => "end",
        };
        // A label has the look of all text.
        let classes: Vec<&str> =
            [class, anchor].into_iter().filter(|class| !matches!(*class, "" | "label")).collect();
        let class =
            if classes.is_empty() { String::new() } else { format!(r#" class="{}""#, classes.join(" ")) };
        let (x, y, words) = (near(x), near(y), escaped(words));
        let x = if x == 0 { String::new() } else { format!(r#" x="{x}""#) };
        let _ = write!(self.body, r#"<text{class}{x} y="{y}">{words}</text>"#);
    }

    /// Lines of text below each other; `y` is the first base line.
    pub(crate) fn lines(&mut self, class: &str, (x, y): (f64, f64), lines: &[String]) {
        for (number, line) in lines.iter().enumerate() {
            self.text(class, (x, y + LINE * number as f64), Anchor::Start, line);
        }
    }

    /// Puts what `draw` draws behind everything that is there.
    pub(crate) fn behind(&mut self, draw: impl FnOnce(&mut Self)) {
        let front = std::mem::take(&mut self.body);
        draw(self);
        self.body.push_str(&front);
    }

    /// The whole element, which for those who do not see it is called what the elements with these ids say.
    pub(crate) fn finish(self, named_by: &str) -> String {
        let (width, height, body) = (place(self.width), place(self.height), self.body);
        format!(
            r#"<svg role="img" aria-labelledby="{named_by}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{body}</svg>"#
        )
    }
}

/// A coordinate to the nearest unit, which is a pixel or less: decimals that nobody sees weigh on the page.
fn near(number: f64) -> i64 {
    number.round() as i64
}

/// A coordinate with one decimal at most, for what must meet without a gap.
fn place(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{:.1}", tenths as f64 / 10.0) }
}

/// Text that cannot become markup, without characters that XML forbids or that turn the line round.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// The length of a text in the report's type, roughly and rather too long than too short.
pub(crate) fn length(text: &str, size: f64) -> f64 {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | '\'' | '’' | ' ' | '|' | ':' | '(' | ')' => {
            0.34
        }
        'm' | 'w' | 'M' | 'W' | '%' | '—' | '▲' | '▼' | '△' | '▽' | '●' | '○' => 0.92,
        letter if letter.is_uppercase() => 0.70,
        letter if u32::from(letter) > 0x2E80 => 1.05,
        _ => 0.6,
    };
    text.chars().map(letter).sum::<f64>() * size
}

/// A text broken into lines of this length, at most so many; what does not fit ends in "…".
pub(crate) fn wrapped(text: &str, size: f64, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, size, width)) {
        match lines.last_mut() {
            Some(line) if length(&format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while length(&format!("{last}…"), size) > width && last.pop().is_some() {}
            *last = format!("{}…", last.trim_end());
        }
    }
    lines
}

/// A word that is longer than a line, in pieces.
fn pieces(word: &str, size: f64, width: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let full = pieces.last().is_some_and(|piece| length(&format!("{piece}{letter}"), size) > width);
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escaped("<script>\"a\" & 'b'\u{0}"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39; ");
    }

    #[test]
    fn long_text_is_broken_and_cut() {
        let text = "My manager takes the time to understand what I need to do my work well ".repeat(3);
        let lines = wrapped(&text, 14.0, 200.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| length(line, 14.0) <= 200.0));
        assert!(lines[2].ends_with('…'));
        let lines = wrapped(&"x".repeat(100), 14.0, 100.0, 20);
        assert!(lines.iter().all(|line| length(line, 14.0) <= 100.0));
        assert_eq!(lines.concat().len(), 100);
    }
}
