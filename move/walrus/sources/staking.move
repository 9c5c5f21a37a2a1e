// SPDX-License-Identifier: Apache-2.0

/// The entry point for storage nodes, for stakers, and for epoch changes. `Staking` is one shared
/// object. Its state is a dynamic field, so that a later version of the package can change the
/// layout of the state.
///
/// A node registers with `register_candidate`, and others stake with it. If it has enough stake
/// when voting ends, it is in the committee of the next epoch. When that epoch starts, the node
/// collects its shards and then calls `epoch_sync_done`.
module walrus::staking;

use std::string::String;
use sui::{balance::Balance, clock::Clock, coin::Coin, dynamic_field as df};
use wal::wal::{Self, ProtectedTreasury, WAL};
use walrus::{
    auth::{Authenticated, Authorized},
    events,
    node_metadata::NodeMetadata,
    operators,
    staked_wal::StakedWal,
    stakers,
    staking_inner::{Self, StakingInnerV1},
    staking_pool,
    storage_node::StorageNodeCap,
    system::System
};
use walrus_core::{committee::Committee, hand_over::{Self, Happening, HandOver, HandOvers}};

// === Errors ===

/// The object has the version of this package already, or no upgrade to this package has been
/// committed.
const EInvalidMigration: u64 = 0;
/// The object belongs to another version of the package; call the package that its `package_id`
/// names.
const EWrongVersion: u64 = 1;
/// The stake still answers for shards that its node has to hand over; withdraw it when these have
/// been received, or voting has ended.
const EHandOverOpen: u64 = 10;
/// There are not as many amounts as nodes; give one amount for each node.
const EAmountsDoNotMatch: u64 = 11;

// === Constants ===

/// The version of the inner state that this package understands.
const VERSION: u64 = 1;

/// How many pools a step advances at most: the start of an epoch and each `advance_pools`, and the
/// end of voting. What limits a step is computation, of which a pool that changes places with
/// another one takes most (`docs/gas.md`), and 1000 dynamic fields: a pool takes at most 11.
const POOLS_PER_STEP: u64 = 60;
const POOLS_AT_VOTING_END: u64 = 45;
/// The more shards there are, the fewer pools have room beside them: one less for so many shards.
const SHARDS_PER_POOL: u64 = 400;

// === Structs ===

/// Nodes, stake and epochs. Its `StakingInnerV1` is a dynamic field named by the version (u64).
public struct Staking has key {
    id: UID,
    version: u64,
    /// The package that may use this object, and the one that takes over at the next migration.
    package_id: ID,
    new_package_id: Option<ID>,
}

/// The name of the `HandOvers`, a dynamic field.
public struct HandOverKey() has copy, drop, store;

// === Public Functions: Nodes ===

/// Registers a storage node. The proof of possession is a signature by the node's BLS key over the
/// current epoch, the sender's address and the public key. Returns the capability with which the
/// operator acts for the node and collects its commission.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_pool::EIncorrectCommissionRate` if `commission_rate` is more than 10000,
/// - `storage_node::EInvalidNameLength` or `storage_node::EInvalidNetworkAddressLength` if the name
///   has more than 100 bytes, or the address more than 259,
/// - `storage_node::EInvalidNetworkPublicKey` if `network_public_key` does not have 33 bytes,
/// - `messages::EInvalidKeyLength` if `public_key` does not have 48 bytes,
/// - `storage_node::EInvalidProofOfPossession` if the proof of possession does not hold.
public fun register_candidate(
    self: &mut Staking,
    name: String,
    network_address: String,
    metadata: NodeMetadata,
    public_key: vector<u8>,
    network_public_key: vector<u8>,
    proof_of_possession: vector<u8>,
    commission_rate: u16,
    storage_price: u64,
    write_price: u64,
    node_capacity: u64,
    ctx: &mut TxContext,
): StorageNodeCap {
    let voting_params = staking_pool::new_voting_params(storage_price, write_price, node_capacity);
    operators::register(
        self.inner_mut(),
        name,
        network_address,
        metadata,
        public_key,
        network_public_key,
        proof_of_possession,
        commission_rate,
        voting_params,
        ctx,
    )
}

