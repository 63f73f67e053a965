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
        Refusal::Field(field) => FormErrors {
            general: None,
            fields: vec![FieldError { field: field.clone(), message: "Write it differently".to_owned() }],
        },
        Refusal::Lost => FormErrors { general: Some("The line broke".to_owned()), fields: Vec::new() },
    }
}

fn refused(body: &str, refusal: &Refusal) {
    provide_context(FormReplay::new("save_draft", body, serde_json::to_string(refusal).unwrap()));
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
        </Form>
    }
}

#[test]
fn a_fresh_form_posts_to_its_own_page() {
    insta::assert_snapshot!(html_at("/trips?page=2&do=other", sample), @"");
}

#[test]
fn a_refused_post_shows_what_was_typed_and_what_was_wrong() {
    insta::assert_snapshot!(html_at("/trips?do=save_draft", || {
        refused("draft%5Bemail%5D=me%40x&draft%5Blines%5D%5B0%5D%5Bprice%5D=12%2C5", &Refusal::Field("lines[0][price]".to_owned()));
        sample()
    }), @"");
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
            <Form<SaveDraft> key="6" compact=true><TextField name="email" label="A" value="six"/></Form>
            <Form<SaveDraft> key="7" compact=true><TextField name="email" label="B" value="seven"/></Form>
        }
    });
    assert!(drawn.contains("id=\"save_draft-6-email\"") && drawn.contains("value=\"six\""), "{drawn}");
    assert!(drawn.contains("href=\"#save_draft-7-email\"") && drawn.contains("value=\"typed\""), "{drawn}");
    assert!(!drawn.contains("value=\"seven\""), "{drawn}");
}

#[test]
fn the_draft_comes_back_with_its_lists() {
    let drawn = html(|| {
        refused(
            "draft%5Bemail%5D=me&draft%5Blines%5D%5B0%5D%5Bprice%5D=1&draft%5Blines%5D%5B1%5D%5Bprice%5D=2",
            &Refusal::Lost,
        );
        let draft = replayed_draft::<SaveDraft>().map(|posted| posted.draft).unwrap_or_default();
        format!("{} {} {}", replaying::<SaveDraft>(), draft.email, draft.lines.iter().map(|line| line.price.as_str()).collect::<Vec<_>>().join("+"))
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
    let drawn = html(|| view! { <Form<SaveDraft> prefix=""><HiddenField name="email" value="x"/><Hidden name="trip" value="7"/></Form> });
    assert!(drawn.contains("name=\"email\"") && drawn.contains("name=\"trip\""), "{drawn}");
}
