//! Texts on bank statements, for staff.

use crate::Locale;
use domain::transfers::{LineState, MatchReason, StatementState};

crate::texts! {
    /// Navigation and heading.
    statements { fr: "Relevés bancaires", en: "Bank statements" }
    /// Under that heading.
    statements_hint {
        fr: "Déposez les fichiers de la banque\u{a0}: CAMT.053 ou CAMT.054. Le même fichier deux fois n’ajoute rien.",
        en: "Bring the bank’s files: CAMT.053 or CAMT.054. The same file twice adds nothing.",
    }
    /// Card: bring a file.
    upload_statement { fr: "Déposer un relevé", en: "Bring a statement" }
    /// Field: the file.
    statement_file { fr: "Fichier", en: "File" }
    /// Under that field.
    statement_file_hint { fr: "XML, 64 Mo au plus.", en: "XML, 64 MB at most." }
    /// Button.
    upload { fr: "Déposer", en: "Upload" }
    /// Title of the message after a file was refused.
    upload_refused { fr: "Le fichier n’a pas été pris", en: "The file was not taken" }
    /// An empty list.
    no_statements { fr: "Aucun relevé pour l’instant.", en: "No statement yet." }
    /// Column: the file.
    file { fr: "Fichier", en: "File" }
    /// Column: how many lines.
    lines { fr: "Lignes", en: "Lines" }
    /// Column: lines a person has to decide about.
    to_decide { fr: "À traiter", en: "To decide" }
    /// Who brought a file and when.
    brought_by(name, instant) { fr: "Déposé par {name} le {instant}", en: "Brought by {name} on {instant}" }
    /// How far a file has been read.
    lines_read(read, lines) { fr: "{read} lignes lues sur {lines}", en: "{read} of {lines} lines read" }
    /// While nothing has been read.
    reading_soon { fr: "La lecture va commencer.", en: "Reading is about to begin." }
    /// Button: look again.
    look_again { fr: "Actualiser", en: "Refresh" }
    /// Lines that an earlier file had brought.
    known_lines(count) { fr: "{count} lignes étaient déjà connues par un autre relevé.", en: "{count} lines were already known from another statement." }
    /// Name of the tabs of states.
    line_states { fr: "Lignes par état", en: "Lines by state" }
    /// Tab: all lines.
    all_lines { fr: "Toutes", en: "All" }
    /// Column: who sent the money.
    sender { fr: "Émetteur", en: "Sender" }
    /// Column: what was written with it.
    wording { fr: "Libellé", en: "Wording" }
    /// Column: whose payment it is.
    payment_of { fr: "Paiement de", en: "Payment of" }
    /// Button: accept a proposal.
    accept { fr: "Accepter", en: "Accept" }
    /// The same for those who hear it alone.
    accept_for(reference) { fr: "Accepter pour {reference}", en: "Accept for {reference}" }
    /// Link: decide about a line.
    decide { fr: "Traiter", en: "Decide" }
    /// The same for those who hear it alone.
    decide_line(amount, name) { fr: "Traiter {amount} de {name}", en: "Decide on {amount} from {name}" }
    /// Card: decide about a line.
    decide_title { fr: "Traiter cette ligne", en: "Decide on this line" }
    /// Field: the reference of the trip that is paid.
    trip_paid { fr: "Voyage payé", en: "Trip paid" }
    /// Under that field.
    trip_paid_hint { fr: "La référence du voyage (AV-2027-0114), ou celle du payeur (RF…).", en: "The trip’s reference (AV-2027-0114), or the payer’s (RF…)." }
    /// Button: book a line as a payment.
    book_line { fr: "Enregistrer comme paiement", en: "Book as a payment" }
    /// Under the other form.
    aside_hint { fr: "Pas un paiement de client\u{a0}? Mettez la ligne de côté, avec le motif.", en: "Not a client’s payment? Set the line aside and say why." }
    /// Button: a line is no payment.
    set_aside { fr: "Mettre de côté", en: "Set aside" }
    /// Who decided.
    decided_by(name) { fr: "par {name}", en: "by {name}" }
    /// After a line was booked.
    line_booked { fr: "La ligne est enregistrée comme paiement.", en: "The line is booked as a payment." }
    /// After a line was set aside.
    line_set_aside { fr: "La ligne est mise de côté.", en: "The line is set aside." }
    /// A list of lines that is empty.
    no_lines { fr: "Aucune ligne dans cet état.", en: "No line in this state." }
}

