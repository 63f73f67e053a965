use super::html;
use crate::*;
use leptos::prelude::*;

#[test]
fn text_field() {
    insta::assert_snapshot!(html(|| view! {
        <TextField name="city" label="Town" hint="Where you live" optional=true autocomplete="address-level2" width=FieldWidth::Medium/>
    }), @"");
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
    insta::assert_snapshot!(html(|| view! { <PasswordField name="password" label="Create a password" new=true/> }), @"");
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
    }), @"");
}

#[test]
fn radio_group() {
    insta::assert_snapshot!(html(|| view! {
        <RadioGroup name="means" label="How do you pay?" value="card"
            choices=vec![Choice::new("card", "Card").hint("At once"), Choice::new("transfer", "Transfer")]/>
    }), @"");
}

#[test]
fn file_field() {
    insta::assert_snapshot!(html(|| view! {
        <UploadForm action="/files"><FileField name="file" label="Passport" accept=".pdf,image/jpeg" hint="At most 10 MB" camera=true/></UploadForm>
    }), @"");
}

#[test]
fn groups_of_fields() {
    insta::assert_snapshot!(html(|| view! {
        <Fieldset legend="Address" hint="As on the envelope"><FieldRow>"…"</FieldRow><ErrorFor name="lines"/></Fieldset>
    }), @"");
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
    }), @"");
}
