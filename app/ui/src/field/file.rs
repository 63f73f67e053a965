//! A field for files. The files go to a plain route; see `UploadForm`.

use super::frame::framed;
use crate::form::use_field;
use crate::text::MaybeText;
use leptos::prelude::*;

/// A file from the device, or a photograph taken now.
#[component]
pub fn FileField(
    /// Name of the part in the upload.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Types that are offered: `.pdf,image/jpeg`.
    #[prop(optional, into)]
    accept: MaybeText,
    /// One short sentence: types and size.
    #[prop(optional, into)]
    hint: MaybeText,
    /// Takes several.
    #[prop(optional)]
    multiple: bool,
    /// Offers the camera of a phone first.
    #[prop(optional)]
    camera: bool,
) -> impl IntoView {
    let state = use_field(&name);
    let described = state.described_by(hint.0.is_some());
    let control = view! {
        <input class="ui-file" type="file" id=state.id.clone() name=state.html_name.clone() accept=accept.0 multiple=multiple
            capture=camera.then_some("environment") aria-describedby=move || described.get()/>
    };
    framed(&state, label, hint, false, false, control.into_any())
}
