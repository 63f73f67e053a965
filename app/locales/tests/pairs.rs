//! Both languages of every text, read from the sources: a sentence that was copied instead of translated, or that lost what it mentions, is found here.
//! (That both are there at all, the compiler says.)
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Words that are the same in French and in English.
const SAME: &[&str] = &[
    "Actions",
    "Altiport",
    "BIC",
    "Client",
    "Clients",
    "Contact",
    "Correction",
    "Date",
    "Dates",
    "Destination {number}",
    "Destination",
    "Destinations",
    "IBAN",
    "Menu",
    "Notes",
    "{author}, licence {licence}",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The text between quotes at the beginning of `source`, and what follows.
fn literal(source: &str) -> Option<(&str, &str)> {
    let inner = source.trim_start().strip_prefix('"')?;
    let end = inner.char_indices().scan(false, |escaped, (at, c)| {
        let ends = c == '"' && !*escaped;
        *escaped = c == '\\' && !*escaped;
        Some((at, ends))
    });
    let end = end.into_iter().find(|(_, ends)| *ends)?.0;
    Some((&inner[..end], &inner[end + 1..]))
}

/// A literal as it is read: no-break spaces are written as escapes in the sources, so that they can be seen.
fn spaced(literal: &str) -> String {
    literal.replace("\\u{a0}", "\u{a0}")
}

/// Every pair of a source, comments left out.
fn pairs(source: &str) -> Vec<(String, String)> {
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut pairs = Vec::new();
    for part in code.split("fr: ").skip(1) {
        let Some((french, rest)) = literal(part) else { continue };
        let Some((english, _)) = rest.trim_start_matches([',', ' ', '\n']).strip_prefix("en: ").and_then(literal) else { continue };
        pairs.push((spaced(french), spaced(english)));
    }
    pairs
}

/// What a text mentions: the names in braces.
fn mentions(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// Whether a line could break between a French word and the sign that belongs to it.
fn breaks_before_a_sign(french: &str) -> bool {
    let signs = [" :", " ;", " !", " ?", " »", " %", " €", "« "];
    signs.iter().any(|sign| french.contains(sign))
}

#[test]
fn no_french_sign_can_begin_a_line() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in &files {
        let source = std::fs::read_to_string(file).unwrap();
        // Texts of a pair, and those that a `match` gives for French; what tests and comments say is read by nobody else.
        let (code, _) = source.split_once("#[cfg(test)]").unwrap_or((&source, ""));
        let matched = code.split("Locale::Fr").skip(1).filter_map(|part| {
            let (_, given) = part.split_once("=>")?;
            literal(given.trim_start().trim_start_matches(['{', ' ', '\n']).trim_start_matches("format!("))
        });
        let texts = pairs(code).into_iter().map(|(french, _)| french).chain(matched.map(|(text, _)| spaced(text)));
        wrong.extend(texts.filter(|text| breaks_before_a_sign(text)));
    }
    assert!(wrong.is_empty(), "a no-break space is missing: {wrong:#?}");
    assert!(breaks_before_a_sign("Aide : 04") && !breaks_before_a_sign("Aide\u{a0}: 04"));
}

#[test]
fn no_text_was_left_untranslated() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let all: Vec<(String, String)> = files.iter().flat_map(|file| pairs(&std::fs::read_to_string(file).unwrap())).collect();
    assert!(all.len() > 400, "the texts are not found: {}", all.len());
    let same: BTreeSet<&str> = all.iter().filter(|(french, english)| french == english).map(|(french, _)| french.as_str()).collect();
    // What is nothing but punctuation and what it mentions needs no translation.
    let worded =
        |text: &str| text.split('{').map(|part| part.rsplit('}').next().unwrap_or(part)).any(|part| part.chars().any(char::is_alphabetic));
    let unknown: Vec<&&str> = same.iter().filter(|text| worded(text) && !SAME.contains(text)).collect();
    assert!(unknown.is_empty(), "the same in both languages: {unknown:?}");
    let stale: Vec<&&str> = SAME.iter().filter(|text| !same.contains(**text)).collect();
    assert!(stale.is_empty(), "no longer the same: {stale:?}");
    for (french, english) in &all {
        assert_eq!(mentions(french), mentions(english), "{french:?} and {english:?}");
    }
}
