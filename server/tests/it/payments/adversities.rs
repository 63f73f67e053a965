//! The adversities that payments have to survive, and by which tests each is held.

use std::collections::BTreeSet;
use std::path::Path;

/// What can go wrong, and the tests that show that it does not. A name is that of a test function, wherever it is; those declared with
/// `with_every_gateway!` run in the words of each of the five banks.
const ADVERSITIES: [(&str, &[&str]); 30] = [
    (
        "a double click",
        &[
            "fifty_clicks_open_one_page",
            "fifty_clicks_on_a_link_open_one_page",
            "two_forms_paid_are_a_payment_and_a_credit",
            "a_page_about_to_close_is_not_handed_out",
        ],
    ),
    ("two tabs, two payers", &["two_tabs_of_two_payers_are_two_orders_within_their_shares"]),
    ("five notifications, the way back and the poller at once", &["webhook_return_page_and_poller_at_once_book_once"]),
    ("a notification before the answer", &["however_it_is_told_it_is_booked_once"]),
    (
        "every notification lost",
        &[
            "a_lost_notification_is_made_up_for_by_the_poller",
            "a_lost_notification_is_made_up_for_by_asking",
            "without_an_interface_silence_is_left_for_a_person",
            "silence_is_left_for_a_person",
        ],
    ),
    ("a refusal told after the payment", &["what_comes_late_changes_nothing"]),
    ("any order of arrival", &["all_120_orders_of_arrival_with_any_one_heard_twice_end_the_same", "whatever_comes_first_ends_the_same"]),
    ("killed at any point", &["drill_with_two_nodes_on_postgres"]),
    ("the database dies while it commits", &["a_commit_nobody_answered_is_harmless"]),
    ("the bank fails after it made the page", &["a_lost_answer_opens_the_same_page"]),
    ("one key, two amounts", &["a_key_makes_one_page_and_never_another", "a_key_that_the_bank_knows_otherwise_is_left_for_a_person"]),
    ("a key the bank forgot", &["a_day_later_the_refund_is_found_not_repeated", "a_failure_is_no_page_until_the_list_shows_one"]),
    (
        "an old page paid after the price changed",
        &[
            "more_than_what_is_owed_is_kept_aside",
            "an_old_page_paid_after_the_price_rose_leaves_the_difference_due",
            "a_payment_of_the_old_amount_is_booked_after_the_rise",
        ],
    ),
    ("late money for a cancelled trip", &["money_for_a_cancelled_trip_is_kept_aside", "a_page_that_cannot_be_closed_pays_nothing_twice"]),
    ("another amount or currency than the order's", &["a_wrong_amount_or_currency_pays_nothing"]),
    (
        "forged, replayed, cut, re-encoded, of the other mode",
        &[
            "a_forged_notification_is_refused_and_kept",
            "whatever_is_not_the_bank_s_own_word_changes_nothing",
            "the_word_about_one_trip_pays_no_other",
            "a_notification_moves_nothing_but_its_own_order",
            "play_money_is_none_in_production",
        ],
    ),
    ("secrets that rotate", &["an_old_key_is_believed_until_it_is_taken_away", "a_notification_moves_nothing_but_its_own_order"]),
    ("any alphabet", &["names_of_any_alphabet_reach_the_bank", "who_pays_is_told_in_any_alphabet"]),
    ("numbers of openings", &["every_opening_has_a_number_of_its_own", "names_of_transactions_never_meet"]),
    ("fields nobody knows", &["new_and_empty_fields_are_sealed_too"]),
    ("the database is away when the bank tells", &["what_cannot_be_kept_is_not_acknowledged"]),
    ("two refunds of 60 %", &["two_refunds_at_once_never_give_back_more_than_came", "what_cannot_be_given_back_is_refused"]),
    ("a refund that fails after days", &["a_refund_that_fails_after_days_is_not_repeated", "a_refund_that_had_succeeded_comes_back"]),
    ("a refund made at the bank's own counter", &["a_refund_made_in_the_back_office_is_booked_once_and_never_sent"]),
    ("a dispute during a refund", &["a_dispute_during_a_refund_loses_nothing_twice", "a_dispute_won_brings_the_money_back"]),
    (
        "cents that do not divide",
        &["a_built_schedule_adds_up", "a_rebuilt_schedule_adds_up_and_leaves_money_where_it_is", "one_to_nine_payers_share_to_the_cent"],
    ),
    (
        "a price that rises by more than the law allows",
        &[
            "eight_percent_is_applied_and_a_hundredth_more_is_asked",
            "the_notice_is_twenty_days_in_france_and_twenty_one_in_switzerland",
            "the_law_decides_by_country_day_and_cent",
            "a_refusal_ends_the_trip_and_asks_for_a_refund",
        ],
    ),
    (
        "a payer who changes while money is under way",
        &[
            "a_payer_whose_money_is_here_cannot_be_taken_away",
            "money_keeps_client_and_company",
            "seven_days_before_the_start_a_contract_passes_and_six_days_before_it_does_not",
            "what_was_paid_stays_who_it_came_from",
            "a_debit_of_the_old_payer_pays_off_the_joint_debt",
            "more_than_the_joint_debt_is_the_old_payers_credit",
            "a_debit_that_comes_back_is_owed_again_however_often_it_is_told",
            "a_debit_that_came_back_after_a_refund_is_not_lost_twice",
            "a_refund_under_way_when_the_debit_comes_back_ends_exactly",
            "a_debit_returned_after_the_handover_is_owed_by_both",
        ],
    ),
    (
        "a storm of receipts and invoices, over the turn of the year",
        &[
            "receipts_issued_at_once_are_numbered_without_a_gap",
            "numbers_have_no_gaps",
            "two_hundred_invoices_at_once_leave_no_gap",
            "the_year_turns_at_midnight_in_paris_whatever_the_server_s_clock_says",
            "whoever_waited_over_new_year_issues_in_the_new_year",
            "days_of_a_series_never_go_back",
            "a_credit_note_of_a_credit_note_is_refused",
            "credits_at_once_never_exceed_their_invoice",
            "page_data_and_ledger_say_the_same",
            "invoices_hold_against_the_rules_of_en_16931",
        ],
    ),
    (
        "payments of a former system, people who are forgotten, sessions lost, somebody else's, and limits of a way to pay",
        &[
            "an_export_brought_twice_is_in_the_ledger_once",
            "a_file_cut_in_the_middle_is_brought_to_its_end",
            "two_programs_at_once_bring_it_once",
            "an_old_id_with_another_content_is_refused",
            "an_erased_client_is_nowhere_and_the_books_are_as_they_were",
            "nobody_is_forgotten_while_something_is_open",
            "whoever_handed_over_is_forgotten_once_nothing_is_owed",
            "the_way_back_outlives_the_session",
            "a_session_lost_at_the_bank_still_shows_the_result",
            "what_is_somebody_elses_is_not_there",
            "what_one_payer_did_is_not_there_for_another",
            "everybody_knocks_everywhere_on_sqlite",
            "another_payers_ids_open_nothing",
            "twint_is_hidden_above_its_limit_and_cannot_be_chosen_either",
        ],
    ),
];

/// The tests of our sources, by name: functions that are marked as tests, and those that a list declares for each database or gateway.
fn tests(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for mark in ["#[test]", "#[tokio::test"] {
                let marked = text.split(mark).skip(1).filter_map(|rest| rest.split_once("fn ")?.1.split_once('('));
                names.extend(marked.map(|(name, _)| name.to_owned()));
            }
            for list in
                ["on_both!(", "with_every_gateway!(", "with_both_gateways!(", "with_gateways!(", "with_mute_gateways!(", "with_debits!("]
            {
                let declared = text.split(list).skip(1).filter_map(|rest| rest.split_once(");"));
                names.extend(declared.flat_map(|(declared, _)| declared.split([',', ' ', '(', ')', '\n'])).map(str::to_owned));
            }
        }
    }
}

#[test]
fn each_adversity_has_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    for folder in ["tests", "store/tests", "src", "../app/domain/src", "../app/domain/tests"] {
        tests(&root.join(folder), &mut names);
    }
    for (what, tests) in ADVERSITIES {
        let missing: Vec<_> = tests.iter().filter(|&&test| !names.contains(test)).collect();
        assert!(!tests.is_empty() && missing.is_empty(), "{what}: {missing:?}");
    }
}
