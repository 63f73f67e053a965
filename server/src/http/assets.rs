//! The built site: scripts, styles, fonts and pictures under hashed names, each with its brotli twin.
//!
//! A release carries the site inside the program; a development build reads the folder `target/site`.

use crate::House;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(rust_embed::RustEmbed)]
#[folder = "$ALTIPORT_SITE_FOLDER"]
#[allow_missing = true]
struct Embedded;

/// Where the site's files come from, and the hashed name of each.
pub struct Site {
    folder: Option<PathBuf>,
    names: BTreeMap<String, String>,
}

impl Site {
    /// Reads the manifest of `folder`, or of the site inside the program when `folder` is empty.
    ///
    /// # Errors
    /// When there is no manifest: the site was not built.
    pub fn open(folder: &std::path::Path) -> Result<Self, String> {
        let folder = (!folder.as_os_str().is_empty()).then(|| folder.to_owned());
        let mut site = Self { folder, names: BTreeMap::new() };
        let manifest = site.read("manifest.json").ok_or("the site is not built: run `make run`, or set `site` to its folder")?;
        site.names = serde_json::from_slice(&manifest).map_err(|error| format!("the site's manifest cannot be read: {error}"))?;
        Ok(site)
    }

    fn read(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match &self.folder {
            Some(folder) => std::fs::read(folder.join(name)).ok().map(Cow::Owned),
            None => Embedded::get(name).map(|file| file.data),
        }
    }

    /// The address of a file by the name it was written under: `portal.css` → `/site/portal-0a1b2c3d4e.css`.
    pub fn url(&self, name: &str) -> String {
        format!("/site/{}", self.names.get(name).map_or(name, String::as_str))
    }

    /// Every name with its address.
    pub fn urls(&self) -> BTreeMap<String, String> {
        self.names.keys().map(|name| (name.clone(), self.url(name))).collect()
    }

    /// Changes with each build: open pages reload when it does.
    pub fn build_id(&self) -> String {
        self.read("build-id").map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()).unwrap_or_default()
    }
}

/// Serves a file of the site for ever: its name changes when its content does.
pub(super) async fn serve(State(house): State<Arc<House>>, Path(path): Path<String>, headers: HeaderMap) -> Response {
    // Names come from the manifest: nothing outside it is ever read.
    if !house.site.names.values().any(|name| *name == path) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|part| part.trim().starts_with("br")));
    let compressed = if brotli { house.site.read(&format!("{path}.br")) } else { None };
    let encoded = compressed.is_some();
    let Some(bytes) = compressed.or_else(|| house.site.read(&path)) else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = (
        [
            (header::CONTENT_TYPE, content_type(&path)),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::VARY, "accept-encoding"),
        ],
        bytes.into_owned(),
    )
        .into_response();
    if encoded {
        response.headers_mut().insert(header::CONTENT_ENCODING, http::HeaderValue::from_static("br"));
    }
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("webp") => "image/webp",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
