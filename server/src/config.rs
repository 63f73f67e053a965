//! The settings of the program: `altiport.toml`, then `ALTIPORT_*` variables, then flags; each overrides the one before.
//!
//! A key nobody knows is refused by its name, wherever it stands. A secret is never printed: it shows as dots.

mod account;
mod gateways;
mod lyra;
mod monetico;
mod up2pay;

pub use account::BankAccount;
pub(crate) use gateways::check_key;
pub use gateways::{Bank, GatewayMode, Payments, Stripe};
pub use lyra::Lyra;
pub use monetico::Monetico;
pub use up2pay::Up2pay;

use domain::reminders::ReminderRule;
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
mod tests {
    use super::*;

    fn load(toml: &str) -> Result<Config, String> {
        let path = std::env::temp_dir().join(format!("altiport-{}-{:?}.toml", std::process::id(), std::thread::current().id()));
        std::fs::write(&path, toml).map_err(|error| error.to_string())?;
        let loaded = Config::load(&Flags { file: Some(path.clone()), ..Flags::default() });
        std::fs::remove_file(path).map_err(|error| error.to_string())?;
        loaded
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = load("listne = \"127.0.0.1:1\"").unwrap_err();
        assert!(error.contains("listne"), "{error}");
        let error = load("[mail]\nhots = \"x\"").unwrap_err();
        assert!(error.contains("hots"), "{error}");
    }

    #[test]
    fn secrets_show_as_dots() {
        let config = load("database = \"postgres://u:hunter2@h/d\"\n[bank]\napi_key = \"hunter3\"").unwrap();
        let printed = serde_json::to_string(&config).unwrap() + &format!("{config:?}");
        assert!(!printed.contains("hunter"), "{printed}");
        assert_eq!(config.database_url().unwrap(), "postgres://u:hunter2@h/d");
    }

    #[test]
    fn production_needs_what_it_needs() {
        assert!(load("mode = \"production\"").unwrap_err().starts_with("base_url"));
        let full = "mode = \"production\"\nbase_url = \"https://a.example\"\n[mail]\nhost = \"smtp.a.example\"\n";
        assert!(load(full).is_ok());
        let shop = format!("{full}[lyra]\nsite_id = \"12345678\"\n");
        assert!(load(&shop).unwrap_err().starts_with("lyra.mode"));
        assert!(load(&format!("{shop}mode = \"production\"\nform_url = \"http://a.example\"")).unwrap_err().starts_with("lyra.form_url"));
        assert!(load(&format!("{shop}mode = \"production\"")).is_ok());
        for (written, read) in [
            ("12345678", Some("12345678")),
            ("\"01234567\"", Some("01234567")),
            ("\"\"", Some("")),
            ("123456789", None),
            ("\"shop\"", None),
        ] {
            let site = load(&format!("[lyra]\nsite_id = {written}")).map(|config| config.lyra.site_id);
            assert_eq!(site.as_deref().ok(), read, "{written}");
        }
        let terminal = format!("{full}[monetico]\ntpe = 1234567\n");
        assert!(load(&terminal).unwrap_err().starts_with("monetico.mode"));
        let tests = format!("{terminal}mode = \"production\"\nform_url = \"https://p.monetico-services.com/test/paiement.cgi\"");
        assert!(load(&tests).unwrap_err().contains("test page"));
        let live = format!("{terminal}mode = \"production\"\nform_url = \"https://p.monetico-services.com/paiement.cgi\"");
        assert_eq!(load(&live).map(|config| config.monetico.tpe).as_deref(), Ok("1234567"));
        let site = format!("{full}[up2pay]\nsite = 1999888\nrank = 32\nidentifier = 107904482\n");
        assert!(load(&site).unwrap_err().starts_with("up2pay.mode"));
        assert!(load(&format!("{site}mode = \"production\"")).unwrap_err().contains("preproduction"));
        assert!(load(&format!("{site}mode = \"production\"\nform_url = \"https://tpeweb.paybox.com/php/\"")).is_ok());
        assert!(load("[up2pay]\nsite = 1").unwrap_err().contains("seven digits"));
        assert!(load(&format!("{full}[bank]\nurl = \"http://127.0.0.1:3001\"")).unwrap_err().starts_with("bank.url"));
    }

