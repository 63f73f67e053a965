//! From bytes to text: byte-order marks, what XML declares, UTF-8, and Windows-1252 for everything else.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of a file. A byte-order mark decides; then what an XML declaration says; then UTF-8 if it is; Windows-1252 otherwise, in which every byte is a letter.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return text.into_owned();
    }
    if let Some(encoding) = declared(bytes).filter(|encoding| *encoding != UTF_8) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The same text with every line ended by `\n` alone.
pub fn unix_lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = head.trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(rest.get(1..)?.split(quote).next()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_way_to_write_an_accent_is_read() {
        for bytes in [
            "Élodie €".as_bytes().to_vec(),
            [b"\xef\xbb\xbf", "Élodie €".as_bytes()].concat(),
            b"\xc9lodie \x80".to_vec(),
            [b"\xff\xfe".to_vec(), "Élodie €".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        ] {
            assert_eq!(decode(&bytes), "Élodie €");
        }
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc9</a>"),
            "<?xml version='1.0' encoding='ISO-8859-1'?><a>É</a>"
        );
        assert!(decode(b"<?xml version='1.0' encoding='klingon'?><a>\xc9</a>").contains('É'));
    }
}