/// Lets the node leave for ever: it takes no more stake and is no candidate any more. It still
/// serves in the epochs to which it is committed, and as long as there is no other candidate. After
/// that all its stake can be withdrawn without a request.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_pool::EPoolAlreadyWithdrawing` if the node is leaving already, or has left.
public fun set_withdrawing(self: &mut Staking, cap: &StorageNodeCap) {
    operators::set_withdrawing(self.inner_mut(), cap);
}

/// Removes a node that has left, an epoch later at the soonest, once all its stake has been taken
/// out and its commission collected. The FROST that rounding has left in its pool go to those who
/// store in the current epoch.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::ERecentMember` if the node served in the epoch before this one,
/// - `staking_pool::EPoolNotWithdrawn` if the node has not left,
/// - `staking_pool::EPoolNotEmpty` if there is stake or commission in its pool.
public fun destroy_empty_pool(self: &mut Staking, system: &mut System, cap: StorageNodeCap) {
    let node_id = cap.node_id();
    let dust = operators::destroy_empty_pool(self.inner_mut(), cap);
    system.remove_node(&node_id);
    system.give_to_current_epoch(dust);
}

/// Looks at a node's stake once more. There is no need to: who is a candidate follows every change of
/// stake by itself.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun try_join_active_set(self: &mut Staking, cap: &StorageNodeCap) {
    self.inner_mut().update_candidate(cap.node_id());
}

/// Votes for the price of storage: FROST per MiB and epoch.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun set_storage_price_vote(self: &mut Staking, cap: &StorageNodeCap, storage_price: u64) {
    operators::update_vote!(self.inner_mut(), cap, |pool| {
        staking_pool::new_voting_params(storage_price, pool.write_price(), pool.node_capacity())
    });
}

/// Votes for the price of writing: FROST per MiB.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun set_write_price_vote(self: &mut Staking, cap: &StorageNodeCap, write_price: u64) {
    operators::update_vote!(self.inner_mut(), cap, |pool| {
        staking_pool::new_voting_params(pool.storage_price(), write_price, pool.node_capacity())
    });
}

/// Offers capacity: bytes of encoded data.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun set_node_capacity_vote(self: &mut Staking, cap: &StorageNodeCap, node_capacity: u64) {
    operators::update_vote!(self.inner_mut(), cap, |pool| {
        staking_pool::new_voting_params(pool.storage_price(), pool.write_price(), node_capacity)
    });
}

/// Names the share of each epoch's rewards that is to be burned, in basis points. The rate of the next
/// epoch is the current one unless a quorum of the committee names more, or a quorum names less; then
/// it goes as far as that quorum agrees. A member that has named nothing wants no change. A vote stays
/// until the node names another rate or is no member.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::ENotInCommittee` if the node is not in the committee,
/// - `staking_inner::EWrongEpochState` if the voting of the epoch has ended,
/// - `burn_rate::EBurnRateTooHigh` if the rate is above 1,000 basis points (10 %).
public fun set_burn_rate_vote(self: &mut Staking, cap: &StorageNodeCap, burn_rate: u16) {
    self.inner_mut().vote_burn_rate(cap.node_id(), burn_rate);
}

/// Sets the commission, in basis points, that counts two epochs from now.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_pool::EIncorrectCommissionRate` if `commission_rate` is more than 10000.
public fun set_next_commission(self: &mut Staking, cap: &StorageNodeCap, commission_rate: u16) {
    operators::set_next_commission(self.inner_mut(), cap, commission_rate);
}

/// Pays out the commission of a node to the one who is authorised to receive it. What the node has
/// earned in the epoch before stays until the voting of the current epoch has ended.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id,
/// - `staking_pool::EAuthorizationFailure` if `auth` is not the one who receives the commission.
public fun collect_commission(
    self: &mut Staking,
    node_id: ID,
    auth: Authenticated,
    ctx: &mut TxContext,
): Coin<WAL> {
    operators::collect_commission(self.inner_mut(), node_id, auth).into_coin(ctx)
}

