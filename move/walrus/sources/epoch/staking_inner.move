// SPDX-License-Identifier: Apache-2.0

/// The state of staking and epochs: the storage nodes with their stake, the committees, and the
/// steps from one epoch to the next.
///
/// An epoch has three states, one after the other. Anyone may make the next step when it is time:
///
///   EpochChangeDone    -- voting_end, half an epoch later -->            NextParamsSelected
///   NextParamsSelected -- initiate_epoch_change, an epoch later -->      EpochChangeSync
///   EpochChangeSync    -- epoch_sync_done of a quorum of the shards -->  EpochChangeDone
///
/// When voting ends, the next committee and its parameters are selected. Stake that comes later
/// counts for the epoch after it. Time is counted from the moment when the epoch change was done.
/// Epoch 0 has no committee: its end of voting and its end wait only for `first_epoch_start`.
module walrus::staking_inner;

use sui::{
    balance::{Self, Balance},
    bls12381::UncompressedG1,
    clock::Clock,
    group_ops::Element,
    object_table::{Self, ObjectTable}
};
use wal::wal::WAL;
use walrus::{
    events,
    extended_field::{Self, ExtendedField},
    pool_penalties,
    reward_distribution::{Self, PoolRewards, RewardDistribution},
    staking_pool::StakingPool,
    storage_node::StorageNodeCap
};
use walrus_core::{
    active_set::{Self, ActiveSet},
    apportionment,
    bls_aggregate::{Self, BlsCommittee},
    burn_rate::{Self, BurnRate},
    committee::{Self, Committee},
    epoch_context::{Self, EpochContext},
    epoch_parameters::{Self, EpochParams},
    quorum,
    ranking::{Self, Ranking},
    votes
};

// === Errors ===

/// The epoch is in another state: this step comes later, or has been made already.
const EWrongEpochState: u64 = 0;
/// The report is for another epoch than the current one.
const EInvalidSyncEpoch: u64 = 1;
/// The node has reported for this epoch already; there is nothing to do.
const EDuplicateSyncDone: u64 = 2;
/// The node is not in the committee of the current epoch.
const ENotInCommittee: u64 = 4;
/// There is no storage node with this id.
const EPoolNotFound: u64 = 8;
/// It is too early: voting ends half an epoch, and the epoch a full epoch, after the last epoch
/// change was done.
const ETooEarly: u64 = 11;
/// The number of shards is not between 1 and 10000; with more, the state would outgrow what Sui
/// allows.
const EInvalidShardCount: u64 = 12;
/// There is no committee yet, so no prices are settled; wait for epoch 1.
const ENoCommittee: u64 = 13;
/// Too many pools have not been advanced to the current epoch; call `advance_pools` first.
const EPoolsWaiting: u64 = 15;
/// The node served in the epoch before this one, so readers may still look for it; remove it after
/// the next epoch change.
const ERecentMember: u64 = 14;
/// An epoch has to last from 1 second to 366 days, and epoch 0 at most 366 days.
const EInvalidEpochDuration: u64 = 16;

// === Constants ===

/// At most that many nodes can be candidates, so that an epoch change fits a transaction.
const MAX_ACTIVE_SET_SIZE: u16 = 150;

/// The most shards. `test/chain/move/epoch-change.test.ts` measures all of them on the move.
const MAX_SHARDS: u16 = 10_000;

/// The most bytes that are for sale. Beyond them event blobs have room, which nobody can buy.
const MAX_CAPACITY: u128 = 1 << 63;

/// How long an epoch may last, in milliseconds: 1 second to 366 days.
const MIN_EPOCH_DURATION: u64 = 1_000;
const MAX_EPOCH_DURATION: u64 = 366 * 24 * 60 * 60 * 1_000;

/// The cause of a penalty by vote, `walrus::slashing`. Other causes are the judge's.
const CAUSE_VOTE: u8 = 9;

// === Structs ===

