//! Facts: terms and what they are.

use leptos::prelude::*;

struct Change {
    href: String,
    text: String,
    spoken: String,
}

/// A term and what it is.
pub struct Fact {
    term: String,
    view: ViewFnOnce,
    change: Option<Change>,
    strong: bool,
}

impl Fact {
    /// A term and its text.
    #[must_use]
    pub fn new(term: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { term: term.into(), view: (move || text).into(), change: None, strong: false }
    }

    /// A view instead of the text.
    #[must_use]
    pub fn view(mut self, view: impl Into<ViewFnOnce>) -> Self {
        self.view = view.into();
        self
    }

    /// A link to change it; `spoken` says what, for those who hear the link alone.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>, text: impl Into<String>, spoken: impl Into<String>) -> Self {
        self.change = Some(Change { href: href.into(), text: text.into(), spoken: spoken.into() });
        self
    }

    /// Sets it off: a sum.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }
}

/// A list of facts.
#[component]
pub fn Facts(
    /// The facts.
    items: Vec<Fact>,
    /// Two columns of facts where there is room, terms above.
    #[prop(optional)]
    columns: bool,
    /// Amounts, set to the right.
    #[prop(optional)]
    sums: bool,
) -> impl IntoView {
    let class = match (columns, sums) {
        (true, _) => "pf-v6-c-description-list ui-facts ui-facts-columns",
        (false, true) => "pf-v6-c-description-list ui-facts ui-facts-sums",
        (false, false) => "pf-v6-c-description-list ui-facts",
    };
    view! {
        <dl class=class>
            {items.into_iter().map(|item| view! {
                <div class="pf-v6-c-description-list__group" class:ui-fact-strong=item.strong>
                    <dt class="pf-v6-c-description-list__term"><span class="pf-v6-c-description-list__text">{item.term}</span></dt>
                    <dd class="pf-v6-c-description-list__description">
                        <div class="pf-v6-c-description-list__text">{item.view.run()}</div>
                        {item.change.map(|change| view! {
                            <a class="ui-fact-change" href=change.href>{change.text}<span class="pf-v6-screen-reader">" "{change.spoken}</span></a>
                        })}
                    </dd>
                </div>
            }).collect_view()}
        </dl>
    }
}
