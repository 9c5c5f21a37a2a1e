#[test_only]
module runtime_tests::scenario_tests;

use runtime_tests::{notes, things::{Self, Thing, Box}};
use std::unit_test::assert_eq;
use sui::test_scenario::{Self, Scenario};

fun give(scenario: &mut Scenario, number: u64, to: address): ID {
    let thing = things::new(number, scenario.ctx());
    let id = object::id(&thing);
    transfer::public_transfer(thing, to);
    id
}

#[test]
fun the_most_recent_object_comes_first() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    let first = give(&mut scenario, 1, @0xa);
    let second = give(&mut scenario, 2, @0xa);
    assert!(!scenario.has_most_recent_for_sender<Thing>());
    scenario.next_tx(@0xa);
    assert_eq!(scenario.ids_for_sender<Thing>(), vector[first, second]);
    assert_eq!(scenario.most_recent_id_for_sender<Thing>(), option::some(second));
    let taken: Thing = scenario.take_from_sender();
    assert_eq!(taken.number(), 2);
    assert_eq!(scenario.most_recent_id_for_sender<Thing>(), option::some(first));
    let other: Thing = scenario.take_from_sender();
    assert_eq!(other.number(), 1);
    assert_eq!(scenario.most_recent_id_for_sender<Thing>(), option::none());
    assert_eq!(scenario.ids_for_sender<Thing>(), vector[first, second]);
    scenario.return_to_sender(taken);
    scenario.return_to_sender(other);
    // What was returned can be taken again only in the next transaction.
    assert_eq!(scenario.most_recent_id_for_sender<Thing>(), option::none());
    notes.add(&scenario.next_tx(@0xa));
    assert_eq!(scenario.ids_for_sender<Thing>(), vector[second, first]);
    assert_eq!(scenario.take_from_sender<Thing>().into_number(), 1);
    notes.add(&scenario.end());
    notes.end();
}

use fun into_number as Thing.into_number;

fun into_number(thing: Thing): u64 {
    let number = thing.number();
    thing.delete();
    number
}

#[test]
fun a_written_object_is_the_most_recent() {
    let mut scenario = test_scenario::begin(@0xa);
    let first = give(&mut scenario, 1, @0xa);
    let second = give(&mut scenario, 2, @0xa);
    scenario.next_tx(@0xa);
    let thing: Thing = scenario.take_from_sender_by_id(first);
    scenario.return_to_sender(thing);
    scenario.next_tx(@0xa);
    assert_eq!(scenario.ids_for_sender<Thing>(), vector[second, first]);
    scenario.end();
}

#[test]
fun objects_keep_what_was_written_to_them() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    give(&mut scenario, 2, @0xb);
    scenario.next_tx(@0xb);
    let mut shared: Thing = scenario.take_shared();
    let mut owned: Thing = scenario.take_from_sender();
    shared.set_number(10);
    owned.set_number(20);
    test_scenario::return_shared(shared);
    transfer::public_transfer(owned, @0xc);
    notes.add(&scenario.next_tx(@0xc));
    let shared: Thing = scenario.take_shared();
    let owned: Thing = scenario.take_from_sender();
    assert_eq!(shared.number(), 10);
    assert_eq!(owned.number(), 20);
    assert!(!test_scenario::has_most_recent_for_address<Thing>(@0xb));
    test_scenario::return_shared(shared);
    scenario.return_to_sender(owned);
    scenario.end();
    notes.end();
}

#[test]
fun was_taken_says_from_whom() {
    let mut scenario = test_scenario::begin(@0xa);
    let id = give(&mut scenario, 1, @0xa);
    scenario.next_tx(@0xb);
    assert!(!test_scenario::was_taken_from_address(@0xa, id));
    let thing: Thing = scenario.take_from_address(@0xa);
    assert!(test_scenario::was_taken_from_address(@0xa, id));
    assert!(!scenario.was_taken_from_sender(id));
    assert!(!test_scenario::was_taken_immutable(id));
    test_scenario::return_to_address(@0xa, thing);
    scenario.end();
}

