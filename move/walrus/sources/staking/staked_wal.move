// SPDX-License-Identifier: Apache-2.0

/// Stake as its owner holds it. The principal stays inside this object, out of everybody else's
/// reach; the pool only counts it.
module walrus::staked_wal;

use sui::balance::Balance;
use wal::wal::WAL;
use walrus::epoch_context::EpochContext;

// === Errors ===

/// The owner has not asked for this stake to be freed.
const ENotWithdrawing: u64 = 0;
/// The owner has asked for this stake to be freed already.
const EAlreadyWithdrawing: u64 = 6;
/// At least 1 WAL can be staked.
const EStakeBelowThreshold: u64 = 7;

// === Constants ===

/// 1 WAL, in FROST.
const MIN_STAKE: u64 = 1_000_000_000;

// === Structs ===

/// At work, or on the way out.
public enum StakedWalState has copy, drop, store {
    Staked,
    /// Free from this epoch on.
    Withdrawing { withdraw_epoch: u32 },
}

/// WAL that backs a storage node.
public struct StakedWal has key, store {
    id: UID,
    state: StakedWalState,
    node_id: ID,
    principal: Balance<WAL>,
    /// The first epoch in which it counts.
    activation_epoch: u32,
}

// === Public Functions ===

/// The storage node that it backs.
public fun node_id(self: &StakedWal): ID {
    self.node_id
}

/// The principal, in FROST.
public fun value(self: &StakedWal): u64 {
    self.principal.value()
}

/// The first epoch in which it counts.
public fun activation_epoch(self: &StakedWal): u32 {
    self.activation_epoch
}

/// Is it at work, or waiting for that?
public fun is_staked(self: &StakedWal): bool {
    self.state == StakedWalState::Staked
}

/// Has its owner asked for it to be freed?
public fun is_withdrawing(self: &StakedWal): bool {
    !self.is_staked()
}

/// The first epoch in which it can be taken out, once its owner has asked for that.
public fun withdraw_epoch(self: &StakedWal): u32 {
    match (self.state) {
        StakedWalState::Withdrawing { withdraw_epoch } => withdraw_epoch,
        StakedWalState::Staked => abort ENotWithdrawing,
    }
}

// === Public-Package Functions ===

/// New stake.
public(package) fun mint(
    node_id: ID,
    principal: Balance<WAL>,
    activation_epoch: u32,
    ctx: &mut TxContext,
): StakedWal {
    assert!(principal.value() >= MIN_STAKE, EStakeBelowThreshold);
    StakedWal {
        id: object::new(ctx),
        state: StakedWalState::Staked,
        node_id,
        principal,
        activation_epoch,
    }
}

/// Ends the stake, and returns the principal.
public(package) fun into_balance(self: StakedWal): Balance<WAL> {
    let StakedWal { id, principal, .. } = self;
    id.delete();
    principal
}

/// Sets the stake on its way out.
public(package) fun set_withdrawing(self: &mut StakedWal, withdraw_epoch: u32) {
    assert!(self.is_staked(), EAlreadyWithdrawing);
    self.state = StakedWalState::Withdrawing { withdraw_epoch };
}

/// Can it be taken back at once, as no committee has been selected with it?
public(package) fun can_withdraw_early(self: &StakedWal, context: &EpochContext): bool {
    let idle = self.activation_epoch > context.epoch();
    let counted = context.in_next_committee() && self.activation_epoch <= context.epoch() + 1;
    self.is_staked() && idle && !counted
}
