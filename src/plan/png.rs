//! PNG pictures: their size, and nothing in them but the picture.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that a picture consists of, or that say how its colours are meant. Any other may tell who drew it, where and when.
const KEPT: [&[u8]; 8] = [b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"IDAT", b"IEND"];

/// A picture without anything else.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The file's bytes.
    pub(crate) bytes: Vec<u8>,
    /// Its size in pixels: across, down.
    pub(crate) size: (u32, u32),
    /// How many bytes of the file were something else.
    pub(crate) left_out: usize,
}

/// The picture in a file; nothing where it is no PNG, or not whole.
pub(crate) fn picture(file: &[u8]) -> Option<Picture> {
    let mut rest = file.strip_prefix(SIGNATURE)?;
    let mut bytes = SIGNATURE.to_vec();
    let mut size = None;
    let mut drawn = false;
    loop {
        let (name, data, after) = chunk(rest)?;
        let whole = rest.get(..rest.len() - after.len())?;
        // A chunk with a capital is needed to draw the picture.
        let needed = name.first().is_some_and(u8::is_ascii_uppercase);
        match name {
            b"IHDR" if size.is_none() => size = Some(header(data)?),
            _ if size.is_none() => return None,
            _ if KEPT.contains(&name) => drawn |= name == b"IDAT",
            _ if needed => return None,
            _ => {}
        }
        if KEPT.contains(&name) {
            bytes.extend_from_slice(whole);
        }
        if name == b"IEND" {
            let left_out = file.len() - bytes.len();
            return size.filter(|_| drawn).map(|size| Picture { bytes, size, left_out });
        }
        rest = after;
    }
}

/// Name and data of the first chunk, and what follows it; nothing where its checksum is wrong.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (checked, rest) = rest.split_at_checked(length.checked_add(4)?)?;
    let (checksum, after) = rest.split_first_chunk::<4>()?;
    let (name, data) = checked.split_at_checked(4)?;
    (crc(checked) == u32::from_be_bytes(*checksum)).then_some((name, data, after))
}

/// The size, where depth and kind of colour go together.
fn header(data: &[u8]) -> Option<(u32, u32)> {
    let (width, rest) = data.split_first_chunk::<4>()?;
    let (height, rest) = rest.split_first_chunk::<4>()?;
    let &[depth, colour, 0, 0, 0 | 1] = rest else { return None };
    let fits = match colour {
        0 => [1, 2, 4, 8, 16].contains(&depth),
        3 => [1, 2, 4, 8].contains(&depth),
        2 | 4 | 6 => [8, 16].contains(&depth),
        _ => false,
    };
    let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    (fits && width > 0 && height > 0).then_some((width, height))
}

/// The checksum of a chunk: CRC-32.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        let one_bit = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        (0..8).fold(crc ^ u32::from(*byte), one_bit)
    })
}

#[cfg(test)]
pub(crate) use tests::png;

#[cfg(test)]
mod tests {
    use super::*;

    /// A chunk of a picture.
    fn made(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let checked = [name.as_slice(), data].concat();
        let length = u32::try_from(data.len()).expect("short").to_be_bytes();
        [length.as_slice(), &checked, &crc(&checked).to_be_bytes()].concat()
    }

    /// One black pixel, or the header of a larger picture, with more chunks before its end.
    pub(crate) fn png(width: u32, more: &[u8]) -> Vec<u8> {
        let header = [width.to_be_bytes().as_slice(), &[0, 0, 0, 1], &[8, 0, 0, 0, 0]].concat();
        // The zlib stream of two zero bytes: no filter, and the pixel.
        let data = [0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1];
        [SIGNATURE, &made(b"IHDR", &header), &made(b"IDAT", &data), more, &made(b"IEND", &[])].concat()
    }

    #[test]
    fn a_picture_has_its_size_and_nothing_else() {
        let plain = png(1, &[]);
        assert_eq!(picture(&plain), Some(Picture { bytes: plain.clone(), size: (1, 1), left_out: 0 }));
        let text = made(b"tEXt", b"Author\0Jo Bloggs");
        let with = [png(1, &text), b"trailer".to_vec()].concat();
        assert_eq!(picture(&with), Some(Picture { bytes: plain, size: (1, 1), left_out: text.len() + 7 }));
    }

    #[test]
    fn what_is_no_whole_picture_is_refused() {
        let plain = png(1, &[]);
        for length in 0..plain.len() {
            assert_eq!(picture(&plain[..length]), None, "{length}");
        }
        for place in 0..plain.len() {
            let mut damaged = plain.clone();
            damaged[place] ^= 1;
            assert_eq!(picture(&damaged), None, "{place}");
        }
        assert_eq!(picture(&png(0, &[])), None);
        assert_eq!(picture(&png(1, &made(b"XXXX", &[]))), None, "needed, and unknown");
        assert_eq!(picture(b"GIF89a"), None);
    }
}
