//! Which photograph stands for a trip or for a place. A photograph of another place is never shown as if it were this one.

use account::{locale, photo};
use domain::trips::Destination;
use locales::Locale;
use locales::portal::about;
use ui::PhotoSource;

/// The photograph of a place that the title names, else of the first destination that has one of its own, else a landscape that claims to
/// be nowhere.
pub(crate) fn of_trip(title: &str, destinations: &[Destination]) -> PhotoSource {
    let locale = locale();
    if let Some(named) = of_place(title) {
        return named;
    }
    match destinations.iter().find_map(|destination| known(locale, *destination)) {
        Some((name, alt)) => photo(name, alt),
        None => photo(landscape(destinations.first().copied()), ""),
    }
}

/// The photograph of a place named in `text`, if there is one.
pub(crate) fn of_place(text: &str) -> Option<PhotoSource> {
    place(locale(), text).map(|(name, alt)| photo(name, alt))
}

/// Words that name the place of a photograph: whole words, in lower case.
fn place(locale: Locale, text: &str) -> Option<(&'static str, &'static str)> {
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let line = [" ", &words.join(" "), " "].concat();
    let names = |known: &[&str]| known.iter().any(|name| line.contains(&[" ", name, " "].concat()));
    let photos: [(&[&str], &'static str, &'static str); 10] = [
        (&["machu picchu"], "machu-picchu", about::photo_machu_picchu(locale)),
        (&["petra", "pétra"], "petra", about::photo_petra(locale)),
        (&["grande muraille", "great wall"], "great-wall", about::photo_great_wall(locale)),
        (&["amritsar", "temple d or", "golden temple"], "golden-temple", about::photo_golden_temple(locale)),
        (&["agra", "taj mahal"], "taj-mahal", about::photo_taj_mahal(locale)),
        (&["jaipur"], "hawa-mahal", about::photo_hawa_mahal(locale)),
        (&["konark", "odisha", "orissa"], "konark-temple", about::photo_konark(locale)),
        (&["chichén itzá", "chichen itza"], "chichen-itza", about::photo_chichen_itza(locale)),
        (&["rio de janeiro", "rio"], "rio-corcovado", about::photo_rio(locale)),
        (&["rome"], "colosseum", about::photo_colosseum(locale)),
    ];
    photos.into_iter().find(|(known, ..)| names(known)).map(|(_, name, alt)| (name, alt))
}

/// File name and description.
fn known(locale: Locale, destination: Destination) -> Option<(&'static str, &'static str)> {
    use Destination as D;
    Some(match destination {
        D::Peru => ("machu-picchu", about::photo_machu_picchu(locale)),
        D::Jordan => ("petra", about::photo_petra(locale)),
        D::China => ("great-wall", about::photo_great_wall(locale)),
        D::India => ("taj-mahal", about::photo_taj_mahal(locale)),
        D::Mexico => ("chichen-itza", about::photo_chichen_itza(locale)),
        D::Brazil => ("rio-corcovado", about::photo_rio(locale)),
        D::Italy => ("colosseum", about::photo_colosseum(locale)),
        D::Argentina
        | D::Bolivia
        | D::Cambodia
        | D::Chile
        | D::Colombia
        | D::CostaRica
        | D::Cuba
        | D::Ecuador
        | D::Guatemala
        | D::Indonesia
        | D::Japan
        | D::Laos
        | D::Nepal
        | D::SriLanka
        | D::Thailand
        | D::Vietnam => return None,
    })
}

/// Mountains for mountain countries, a forest for forest countries, a sunset otherwise. Decoration only: without a description.
const fn landscape(destination: Option<Destination>) -> &'static str {
    use Destination as D;
    match destination {
        Some(D::Argentina | D::Bolivia | D::Chile | D::Nepal | D::Ecuador) => "picos-de-europa",
        Some(D::CostaRica | D::Colombia | D::Laos | D::Japan | D::Guatemala) => "forest-stream",
        _ => "sunset",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_whole_words_only() {
        let name = |text| place(Locale::Fr, text).map(|(name, _)| name);
        assert_eq!(name("Inde du Nord et Temple d’Or"), Some("golden-temple"));
        assert_eq!(name("Chichén Itzá"), Some("chichen-itza"));
        assert_eq!(name("Rome, Ostie et Naples"), Some("colosseum"));
        assert_eq!(name("Niagara"), None);
        assert_eq!(name("Lima"), None);
    }

    #[test]
    fn every_photograph_exists() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style/photos");
        let places = ["Amritsar", "Jaipur", "Konark"].map(|text| place(Locale::Fr, text).unwrap().0);
        for name in places {
            assert!(folder.join(format!("{name}.webp")).is_file() && folder.join(format!("{name}-small.webp")).is_file(), "{name}");
        }
        for destination in Destination::ALL {
            let name = known(Locale::Fr, *destination).map_or(landscape(Some(*destination)), |(name, _)| name);
            for file in [format!("{name}.webp"), format!("{name}-small.webp")] {
                assert!(folder.join(&file).is_file(), "{file}");
            }
        }
    }
}