/// Adds to what the operators of nodes have earned: `commissions[i]` for `node_ids[i]`. Anyone may
/// call it, and nobody gets it back. As with earnings of the epoch before, an operator can collect it
/// once the voting of the current epoch has ended, and until then penalties can take it.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `EAmountsDoNotMatch` if the two vectors differ in length,
/// - `staking_inner::EPoolNotFound` if there is no node with one of the ids.
public fun add_commission_to_pools(
    self: &mut Staking,
    node_ids: vector<ID>,
    commissions: vector<Balance<WAL>>,
) {
    assert!(node_ids.length() == commissions.length(), EAmountsDoNotMatch);
    let staking = self.inner_mut();
    node_ids.zip_do!(commissions, |node_id, amount| staking.add_commission(node_id, amount));
}

/// FROST that the operator of a node has earned and not collected. What a pool that waits for
/// `advance_pools` is to receive is not among them.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id.
public fun pool_commission(self: &Staking, node_id: ID): u64 {
    self.inner().pool(node_id).commission_amount()
}

/// Gives the right to receive a node's commission to somebody else.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id,
/// - `staking_pool::EAuthorizationFailure` if `auth` is not the one who receives the commission.
public fun set_commission_receiver(
    self: &mut Staking,
    node_id: ID,
    auth: Authenticated,
    receiver: Authorized,
) {
    operators::set_commission_receiver(self.inner_mut(), node_id, auth, receiver);
}

/// Gives the right to act for a node in matters of governance to somebody else.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id,
/// - `staking_pool::EAuthorizationFailure` if `auth` is not the one who has this right.
public fun set_governance_authorized(
    self: &mut Staking,
    node_id: ID,
    auth: Authenticated,
    authorized: Authorized,
) {
    operators::set_governance_authorized(self.inner_mut(), node_id, auth, authorized);
}

/// Announces the BLS key with which the node signs from the next epoch on.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_node::EKeyAlreadySelected` if voting has ended and the node is in the next committee,
/// - `messages::EInvalidKeyLength` if `public_key` does not have 48 bytes,
/// - `storage_node::EInvalidProofOfPossession` if the proof of possession does not hold.
public fun set_next_public_key(
    self: &mut Staking,
    cap: &StorageNodeCap,
    public_key: vector<u8>,
    proof_of_possession: vector<u8>,
    ctx: &mut TxContext,
) {
    operators::set_next_public_key(self.inner_mut(), cap, public_key, proof_of_possession, ctx);
}

/// Changes the node's name.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_node::EInvalidNameLength` if the name has more than 100 bytes.
public fun set_name(self: &mut Staking, cap: &StorageNodeCap, name: String) {
    operators::update_info!(self.inner_mut(), cap, |info| info.set_name(name));
}

/// Changes where the node is reached: host and port.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_node::EInvalidNetworkAddressLength` if the address has more than 259 bytes.
public fun set_network_address(self: &mut Staking, cap: &StorageNodeCap, network_address: String) {
    operators::update_info!(
        self.inner_mut(),
        cap,
        |info| info.set_network_address(network_address),
    );
}

/// Changes the key of the node's TLS certificate.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `storage_node::EInvalidNetworkPublicKey` if the key does not have 33 bytes.
public fun set_network_public_key(
    self: &mut Staking,
    cap: &StorageNodeCap,
    network_public_key: vector<u8>,
) {
    operators::update_info!(
        self.inner_mut(),
        cap,
        |info| info.set_network_public_key(network_public_key),
    );
}

/// Changes the description of the node.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun set_node_metadata(self: &mut Staking, cap: &StorageNodeCap, metadata: NodeMetadata) {
    operators::update_info!(self.inner_mut(), cap, |info| info.set_metadata(metadata));
}

