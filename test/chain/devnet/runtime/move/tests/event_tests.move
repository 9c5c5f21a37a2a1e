#[test_only]
module runtime_tests::event_tests;

use runtime_tests::{notes, things::{Self, Happened, Ended}};
use std::unit_test::assert_eq;
use sui::{event, test_scenario};

#[test]
fun events_are_kept_in_order_by_type() {
    let mut notes = notes::empty();
    assert_eq!(event::num_events(), 0);
    things::emit(1);
    things::emit_ended();
    things::emit(2);
    assert_eq!(event::num_events(), 3);
    assert_eq!(event::events_by_type<Ended>().length(), 1);
    assert_eq!(event::events_by_type<Happened>().map!(|event| event.happened()), vector[1, 2]);
    notes.add(&event::events_by_type<Happened>());
    notes.end();
}

#[test]
fun events_end_with_their_transaction() {
    let mut scenario = test_scenario::begin(@0xa);
    things::emit(1);
    things::emit(2);
    assert_eq!(scenario.next_tx(@0xa).num_user_events(), 2);
    assert_eq!(event::num_events(), 0);
    things::emit(3);
    assert_eq!(event::events_by_type<Happened>().map!(|event| event.happened()), vector[3]);
    assert_eq!(scenario.end().num_user_events(), 1);
}

#[test]
fun a_thousand_events_and_twenty_four_are_allowed() {
    1024u64.do!(|i| things::emit(i));
    assert_eq!(event::num_events(), 1024);
}

// 4028 is MEMORY_LIMIT_EXCEEDED. The real machine says which limit it was, ours does not.
#[test, expected_failure]
fun one_more_event_is_not() {
    1025u64.do!(|i| things::emit(i));
}

public struct Large has copy, drop { bytes: vector<u8> }

#[test, expected_failure]
fun an_event_has_a_largest_size() {
    let mut bytes = b"0123456789abcdef";
    14u64.do!(|_| { let copied = bytes; bytes.append(copied); });
    event::emit(Large { bytes });
}

#[test]
fun an_event_may_be_nearly_that_size() {
    let mut bytes = b"0123456789abcdef";
    13u64.do!(|_| { let copied = bytes; bytes.append(copied); });
    event::emit(Large { bytes });
}
