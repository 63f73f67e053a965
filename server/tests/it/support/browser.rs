//! A browser without scripts: cookies, the headers that browsers send by themselves, forms posted to pages. It follows no redirect.

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

/// Name of the session cookie.
pub(crate) const SESSION: &str = "__Host-session";

/// A browser at an address of its own: what one does too often is not held against another.
#[derive(Clone)]
pub(crate) struct Browser {
    http: Client,
    url: String,
    pub(crate) ip: String,
    pub(crate) language: &'static str,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// Empty for a stream of events, which has no end.
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header, empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where the browser is sent.
    pub(crate) fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The page with its entities resolved.
    pub(crate) fn text(&self) -> String {
        resolve(&self.body)
    }
}

/// HTML with its entities resolved.
pub(crate) fn resolve(html: &str) -> String {
    html.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

impl Browser {
    pub(crate) fn new(http: Client, url: String) -> Self {
        // Addresses set aside for measurements (RFC 2544).
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let ip = format!("198.{}.{}.{}", 18 + number / 0x1_0000 % 2, number / 0x100 % 0x100, number % 0x100);
        Self { http, url, ip, language: "fr", cookies: BTreeMap::new() }
    }

    /// Carries the session `token`.
    pub(crate) fn with_session(mut self, token: &str) -> Self {
        self.cookies.insert(SESSION.to_owned(), token.to_owned());
        self
    }

    /// A request with what every browser sends, and nothing that says which page it comes from.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self
            .http
            .request(method, format!("{}{path}", self.url))
            .header("x-forwarded-for", &self.ip)
            .header(ACCEPT_LANGUAGE, self.language)
            .header(ACCEPT, "text/html");
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    /// Sends a request and keeps the cookies of its answer.
    pub(crate) async fn send(&mut self, request: RequestBuilder) -> Answer {
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        for cookie in headers.get_all(SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name)
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned())
            };
        }
        let stream = headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if stream { String::new() } else { String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned() };
        Answer { status, headers, body }
    }

    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Posts an urlencoded body from one of our own pages.
    pub(crate) async fn post(&mut self, path: &str, body: &str) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(body.to_owned())).await
    }

    /// Sends the form of `function` that stands on `page`.
    pub(crate) async fn form(&mut self, page: &str, function: &str, fields: &[(&str, &str)]) -> Answer {
        let mark = if page.contains('?') { '&' } else { '?' };
        let request =
            self.request(Method::POST, &format!("{page}{mark}do={function}")).header("sec-fetch-site", "same-origin").form(fields);
        self.send(request).await
    }
}