/// How far a statement has been read.
pub const fn statement_state(locale: Locale, state: StatementState) -> &'static str {
    match (locale, state) {
        (Locale::Fr, StatementState::Reading) => "En lecture",
        (Locale::Fr, StatementState::Read) => "Lu",
        (Locale::Fr, StatementState::Refused) => "Illisible",
        (Locale::En, StatementState::Reading) => "Being read",
        (Locale::En, StatementState::Read) => "Read",
        (Locale::En, StatementState::Refused) => "Unreadable",
    }
}

/// What became of a line.
pub const fn line_state(locale: Locale, state: LineState) -> &'static str {
    match (locale, state) {
        (Locale::Fr, LineState::Exact) => "En cours",
        (Locale::Fr, LineState::Booked) => "Enregistrée",
        (Locale::Fr, LineState::Proposed) => "Proposée",
        (Locale::Fr, LineState::Unmatched) => "Sans dossier",
        (Locale::Fr, LineState::SetAside) => "Mise de côté",
        (Locale::Fr, LineState::Outgoing) => "Sortie ou en attente",
        (Locale::Fr, LineState::Unreadable) => "Illisible",
        (Locale::En, LineState::Exact) => "Under way",
        (Locale::En, LineState::Booked) => "Booked",
        (Locale::En, LineState::Proposed) => "Proposed",
        (Locale::En, LineState::Unmatched) => "Unmatched",
        (Locale::En, LineState::SetAside) => "Set aside",
        (Locale::En, LineState::Outgoing) => "Outgoing or pending",
        (Locale::En, LineState::Unreadable) => "Unreadable",
    }
}

/// Why a line is thought to be somebody's.
pub const fn match_reason(locale: Locale, reason: MatchReason) -> &'static str {
    match (locale, reason) {
        (Locale::Fr, MatchReason::Reference) => "la référence est celle du payeur",
        (Locale::Fr, MatchReason::OtherCurrency) => "la référence est juste, la devise non",
        (Locale::Fr, MatchReason::ReferenceInText) => "la référence du payeur est dans le libellé",
        (Locale::Fr, MatchReason::TripInText) => "la référence du voyage est dans le libellé",
        (Locale::Fr, MatchReason::NameAndAmount) => "le nom et le montant correspondent",
        (Locale::Fr, MatchReason::Name) => "le nom correspond",
        (Locale::Fr, MatchReason::Several) => "plusieurs payeurs possibles",
        (Locale::Fr, MatchReason::Nothing) => "rien ne désigne un payeur",
        (Locale::En, MatchReason::Reference) => "the reference is the payer’s",
        (Locale::En, MatchReason::OtherCurrency) => "the reference is right, the currency is not",
        (Locale::En, MatchReason::ReferenceInText) => "the payer’s reference is in the wording",
        (Locale::En, MatchReason::TripInText) => "the trip’s reference is in the wording",
        (Locale::En, MatchReason::NameAndAmount) => "name and amount fit",
        (Locale::En, MatchReason::Name) => "the name fits",
        (Locale::En, MatchReason::Several) => "it may be several payers’",
        (Locale::En, MatchReason::Nothing) => "nothing points to a payer",
    }
}

/// What could not be read: a word, then line and column, then what stands there.
pub fn unreadable(locale: Locale, info: &str) -> String {
    let mut parts = info.splitn(3, ' ');
    let (why, place, found) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let why = match (locale, why) {
        (Locale::Fr, "date") => "date illisible",
        (Locale::Fr, "amount") => "montant illisible",
        (Locale::Fr, "currency") => "devise inconnue",
        (Locale::Fr, "broken") => "le fichier est abîmé ou coupé",
        (Locale::Fr, "forbidden") => "contenu interdit",
        (Locale::En, "date") => "unreadable date",
        (Locale::En, "amount") => "unreadable amount",
        (Locale::En, "currency") => "unknown currency",
        (Locale::En, "broken") => "the file is damaged or cut off",
        (Locale::En, "forbidden") => "forbidden content",
        (_, other) => other,
    };
    let (line, column) = place.split_once(':').unwrap_or((place, ""));
    match locale {
        Locale::Fr => format!("Ligne {line}, colonne {column}\u{a0}: {why} ({found})"),
        Locale::En => format!("Line {line}, column {column}: {why} ({found})"),
    }
}