/// The name of the `RewardDistribution`: a dynamic field of the `ExtendedField` that holds the
/// active set.
public struct RewardDistributionKey() has copy, drop, store;

/// The name of the `Ranking` of the nodes that are no candidates, beside the active set.
public struct RankingKey() has copy, drop, store;

/// The name of the WAL that penalties have taken (`Balance<WAL>`), beside the active set.
public struct PenaltiesKey() has copy, drop, store;

/// The name of the `EpochParams` of the current epoch, beside the active set.
public struct EpochParamsKey() has copy, drop, store;

/// The name of the `BurnRate`, beside the active set.
public struct BurnRateKey() has copy, drop, store;

/// How far the current epoch has come. Times are in milliseconds since the Unix epoch.
public enum EpochState has copy, drop, store {
    /// Shards are on the move; nodes with that many shards are ready.
    EpochChangeSync(u16),
    /// Since this time a quorum has been ready.
    EpochChangeDone(u64),
    /// The next committee is settled; the current one has been ready since this time.
    NextParamsSelected(u64),
}

/// The inner state of `walrus::staking::Staking`, version 1.
public struct StakingInnerV1 has store {
    n_shards: u16,
    /// Milliseconds.
    epoch_duration: u64,
    /// The time at which epoch 0 may end.
    first_epoch_start: u64,
    /// Storage nodes by id.
    pools: ObjectTable<ID, StakingPool>,
    epoch: u32,
    active_set: ExtendedField<ActiveSet>,
    next_committee: Option<Committee>,
    committee: Committee,
    previous_committee: Committee,
    next_epoch_params: Option<EpochParams>,
    epoch_state: EpochState,
    /// The BLS keys of the next committee, in its order.
    next_epoch_public_keys: ExtendedField<vector<Element<UncompressedG1>>>,
}

// === Public-Package Functions: Creation ===

/// Epoch 0, without nodes.
public(package) fun new(
    epoch_zero_duration: u64,
    epoch_duration: u64,
    n_shards: u16,
    clock: &Clock,
    ctx: &mut TxContext,
): StakingInnerV1 {
    assert!(0 < n_shards && n_shards <= MAX_SHARDS, EInvalidShardCount);
    assert!(epoch_zero_duration <= MAX_EPOCH_DURATION, EInvalidEpochDuration);
    assert!(
        MIN_EPOCH_DURATION <= epoch_duration && epoch_duration <= MAX_EPOCH_DURATION,
        EInvalidEpochDuration,
    );
    let now = clock.timestamp_ms();
    let active_set = active_set::new(MAX_ACTIVE_SET_SIZE, 0);
    let mut candidates = extended_field::new(active_set, ctx);
    candidates.add_field(RewardDistributionKey(), reward_distribution::empty());
    candidates.add_field(RankingKey(), ranking::empty(ctx));
    candidates.add_field(PenaltiesKey(), balance::zero<WAL>());
    candidates.add_field(BurnRateKey(), burn_rate::new());
    // Whatever the first committee asks for is less than this.
    let nothing_on_offer = epoch_parameters::new(0, std::u64::max_value!(), std::u64::max_value!());
    candidates.add_field(EpochParamsKey(), nothing_on_offer);
    StakingInnerV1 {
        n_shards,
        epoch_duration,
        first_epoch_start: now + epoch_zero_duration,
        pools: object_table::new(ctx),
        epoch: 0,
        active_set: candidates,
        next_committee: option::none(),
        committee: committee::empty(),
        previous_committee: committee::empty(),
        next_epoch_params: option::none(),
        epoch_state: EpochState::EpochChangeDone(now),
        next_epoch_public_keys: extended_field::new(vector[], ctx),
    }
}

// === Public-Package Functions: Pools ===

/// Adds the pool of a new storage node.
public(package) fun add_pool(self: &mut StakingInnerV1, node_id: ID, pool: StakingPool) {
    self.pools.add(node_id, pool);
}

