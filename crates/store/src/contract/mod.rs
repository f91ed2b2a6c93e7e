//! The contract that every store keeps, as tests over a [`World`] that opens it. [`contract_tests!`] makes a
//! test of each.
//!
//! [`contract_tests!`]: crate::contract_tests

#![expect(clippy::unwrap_used, clippy::panic, reason = "these are tests, which other crates' tests call")]

pub mod alterations;
pub mod badges;
pub mod batches;
pub mod clients;
pub mod durability;
pub mod endorsements;
pub mod events;
pub mod issuers;
pub mod issuing;
pub mod listed;
pub mod listing;
pub mod samples;
pub mod slots;
pub mod statuses;
pub mod superseding;

use std::sync::Arc;

use async_trait::async_trait;

use crate::Store;

/// How many entries the status lists of a world's store have.
pub const LIST_LENGTH: u32 = 256;

/// A place where one store is kept.
#[async_trait]
pub trait World: Send + Sync {
    /// Opens the store, which is not open. What was kept by the one before is there. Its status lists have
    /// [`LIST_LENGTH`] entries.
    async fn open(&self) -> Arc<dyn Store>;
}

/// Makes a `#[tokio::test]` of each part of the contract. `$world` makes an empty [`World`](crate::contract::World).
#[macro_export]
macro_rules! contract_tests {
    ($world:expr) => {
        $crate::contract_tests! { $world =>
            durability: what_was_acknowledged_is_there_after_reopening,
            durability: a_closed_store_says_so,
            issuing: an_issued_credential_comes_back_as_it_was_given,
            issuing: sixteen_identical_requests_make_one_badge,
            issuing: the_same_key_or_the_same_external_id_alone_suffices,
            issuing: another_body_under_the_same_key_or_external_id_is_a_conflict,
            issuing: clients_do_not_meet_in_keys_or_external_ids,
            issuing: requests_without_key_or_external_id_are_always_new,
            issuing: an_id_in_use_is_refused_and_harms_nobody_else,
            issuing: what_would_not_come_back_is_refused,
            issuing: a_large_credential_is_kept_whole,
            issuing: the_first_jws_form_stays,
            alterations: whatever_may_read_otherwise_is_told_of_and_nothing_else,
            slots: sixty_four_tasks_never_share_an_entry,
            slots: a_dropped_slot_is_given_out_again_and_a_recorded_one_never,
            slots: a_list_is_filled_before_the_next_begins_also_after_reopening,
            slots: issuers_and_purposes_have_lists_of_their_own,
            slots: a_slot_of_another_issuer_is_refused,
            listed: a_listed_entry_is_taken_for_good,
            listed: entries_are_revoked_by_name_or_alone,
            listed: listed_entries_are_suspended_and_reinstated,
            listed: only_one_s_own_listed_entries_are_changed,
            listed: a_listing_with_another_s_slot_is_refused,
            listed: many_credentials_of_one_name_are_revoked_together,
            listing: pages_show_each_badge_once_while_others_are_issued,
            listing: each_filter_and_all_of_them_together,
            listing: issued_after_is_strict,
            listing: a_list_shows_the_status_a_badge_has_now,
            statuses: revoking_sets_the_entry_and_is_final,
            statuses: suspending_and_reinstating_flips_the_other_list,
            statuses: without_a_suspension_slot_a_badge_cannot_be_suspended,
            statuses: an_unknown_credential_has_no_status_to_change,
            statuses: sixteen_revocations_are_one,
            statuses: without_a_place_in_a_list_a_revoked_badge_is_named_by_its_id,
            statuses: the_version_of_revoked_ids_grows_with_each_of_them,
            superseding: a_newer_version_takes_the_place_of_the_first_in_one_commit,
            superseding: the_same_request_again_writes_nothing,
            superseding: a_badge_is_renewed_from_what_it_was_made_from,
            superseding: a_late_repetition_under_its_key_does_not_bring_an_older_version_back,
            superseding: earlier_requests_still_find_the_badge,
            superseding: keys_and_external_ids_of_other_badges_are_conflicts,
            superseding: what_is_out_of_force_or_was_overtaken_is_not_superseded,
            superseding: of_sixteen_at_once_one_is_recorded,
            superseding: a_badge_is_found_by_what_its_newest_version_says,
            superseding: each_version_keeps_a_jws_form_of_its_own,
            superseding: a_slot_of_another_issuer_supersedes_nothing,
            superseding: newer_versions_are_there_after_reopening,
            superseding: a_badge_has_as_many_versions_as_its_row_may_tell_of,
            events: each_act_has_one_event_in_order_without_a_gap,
            events: what_changes_nothing_writes_no_event,
            events: events_are_read_in_portions,
            clients: a_client_is_found_by_each_of_its_keys,
            clients: a_revoked_key_lets_nobody_in,
            clients: who_was_let_in_before_is_found_as_it_is_now,
            clients: ids_and_keys_are_unique,
            endorsements: an_endorsement_comes_back_as_it_was_given,
            endorsements: sixteen_identical_requests_make_one_endorsement,
            endorsements: another_body_under_the_same_name_is_a_conflict_and_badges_do_not_meet_it,
            endorsements: withdrawing_puts_a_newer_version_in_place_and_sets_the_older_entry,
            endorsements: sixteen_withdrawals_are_one,
            endorsements: endorsements_are_listed_in_their_order_and_by_what_they_are_about,
            endorsements: an_endorsement_that_would_not_come_back_is_refused,
            endorsements: an_endorsement_with_the_place_or_the_id_of_another_is_refused,
            endorsements: an_attached_endorsement_stays_in_its_newest_version,
            endorsements: an_endorsement_that_is_taken_away_is_gone,
            endorsements: an_issuer_shows_eight_endorsements_and_no_more,
            endorsements: whoever_reads_while_an_endorsement_is_replaced_sees_one_version_whole,
            batches: a_batch_is_carried_out_portion_by_portion,
            batches: a_batch_has_two_events,
            batches: a_batch_goes_on_where_it_was_after_reopening,
            batches: a_batch_under_the_same_key_is_the_first_one,
            batches: rows_that_were_never_started_are_found_and_discarded,
            batches: a_batch_that_cannot_go_on_keeps_what_was_done,
            batches: a_portion_that_is_too_large_is_refused,
            issuers: a_did_can_change_until_the_first_badge,
        }
    };
    ($world:expr => $($part:ident: $name:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::contract::$part::$name(&$world).await;
            }
        )*
    };
}
