// SPDX-License-Identifier: Apache-2.0

/// The calls of stakers: stake, request a withdrawal, withdraw.
module walrus::stakers;

use sui::balance::Balance;
use wal::wal::WAL;
use walrus::{events, staked_wal::StakedWal, staking_inner::StakingInnerV1};

// === Public-Package Functions ===

/// Stakes with a node.
public(package) fun stake(
    staking: &mut StakingInnerV1,
    principal: Balance<WAL>,
    node_id: ID,
    ctx: &mut TxContext,
): StakedWal {
    let context = staking.context(&node_id);
    let staked_wal = staking.pool_mut(node_id).stake(principal, &context, ctx);
    staking.update_candidate(node_id);
    events::emit_stake_added(
        context.epoch(),
        node_id,
        object::id(&staked_wal),
        staked_wal.value(),
        staked_wal.activation_epoch(),
    );
    staked_wal
}

/// Requests the withdrawal of a stake.
public(package) fun request_withdrawal(staking: &mut StakingInnerV1, staked_wal: &mut StakedWal) {
    let node_id = staked_wal.node_id();
    let context = staking.context(&node_id);
    staking.pool_mut(node_id).request_withdraw_stake(staked_wal, &context);
    staking.update_candidate(node_id);
    events::emit_stake_withdrawal_requested(
        context.epoch(),
        node_id,
        object::id(staked_wal),
        staked_wal.value(),
        staked_wal.withdraw_epoch(),
    );
}

/// Withdraws a stake that is free, with its rewards.
public(package) fun withdraw(staking: &mut StakingInnerV1, staked_wal: StakedWal): Balance<WAL> {
    let node_id = staked_wal.node_id();
    let object_id = object::id(&staked_wal);
    let context = staking.context(&node_id);
    let (mut stake, rewards, taken) = staking
        .pool_mut(node_id)
        .withdraw_stake(staked_wal, &context);
    staking.update_candidate(node_id);
    if (taken.value() > 0) {
        events::emit_stake_taken(context.epoch(), node_id, object_id, taken.value());
    };
    staking.add_penalties(taken);
    events::emit_stake_withdrawn(
        context.epoch(),
        node_id,
        object_id,
        stake.value(),
        rewards.value(),
    );
    stake.join(rewards);
    stake
}

/// Can the stake be withdrawn without a request, because no committee has been selected with it?
public(package) fun can_withdraw_early(staking: &StakingInnerV1, staked_wal: &StakedWal): bool {
    staked_wal.can_withdraw_early(&staking.context(&staked_wal.node_id()))
}

/// Was the stake at work until the current epoch began, and is its voting still open? Then it
/// answers for the shards that its node has to hand over.
public(package) fun is_answerable(staking: &StakingInnerV1, staked_wal: &StakedWal): bool {
    let context = staking.context(&staked_wal.node_id());
    let epoch = context.epoch();
    if (context.committee_selected() || staked_wal.activation_epoch() >= epoch) return false;
    staked_wal.is_staked() || staked_wal.withdraw_epoch() == epoch
}
