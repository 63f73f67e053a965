//! China and India.

use super::{Journey, line, stage};
use domain::trips::ServiceKind::{Activity, Fee, Flight, Guide, Stay, Transfer};
use domain::trips::{Destination, Zone};

pub(in crate::demo) const CHINA: Journey = Journey {
    destination: Destination::China,
    zone: Zone::Outside,
    stages: &[
        stage(
            "Pékin",
            4,
            (
                "Pékin et la Grande Muraille",
                "La Cité interdite, le temple du Ciel à l’heure du taï-chi, puis la Muraille à Jinshanling, loin des foules.",
            ),
            (
                "Beijing and the Great Wall",
                "The Forbidden City, the Temple of Heaven while people practise tai chi, then the Wall at Jinshanling, far from the crowds.",
            ),
        ),
        stage(
            "Pingyao",
            2,
            (
                "Une ville Ming intacte",
                "Train rapide pour Pingyao\u{a0}: remparts, anciennes banques et nuit dans une maison à cour carrée.",
            ),
            ("A Ming town left whole", "Fast train to Pingyao: ramparts, old banks and a night in a courtyard house."),
        ),
        stage(
            "Xi’an",
            2,
            ("L’armée de terre cuite", "Les fosses du mausolée, les remparts à vélo et le quartier musulman le soir."),
            ("The terracotta army", "The pits of the mausoleum, the city wall by bicycle and the Muslim quarter in the evening."),
        ),
        stage(
            "Guilin",
            2,
            ("La rivière Li", "Descente de la rivière entre les pains de sucre, rizières de Longji."),
            ("The Li river", "Down the river between the karst peaks, the rice terraces of Longji."),
        ),
        stage(
            "Shanghai",
            2,
            ("Shanghai, dernière étape", "Le Bund au petit matin, le jardin Yu et le musée de Shanghai avant le vol de retour."),
            ("Shanghai, the last stage", "The Bund early in the morning, the Yu garden and the Shanghai museum before the flight home."),
        ),
    ],
    lines: &[
        line(Flight, "Zurich–Pékin, Shanghai–Zurich", ("Swiss", "Zurich"), (1, 12), 820, 940),
        line(Stay, "Hôtels et maisons à cour, 11 nuits", ("Hutong Stays", "Chine"), (1, 11), 790, 980).usd(),
        line(Transfer, "Trains rapides en première classe", ("China Railway", "Chine"), (5, 9), 230, 280).usd(),
        line(Guide, "Guides francophones locaux", ("Jade Voyages", "Chine"), (2, 11), 680, 860).usd().once(),
        line(Activity, "Entrées, croisière et repas à Longji", ("Jade Voyages", "Chine"), (2, 11), 190, 240).usd(),
        line(Activity, "Soirée d’opéra à Pékin", ("Liyuan", "Pékin"), (3, 3), 35, 55).usd().optional(),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 100).once(),
    ],
};

