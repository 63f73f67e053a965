//! Forms and queries as Stripe takes them: `a[b][c]=d`, lists as `a[]` or `a[0]`, and nothing it does not know.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Trouble;

const PAGE: usize = 10;
const LARGEST_PAGE: usize = 100;

/// Names and values as they came, each taken once.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The value of a field; the last one, when there are several.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let mut found = None;
        self.0.retain(|(known, value)| {
            let it = known == name;
            if it {
                found = Some(value.clone());
            }
            !it
        });
        found
    }

    pub(super) fn need(&mut self, name: &str) -> Result<String, Trouble> {
        self.take(name).filter(|value| !value.is_empty()).ok_or_else(|| Trouble::invalid("parameter_missing", name))
    }

    pub(super) fn number(&mut self, name: &str) -> Result<Option<i64>, Trouble> {
        self.take(name).map(|value| value.parse().map_err(|_| Trouble::invalid("parameter_invalid_integer", name))).transpose()
    }

    /// Every value of `name[]`, or of `name[0]`, `name[1]`… as Stripe's own clients write it.
    pub(super) fn list(&mut self, name: &str) -> Vec<String> {
        let index =
            |known: &str| Some(known.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?.bytes().all(|byte| byte.is_ascii_digit()));
        let (mine, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.0).into_iter().partition(|(known, _)| index(known) == Some(true));
        self.0 = rest;
        mine.into_iter().map(|(_, value)| value).collect()
    }

    /// Everything under `name[…]`.
    pub(super) fn map(&mut self, name: &str) -> BTreeMap<String, String> {
        let prefix = format!("{name}[");
        let key = |known: &str| known.strip_prefix(&prefix)?.strip_suffix(']').map(str::to_owned);
        let map = self.0.iter().filter_map(|(known, value)| Some((key(known)?, value.clone()))).collect();
        self.0.retain(|(known, _)| key(known).is_none());
        map
    }

    /// What is left over is not known.
    pub(super) fn done(self) -> Result<(), Trouble> {
        self.0.into_iter().next().map_or(Ok(()), |(name, _)| Err(Trouble::invalid("parameter_unknown", &name)))
    }
}

/// Which references of an answer are written out.
pub(super) struct Expand(Vec<String>);

impl Expand {
    /// As asked for; in lists, paths begin with `data.`.
    pub(super) fn new(fields: &mut Fields, prefix: &str) -> Self {
        Self(fields.list("expand").iter().filter_map(|path| path.strip_prefix(prefix).map(str::to_owned)).collect())
    }

    /// Of an event: nothing.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.iter().any(|wanted| wanted.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    }

    /// What of it concerns the object at `path`.
    pub(super) fn below(&self, path: &str) -> Self {
        Self(self.0.iter().filter_map(|wanted| wanted.strip_prefix(path)?.strip_prefix('.').map(str::to_owned)).collect())
    }
}

/// Which part of a list is asked for.
pub(super) struct Page {
    limit: usize,
    after: Option<String>,
}

impl Page {
    pub(super) fn new(fields: &mut Fields) -> Result<Self, Trouble> {
        let limit = fields.number("limit")?.map_or(Ok(PAGE), usize::try_from).ok().filter(|limit| (1..=LARGEST_PAGE).contains(limit));
        let limit = limit.ok_or_else(|| Trouble::invalid("parameter_invalid_integer", "limit"))?;
        Ok(Self { limit, after: fields.take("starting_after") })
    }

    /// That part of `all`, which must be in the order of the list.
    pub(super) fn of(self, url: &str, all: Vec<Value>) -> Result<Value, Trouble> {
        let start = match &self.after {
            None => 0,
            Some(id) => all.iter().position(|object| object["id"] == id.as_str()).ok_or_else(|| Trouble::missing(id))? + 1,
        };
        let more = all.len() > start + self.limit;
        let data: Vec<Value> = all.into_iter().skip(start).take(self.limit).collect();
        Ok(json!({ "object": "list", "url": url, "has_more": more, "data": data }))
    }
}

/// Instants between which something was made.
pub(super) struct Created {
    from: i64,
    to: i64,
}

impl Created {
    pub(super) fn new(fields: &mut Fields) -> Result<Self, Trouble> {
        let from = fields.number("created[gte]")?.unwrap_or(i64::MIN);
        let to = fields.number("created[lte]")?.unwrap_or(i64::MAX);
        Ok(Self { from, to })
    }

    pub(super) fn holds(&self, at: i64) -> bool {
        (self.from..=self.to).contains(&at)
    }
}
