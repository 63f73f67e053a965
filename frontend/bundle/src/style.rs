//! From Sass to CSS, and from the names in its `url(…)` to the files they mean.
//!
//! A style sheet that names a file we do not have does not build: a missing font is found here, not by a visitor.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::cache::Cache;
use crate::places::{Places, slashed};
use crate::{Bundle, Mode};

/// Folders below `style/` that are published as they are, whether a style sheet names their files or not.
const PUBLISHED: [&str; 3] = ["fonts", "icons", "photos"];
const KINDS: [&str; 9] = ["avif", "ico", "jpeg", "jpg", "png", "svg", "webp", "woff", "woff2"];
/// Where a name in a style sheet may point from: our own folder, then the packages that we import style from.
const FROM: [&str; 4] = [".", "fonts", "node_modules", "node_modules/@patternfly/patternfly"];

/// Files that are published beside the bundles, by key (`fonts/name.woff2`).
pub(crate) type Files = BTreeMap<String, PathBuf>;

/// The fonts, photos and icons of `style/`.
pub(crate) fn files(places: &Places) -> Result<Files> {
    let mut found = Files::new();
    for folder in PUBLISHED {
        let Ok(entries) = fs::read_dir(places.style().join(folder)) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                found.insert(format!("{folder}/{name}"), path);
            }
        }
    }
    Ok(found)
}

/// Compiles `style/portal.scss` or `style/office.scss`.
pub(crate) fn compile(places: &Places, cache: &Cache, mode: Mode, bundle: Bundle) -> Result<Vec<u8>> {
    let folder = places.style();
    let mut sources = Vec::new();
    read_sources(&folder, &mut sources)?;
    let inputs: Vec<&[u8]> = sources.iter().map(Vec::as_slice).collect();
    cache.get(&format!("sass {mode:?} {}", bundle.name()), &inputs, || {
        let output = Command::new(places.npm_tool("sass")?)
            .current_dir(&folder)
            .args(["--no-source-map", "--load-path=node_modules", "--quiet-deps"])
            .arg(match mode {
                Mode::Dev => "--style=expanded",
                Mode::Release => "--style=compressed",
            })
            .arg(format!("{}.scss", bundle.name()))
            .output()?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{complaint}");
        if !complaint.trim().is_empty() {
            eprintln!("{complaint}");
        }
        Ok(output.stdout)
    })
}

/// Everything that Sass may read of ours; of the packages, the lock file says enough.
fn read_sources(folder: &Path, into: &mut Vec<Vec<u8>>) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() && name != "node_modules" {
            read_sources(&path, into)?;
        } else if name == "package-lock.json" || path.extension().is_some_and(|kind| ["scss", "css"].iter().any(|known| kind == *known)) {
            into.push(name.to_string_lossy().into_owned().into_bytes());
            into.push(fs::read(&path)?);
        }
    }
    Ok(())
}

/// Calls `rename` with every file a style sheet names and writes what it answers in its place.
pub(crate) fn rewrite(css: &str, mut rename: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, tail) = rest.split_at(at + "url(".len());
        out.push_str(before);
        let (inside, after) = split_argument(tail)?;
        let name = inside.trim().trim_matches(['"', '\'']);
        if ["data:", "http:", "https:", "#"].iter().any(|far| name.starts_with(far)) {
            out.push_str(inside);
        } else {
            out.push_str(&rename(name)?);
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Splits before the `)` that closes a `url(`; one inside quotes does not.
fn split_argument(tail: &str) -> Result<(&str, &str)> {
    let start = tail.trim_start();
    let end = match start.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let opened = tail.len() - start.len() + 1;
            tail[opened..].find(quote).and_then(|closed| tail[opened + closed..].find(')').map(|end| opened + closed + end))
        }
        _ => tail.find(')'),
    };
    Ok(tail.split_at(end.context("a style sheet has an unfinished url(…)")?))
}

/// The file that a name in a style sheet means, with the key it is published under.
pub(crate) fn resolve(places: &Places, name: &str) -> Result<(String, PathBuf)> {
    let plain = name.split(['?', '#']).next().unwrap_or_default();
    let mut wanted = plain.trim_start_matches('/');
    while let Some(shorter) = wanted.strip_prefix("./").or_else(|| wanted.strip_prefix("../")) {
        wanted = shorter;
    }
    for from in FROM {
        let path = places.style().join(from).join(wanted);
        if path.is_file() {
            let own = PUBLISHED.iter().any(|folder| Path::new(wanted).starts_with(folder));
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let key = match own {
                true => slashed(Path::new(wanted)),
                false => format!("fonts/{file}"),
            };
            return Ok((key, path));
        }
    }
    bail!("a style sheet names {name}, which is neither in style/ nor in a package it imports")
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    fn upper(css: &str) -> String {
        rewrite(css, |name| Ok(name.to_uppercase())).unwrap()
    }

    #[test]
    fn names_are_rewritten_with_and_without_quotes() {
        assert_eq!(
            upper("a{b:url(x.woff2)format(\"woff2\"),url( \"y.png\" )}c{d:url('z.svg')}"),
            "a{b:url(X.WOFF2)format(\"woff2\"),url(Y.PNG)}c{d:url(Z.SVG)}"
        );
    }

    #[test]
    fn what_is_not_a_file_stays_as_it_is() {
        let css = "a{b:url(data:image/svg+xml;x)}c{d:url(\"data:image/svg+xml,<g f='m(1)'/>\")}e{f:url(#g)}";
        assert_eq!(upper(css), css);
    }

    #[test]
    fn an_unfinished_name_is_an_error() {
        assert!(rewrite("a{b:url(x.png", |name| Ok(name.to_owned())).is_err());
        assert!(rewrite("a{b:url(\"x.png)", |name| Ok(name.to_owned())).is_err());
    }
}
