//! What settings say, and what they refuse.

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
    for (written, read) in
        [("12345678", Some("12345678")), ("\"01234567\"", Some("01234567")), ("\"\"", Some("")), ("123456789", None), ("\"shop\"", None)]
    {
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
fn numbers_of_a_company_fit_each_other() {
    let company = |rest: &str| load(&format!("[agency.france_company]\nname = \"A\"\n{rest}"));
    assert!(company("number = \"123 456 782\"\nvat = \"FR32 123456782\"").is_ok());
    assert!(company("").is_ok(), "not complete yet: no invoice until then");
    assert!(company("number = \"12345678\"").unwrap_err().starts_with("agency.france_company.number"));
    assert!(company("number = \"123456782\"\nvat = \"FR32987654321\"").unwrap_err().starts_with("agency.france_company.vat"));
    assert!(load("[agency.switzerland_company]\nnumber = \"CHE-123.456.788\"").is_ok());
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
