//! Fields and buttons, outside a form.

use super::html;
use crate::*;
use leptos::prelude::*;

#[test]
fn text_field() {
    insta::assert_snapshot!(html(|| view! {
        <TextField name="city" label="Town" hint="Where you live" optional=true autocomplete="address-level2" width=FieldWidth::Medium/>
    }), @r#"
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="f-city" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Town<span class="ui-optional"> (optional)</span>
    </span>
    </label>
    <div id="f-city-hint" class="ui-hint">Where you live</div>
    </div>
    <div class="pf-v6-c-form__group-control">
    <span class="pf-v6-c-form-control ui-w-medium">
    <input type="text" id="f-city" name="city" autocomplete="address-level2" aria-describedby="f-city-hint">
    </span>
    </div>
    </div>
    "#);
}

#[test]
fn code_is_digits_in_a_text_box() {
    let drawn = html(|| view! { <TextField name="code" label="Code" kind=TextKind::Code maxlength=6/> });
    for part in ["type=\"text\"", "inputmode=\"numeric\"", "autocomplete=\"one-time-code\"", "maxlength=\"6\""] {
        assert!(drawn.contains(part), "{part} in {drawn}");
    }
}

#[test]
fn date_field() {
    let drawn = html(|| view! { <DateField name="start" label="Start" value="14/03/2027" hint="14/03/2027"/> });
    assert!(drawn.contains("type=\"text\"") && drawn.contains("aria-describedby=\"f-start-hint\""), "{drawn}");
}

#[test]
fn password_field() {
    insta::assert_snapshot!(html(|| view! { <PasswordField name="password" label="Create a password" new=true/> }), @r#"
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="f-password" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Create a password</span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <div class="pf-v6-c-input-group">
    <div class="pf-v6-c-input-group__item pf-m-fill">
    <span class="pf-v6-c-form-control">
    <input type="password" id="f-password" name="password" autocomplete="new-password" autocapitalize="none" spellcheck="false">
    </span>
    </div>
    <div hidden class="pf-v6-c-input-group__item">
    <button type="button" aria-controls="f-password" class="pf-v6-c-button pf-m-control">
    <span class="pf-v6-c-button__text">Show</span>
    </button>
    </div>
    </div>
    </div>
    </div>
    "#);
}

#[test]
fn text_area_keeps_text_as_it_is() {
    let drawn = html(|| view! { <TextArea name="note" label="Note" value="\n</textarea><b>&"/> });
    assert!(drawn.contains(">\n\n&lt;/textarea&gt;&lt;b&gt;&amp;</textarea>"), "{drawn}");
    let empty = html(|| view! { <TextArea name="note" label="Note"/> });
    assert!(empty.contains("></textarea>") || empty.contains(">\n</textarea>"), "{empty}");
}

#[test]
fn select() {
    insta::assert_snapshot!(html(|| view! {
        <Select name="country" label="Country" value="FR" blank="Choose" choices=vec![Choice::new("CH", "Switzerland"), Choice::new("FR", "France")]/>
    }), @r#"
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="f-country" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Country</span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <span class="pf-v6-c-form-control">
    <select id="f-country" name="country">
    <option value="">Choose</option>
    <option value="CH">Switzerland</option>
    <option value="FR" selected>France</option>
    </select>
    <span class="pf-v6-c-form-control__utilities">
    <span class="pf-v6-c-form-control__toggle-icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M5 9l7 7 7-7">
    </path>
    </svg>
    </span>
    </span>
    </span>
    </div>
    </div>
    "#);
}

#[test]
fn radio_group() {
    insta::assert_snapshot!(html(|| view! {
        <RadioGroup name="means" label="How do you pay?" value="card"
            choices=vec![Choice::new("card", "Card").hint("At once"), Choice::new("transfer", "Transfer")]/>
    }), @r#"
    <fieldset class="pf-v6-c-form__group ui-fieldset">
    <legend class="pf-v6-c-form__label ui-question">
    <span class="pf-v6-c-form__label-text">How do you pay?</span>
    </legend>
    <div class="pf-v6-c-form__group-control pf-m-stack">
    <div class="pf-v6-c-radio ui-choice">
    <input type="radio" id="f-means" name="means" value="card" checked aria-describedby="f-means-means" class="pf-v6-c-radio__input">
    <label for="f-means" class="pf-v6-c-radio__label">Card</label>
    <span id="f-means-means" class="pf-v6-c-radio__description">At once</span>
    </div>
    <div class="pf-v6-c-radio ui-choice">
    <input type="radio" id="f-means-1" name="means" value="transfer" class="pf-v6-c-radio__input">
    <label for="f-means-1" class="pf-v6-c-radio__label">Transfer</label>
    </div>
    </div>
    </fieldset>
    "#);
}

#[test]
fn file_field() {
    insta::assert_snapshot!(html(|| view! {
        <UploadForm action="/files"><FileField name="file" label="Passport" accept=".pdf,image/jpeg" hint="At most 10 MB" camera=true/></UploadForm>
    }), @r#"
    <form method="post" action="/files" enctype="multipart/form-data" class="pf-v6-c-form ui-form">
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="f-file" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Passport</span>
    </label>
    <div id="f-file-hint" class="ui-hint">At most 10 MB</div>
    </div>
    <div class="pf-v6-c-form__group-control">
    <input type="file" id="f-file" name="file" accept=".pdf,image/jpeg" capture="environment" aria-describedby="f-file-hint" class="ui-file">
    </div>
    </div>
    </form>
    "#);
}

#[test]
fn groups_of_fields() {
    insta::assert_snapshot!(html(|| view! {
        <Fieldset legend="Address" hint="As on the envelope"><FieldRow>"…"</FieldRow><ErrorFor name="lines"/></Fieldset>
    }), @r#"
    <fieldset class="ui-fieldset">
    <legend class="ui-legend">Address</legend>
    <p class="ui-hint">As on the envelope</p>
    <div class="ui-field-row">…</div>
    <div id="f-lines" tabindex="-1">
    </div>
    </fieldset>
    "#);
}

#[test]
fn buttons() {
    insta::assert_snapshot!(html(|| view! {
        <Actions>
            <Button icon=IconName::Lock large=true>"Pay 10"</Button>
            <Button variant=ButtonVariant::Danger kind=ButtonKind::Button busy=Signal::derive(|| true)>"Delete"</Button>
            <LinkButton href="/file.pdf" variant=ButtonVariant::Secondary download=true>"Save"</LinkButton>
            <TextLink href="/help">"Help"</TextLink>
        </Actions>
    }), @r#"
    <div class="ui-actions">
    <button type="submit" class="pf-v6-c-button pf-m-primary pf-m-display-lg">
    <span class="pf-v6-c-button__icon pf-m-start">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M5 11h14v9.5H5zM8 11V7.5a4 4 0 018 0V11">
    </path>
    </svg>
    </span>
    <span class="pf-v6-c-button__text">Pay 10</span>
    </button>
    <button type="button" aria-disabled="true" class="pf-v6-c-button pf-m-danger pf-m-progress pf-m-in-progress">
    <span class="pf-v6-c-button__progress">
    <svg class="pf-v6-c-spinner pf-m-md" viewBox="0 0 100 100" aria-hidden="true">
    <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none">
    </circle>
    </svg>
    </span>
    <span class="pf-v6-c-button__text">Delete</span>
    </button>
    <a href="/file.pdf" rel="external" download="" class="pf-v6-c-button pf-m-secondary">
    <span class="pf-v6-c-button__text">Save</span>
    </a>
    <a href="/help" class="ui-link">Help</a>
    </div>
    "#);
}
