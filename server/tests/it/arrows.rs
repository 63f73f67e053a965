//! The house's arrows: which crate may know which. What is not listed is forbidden.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Our own crates that each crate may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("locales", &["domain"]),
    ("desk", &["domain", "locales"]),
    ("ui", &[]),
    ("account", &["desk", "domain", "locales", "ui"]),
    ("portal", &["account", "desk", "domain", "locales", "ui"]),
    ("office", &["account", "desk", "domain", "locales", "ui"]),
    ("app", &["account", "desk", "locales", "office", "portal", "ui"]),
    ("frontend", &["app"]),
    ("laws", &["domain"]),
    ("bundle", &[]),
    ("migrations", &[]),
    ("store", &["domain", "migrations"]),
    ("bank", &[]),
    ("papers", &["domain", "locales"]),
    ("server", &["account", "app", "bank", "desk", "domain", "locales", "migrations", "papers", "store", "ui"]),
];

/// Crates of others that ours must not name. `domain` may teach the database driver its newtypes, behind its feature `db`, which the
/// browser never turns on: the last test holds that.
const WALLS: &[(&[&str], &[&str])] = &[
    (&["domain"], &["leptos", "axum", "tokio"]),
    (&["desk", "locales"], &["leptos", "axum", "tokio", "sea-orm"]),
    (&["ui", "account", "portal", "office", "app", "frontend"], &["sea-orm", "axum", "sqlx"]),
    (&["migrations"], &["leptos", "axum"]),
];

/// What `cargo` prints at the root of the workspace.
fn cargo(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// What each of our crates names in its own manifest, tests and build scripts left out.
fn named() -> BTreeMap<String, BTreeSet<String>> {
    let metadata: Value = serde_json::from_slice(&cargo(&["metadata", "--format-version", "1", "--no-deps"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let dependencies = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap();
        all.iter().filter(|dependency| dependency["kind"].is_null()).map(|dependency| text(dependency, "name").to_owned()).collect()
    };
    packages.iter().map(|package| (text(package, "name").to_owned(), dependencies(package))).collect()
}

#[test]
fn every_crate_knows_only_whom_it_may() {
    let named = named();
    let table: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let ours: BTreeSet<&str> = named.keys().map(String::as_str).collect();
    assert_eq!(ours, table.keys().copied().collect(), "every crate has its line in the table");
    for (from, to) in &named {
        for other in to.iter().filter(|other| ours.contains(other.as_str())) {
            assert!(table[from.as_str()].contains(&other.as_str()), "forbidden arrow: {from} → {other}");
        }
    }
}

#[test]
fn walls_stand() {
    let named = named();
    for (crates, forbidden) in WALLS {
        for name in *crates {
            for other in &named[*name] {
                assert!(!forbidden.contains(&other.as_str()), "{name} names {other}");
            }
        }
    }
}

#[test]
fn the_browser_reaches_no_server_crate() {
    for (feature, other) in [("portal", "office"), ("office", "portal")] {
        let wasm = ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", feature];
        let tree = cargo(&[&["tree", "-p", "frontend", "--edges", "normal", "--prefix", "none", "--format", "{p}"][..], &wasm].concat());
        let tree = String::from_utf8(tree).unwrap();
        let reached: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(reached.contains(feature), "{feature} is not even in its own bundle");
        for forbidden in [other, "sea-orm", "axum", "tokio", "store", "migrations", "server"] {
            assert!(!reached.contains(forbidden), "the {feature} bundle reaches {forbidden}");
        }
    }
}
