/// What is kept about the owners of sums: for each owner a bag with an entry for each kind of sum.
module sui::accumulator_metadata;

use sui::{accumulator::AccumulatorRoot, bag::{Self, Bag}, dynamic_field};

/// The field of an owner is that of another.
const EInvariantViolation: u64 = 0;

/// The name of the field of an owner.
public struct OwnerKey has copy, drop, store {
    owner: address,
}

public struct Owner has store {
    balances: Bag,
    owner: address,
}

/// The key of the entry of a kind.
public struct MetadataKey<phantom T>() has copy, drop, store;

public struct Metadata<phantom T> has store {
    fields: Bag,
}

/// Adds the entry of kind `T` of an owner.
public(package) fun create_accumulator_metadata<T>(
    accumulator_root: &mut AccumulatorRoot,
    owner: address,
    ctx: &mut TxContext,
) {
    let root = accumulator_root.id_mut();
    let key = OwnerKey { owner };
    if (!dynamic_field::exists(root, key))
        dynamic_field::add(root, key, Owner { balances: bag::new(ctx), owner });
    let found: &mut Owner = dynamic_field::borrow_mut(root, key);
    assert!(found.owner == owner, EInvariantViolation);
    found.balances.add(MetadataKey<T>(), Metadata<T> { fields: bag::new(ctx) })
}

/// Removes the entry of kind `T` of an owner, and the owner with the last one.
public(package) fun remove_accumulator_metadata<T>(
    accumulator_root: &mut AccumulatorRoot,
    owner: address,
) {
    let root = accumulator_root.id_mut();
    let key = OwnerKey { owner };
    let found: &mut Owner = dynamic_field::borrow_mut(root, key);
    let Metadata<T> { fields } = found.balances.remove(MetadataKey<T>());
    fields.destroy_empty();
    if (found.balances.is_empty()) {
        let Owner { balances, .. } = dynamic_field::remove(root, key);
        balances.destroy_empty()
    }
}
