//! What stands between the cells of a text.

/// Where the first row begins and which separator it has: a `sep=;` line says so, else the one that gives the first
/// two rows the same number of cells, else the commonest in the first.
pub(super) fn separator_of(bytes: &[u8]) -> (usize, u8) {
    if let [b's', b'e', b'p', b'=', separator @ (b',' | b';' | b'\t'), rest @ ..] = bytes {
        let ends = [&b"\r\n"[..], b"\n"].into_iter().find(|end| rest.starts_with(end));
        if let Some(end) = ends {
            return (5 + end.len(), *separator);
        }
    }
    let score = |separator: u8| {
        let (header, next) = cells_of(bytes, 0, separator);
        let (below, _) = cells_of(bytes, next, separator);
        (header > 1 && header == below, header)
    };
    // The comma is last, because of equals the last is taken.
    let best = [b'\t', b';', b','].into_iter().max_by_key(|&separator| score(separator));
    (0, best.unwrap_or(b','))
}

/// How many cells the record at `from` has, and where the next one begins.
fn cells_of(bytes: &[u8], from: usize, separator: u8) -> (usize, usize) {
    let (mut cells, mut quoted) = (1, false);
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return (cells, at + 1),
            _ if byte == separator && !quoted => cells += 1,
            _ => {}
        }
    }
    (cells, bytes.len())
}
