//! One's own password.

use crate::functions::ChangePassword;
use crate::place::word;
use crate::viewer::locale;
use desk::Side;
use domain::people::PASSWORD_MIN;
use leptos::prelude::*;
use locales::account;
use ui::{Actions, Button, Card, Form, Hidden, PasswordField};

/// Changes one's own password.
#[component]
pub fn PasswordSection(
    /// Whose account page.
    side: Side,
) -> impl IntoView {
    let locale = locale();
    view! {
        <Card title=account::password_title(locale) id="password">
            <p>{account::change_password_hint(locale)}</p>
            <Form<ChangePassword> prefix="" plain=true>
                <Hidden name="side" value=word(side)/>
                <PasswordField name="current_password" label=account::current_password(locale)/>
                <PasswordField name="password" label=account::new_password(locale) hint=account::password_hint(locale, PASSWORD_MIN) new=true/>
                <Actions><Button>{account::change_password(locale)}</Button></Actions>
            </Form<ChangePassword>>
        </Card>
    }
}
