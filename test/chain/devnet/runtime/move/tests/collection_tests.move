/// The framework's collections on top of dynamic fields.
#[test_only]
module runtime_tests::collection_tests;

use runtime_tests::things::{Self, Thing};
use std::unit_test::assert_eq;
use sui::{bag, object_bag, object_table, party, table, test_scenario};

#[test]
fun tables_grow_and_shrink() {
    let ctx = &mut tx_context::dummy();
    let mut squares = table::new<u64, u64>(ctx);
    100u64.do!(|i| squares.add(i, i * i));
    100u64.do!(|i| if (i % 3 == 0) { squares.remove(i); });
    assert_eq!(squares.length(), 66);
    assert!(!squares.contains(99) && squares.contains(98));
    *&mut squares[1] = 5;
    assert_eq!(squares[1] + squares[98], 5 + 98 * 98);
    squares.drop();
}

#[test, expected_failure(abort_code = table::ETableNotEmpty)]
fun a_table_with_entries_is_not_destroyed() {
    let ctx = &mut tx_context::dummy();
    let mut squares = table::new<u64, u64>(ctx);
    squares.add(1, 1);
    squares.destroy_empty();
}

#[test]
fun bags_hold_anything() {
    let ctx = &mut tx_context::dummy();
    let mut bag = bag::new(ctx);
    bag.add(1u8, b"bytes");
    bag.add(1u64, things::new(1, ctx));
    assert_eq!(bag.length(), 2);
    let thing: Thing = bag.remove(1u64);
    let mut objects = object_bag::new(ctx);
    objects.add(b"thing", thing);
    let mut things = object_table::new<u8, Thing>(ctx);
    things.add(7, objects.remove(b"thing"));
    things[7].set_number_in_place(&mut bag);
    things.remove(7).delete();
    things.destroy_empty();
    objects.destroy_empty();
    assert_eq!(bag.remove(1u8), b"bytes");
    bag.destroy_empty();
}

use fun set_number_in_place as Thing.set_number_in_place;

fun set_number_in_place(thing: &Thing, bag: &mut bag::Bag) {
    assert_eq!(thing.number(), 1);
    assert_eq!(bag.length(), 1);
}

#[test]
fun a_party_owns_like_an_address() {
    let mut scenario = test_scenario::begin(@0xa);
    let mut notes = runtime_tests::notes::empty();
    transfer::public_party_transfer(things::new(1, scenario.ctx()), party::single_owner(@0xb));
    notes.add(&scenario.next_tx(@0xb));
    let thing: Thing = scenario.take_from_sender();
    assert_eq!(thing.number(), 1);
    transfer::public_party_transfer(thing, party::single_owner(@0xc));
    notes.add(&scenario.next_tx(@0xc));
    assert!(scenario.has_most_recent_for_sender<Thing>());
    scenario.end();
    notes.end();
}
