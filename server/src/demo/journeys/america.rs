//! Peru, Mexico and Brazil.

use super::{Journey, line, stage};
use domain::trips::ServiceKind::{Activity, Fee, Flight, Guide, Stay, Transfer};
use domain::trips::{Destination, Zone};

pub(in crate::demo) const PERU: Journey = Journey {
    destination: Destination::Peru,
    zone: Zone::Outside,
    stages: &[
        stage(
            "Lima",
            2,
            (
                "Lima, face au Pacifique",
                "Arrivée en soirée, nuit à Barranco. Le lendemain, musée Larco et ses vases mochicas, puis le malecón au-dessus de l’océan.",
            ),
            (
                "Lima, facing the Pacific",
                "Evening arrival, night in Barranco. The next day, the Larco museum and its Moche vessels, then the malecón above the ocean.",
            ),
        ),
        stage(
            "Arequipa",
            2,
            (
                "La ville blanche",
                "Vol pour Arequipa, bâtie en pierre de sillar. Le monastère de Santa Catalina, une ville dans la ville, se visite en fin d’après-midi.",
            ),
            (
                "The white city",
                "Flight to Arequipa, built of sillar stone. The monastery of Santa Catalina, a town within the town, is best late in the afternoon.",
            ),
        ),
        stage(
            "Canyon de Colca",
            1,
            (
                "Le vol des condors",
                "Départ à l’aube pour la Cruz del Cóndor\u{a0}: les grands oiseaux montent du fond du canyon avec les premiers courants chauds.",
            ),
            (
                "Where condors rise",
                "An early start for Cruz del Cóndor: the great birds climb from the bottom of the canyon with the first warm air.",
            ),
        ),
        stage(
            "Puno",
            2,
            (
                "Le lac Titicaca",
                "Route de l’altiplano jusqu’à Puno. Journée sur le lac\u{a0}: les îles flottantes des Uros, puis un repas chez l’habitant à Taquile.",
            ),
            (
                "Lake Titicaca",
                "Across the altiplano to Puno. A day on the lake: the floating islands of the Uros, then lunch with a family on Taquile.",
            ),
        ),
        stage(
            "Cusco",
            2,
            (
                "Le nombril du monde",
                "Route par Raqchi et Andahuaylillas. À Cusco, la cathédrale, le Qorikancha et les ateliers du quartier de San Blas.",
            ),
            (
                "The navel of the world",
                "By road through Raqchi and Andahuaylillas. In Cusco, the cathedral, Qorikancha and the workshops of San Blas.",
            ),
        ),
        stage(
            "Vallée sacrée",
            2,
            (
                "Pisac, Maras et Moray",
                "Marché de Pisac, terrasses circulaires de Moray et salines de Maras, puis nuit à Ollantaytambo au pied de la forteresse.",
            ),
            (
                "Pisac, Maras and Moray",
                "Pisac market, the round terraces of Moray and the salt pans of Maras, then a night in Ollantaytambo below the fortress.",
            ),
        ),
        stage(
            "Machu Picchu",
            1,
            (
                "La cité dans les nuages",
                "Train le long de l’Urubamba, montée en navette et visite guidée de trois heures par le circuit haut.",
            ),
            ("The city in the clouds", "Train along the Urubamba, shuttle up and a guided visit of three hours on the upper circuit."),
        ),
        stage(
            "Lima",
            2,
            ("Retour par Lima", "Vol Cusco–Lima, dernier repas à Miraflores, puis vol de nuit vers l’Europe."),
            ("Back through Lima", "Flight from Cusco to Lima, a last meal in Miraflores, then the night flight to Europe."),
        ),
    ],
    lines: &[
        line(Flight, "Genève–Lima aller-retour", ("KLM", "Genève"), (1, 14), 940, 1_060),
        line(Flight, "Lima–Arequipa et Cusco–Lima", ("LATAM", "Lima"), (3, 13), 210, 260).usd(),
        line(Stay, "Hôtels de charme, 12 nuits avec petit-déjeuner", ("Andes Estancias", "Pérou"), (1, 13), 980, 1_240).usd(),
        line(Transfer, "Route privée Arequipa–Colca–Puno–Cusco", ("Transandino", "Altiplano"), (5, 8), 320, 420).usd(),
        line(Transfer, "Train Vistadome Ollantaytambo–Aguas Calientes", ("PeruRail", "Vallée sacrée"), (12, 12), 165, 195).usd(),
        line(Activity, "Entrée et navette Machu Picchu", ("Ministerio de Cultura", "Machu Picchu"), (12, 12), 78, 95).usd(),
        line(Guide, "Guide francophone à Cusco et dans la Vallée sacrée", ("Rosa Quispe", "Cusco"), (8, 12), 620, 780).usd().once(),
        line(Activity, "Vol panoramique sur les lignes de Nazca", ("AeroParacas", "Nazca"), (2, 2), 250, 310).usd().optional(),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 90).once(),
    ],
};

