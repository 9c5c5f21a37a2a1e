/// The object 0xacc, under which the system keeps sums over many transactions: what addresses own in
/// balances without coins, and the heads of event streams.
module sui::accumulator;

use sui::dynamic_field;

public use fun root_id as AccumulatorRoot.id;
public use fun root_id_mut as AccumulatorRoot.id_mut;
public use fun root_has_accumulator as AccumulatorRoot.has_accumulator;
public use fun root_add_accumulator as AccumulatorRoot.add_accumulator;
public use fun root_borrow_accumulator_mut as AccumulatorRoot.borrow_accumulator_mut;
public use fun root_remove_accumulator as AccumulatorRoot.remove_accumulator;
public use fun destroy_u128 as U128.destroy;
public use fun update_u128 as U128.update;
public use fun is_zero_u128 as U128.is_zero;

/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 0;

public struct AccumulatorRoot has key {
    id: UID,
}

/// A sum of amounts.
public struct U128 has store {
    value: u128,
}

/// The name of the field with the sum of kind `T` of an address.
public struct Key<phantom T> has copy, drop, store {
    address: address,
}

/// Once, when the network begins to keep sums.
#[allow(unused_function)]
fun create(ctx: &TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    transfer::share_object(AccumulatorRoot { id: object::sui_accumulator_root_object_id() })
}

// === Package Functions ===

public(package) fun root_id(accumulator_root: &AccumulatorRoot): &UID {
    &accumulator_root.id
}

public(package) fun root_id_mut(accumulator_root: &mut AccumulatorRoot): &mut UID {
    &mut accumulator_root.id
}

public(package) fun accumulator_key<T>(address: address): Key<T> {
    Key { address }
}

/// The id of the field with the sum of kind `T` of an address.
public(package) fun accumulator_address<T>(address: address): address {
    let root = object::sui_accumulator_root_address();
    dynamic_field::hash_type_and_key(root, Key<T> { address })
}

public(package) fun root_has_accumulator<K, V: store>(
    accumulator_root: &AccumulatorRoot,
    name: Key<K>,
): bool {
    dynamic_field::exists_with_type<_, V>(&accumulator_root.id, name)
}

public(package) fun root_add_accumulator<K, V: store>(
    accumulator_root: &mut AccumulatorRoot,
    name: Key<K>,
    value: V,
) {
    dynamic_field::add(&mut accumulator_root.id, name, value)
}

public(package) fun root_borrow_accumulator<K, V: store>(
    accumulator_root: &AccumulatorRoot,
    name: Key<K>,
): &V {
    dynamic_field::borrow(&accumulator_root.id, name)
}

public(package) fun root_borrow_accumulator_mut<K, V: store>(
    accumulator_root: &mut AccumulatorRoot,
    name: Key<K>,
): &mut V {
    dynamic_field::borrow_mut(&mut accumulator_root.id, name)
}

public(package) fun root_remove_accumulator<K, V: store>(
    accumulator_root: &mut AccumulatorRoot,
    name: Key<K>,
): V {
    dynamic_field::remove(&mut accumulator_root.id, name)
}

public(package) fun create_u128(value: u128): U128 {
    U128 { value }
}

public(package) fun read_u128(u128: &U128): u128 {
    u128.value
}

public(package) fun update_u128(u128: &mut U128, merge: u128, split: u128) {
    u128.value = u128.value + merge - split;
}

public(package) fun is_zero_u128(u128: &U128): bool {
    u128.value == 0
}

public(package) fun destroy_u128(u128: U128) {
    let U128 { .. } = u128;
}

public(package) native fun emit_deposit_event<T>(
    accumulator: address,
    recipient: address,
    amount: u64,
);

public(package) native fun emit_withdraw_event<T>(
    accumulator: address,
    owner: address,
    amount: u64,
);

// === Test Functions ===

/// Shares a root without sums.
#[test_only]
public fun create_for_testing(ctx: &mut TxContext) {
    transfer::share_object(AccumulatorRoot { id: object::new(ctx) })
}
