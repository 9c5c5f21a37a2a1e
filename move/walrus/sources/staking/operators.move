// SPDX-License-Identifier: Apache-2.0

/// The calls of a node's operator, from registration to removal.
///
/// A node leaves in three steps:
///
/// - `set_withdrawing`: the node is no candidate any more and takes no new stake. It serves on,
///   with all its duties and rewards, in every epoch to which it is committed.
/// - The first epoch in which it does not serve: the node has left, and all its stake can be
///   withdrawn without a request.
/// - `destroy_empty_pool`, when all stake has been withdrawn and the commission collected: the node
///   is removed. The few FROST that rounding has left in its pool go to the account of the current
///   epoch.
module walrus::operators;

use std::string::String;
use sui::balance::Balance;
use wal::wal::WAL;
use walrus::{
    auth::{Authenticated, Authorized},
    events,
    node_metadata::NodeMetadata,
    staking_inner::StakingInnerV1,
    staking_pool::{Self, StakingPool, VotingParams},
    storage_node::{StorageNodeCap, StorageNodeInfo}
};

// === Public-Package Functions ===

/// Creates the staking pool of a new storage node.
public(package) fun register(
    staking: &mut StakingInnerV1,
    name: String,
    network_address: String,
    metadata: NodeMetadata,
    public_key: vector<u8>,
    network_public_key: vector<u8>,
    proof_of_possession: vector<u8>,
    commission_rate: u16,
    voting_params: VotingParams,
    ctx: &mut TxContext,
): StorageNodeCap {
    let (pool, cap) = staking_pool::new(
        name,
        network_address,
        metadata,
        public_key,
        network_public_key,
        proof_of_possession,
        commission_rate,
        voting_params,
        &staking.context_of_new_node(),
        ctx,
    );
    let (epoch, node_id) = (staking.epoch(), cap.node_id());
    events::emit_storage_node_registered(epoch, node_id, object::id(&cap));
    emit_info(epoch, &pool);
    emit_vote(epoch, &pool);
    events::emit_next_public_key_announced(epoch, node_id, public_key);
    events::emit_commission_rate_changed(epoch, node_id, commission_rate, epoch);
    events::emit_commission_receiver_changed(epoch, node_id, pool.commission_receiver());
    events::emit_governance_authorized_changed(epoch, node_id, pool.governance_authorized());
    staking.add_pool(node_id, pool);
    cap
}

/// Changes what the node votes for and offers.
public(package) macro fun update_vote(
    $staking: &mut StakingInnerV1,
    $cap: &StorageNodeCap,
    $vote: |&StakingPool| -> VotingParams,
) {
    let staking = $staking;
    let cap = $cap;
    let epoch = staking.epoch();
    let pool = staking.pool_mut(cap.node_id());
    let vote = $vote(pool);
    pool.set_voting_params(vote);
    emit_vote(epoch, pool);
}

/// Changes what others know of the node.
public(package) macro fun update_info(
    $staking: &mut StakingInnerV1,
    $cap: &StorageNodeCap,
    $update: |&mut StorageNodeInfo| -> (),
) {
    let staking = $staking;
    let cap = $cap;
    let epoch = staking.epoch();
    let pool = staking.pool_mut(cap.node_id());
    $update(pool.node_info_mut());
    emit_info(epoch, pool);
}

/// Sets the commission that counts two epochs from now.
public(package) fun set_next_commission(
    staking: &mut StakingInnerV1,
    cap: &StorageNodeCap,
    commission_rate: u16,
) {
    let node_id = cap.node_id();
    let context = staking.context(&node_id);
    let effective = staking.pool_mut(node_id).set_next_commission(commission_rate, &context);
    events::emit_commission_rate_changed(staking.epoch(), node_id, commission_rate, effective);
}

/// Pays out the commission that is free.
public(package) fun collect_commission(
    staking: &mut StakingInnerV1,
    node_id: ID,
    auth: Authenticated,
): Balance<WAL> {
    let context = staking.context(&node_id);
    let commission = staking.pool_mut(node_id).collect_commission(auth, &context);
    events::emit_commission_collected(staking.epoch(), node_id, commission.value());
    commission
}

/// Gives the right to the commission to somebody else.
public(package) fun set_commission_receiver(
    staking: &mut StakingInnerV1,
    node_id: ID,
    auth: Authenticated,
    receiver: Authorized,
) {
    staking.pool_mut(node_id).set_commission_receiver(auth, receiver);
    events::emit_commission_receiver_changed(staking.epoch(), node_id, receiver);
}

/// Gives the right to act for a node in matters of governance to somebody else.
public(package) fun set_governance_authorized(
    staking: &mut StakingInnerV1,
    node_id: ID,
    auth: Authenticated,
    authorized: Authorized,
) {
    staking.pool_mut(node_id).set_governance_authorized(auth, authorized);
    events::emit_governance_authorized_changed(staking.epoch(), node_id, authorized);
}

/// Announces another BLS key for the next epoch.
public(package) fun set_next_public_key(
    staking: &mut StakingInnerV1,
    cap: &StorageNodeCap,
    public_key: vector<u8>,
    proof_of_possession: vector<u8>,
    ctx: &TxContext,
) {
    let node_id = cap.node_id();
    let context = staking.context(&node_id);
    let info = staking.pool_mut(node_id).node_info_mut();
    info.set_next_public_key(public_key, proof_of_possession, &context, ctx);
    events::emit_next_public_key_announced(staking.epoch(), node_id, public_key);
}

/// Lets the node leave as soon as it is not committed any more. There is no way back.
public(package) fun set_withdrawing(staking: &mut StakingInnerV1, cap: &StorageNodeCap) {
    let node_id = cap.node_id();
    let context = staking.context(&node_id);
    let free_epoch = staking.pool_mut(node_id).set_withdrawing(&context);
    staking.update_candidate(node_id);
    events::emit_storage_node_withdrawing(context.epoch(), node_id, free_epoch);
    if (free_epoch == context.epoch()) {
        events::emit_storage_node_withdrawn(context.epoch(), node_id);
    }
}

/// Removes a node that has left and that nobody has stake with. Returns what rounding has left in
/// its pool.
public(package) fun destroy_empty_pool(
    staking: &mut StakingInnerV1,
    cap: StorageNodeCap,
): Balance<WAL> {
    let node_id = cap.node_id();
    let cap_id = object::id(&cap);
    let dust = staking.remove_pool(node_id).destroy_empty();
    cap.destroy();
    events::emit_storage_node_removed(staking.epoch(), node_id, cap_id, dust.value());
    dust
}

/// Emits what the node votes for and offers.
public(package) fun emit_vote(epoch: u32, pool: &StakingPool) {
    events::emit_node_vote_changed(
        epoch,
        pool.node_info().id(),
        pool.storage_price(),
        pool.write_price(),
        pool.node_capacity(),
    );
}

/// Emits what others have to know about the node.
public(package) fun emit_info(epoch: u32, pool: &StakingPool) {
    let info = pool.node_info();
    events::emit_storage_node_updated(
        epoch,
        info.id(),
        info.name(),
        info.network_address(),
        info.network_public_key(),
        info.metadata(),
    );
}
