//! Tells `rust-embed` where the built site lies: `ALTIPORT_SITE`, or `target/site` of the workspace.

fn main() {
    println!("cargo:rerun-if-env-changed=ALTIPORT_SITE");
    let folder = std::env::var("ALTIPORT_SITE").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site").to_owned());
    // Only a release carries the files; a development build reads them when asked.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rustc-env=ALTIPORT_SITE_FOLDER={folder}");
}
