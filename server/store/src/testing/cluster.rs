//! A private PostgreSQL for the tests of this machine, when `ALTIPORT_TEST_POSTGRES` names none.
//!
//! Every test process shares one: a process holds a shared lock on `users` as long as it lives, and a guard started with the server waits for the
//! exclusive lock to stop it. Nothing is kept from one start to the next.

use std::fs::{File, OpenOptions};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

struct Cluster {
    url: String,
    // Held until the process ends.
    _users: Option<File>,
}

/// The address of the server.
pub(super) fn url() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| match std::env::var("ALTIPORT_TEST_POSTGRES") {
        Ok(url) if !url.is_empty() => Cluster { url, _users: None },
        _ => start(),
    });
    cluster.url.clone()
}

fn start() -> Cluster {
    let root = std::fs::metadata("/proc/self").expect("/proc is there").uid() == 0;
    let home =
        std::env::temp_dir().join(if root { "altiport-postgres-root".to_owned() } else { format!("altiport-postgres-{}", whoami()) });
    std::fs::create_dir_all(&home).expect("a temporary folder");
    let users = lock_file(&home.join("users"));
    users.lock_shared().expect("a shared lock");
    let starting = lock_file(&home.join("starting"));
    starting.lock().expect("an exclusive lock");
    let data = home.join("data");
    let port_file = home.join("port");
    let programs = programs();
    let running = data.exists() && as_owner(root, &format!("{}/pg_ctl -D {} status", programs.display(), data.display()));
    if !running {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        if data.exists() {
            std::fs::remove_dir_all(&data).expect("the old server's files go");
        }
        if root {
            let owned = Command::new("chown").arg("postgres").arg(&home).status().expect("chown runs");
            assert!(owned.success(), "the folder of the server must belong to postgres");
        }
        let (bin, dir, home) = (programs.display(), data.display(), home.display());
        assert!(as_owner(root, &format!("{bin}/initdb -D {dir} -A trust -U altiport --no-sync -E UTF8 --locale=C.UTF-8")), "initdb failed");
        let options = format!("-k {home} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=400");
        assert!(
            as_owner(root, &format!("{bin}/pg_ctl -D {dir} -w -l {home}/log -o '{options}' start")),
            "pg_ctl start failed, see {home}/log"
        );
        std::fs::write(&port_file, port.to_string()).expect("the port is noted");
        // The pause spares a restart between two test processes.
        assert!(
            as_owner(root, &format!("(sleep 20; exec flock -x {home}/users {bin}/pg_ctl -D {dir} -m fast stop) &")),
            "the guard does not start"
        );
    }
    let port = std::fs::read_to_string(&port_file).expect("the port was noted");
    Cluster { url: format!("postgres://altiport@127.0.0.1:{port}/postgres"), _users: Some(users) }
}

/// The newest PostgreSQL that the system has.
fn programs() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|path| path.join("initdb").exists())
        .collect();
    found.sort_by_key(|path| path.components().rev().nth(1).and_then(|version| version.as_os_str().to_str()?.parse::<u32>().ok()));
    found.pop().expect("tests need PostgreSQL: set ALTIPORT_TEST_POSTGRES or install the server under /usr/lib/postgresql")
}

fn lock_file(path: &Path) -> File {
    let file = OpenOptions::new().create(true).truncate(false).write(true).read(true).open(path).expect("a lock file");
    // The guard may run as another user.
    let mut rights = file.metadata().expect("its rights").permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o666);
    file.set_permissions(rights).expect("its rights are set");
    file
}

fn as_owner(root: bool, script: &str) -> bool {
    owner_command(root, script).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a shell runs").success()
}

/// PostgreSQL refuses to run as root.
fn owner_command(root: bool, script: &str) -> Command {
    let mut command = if root { Command::new("su") } else { Command::new("/bin/sh") };
    if root {
        command.args(["postgres", "-s", "/bin/sh"]);
    }
    command.arg("-c").arg(script).current_dir("/");
    command
}

fn whoami() -> u32 {
    std::fs::metadata("/proc/self").expect("/proc is there").uid()
}