/// Removes the pool of a storage node that has left and that no reader can still need.
public(package) fun remove_pool(self: &mut StakingInnerV1, node_id: ID): StakingPool {
    assert!(self.pools.contains(node_id), EPoolNotFound);
    assert!(!self.previous_committee.contains(&node_id), ERecentMember);
    self.pools.remove(node_id)
}

/// A node's pool.
public(package) fun pool(self: &StakingInnerV1, node_id: ID): &StakingPool {
    assert!(self.pools.contains(node_id), EPoolNotFound);
    &self.pools[node_id]
}

/// A node's pool, to change it. What changes its stake calls `update_candidate` afterwards.
public(package) fun pool_mut(self: &mut StakingInnerV1, node_id: ID): &mut StakingPool {
    assert!(self.pools.contains(node_id), EPoolNotFound);
    self.catch_up(&node_id);
    &mut self.pools[node_id]
}

/// The epochs as one node sees them.
public(package) fun context(self: &StakingInnerV1, node_id: &ID): EpochContext {
    epoch_context::new(
        self.epoch,
        self.next_committee.is_some(),
        self.committee.contains(node_id),
        self.next_committee.is_some_and!(|committee| committee.contains(node_id)),
    )
}

/// The epochs as a node sees them that is being registered.
public(package) fun context_of_new_node(self: &StakingInnerV1): EpochContext {
    epoch_context::new(self.epoch, self.next_committee.is_some(), false, false)
}

/// Tells the active set the stake that a node will have in the first epoch that is still open.
public(package) fun update_candidate(self: &mut StakingInnerV1, node_id: ID) {
    let open_epoch = self.context(&node_id).open_epoch();
    let stake = self.pool(node_id).stake_for_vote(open_epoch);
    self.set_stake(node_id, stake);
}

// === Public-Package Functions: Penalties ===

/// Penalises a node for a deed in `epoch`, the current one or the one before.
public(package) fun penalise(
    self: &mut StakingInnerV1,
    node_id: ID,
    epoch: u32,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    let now = self.epoch;
    let is_recent = epoch == now && self.committee.contains(&node_id);
    let (due, paid) = self.pool_mut(node_id).penalise(now, stake_ppm, is_recent);
    self.record_penalty(node_id, epoch, cause, due, paid, rewards_ppm);
}

/// Penalises a node that has not handed over shards in the current epoch. While the hand-over
/// `is_open` for the node and until voting has ended, so that nobody has taken out what answers for
/// it, the stake pays that was at work until the epoch began, also if it has left.
public(package) fun penalise_hand_over(
    self: &mut StakingInnerV1,
    node_id: ID,
    is_open: bool,
    cause: u8,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    let now = self.epoch;
    let serves = self.committee.contains(&node_id);
    let is_answerable = is_open && self.next_committee.is_none();
    let pool = self.pool_mut(node_id);
    let (due, paid) = if (is_answerable) pool.penalise_hand_over(stake_ppm, serves)
    else pool.penalise(now, stake_ppm, false);
    self.record_penalty(node_id, now, cause, due, paid, rewards_ppm);
}

/// Takes all that a node's operator has earned and not collected, by vote.
public(package) fun take_commission(self: &mut StakingInnerV1, node_id: ID): Balance<WAL> {
    let commission = self.pool_mut(node_id).take_commission();
    let epoch = self.epoch;
    events::emit_node_penalised(epoch, node_id, epoch, CAUSE_VOTE, commission.value(), 0, 0);
    commission
}

/// Adds WAL that a penalty has taken.
public(package) fun add_penalties(self: &mut StakingInnerV1, taken: Balance<WAL>) {
    if (taken.value() == 0) return taken.destroy_zero();
    let penalties: &mut Balance<WAL> = self.active_set.borrow_field_mut(PenaltiesKey());
    penalties.join(taken);
}