#[test]
fun immutable_objects_may_be_taken_and_must_come_back() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_freeze_object(things::new(1, scenario.ctx()));
    things::new_fixed(scenario.ctx()).freeze_fixed();
    notes.add(&scenario.next_tx(@0xb));
    assert!(test_scenario::has_most_recent_immutable<Thing>());
    let thing: Thing = scenario.take_immutable();
    assert_eq!(thing.number(), 1);
    assert!(!test_scenario::has_most_recent_immutable<Thing>());
    test_scenario::return_immutable(thing);
    notes.add(&scenario.next_tx(@0xb));
    assert!(test_scenario::has_most_recent_immutable<Thing>());
    scenario.end();
    notes.end();
}

#[test]
fun objects_that_are_kept_across_transactions_stay_taken() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xb);
    let thing: Thing = scenario.take_shared();
    notes.add(&scenario.next_tx(@0xb));
    assert!(!test_scenario::has_most_recent_shared<Thing>());
    test_scenario::return_shared(thing);
    notes.add(&scenario.next_tx(@0xb));
    assert!(test_scenario::has_most_recent_shared<Thing>());
    scenario.end();
    notes.end();
}

#[test]
fun shared_objects_may_be_deleted() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xb);
    scenario.take_shared<Thing>().delete();
    notes.add(&scenario.next_tx(@0xb));
    assert!(!test_scenario::has_most_recent_shared<Thing>());
    scenario.end();
    notes.end();
}

#[test]
fun created_and_deleted_at_once_leaves_nothing() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).delete();
    object::new(scenario.ctx()).delete();
    notes.add(&scenario.end());
    notes.end();
}

#[test]
fun the_last_transfer_wins() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    give(&mut scenario, 1, @0xa);
    scenario.next_tx(@0xa);
    let thing: Thing = scenario.take_from_sender();
    transfer::public_transfer(thing, @0xb);
    notes.add(&scenario.next_tx(@0xb));
    let thing: Thing = scenario.take_from_sender();
    scenario.return_to_sender(thing);
    scenario.end();
    notes.end();
}

#[test]
fun wrapped_objects_count_as_deleted() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    4u64.do!(|i| { give(&mut scenario, i, @0xa); });
    scenario.next_tx(@0xa);
    let mut box = things::new_box(scenario.ctx());
    box.put(scenario.take_from_sender());
    box.push(scenario.take_from_sender());
    box.push(scenario.take_from_sender());
    transfer::public_transfer(box, @0xa);
    let slotted = things::new_slotted(scenario.take_from_sender(), scenario.ctx());
    transfer::public_transfer(slotted, @0xa);
    notes.add(&scenario.next_tx(@0xa));
    assert!(!scenario.has_most_recent_for_sender<Thing>());

    let slotted: Box = scenario.take_from_sender();
    let mut box: Box = scenario.take_from_sender();
    transfer::public_transfer(box.take(), @0xb);
    slotted.open_slotted().delete();
    scenario.return_to_sender(box);
    notes.add(&scenario.next_tx(@0xb));
    assert_eq!(scenario.take_from_sender<Thing>().into_number(), 3);
    notes.add(&scenario.end());
    notes.end();
}

#[test, expected_failure(abort_code = test_scenario::EInvalidSharedOrImmutableUsage)]
fun shared_objects_may_not_be_given_away() {
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xb);
    transfer::public_transfer(scenario.take_shared<Thing>(), @0xb);
    scenario.end();
}

#[test, expected_failure(abort_code = test_scenario::EInvalidSharedOrImmutableUsage)]
fun shared_objects_may_not_be_frozen() {
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xb);
    transfer::public_freeze_object(scenario.take_shared<Thing>());
    scenario.end();
}

#[test, expected_failure(abort_code = test_scenario::EInvalidSharedOrImmutableUsage)]
fun shared_objects_may_not_be_wrapped() {
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xb);
    let mut box = things::new_box(scenario.ctx());
    box.put(scenario.take_shared());
    transfer::public_transfer(box, @0xb);
    scenario.end();
}

