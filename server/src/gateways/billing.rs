//! Who pays, as the payer's bank wants to know it when it decides how strictly to ask them (3-D Secure 2).

use domain::people::Country;
use serde::{Deserialize, Serialize};

/// A payer and where they live. Whatever is unknown is empty, but for the country: banks take none without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Billing {
    /// Given name.
    pub given_name: String,
    /// Family name, or the name of a company.
    pub family_name: String,
    /// E-mail address.
    pub email: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country; that of the agency's company where the payer's is unknown.
    pub country: Country,
}

/// A text for a bank's field: one line, at most `longest` characters.
pub(super) fn line(text: &str, longest: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
impl Billing {
    /// Somebody whose name and town are hard to send.
    pub(super) fn tester() -> Self {
        Self {
            given_name: "Zoé 🏔".into(),
            family_name: "O’Neill & *fils* +\"中\" <b>".into(),
            email: "zoe@example.org".into(),
            street: "1 rue de l’Été\nBât. B".into(),
            postcode: "74000".into(),
            city: "Annecy".into(),
            country: Country::FRANCE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_one_line() {
        assert_eq!(line(" 1 rue\r\nde\tl’Été ", 50), "1 rue de l’Été");
        assert_eq!((line("a b c", 2).as_str(), line("éàü", 2).as_str()), ("a", "éà"));
    }
}