/// Adds WAL to what a node's operator has earned. As earnings that come with an epoch it stays until
/// the voting of the current epoch has ended.
public(package) fun add_commission(
    self: &mut StakingInnerV1,
    node_id: ID,
    commission: Balance<WAL>,
) {
    let epoch = self.epoch;
    events::emit_commission_added(epoch, node_id, commission.value());
    self.pool_mut(node_id).add_commission(commission, epoch);
}

/// Takes the WAL that penalties have taken, to burn it.
public(package) fun take_penalties(self: &mut StakingInnerV1): Balance<WAL> {
    let penalties: &mut Balance<WAL> = self.active_set.borrow_field_mut(PenaltiesKey());
    penalties.withdraw_all()
}

// === Public-Package Functions: Epochs ===

/// When the last epoch change was done, and how long an epoch lasts, in milliseconds. Aborts while
/// the epoch change goes on.
public(package) fun epoch_times(self: &StakingInnerV1): (u64, u64) {
    match (self.epoch_state) {
        EpochState::EpochChangeDone(time) => (time, self.epoch_duration),
        EpochState::NextParamsSelected(time) => (time, self.epoch_duration),
        _ => abort EWrongEpochState,
    }
}

/// Ends voting: settles the committee and the parameters of the next epoch.
public(package) fun voting_end(self: &mut StakingInnerV1, pools_at_most: u64, clock: &Clock) {
    let since = match (self.epoch_state) {
        EpochState::EpochChangeDone(time) => time,
        _ => abort EWrongEpochState,
    };
    self.assert_time(since, self.epoch_duration / 2, clock);

    self.advance_pools(pools_at_most);
    assert!(self.distribution().size() == 0, EPoolsWaiting);
    let committee = self.compute_next_committee();
    let keys = committee.node_ids().map!(|id| {
        *self.pool(id).node_info().next_epoch_public_key()
    });
    *self.next_epoch_public_keys.borrow_mut() = keys;
    let params = self.voted_params(&committee);
    self.next_epoch_params.fill(params);
    self.next_committee.fill(committee);
    self.epoch_state = EpochState::NextParamsSelected(since);
    events::emit_epoch_parameters_selected(self.epoch + 1);
}

/// The committee that voting would select if it ended now: shares of the candidates' stakes, with
/// as few shards moved as possible. If all stake has gone, the current committee stays, so that the
/// epochs go on until that stake is free.
public(package) fun compute_next_committee(self: &StakingInnerV1): Committee {
    let (node_ids, stakes) = self.active_set.borrow().active_ids_and_stake();
    let is_first = self.committee.size() == 0;
    if (stakes.is_empty() && !is_first) return self.committee;
    let counts = apportionment::apportion(&stakes, self.n_shards);
    if (is_first) committee::initialize(node_ids, counts)
    else self.committee.transition(node_ids, counts)
}

/// Ends the current epoch, if its time is over. Returns the next committee, in the form that
/// verifies certificates, and the parameters on which it has agreed.
public(package) fun end_epoch(
    self: &mut StakingInnerV1,
    clock: &Clock,
): (BlsCommittee, EpochParams) {
    let since = match (self.epoch_state) {
        EpochState::NextParamsSelected(time) => time,
        _ => abort EWrongEpochState,
    };
    self.assert_time(since, self.epoch_duration, clock);

    self.previous_committee = self.committee;
    self.committee = self.next_committee.extract();
    self.epoch = self.epoch + 1;
    self.epoch_state = EpochState::EpochChangeSync(0);
    events::emit_epoch_change_start(self.epoch);

    let next_keys = self.next_epoch_public_keys.borrow_mut();
    let keys = *next_keys;
    *next_keys = vector[];
    let (node_ids, weights) = self.committee.weights();
    let members = vector::tabulate!(node_ids.length(), |i| {
        bls_aggregate::new_bls_committee_member(keys[i], weights[i], node_ids[i])
    });
    let params = self.next_epoch_params.extract();
    *self.active_set.borrow_field_mut(EpochParamsKey()) = params;
    (bls_aggregate::new_bls_committee(self.epoch, members), params)
}

