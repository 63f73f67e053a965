//! Jordan and Italy.

use super::{Journey, line, stage};
use domain::trips::ServiceKind::{Activity, Fee, Flight, Guide, Stay, Transfer};
use domain::trips::{Destination, Zone};

pub(in crate::demo) const JORDAN: Journey = Journey {
    destination: Destination::Jordan,
    zone: Zone::Outside,
    stages: &[
        stage(
            "Amman",
            2,
            ("Amman et Jerash", "La citadelle d’Amman, puis les colonnades de Jerash au calme de l’après-midi."),
            ("Amman and Jerash", "The citadel of Amman, then the colonnades of Jerash in the quiet of the afternoon."),
        ),
        stage(
            "Madaba",
            1,
            ("La route des Rois", "Mosaïque de Madaba, mont Nébo et château de Kerak."),
            ("The King’s Highway", "The mosaic of Madaba, Mount Nebo and Kerak castle."),
        ),
        stage(
            "Petra",
            3,
            (
                "Petra, trois jours pour la comprendre",
                "Le Siq et le Trésor le premier jour, Ad Deir par le chemin des chèvres le deuxième, Petite Petra le troisième.",
            ),
            (
                "Petra, three days to understand it",
                "The Siq and the Treasury on the first day, Ad Deir by the goat path on the second, Little Petra on the third.",
            ),
        ),
        stage(
            "Wadi Rum",
            2,
            ("Une nuit sous les étoiles", "En 4×4 puis à pied entre les arches de grès, nuit au camp bédouin."),
            ("A night under the stars", "By jeep, then on foot between the sandstone arches, a night in a Bedouin camp."),
        ),
        stage(
            "Mer Morte",
            2,
            ("Flotter pour finir", "Repos au bord de la mer Morte, transfert à l’aéroport d’Amman."),
            ("Floating to the end", "Rest on the shore of the Dead Sea, transfer to Amman airport."),
        ),
    ],
    lines: &[
        line(Flight, "Genève–Amman aller-retour", ("Royal Jordanian", "Genève"), (1, 10), 510, 590),
        line(Stay, "Hôtels et camp à Wadi Rum, 9 nuits", ("Nabataea Travel", "Jordanie"), (1, 9), 690, 870).usd(),
        line(Transfer, "Voiture avec chauffeur", ("Nabataea Travel", "Jordanie"), (1, 10), 520, 650).usd().once(),
        line(Guide, "Guide francophone à Petra, trois jours", ("Samir Haddad", "Petra"), (4, 6), 330, 420).usd().once(),
        line(Activity, "Jordan Pass et 4×4 à Wadi Rum", ("Nabataea Travel", "Jordanie"), (1, 8), 170, 210).usd(),
        line(Activity, "Petra by night", ("Petra Visitor Centre", "Petra"), (5, 5), 25, 35).usd().optional(),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 90).once(),
    ],
};

pub(in crate::demo) const ITALY: Journey = Journey {
    destination: Destination::Italy,
    zone: Zone::Inside,
    stages: &[
        stage(
            "Rome",
            3,
            ("Rome antique", "Le Colisée et le Forum avec une archéologue, le Palatin, puis les thermes de Caracalla le soir."),
            (
                "Ancient Rome",
                "The Colosseum and the Forum with an archaeologist, the Palatine, then the baths of Caracalla in the evening.",
            ),
        ),
        stage(
            "Ostia Antica",
            1,
            ("Le port de Rome", "En train jusqu’à Ostie, ses thermes, ses boulangeries et son théâtre."),
            ("The harbour of Rome", "By train to Ostia, its baths, its bakeries and its theatre."),
        ),
        stage(
            "Naples",
            2,
            ("Naples et Pompéi", "Le musée archéologique, une journée à Pompéi, pizza dans les quartiers espagnols."),
            ("Naples and Pompeii", "The archaeological museum, a day in Pompeii, pizza in the Spanish quarter."),
        ),
        stage("Rome", 1, ("Retour", "Train rapide pour Rome et vol du soir."), ("Homewards", "Fast train to Rome and the evening flight.")),
    ],
    lines: &[
        line(Flight, "Genève–Rome aller-retour", ("ITA Airways", "Genève"), (1, 7), 190, 240),
        line(Stay, "Hôtels, 6 nuits avec petit-déjeuner", ("Domus Hotels", "Italie"), (1, 6), 540, 680),
        line(Transfer, "Trains Rome–Naples–Rome", ("Trenitalia", "Italie"), (5, 7), 78, 95),
        line(Guide, "Archéologue au Forum et à Pompéi", ("Giulia Conti", "Rome"), (2, 6), 420, 540).once(),
        line(Activity, "Entrées sans attente", ("CoopCulture", "Rome"), (2, 6), 64, 85),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 60).once(),
    ],
};