/// The description of a node by its operator.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id.
public fun node_metadata(self: &Staking, node_id: ID): NodeMetadata {
    self.inner().pool(node_id).node_info().metadata()
}

// === Public Functions: Stakers ===

/// Stakes with a node. The stake counts from the first epoch whose committee is still open.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id,
/// - `staking_pool::EPoolIsNotActive` if the node is leaving,
/// - `staking_pool::EPoolWornOut` if penalties have taken more than two thirds of its first stake,
/// - `staked_wal::EStakeBelowThreshold` if `to_stake` is less than 1 WAL.
public fun stake_with_pool(
    self: &mut Staking,
    to_stake: Coin<WAL>,
    node_id: ID,
    ctx: &mut TxContext,
): StakedWal {
    stakers::stake(self.inner_mut(), to_stake.into_balance(), node_id, ctx)
}

/// Requests the withdrawal of a stake: for the next epoch, or for the one after it if the next
/// committee is selected and counts on the stake.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_pool::EWithdrawDirectly` if no committee counts on the stake,
/// - `staked_wal::EAlreadyWithdrawing` if the withdrawal has been requested already.
public fun request_withdraw_stake(
    self: &mut Staking,
    staked_wal: &mut StakedWal,
    _ctx: &mut TxContext,
) {
    stakers::request_withdrawal(self.inner_mut(), staked_wal);
}

/// Withdraws a stake that is free, with its rewards.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_pool::ENotWithdrawing` if a committee counts on the stake and its withdrawal has not
///   been requested,
/// - `staking_pool::EWithdrawEpochNotReached` if the withdrawal epoch has not come,
/// - `EHandOverOpen` if the stake was at work until the current epoch began, and the node owes
///   shards that were not received yet or is said not to have delivered some; only until voting
///   ends.
public fun withdraw_stake(
    self: &mut Staking,
    staked_wal: StakedWal,
    ctx: &mut TxContext,
): Coin<WAL> {
    let is_answerable = stakers::is_answerable(self.inner(), &staked_wal);
    let is_held = is_answerable && self.hand_overs().is_open_for(staked_wal.node_id());
    assert!(!is_held, EHandOverOpen);
    stakers::withdraw(self.inner_mut(), staked_wal).into_coin(ctx)
}

/// Can this stake be withdrawn without a request, because no committee counts on it yet?
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun can_withdraw_staked_wal_early(self: &Staking, staked_wal: &StakedWal): bool {
    stakers::can_withdraw_early(self.inner(), staked_wal)
}

/// FROST that `staked_principal` has earned with a node from the beginning of one epoch to that of
/// another. For an epoch to come, what it has earned so far.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id.
public fun calculate_rewards(
    self: &Staking,
    node_id: ID,
    staked_principal: u64,
    activation_epoch: u32,
    withdraw_epoch: u32,
): u64 {
    self.inner().pool(node_id).calculate_rewards(staked_principal, activation_epoch, withdraw_epoch)
}

/// FROST that penalties leave of `staked_principal` with a node from the beginning of one epoch to
/// that of another. A withdrawal pays this and `calculate_rewards`. For an epoch to come, what is
/// left so far; `penalties_due` says what the node's stake owes besides.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id.
public fun calculate_kept_principal(
    self: &Staking,
    node_id: ID,
    staked_principal: u64,
    activation_epoch: u32,
    withdraw_epoch: u32,
): u64 {
    self.inner().pool(node_id).kept_principal(staked_principal, activation_epoch, withdraw_epoch)
}

/// FROST that penalties take of all stake that is at work with a node, when the epoch ends.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id.
public fun penalties_due(self: &Staking, node_id: ID): u64 {
    self.inner().pool(node_id).penalties_due()
}

// === Public Functions: Epochs ===

