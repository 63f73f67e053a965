//! What a laid-out paper says, for tests.

use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// Each run of text, in the order of the pages.
pub(crate) fn runs(document: &PagedDocument) -> Vec<String> {
    fn read(frame: &Frame, into: &mut Vec<String>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => read(&group.frame, into),
                FrameItem::Text(run) => into.push(run.text.to_string()),
                _ => {}
            }
        }
    }
    let mut runs = Vec::new();
    for page in document.pages() {
        read(&page.frame, &mut runs);
    }
    runs
}

/// All of it, one run after the other.
pub(crate) fn text(document: &PagedDocument) -> String {
    runs(document).concat()
}
