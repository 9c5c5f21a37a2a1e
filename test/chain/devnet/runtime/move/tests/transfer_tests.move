#[test_only]
module runtime_tests::transfer_tests;

use runtime_tests::{notes, things::{Self, Thing}};
use std::unit_test::assert_eq;
use sui::test_scenario;

#[test]
fun one_transaction_of_every_kind_of_owner() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_transfer(things::new(1, scenario.ctx()), @0xb);
    transfer::public_share_object(things::new(2, scenario.ctx()));
    transfer::public_freeze_object(things::new(3, scenario.ctx()));
    things::new_fixed(scenario.ctx()).give_fixed(@0xc);
    things::new_fixed(scenario.ctx()).share_fixed();
    things::new_fixed(scenario.ctx()).freeze_fixed();
    things::emit(1);
    let effects = scenario.next_tx(@0xb);
    notes.add(&effects);
    assert_eq!(effects.created().length(), 6);
    assert_eq!(effects.shared().length(), 2);
    assert_eq!(effects.frozen().length(), 2);
    assert_eq!(effects.num_user_events(), 1);
    assert!(scenario.has_most_recent_for_sender<Thing>());
    assert!(test_scenario::has_most_recent_for_address<things::Fixed>(@0xc));
    scenario.end();
    notes.end();
}

#[test]
fun an_object_may_be_owned_by_another_through_its_id() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    let parent = things::new(1, scenario.ctx());
    let address = object::id_address(&parent);
    transfer::public_transfer(things::new(2, scenario.ctx()), address);
    transfer::public_transfer(parent, @0xa);
    notes.add(&scenario.next_tx(@0xa));
    assert!(test_scenario::has_most_recent_for_address<Thing>(address));
    scenario.end();
    notes.end();
}

// 0 is transfer's ESharedNonNewObject.
#[test, expected_failure(abort_code = 0, location = sui::transfer)]
fun an_owned_object_cannot_be_shared_later() {
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_transfer(things::new(1, scenario.ctx()), @0xa);
    scenario.next_tx(@0xa);
    transfer::public_share_object(scenario.take_from_sender<Thing>());
    abort 42
}

#[test, expected_failure(abort_code = 0, location = sui::transfer)]
fun an_unwrapped_object_cannot_be_shared() {
    let mut scenario = test_scenario::begin(@0xa);
    let mut box = things::new_box(scenario.ctx());
    box.put(things::new(1, scenario.ctx()));
    transfer::public_transfer(box, @0xa);
    scenario.next_tx(@0xa);
    let mut box: things::Box = scenario.take_from_sender();
    transfer::public_share_object(box.take());
    abort 42
}

#[test, expected_failure(abort_code = 0, location = sui::transfer)]
fun an_immutable_object_cannot_be_shared() {
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_freeze_object(things::new(1, scenario.ctx()));
    scenario.next_tx(@0xa);
    transfer::public_share_object(scenario.take_immutable<Thing>());
    abort 42
}

#[test, expected_failure(abort_code = 0, location = sui::transfer)]
fun a_former_child_cannot_be_shared() {
    let mut scenario = test_scenario::begin(@0xa);
    let mut parent = things::new(1, scenario.ctx());
    sui::dynamic_object_field::add(parent.uid_mut(), 1u64, things::new(2, scenario.ctx()));
    transfer::public_transfer(parent, @0xa);
    scenario.next_tx(@0xa);
    let mut parent: Thing = scenario.take_from_sender();
    let child: Thing = sui::dynamic_object_field::remove(parent.uid_mut(), 1u64);
    transfer::public_share_object(child);
    abort 42
}

#[test]
fun a_child_made_in_the_same_transaction_may_be_shared() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    let mut parent = things::new(1, scenario.ctx());
    sui::dynamic_object_field::add(parent.uid_mut(), 1u64, things::new(2, scenario.ctx()));
    let child: Thing = sui::dynamic_object_field::remove(parent.uid_mut(), 1u64);
    transfer::public_share_object(child);
    transfer::public_transfer(parent, @0xa);
    notes.add(&scenario.end());
    notes.end();
}

#[test]
fun an_owned_object_may_be_frozen_later() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_transfer(things::new(1, scenario.ctx()), @0xa);
    scenario.next_tx(@0xa);
    transfer::public_freeze_object(scenario.take_from_sender<Thing>());
    notes.add(&scenario.next_tx(@0xa));
    assert!(!scenario.has_most_recent_for_sender<Thing>());
    assert!(test_scenario::has_most_recent_immutable<Thing>());
    scenario.end();
    notes.end();
}
