//! Texts on bank statements, for staff.

use crate::Locale;
use domain::transfers::{LineState, MatchReason, StatementState};

crate::texts! {
    /// Navigation and heading.
    statements { fr: "Relevés bancaires", en: "Bank statements" }
    /// Under that heading.
    statements_hint {
        fr: "Déposez les fichiers de la banque\u{a0}: CAMT.053, CAMT.054 ou CSV. Le même fichier deux fois n’ajoute rien.",
        en: "Bring the bank’s files: CAMT.053, CAMT.054 or CSV. The same file twice adds nothing.",
    }
    /// Card: bring a file.
    upload_statement { fr: "Déposer un relevé", en: "Bring a statement" }
    /// Field: the file.
    statement_file { fr: "Fichier", en: "File" }
    /// Under that field.
    statement_file_hint { fr: "XML ou CSV, 64 Mo au plus.", en: "XML or CSV, 64 MB at most." }
    /// Field: whose account a table is.
    statement_account { fr: "Compte", en: "Account" }
    /// Under that field.
    statement_account_hint { fr: "Pour un fichier CSV qui ne nomme pas son compte.", en: "For a CSV file that does not name its account." }
    /// First choice of that field.
    statement_account_blank { fr: "Celui du fichier, ou comme la dernière fois", en: "The file’s own, or as last time" }
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
    /// A line that is a payout, or probably is: of which gateway.
    payout_of(gateway) { fr: "Versement de {gateway}", en: "Payout of {gateway}" }
    /// Button, for those who hear it alone: a line is the payout it is thought to be.
    accept_payout_of(gateway) { fr: "Accepter comme versement de {gateway}", en: "Accept as a payout of {gateway}" }
    /// Link: to where several lines are explained at once.
    explain_several_link { fr: "Expliquer plusieurs sorties à la fois", en: "Explain several outgoing lines at once" }
    /// Above the lines that can be ticked.
    explain_several_hint { fr: "Cochez des lignes et écrivez une fois pourquoi\u{a0}: chacune gardera ce texte et votre nom.", en: "Tick lines and write once why: each will keep this text and your name." }
    /// Column: the box that ticks a line.
    tick { fr: "Cocher", en: "Tick" }
    /// The box, for those who hear it alone.
    tick_line(amount, name) { fr: "Cocher {amount} {name}", en: "Tick {amount} {name}" }
    /// Button.
    explain_ticked { fr: "Expliquer les lignes cochées", en: "Explain the ticked lines" }
    /// After several lines were explained.
    lines_explained { fr: "Les lignes cochées sont expliquées.", en: "The ticked lines are explained." }
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
    /// Button: accept a proposal.
    accept { fr: "Accepter", en: "Accept" }
    /// The same for those who hear it alone.
    accept_for(reference) { fr: "Accepter pour {reference}", en: "Accept for {reference}" }
    /// Link: what the columns of a table mean.
    change_columns { fr: "Colonnes", en: "Columns" }
    /// A table that waits for a person, in the list.
    columns_asked { fr: "Dites d’abord ce que contient chaque colonne.", en: "First say what each column holds." }
    /// Whose account a table is, and that its columns are known.
    columns_known(account) { fr: "Compte {account}", en: "Account {account}" }
    /// Who decided.
    decided_by(name) { fr: "par {name}", en: "by {name}" }
    /// A list of lines that is empty.
    no_lines { fr: "Aucune ligne dans cet état.", en: "No line in this state." }
}

/// How far a statement has been read.
pub const fn statement_state(locale: Locale, state: StatementState) -> &'static str {
    match (locale, state) {
        (Locale::Fr, StatementState::Asking) => "Colonnes à dire",
        (Locale::Fr, StatementState::Reading) => "En lecture",
        (Locale::Fr, StatementState::Read) => "Lu",
        (Locale::Fr, StatementState::Refused) => "Illisible",
        (Locale::En, StatementState::Asking) => "Columns to say",
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
        (Locale::Fr, LineState::Outgoing) => "Sortie sans motif",
        (Locale::Fr, LineState::Returning) => "À renvoyer",
        (Locale::Fr, LineState::Returned) => "Renvoyée",
        (Locale::Fr, LineState::Pending) => "En attente à la banque",
        (Locale::Fr, LineState::Unreadable) => "Illisible",
        (Locale::En, LineState::Exact) => "Under way",
        (Locale::En, LineState::Booked) => "Booked",
        (Locale::En, LineState::Proposed) => "Proposed",
        (Locale::En, LineState::Unmatched) => "Unmatched",
        (Locale::En, LineState::SetAside) => "Set aside",
        (Locale::En, LineState::Outgoing) => "Left, unexplained",
        (Locale::En, LineState::Returning) => "To send back",
        (Locale::En, LineState::Returned) => "Sent back",
        (Locale::En, LineState::Pending) => "Pending at the bank",
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
        (Locale::Fr, MatchReason::IbanAndAmount) => "le compte et le montant correspondent",
        (Locale::Fr, MatchReason::OtherAmount) => "la référence est juste, le montant non",
        (Locale::Fr, MatchReason::Payout) => "le montant est celui d’un versement annoncé",
        (Locale::Fr, MatchReason::ClearingBalance) => "le montant est tout ce qu’une passerelle nous doit",
        (Locale::Fr, MatchReason::DayCaptures) => "le montant est ce qu’une passerelle a encaissé en un jour",
        (Locale::Fr, MatchReason::MaybeTwice) => "la même somme est déjà venue d’un autre fichier",
        (Locale::Fr, MatchReason::Several) => "plusieurs payeurs possibles",
        (Locale::Fr, MatchReason::Nothing) => "rien ne désigne un voyage",
        (Locale::En, MatchReason::Reference) => "the reference is the payer’s",
        (Locale::En, MatchReason::OtherCurrency) => "the reference is right, the currency is not",
        (Locale::En, MatchReason::ReferenceInText) => "the payer’s reference is in the wording",
        (Locale::En, MatchReason::TripInText) => "the trip’s reference is in the wording",
        (Locale::En, MatchReason::NameAndAmount) => "name and amount fit",
        (Locale::En, MatchReason::Name) => "the name fits",
        (Locale::En, MatchReason::IbanAndAmount) => "account and amount fit",
        (Locale::En, MatchReason::OtherAmount) => "the reference is right, the amount is not",
        (Locale::En, MatchReason::Payout) => "the amount is that of an announced payout",
        (Locale::En, MatchReason::ClearingBalance) => "the amount is all that a gateway holds for us",
        (Locale::En, MatchReason::DayCaptures) => "the amount is what a gateway took in one day",
        (Locale::En, MatchReason::MaybeTwice) => "the same sum already came from another file",
        (Locale::En, MatchReason::Several) => "it may be several payers’",
        (Locale::En, MatchReason::Nothing) => "nothing points to a trip",
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
