//! No view of the traveller's space or of the shared account pages writes a sentence of its own: every text stands in `locales`, in
//! every language.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_some_and(|name| !name.to_string_lossy().ends_with("tests.rs"))
        {
            found.push(path);
        }
    }
}

/// The inside of every `view! { … }`.
fn views(source: &str) -> Vec<&str> {
    source
        .match_indices("view! {")
        .map(|(at, opening)| {
            let body = &source[at + opening.len()..];
            let mut depth = 1;
            let end = body.char_indices().find(|(_, c)| {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                depth == 0
            });
            &body[..end.map_or(body.len(), |(end, _)| end)]
        })
        .collect()
}

/// Two letters and a space: words, not an address, a name of a file, or a separator. Markup for browsers without scripts is not read by people.
fn is_sentence(text: &str) -> bool {
    text.contains(' ') && text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !text.starts_with('<')
}

/// Quoted texts, and what is left of the markup between tags.
fn sentences(view: &str) -> Vec<String> {
    let (mut found, mut bare, mut depth) = (Vec::new(), String::new(), 0);
    for (index, part) in view.replace("\\\"", "'").split('"').enumerate() {
        if index % 2 == 1 {
            found.push(part.to_owned());
            continue;
        }
        for c in part.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                c if depth == 0 => bare.push(c),
                _ => {}
            }
        }
    }
    let between_tags = bare.split('>').filter_map(|part| part.split_once('<')).map(|(text, _)| text.trim().to_owned());
    found.extend(between_tags.filter(|text| text.chars().any(char::is_alphabetic)).map(|text| text + " …"));
    found.retain(|text| is_sentence(text));
    found
}

#[test]
fn no_view_writes_a_sentence() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    sources(&app.join("portal/src"), &mut files);
    sources(&app.join("account/src"), &mut files);
    let (mut seen, mut wrong) = (0, Vec::new());
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for view in views(&source) {
            seen += 1;
            wrong.extend(sentences(view).into_iter().map(|text| format!("{}: {text:?}", file.display())));
        }
    }
    assert!(seen > 60, "only {seen} views were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_sentence_in_a_view_is_found() {
    assert_eq!(sentences(r#"<p title="Pay now">{text}" · "<b>"ok"</b></p>"#), ["Pay now"]);
    assert_eq!(sentences("<p>Hello</p>"), ["Hello …"]);
    assert!(sentences(r#"<p class=x>{format!("a b")}</p>"#).contains(&"a b".to_owned()));
}