/// A member of the committee names the share of rewards to be burned, in basis points, while the
/// voting of the epoch is open.
public(package) fun vote_burn_rate(self: &mut StakingInnerV1, node_id: ID, rate: u16) {
    assert!(self.committee.contains(&node_id), ENotInCommittee);
    assert!(self.next_committee.is_none(), EWrongEpochState);
    let (committee, n_shards) = (self.committee, self.n_shards);
    let next = self.burn_rate_mut().vote(node_id, rate, &committee, n_shards);
    events::emit_burn_rate_voted(self.epoch, node_id, rate, next);
}

/// The share of rewards that is burned, and how the committee decides it.
public(package) fun burn_rate(self: &StakingInnerV1): &BurnRate {
    self.active_set.borrow_field(BurnRateKey())
}

/// The same, to change it.
public(package) fun burn_rate_mut(self: &mut StakingInnerV1): &mut BurnRate {
    self.active_set.borrow_field_mut(BurnRateKey())
}

/// Takes millionths of the rewards of nodes that have not earned them. They are burned as what
/// penalties take, so nobody earns by making others late.
public(package) fun take_unearned(
    self: &mut StakingInnerV1,
    node_ids: &vector<ID>,
    rewards: &mut vector<Balance<WAL>>,
    unearned: vector<u32>,
) {
    let epoch = self.epoch;
    let mut taken = balance::zero();
    unearned.length().do!(|i| if (unearned[i] > 0) {
        let part = pool_penalties::split_part(&mut rewards[i], unearned[i]);
        if (part.value() > 0) events::emit_rewards_unearned(epoch, node_ids[i], part.value());
        taken.join(part);
    });
    self.add_penalties(taken);
}

/// Begins the epoch: pays the members of the previous committee, in its order, and advances their
/// pools and those of the new members, up to `pools_per_step`. The others wait.
public(package) fun begin_epoch(
    self: &mut StakingInnerV1,
    node_ids: vector<ID>,
    rewards: vector<Balance<WAL>>,
    pools_per_step: u64,
) {
    let staying = self.previous_committee.members_in(&self.committee);
    let newcomers = self.committee.members_not_in(&self.previous_committee);
    // Taken from the end: the previous committee comes first.
    let mut due = vector[];
    newcomers.do!(|node_id| {
        due.push_back(reward_distribution::new(node_id, balance::zero(), true));
    });
    let mut i = 0;
    node_ids.zip_do!(rewards, |node_id, rewards| {
        due.push_back(reward_distribution::new(node_id, rewards, staying[i]));
        i = i + 1;
    });
    due.length().min(pools_per_step).do!(|_| self.advance_pool(due.pop_back()));
    if (!due.is_empty()) {
        let distribution = self.distribution_mut();
        due.do!(|pool_rewards| distribution.add(pool_rewards));
    } else {
        due.destroy_empty();
    };
}

/// Advances pools that the epoch change has left behind, up to a number that fits a transaction.
public(package) fun advance_pools(self: &mut StakingInnerV1, at_most: u64) {
    self.distribution().size().min(at_most).do!(|_| {
        let pool_rewards = self.distribution_mut().take_next();
        self.advance_pool(pool_rewards);
    });
}

