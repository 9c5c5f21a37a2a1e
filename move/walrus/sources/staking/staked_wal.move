// SPDX-License-Identifier: Apache-2.0

/// A stake, as its owner holds it. The principal stays in this object, where nobody else can take
/// it; the pool only counts it.
module walrus::staked_wal;

use sui::balance::Balance;
use wal::wal::WAL;
use walrus::events;
use walrus_core::epoch_context::EpochContext;

// === Errors ===

/// The withdrawal of this stake has not been requested.
const ENotWithdrawing: u64 = 0;
/// The two stakes cannot be joined: they differ in node, activation epoch or state.
const EMetadataMismatch: u64 = 1;
/// The amount to split off is not smaller than the stake.
const EInvalidAmount: u64 = 2;
/// The withdrawal of this stake has been requested already; there is nothing to do.
const EAlreadyWithdrawing: u64 = 6;
/// The stake, or one of its two parts after a split, is less than 1 WAL.
const EStakeBelowThreshold: u64 = 7;

// === Constants ===

/// 1 WAL, in FROST.
const MIN_STAKE: u64 = 1_000_000_000;

// === Structs ===

/// Active, or with a withdrawal requested.
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

/// The storage node that it backs. Never aborts.
public fun node_id(self: &StakedWal): ID {
    self.node_id
}

/// The principal, in FROST. Never aborts.
public fun value(self: &StakedWal): u64 {
    self.principal.value()
}

/// The first epoch in which it counts. Never aborts.
public fun activation_epoch(self: &StakedWal): u32 {
    self.activation_epoch
}

/// Is it active, or will it be? True until its withdrawal is requested. Never aborts.
public fun is_staked(self: &StakedWal): bool {
    self.state == StakedWalState::Staked
}

/// Has its owner requested its withdrawal? Never aborts.
public fun is_withdrawing(self: &StakedWal): bool {
    !self.is_staked()
}

/// The first epoch in which it can be withdrawn, after its owner has requested that.
///
/// Aborts with `ENotWithdrawing` if the withdrawal has not been requested.
public fun withdraw_epoch(self: &StakedWal): u32 {
    match (self.state) {
        StakedWalState::Withdrawing { withdraw_epoch } => withdraw_epoch,
        StakedWalState::Staked => abort ENotWithdrawing,
    }
}

/// Splits `amount` FROST off, as stake in the same state. Both parts have at least 1 WAL.
///
/// Aborts with:
/// - `EInvalidAmount` if `amount` is not smaller than the stake,
/// - `EStakeBelowThreshold` if one of the two parts would be less than 1 WAL.
public fun split(self: &mut StakedWal, amount: u64, ctx: &mut TxContext): StakedWal {
    assert!(amount < self.value(), EInvalidAmount);
    assert!(amount >= MIN_STAKE, EStakeBelowThreshold);
    assert!(self.value() - amount >= MIN_STAKE, EStakeBelowThreshold);
    let part = StakedWal {
        id: object::new(ctx),
        state: self.state,
        node_id: self.node_id,
        principal: self.principal.split(amount),
        activation_epoch: self.activation_epoch,
    };
    events::emit_stake_split(object::id(self), self.value(), object::id(&part), amount);
    part
}

/// Joins another stake that differs only in its principal. It is worth what the two were, but for a
/// FROST that rounding would take from each of them.
///
/// Aborts with `EMetadataMismatch` if the two differ in node, activation epoch or state.
public fun join(self: &mut StakedWal, other: StakedWal) {
    let StakedWal { id, state, node_id, principal, activation_epoch } = other;
    assert!(node_id == self.node_id, EMetadataMismatch);
    assert!(activation_epoch == self.activation_epoch, EMetadataMismatch);
    assert!(state == self.state, EMetadataMismatch);
    let joined_id = id.to_inner();
    id.delete();
    self.principal.join(principal);
    events::emit_stake_joined(object::id(self), self.value(), joined_id);
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

/// Notes that the withdrawal has been requested.
public(package) fun set_withdrawing(self: &mut StakedWal, withdraw_epoch: u32) {
    assert!(self.is_staked(), EAlreadyWithdrawing);
    self.state = StakedWalState::Withdrawing { withdraw_epoch };
}

/// Can it be withdrawn without a request, because no committee has been selected with it?
public(package) fun can_withdraw_early(self: &StakedWal, context: &EpochContext): bool {
    let idle = self.activation_epoch > context.epoch();
    let counted = context.in_next_committee() && self.activation_epoch <= context.epoch() + 1;
    self.is_staked() && idle && !counted
}
