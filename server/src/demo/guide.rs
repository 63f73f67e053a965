//! What a visitor of the demo needs to know: who can sign in, where, and what they will see.

use serde::Serialize;
use std::fmt::Write;

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GuideAccount {
    /// `administrator`, `manager`, `accountant`, `seller` or `traveller`.
    pub role: String,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: String,
    /// Where to sign in.
    pub address: String,
    /// What can be seen.
    pub sees: String,
}

/// The accounts of the demo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Guide {
    /// Staff first, then travellers.
    pub accounts: Vec<GuideAccount>,
}

impl Guide {
    /// For a terminal: aligned columns, a line an account.
    pub fn to_table(&self) -> String {
        let heads = ["role", "name", "e-mail", "password", "address", "sees"];
        let rows: Vec<[&str; 6]> = self
            .accounts
            .iter()
            .map(|account| {
                [&account.role, &account.name, &account.email, &account.password, &account.address, &account.sees].map(String::as_str)
            })
            .collect();
        let mut widths = heads.map(|head| head.chars().count());
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let mut table = String::new();
        for row in std::iter::once(&heads).chain(&rows) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                // Writing to a String cannot fail.
                let _ = write!(line, "{cell:<width$}  ");
            }
            table.push_str(line.trim_end());
            table.push('\n');
        }
        table
    }

    /// For a program: `{"accounts": […]}`.
    ///
    /// # Errors
    /// Never in practice: these are plain texts.
    pub fn to_json(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_json_comes_back() {
        let account = |name: &str| GuideAccount {
            role: "seller".into(),
            name: name.into(),
            email: "a@b.example".into(),
            password: "p".into(),
            address: "/office".into(),
            sees: "trips".into(),
        };
        let guide = Guide { accounts: vec![account("Élodie"), account("Jo")] };
        let table = guide.to_table();
        let at: Vec<usize> = table
            .lines()
            .skip(1)
            .map(|line| line.chars().collect::<Vec<_>>().windows(3).position(|part| part == ['a', '@', 'b']).unwrap())
            .collect();
        assert_eq!((table.lines().count(), at.first()), (3, at.last()));
        let json: serde_json::Value = serde_json::from_str(&guide.to_json().unwrap()).unwrap();
        assert_eq!(json["accounts"][1]["name"], "Jo");
    }
}
