/// Objects and who owns them, over several transactions; time; events.
#[test_only, allow(untyped_literal)]
module sui::transaction_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{clock::{Self, Clock}, event, party, test_scenario as scenario};

const ALICE: address = @0xA;
const BOB: address = @0xB;

public struct Thing has key, store { id: UID, n: u64 }
public struct Other has key { id: UID }
public struct Told has copy, drop { n: u64 }
public struct Asked has copy, drop {}

public struct TRANSACTION_TESTS has drop {}

fun thing(n: u64, ctx: &mut TxContext): Thing {
    Thing { id: object::new(ctx), n }
}

fun end(thing: Thing): u64 {
    let Thing { id, n } = thing;
    id.delete();
    n
}

// === tx_context and object ===

#[test]
fun facts_of_a_transaction() {
    let hash = tx_context::dummy_tx_hash_with_hint(3);
    let ctx = &tx_context::create(ALICE, hash, 4, 5, 0, 6, 7, 8, option::some(BOB));
    assert_eq!(ctx.sender(), ALICE);
    assert_eq!(*ctx.digest(), hash);
    assert_eq!(hash, x"0300000000000000000000000000000000000000000000000000000000000000");
    assert_eq!(ctx.epoch(), 4);
    assert_eq!(ctx.epoch_timestamp_ms(), 5);
    assert_eq!(ctx.ids_created(), 0);
    assert_eq!(ctx.reference_gas_price(), 6);
    assert_eq!(ctx.gas_price(), 7);
    assert_eq!(ctx.gas_budget(), 8);
    assert_eq!(ctx.sponsor(), option::some(BOB));
}

#[test]
fun ids_are_made_one_after_the_other() {
    let mut ctx = tx_context::new_from_hint(ALICE, 1, 2, 3, 0);
    assert_eq!(ctx.epoch(), 2);
    let first = ctx.fresh_object_address();
    assert_eq!(ctx.last_created_object_id(), first);
    let id = object::new(&mut ctx);
    assert!(id.to_address() != first && ctx.get_ids_created() == 2);
    assert_eq!(object::last_created(&ctx), id.to_inner());
    id.delete();
    // The same transaction makes the same ids.
    let mut again = tx_context::new_from_hint(ALICE, 1, 2, 3, 0);
    assert_eq!(again.fresh_object_address(), first);
    let mut another = tx_context::new_from_hint(ALICE, 2, 2, 3, 0);
    assert!(another.fresh_object_address() != first);
}

#[test]
fun epochs_go_on() {
    let mut ctx = tx_context::dummy();
    ctx.increment_epoch_number();
    ctx.increment_epoch_timestamp(60);
    assert!(ctx.epoch() == 1 && ctx.epoch_timestamp_ms() == 60);
}

#[test, expected_failure(abort_code = tx_context::EBadTxHashLength)]
fun digest_of_another_length() {
    tx_context::new(ALICE, x"00", 0, 0, 0);
}

#[test]
fun ids() {
    let thing = thing(1, &mut tx_context::dummy());
    let id = object::id(&thing);
    assert_eq!(*object::borrow_id(&thing), id);
    assert_eq!(*thing.id.as_inner(), id);
    assert_eq!(thing.id.to_inner(), id);
    assert_eq!(object::id_bytes(&thing), id.to_bytes());
    assert_eq!(thing.id.to_bytes(), id.to_bytes());
    assert_eq!(object::id_address(&thing), id.to_address());
    assert_eq!(object::id_from_bytes(id.to_bytes()), id);
    assert_eq!(object::id_from_address(id.to_address()), id);
    assert_eq!(id.to_address().to_id(), id);
    end(thing);
}

#[test, expected_failure(abort_code = sui::address::EAddressParseError)]
fun id_of_too_few_bytes() {
    object::id_from_bytes(x"00");
}

// === transfer, over transactions ===

