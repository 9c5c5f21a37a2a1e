/// Time. The one `Clock` is shared, has the id 0x6 and can be read by everybody and changed by the system
/// only.
module sui::clock;

/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 0;

public struct Clock has key {
    id: UID,
    /// Milliseconds since 1970.
    timestamp_ms: u64,
}

/// Milliseconds since 1970, as of the consensus commit that this transaction is in.
public fun timestamp_ms(clock: &Clock): u64 {
    clock.timestamp_ms
}

/// Once, at genesis.
#[allow(unused_function)]
fun create(ctx: &TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    transfer::share_object(Clock { id: object::clock(), timestamp_ms: 0 })
}

/// The system sets the time at every commit.
#[allow(unused_function)]
fun consensus_commit_prologue(clock: &mut Clock, timestamp_ms: u64, ctx: &TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    clock.timestamp_ms = timestamp_ms
}

// === Test Functions ===

/// A clock that stands at 0.
#[test_only]
public fun create_for_testing(ctx: &mut TxContext): Clock {
    Clock { id: object::new(ctx), timestamp_ms: 0 }
}

#[test_only]
public fun share_for_testing(clock: Clock) {
    transfer::share_object(clock)
}

/// Moves the clock on by `tick` milliseconds.
#[test_only]
public fun increment_for_testing(clock: &mut Clock, tick: u64) {
    let now = clock.timestamp_ms + tick;
    clock.timestamp_ms = now;
}

/// Sets the clock, not backwards.
#[test_only]
public fun set_for_testing(clock: &mut Clock, timestamp_ms: u64) {
    assert!(clock.timestamp_ms <= timestamp_ms);
    clock.timestamp_ms = timestamp_ms;
}

#[test_only]
public fun destroy_for_testing(clock: Clock) {
    let Clock { id, .. } = clock;
    id.delete();
}
