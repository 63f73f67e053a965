//! How a refusal reads in a form.

use desk::{AppError, Conflict};
use locales::{Locale, account, errors};
use ui::{FieldError, FormErrors};

/// The sentences of `error`: general, or at their fields. An edit that met a newer version shows both values at each field.
#[must_use]
pub fn error_texts(locale: Locale, error: &AppError) -> FormErrors {
    match error {
        AppError::Refused(refusal) => FormErrors { general: Some(errors::sentence(locale, refusal)), fields: Vec::new() },
        AppError::Fields(refused) => {
            let mut texts = FormErrors::default();
            for (field, refusal) in &refused.0 {
                let message = errors::sentence(locale, refusal);
                if field.is_empty() {
                    texts.general = Some(message);
                } else {
                    texts.fields.push(FieldError { field: field.clone(), message });
                }
            }
            texts
        }
        AppError::Changed(conflict) => conflict_texts(locale, conflict),
        AppError::Redraw => FormErrors::default(),
    }
}

fn conflict_texts(locale: Locale, conflict: &Conflict) -> FormErrors {
    let general = if conflict.by.is_empty() { errors::changed(locale).to_owned() } else { account::changed_by(locale, &conflict.by) };
    let fields = conflict
        .fields
        .iter()
        .map(|field| FieldError { field: field.field.clone(), message: account::both_values(locale, &field.mine, &field.theirs) });
    FormErrors { general: Some(general), fields: fields.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::ConflictField;
    use domain::error::{ErrorCode, FieldErrors};

    #[test]
    fn a_conflict_shows_both_values_at_the_field() {
        let field = ConflictField { field: "title".to_owned(), mine: "Lima".to_owned(), theirs: "Cusco".to_owned() };
        let error = AppError::Changed(Box::new(Conflict { version: 4, by: "Ana".to_owned(), fields: vec![field] }));
        for locale in Locale::ALL {
            let texts = error_texts(*locale, &error);
            let message = texts.message("title").unwrap();
            assert!(message.contains("Lima") && message.contains("Cusco"), "{message}");
            assert!(texts.general.unwrap().contains("Ana"));
        }
    }

    #[test]
    fn a_refusal_without_a_field_is_general() {
        let texts = error_texts(Locale::Fr, &FieldErrors::one("", ErrorCode::BadForm).into());
        assert!(texts.general.is_some() && texts.fields.is_empty());
    }
}