#[test]
fun owned_objects() {
    let mut s = scenario::begin(ALICE);
    let first = thing(1, s.ctx());
    let first_id = object::id(&first);
    transfer::public_transfer(first, BOB);
    transfer::transfer(thing(2, s.ctx()), BOB);
    let effects = s.next_tx(BOB);
    assert_eq!(effects.created().length(), 2);
    assert_eq!(effects.transferred_to_account()[&first_id], BOB);
    assert!(effects.written().is_empty() && effects.deleted().is_empty());
    assert!(s.has_most_recent_for_sender<Thing>() && !s.has_most_recent_for_sender<Other>());
    assert!(!scenario::has_most_recent_for_address<Thing>(ALICE));
    assert_eq!(s.ids_for_sender<Thing>().length(), 2);
    assert_eq!(scenario::ids_for_address<Thing>(ALICE), vector[]);
    let second = s.take_from_sender<Thing>();
    assert_eq!(second.n, 2);
    assert_eq!(s.most_recent_id_for_sender<Thing>(), option::some(first_id));
    let mut first = s.take_from_sender_by_id<Thing>(first_id);
    assert!(
        s.was_taken_from_sender(first_id) && !scenario::was_taken_from_address(ALICE, first_id),
    );
    first.n = 10;
    s.return_to_sender(first);
    assert_eq!(end(second), 2);
    let effects = s.next_tx(ALICE);
    assert_eq!(effects.deleted().length(), 1);
    let first = s.take_from_address<Thing>(BOB);
    assert_eq!(first.n, 10);
    scenario::return_to_address(BOB, first);
    assert_eq!(s.num_concluded_txes(), 2);
    s.end();
}

#[test]
fun shared_and_immutable_objects() {
    let mut s = scenario::begin(ALICE);
    transfer::public_share_object(thing(1, s.ctx()));
    transfer::share_object(Other { id: object::new(s.ctx()) });
    transfer::public_freeze_object(thing(2, s.ctx()));
    transfer::freeze_object(Other { id: object::new(s.ctx()) });
    assert!(!scenario::has_most_recent_shared<Thing>());
    let effects = s.next_tx(BOB);
    assert!(effects.shared().length() == 2 && effects.frozen().length() == 2);
    let mut shared = s.take_shared<Thing>();
    let frozen = s.take_immutable<Thing>();
    assert!(shared.n == 1 && frozen.n == 2);
    shared.n = 3;
    assert!(scenario::was_taken_immutable(object::id(&frozen)));
    assert!(!scenario::has_most_recent_shared<Thing>());
    assert!(!scenario::has_most_recent_immutable<Thing>());
    scenario::return_shared(shared);
    scenario::return_immutable(frozen);
    s.next_tx(ALICE);
    let shared = s.take_shared_by_id<Thing>(scenario::most_recent_id_shared<
        Thing,
    >().destroy_some());
    assert_eq!(shared.n, 3);
    scenario::return_shared(shared);
    let id = scenario::most_recent_immutable_id<Other>().destroy_some();
    scenario::return_immutable(s.take_immutable_by_id<Other>(id));
    s.end();
}

#[test]
fun objects_sent_to_objects() {
    let mut s = scenario::begin(ALICE);
    let parent = thing(0, s.ctx());
    let parent_id = object::id(&parent);
    transfer::public_transfer(thing(1, s.ctx()), parent_id.to_address());
    transfer::public_transfer(thing(2, s.ctx()), parent_id.to_address());
    transfer::public_transfer(parent, ALICE);
    s.next_tx(ALICE);
    let mut parent = s.take_from_sender<Thing>();
    assert_eq!(scenario::receivable_object_ids_for_owner_id<Thing>(parent_id).length(), 2);
    let ticket = scenario::most_recent_receiving_ticket<Thing>(&parent_id);
    let id = ticket.receiving_object_id();
    let received = transfer::receive(&mut parent.id, ticket);
    assert_eq!(object::id(&received), id);
    let other = s.ids_in(parent_id).filter!(|other| *other != id)[0];
    let unused = scenario::receiving_ticket_by_id<Thing>(other);
    scenario::return_receiving_ticket(unused);
    let ticket = scenario::receiving_ticket_by_id<Thing>(other);
    let second = transfer::public_receive(&mut parent.id, ticket);
    assert_eq!(end(received) + end(second), 3);
    s.return_to_sender(parent);
    s.end();
}

use fun ids_in as scenario::Scenario.ids_in;

fun ids_in(_: &scenario::Scenario, owner: ID): vector<ID> {
    scenario::receivable_object_ids_for_owner_id<Thing>(owner)
}

#[test]
fun epochs_of_a_scenario() {
    let mut s = scenario::begin(ALICE);
    s.next_epoch(BOB);
    assert!(s.ctx().epoch() == 1 && s.sender() == BOB);
    s.later_epoch(1000, ALICE);
    assert!(s.ctx().epoch() == 2 && s.ctx().epoch_timestamp_ms() == 1000);
    s.skip_to_epoch(5);
    assert_eq!(s.ctx().epoch(), 5);
    s.new_object().delete();
    let effects = s.end();
    assert!(effects.created().is_empty() && effects.transferred_to_object().is_empty());
}