pub(in crate::demo) const NORTH_INDIA: Journey = Journey {
    destination: Destination::India,
    zone: Zone::Outside,
    stages: &[
        stage(
            "Delhi",
            2,
            ("Delhi, l’ancienne et la nouvelle", "Tombeau d’Humayun, ruelles de Chandni Chowk en rickshaw, dîner chez une famille."),
            ("Delhi, old and new", "Humayun’s tomb, the lanes of Chandni Chowk by rickshaw, dinner with a family."),
        ),
        stage(
            "Amritsar",
            2,
            ("Le Temple d’Or", "Le temple de jour puis de nuit, sa cuisine ouverte à tous, et la relève de Wagah."),
            ("The Golden Temple", "The temple by day and by night, its kitchen open to all, and the ceremony at Wagah."),
        ),
        stage(
            "Agra",
            2,
            ("Le Taj Mahal", "Le mausolée à l’ouverture, vu de l’autre rive le soir, et le fort rouge d’Agra."),
            ("The Taj Mahal", "The mausoleum as it opens, seen from the far bank in the evening, and the red fort of Agra."),
        ),
        stage(
            "Jaipur",
            3,
            ("La ville rose", "Hawa Mahal, fort d’Amber et l’observatoire\u{a0}; un matin avec les imprimeurs de Sanganer."),
            ("The pink city", "Hawa Mahal, Amber fort and the observatory; a morning with the block printers of Sanganer."),
        ),
        stage(
            "Udaipur",
            3,
            ("Les lacs d’Udaipur", "Temple jaïn de Ranakpur en route, palais de la ville et promenade en barque sur le lac Pichola."),
            ("The lakes of Udaipur", "The Jain temple of Ranakpur on the way, the city palace and a boat on lake Pichola."),
        ),
        stage(
            "Delhi",
            1,
            ("Retour", "Vol Udaipur–Delhi et vol de nuit vers l’Europe."),
            ("Homewards", "Flight from Udaipur to Delhi and the night flight to Europe."),
        ),
    ],
    lines: &[
        line(Flight, "Genève–Delhi aller-retour", ("Lufthansa", "Genève"), (1, 13), 760, 870),
        line(Flight, "Delhi–Amritsar–Delhi et Udaipur–Delhi", ("IndiGo", "Delhi"), (3, 13), 190, 235).usd(),
        line(Stay, "Havelis et hôtels, 12 nuits", ("Heritage India", "Rajasthan"), (1, 12), 720, 910).usd(),
        line(Transfer, "Voiture avec chauffeur", ("Rajputana Cars", "Rajasthan"), (5, 12), 610, 760).usd().once(),
        line(Guide, "Guides francophones à Delhi, Agra et Jaipur", ("Heritage India", "Rajasthan"), (2, 9), 340, 440).usd().once(),
        line(Activity, "Entrées et barque à Udaipur", ("Heritage India", "Rajasthan"), (2, 12), 95, 125).usd(),
        line(Activity, "Leçon de cuisine à Jaipur", ("Anokhi", "Jaipur"), (8, 8), 30, 45).usd().optional(),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 90).once(),
    ],
};

pub(in crate::demo) const ORISSA: Journey = Journey {
    destination: Destination::India,
    zone: Zone::Outside,
    stages: &[
        stage(
            "Bhubaneswar",
            2,
            ("La ville aux temples", "Lingaraj, Mukteswar et les grottes jaïnes d’Udayagiri."),
            ("The city of temples", "Lingaraj, Mukteswar and the Jain caves of Udayagiri."),
        ),
        stage(
            "Konark",
            2,
            ("Le char du Soleil", "Le temple de Konark et ses vingt-quatre roues de pierre, plage de Chandrabhaga au lever du jour."),
            ("The chariot of the Sun", "The temple of Konark and its twenty-four wheels of stone, Chandrabhaga beach at sunrise."),
        ),
        stage(
            "Puri",
            2,
            ("Puri, ville de pèlerins", "Autour du temple de Jagannath, puis le village d’artistes de Raghurajpur."),
            ("Puri, a town of pilgrims", "Around the Jagannath temple, then Raghurajpur, a village of painters."),
        ),
        stage(
            "Lac Chilika",
            2,
            ("Le lac aux oiseaux", "En barque parmi les oiseaux d’hiver et les dauphins de l’Irrawaddy."),
            ("The lake of birds", "By boat among the birds of winter and the Irrawaddy dolphins."),
        ),
        stage(
            "Kolkata",
            2,
            ("Kolkata, dernière escale", "Kumartuli et ses modeleurs d’argile, café sur College Street, vol de retour."),
            ("Kolkata, the last call", "Kumartuli and its clay modellers, coffee on College Street, flight home."),
        ),
    ],
    lines: &[
        line(Flight, "Genève–Bhubaneswar, Kolkata–Genève", ("Emirates", "Genève"), (1, 10), 830, 950),
        line(Stay, "Hôtels, 9 nuits", ("Kalinga Tours", "Odisha"), (1, 9), 480, 620).usd(),
        line(Transfer, "Voiture avec chauffeur", ("Kalinga Tours", "Odisha"), (1, 8), 420, 540).usd().once(),
        line(Guide, "Guide francophone", ("Kalinga Tours", "Odisha"), (1, 8), 390, 500).usd().once(),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 90).once(),
    ],
};
