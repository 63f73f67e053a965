//! The people of the demo agency. Nobody of these exists; their addresses end in `.example`, which no mail can reach.

use domain::locale::Locale;
use domain::people::{ClientKind, StaffRole};
use domain::trips::Destination;

/// What everybody signs in with.
pub(super) const PASSWORD: &str = "trois lacs au petit matin";

/// A member of staff.
#[derive(Debug)]
pub(super) struct Colleague {
    pub(super) name: (&'static str, &'static str),
    pub(super) email: &'static str,
    pub(super) phone: &'static str,
    pub(super) role: StaffRole,
    pub(super) destinations: &'static [Destination],
    /// What they see, for the guide.
    pub(super) sees: &'static str,
}

pub(super) const STAFF: &[Colleague] = &[
    Colleague {
        name: ("Solène", "Vuarnet"),
        email: "solene@altair.example",
        phone: "+33 4 50 00 00 01",
        role: StaffRole::Administrator,
        destinations: &[],
        sees: "everything, invites and disables staff",
    },
    Colleague {
        name: ("Philippe", "Aymon"),
        email: "philippe@altair.example",
        phone: "+33 4 50 00 00 02",
        role: StaffRole::Manager,
        destinations: &[],
        sees: "every trip and client, changes all of them, reads the books",
    },
    Colleague {
        name: ("Nadia", "Perret"),
        email: "nadia@altair.example",
        phone: "+41 22 000 00 03",
        role: StaffRole::Accountant,
        destinations: &[],
        sees: "all money facts and the books, changes schedules",
    },
    Colleague {
        name: ("Lucie", "Gaillard"),
        email: "lucie@altair.example",
        phone: "+33 4 50 00 00 04",
        role: StaffRole::Seller,
        destinations: &[Destination::Peru, Destination::Mexico, Destination::Brazil],
        sees: "all trips, changes her own: Peru, Mexico, Brazil",
    },
    Colleague {
        name: ("Arjun", "Mercier"),
        email: "arjun@altair.example",
        phone: "+33 4 50 00 00 05",
        role: StaffRole::Seller,
        destinations: &[Destination::India, Destination::China],
        sees: "all trips, changes his own: India, China",
    },
    Colleague {
        name: ("Chiara", "Ducret"),
        email: "chiara@altair.example",
        phone: "+41 22 000 00 06",
        role: StaffRole::Seller,
        destinations: &[Destination::Jordan, Destination::Italy],
        sees: "all trips, changes her own: Jordan, Italy",
    },
];

/// A client.
#[derive(Debug)]
pub(super) struct Customer {
    pub(super) kind: ClientKind,
    pub(super) name: (&'static str, &'static str),
    pub(super) company: &'static str,
    pub(super) email: &'static str,
    pub(super) phone: &'static str,
    pub(super) language: Locale,
    /// Street, postcode, town, country.
    pub(super) address: (&'static str, &'static str, &'static str, &'static str),
    /// What they see once signed in; none for a client who was never invited.
    pub(super) sees: Option<&'static str>,
}

const fn person(
    name: (&'static str, &'static str),
    email: &'static str,
    phone: &'static str,
    address: (&'static str, &'static str, &'static str, &'static str),
) -> Customer {
    Customer { kind: ClientKind::Person, name, company: "", email, phone, language: Locale::Fr, address, sees: None }
}

impl Customer {
    const fn sees(mut self, what: &'static str) -> Self {
        self.sees = Some(what);
        self
    }

    const fn reads_english(mut self) -> Self {
        self.language = Locale::En;
        self
    }
}

pub(super) const CLIENTS: &[Customer] = &[
    Customer {
        kind: ClientKind::Household,
        ..person(
            ("Camille", "Fontanel"),
            "camille.fontanel@courriel.example",
            "+33 6 00 00 01 01",
            ("12 chemin des Barattes", "74000", "Annecy", "France"),
        )
    }
    .sees("a coming trip with the deposit paid, and a past one"),
    person(("Tom", "Whitfield"), "tom.whitfield@post.example", "+41 79 000 01 02", ("8 rue Saint-Victor", "1227", "Carouge", "Suisse"))
        .reads_english()
        .sees("in English: a trip under way, paid in full"),
    person(
        ("Élodie", "Brunet"),
        "elodie.brunet@courriel.example",
        "+33 6 00 00 01 03",
        ("3 rue Sainte-Claire", "74000", "Annecy", "France"),
    )
    .sees("a trip whose balance is overdue"),
    Customer {
        kind: ClientKind::Company,
        company: "Horlogerie des Bornes SA",
        ..person(
            ("Marc", "Devaud"),
            "marc.devaud@bornes.example",
            "+41 22 000 01 04",
            ("20 rue de la Filature", "1227", "Carouge", "Suisse"),
        )
    }
    .sees("a company's proposal in Swiss francs, to be accepted by paying the deposit"),
    // Two people, one address and one password: signing in asks which of them it is.
    person(
        ("Jeanne", "Morel"),
        "famille.morel@courriel.example",
        "+33 6 00 00 01 05",
        ("41 avenue d'Albigny", "74940", "Annecy-le-Vieux", "France"),
    )
    .sees("shares her e-mail address with Paul: a proposal to Mexico"),
    person(
        ("Paul", "Morel"),
        "famille.morel@courriel.example",
        "+33 6 00 00 01 06",
        ("41 avenue d'Albigny", "74940", "Annecy-le-Vieux", "France"),
    )
    .sees("shares his e-mail address with Jeanne: a trip given up"),
    person(("Inès", "Chappuis"), "ines.chappuis@courriel.example", "+33 6 00 00 01 07", ("5 rue Vaugelas", "74000", "Annecy", "France"))
        .sees("a proposal to Odisha, nothing paid"),
    Customer {
        kind: ClientKind::Household,
        ..person(("Hugo", "Roch"), "hugo.roch@courriel.example", "+33 6 00 00 01 08", ("17 route de Thônes", "74230", "Thônes", "France"))
    }
    .sees("a coming trip paid in full, ahead of time"),
    person(("Margaret", "Ellis"), "margaret.ellis@post.example", "+41 79 000 01 09", ("33 route de Veyrier", "1227", "Carouge", "Suisse"))
        .reads_english()
        .sees("in English: a trip to Italy with an instalment paid in part"),
    person(("Yann", "Le Goff"), "yann.legoff@courriel.example", "+33 6 00 00 01 10", ("2 quai Perrière", "74000", "Annecy", "France"))
        .sees("past trips only"),
    // Never invited: the back office can do it, and the mail shows in the mail drop.
    person(("Sabine", "Keller"), "sabine.keller@courriel.example", "+41 79 000 01 11", ("6 place du Temple", "1227", "Carouge", "Suisse")),
    person(
        ("Étienne", "Blanchard"),
        "etienne.blanchard@courriel.example",
        "+33 6 00 00 01 12",
        ("9 rue de la Poste", "74000", "Annecy", "France"),
    ),
];
