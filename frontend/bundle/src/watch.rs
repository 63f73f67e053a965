//! Builds on every save: the server and the bundles that the saved file belongs to, side by side; then restarts the
//! server if it or the site changed and tells open pages to reload.
//!
//! Pages learn of it from the file `build-id` in the site folder, which the server sends on. A build that fails
//! leaves the running server and the site as they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, anyhow, ensure};
use notify::{Event, RecursiveMode, Watcher as _};

use crate::cache::write_whole;
use crate::places::Places;
use crate::{Bundle, Mode, publish, sync, wasm};

/// Kinds of files that cargo reads, as sources or as what they include.
const COMPILED: [&str; 4] = ["rs", "toml", "typ", "sql"];
const WATCHED: [&str; 5] = ["app", "server", "migrations", "frontend", "style"];
/// Editors save in several steps, and a branch switch touches many files: a build starts after this much silence.
const SILENCE: Duration = Duration::from_millis(80);
/// A server that has not left by then is made to.
const PATIENCE: Duration = Duration::from_secs(5);
const BUILD_ID: &str = "build-id";

/// What has to be built after a save.
#[derive(Default, PartialEq, Eq, Debug)]
struct Work {
    server: bool,
    bundles: BTreeSet<Bundle>,
    style: bool,
}

/// Builds and runs until interrupted.
pub(crate) fn run(places: &Places, command: &[String]) -> Result<()> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender)?;
    for folder in WATCHED {
        watch_folder(&mut watcher, &places.root.join(folder))?;
    }
    let mut server = Server::new(places, command);
    let mut work = Work { server: true, bundles: Bundle::ALL.into(), style: false };
    loop {
        match build(places, &work) {
            Ok(()) => {
                server.refresh()?;
                let id = format!("{:?}\n", SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?);
                write_whole(&places.site(Mode::Dev).join(BUILD_ID), id.as_bytes())?;
            }
            Err(error) => eprintln!("{error:#}"),
        }
        work = wait(places, &events)?;
    }
}

/// Watches a folder and all below it, but for the packages that npm installed: they are tens of thousands of files.
fn watch_folder(watcher: &mut notify::RecommendedWatcher, folder: &Path) -> Result<()> {
    if !folder.join("node_modules").exists() {
        return Ok(watcher.watch(folder, RecursiveMode::Recursive)?);
    }
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            watcher.watch(&path, RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}

/// Sleeps until something of ours was saved and the disk is quiet again.
fn wait(places: &Places, events: &Receiver<notify::Result<Event>>) -> Result<Work> {
    let mut work = Work::default();
    loop {
        let event = if work == Work::default() {
            events.recv()?
        } else {
            match events.recv_timeout(SILENCE) {
                Ok(event) => event,
                Err(_) => return Ok(work),
            }
        }?;
        if event.kind.is_access() {
            continue;
        }
        for path in &event.paths {
            if let Ok(inside) = path.strip_prefix(&places.root) {
                work.add(inside);
            }
        }
    }
}

impl Work {
    /// Adds what a saved file, relative to the root, makes necessary.
    fn add(&mut self, path: &Path) {
        let within = |folder: &str| path.starts_with(folder);
        if within("style") {
            self.style = true;
            return;
        }
        let kind = path.extension().unwrap_or_default();
        let is_compiled = COMPILED.iter().any(|known| kind == *known);
        let is_test = path.components().any(|part| part.as_os_str() == "tests");
        if is_test || !is_compiled || within("frontend/bundle") {
            return;
        }
        self.server |= !within("frontend");
        if within("app/portal") {
            self.bundles.insert(Bundle::Portal);
        } else if within("app/office") {
            self.bundles.insert(Bundle::Office);
        } else if within("app") || within("frontend") {
            self.bundles.extend(Bundle::ALL);
        }
    }
}

fn build(places: &Places, work: &Work) -> Result<()> {
    let begun = Instant::now();
    thread::scope(|scope| {
        let server = work.server.then(|| scope.spawn(|| build_server(places)));
        let bundles: Vec<_> = work.bundles.iter().copied().collect();
        let site = match (bundles.is_empty(), work.style) {
            (true, true) => sync::build_style(places, Mode::Dev).map(drop),
            (true, false) => Ok(()),
            (false, _) => sync::build(places, Mode::Dev, &bundles).map(drop),
        };
        let server = server.map(|thread| thread.join().map_err(|_| anyhow!("the build panicked")));
        site.and(server.transpose()?.transpose().map(drop))
    })?;
    eprintln!("ready after {:.1} s", begun.elapsed().as_secs_f32());
    Ok(())
}

fn build_server(places: &Places) -> Result<()> {
    let status = wasm::cargo(places).args(["build", "-p", "server", "--target-dir"]).arg(&places.target).status()?;
    ensure!(status.success(), "the server does not compile");
    Ok(())
}

/// The process given on the command line.
struct Server<'a> {
    command: &'a [String],
    site: PathBuf,
    running: Option<(Child, [SystemTime; 2])>,
}

impl<'a> Server<'a> {
    fn new(places: &Places, command: &'a [String]) -> Self {
        let site = places.site(Mode::Dev);
        Self { command, site, running: None }
    }

    /// Starts it, or starts it again if its program or the manifest, which it reads once, is newer.
    fn refresh(&mut self) -> Result<()> {
        let (program, arguments) = self.command.split_first().context("no server was given")?;
        let manifest = self.site.join(publish::MANIFEST);
        let built = [modified(Path::new(program))?, modified(&manifest)?];
        if let Some((child, since)) = &mut self.running {
            if *since == built && child.try_wait()?.is_none() {
                return Ok(());
            }
            stop(child)?;
        }
        let child = Command::new(program)
            .args(arguments)
            .env("ALTIPORT_SITE", &self.site)
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        self.running = Some((child, built));
        Ok(())
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.running {
            stop(child).ok();
        }
    }
}

fn modified(path: &Path) -> Result<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).with_context(|| format!("cannot read {}", path.display()))
}

/// Asks a process to finish what it is doing and leave; waits.
fn stop(child: &mut Child) -> Result<()> {
    Command::new("kill").arg("-TERM").arg(child.id().to_string()).status()?;
    let asked = Instant::now();
    while child.try_wait()?.is_none() {
        if asked.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, Bundle, Path, Work};

    fn work(path: &str) -> (bool, BTreeSet<Bundle>, bool) {
        let mut work = Work::default();
        work.add(Path::new(path));
        (work.server, work.bundles, work.style)
    }

    #[test]
    fn a_save_builds_what_it_touches_and_no_more() {
        let (none, both) = (BTreeSet::new, || BTreeSet::from(Bundle::ALL));
        assert_eq!(work("app/portal/src/pay.rs"), (true, [Bundle::Portal].into(), false));
        assert_eq!(work("app/office/src/trips.rs"), (true, [Bundle::Office].into(), false));
        assert_eq!(work("app/ui/src/button/mod.rs"), (true, both(), false));
        assert_eq!(work("frontend/src/lib.rs"), (false, both(), false));
        assert_eq!(work("frontend/bundle/src/main.rs"), (false, none(), false));
        assert_eq!(work("server/src/lib.rs"), (true, none(), false));
        assert_eq!(work("style/portal.scss"), (false, none(), true));
        assert_eq!(work("app/ui/README.md"), (false, none(), false));
        assert_eq!(work("server/tests/it/main.rs"), (false, none(), false));
    }
}
