//! Forms: fresh, refused, several on a page.

use super::{html, html_at};
use crate::*;
use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Line {
    price: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Draft {
    email: String,
    #[serde(default)]
    news: bool,
    #[serde(default)]
    lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Refusal {
    Field(String),
    Lost,
}

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Lost
    }
}

#[server(endpoint = "save_draft")]
async fn save_draft(draft: Draft) -> Result<(), Refusal> {
    Err(Refusal::Field(draft.email))
}

fn words(refusal: &Refusal) -> FormErrors {
    match refusal {
        Refusal::Field(field) => {
            FormErrors { general: None, fields: vec![FieldError { field: field.clone(), message: "Write it differently".to_owned() }] }
        }
        Refusal::Lost => FormErrors { general: Some("The line broke".to_owned()), fields: Vec::new() },
    }
}

fn refused(body: &str, refusal: &Refusal) {
    provide_context(FormReplay::new("save_draft", body, serde_json::to_string(refusal).unwrap_or_default()));
    provide_form_replay();
    provide_error_texts(words);
}

fn sample() -> impl IntoView {
    view! {
        <Form<SaveDraft>>
            <TextField name="email" label="E-mail" value="old@example.org" kind=TextKind::Email/>
            <MoneyField name="lines[0][price]" label="Price" currency="€" value="1"/>
            <Checkbox name="news" label="News" checked=true/>
            <Button>"Save"</Button>
        </Form<SaveDraft>>
    }
}