/// Ends voting, half an epoch after the last epoch change was done: selects the next committee and
/// its parameters. Anyone may call it.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EWrongEpochState` if the last epoch change is not done, or voting has ended,
/// - `staking_inner::ETooEarly` if it is too early,
/// - `staking_inner::EPoolsWaiting` if more than 45 pools have to be advanced first, less one for
///   each 400 shards,
/// - `apportionment::ENoStake` if it is epoch 0 and no candidate has stake.
public fun voting_end(self: &mut Staking, clock: &Clock) {
    let staking = self.inner_mut();
    let for_shards = staking.n_shards() as u64 / SHARDS_PER_POOL;
    staking.voting_end(POOLS_AT_VOTING_END - for_shards, clock);
}

/// Starts the next epoch, an epoch after the last epoch change was done: pays the nodes and hands
/// over to the next committee. A shard that a node got with the ending epoch has earned from the
/// node's report on; the rest is burned. Anyone may call it. Where the two committees have more than
/// 60 pools, less one for each 400 shards, the others wait. Each is advanced when a call needs it, by
/// `advance_pools`, or when voting ends.
///
/// Of what the epoch has earned, the share that `burn_rate` names goes to nobody. Without the treasury
/// it is set aside, for `judge::burn_penalties`; so nobody keeps it by choosing this call. An epoch
/// for which no storage was sold has earned nothing, and what it has goes on to the next one.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EWrongEpochState` if voting has not ended,
/// - `staking_inner::ETooEarly` if it is too early.
public fun initiate_epoch_change(self: &mut Staking, system: &mut System, clock: &Clock) {
    let to_burn = self.change_epoch(system, clock);
    self.inner_mut().add_penalties(to_burn);
}

/// Starts the next epoch as `initiate_epoch_change` does, and burns the share that `burn_rate` names
/// at once. Anyone may call it.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EWrongEpochState` if voting has not ended,
/// - `staking_inner::ETooEarly` if it is too early.
public fun initiate_epoch_change_v2(
    self: &mut Staking,
    system: &mut System,
    treasury: &mut ProtectedTreasury,
    clock: &Clock,
    ctx: &mut TxContext,
) {
    let to_burn = self.change_epoch(system, clock);
    if (to_burn.value() == 0) to_burn.destroy_zero()
    else wal::burn(treasury, to_burn.into_coin(ctx));
}

/// The share of the current epoch's rewards that is burned when it ends, in basis points.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun burn_rate(self: &Staking): u16 {
    self.inner().burn_rate().current()
}

/// The same for the next epoch, as the votes are now; settled when voting ends.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun next_burn_rate(self: &Staking): u16 {
    self.inner().burn_rate().next()
}

/// Advances pools that the epoch change has left behind, with their rewards, up to 60 in one call.
/// Anyone may call it. Voting can end when at most 20 are left.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun advance_pools(self: &mut Staking) {
    self.inner_mut().advance_pools(POOLS_PER_STEP);
}

/// Declares that a node holds all shards of the current epoch. When nodes with a quorum of the
/// shards have done so, the epoch change is done.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EInvalidSyncEpoch` if `epoch` is not the current one,
/// - `staking_inner::EDuplicateSyncDone` if the node has declared so for this epoch, or it is epoch
///   0,
/// - `staking_inner::ENotInCommittee` if the node is not in the committee.
public fun epoch_sync_done(
    self: &mut Staking,
    cap: &mut StorageNodeCap,
    epoch: u32,
    clock: &Clock,
) {
    let staking = self.inner_mut();
    let was_done = staking.is_change_done();
    staking.epoch_sync_done(cap, epoch, clock);
    let is_done = staking.is_change_done();
    let now_ms = clock.timestamp_ms();
    let deadline_ms = self.hand_over().deadline_ms();
    let hand_overs = self.hand_overs_mut();
    hand_overs.report(cap.node_id(), now_ms).do!(|reported| {
        let (node_id, _, shards, late, _) = reported.into_parts();
        events::emit_hand_over_reported(epoch, node_id, shards, deadline_ms, late);
    });
    if (is_done && !was_done) hand_overs.done(now_ms);
}

