//! The command line: `altiport serve | migrate | demo | worker | bank | check | funds | import | config | gateway`.

use crate::config::{Config, Flags, LogFormat, Mode};
use crate::desks::books::legacy::Run;
use crate::desks::{Counter, SystemClock};
use crate::house::House;
use crate::verify::Said;
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// How long what is under way may take to finish once the house closes.
const GRACE: Duration = Duration::from_secs(25);

/// Portal and back office for travel agencies.
#[derive(Debug, Parser)]
#[command(name = "altiport", version)]
struct Cli {
    /// Configuration file, instead of altiport.toml.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Address to listen on.
    #[arg(long, global = true)]
    listen: Option<SocketAddr>,
    /// Database: sqlite:PATH or postgres://…
    #[arg(long, global = true)]
    database: Option<String>,
    /// Folder of everything kept beside the database.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve portal and back office, and run the jobs.
    Serve,
    /// Bring the database to the newest version.
    Migrate,
    /// Load the demo agency (again: nothing is doubled) and print its accounts.
    Demo {
        /// As JSON.
        #[arg(long)]
        json: bool,
        /// Then serve it, with the test bank beside it.
        #[arg(long)]
        serve: bool,
    },
    /// Run the jobs without serving pages.
    Worker,
    /// Run the sandbox bank.
    Bank,
    /// Check every invariant of the books; exits with 1 naming what breaks.
    Check,
    /// Print the clients' money held for trips that are not over, company by company.
    Funds {
        /// At the end of this day; today when left out.
        #[arg(long)]
        on: Option<String>,
    },
    /// Bring over what the system before this one held.
    Import {
        #[command(subcommand)]
        what: ImportCommand,
    },
    /// Print the settings in force, secrets masked.
    Config,
    /// Look after gateways.
    Gateway {
        #[command(subcommand)]
        what: GatewayCommand,
    },
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Payments, from a CSV (columns: see README): each old id once, however often it is brought. Exits with 1 when rows were refused.
    Payments {
        /// The export.
        file: PathBuf,
        /// Say what would happen, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
enum GatewayCommand {
    /// Walk through the bank's test mode, while the house is serving: exits with 1 when a step fails.
    Verify {
        /// Name of the gateway: stripe, lyra, monetico, up2pay, sandbox.
        name: String,
        /// Seconds to wait for the payment.
        #[arg(long, default_value_t = 900)]
        wait: u64,
    },
}

/// Runs the command line.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    let flags = Flags { file: cli.config, listen: cli.listen, database: cli.database, data: cli.data };
    let config = match Config::load(&flags) {
        Ok(config) if config.mode == Mode::Demo => with_demo_bank(config),
        Ok(config) => config,
        Err(error) => return failed(&error),
    };
    log_to_stderr(config.log);
    let done = match cli.command {
        Command::Serve => serve(config).await,
        Command::Migrate => migrate(&config).await,
        Command::Demo { json, serve: false } => demo(config, json).await.map(drop),
        Command::Demo { json, serve: true } => demo_and_serve(config, json).await,
        Command::Worker => worker(config).await,
        Command::Bank => run_bank(&config).await,
        Command::Check => return check(&config).await,
        Command::Funds { on } => funds(&config, on.as_deref()).await,
        Command::Import { what: ImportCommand::Payments { file, dry_run } } => return import_payments(&config, &file, dry_run).await,
        Command::Config => print_config(&config),
        Command::Gateway { what: GatewayCommand::Verify { name, wait } } => return verify(&config, &name, Duration::from_secs(wait)).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &str) -> ExitCode {
    print(&format!("altiport: {error}"), true);
    ExitCode::FAILURE
}

/// The one place that writes for the person at the terminal.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line")]
fn print(text: &str, to_stderr: bool) {
    if to_stderr {
        eprintln!("{text}");
    } else {
        println!("{text}");
    }
}

fn log_to_stderr(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm=warn,sea_orm_migration=warn,hyper=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second installation can only happen in a test, where the first one stays.
    let _ = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}

fn print_config(config: &Config) -> Result<(), String> {
    let text = serde_json::to_string_pretty(config).map_err(|error| error.to_string())?;
    print(&text, false);
    Ok(())
}

async fn migrate(config: &Config) -> Result<(), String> {
    config.data_path("")?;
    let db = store::connect(&config.database_url()?).await.map_err(|error| format!("database: {error}"))?;
    db.migrate().await.map_err(|error| format!("migrate: {error}"))
}

/// Ends at SIGTERM or Ctrl+C.
async fn until_told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

async fn serve(config: Config) -> Result<(), String> {
    let house = House::open(config, Arc::new(SystemClock)).await?;
    serve_house(house).await
}

async fn serve_house(house: Arc<House>) -> Result<(), String> {
    let listener = TcpListener::bind(house.config.listen).await.map_err(|error| format!("listen {}: {error}", house.config.listen))?;
    house.start();
    tracing::info!(address = house.config.base_url, "serving");
    let app = crate::http::router(house.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let closing = house.closing.clone();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        until_told_to_stop().await;
        tracing::info!("closing: finishing what is under way");
        closing.cancel();
    });
    let grace = house.closing.clone();
    tokio::select! {
        done = server => done.map_err(|error| error.to_string())?,
        () = async { grace.cancelled().await; tokio::time::sleep(GRACE).await } => tracing::warn!("closed before everything under way had finished"),
    }
    house.close().await;
    Ok(())
}

async fn worker(config: Config) -> Result<(), String> {
    let house = House::open(config, Arc::new(SystemClock)).await?;
    house.start();
    until_told_to_stop().await;
    house.close().await;
    Ok(())
}

async fn run_bank(config: &Config) -> Result<(), String> {
    let bank = bank_config(config)?;
    bank::serve(bank, until_told_to_stop()).await.map_err(|error| error.to_string())
}

fn bank_config(config: &Config) -> Result<bank::Config, String> {
    let reveal = |name: &str, secret: &crate::config::Secret| secret.reveal().map_err(|error| format!("bank.{name}: {error}"));
    Ok(bank::Config {
        listen: config.bank.listen,
        data: config.data_path("bank")?,
        api_key: reveal("api_key", &config.bank.api_key)?,
        notify_secret: reveal("notify_secret", &config.bank.notify_secret)?,
        stripe_notify_url: format!("{}/gateways/stripe/notify", config.base_url),
        monetico_notify_url: format!("{}/gateways/monetico/notify", config.base_url),
        merchant: config.agency.name.clone(),
        production: config.mode == Mode::Production,
    })
}

async fn check(config: &Config) -> ExitCode {
    let report = async {
        let db = store::connect(&config.database_url()?).await.map_err(|error| format!("database: {error}"))?;
        let (_, _, payments, _, _) = crate::desks::open(&Counter::new(db, Arc::new(SystemClock), config));
        payments.check().await.map_err(|error| error.to_string())
    };
    match report.await {
        Ok(report) if report.breaches.is_empty() => {
            print(&format!("the books balance: {} ledger transactions checked", report.transactions), false);
            ExitCode::SUCCESS
        }
        Ok(report) => {
            for breach in &report.breaches {
                print(&format!("{} {}: {}", breach.invariant, breach.subject, breach.detail), false);
            }
            ExitCode::FAILURE
        }
        Err(error) => failed(&error),
    }
}

async fn verify(config: &Config, name: &str, wait: Duration) -> ExitCode {
    let db = match config.database_url() {
        Ok(url) => store::connect(&url).await.map_err(|error| format!("database: {error}")),
        Err(error) => Err(error),
    };
    let db = match db {
        Ok(db) => db,
        Err(error) => return failed(&error),
    };
    let mut say = |said: Said| match said {
        Said::Step(line) => print(&line.to_string(), false),
        Said::Pay(place) => print(&format!("        now open {place} and pay with a test card"), false),
    };
    if crate::verify::verify(config, &db, name, wait, &mut say).await { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn import_payments(config: &Config, file: &Path, dry_run: bool) -> ExitCode {
    let run = if dry_run { Run::Rehearsal } else { Run::Real };
    let report = async {
        let content = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let db = store::connect(&config.database_url()?).await.map_err(|error| format!("database: {error}"))?;
        let books = crate::desks::books::Books::new(Counter::new(db, Arc::new(SystemClock), config));
        books.import_payments(&content, run).await.map_err(|error| format!("{}: {error}", file.display()))
    };
    match report.await {
        Ok(report) => {
            print(&report.to_string(), false);
            if dry_run {
                print("nothing was written: this was a rehearsal", false);
            }
            if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => failed(&error),
    }
}

async fn funds(config: &Config, on: Option<&str>) -> Result<(), String> {
    let db = store::connect(&config.database_url()?).await.map_err(|error| format!("database: {error}"))?;
    let counter = Counter::new(db, Arc::new(SystemClock), config);
    let on = match on {
        Some(typed) => domain::dates::parse(typed).map_err(|_| format!("funds: {typed} is no day"))?,
        None => counter.today(),
    };
    let view = crate::desks::books::Books::new(counter).funds_on(on).await.map_err(|error| format!("funds: {error}"))?;
    for row in &view.rows {
        print(&format!("{}  {}  {}  {}", row.entity, row.held.plain(), row.reference, row.title), false);
    }
    for (entity, held) in &view.totals {
        print(&format!("{entity}  {}  in all on {}", held.plain(), domain::dates::iso(view.on)), false);
    }
    Ok(())
}

/// The demo's own bank keys and accounts, when none are configured: they guard play money on this machine.
fn with_demo_bank(mut config: Config) -> Config {
    crate::demo::open_accounts(&mut config.agency);
    let bank = &mut config.bank;
    if bank.url.is_empty() {
        bank.url = format!("http://{}", bank.listen);
    }
    if !bank.api_key.is_set() {
        bank.api_key = crate::config::Secret::new("demo-api-key");
    }
    if !bank.notify_secret.is_set() {
        bank.notify_secret = crate::config::Secret::new("demo-notify-secret");
    }
    config
}

async fn demo(config: Config, json: bool) -> Result<Arc<House>, String> {
    if config.mode == Mode::Production {
        return Err("demo: the configuration is for production".into());
    }
    migrate(&config).await?;
    let house = House::open(config, Arc::new(SystemClock)).await?;
    let guide = crate::demo::load(&house).await?;
    print(&if json { guide.to_json()? } else { guide.to_table() }, false);
    Ok(house)
}

/// The demo, its bank as a process of its own, and the server, until told to stop.
async fn demo_and_serve(config: Config, json: bool) -> Result<(), String> {
    let house = demo(config, json).await?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut child = tokio::process::Command::new(program)
        .arg("bank")
        .arg("--data")
        .arg(&house.config.data)
        .env("ALTIPORT_BANK__LISTEN", house.config.bank.listen.to_string())
        // Where it sends what it has to tell, should this house listen elsewhere than its file says.
        .env("ALTIPORT_BASE_URL", &house.config.base_url)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("bank: {error}"))?;
    let served = tokio::select! {
        served = serve_house(house) => served,
        ended = child.wait() => Err(format!("the test bank ended: {}", ended.map_or_else(|error| error.to_string(), |status| status.to_string()))),
    };
    // The bank may already be gone.
    let _ = child.kill().await;
    served
}
