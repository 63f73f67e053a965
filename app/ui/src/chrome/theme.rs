//! Light or dark: the choice, its cookie value, and the form that changes it.

use leptos::prelude::*;

/// Which colours a person wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// As the device is set.
    #[default]
    Auto,
}

impl Theme {
    /// Value of the cookie and of the form.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "auto",
        }
    }

    /// Reads a cookie; anything unknown is `Auto`.
    #[must_use]
    pub fn from_cookie(value: Option<&str>) -> Self {
        match value {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// Class of the `<html>` element.
    #[must_use]
    pub const fn html_class(self) -> &'static str {
        match self {
            Self::Light => "theme-light",
            Self::Dark => "pf-v6-theme-dark",
            Self::Auto => "theme-auto",
        }
    }
}

/// Posts `theme` and `back` to a plain route that sets the cookie and comes back.
#[component]
pub fn ThemeSwitch(
    /// Address of the route.
    #[prop(into)]
    action: String,
    /// What is set now.
    current: Theme,
    /// Name of the group.
    #[prop(into)]
    legend: String,
    /// Word for light.
    #[prop(into)]
    light: String,
    /// Word for dark.
    #[prop(into)]
    dark: String,
    /// Words for "as the device".
    #[prop(into)]
    auto: String,
    /// Path to come back to.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let choices = [(Theme::Light, light), (Theme::Dark, dark), (Theme::Auto, auto)];
    let name = legend.clone();
    view! {
        <form class="ui-theme" method="post" action=action>
            <input type="hidden" name="back" value=back/>
            <div class="ui-theme-choices" role="group" aria-label=name>
                <span class="ui-theme-legend" aria-hidden="true">{legend}</span>
                {choices.into_iter().map(|(theme, text)| {
                    let pressed = if theme == current { "true" } else { "false" };
                    view! {
                        <button type="submit" class="ui-theme-choice" name="theme" value=theme.as_str() aria-pressed=pressed>{text}</button>
                    }
                }).collect_view()}
            </div>
        </form>
    }
}
