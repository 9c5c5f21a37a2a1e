/// How the system brings sums up to date between transactions.
///
/// The head of an event stream is a Merkle mountain range: a list of roots of perfect trees, of which the
/// `i`th has `2^i` leaves or is 0. Adding a leaf is adding one to a binary number.
module sui::accumulator_settlement;

use sui::{
    accumulator::{AccumulatorRoot, accumulator_key, U128, create_u128},
    accumulator_metadata::{create_accumulator_metadata, remove_accumulator_metadata},
    bcs,
    hash
};

/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 0;
/// A sum is enlarged and lessened at once, or neither; or lessened when there is none.
const EInvalidSplitAmount: u64 = 1;

public struct EventStreamHead has store {
    /// Roots, from the smallest tree on.
    mmr: vector<u256>,
    checkpoint_seq: u64,
    num_events: u64,
}

#[allow(unused_function)]
fun settlement_prologue(
    _accumulator_root: &mut AccumulatorRoot,
    _epoch: u64,
    _checkpoint_height: u64,
    _idx: u64,
    input_sui: u64,
    output_sui: u64,
    ctx: &TxContext,
) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    record_settlement_sui_conservation(input_sui, output_sui);
}

/// Adds `merge` to a sum or takes `split` from it; exactly one of them is 0.
#[allow(unused_function)]
fun settle_u128<T>(
    accumulator_root: &mut AccumulatorRoot,
    owner: address,
    merge: u128,
    split: u128,
    ctx: &mut TxContext,
) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    assert!((merge == 0) != (split == 0), EInvalidSplitAmount);
    let name = accumulator_key<T>(owner);
    if (!accumulator_root.has_accumulator<T, U128>(name)) {
        assert!(split == 0, EInvalidSplitAmount);
        accumulator_root.add_accumulator(name, create_u128(merge));
        create_accumulator_metadata<T>(accumulator_root, owner, ctx);
        return
    };
    let sum: &mut U128 = accumulator_root.borrow_accumulator_mut(name);
    sum.update(merge, split);
    if (sum.is_zero()) {
        accumulator_root.remove_accumulator<T, U128>(name).destroy();
        remove_accumulator_metadata<T>(accumulator_root, owner);
    }
}

/// Adds the root of a checkpoint's events to a stream.
#[allow(unused_function)]
fun settle_events(
    accumulator_root: &mut AccumulatorRoot,
    stream_id: address,
    new_root: u256,
    event_count_delta: u64,
    checkpoint_seq: u64,
    ctx: &TxContext,
) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    let name = accumulator_key<EventStreamHead>(stream_id);
    if (!accumulator_root.has_accumulator<_, EventStreamHead>(name)) {
        let empty = EventStreamHead { mmr: vector[], checkpoint_seq, num_events: 0 };
        accumulator_root.add_accumulator(name, empty)
    };
    let head: &mut EventStreamHead = accumulator_root.borrow_accumulator_mut(name);
    add_to_mmr(new_root, &mut head.mmr);
    head.num_events = head.num_events + event_count_delta;
    head.checkpoint_seq = checkpoint_seq;
}

fun add_to_mmr(new_val: u256, mmr: &mut vector<u256>) {
    let mut tree = new_val;
    let mut i = 0;
    while (i < mmr.length() && mmr[i] != 0) {
        tree = hash_two_to_one_u256(mmr[i], tree);
        *&mut mmr[i] = 0;
        i = i + 1;
    };
    if (i < mmr.length()) *&mut mmr[i] = tree else mmr.push_back(tree)
}

fun hash_two_to_one_u256(left: u256, right: u256): u256 {
    let mut bytes = bcs::to_bytes(&left);
    bytes.append(bcs::to_bytes(&right));
    bcs::new(hash::blake2b256(&bytes)).peel_u256()
}

native fun record_settlement_sui_conservation(input_sui: u64, output_sui: u64);
