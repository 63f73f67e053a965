//! Which photograph stands for a trip.

use account::{locale, photo};
use domain::trips::Destination;
use locales::Locale;
use locales::portal::about;
use ui::PhotoSource;

/// The photograph of the first destination that has one of its own, else a landscape that claims to be nowhere.
pub(crate) fn of_trip(destinations: &[Destination]) -> PhotoSource {
    let locale = locale();
    match destinations.iter().find_map(|destination| known(locale, *destination)) {
        Some((name, alt)) => photo(name, alt),
        None => photo(landscape(destinations.first().copied()), ""),
    }
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
    fn every_photograph_exists() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style/photos");
        for destination in Destination::ALL {
            let name = known(Locale::Fr, *destination).map_or(landscape(Some(*destination)), |(name, _)| name);
            for file in [format!("{name}.webp"), format!("{name}-small.webp")] {
                assert!(folder.join(&file).is_file(), "{file}");
            }
        }
    }
}
