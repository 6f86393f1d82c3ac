//! Writes small SPSS files, good and bad.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::confidential::export::spss::header::Packing;

/// A cell of a case.
#[derive(Clone)]
pub(super) enum Cell {
    Number(f64),
    Text(Vec<u8>),
}

/// A variable to be written. Its width is that of a text, 0 for a number.
#[derive(Clone)]
pub(super) struct Variable {
    pub(super) name: &'static str,
    pub(super) width: usize,
    pub(super) label: &'static str,
    pub(super) format: u8,
    /// As the record has it: how many, negative for a range.
    pub(super) missing: (i32, Vec<f64>),
    pub(super) labels: Vec<(f64, &'static str)>,
}

impl Variable {
    pub(super) fn new(name: &'static str, width: usize) -> Self {
        let (format, missing) = (5, (0, Vec::new()));
        Self { name, width, label: "", format, missing, labels: Vec::new() }
    }
}

/// A file to be written.
pub(super) struct Writer {
    pub(super) big: bool,
    pub(super) packing: Packing,
    pub(super) variables: Vec<Variable>,
    /// Extensions: kind, size of an element, content.
    pub(super) extensions: Vec<(i32, i32, Vec<u8>)>,
    pub(super) cases: Vec<Vec<Cell>>,
    /// How many cases the header claims.
    pub(super) claimed: i32,
}

impl Writer {
    pub(super) fn new(variables: Vec<Variable>, cases: Vec<Vec<Cell>>) -> Self {
        let claimed = cases.len() as i32;
        Self { big: false, packing: Packing::None, variables, extensions: Vec::new(), cases, claimed }
    }

