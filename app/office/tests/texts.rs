//! No page of the back office writes a sentence of its own: what people read comes from the catalogue of texts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The insides of every `view! { … }`, braces matched outside of string literals.
fn views(source: &str) -> Vec<&str> {
    let mut views = Vec::new();
    for (start, _) in source.match_indices("view! {") {
        let body = &source[start + "view! {".len()..];
        let (mut depth, mut quoted, mut escaped) = (1_i32, false, false);
        for (at, c) in body.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '{' if !quoted => depth += 1,
                '}' if !quoted => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                views.push(&body[..at]);
                break;
            }
        }
    }
    views
}

/// Text of two words or more between quotes; addresses and placeholders of `format!` are none.
fn sentences(view: &str) -> Vec<&str> {
    view.split('"')
        .skip(1)
        .step_by(2)
        .filter(|text| {
            let words = text.split(' ').filter(|word| word.chars().any(char::is_alphabetic) && !word.contains(['{', '/'])).count();
            text.contains(' ') && words > 0
        })
        .collect()
}

#[test]
fn the_scan_sees_sentences_and_only_those() {
    assert_eq!(
        sentences(r#"<p>"Bonjour à tous"</p> <a href="/office/trips?x=1">{t::x(l)}</a> " " {format!("/office/{id}")}"#),
        ["Bonjour à tous"]
    );
    assert_eq!(views(r#"a view! { <p>{x("}")}</p> } b view! { c }"#), [r#" <p>{x("}")}</p> "#, " c "]);
}

#[test]
fn no_view_writes_a_sentence() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 20, "{files:?}");
    let mut seen = 0;
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for view in views(&source) {
            seen += 1;
            assert_eq!(sentences(view), Vec::<&str>::new(), "{}", file.display());
        }
    }
    assert!(seen > 50, "{seen} views");
}