/// Declares that a node has rebuilt these of the shards that it was owed in the current epoch,
/// because their old owners did not deliver them. The node calls this before it declares that it
/// holds all shards. It is the statement of this node alone, and is recorded as such.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EInvalidSyncEpoch` if `epoch` is not the current one,
/// - `staking_inner::ENotInCommittee` if the node is not in the committee,
/// - `hand_over::ENoShards` if `shards` is empty,
/// - `hand_over::ENotAReceiver` if the node is owed no shards,
/// - `hand_over::EAlreadyReported` if the node has declared that it holds all its shards,
/// - `hand_over::EShardNotOwed` if one of the shards is not owed to the node, or has been reported.
public fun report_recovered_shards(
    self: &mut Staking,
    cap: &StorageNodeCap,
    epoch: u32,
    shards: vector<u16>,
) {
    let staking = self.inner();
    staking.assert_epoch(epoch);
    let node_id = cap.node_id();
    let weight = staking.weight(&node_id);
    let n_shards = staking.n_shards();
    let deadline_ms = self.hand_over().deadline_ms();
    let recovered = self.hand_overs_mut().report_recovered(node_id, weight, n_shards, shards);
    recovered.do!(|recovered| {
        let (_, from, shards, _, _) = recovered.into_parts();
        events::emit_shards_recovered(
            epoch,
            node_id,
            from.destroy_some(),
            shards,
            deadline_ms,
        );
    });
}

/// Puts on record that a new owner of shards has not declared before the deadline that it holds
/// them. Anyone may call it. Who is not on record when the epoch ends is recorded then.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `hand_over::ENoHandOver` if it is epoch 0,
/// - `hand_over::ENotAReceiver` if the node is owed no shards,
/// - `hand_over::EDeadlineNotPassed` if the deadline has not passed,
/// - `hand_over::EAlreadyReported` if the node has declared that it holds all its shards,
/// - `hand_over::EAlreadyRecorded` if this is on record already.
public fun record_missed_hand_over(self: &mut Staking, node_id: ID, clock: &Clock) {
    let n_shards = self.inner().n_shards();
    let missed = self.hand_overs_mut().record_missed(node_id, n_shards, clock.timestamp_ms());
    let hand_over = self.hand_over();
    emit_missed(hand_over.epoch(), hand_over.deadline_ms(), missed);
}

/// The hand-over of shards into the current epoch.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `hand_over::ENoHandOver` if it is epoch 0.
public fun hand_over(self: &Staking): &HandOver {
    self.hand_overs().current()
}

/// The hand-over of shards into the epoch before.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `hand_over::ENoHandOver` if it is epoch 0 or 1.
public fun previous_hand_over(self: &Staking): &HandOver {
    self.hand_overs().previous()
}

/// Applies the prices that were settled for the current epoch when voting ended, once more. Votes
/// of the current epoch count when voting ends, for the next one. Anyone may call it.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::ENoCommittee` if there is no committee yet.
public fun update_prices(self: &Staking, system: &mut System) {
    let params = self.inner().current_params();
    system.set_prices(params.storage_price(), params.write_price());
}

/// The current epoch.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun epoch(self: &Staking): u32 {
    self.inner().epoch()
}

/// The committee of the current epoch.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun committee(self: &Staking): &Committee {
    self.inner().committee()
}

/// The committee of the epoch before.
///
/// Aborts with `EWrongVersion` if the object belongs to another version of the package.
public fun previous_committee(self: &Staking): &Committee {
    self.inner().previous_committee()
}

/// The committee that would be selected if voting ended now.
///
/// Aborts with:
/// - `EWrongVersion` if the object belongs to another version of the package,
/// - `apportionment::ENoStake` if it is epoch 0 and no candidate has stake.
public fun compute_next_committee(self: &Staking): Committee {
    self.inner().compute_next_committee()
}

/// The version of the inner state. Never aborts.
public fun version(self: &Staking): u64 {
    self.version
}

