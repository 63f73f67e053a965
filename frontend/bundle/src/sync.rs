//! One build from sources to site folder: the order of the steps, and which of them run side by side.
//!
//! The second bundle is compiled while the first is made small. Cargo decides what to compile, the cache what to
//! convert; this module decides nothing of the kind.

use std::fs;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};

use crate::cache::Cache;
use crate::places::Places;
use crate::publish::Publisher;
use crate::wasm::Module;
use crate::{Bundle, Mode, style, wasm};

/// Builds the bundles `chosen` into the site folder and leaves the other as it is. Answers whether anything changed.
pub(crate) fn build(places: &Places, mode: Mode, chosen: &[Bundle]) -> Result<bool> {
    let begun = Instant::now();
    let cache = Cache::open(places.cache())?;
    let modules = compile(places, &cache, mode, chosen)?;
    let keep = |key: &str| {
        let is_of = |bundle: &Bundle| key.starts_with(&format!("{}.", bundle.name()));
        Bundle::ALL.iter().any(|bundle| is_of(bundle) && !chosen.contains(bundle))
    };
    let mut site = Publisher::begin(&cache, mode, places.site(mode), keep)?;
    for (key, path) in style::files(places)? {
        site.add(&key, &fs::read(&path)?)?;
    }
    for (bundle, module) in modules {
        add_code(&mut site, bundle, &module)?;
        add_style(places, &cache, mode, &mut site, bundle)?;
    }
    let changed = site.finish()?;
    cache.sweep()?;
    let names: Vec<_> = chosen.iter().map(|bundle| bundle.name()).collect();
    let what = if changed { "built" } else { "already up to date" };
    eprintln!("{}: {what}, {:.1} s", names.join(", "), begun.elapsed().as_secs_f32());
    Ok(changed)
}

/// Builds only the style sheets of the bundles that were built before. Answers whether anything changed.
pub(crate) fn build_style(places: &Places, mode: Mode) -> Result<bool> {
    let cache = Cache::open(places.cache())?;
    let is_code = |key: &str| [".js", ".wasm"].iter().any(|kind| key.ends_with(kind));
    let mut site = Publisher::begin(&cache, mode, places.site(mode), is_code)?;
    for (key, path) in style::files(places)? {
        site.add(&key, &fs::read(&path)?)?;
    }
    for bundle in Bundle::ALL {
        add_style(places, &cache, mode, &mut site, bundle)?;
    }
    site.finish()
}

fn compile(places: &Places, cache: &Cache, mode: Mode, chosen: &[Bundle]) -> Result<Vec<(Bundle, Module)>> {
    thread::scope(|scope| {
        let mut running = Vec::new();
        for &bundle in chosen {
            let linked = wasm::compile(places, mode, bundle)?;
            let finish = move || wasm::finish(places, cache, mode, bundle.name(), &linked);
            running.push((bundle, scope.spawn(finish)));
        }
        running
            .into_iter()
            .map(|(bundle, thread)| {
                let module = thread.join().map_err(|_| anyhow!("wasm-bindgen panicked"))?;
                Ok((bundle, module?))
            })
            .collect()
    })
}

fn add_code(site: &mut Publisher<'_>, bundle: Bundle, module: &Module) -> Result<()> {
    let name = bundle.name();
    let wasm = site.add(&format!("{name}.wasm"), &module.wasm)?;
    let js = str::from_utf8(&module.js)?;
    let plain = format!("{name}_bg.wasm");
    js.contains(&plain).then_some(()).with_context(|| format!("{name}.js does not name {plain}"))?;
    site.add(&format!("{name}.js"), js.replace(&plain, &wasm).as_bytes())?;
    Ok(())
}

fn add_style(places: &Places, cache: &Cache, mode: Mode, site: &mut Publisher<'_>, bundle: Bundle) -> Result<()> {
    let css = style::compile(places, cache, mode, bundle)?;
    let css = style::rewrite(str::from_utf8(&css)?, |name| {
        let (key, path) = style::resolve(places, name)?;
        site.add(&key, &fs::read(&path)?)
    })?;
    site.add(&format!("{}.css", bundle.name()), css.as_bytes())?;
    Ok(())
}
