//! Every text a person reads: pages, mails, papers, refusals.
//!
//! A text is a function of its language and of what it mentions. Both languages stand side by side in `texts!`, so a text that
//! misses one does not compile, and a bundle carries only the texts its pages call. No view, mail or paper writes a
//! sentence of its own.

pub use domain::locale::Locale;

/// Declares texts as functions. A text without arguments gives `&'static str`; one with arguments gives `String` and names them
/// in braces.
///
/// ```
/// locales::texts! {
///     /// On the sign-in button.
///     sign_in { fr: "Se connecter", en: "Sign in" }
///     /// A greeting by first name.
///     hello(name) { fr: "Bonjour {name}", en: "Hello {name}" }
/// }
/// assert_eq!(sign_in(locales::Locale::En), "Sign in");
/// assert_eq!(hello(locales::Locale::Fr, "Ana"), "Bonjour Ana");
/// ```
#[macro_export]
macro_rules! texts {
    () => {};
    ($(#[$meta:meta])* $name:ident { fr: $fr:literal, en: $en:literal $(,)? } $($rest:tt)*) => {
        $(#[$meta])*
        pub const fn $name(locale: $crate::Locale) -> &'static str {
            match locale { $crate::Locale::Fr => $fr, $crate::Locale::En => $en }
        }
        $crate::texts! { $($rest)* }
    };
    ($(#[$meta:meta])* $name:ident($($arg:ident),+ $(,)?) { fr: $fr:literal, en: $en:literal $(,)? } $($rest:tt)*) => {
        $(#[$meta])*
        pub fn $name(locale: $crate::Locale, $($arg: impl ::std::fmt::Display),+) -> String {
            match locale { $crate::Locale::Fr => format!($fr), $crate::Locale::En => format!($en) }
        }
        $crate::texts! { $($rest)* }
    };
}

pub mod account;
pub mod errors;
pub mod format;
pub mod legacy;
pub mod mails;
pub mod office;
pub mod papers;
pub mod portal;
pub mod revisions;
pub mod shared;
pub mod why;
pub mod words;