pub(in crate::demo) const MEXICO: Journey = Journey {
    destination: Destination::Mexico,
    zone: Zone::Outside,
    stages: &[
        stage(
            "Mexico",
            3,
            (
                "Mexico, d’un empire à l’autre",
                "Le Templo Mayor sous la cathédrale, le musée d’anthropologie, puis Teotihuacán au lever du jour.",
            ),
            (
                "Mexico City, from one empire to the next",
                "The Templo Mayor beneath the cathedral, the museum of anthropology, then Teotihuacán at daybreak.",
            ),
        ),
        stage(
            "Oaxaca",
            2,
            ("Le pays des zapotèques", "Monte Albán sur sa crête, marchés d’Oaxaca et ateliers de poterie noire de San Bartolo."),
            ("The land of the Zapotecs", "Monte Albán on its ridge, the markets of Oaxaca and the black pottery of San Bartolo."),
        ),
        stage(
            "San Cristóbal de las Casas",
            2,
            ("Les hautes terres du Chiapas", "Villages tzotziles de Chamula et Zinacantán, canyon du Sumidero en barque."),
            ("The highlands of Chiapas", "The Tzotzil villages of Chamula and Zinacantán, and the Sumidero canyon by boat."),
        ),
        stage(
            "Palenque",
            1,
            ("La cité dans la forêt", "Temple des Inscriptions et palais à l’ouverture du site, avant la chaleur."),
            ("The city in the forest", "The Temple of the Inscriptions and the palace as the site opens, before the heat."),
        ),
        stage(
            "Mérida",
            2,
            ("Uxmal et Mérida", "Style puuc à Uxmal, soirée sur le zócalo de Mérida."),
            ("Uxmal and Mérida", "The Puuc style of Uxmal, an evening on the square of Mérida."),
        ),
        stage(
            "Chichén Itzá",
            1,
            ("El Castillo et les cénotes", "La pyramide de Kukulcán tôt le matin, baignade au cénote d’Ik Kil."),
            ("El Castillo and the cenotes", "The pyramid of Kukulcán early in the morning, a swim in the Ik Kil cenote."),
        ),
        stage(
            "Cancún",
            1,
            ("Retour", "Matinée libre au bord de la mer, vol de nuit."),
            ("Homewards", "A free morning by the sea, night flight."),
        ),
    ],
    lines: &[
        line(Flight, "Genève–Mexico, Cancún–Genève", ("Air France", "Genève"), (1, 12), 890, 1_010),
        line(Flight, "Mexico–Oaxaca–Tuxtla, Villahermosa–Mérida", ("Aeroméxico", "Mexico"), (4, 9), 240, 290).usd(),
        line(Stay, "Hôtels, 11 nuits avec petit-déjeuner", ("Casas de México", "Mexique"), (1, 11), 860, 1_080).usd(),
        line(Transfer, "Voiture avec chauffeur", ("Rutas del Sur", "Mexique"), (4, 12), 540, 690).usd().once(),
        line(Activity, "Sites, musées et barque au Sumidero", ("INAH", "Mexique"), (1, 11), 120, 160).usd(),
        line(Activity, "Montgolfière à Teotihuacán", ("Volar", "Teotihuacán"), (3, 3), 130, 175).usd().optional(),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 90).once(),
    ],
};

pub(in crate::demo) const BRAZIL: Journey = Journey {
    destination: Destination::Brazil,
    zone: Zone::Outside,
    stages: &[
        stage(
            "Rio de Janeiro",
            3,
            (
                "Rio, entre mer et montagne",
                "Le Corcovado par le train à crémaillère, le Pain de Sucre au coucher du soleil, Santa Teresa en tramway.",
            ),
            ("Rio, between sea and mountain", "Corcovado by cog railway, Sugarloaf at sunset, Santa Teresa by tram."),
        ),
        stage(
            "Paraty",
            2,
            ("La côte verte", "Ruelles pavées de Paraty et journée en bateau d’île en île."),
            ("The green coast", "The cobbled lanes of Paraty and a day by boat from island to island."),
        ),
        stage(
            "Iguaçu",
            2,
            ("Les chutes d’Iguaçu", "Un jour de chaque côté de la frontière\u{a0}: passerelles argentines, panorama brésilien."),
            ("Iguaçu falls", "A day on each side of the border: the Argentine footbridges, the Brazilian panorama."),
        ),
        stage(
            "Salvador de Bahia",
            3,
            ("Salvador, la ville haute", "Le Pelourinho, une leçon de cuisine bahianaise et la baie de Tous les Saints."),
            ("Salvador, the upper town", "The Pelourinho, a lesson in Bahian cooking and the Bay of All Saints."),
        ),
    ],
    lines: &[
        line(Flight, "Genève–Rio, Salvador–Genève", ("TAP", "Genève"), (1, 10), 870, 990),
        line(Flight, "Vols intérieurs Rio–Iguaçu–Salvador", ("GOL", "Brésil"), (6, 8), 260, 310).usd(),
        line(Stay, "Pousadas, 9 nuits avec petit-déjeuner", ("Pousadas do Brasil", "Brésil"), (1, 9), 740, 930).usd(),
        line(Activity, "Corcovado, Pain de Sucre et bateau à Paraty", ("Costa Verde", "Rio de Janeiro"), (2, 5), 150, 190).usd(),
        line(Guide, "Guide francophone à Rio", ("Inês Duarte", "Rio de Janeiro"), (2, 3), 300, 380).usd().once(),
        line(Fee, "Frais de dossier", ("", ""), (1, 1), 0, 90).once(),
    ],
};
