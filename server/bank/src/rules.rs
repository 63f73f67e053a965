//! How the bank misbehaves, and for which payments. Pure values read from the test interface and from forms.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Scope of the rules that the next created payment takes with it.
pub(crate) const NEXT: &str = "next";
/// Scope of the rules that hold where nothing nearer says otherwise.
pub(crate) const ALL: &str = "all";

/// When notifications leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Notify {
    #[default]
    Normal,
    /// Recorded, not sent.
    Never,
    /// Held back this many milliseconds.
    Late(u64),
    Twice,
    /// Held until the payment has ended, then the newest first.
    Reversed,
    /// The answer to the request that caused it waits for the delivery.
    BeforeAnswer,
}

/// How the creation of a payment is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Create {
    #[default]
    Normal,
    /// The payment exists, the answer is 500.
    ErrorAfter,
    /// Answered after this many milliseconds.
    Slow(u64),
    /// Nothing was done, the answer is 500.
    ErrorBefore,
    /// Nothing was done, the answer is 200 and a page for people.
    Html200,
}

/// Who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Pay {
    #[default]
    ByPage,
    /// Captured within the creation.
    AutoCapture,
    /// Declined once within the creation; the page stays open.
    AutoDecline,
    /// Abandoned within the creation.
    AutoAbandon,
}

/// How questions about payments are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Fetch {
    #[default]
    Normal,
    /// Answered after this many milliseconds.
    Slow(u64),
    /// 503.
    Error,
}

/// Whether a page can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Close {
    #[default]
    Normal,
    /// A page once shown stays payable for ever: no request and no clock closes it.
    Unsupported,
}

/// How refunds go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum RefundRule {
    #[default]
    Normal,
    /// Stays pending until somebody decides: a test, or the operators' page.
    Pending,
    /// It is made, the answer is 500.
    ErrorAfter,
    /// Refused.
    Refused,
}

/// What the bank keeps of each capture: `1.4%+25` is 1.4 percent and 25 minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fee {
    /// Hundredths of a percent.
    points: u32,
    /// Minor units.
    fixed: u32,
}

impl Fee {
    /// Of so much, to the nearest minor unit, and never more than all of it.
    pub(crate) fn of(self, amount: i64) -> i64 {
        let share = (i128::from(amount) * i128::from(self.points) + 5_000) / 10_000;
        i64::try_from(share + i128::from(self.fixed)).unwrap_or(i64::MAX).min(amount)
    }
}

impl fmt::Display for Fee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}%+{}", self.points / 100, self.points % 100, self.fixed)
    }
}

impl FromStr for Fee {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        let read = || {
            let (share, fixed) = text.split_once("%+")?;
            let (whole, part) = share.split_once('.').unwrap_or((share, "0"));
            let part = match part.len() {
                1 => part.parse::<u32>().ok()? * 10,
                2 => part.parse().ok()?,
                _ => return None,
            };
            let points = whole.parse::<u32>().ok().filter(|whole| *whole <= 100)? * 100 + part;
            Some(Self { points, fixed: fixed.parse().ok()? })
        };
        read().ok_or_else(|| UnknownRule(text.to_owned()))
    }
}

