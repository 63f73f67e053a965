//! Photographs.

use crate::text::MaybeText;
use leptos::prelude::*;

/// Where a photograph comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoSource {
    src: String,
    alt: String,
    size: Option<(u32, u32)>,
    srcset: Option<String>,
    credit: Option<String>,
}

impl PhotoSource {
    /// A photograph and what it shows; an empty `alt` marks decoration.
    #[must_use]
    pub fn new(src: impl Into<String>, alt: impl Into<String>) -> Self {
        Self { src: src.into(), alt: alt.into(), size: None, srcset: None, credit: None }
    }

    /// Its pixels, so that the page does not jump when it arrives.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }

    /// The same in other widths, as `srcset` writes them.
    #[must_use]
    pub fn srcset(mut self, srcset: impl Into<String>) -> Self {
        self.srcset = Some(srcset.into());
        self
    }

    /// Who took it.
    #[must_use]
    pub fn credit(mut self, credit: impl Into<String>) -> Self {
        self.credit = Some(credit.into());
        self
    }
}

/// A photograph that fills its place.
#[component]
pub fn Photo(
    /// Where it comes from.
    source: PhotoSource,
    /// How wide it is drawn, as `sizes` writes it.
    #[prop(optional, into)]
    sizes: MaybeText,
    /// Wanted at once; others wait until they come into view.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let (width, height) = source.size.map(|(width, height)| (width.to_string(), height.to_string())).unzip();
    let image = view! {
        <img class="ui-photo" src=source.src alt=source.alt width=width height=height srcset=source.srcset sizes=sizes.0
            loading=if eager { "eager" } else { "lazy" } fetchpriority=eager.then_some("high")/>
    };
    match source.credit {
        Some(credit) => view! { <figure class="ui-figure">{image}<figcaption class="ui-credit">{credit}</figcaption></figure> }.into_any(),
        None => image.into_any(),
    }
}

/// A drawn map with its caption. What it shows must also stand in the page as a list.
#[component]
pub fn MapFigure(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// An `<svg>` whose parts carry the classes `ui-map-sea`, `-land`, `-visited`, `-route`, `-stop`, `-number`, `-label`.
    children: Children,
) -> impl IntoView {
    view! { <figure class="ui-map">{children()}<figcaption class="pf-v6-screen-reader">{caption}</figcaption></figure> }
}