    pub(super) fn whole(&self, number: i32) -> [u8; 4] {
        if self.big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    pub(super) fn number(&self, number: f64) -> [u8; 8] {
        if self.big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    fn long(&self, number: i64) -> [u8; 8] {
        if self.big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    /// The whole file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = self.header();
        for variable in &self.variables {
            self.variable(variable, &mut out);
        }
        let mut record = 1;
        for variable in &self.variables {
            self.labels(variable, record, &mut out);
            record += variable.width.div_ceil(8).max(1) as i32;
        }
        for (kind, size, content) in &self.extensions {
            for number in [7, *kind, *size, content.len() as i32 / size] {
                out.extend(self.whole(number));
            }
            out.extend(content);
        }
        out.extend(self.whole(999));
        out.extend(self.whole(0));
        match self.packing {
            Packing::None => out.extend(self.eights().concat()),
            Packing::Codes => out.extend(self.codes()),
            Packing::Zlib => self.blocks(&mut out),
        }
        out
    }

    fn header(&self) -> Vec<u8> {
        let (magic, packing) = match self.packing {
            Packing::None => (b"$FL2", 0),
            Packing::Codes => (b"$FL2", 1),
            Packing::Zlib => (b"$FL3", 2),
        };
        let mut out = magic.to_vec();
        out.extend([b' '; 60]);
        for number in [2, -1, packing, 0, self.claimed] {
            out.extend(self.whole(number));
        }
        out.extend(self.number(100.0));
        out.extend([b' '; 84]);
        out
    }

    fn variable(&self, variable: &Variable, out: &mut Vec<u8>) {
        let format = i32::from_be_bytes([0, variable.format, 8, 0]);
        let (missing, values) = &variable.missing;
        let labelled = i32::from(!variable.label.is_empty());
        for number in [2, variable.width as i32, labelled, *missing, format, format] {
            out.extend(self.whole(number));
        }
        out.extend(format!("{:8}", variable.name).into_bytes());
        if labelled == 1 {
            out.extend(self.whole(variable.label.len() as i32));
            out.extend(variable.label.as_bytes());
            out.resize(out.len() + variable.label.len().next_multiple_of(4) - variable.label.len(), b' ');
        }
        for value in values {
            out.extend(self.number(*value));
        }
        for _ in 1..variable.width.div_ceil(8) {
            for number in [2, -1, 0, 0, 0, 0] {
                out.extend(self.whole(number));
            }
            out.extend([b' '; 8]);
        }
    }

    fn labels(&self, variable: &Variable, record: i32, out: &mut Vec<u8>) {
        if variable.labels.is_empty() {
            return;
        }
        out.extend([3, variable.labels.len() as i32].map(|number| self.whole(number)).concat());
        for (value, label) in &variable.labels {
            out.extend(self.number(*value));
            out.push(label.len() as u8);
            out.extend(label.as_bytes());
            out.resize(out.len() + (label.len() + 1).next_multiple_of(8) - label.len() - 1, b' ');
        }
        out.extend([4, 1, record].map(|number| self.whole(number)).concat());
    }

    fn eights(&self) -> Vec<[u8; 8]> {
        let mut eights = Vec::new();
        for (cell, variable) in self.cases.iter().flat_map(|case| case.iter().zip(&self.variables)) {
            match cell {
                Cell::Number(number) => eights.push(self.number(*number)),
                Cell::Text(text) => {
                    let mut text = text.clone();
                    text.resize(variable.width.next_multiple_of(8), b' ');
                    eights.extend(text.chunks(8).map(|chunk| <[u8; 8]>::try_from(chunk).unwrap()));
                }
            }
        }
        eights
    }

    fn codes(&self) -> Vec<u8> {
        let mut groups: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        for eight in self.eights() {
            if groups.last().is_none_or(|(codes, _)| codes.len() == 8) {
                groups.push((Vec::new(), Vec::new()));
            }
            let (codes, plain) = groups.last_mut().unwrap();
            let small = (1..=251_u8).find(|&code| self.number(f64::from(code) - 100.0) == eight);
            let code = match small {
                Some(code) => code,
                None if eight == [b' '; 8] => 254,
                None if eight == self.number(-f64::MAX) => 255,
                None => {
                    plain.extend(eight);
                    253
                }
            };
            codes.push(code);
        }
        let mut out = Vec::new();
        for (mut codes, plain) in groups {
            if codes.len() < 8 {
                codes.push(252);
            }
            codes.resize(8, 0);
            out.extend(codes);
            out.extend(plain);
        }
        out
    }

    /// Blocks of ten bytes: their ends fall everywhere.
    fn blocks(&self, out: &mut Vec<u8>) {
        let first = out.len();
        let codes = self.codes();
        let packed: Vec<(usize, Vec<u8>)> = codes
            .chunks(10)
            .map(|chunk| {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(chunk).unwrap();
                (chunk.len(), encoder.finish().unwrap())
            })
            .collect();
        let list = first + 24 + packed.iter().map(|(_, packed)| packed.len()).sum::<usize>();
        let length = 24 + 24 * packed.len();
        out.extend([first, list, length].map(|number| self.long(number as i64)).concat());
        for (_, packed) in &packed {
            out.extend(packed);
        }
        out.extend([self.long(-100), self.long(0)].concat());
        out.extend([10, packed.len() as i32].map(|number| self.whole(number)).concat());
        let mut at = first + 24;
        for (unpacked, packed) in &packed {
            out.extend([self.long(0), self.long(at as i64)].concat());
            out.extend([*unpacked, packed.len()].map(|number| self.whole(number as i32)).concat());
            at += packed.len();
        }
    }
}

/// Two variables, a number and a text, and three cases.
pub(super) fn small(packing: Packing) -> Writer {
    let mut proud = Variable::new("Q1", 0);
    proud.label = "I am proud";
    proud.missing = (-3, vec![90.0, 98.0, -1.0]);
    proud.labels = vec![(1.0, "No"), (5.0, "Yes"), (98.0, "Prefer not to say")];
    let team = Variable::new("TEAM", 12);
    let case = |number, text: &str| vec![Cell::Number(number), Cell::Text(text.into())];
    let cases = vec![case(5.0, "Finance"), case(98.0, "Human Resour"), case(2.5, ""), case(91.0, "x")];
    Writer { packing, ..Writer::new(vec![proud, team], cases) }
}
