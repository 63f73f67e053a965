//! Addresses of files whose published name carries a hash of their content.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use ui::PhotoSource;

/// Logical name (`photos/petra.webp`) to address. Put into context by the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assets(pub BTreeMap<String, String>);

pub(crate) fn provide_assets() {
    let assets = SharedValue::new(|| use_context::<Assets>().unwrap_or_default()).into_inner();
    provide_context(Arc::new(assets));
}

/// The address of the file with this logical name; the unhashed one when the server named none.
#[must_use]
pub fn asset(name: &str) -> String {
    use_context::<Arc<Assets>>().and_then(|assets| assets.0.get(name).cloned()).unwrap_or_else(|| ["/site/", name].concat())
}

/// A photograph of the house, in both its widths.
#[must_use]
pub fn photo(name: &str, alt: impl Into<String>) -> PhotoSource {
    let (large, small) = (asset(&["photos/", name, ".webp"].concat()), asset(&["photos/", name, "-small.webp"].concat()));
    let srcset = [small.as_str(), " 480w, ", large.as_str(), " 1280w"].concat();
    PhotoSource::new(large, alt).srcset(srcset)
}
