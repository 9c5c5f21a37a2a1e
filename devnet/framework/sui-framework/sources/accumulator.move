/// The object 0xacc, under which the system keeps sums over many transactions.
module sui::accumulator;

/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 0;

public struct AccumulatorRoot has key {
    id: UID,
}

/// Once, when the network begins to keep sums.
#[allow(unused_function)]
fun create(ctx: &TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    transfer::share_object(AccumulatorRoot { id: object::sui_accumulator_root_object_id() })
}
