//! What every page shares: the document, its style, its headers. The only place that escapes text.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::texts::Words;

const STYLE: &str = "
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#6b7280;--soft:#f1f3f5;--act:#0b57a4;--on-act:#fff;--bad:#a3151f;--mark:#5c3c00;--mark-paper:#fff1c9}
@media (prefers-color-scheme:dark){:root{--ink:#eceff3;--paper:#15181c;--line:#9aa3af;--soft:#22272e;--act:#8ec5ff;--on-act:#10202f;--bad:#ffb0b0;--mark:#ffe3a1;--mark-paper:#3d2e06}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
.banner{margin:0;padding:.75rem 1rem;text-align:center;font-weight:700;color:var(--mark);background:var(--mark-paper)}
main{max-width:34rem;margin:0 auto;padding:1rem}
main.wide{max-width:75rem}
h1{font-size:1.5rem;line-height:1.25}
h2{font-size:1.25rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:1rem 0}
dt{font-weight:600}
dd{margin:0;overflow-wrap:anywhere}
fieldset,details{margin:1rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem}
legend,summary{font-weight:600;padding:.25rem}
summary{cursor:pointer;min-height:2rem}
.choice{display:flex;gap:.75rem;align-items:center;min-height:2.75rem}
.choice input{width:1.25rem;height:1.25rem;flex:none}
.field{display:block;margin:.75rem 0}
.field input,.field select{display:block;width:100%;max-width:24rem;min-height:2.75rem;margin-top:.25rem;padding:.5rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.375rem}
button{min-height:2.75rem;padding:.5rem 1rem;font:inherit;font-weight:600;color:var(--act);background:var(--paper);border:1px solid var(--act);border-radius:.375rem;cursor:pointer}
button.first{width:100%;color:var(--on-act);background:var(--act)}
.row{display:flex;flex-wrap:wrap;gap:.5rem;margin:.75rem 0}
.row form,.card form{display:inline}
.alert{padding:.75rem 1rem;border:2px solid var(--bad);border-radius:.5rem;color:var(--bad)}
a{color:var(--act)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.card{margin:1rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--soft)}
.card h2{margin:0;font-size:1rem;overflow-wrap:anywhere}
pre{white-space:pre-wrap}
code{overflow-wrap:anywhere}
";

/// One document to be.
pub(crate) struct Page<'a> {
    pub(crate) words: &'a Words,
    pub(crate) status: StatusCode,
    pub(crate) title: &'a str,
    /// HTML of `main`; everything in it is escaped already.
    pub(crate) main: String,
    /// Wide for the operators, narrow for the buyer.
    pub(crate) class: &'static str,
    /// Where a form may lead besides the bank itself: browsers apply the rule to redirects too.
    pub(crate) form_leads_to: Option<String>,
    /// Seconds and address of a way back that takes its time.
    pub(crate) refresh: Option<(u32, String)>,
}

/// Text as it may stand in HTML, in an attribute too.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Scheme, host and port of an address, for the policy; nothing when it has none.
pub(crate) fn origin(address: &str) -> Option<String> {
    reqwest::Url::parse(address).ok().map(|url| url.origin().ascii_serialization())
}

impl Page<'_> {
    pub(crate) fn answer(self) -> Response {
        let nonce = hex::encode(rand::random::<[u8; 16]>());
        let Self { words, status, title, main, class, form_leads_to, refresh } = self;
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n<style nonce=\"{nonce}\">{STYLE}</style>\n</head>\n<body>\n\
             <header><p class=\"banner\">{banner}</p></header>\n<main class=\"{class}\">\n<h1>{title}</h1>\n{main}\n</main>\n\
             </body>\n</html>\n",
            lang = words.lang,
            title = escape(title),
            banner = words.banner,
        );
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {}",
            form_leads_to.unwrap_or_default()
        );
        let mut answer = (status, html).into_response();
        let headers = answer.headers_mut();
        let fixed = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        for (name, value) in fixed {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Ok(policy) = HeaderValue::from_str(policy.trim_end()) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        if let Some((seconds, address)) = refresh
            && let Ok(value) = HeaderValue::from_str(&format!("{seconds};url={address}"))
        {
            headers.insert(header::REFRESH, value);
        }
        answer
    }
}
