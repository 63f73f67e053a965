//! The settings of the program: `altiport.toml`, then `ALTIPORT_*` variables, then flags; each overrides the one before.
//!
//! A key nobody knows is refused by its name, wherever it stands. A secret is never printed: it shows as dots.

mod account;
mod company;
mod gateways;
mod lyra;
mod monetico;
mod up2pay;

pub use account::BankAccount;
pub use company::Company;
pub(crate) use gateways::check_key;
pub use gateways::{Bank, GatewayMode, Payments, Stripe};
pub use lyra::Lyra;
pub use monetico::Monetico;
pub use up2pay::Up2pay;

use domain::reminders::ReminderRule;
use domain::trips::Entity as House;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// A value that must not be seen. In a file or variable it is the secret itself, or `file:/path` of a file that holds it.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// A secret known to the program itself: the demo's own keys.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The secret.
    ///
    /// # Errors
    /// When the file it stands in cannot be read.
    pub fn reveal(&self) -> std::io::Result<String> {
        match self.0.strip_prefix("file:") {
            Some(path) => Ok(std::fs::read_to_string(path)?.trim_end().to_owned()),
            None => Ok(self.0.clone()),
        }
    }

    /// Whether there is one.
    pub fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_set() { "••••••" } else { "" })
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

/// What the house is used as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The demo agency: mails are kept and shown, the test bank is allowed.
    #[default]
    Demo,
    /// Real travellers and real money: the test bank refuses to run beside it.
    Production,
}

/// The agency, as pages and papers name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Agency {
    /// Name.
    pub name: String,
    /// Number shown on every page.
    pub phone: String,
    /// Where replies to our mails go.
    pub email: String,
    /// Address and registration of the French company, a line each.
    pub france: Vec<String>,
    /// Address and registration of the Swiss company, a line each.
    pub switzerland: Vec<String>,
    /// Where transfers to the French company go.
    pub france_account: BankAccount,
    /// Where transfers to the Swiss company go.
    pub switzerland_account: BankAccount,
    /// What invoices of the French company print.
    pub france_company: Company,
    /// What invoices of the Swiss company print.
    pub switzerland_company: Company,
}

impl Agency {
    /// What the invoices of a company print.
    pub(crate) const fn company(&self, entity: House) -> &Company {
        match entity {
            House::France => &self.france_company,
            House::Switzerland => &self.switzerland_company,
        }
    }
}

impl Default for Agency {
    fn default() -> Self {
        Self {
            name: "Altaïr Voyages".into(),
            phone: "04 50 00 00 00".into(),
            email: "bonjour@altair.example".into(),
            france: vec!["Altaïr Voyages SARL".into(), "1 quai des Marronniers".into(), "74000 Annecy".into(), "France".into()],
            switzerland: vec!["Altaïr Voyages SA".into(), "2 place du Marché".into(), "1227 Carouge".into(), "Suisse".into()],
            france_account: BankAccount::default(),
            switzerland_account: BankAccount::default(),
            france_company: Company::default(),
            switzerland_company: Company::default(),
        }
    }
}

/// How mails leave.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// SMTP server; empty in the demo, where the local mail drop takes its place.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `none`, `starttls` or `tls`.
    pub security: MailSecurity,
    /// User name; empty for none.
    pub user: String,
    /// Password.
    pub password: Secret,
    /// Sender: `Name <address>`.
    pub from: String,
}

/// How the connection to the SMTP server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// Not at all: a server on the same machine.
    None,
    /// Upgraded before anything is said.
    Starttls,
    /// Encrypted from the first byte.
    Tls,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            security: MailSecurity::Starttls,
            user: String::new(),
            password: Secret::default(),
            from: "Altaïr Voyages <bonjour@altair.example>".into(),
        }
    }
}

/// All settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Demo or production.
    pub mode: Mode,
    /// Where the program listens.
    pub listen: SocketAddr,
    /// The address people use, without a slash at the end; links in mails begin with it.
    pub base_url: String,
    /// `sqlite:PATH` or `postgres://…`; empty is a file in the data folder.
    pub database: Secret,
    /// Folder of everything that is kept beside the database.
    pub data: PathBuf,
    /// Folder of the built site; empty is the site inside the program.
    pub site: PathBuf,
    /// IP addresses of proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<std::net::IpAddr>,
    /// `text` or `json`.
    pub log: LogFormat,
    /// Bearer token of `/metrics`; empty leaves it open to this machine only.
    pub metrics_token: Secret,
    /// The agency.
    pub agency: Agency,
    /// Mail.
    pub mail: Mail,
    /// Payments.
    pub payments: Payments,
    /// When payers are reminded of what is due.
    pub reminders: ReminderRule,
    /// The sandbox bank.
    pub bank: Bank,
    /// Stripe Checkout.
    pub stripe: Stripe,
    /// The Lyra hosted form.
    pub lyra: Lyra,
    /// Monetico.
    pub monetico: Monetico,
    /// Up2Pay e-Transactions, formerly Paybox.
    pub up2pay: Up2pay,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines: one object a line.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            mode: Mode::Demo,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            base_url: String::new(),
            database: Secret::default(),
            data: PathBuf::from("data"),
            site: PathBuf::new(),
            proxies: Vec::new(),
            log: LogFormat::Text,
            metrics_token: Secret::default(),
            agency: Agency::default(),
            mail: Mail::default(),
            payments: Payments::default(),
            reminders: ReminderRule::default(),
            bank: Bank::default(),
            stripe: Stripe::default(),
            lyra: Lyra::default(),
            monetico: Monetico::default(),
            up2pay: Up2pay::default(),
        }
    }
}