#[test, expected_failure(abort_code = test_scenario::EInvalidSharedOrImmutableUsage)]
fun shared_objects_may_not_become_children() {
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xb);
    let mut parent = things::new(2, scenario.ctx());
    sui::dynamic_object_field::add(parent.uid_mut(), 1u64, scenario.take_shared<Thing>());
    transfer::public_transfer(parent, @0xb);
    scenario.end();
}

#[test, expected_failure(abort_code = test_scenario::EInvalidSharedOrImmutableUsage)]
fun immutable_objects_may_not_change() {
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_freeze_object(things::new(1, scenario.ctx()));
    scenario.next_tx(@0xb);
    let mut thing: Thing = scenario.take_immutable();
    thing.set_number(2);
    test_scenario::return_immutable(thing);
    scenario.end();
}

#[test, expected_failure(abort_code = test_scenario::EInvalidSharedOrImmutableUsage)]
fun immutable_objects_may_not_be_deleted() {
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_freeze_object(things::new(1, scenario.ctx()));
    scenario.next_tx(@0xb);
    scenario.take_immutable<Thing>().delete();
    scenario.end();
}

#[test, expected_failure(abort_code = test_scenario::EInvalidSharedOrImmutableUsage)]
fun immutable_objects_may_not_be_given_away() {
    let mut scenario = test_scenario::begin(@0xa);
    transfer::public_freeze_object(things::new(1, scenario.ctx()));
    scenario.next_tx(@0xb);
    transfer::public_transfer(scenario.take_immutable<Thing>(), @0xb);
    scenario.end();
}

#[test, expected_failure(abort_code = test_scenario::EEmptyInventory)]
fun nothing_is_taken_before_the_transaction_has_ended() {
    let mut scenario = test_scenario::begin(@0xa);
    give(&mut scenario, 1, @0xa);
    let _thing: Thing = scenario.take_from_sender();
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::EEmptyInventory)]
fun no_shared_object_is_taken_twice() {
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xb);
    let _first: Thing = scenario.take_shared();
    let _second: Thing = scenario.take_shared();
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::EObjectNotFound)]
fun an_object_is_not_taken_twice() {
    let mut scenario = test_scenario::begin(@0xa);
    let id = give(&mut scenario, 1, @0xa);
    scenario.next_tx(@0xa);
    let _first: Thing = scenario.take_from_sender_by_id(id);
    let _second: Thing = scenario.take_from_sender_by_id(id);
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::EObjectNotFound)]
fun an_object_is_not_taken_as_another_type() {
    let mut scenario = test_scenario::begin(@0xa);
    let id = give(&mut scenario, 1, @0xa);
    scenario.next_tx(@0xa);
    let _box: Box = scenario.take_from_sender_by_id(id);
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::EObjectNotFound)]
fun an_owned_object_is_not_taken_as_shared() {
    let mut scenario = test_scenario::begin(@0xa);
    let id = give(&mut scenario, 1, @0xa);
    scenario.next_tx(@0xa);
    let _thing: Thing = scenario.take_shared_by_id(id);
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::EObjectNotFound)]
fun an_owned_object_is_not_taken_as_immutable() {
    let mut scenario = test_scenario::begin(@0xa);
    let id = give(&mut scenario, 1, @0xa);
    scenario.next_tx(@0xa);
    let _thing: Thing = scenario.take_immutable_by_id(id);
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::ECantReturnObject)]
fun what_was_not_taken_cannot_be_returned() {
    let mut scenario = test_scenario::begin(@0xa);
    let thing = things::new(1, scenario.ctx());
    scenario.return_to_sender(thing);
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::ECantReturnObject)]
fun a_shared_object_is_not_returned_to_an_address() {
    let mut scenario = test_scenario::begin(@0xa);
    things::new(1, scenario.ctx()).share();
    scenario.next_tx(@0xa);
    let thing: Thing = scenario.take_shared();
    scenario.return_to_sender(thing);
    abort 42
}

#[test, expected_failure(abort_code = test_scenario::ECantReturnObject)]
fun a_new_object_is_not_returned_as_shared() {
    let mut scenario = test_scenario::begin(@0xa);
    let thing = things::new(1, scenario.ctx());
    test_scenario::return_shared(thing);
    abort 42
}
