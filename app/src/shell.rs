//! The document: head, styles, the script that starts WASM, and one of the two roots.

use crate::Side;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use locales::Locale;

/// What the document needs beyond the page itself.
#[derive(Clone, Debug)]
pub struct ShellParts {
    /// The language of the page.
    pub locale: Locale,
    /// The class of `<html>`: light, dark, or as the system says.
    pub theme_class: &'static str,
    /// Address of the style sheet.
    pub css: String,
    /// Address of the bundle's script.
    pub script: String,
    /// Address of the bundle's WASM.
    pub wasm: String,
    /// Faces to fetch early.
    pub fonts: Vec<String>,
    /// A development build: the page reloads after each build.
    pub reload: bool,
}

/// Starts the bundle; a page works before and without it.
fn starter(parts: &ShellParts) -> String {
    let ShellParts { script, wasm, reload, .. } = parts;
    // Islands are functions of the bundle, named by the page.
    let start = format!(
        "import init,*as bundle from '{script}';init({{module_or_path:'{wasm}'}}).then(()=>{{\
        bundle.start(root=>root.querySelectorAll('leptos-island').forEach(island=>bundle[island.dataset.component](island)));\
        document.documentElement.dataset.hydrated='true'}});"
    );
    if *reload {
        // The first message names the build that served this page; any other means a newer one.
        format!("{start}let b;new EventSource('/livereload').onmessage=e=>{{if(b&&b!==e.data)location.reload();b=e.data}};")
    } else {
        start
    }
}

/// The whole document of one side.
pub fn shell(side: Side, parts: ShellParts) -> impl IntoView {
    let script = starter(&parts);
    let ShellParts { locale, theme_class, css, script: module, wasm, fonts, reload: _ } = parts;
    view! {
        <!DOCTYPE html>
        <html lang=locale.as_str() class=theme_class>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=css />
                {fonts
                    .into_iter()
                    .map(|font| view! { <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="anonymous" /> })
                    .collect_view()}
                <link rel="modulepreload" href=module nonce=leptos::nonce::use_nonce() />
                <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                <link rel="icon" href="data:," />
                <MetaTags />
                <script type="module" nonce=leptos::nonce::use_nonce() inner_html=script></script>
            </head>
            <body>{root(side)}</body>
        </html>
    }
}

fn root(side: Side) -> AnyView {
    match side {
        #[cfg(feature = "portal")]
        Side::Portal => {
            // Nothing that these pages read is written into them for the browser, but by their islands.
            if let Some(shared) = Owner::current_shared_context() {
                shared.set_is_hydrating(false);
            }
            view! { <crate::Portal /> }.into_any()
        }
        #[cfg(feature = "office")]
        Side::Office => view! { <crate::Office /> }.into_any(),
        #[cfg(not(all(feature = "portal", feature = "office")))]
        _ => ().into_any(),
    }
}
