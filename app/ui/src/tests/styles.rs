//! Style sheets against source: a class without its style is found here, and so is a mended fault that comes back.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn files(dir: &Path, ending: &str, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("tests") {
            files(&path, ending, found)?;
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    Ok(())
}

fn all(dir: &str, ending: &str) -> io::Result<String> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(dir), ending, &mut found)?;
    found.iter().map(fs::read_to_string).collect()
}

/// Every word in `source` that starts with `start`, without it.
fn words<'a>(source: &'a str, start: &str) -> BTreeSet<&'a str> {
    source
        .split(start)
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default())
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn every_patternfly_block_has_its_style() -> io::Result<()> {
    let (source, styles) = (all("src", "rs")?, all("../../style", "scss")?);
    let used = words(&source, "pf-v6-c-");
    assert!(used.len() > 15, "{used:?}");
    let missing: Vec<_> = used.into_iter().filter(|block| !styles.contains(&format!("/{block}\";"))).collect();
    assert!(missing.is_empty(), "no style is imported for {missing:?}");
    Ok(())
}

#[test]
fn every_class_of_our_own_has_its_style() -> io::Result<()> {
    let (source, styles) = (all("src", "rs")?, all("../../style", "scss")?);
    // Marks for tests and scripts that need no look of their own.
    let bare = ["ui-question", "ui-message-head", "ui-columns-aside"];
    let missing: Vec<_> = words(&source, "ui-")
        .into_iter()
        .map(|name| format!("ui-{name}"))
        .filter(|class| !bare.contains(&class.as_str()) && !styles.contains(&format!(".{class}")))
        .collect();
    assert!(missing.is_empty(), "no style for {missing:?}");
    Ok(())
}

#[test]
fn every_brand_colour_has_a_dark_value() -> io::Result<()> {
    let tokens = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style/_tokens.scss"))?;
    for token in [
        "color--brand--100",
        "color--brand--200",
        "color--brand--300",
        "text--color--100",
        "text--color--200",
        "text--color--link--100",
        "focus-ring--color--100",
        "background--color--200",
        "border--color--50",
        "border--color--300",
    ] {
        assert!(tokens.contains(&format!("--pf-t--global--{token}: #")), "light {token}");
        assert!(tokens.contains(&format!("--pf-t--global--dark--{token}: #")), "dark {token}");
    }
    Ok(())
}

#[test]
fn our_own_rules_use_semantic_borders() -> io::Result<()> {
    let styles = all("../../style/parts", "scss")? + &all("../../style", "scss")?;
    let base: Vec<_> = styles
        .lines()
        .filter(|line| {
            line.contains("var(--pf-t--global--border--color--") && ["--50)", "--100)", "--200)"].iter().any(|end| line.contains(end))
        })
        .collect();
    assert!(base.is_empty(), "base tokens do not follow the theme: {base:?}");
    Ok(())
}

#[test]
fn known_faults_of_the_library_stay_mended() -> io::Result<()> {
    let styles = all("../../style", "scss")?;
    for rule in ["flex-shrink: 0", "max-width: none", "scroll-padding", "height: auto", "forced-colors: active", "overflow: visible"] {
        assert!(styles.contains(rule), "{rule}");
    }
    Ok(())
}
