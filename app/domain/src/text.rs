//! Plain text typed in forms: trimming, lengths, e-mail addresses, phone numbers, and folding for comparison.

use crate::error::{ErrorCode, Refusal};

/// Trims, and refuses control characters by dropping them (line breaks stay).
pub fn tidy(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// A text that may be empty, of at most `max` characters.
///
/// # Errors
/// [`ErrorCode::TooLong`] with `max` and `length`.
pub fn optional(text: &str, max: usize) -> Result<String, Refusal> {
    let text = tidy(text);
    let length = text.chars().count();
    if length > max {
        return Err(Refusal::new(ErrorCode::TooLong).with("max", max).with("length", length));
    }
    Ok(text)
}

/// A text that must not be empty, of at most `max` characters.
///
/// # Errors
/// [`ErrorCode::Required`] or [`ErrorCode::TooLong`].
pub fn required(text: &str, max: usize) -> Result<String, Refusal> {
    match optional(text, max)? {
        text if text.is_empty() => Err(ErrorCode::Required.into()),
        text => Ok(text),
    }
}

/// An e-mail address in lower case: one `@`, a dot in the domain, no space. Delivery is what proves an address.
///
/// # Errors
/// [`ErrorCode::Required`], [`ErrorCode::TooLong`] above 254 characters (RFC 5321), [`ErrorCode::NotAnEmail`].
pub fn email(text: &str) -> Result<String, Refusal> {
    let text = required(text, 254)?.to_lowercase();
    let wrong = || Refusal::new(ErrorCode::NotAnEmail);
    let (local, domain) = text.split_once('@').ok_or_else(wrong)?;
    let labels: Vec<&str> = domain.split('.').collect();
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"' | '(' | ')');
    if local.is_empty() || labels.len() < 2 || labels.iter().any(|label| label.is_empty()) || !text.replacen('@', "", 1).chars().all(plain)
    {
        return Err(wrong());
    }
    Ok(text)
}

/// A phone number as typed: 6 to 15 digits with spaces, dots, hyphens, brackets and a leading `+` (E.164 allows 15 digits).
///
/// # Errors
/// [`ErrorCode::Required`] or [`ErrorCode::NotAPhone`].
pub fn phone(text: &str) -> Result<String, Refusal> {
    let text = required(text, 40)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let known = text
        .chars()
        .enumerate()
        .all(|(at, c)| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')' | '/' | '\u{a0}') || (c == '+' && at == 0));
    if !known || !(6..=15).contains(&digits) {
        return Err(ErrorCode::NotAPhone.into());
    }
    Ok(text)
}

/// One of a list of words.
///
/// # Errors
/// [`ErrorCode::Required`] when empty, [`ErrorCode::NotAChoice`] otherwise.
pub fn choice<T: std::str::FromStr>(text: &str) -> Result<T, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ErrorCode::Required.into());
    }
    text.parse().map_err(|_| ErrorCode::NotAChoice.into())
}

/// A whole number between `min` and `max`.
///
/// # Errors
/// [`ErrorCode::NotANumber`] with `min` and `max`.
pub fn whole(text: &str, min: u32, max: u32) -> Result<u32, Refusal> {
    let wrong = || Refusal::new(ErrorCode::NotANumber).with("min", min).with("max", max);
    let number: u32 = text.trim().parse().map_err(|_| wrong())?;
    if (min..=max).contains(&number) { Ok(number) } else { Err(wrong()) }
}

/// Lower case without accents, apostrophes and hyphens, single spaces: for finding and comparing names.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Single-character edits between two texts (Levenshtein distance).
pub fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, cb) in b.iter().enumerate() {
            let (left, up) = (row.get(j).copied().unwrap_or(0), row.get(j + 1).copied().unwrap_or(0));
            let cost = (diagonal + usize::from(ca != *cb)).min(left + 1).min(up + 1);
            diagonal = up;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = cost;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers() {
        assert_eq!(email(" Claire.Fontaine@Example.ORG "), Ok("claire.fontaine@example.org".into()));
        for wrong in ["claire", "claire@", "@example.org", "a@b", "a b@c.org", "a@b@c.org", "a@b..org", "a,b@c.org"] {
            assert_eq!(email(wrong).map_err(|refusal| refusal.code), Err(ErrorCode::NotAnEmail), "{wrong}");
        }
        assert!(phone("+41 22 300 00 00").is_ok() && phone("04 50 00 00 00").is_ok());
        for wrong in ["12", "call me", "0+450000000", "1234567890123456"] {
            assert_eq!(phone(wrong).map_err(|refusal| refusal.code), Err(ErrorCode::NotAPhone), "{wrong}");
        }
    }

    #[test]
    fn folding_and_edits() {
        assert_eq!(fold("  Hélène  d’Ærø-Müller "), "helene d aero muller");
        assert_eq!(edits("fontaine", "fontane"), 1);
        assert_eq!(edits("", "abc"), 3);
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert_eq!(required(&"é".repeat(200), 200).map(|text| text.chars().count()), Ok(200));
        let refusal = required(&"a".repeat(400), 200).unwrap_err();
        assert_eq!((refusal.code, refusal.args.get("max").map(String::as_str)), (ErrorCode::TooLong, Some("200")));
    }
}
