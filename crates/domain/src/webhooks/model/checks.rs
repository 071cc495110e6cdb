use stateright::{Checker, Expectation, HasDiscoveries, Model};

use super::properties::{
    AGAIN, COMMITTED, ENDED, HEARD, HEARD_TWICE, IN_ORDER, IN_PARTS, LATE, ONE_DELIVERY, ONE_OF_ROW, OWN_CLAIM, OWN_ID,
    RESTORED, SAME_ID, TRIED_TO_THE_END, WAITS,
};
use super::rules::{Bounds, Left, Rule, Rules};

const NOTHING: Left = Left {
    kills: 0,
    failures: 0,
    unheard: 0,
    leases: 0,
    replays: 0,
    pauses: 0,
    resumptions: 0,
    expiries: 0,
    backups: 0,
    restores: 0,
};

/// Three writers, one of which writes what no webhook hears of.
const HEARING: Bounds = Bounds {
    lines: &[(0, true), (1, false), (2, true)],
    are_committed: false,
    most: 2,
    attempts: 0,
    is_ordered: false,
    left: Left { kills: 1, ..NOTHING },
};

/// Two events of one row, whose schedule is nearly over, and a receiver that refuses, is gone or slow.
const SENDING: Bounds = Bounds {
    lines: &[(0, true), (0, true)],
    are_committed: true,
    most: 3,
    attempts: 8,
    is_ordered: false,
    left: Left { kills: 1, failures: 2, leases: 1, resumptions: 1, ..NOTHING },
};

/// Events that arrive one after the other.
const ORDERED: Bounds = Bounds { lines: &[(0, true), (1, true), (0, true)], most: 4, is_ordered: true, ..SENDING };

/// An admin who replays what happened, pauses and resumes, and a database whose answers get lost.
const ADMINISTERING: Bounds = Bounds {
    left: Left { unheard: 1, leases: 1, replays: 1, pauses: 1, resumptions: 1, expiries: 1, ..NOTHING },
    ..SENDING
};

/// A database that is lost, and comes back as it was.
const RESTORING: Bounds =
    Bounds { lines: &[(0, true), (0, true)], most: 1, left: Left { backups: 1, restores: 1, ..NOTHING }, ..HEARING };

/// Each property holds in all states, and these things happen in some.
fn assert_holds(bounds: Bounds, happen: &[&'static str]) {
    let checker = Rules { bounds, broken: None }.checker().threads(2).spawn_bfs().join();
    println!("{} states", checker.unique_state_count());
    for property in checker.model().properties() {
        match property.expectation {
            Expectation::Sometimes => {}
            Expectation::Always | Expectation::Eventually => checker.assert_no_discovery(property.name),
        }
    }
    for name in happen {
        checker.assert_any_discovery(name);
    }
}

/// That a rule is missing is found by the property of this name.
fn assert_found(property: &'static str, broken: Rule, bounds: Bounds) {
    let found = HasDiscoveries::AnyOf([property].into());
    let rules = Rules { bounds, broken: Some(broken) };
    let checker = rules.checker().threads(2).finish_when(found).spawn_bfs().join();
    assert!(checker.discoveries().contains_key(property), "{property}");
}

#[test]
fn wh_5_c_1_each_committed_line_is_delivered_and_no_other_whichever_node_is_killed() {
    assert_holds(HEARING, &[AGAIN, IN_PARTS]);
}

#[test]
fn wh_5_c_1_a_delivery_is_sent_by_one_node_and_ends_whichever_is_killed_or_late() {
    assert_holds(SENDING, &[AGAIN, LATE, TRIED_TO_THE_END, WAITS]);
}

#[test]
fn wh_5_c_1_an_ordered_webhook_hears_of_the_oldest_first_whichever_node_is_killed() {
    assert_holds(ORDERED, &[AGAIN, LATE, TRIED_TO_THE_END, WAITS]);
}

#[test]
fn wh_5_c_1_replays_and_pauses_lose_nothing_and_change_no_id() {
    assert_holds(ADMINISTERING, &[AGAIN, WAITS, HEARD_TWICE]);
}

#[test]
fn wh_5_c_1_a_restored_log_is_heard_again_under_the_same_ids() {
    assert_holds(RESTORING, &[AGAIN, HEARD_TWICE, RESTORED]);
}

#[test]
fn a_line_that_is_read_before_it_is_committed_is_found() {
    assert_found(COMMITTED, Rule::Committed, HEARING);
}

#[test]
fn a_position_that_moves_before_the_deliveries_are_there_is_found() {
    assert_found(HEARD, Rule::OneTransaction, HEARING);
    assert_found(ENDED, Rule::OneTransaction, HEARING);
}

#[test]
fn a_position_that_skips_what_was_committed_between_two_parts_is_found() {
    assert_found(HEARD, Rule::FirstTarget, HEARING);
}

#[test]
fn a_position_of_the_database_before_a_restore_is_found() {
    assert_found(ENDED, Rule::Epoch, RESTORING);
}

#[test]
fn a_line_with_two_deliveries_is_found() {
    assert_found(ONE_DELIVERY, Rule::UniqueIndex, ADMINISTERING);
}

#[test]
fn ids_that_are_drawn_at_random_are_found() {
    assert_found(SAME_ID, Rule::IdOfLine, ADMINISTERING);
    assert_found(SAME_ID, Rule::IdOfLine, RESTORING);
}

#[test]
fn a_claim_that_overlooks_others_of_the_row_is_found() {
    assert_found(ONE_OF_ROW, Rule::OneOfRow, SENDING);
}

#[test]
fn a_claim_that_overtakes_an_older_event_is_found() {
    assert_found(IN_ORDER, Rule::OldestFirst, ORDERED);
}

#[test]
fn an_outcome_that_counts_for_any_claim_is_found() {
    assert_found(OWN_CLAIM, Rule::OwnClaim, SENDING);
    assert_found(ONE_OF_ROW, Rule::OwnClaim, SENDING);
}

#[test]
fn a_lease_without_an_end_is_found() {
    assert_found(ENDED, Rule::Lease, SENDING);
}

#[test]
fn ids_of_numbers_alone_are_found_after_a_restore() {
    assert_found(OWN_ID, Rule::IdOfTime, RESTORING);
}
