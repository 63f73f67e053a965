//! Texts on prices, schedules, payments and the books, for staff.

crate::texts! {
    // Sums.
    /// Panel and card: the sums of a trip.
    sums { fr: "Montants", en: "Sums" }
    /// What the client pays.
    price { fr: "Prix", en: "Price" }
    /// The part of the price that is insurance.
    of_which_insurance { fr: "dont assurance", en: "of which insurance" }
    /// What suppliers are paid.
    cost { fr: "Coût", en: "Cost" }
    /// Price less cost.
    margin { fr: "Marge", en: "Margin" }
    /// Proposed, not in the price.
    options { fr: "Options proposées", en: "Options proposed" }
    /// The sums leave what can be counted.
    sums_too_large { fr: "Ces montants sont trop grands.", en: "These amounts are too large." }
    /// Button, where scripts do not run.
    update_sums { fr: "Recalculer", en: "Update the sums" }
    /// What is left to pay.
    remaining { fr: "Reste à payer", en: "Left to pay" }
    /// What was received.
    received { fr: "Reçu", en: "Received" }
    /// Received beyond what was owed.
    credit { fr: "Trop-perçu", en: "Credit" }

    // Schedule.
    /// Card and page: the schedule.
    schedule { fr: "Échéancier", en: "Schedule" }
    /// Link: change the schedule.
    edit_schedule { fr: "Modifier l’échéancier", en: "Edit the schedule" }
    /// A trip without schedule.
    no_schedule { fr: "Pas d’échéance\u{a0}: il faut un prix et des dates.", en: "No instalment: a price and dates are needed." }
    /// Before the day an instalment is due.
    due_on(date) { fr: "pour le {date}", en: "due {date}" }
    /// What was paid of an instalment.
    paid_part(amount) { fr: "{amount} déjà reçus", en: "{amount} received so far" }
    /// Link: a receipt.
    receipt(number) { fr: "Reçu {number} (PDF)", en: "Receipt {number} (PDF)" }
    /// Section: the lines of the schedule.
    instalments { fr: "Échéances", en: "Instalments" }
    /// Under that heading.
    instalments_hint { fr: "Leur somme est le prix du voyage, au centime. Une échéance payée ne change plus.", en: "They add up to the price of the trip, to the cent. A paid instalment no longer changes." }
    /// Column and field: when an instalment is due.
    due_date { fr: "À payer le", en: "Due on" }
    /// Label of a locked line.
    money_received { fr: "Argent reçu", en: "Money received" }
    /// Button: one more instalment.
    add_instalment { fr: "Ajouter une échéance", en: "Add an instalment" }
    /// What the lines add up to.
    sum_of_instalments { fr: "Somme des échéances", en: "Sum of the instalments" }
    /// Price less that sum.
    difference { fr: "Écart", en: "Difference" }
    /// No difference.
    sums_agree { fr: "Aucun\u{a0}: le compte est bon", en: "None: the sums agree" }
    /// Button: back to the rule.
    reset_schedule { fr: "Recalculer selon la règle", en: "Rebuild by the rule" }
    /// Heading of the question before it.
    reset_schedule_title { fr: "Remplacer les échéances ouvertes\u{a0}?", en: "Replace the open instalments?" }
    /// What it does.
    reset_schedule_text { fr: "Les échéances non payées sont remplacées par celles de la règle de l’agence.", en: "Unpaid instalments give way to those of the agency’s rule." }

    // Payments and ledger.
    /// Card and column: payments.
    payments { fr: "Paiements", en: "Payments" }
    /// A trip without payments.
    no_payments { fr: "Aucun paiement en ligne.", en: "No online payment." }
    /// Name of the table of ledger lines.
    ledger { fr: "Écritures du grand livre", en: "Ledger lines" }
    /// Column: what a ledger line is about.
    memo { fr: "Libellé", en: "Memo" }
    /// Column: account of a ledger line.
    ledger_account { fr: "Compte", en: "Account" }

    // The books.
    /// Under the heading of the books.
    books_subtitle { fr: "Tous les contrôles du grand livre, faits à l’instant.", en: "Every check of the ledger, made just now." }
    /// The light is green.
    books_balance { fr: "Les comptes sont justes", en: "The books balance" }
    /// One check fails.
    one_breach { fr: "Un contrôle échoue", en: "One check fails" }
    /// Several checks fail.
    breaches(count) { fr: "{count} contrôles échouent", en: "{count} checks fail" }
    /// Under the light.
    books_checked(transactions, instant) { fr: "{transactions} écritures contrôlées le {instant}", en: "{transactions} transactions checked on {instant}" }
    /// Name of the table of failing checks.
    breach_list { fr: "Contrôles qui échouent", en: "Failing checks" }
    /// Column: which check.
    invariant { fr: "Contrôle", en: "Check" }
    /// Column: what breaks it.
    subject { fr: "Objet", en: "Subject" }
    /// Column: how.
    detail { fr: "Détail", en: "Detail" }
}

/// What a check of the ledger says when it holds; nothing for one that is not known here.
pub fn invariant_meaning(locale: crate::Locale, name: &str) -> Option<&'static str> {
    Some(match name {
        "I1" => entries_balance(locale),
        "I2" => balances_follow(locale),
        "I3" => ledger_unchanged(locale),
        "I4" => facts_once(locale),
        "I7" => schedule_is_price(locale),
        "I8" => excess_is_credit(locale),
        "I9" => one_live_order(locale),
        "I10" => allocations_whole(locale),
        "I11" => refunds_covered(locale),
        "I12" => orders_in_ledger(locale),
        "I16" => papers_have_facts(locale),
        _ => return None,
    })
}

crate::texts! {
    /// Check I1.
    entries_balance { fr: "chaque écriture est équilibrée", en: "every transaction balances" }
    /// Check I2.
    balances_follow { fr: "chaque solde est la somme de ses lignes", en: "every balance is the sum of its lines" }
    /// Check I3.
    ledger_unchanged { fr: "le grand livre ne se modifie pas", en: "the ledger never changes" }
    /// Check I4.
    facts_once { fr: "chaque fait est écrit une seule fois", en: "every fact is written once" }
    /// Check I7.
    schedule_is_price { fr: "les échéances font le prix", en: "instalments add up to the price" }
    /// Check I8.
    excess_is_credit { fr: "ce qui dépasse le dû est un trop-perçu", en: "what exceeds the debt is a credit" }
    /// Check I9.
    one_live_order { fr: "un seul paiement en cours par payeur", en: "one payment under way for each payer" }
    /// Check I10.
    allocations_whole { fr: "chaque paiement est réparti en entier", en: "every payment is allocated in full" }
    /// Check I11.
    refunds_covered { fr: "aucun remboursement ne dépasse l’encaissé", en: "no refund exceeds what was captured" }
    /// Check I12.
    orders_in_ledger { fr: "un paiement réussi est dans le grand livre", en: "a succeeded payment is in the ledger" }
    /// Check I16.
    papers_have_facts { fr: "chaque reçu a son fait", en: "every receipt has its fact" }
}