/// A node of the committee declares that it holds all its shards.
public(package) fun epoch_sync_done(
    self: &mut StakingInnerV1,
    cap: &mut StorageNodeCap,
    epoch: u32,
    clock: &Clock,
) {
    self.assert_epoch(epoch);
    assert!(cap.last_epoch_sync_done() < epoch, EDuplicateSyncDone);
    let node_id = cap.node_id();
    assert!(self.committee.contains(&node_id), ENotInCommittee);
    cap.set_last_epoch_sync_done(epoch);

    let shards = self.committee[&node_id];
    events::emit_shards_received(epoch, shards);
    match (self.epoch_state) {
        EpochState::EpochChangeSync(ready) => {
            let ready = ready + (shards.length() as u16);
            if (quorum::is_quorum(ready, self.n_shards)) {
                self.epoch_state = EpochState::EpochChangeDone(clock.timestamp_ms());
                events::emit_epoch_change_done(epoch);
            } else {
                self.epoch_state = EpochState::EpochChangeSync(ready);
            }
        },
        // A quorum was ready before this node.
        _ => (),
    }
}

/// The parameters that were settled for the current epoch when voting ended.
public(package) fun current_params(self: &StakingInnerV1): EpochParams {
    assert!(self.committee.size() > 0, ENoCommittee);
    *self.active_set.borrow_field(EpochParamsKey())
}

/// Until when the new owners of shards have to report if an epoch begins now: half an epoch later.
public(package) fun hand_over_deadline(self: &StakingInnerV1, now_ms: u64): u64 {
    now_ms + self.epoch_duration / 2
}

/// Is a quorum of the current committee ready?
public(package) fun is_change_done(self: &StakingInnerV1): bool {
    match (self.epoch_state) {
        EpochState::EpochChangeSync(_) => false,
        _ => true,
    }
}

/// The number of shards of a node in the current epoch. Aborts if it does not serve.
public(package) fun weight(self: &StakingInnerV1, node_id: &ID): u16 {
    assert!(self.committee.contains(node_id), ENotInCommittee);
    self.committee[node_id].length() as u16
}

/// Aborts unless it is the current epoch that a node speaks of.
public(package) fun assert_epoch(self: &StakingInnerV1, epoch: u32) {
    assert!(epoch == self.epoch, EInvalidSyncEpoch);
}

/// The current epoch.
public(package) fun epoch(self: &StakingInnerV1): u32 {
    self.epoch
}

/// The number of shards of the network.
public(package) fun n_shards(self: &StakingInnerV1): u16 {
    self.n_shards
}

/// The committee of the current epoch.
public(package) fun committee(self: &StakingInnerV1): &Committee {
    &self.committee
}

/// The committee of the epoch before.
public(package) fun previous_committee(self: &StakingInnerV1): &Committee {
    &self.previous_committee
}

// === Private Functions ===

/// What every penalty does besides taking stake: withholds rewards, and tells everybody.
fun record_penalty(
    self: &mut StakingInnerV1,
    node_id: ID,
    epoch: u32,
    cause: u8,
    due: u64,
    paid: Balance<WAL>,
    rewards_ppm: u32,
) {
    self.pool_mut(node_id).penalties_mut().withhold(rewards_ppm);
    events::emit_node_penalised(self.epoch, node_id, epoch, cause, paid.value(), due, rewards_ppm);
    self.add_penalties(paid);
    self.update_candidate(node_id);
}

fun distribution(self: &StakingInnerV1): &RewardDistribution {
    self.active_set.borrow_field(RewardDistributionKey())
}

fun distribution_mut(self: &mut StakingInnerV1): &mut RewardDistribution {
    self.active_set.borrow_field_mut(RewardDistributionKey())
}

/// Tells the active set and the ranking beside it a node's stake.
fun set_stake(self: &mut StakingInnerV1, node_id: ID, stake: u64) {
    let mut ranking: Ranking = self.active_set.remove_field(RankingKey());
    self.active_set.borrow_mut().insert_or_update(&mut ranking, node_id, stake);
    self.active_set.add_field(RankingKey(), ranking);
}

/// Advances a pool that waits, before it is used.
fun catch_up(self: &mut StakingInnerV1, node_id: &ID) {
    if (!self.distribution().contains(node_id)) return;
    let pool_rewards = self.distribution_mut().take(node_id);
    self.advance_pool(pool_rewards);
}

