//! The languages people read Altiport in.

words! {
    /// A language of the interface, of mails and of papers.
    #[derive(Default)]
    Locale {
        /// French: the agency's first language.
        #[default]
        Fr = "fr",
        /// English.
        En = "en",
    }
}

impl Locale {
    /// The first language of an `Accept-Language` header that we speak; French otherwise.
    pub fn negotiate(header: &str) -> Self {
        header.split(',').filter_map(|part| part.trim().get(..2)).find_map(|tag| tag.to_ascii_lowercase().parse().ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn the_first_language_we_speak_wins() {
        assert_eq!(Locale::negotiate("de-CH,en;q=0.8,fr;q=0.5"), Locale::En);
        assert_eq!(Locale::negotiate("fr-CH, en"), Locale::Fr);
        assert_eq!(Locale::negotiate("日本"), Locale::Fr);
        assert_eq!(Locale::negotiate(""), Locale::Fr);
    }
}
