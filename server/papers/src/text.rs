//! What people typed, made fit for print.
//!
//! PDF/UA-1 forbids a character without a glyph. So that no name can stop a receipt, what no font of ours can draw becomes U+FFFD.

use crate::world;

const UNDRAWABLE: char = '\u{fffd}';

/// One line that our fonts can draw: control characters and line breaks become spaces; characters that reorder or hide text go.
pub(crate) fn line(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' => c,
            c if c.is_control() || c.is_whitespace() => ' ',
            c if is_private(c) || !world::can_draw(c) => UNDRAWABLE,
            c => c,
        })
        .collect()
}

/// Byte order marks, soft hyphens, bidirectional overrides, variation selectors and tags: they draw nothing by themselves, and an
/// override could make a line read otherwise than it is stored.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn every_script_we_have_letters_for_stays_as_typed() {
        for name in ["Zoë Dvořák-Łęcki", "Ελένη", "Ольга", "محمد", "שרה", "Nguyễn Thị Ánh", "😀 #let *x* $y$ ] \\"]
        {
            assert_eq!(line(name), name);
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_shown_as_missing() {
        assert_eq!(line("山田 🦙"), "\u{fffd}\u{fffd} \u{fffd}");
        assert_eq!(line("\u{e000}"), "\u{fffd}");
    }

    #[test]
    fn nothing_can_hide_or_reorder_text() {
        assert_eq!(line("a\u{202e}b\u{feff}c\u{2066}d"), "abcd");
        assert_eq!(line("a\nb\tc\u{0}d"), "a b c d");
    }
}