impl Serialize for Fee {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fee {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A word, or a word with milliseconds: `late:1500`.
trait Worded: Sized {
    fn word(&self) -> (&'static str, Option<u64>);
    fn from_word(word: &str, ms: Option<u64>) -> Option<Self>;
}

/// The given text names no known rule.
#[derive(Debug, Clone, thiserror::Error)]
#[error("unknown rule {0:?}")]
pub(crate) struct UnknownRule(String);

macro_rules! worded {
    ($type:ident { $($variant:ident = $word:literal),+ $(,)? } timed { $($timed:ident = $timed_word:literal),* $(,)? }) => {
        impl Worded for $type {
            fn word(&self) -> (&'static str, Option<u64>) {
                match self {
                    $(Self::$variant => ($word, None),)+
                    $(Self::$timed(ms) => ($timed_word, Some(*ms)),)*
                }
            }
            fn from_word(word: &str, ms: Option<u64>) -> Option<Self> {
                match (word, ms) {
                    $(($word, None) => Some(Self::$variant),)+
                    $(($timed_word, Some(ms)) => Some(Self::$timed(ms)),)*
                    _ => None,
                }
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.word() {
                    (word, Some(ms)) => write!(f, "{word}:{ms}"),
                    (word, None) => f.write_str(word),
                }
            }
        }
        impl FromStr for $type {
            type Err = UnknownRule;
            fn from_str(text: &str) -> Result<Self, UnknownRule> {
                let unknown = || UnknownRule(text.to_owned());
                let (word, ms) = match text.split_once(':') {
                    Some((word, ms)) => (word, Some(ms.parse().map_err(|_| unknown())?)),
                    None => (text, None),
                };
                Self::from_word(word, ms).ok_or_else(unknown)
            }
        }
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

worded!(Notify {
    Normal = "normal", Never = "never", Twice = "twice", Reversed = "reversed", BeforeAnswer = "before_answer",
} timed { Late = "late" });
worded!(Create {
    Normal = "normal", ErrorAfter = "error_after_create",
    ErrorBefore = "error_before_create", Html200 = "html_200",
} timed { Slow = "slow" });
worded!(Pay {
    ByPage = "by_page", AutoCapture = "auto_capture", AutoDecline = "auto_decline", AutoAbandon = "auto_abandon",
} timed {});
worded!(Fetch { Normal = "normal", Error = "error" } timed { Slow = "slow" });
worded!(Close { Normal = "normal", Unsupported = "unsupported" } timed {});
worded!(RefundRule { Normal = "normal", Pending = "pending", ErrorAfter = "error_after", Refused = "refused" } timed {});

/// The rules of one scope; an absent field leaves the word to the next scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Rules {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notify: Option<Notify>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) create: Option<Create>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pay: Option<Pay>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fetch: Option<Fetch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expire: Option<Close>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refund: Option<RefundRule>,
    /// What is kept of each capture; nothing when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fee: Option<Fee>,
    /// Seconds that the way back to the merchant takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) return_delay: Option<u32>,
}

impl Rules {
    /// These rules, with the gaps filled from `wider`.
    #[must_use]
    pub(crate) fn or(self, wider: Self) -> Self {
        let Self { notify, create, pay, fetch, expire, refund, fee, return_delay } = self;
        Self {
            notify: notify.or(wider.notify),
            create: create.or(wider.create),
            pay: pay.or(wider.pay),
            fetch: fetch.or(wider.fetch),
            expire: expire.or(wider.expire),
            refund: refund.or(wider.refund),
            fee: fee.or(wider.fee),
            return_delay: return_delay.or(wider.return_delay),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_they_are_written() {
        let text = r#"{"notify":"late:1500","create":"slow:20","pay":"auto_capture","fetch":"error"}"#;
        let rules: Rules = serde_json::from_str(text).unwrap();
        assert_eq!(rules.notify, Some(Notify::Late(1500)));
        assert_eq!(serde_json::to_string(&rules).unwrap(), text);
        for wrong in ["late", "late:", "late:-1", "never:3", "sometimes", ""] {
            assert!(wrong.parse::<Notify>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fee_is_a_share_and_a_fixed_part() {
        let fee: Fee = "1.4%+25".parse().unwrap();
        assert_eq!((fee.to_string().as_str(), fee.of(10_000), fee.of(99), fee.of(10)), ("1.40%+25", 165, 26, 10));
        assert_eq!(fee.to_string().parse::<Fee>().unwrap(), fee);
        for wrong in ["", "1.4", "1.4%", "%+", "1.444%+1", "-1%+1", "101%+0", "1.4%+-1"] {
            assert!(wrong.parse::<Fee>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_nearer_scope_wins_field_by_field() {
        let near = Rules { notify: Some(Notify::Never), ..Rules::default() };
        let wide = Rules { notify: Some(Notify::Twice), fetch: Some(Fetch::Error), ..Rules::default() };
        let both = near.or(wide);
        assert_eq!((both.notify, both.fetch), (Some(Notify::Never), Some(Fetch::Error)));
    }
}