// === Public-Package Functions ===

/// Penalises a node for a deed in `epoch`, the current one or the one before.
public(package) fun penalise(
    self: &mut Staking,
    node_id: ID,
    epoch: u32,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    self.inner_mut().penalise(node_id, epoch, cause, stake_ppm, rewards_ppm);
}

/// Lets a part of a node's next rewards wait.
public(package) fun hold_rewards(self: &mut Staking, node_id: ID, rewards_ppm: u32) {
    self.inner_mut().pool_mut(node_id).penalties_mut().hold(rewards_ppm);
}

/// Pays a node's rewards that wait with its next ones.
public(package) fun release_rewards(self: &mut Staking, node_id: ID) {
    self.inner_mut().pool_mut(node_id).penalties_mut().release();
}

/// Penalises a node that has not handed over shards in the current epoch.
public(package) fun penalise_hand_over(
    self: &mut Staking,
    node_id: ID,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    let is_open = self.hand_overs().is_open_for(node_id);
    self.inner_mut().penalise_hand_over(node_id, is_open, cause, stake_ppm, rewards_ppm);
}

/// Takes all that a node's operator has earned and not collected, by vote.
public(package) fun take_commission(self: &mut Staking, node_id: ID): Balance<WAL> {
    self.inner_mut().take_commission(node_id)
}

/// Aborts unless there is such a node.
public(package) fun assert_exists(self: &Staking, node_id: ID) {
    self.inner().pool(node_id);
}

/// Takes the WAL that penalties have taken, to burn it.
public(package) fun take_penalties(self: &mut Staking): Balance<WAL> {
    self.inner_mut().take_penalties()
}

/// When the last epoch change was done, and how long an epoch lasts, in milliseconds.
public(package) fun epoch_times(self: &Staking): (u64, u64) {
    self.inner().epoch_times()
}

/// Creates and shares the object. Durations are in milliseconds.
public(package) fun create(
    epoch_zero_duration: u64,
    epoch_duration: u64,
    n_shards: u16,
    package_id: ID,
    clock: &Clock,
    ctx: &mut TxContext,
) {
    let mut staking = Staking {
        id: object::new(ctx),
        version: VERSION,
        package_id,
        new_package_id: option::none(),
    };
    let inner = staking_inner::new(epoch_zero_duration, epoch_duration, n_shards, clock, ctx);
    df::add(&mut staking.id, VERSION, inner);
    df::add(&mut staking.id, HandOverKey(), hand_over::none());
    transfer::share_object(staking);
}

/// Announces the package that takes over at the next migration.
public(package) fun set_new_package_id(self: &mut Staking, package_id: ID) {
    assert!(self.version <= VERSION, EWrongVersion);
    self.new_package_id = option::some(package_id);
}

/// May this one act for the node in matters of governance?
public(package) fun may_govern(self: &Staking, node_id: ID, auth: &Authenticated): bool {
    self.inner().pool(node_id).may_govern(auth)
}

/// The shards of a node in the current epoch; 0 if it is not in the committee.
public(package) fun weight_of(self: &Staking, node_id: &ID): u16 {
    let committee = self.committee();
    if (committee.contains(node_id)) committee.shards(node_id).length() as u16 else 0
}

/// The number of shards of the network.
public(package) fun n_shards(self: &Staking): u16 {
    self.inner().n_shards()
}

/// Makes this package, which has been announced, the one that may use the object. A later version
/// that changes the state converts it here.
public(package) fun migrate(self: &mut Staking) {
    assert!(self.version < VERSION, EInvalidMigration);
    assert!(self.new_package_id.is_some(), EInvalidMigration);
    let inner: StakingInnerV1 = df::remove(&mut self.id, self.version);
    df::add(&mut self.id, VERSION, inner);
    self.version = VERSION;
    self.package_id = self.new_package_id.extract();
}

/// The package that may use this object.
public(package) fun package_id(self: &Staking): ID {
    self.package_id
}

// === Private Functions ===