#[test, expected_failure(abort_code = scenario::EEmptyInventory)]
fun taking_what_is_not_there() {
    end(scenario::begin(ALICE).take_from_sender<Thing>());
    abort
}

#[test, expected_failure(abort_code = scenario::EEmptyInventory)]
fun taking_what_is_not_shared() {
    end(scenario::begin(ALICE).take_shared<Thing>());
    abort
}

#[test, expected_failure(abort_code = scenario::EEmptyInventory)]
fun taking_what_is_not_immutable() {
    end(scenario::begin(ALICE).take_immutable<Thing>());
    abort
}

#[test, expected_failure(abort_code = scenario::EObjectNotFound)]
fun taking_an_id_that_is_not_there() {
    end(scenario::begin(ALICE).take_from_sender_by_id<Thing>(@0x5.to_id()));
    abort
}

#[test, expected_failure(abort_code = scenario::ECantReturnObject)]
fun returning_what_was_not_taken() {
    let mut s = scenario::begin(ALICE);
    let thing = thing(1, s.ctx());
    s.return_to_sender(thing);
    abort
}

#[test, expected_failure(abort_code = scenario::ECantReturnObject)]
fun returning_shared_what_was_not_taken() {
    let mut s = scenario::begin(ALICE);
    scenario::return_shared(thing(1, s.ctx()));
    abort
}

#[test, expected_failure(abort_code = scenario::ECantReturnObject)]
fun returning_immutable_what_was_not_taken() {
    let mut s = scenario::begin(ALICE);
    scenario::return_immutable(thing(1, s.ctx()));
    abort
}

#[test, expected_failure(abort_code = transfer::ESharedNonNewObject)]
fun sharing_an_object_that_is_not_new() {
    let mut s = scenario::begin(ALICE);
    transfer::public_transfer(thing(1, s.ctx()), ALICE);
    s.next_tx(ALICE);
    transfer::public_share_object(s.take_from_sender<Thing>());
    abort
}

// === party ===

#[test]
fun a_party_of_one_owner() {
    let party = party::single_owner(BOB);
    assert!(party.is_single_owner());
    let (others, members, rights) = party.into_native();
    assert_eq!(others, 0);
    assert_eq!(members, vector[BOB]);
    assert_eq!(rights, vector[15]);
}

// === clock ===

#[test]
fun clocks() {
    let mut s = scenario::begin(ALICE);
    let mut c = clock::create_for_testing(s.ctx());
    assert_eq!(c.timestamp_ms(), 0);
    c.increment_for_testing(5);
    c.set_for_testing(7);
    c.set_for_testing(7);
    assert_eq!(c.timestamp_ms(), 7);
    c.share_for_testing();
    s.next_tx(ALICE);
    let c = s.take_shared<Clock>();
    assert_eq!(c.timestamp_ms(), 7);
    c.destroy_for_testing();
    s.end();
}

#[test, expected_failure]
fun a_clock_does_not_go_back() {
    let mut c = clock::create_for_testing(&mut tx_context::dummy());
    c.increment_for_testing(5);
    c.set_for_testing(4);
    abort
}

// === event and types ===

#[test]
fun events() {
    let mut s = scenario::begin(ALICE);
    event::emit(Told { n: 1 });
    event::emit(Asked {});
    event::emit(Told { n: 2 });
    assert_eq!(event::num_events(), 3);
    assert_eq!(event::events_by_type<Told>(), vector[Told { n: 1 }, Told { n: 2 }]);
    assert_eq!(s.next_tx(ALICE).num_user_events(), 3);
    assert_eq!(event::num_events(), 0);
    s.end();
}

#[test]
fun one_time_witnesses() {
    assert!(sui::types::is_one_time_witness(&TRANSACTION_TESTS {}));
    assert!(!sui::types::is_one_time_witness(&Asked {}));
    let made: TRANSACTION_TESTS = sui::test_utils::create_one_time_witness();
    assert!(sui::types::is_one_time_witness(&made));
    destroy(made);
}

#[test, expected_failure(abort_code = 0, location = sui::test_utils)]
fun older_assertion() {
    sui::test_utils::assert_eq(1, 1);
    sui::test_utils::assert_ref_eq(&b"a", &b"b");
}