/// What flags override.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--config`: another file than `altiport.toml`.
    pub file: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<SocketAddr>,
    /// `--database`.
    pub database: Option<String>,
    /// `--data`.
    pub data: Option<PathBuf>,
}

impl Config {
    /// Reads file, variables and flags.
    ///
    /// # Errors
    /// A key nobody knows or a value that cannot be read, by name; a production configuration that lacks what it needs.
    pub fn load(flags: &Flags) -> Result<Self, String> {
        let file = flags.file.clone().unwrap_or_else(|| PathBuf::from("altiport.toml"));
        if flags.file.is_some() && !file.exists() {
            return Err(format!("the configuration file {} does not exist", file.display()));
        }
        // Variables of the tests and of the build are not settings of the program.
        let variables =
            Env::prefixed("ALTIPORT_").filter(|key| !key.starts_with("test_") && key != "bin" && key != "site_folder").split("__");
        let figment = Figment::new().merge(Defaults::provider()).merge(Toml::file(&file)).merge(variables);
        let mut config: Self = figment.extract().map_err(|error| error.to_string())?;
        if let Some(listen) = flags.listen {
            config.listen = listen;
        }
        if let Some(database) = &flags.database {
            config.database = Secret::new(database);
        }
        if let Some(data) = &flags.data {
            config.data.clone_from(data);
        }
        if config.base_url.is_empty() {
            config.base_url = format!("http://{}", config.listen);
        }
        config.base_url = config.base_url.trim_end_matches('/').to_owned();
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        if self.mode == Mode::Production {
            if !self.base_url.starts_with("https://") {
                return Err("base_url: production needs an https:// address, since session cookies are secure".into());
            }
            if !self.bank.url.is_empty() {
                return Err("bank.url: the sandbox bank cannot be used in production".into());
            }
            if self.mail.host.is_empty() {
                return Err("mail.host: production needs a mail server".into());
            }
            self.lyra.check()?;
            self.monetico.check()?;
            self.up2pay.check()?;
        }
        self.agency.france_account.check("france_account")?;
        self.agency.switzerland_account.check("switzerland_account")?;
        self.agency.france_company.check("france_company", House::France)?;
        self.agency.switzerland_company.check("switzerland_company", House::Switzerland)?;
        self.stripe.check(self.mode)
    }

    /// The database's address; a file in the data folder when none is set.
    ///
    /// # Errors
    /// When the secret's file cannot be read.
    pub fn database_url(&self) -> Result<String, String> {
        if self.database.is_set() {
            return self.database.reveal().map_err(|error| format!("database: {error}"));
        }
        Ok(format!("sqlite:{}", self.data.join("altiport.db").display()))
    }

    /// The site's origin, for the guard and the cookies.
    pub fn origin(&self) -> &str {
        &self.base_url
    }

    /// A path below the data folder, which is made when missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn data_path(&self, name: impl AsRef<Path>) -> Result<PathBuf, String> {
        std::fs::create_dir_all(&self.data).map_err(|error| format!("data: {}: {error}", self.data.display()))?;
        Ok(self.data.join(name))
    }
}

/// The defaults of plain values, so that a partial table in the file keeps the rest. Secrets have no default, hence no mask can leak in as one.
struct Defaults;

impl Defaults {
    fn provider() -> Serialized<serde_json::Value> {
        let mut value = serde_json::to_value(Config::default()).unwrap_or_default();
        let secrets = [
            ("", "database"),
            ("", "metrics_token"),
            ("mail", "password"),
            ("bank", "api_key"),
            ("bank", "notify_secret"),
            ("stripe", "secret_key"),
            ("lyra", "key"),
            ("lyra", "old_key"),
            ("lyra", "api_password"),
            ("monetico", "key"),
            ("monetico", "old_key"),
            ("up2pay", "key"),
            ("up2pay", "bank_key"),
        ];
        for (table, key) in secrets {
            let table = if table.is_empty() { Some(&mut value) } else { value.get_mut(table) };
            if let Some(table) = table.and_then(serde_json::Value::as_object_mut) {
                table.remove(key);
            }
        }
        Serialized::defaults(value)
    }
}

#[cfg(test)]
mod tests;