fun inner(self: &Staking): &StakingInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow(&self.id, VERSION)
}

fun inner_mut(self: &mut Staking): &mut StakingInnerV1 {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, VERSION)
}

fun hand_overs(self: &Staking): &HandOvers {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow(&self.id, HandOverKey())
}

fun hand_overs_mut(self: &mut Staking): &mut HandOvers {
    assert!(self.version == VERSION, EWrongVersion);
    df::borrow_mut(&mut self.id, HandOverKey())
}

/// Ends the epoch and begins the next one. Returns what is to be burned.
fun change_epoch(self: &mut Staking, system: &mut System, clock: &Clock): Balance<WAL> {
    let staking = self.inner_mut();
    let ended = staking.epoch();
    let (committee, params) = staking.end_epoch(clock);
    // Where nothing is stored nobody earns, and all goes on to the next epoch.
    let account = &system.future_accounting()[0];
    let earned = if (account.used_capacity() > 0) account.rewards() else 0;
    let burn_rate = staking.burn_rate_mut();
    let rate = burn_rate.current();
    let burned = burn_rate.end_epoch(earned);
    let next = burn_rate.current();
    if (burned > 0 || next != rate) events::emit_rewards_burned(ended, rate, burned, next);
    let to_burn = system.take_from_current_epoch(burned);
    let (node_ids, mut rewards) = system.advance_epoch(committee, &params);
    let now_ms = clock.timestamp_ms();
    let unearned = self.hand_overs().unearned(self.inner().previous_committee(), now_ms);
    let staking = self.inner_mut();
    staking.take_unearned(&node_ids, &mut rewards, unearned);
    let for_shards = staking.n_shards() as u64 / SHARDS_PER_POOL;
    staking.begin_epoch(node_ids, rewards, POOLS_PER_STEP - for_shards);
    system.set_prices(params.storage_price(), params.write_price());
    self.begin_hand_over(now_ms);
    to_burn
}

/// Puts on record who owes which shards to whom in the epoch that has just begun.
fun begin_hand_over(self: &mut Staking, now_ms: u64) {
    let staking = self.inner();
    let committee = *staking.committee();
    let before = *staking.previous_committee();
    let deadline_ms = staking.hand_over_deadline(now_ms);
    let epoch = staking.epoch();
    let n_shards = staking.n_shards();
    let hand_overs = self.hand_overs_mut();
    let past_deadline_ms = if (epoch > 1) hand_overs.current().deadline_ms() else 0;
    let (missed, due) = hand_overs.begin(epoch, &committee, &before, n_shards, now_ms, deadline_ms);
    missed.do!(|missed| emit_missed(epoch - 1, past_deadline_ms, missed));
    due.do!(|due| {
        let (node_id, from, shards, _, _) = due.into_parts();
        events::emit_hand_over_due(epoch, node_id, from.destroy_some(), shards, deadline_ms);
    });
}

fun emit_missed(epoch: u32, deadline_ms: u64, missed: Happening) {
    let (node_id, _, shards, _, others_in_time) = missed.into_parts();
    events::emit_hand_over_missed(epoch, node_id, shards, deadline_ms, others_in_time);
}

// === Test Only ===

/// The state behind the door.
#[test_only]
public fun inner_for_testing(self: &mut Staking): &mut StakingInnerV1 {
    self.inner_mut()
}

/// Pretends that the object belongs to another version of the package.
#[test_only]
public fun set_version_for_testing(self: &mut Staking, version: u64) {
    self.version = version;
}

/// The package that has been announced to take over.
#[test_only]
public fun new_package_id(self: &Staking): Option<ID> {
    self.new_package_id
}

/// Makes the object one of the version before, whose state has the same layout.
#[test_only]
public fun age_for_testing(self: &mut Staking) {
    let inner: StakingInnerV1 = df::remove(&mut self.id, VERSION);
    df::add(&mut self.id, VERSION - 1, inner);
    self.version = VERSION - 1;
}