/// Advances a pool to the epoch that has just begun.
fun advance_pool(self: &mut StakingInnerV1, pool_rewards: PoolRewards) {
    let (node_id, rewards, serves) = pool_rewards.into_parts();
    let pool = &mut self.pools[node_id];
    let (rewards, commission, taken) = pool.advance_epoch(rewards, self.epoch);
    let left = pool.leave_unless_needed(serves, self.epoch);
    // The next epoch's committee is open: the epoch has just begun.
    let stake = pool.stake_for_vote(self.epoch + 1);
    self.set_stake(node_id, stake);
    if (taken.value() > 0) events::emit_rewards_taken(self.epoch, node_id, taken.value());
    self.add_penalties(taken);
    events::emit_rewards_paid(self.epoch, node_id, rewards, commission);
    if (left) events::emit_storage_node_withdrawn(self.epoch, node_id);
}

/// Aborts unless `delay` has passed since `since`, or in epoch 0 unless the first epoch may begin.
fun assert_time(self: &StakingInnerV1, since: u64, delay: u64, clock: &Clock) {
    let due = if (self.epoch == 0) self.first_epoch_start else since + delay;
    assert!(clock.timestamp_ms() >= due, ETooEarly);
}

/// What the nodes of the next committee agree on. A node with room for c bytes on w of n shards has room
/// for its part of c * n / w bytes.
fun voted_params(self: &StakingInnerV1, committee: &Committee): EpochParams {
    let (node_ids, weights) = committee.weights();
    let mut storage_prices = vector[];
    let mut write_prices = vector[];
    let mut capacities = vector[];
    node_ids.zip_do!(weights, |node_id, weight| {
        let pool = self.pool(node_id);
        storage_prices.push_back(votes::new(pool.storage_price(), weight));
        write_prices.push_back(votes::new(pool.write_price(), weight));
        let capacity = pool.node_capacity() as u128;
        let capacity = capacity * (self.n_shards as u128) / (weight as u128);
        let capacity = capacity.min(MAX_CAPACITY) as u64;
        capacities.push_back(votes::new(capacity, weight));
    });
    let current: &EpochParams = self.active_set.borrow_field(EpochParamsKey());
    epoch_parameters::new(
        votes::highest_supported(capacities, self.n_shards),
        votes::next_price(current.storage_price(), storage_prices, self.n_shards),
        votes::next_price(current.write_price(), write_prices, self.n_shards),
    )
}

// === Test Only ===

/// Pools that have yet to be moved to the current epoch.
#[test_only]
public fun pools_waiting(self: &StakingInnerV1): u64 {
    self.distribution().size()
}

/// The shards of nodes that are ready, while shards are on the move.
#[test_only]
public fun syncing(self: &StakingInnerV1): Option<u16> {
    match (self.epoch_state) {
        EpochState::EpochChangeSync(ready) => option::some(ready),
        _ => option::none(),
    }
}

/// The time since when the epoch change has been done, until voting ends.
#[test_only]
public fun done_since(self: &StakingInnerV1): Option<u64> {
    match (self.epoch_state) {
        EpochState::EpochChangeDone(time) => option::some(time),
        _ => option::none(),
    }
}

/// The time since when the epoch change has been done, once voting has ended.
#[test_only]
public fun selected_since(self: &StakingInnerV1): Option<u64> {
    match (self.epoch_state) {
        EpochState::NextParamsSelected(time) => option::some(time),
        _ => option::none(),
    }
}

/// The candidates.
#[test_only]
public fun active_set(self: &StakingInnerV1): &ActiveSet {
    self.active_set.borrow()
}

/// Does a node serve in the current epoch, or for certain in the next?
#[test_only]
public fun serves(self: &StakingInnerV1, node_id: &ID): bool {
    let context = self.context(node_id);
    context.in_committee() || context.in_next_committee()
}
