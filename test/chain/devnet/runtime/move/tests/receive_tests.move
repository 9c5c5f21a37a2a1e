#[test_only]
module runtime_tests::receive_tests;

use runtime_tests::{notes, things::{Self, Thing}};
use std::unit_test::assert_eq;
use sui::test_scenario::{Self, Scenario};

/// A thing of @0xa that owns another thing.
fun begin(): (Scenario, ID, ID) {
    let mut scenario = test_scenario::begin(@0xa);
    let parent = things::new(1, scenario.ctx());
    let child = things::new(2, scenario.ctx());
    let (parent_id, child_id) = (object::id(&parent), object::id(&child));
    transfer::public_transfer(child, parent_id.to_address());
    transfer::public_transfer(parent, @0xa);
    scenario.next_tx(@0xa);
    (scenario, parent_id, child_id)
}

#[test]
fun an_object_receives_what_was_sent_to_it() {
    let mut notes = notes::empty();
    let (mut scenario, parent_id, child_id) = begin();
    assert_eq!(
        test_scenario::receivable_object_ids_for_owner_id<Thing>(parent_id),
        vector[child_id],
    );
    let mut parent: Thing = scenario.take_from_sender();
    let ticket = test_scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    assert_eq!(ticket.receiving_object_id(), child_id);
    let child = transfer::public_receive(parent.uid_mut(), ticket);
    assert_eq!(child.number(), 2);
    transfer::public_transfer(child, @0xb);
    scenario.return_to_sender(parent);
    notes.add(&scenario.next_tx(@0xb));
    let child: Thing = scenario.take_from_sender();
    assert_eq!(child.number(), 2);
    child.delete();
    notes.add(&scenario.end());
    notes.end();
}

#[test]
fun a_received_object_may_be_deleted() {
    let mut notes = notes::empty();
    let (mut scenario, parent_id, _) = begin();
    let mut parent: Thing = scenario.take_from_sender();
    let ticket = test_scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    transfer::public_receive(parent.uid_mut(), ticket).delete();
    scenario.return_to_sender(parent);
    notes.add(&scenario.next_tx(@0xa));
    assert_eq!(test_scenario::receivable_object_ids_for_owner_id<Thing>(parent_id), vector[]);
    scenario.end();
    notes.end();
}

#[test]
fun a_received_object_may_be_wrapped_or_become_a_child() {
    let mut notes = notes::empty();
    let (mut scenario, parent_id, _) = begin();
    let mut parent: Thing = scenario.take_from_sender();
    let ticket = test_scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    let child = transfer::public_receive(parent.uid_mut(), ticket);
    sui::dynamic_object_field::add(parent.uid_mut(), 1u64, child);
    scenario.return_to_sender(parent);
    notes.add(&scenario.next_tx(@0xa));
    let mut parent: Thing = scenario.take_from_sender();
    let child: Thing = sui::dynamic_object_field::remove(parent.uid_mut(), 1u64);
    assert_eq!(child.number(), 2);
    transfer::public_transfer(child, parent_id.to_address());
    scenario.return_to_sender(parent);
    scenario.next_tx(@0xa);
    let mut parent: Thing = scenario.take_from_sender();
    let ticket = test_scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    let mut box = things::new_box(scenario.ctx());
    box.put(transfer::public_receive(parent.uid_mut(), ticket));
    transfer::public_transfer(box, @0xa);
    scenario.return_to_sender(parent);
    notes.add(&scenario.end());
    notes.end();
}

#[test]
fun a_ticket_may_be_handed_back_or_forgotten() {
    let mut notes = notes::empty();
    let (mut scenario, parent_id, child_id) = begin();
    let ticket = test_scenario::receiving_ticket_by_id<Thing>(child_id);
    test_scenario::return_receiving_ticket(ticket);
    let _forgotten = test_scenario::receiving_ticket_by_id<Thing>(child_id);
    notes.add(&scenario.next_tx(@0xa));
    let mut parent: Thing = scenario.take_from_sender();
    let ticket = test_scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    transfer::public_receive(parent.uid_mut(), ticket).delete();
    scenario.return_to_sender(parent);
    scenario.end();
    notes.end();
}

#[test, expected_failure(abort_code = 3, location = sui::transfer)]
fun another_object_does_not_receive_it() {
    let (mut scenario, parent_id, _) = begin();
    let mut other = things::new(3, scenario.ctx());
    let ticket = test_scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    let _child = transfer::public_receive(other.uid_mut(), ticket);
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::EReceivingTicketAlreadyAllocated)]
fun there_is_one_ticket_for_each_object() {
    let (_scenario, _, child_id) = begin();
    let _first = test_scenario::receiving_ticket_by_id<Thing>(child_id);
    let _second = test_scenario::receiving_ticket_by_id<Thing>(child_id);
    abort 42
}

#[test, expected_failure(abort_code = 0, location = sui::transfer)]
fun a_received_object_cannot_be_shared() {
    let (mut scenario, parent_id, _) = begin();
    let mut parent: Thing = scenario.take_from_sender();
    let ticket = test_scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    transfer::public_share_object(transfer::public_receive(parent.uid_mut(), ticket));
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::EObjectNotFound)]
fun an_object_with_a_ticket_cannot_be_taken() {
    let (scenario, parent_id, child_id) = begin();
    let _ticket = test_scenario::receiving_ticket_by_id<Thing>(child_id);
    let _thing: Thing = scenario.take_from_address_by_id(parent_id.to_address(), child_id);
    abort 42
}