#[test]
fn a_fresh_form_posts_to_its_own_page() {
    insta::assert_snapshot!(html_at("/trips?page=2&do=other", sample), @r#"
    <form id="save_draft" method="post" action="?page=2&amp;do=save_draft" novalidate data-unsent="No answer." class="pf-v6-c-form ui-form">
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="save_draft-email" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">E-mail</span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <span class="pf-v6-c-form-control">
    <input type="email" id="save_draft-email" name="draft[email]" value="old@example.org" autocomplete="email">
    </span>
    </div>
    </div>
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="save_draft-lines-0-price" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Price</span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <div class="pf-v6-c-input-group ui-money">
    <div class="pf-v6-c-input-group__item pf-m-fill">
    <span class="pf-v6-c-form-control">
    <input type="text" id="save_draft-lines-0-price" name="draft[lines][0][price]" value="1" inputmode="decimal" autocomplete="off">
    </span>
    </div>
    <div class="pf-v6-c-input-group__item pf-m-box">
    <span class="pf-v6-c-input-group__text">€</span>
    </div>
    </div>
    </div>
    </div>
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-check ui-choice">
    <input type="checkbox" id="save_draft-news" name="draft[news]" value="true" checked class="pf-v6-c-check__input">
    <label for="save_draft-news" class="pf-v6-c-check__label">News</label>
    </div>
    </div>
    <button type="submit" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">Save</span>
    </button>
    <span role="status" data-busy="Please wait" class="pf-v6-screen-reader">
    </span>
    </form>
    "#);
}

#[test]
fn a_refused_post_shows_what_was_typed_and_what_was_wrong() {
    insta::assert_snapshot!(html_at("/trips?do=save_draft", || {
        refused("draft%5Bemail%5D=me%40x&draft%5Blines%5D%5B0%5D%5Bprice%5D=12%2C5", &Refusal::Field("lines[0][price]".to_owned()));
        sample()
    }), @r##"
    <form id="save_draft" method="post" action="?do=save_draft" novalidate data-unsent="No answer." class="pf-v6-c-form ui-form">
    <div role="alert" tabindex="-1" autofocus class="pf-v6-c-alert pf-m-danger pf-m-inline ui-error-summary">
    <div class="pf-v6-c-alert__icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM12 7v6M12 16.4v.4">
    </path>
    </svg>
    </div>
    <h2 class="pf-v6-c-alert__title">There is a problem</h2>
    <div class="pf-v6-c-alert__description">
    <ul>
    <li>
    <a href="#save_draft-lines-0-price">Write it differently</a>
    </li>
    </ul>
    </div>
    </div>
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="save_draft-email" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">E-mail</span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <span class="pf-v6-c-form-control">
    <input type="email" id="save_draft-email" name="draft[email]" value="me@x" autocomplete="email">
    </span>
    </div>
    </div>
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="save_draft-lines-0-price" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Price</span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <div class="pf-v6-c-input-group ui-money">
    <div class="pf-v6-c-input-group__item pf-m-fill">
    <span class="pf-v6-c-form-control pf-m-error">
    <input type="text" id="save_draft-lines-0-price" name="draft[lines][0][price]" value="12,5" inputmode="decimal" autocomplete="off" aria-describedby="save_draft-lines-0-price-error" aria-invalid="true">
    </span>
    </div>
    <div class="pf-v6-c-input-group__item pf-m-box">
    <span class="pf-v6-c-input-group__text">€</span>
    </div>
    </div>
    <div id="save_draft-lines-0-price-error" class="pf-v6-c-form__helper-text">
    <div class="pf-v6-c-helper-text">
    <div class="pf-v6-c-helper-text__item pf-m-error">
    <span class="pf-v6-c-helper-text__item-icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM12 7v6M12 16.4v.4">
    </path>
    </svg>
    </span>
    <span class="pf-v6-c-helper-text__item-text">
    <span class="pf-v6-screen-reader">Error: </span>Write it differently</span>
    </div>
    </div>
    </div>
    </div>
    </div>
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-check ui-choice">
    <input type="checkbox" id="save_draft-news" name="draft[news]" value="true" class="pf-v6-c-check__input">
    <label for="save_draft-news" class="pf-v6-c-check__label">News</label>
    </div>
    </div>
    <button type="submit" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">Save</span>
    </button>
    <span role="status" data-busy="Please wait" class="pf-v6-screen-reader">
    </span>
    </form>
    "##);
}

#[test]
fn an_error_of_the_whole_form_stands_in_the_summary() {
    let drawn = html(|| {
        refused("draft[email]=a", &Refusal::Lost);
        sample()
    });
    assert!(drawn.contains("<p>The line broke</p>"), "{drawn}");
    assert!(!drawn.contains("aria-invalid"), "{drawn}");
}

#[test]
fn an_unreadable_error_is_still_an_error() {
    let drawn = html(|| {
        provide_context(FormReplay::new("save_draft", "draft[email]=a", "not json"));
        provide_form_replay();
        provide_error_texts(words);
        sample()
    });
    assert!(drawn.contains("The line broke"), "{drawn}");
}

#[test]
fn a_refused_post_of_another_function_changes_nothing() {
    let drawn = html(|| {
        provide_context(FormReplay::new("other", "draft[email]=a", "{}"));
        provide_form_replay();
        sample()
    });
    assert!(drawn.contains("old@example.org") && !drawn.contains("role=\"alert\""), "{drawn}");
}

#[test]
fn only_the_form_of_that_key_is_refused() {
    let drawn = html(|| {
        refused("_form=7&draft[email]=typed", &Refusal::Field("email".to_owned()));
        view! {
            <Form<SaveDraft> key="6" compact=true><TextField name="email" label="A" value="six"/></Form<SaveDraft>>
            <Form<SaveDraft> key="7" compact=true><TextField name="email" label="B" value="seven"/></Form<SaveDraft>>
        }
    });
    assert!(drawn.contains("id=\"save_draft-6-email\"") && drawn.contains("value=\"six\""), "{drawn}");
    assert!(drawn.contains("href=\"#save_draft-7-email\"") && drawn.contains("value=\"typed\""), "{drawn}");
    assert!(!drawn.contains("value=\"seven\""), "{drawn}");
}

#[test]
fn the_draft_comes_back_with_its_lists() {
    let drawn = html(|| {
        refused("draft%5Bemail%5D=me&draft%5Blines%5D%5B0%5D%5Bprice%5D=1&draft%5Blines%5D%5B1%5D%5Bprice%5D=2", &Refusal::Lost);
        let draft = replayed_draft::<SaveDraft>().map(|posted| posted.draft).unwrap_or_default();
        format!(
            "{} {} {}",
            replaying::<SaveDraft>(),
            draft.email,
            draft.lines.iter().map(|line| line.price.as_str()).collect::<Vec<_>>().join("+")
        )
    });
    assert_eq!(drawn, "true me 1+2");
}

#[test]
fn a_password_is_never_carried_back() {
    let replay = FormReplay::new("sign_in", "draft[email]=me&draft[password]=secret&new_Password=two", "{}");
    assert_eq!(replay.body, "draft%5Bemail%5D=me");
}

#[test]
fn flat_arguments_need_no_prefix() {
    let drawn = html(
        || view! { <Form<SaveDraft> prefix=""><HiddenField name="email" value="x"/><Hidden name="trip" value="7"/></Form<SaveDraft>> },
    );
    assert!(drawn.contains("name=\"email\"") && drawn.contains("name=\"trip\""), "{drawn}");
}