    #[test]
    fn ways_to_pay_are_read_whole() {
        let way = "[[payments.ways]]\ngateway = \"stripe\"\nmethod = \"twint\"\n";
        let ways = load(&format!("{way}entities = [\"ch\"]\ncurrencies = [\"CHF\"]\nmin = 50\nmax = 3000\n{way}")).unwrap().payments.ways;
        assert_eq!((ways.len(), ways[0].max, ways[0].entities.len(), ways[1].min), (2, Some(3_000), 1, None));
        for (wrong, named) in [("method = \"gold\"", "method"), ("methods = 1", "methods"), ("currencies = [\"EURO\"]", "currencies")] {
            let text = format!("[[payments.ways]]\ngateway = \"stripe\"\n{wrong}\n");
            assert!(load(&text).unwrap_err().contains(named), "{wrong}");
        }
        assert!(Config::default().payments.ways.is_empty());
    }

    #[test]
    fn an_account_is_one_that_a_bank_would_take() {
        let account = |rest: &str| {
            load(&format!("[agency.switzerland_account]\nholder = \"A\"\npostcode = \"1\"\ntown = \"B\"\ncountry = \"CH\"\n{rest}"))
        };
        let (plain, qr) = ("iban = \"CH58 0079 1123 0008 8901 2\"", "qr_iban = \"CH44 3199 9123 0008 8901 2\"");
        assert!(account(&format!("{plain}\n{qr}")).is_ok());
        assert!(account(qr).unwrap_err().starts_with("agency.switzerland_account.iban"));
        assert!(account("iban = \"CH58 0079 1123 0008 8901 3\"").unwrap_err().contains("iban"));
        assert!(account(&qr.replace("qr_iban", "iban")).unwrap_err().contains("QR-IBAN"));
        assert!(account(&format!("{plain}\nqr_{plain}")).unwrap_err().contains("qr_iban"));
        assert!(account(&format!("{plain}\nqr_prefix = \"12345678\"")).unwrap_err().contains("qr_prefix"));
        assert!(load(&format!("[agency.france_account]\n{plain}")).unwrap_err().starts_with("agency.france_account.holder"));
    }

    #[test]
    fn the_keys_of_stripe_fit_the_mode() {
        let production = "mode = \"production\"\nbase_url = \"https://a.example\"\n[mail]\nhost = \"smtp.a.example\"\n";
        let stripe = |key: &str| format!("[stripe]\nsecret_key = \"{key}\"\nwebhook_secrets = [\"whsec_new\", \"whsec_old\"]\n");
        for key in ["sk_test_1", "rk_test_1"] {
            assert!(load(&stripe(key)).is_ok());
            assert!(load(&format!("{production}{}", stripe(key))).unwrap_err().contains("is a test key"), "{key}");
        }
        for key in ["sk_live_1", "rk_live_1"] {
            assert!(load(&stripe(key)).unwrap_err().contains("is a live key"), "{key}");
            assert!(load(&format!("{production}{}", stripe(key))).is_ok());
        }
        assert!(load(&stripe("pk_test_1")).unwrap_err().contains("neither"));
        let plain = format!("{production}{}url = \"http://127.0.0.1:1\"\n", stripe("sk_live_1"));
        assert!(load(&plain).unwrap_err().starts_with("stripe.url"));
        assert!(load("[stripe]\nsecret_key = \"sk_test_1\"").unwrap_err().starts_with("stripe.webhook_secrets"));
        assert!(load("[stripe]\ntolerance = 0").unwrap_err().contains("tolerance"));
        let printed = serde_json::to_string(&load(&stripe("sk_test_1")).unwrap()).unwrap();
        assert!(!printed.contains("sk_test") && !printed.contains("whsec"), "{printed}");
    }
}
