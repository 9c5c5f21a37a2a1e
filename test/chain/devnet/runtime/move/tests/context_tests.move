#[test_only]
module runtime_tests::context_tests;

use runtime_tests::{notes, things};
use std::unit_test::assert_eq;
use sui::test_scenario;

#[test]
fun ids_follow_from_digest_and_counter() {
    let mut notes = notes::empty();
    let ctx = &mut tx_context::dummy();
    let first = object::new(ctx);
    notes.add(&first);
    notes.add(&ctx.fresh_object_address());
    notes.add(&things::new(7, ctx).into_id());
    assert_eq!(ctx.get_ids_created(), 3);
    notes.add(&ctx.last_created_object_id());
    first.delete();
    let ctx = &mut tx_context::new_from_hint(@0xa, 7, 3, 4, 200);
    notes.add(&ctx.fresh_object_address());
    assert_eq!(ctx.get_ids_created(), 201);
    notes.end();
}

use fun into_id as things::Thing.into_id;

fun into_id(thing: things::Thing): ID {
    let id = object::id(&thing);
    thing.delete();
    id
}

#[test]
fun the_context_says_what_it_was_made_with() {
    let mut notes = notes::empty();
    let digest = x"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    let mut ctx = tx_context::new(@0xabc, digest, 5, 6, 7);
    assert_eq!(ctx.sender(), @0xabc);
    assert_eq!(*ctx.digest(), digest);
    assert_eq!(ctx.epoch(), 5);
    assert_eq!(ctx.epoch_timestamp_ms(), 6);
    assert_eq!(ctx.get_ids_created(), 7);
    assert_eq!(ctx.sponsor(), option::none());
    ctx.increment_epoch_number();
    ctx.increment_epoch_timestamp(1000);
    assert_eq!(ctx.epoch(), 6);
    assert_eq!(ctx.epoch_timestamp_ms(), 1006);
    assert_eq!(ctx.sender(), @0xabc);
    notes.add(&ctx);
    notes.end();
}

#[test, expected_failure(abort_code = 1, location = sui::tx_context)]
fun no_id_is_the_last_before_the_first() {
    tx_context::dummy().last_created_object_id();
}

#[test, expected_failure(abort_code = sui::tx_context::EBadTxHashLength)]
fun a_digest_has_32_bytes() {
    tx_context::new(@0xa, b"short", 0, 0, 0);
}

#[test]
fun scenarios_advance_epochs_and_time() {
    let mut notes = notes::empty();
    let mut scenario = test_scenario::begin(@0xa);
    notes.add(scenario.ctx());
    assert_eq!(scenario.sender(), @0xa);
    scenario.next_epoch(@0xb);
    assert_eq!(scenario.ctx().epoch(), 1);
    assert_eq!(scenario.sender(), @0xb);
    scenario.later_epoch(500, @0xc);
    assert_eq!(scenario.ctx().epoch(), 2);
    assert_eq!(scenario.ctx().epoch_timestamp_ms(), 500);
    scenario.next_tx(@0xd);
    assert_eq!(scenario.ctx().epoch(), 2);
    assert_eq!(scenario.num_concluded_txes(), 3);
    notes.add(&scenario.new_object().to_inner_and_delete());
    scenario.end();
    notes.end();
}

use fun to_inner_and_delete as UID.to_inner_and_delete;

fun to_inner_and_delete(id: UID): ID {
    let inner = id.to_inner();
    id.delete();
    inner
}
