// SPDX-License-Identifier: Apache-2.0

/// The stake with one storage node, and what the node votes for and earns.
///
/// Stake counts from the first epoch whose committee was not selected when the stake came, until an
/// epoch for which the node is not committed. In between it has a part in the rewards of the node.
/// The pool counts this with an index (`walrus_core::pool_exchange_rate`):
///
/// - rewards raise the index in the proportion in which they raise what is at work;
/// - a stake is worth its principal times the index now, through the index when it began to count;
/// - stake that leaves takes what it is worth out of what is at work (`walrus_core::pool_stake`).
///
/// Everything is rounded down for the one who is paid. So the stakes at work are never worth more
/// than what is at work, nor the rewards owed more than the pool has.
///
/// Only rewards are in the pool. Principal never is, so rounding cannot change it. What rounding
/// leaves stays in the rewards pool.
///
/// A penalty (`walrus::pool_penalties`) takes what the operator has earned first, at once. The rest
/// is due when the pool advances to the next epoch, before the rewards of the epoch: it lowers the
/// stake of all who were at work in the epoch of the deed, also of those who leave with its end.
///
/// A pool advances from epoch to epoch only while its node serves, and the index changes only when
/// rewards come. So a pool whose node rests continues later with the same index. While no principal
/// is at work, the rewards go to the operator.
module walrus::staking_pool;

use std::string::String;
use sui::{bag::{Self, Bag}, balance::{Self, Balance}, table::{Self, Table}};
use wal::wal::WAL;
use walrus::{
    auth::{Self, Authenticated, Authorized},
    node_metadata::NodeMetadata,
    pool_penalties::{Self, PoolPenalties},
    staked_wal::{Self, StakedWal},
    storage_node::{Self, StorageNodeCap, StorageNodeInfo}
};
use walrus_core::{
    epoch_context::EpochContext,
    pending_values::{Self, PendingValues},
    pool_exchange_rate::{Self, PoolExchangeRate},
    pool_stake::{Self, PoolStake},
    rate_gaps::{Self, RateGaps}
};

// === Errors ===

/// Somebody still has stake with the node, or its commission has not been collected yet.
const EPoolNotEmpty: u64 = 3;
/// The node is leaving already, or has left.
const EPoolAlreadyWithdrawing: u64 = 5;
/// The node is leaving and takes no more stake; choose another node.
const EPoolIsNotActive: u64 = 6;
/// The stake is with another storage node.
const EIncorrectPoolId: u64 = 9;
/// The stake is active; request its withdrawal first.
const ENotWithdrawing: u64 = 10;
/// The stake is not free yet; wait for the epoch that the withdrawal request named.
const EWithdrawEpochNotReached: u64 = 11;
/// No committee counts on this stake, so no request is needed; withdraw it right away.
const EWithdrawDirectly: u64 = 13;
/// The commission is more than 100 % (10000 basis points).
const EIncorrectCommissionRate: u64 = 14;
/// The caller is not the one who is authorised to do this for the node.
const EAuthorizationFailure: u64 = 15;
/// The node has not left; call `set_withdrawing`, and wait for the epoch that it names.
const EPoolNotWithdrawn: u64 = 20;
/// Penalties have taken more than two thirds of the node's first stake, so it takes no more; choose
/// another node.
const EPoolWornOut: u64 = 21;

// === Constants ===

/// 100 % in basis points.
const N_BASIS_POINTS: u16 = 10_000;

/// A change of commission counts that many epochs later, so that stakers can leave before.
const COMMISSION_DELAY: u32 = 2;

// === Structs ===

/// Whether the node may serve.
public enum PoolState has copy, drop, store {
    Active,
    /// The node is leaving. From this epoch on it need not serve, unless there is no other
    /// candidate.
    Withdrawing(u32),
    /// The node has served for the last time.
    Withdrawn,
}

/// What the node votes for and offers: FROST per unit of 1 MiB, and bytes of encoded data.
public struct VotingParams has copy, drop, store {
    storage_price: u64,
    write_price: u64,
    node_capacity: u64,
}

/// A storage node's staking pool. Its id is the node's id.
public struct StakingPool has key, store {
    id: UID,
    state: PoolState,
    voting_params: VotingParams,
    node_info: StorageNodeInfo,
    /// The first epoch with an exchange rate, and the epoch to which the pool has moved.
    activation_epoch: u32,
    latest_epoch: u32,
    /// For readers: what counts in `latest_epoch`, in FROST; the same at the rate of a new pool; and
    /// what leaves, by epoch. The pool itself counts with its `PoolStake`.
    wal_balance: u64,
    num_shares: u64,
    pending_shares_withdraw: PendingValues,
    /// Principal that leaves after a single epoch, by epoch, until that epoch begins.
    pre_active_withdrawals: PendingValues,
    pending_commission_rate: PendingValues,
    commission_rate: u16,
    /// The rate at the beginning of each epoch in which the node served, or left.
    exchange_rates: Table<u32, PoolExchangeRate>,
    /// Principal that begins to count, by epoch.
    pending_stake: PendingValues,
    rewards_pool: Balance<WAL>,
    commission: Balance<WAL>,
    commission_receiver: Authorized,
    governance_authorized: Authorized,
    /// By `RecordsKey` and `RateGapsKey`.
    extra_fields: Bag,
}

/// Name of the `Records`.
public struct RecordsKey() has copy, drop, store;

/// What the layout of the pool has no fields for.
public struct Records has store {
    stake: PoolStake,
    penalties: PoolPenalties,
    /// The operator's latest earnings that were not collected, in FROST, and the epoch with which they
    /// came.
    latest_commission: u64,
    latest_commission_epoch: u32,
}

/// Name of the epochs without an exchange rate (`RateGaps`).
public struct RateGapsKey() has copy, drop, store;

// === Public-Package Functions: Creation ===

/// The pool of a node that proves possession of its BLS key, and the capability that speaks for the
/// node and receives its commission.
public(package) fun new(
    name: String,
    network_address: String,
    metadata: NodeMetadata,
    public_key: vector<u8>,
    network_public_key: vector<u8>,
    proof_of_possession: vector<u8>,
    commission_rate: u16,
    voting_params: VotingParams,
    context: &EpochContext,
    ctx: &mut TxContext,
): (StakingPool, StorageNodeCap) {
    assert!(commission_rate <= N_BASIS_POINTS, EIncorrectCommissionRate);

    let id = object::new(ctx);
    let cap = storage_node::new_cap(id.to_inner(), ctx);
    let activation_epoch = context.open_epoch() - 1;
    let mut exchange_rates = table::new(ctx);
    exchange_rates.add(activation_epoch, pool_exchange_rate::flat());
    let node_info = storage_node::new(
        name,
        id.to_inner(),
        network_address,
        public_key,
        proof_of_possession,
        network_public_key,
        metadata,
        context,
        ctx,
    );

    let mut extra_fields = bag::new(ctx);
    extra_fields.add(
        RecordsKey(),
        Records {
            stake: pool_stake::empty(),
            penalties: pool_penalties::none(),
            latest_commission: 0,
            latest_commission_epoch: 0,
        },
    );
    extra_fields.add(RateGapsKey(), rate_gaps::new(ctx));

    let pool = StakingPool {
        id,
        state: PoolState::Active,
        voting_params,
        node_info,
        activation_epoch,
        latest_epoch: context.epoch(),
        wal_balance: 0,
        num_shares: 0,
        pending_shares_withdraw: pending_values::empty(),
        pre_active_withdrawals: pending_values::empty(),
        pending_commission_rate: pending_values::empty(),
        commission_rate,
        exchange_rates,
        pending_stake: pending_values::empty(),
        rewards_pool: balance::zero(),
        commission: balance::zero(),
        commission_receiver: auth::authorized_object(object::id(&cap)),
        governance_authorized: auth::authorized_address(ctx.sender()),
        extra_fields,
    };
    (pool, cap)
}

/// Ends a pool whose node has left and that nobody has stake with. Returns what rounding has left,
/// and rewards that still wait.
public(package) fun destroy_empty(self: StakingPool): Balance<WAL> {
    assert!(self.state == PoolState::Withdrawn, EPoolNotWithdrawn);
    assert!(self.commission.value() == 0, EPoolNotEmpty);
    let StakingPool {
        id,
        node_info,
        exchange_rates,
        rewards_pool: mut dust,
        commission,
        mut extra_fields,
        ..,
    } = self;
    let Records { stake, penalties, .. } = extra_fields.remove(RecordsKey());
    assert!(stake.held() == 0, EPoolNotEmpty);
    dust.join(penalties.destroy());
    extra_fields.remove<_, RateGaps>(RateGapsKey()).drop();
    extra_fields.destroy_empty();
    exchange_rates.drop();
    node_info.destroy_info();
    commission.destroy_zero();
    id.delete();
    dust
}

/// A node's votes and offer.
public(package) fun new_voting_params(
    storage_price: u64,
    write_price: u64,
    node_capacity: u64,
): VotingParams {
    VotingParams { storage_price, write_price, node_capacity }
}

// === Public-Package Functions: Stakers ===

/// Takes in stake.
public(package) fun stake(
    self: &mut StakingPool,
    principal: Balance<WAL>,
    context: &EpochContext,
    ctx: &mut TxContext,
): StakedWal {
    assert!(self.state == PoolState::Active, EPoolIsNotActive);
    assert!(!self.latest_exchange_rate().is_worn_out(), EPoolWornOut);
    let activation_epoch = context.open_epoch();
    self.pool_stake_mut().hold(principal.value());
    self.pending_stake.merge_until(context.epoch());
    self.pending_stake.insert_or_add(activation_epoch, principal.value());
    staked_wal::mint(self.id.to_inner(), principal, activation_epoch, ctx)
}

/// Notes the withdrawal of a stake with which a committee has been selected, for the first epoch to
/// which the node is not committed.
public(package) fun request_withdraw_stake(
    self: &mut StakingPool,
    staked_wal: &mut StakedWal,
    context: &EpochContext,
) {
    self.assert_own(staked_wal);
    assert!(!staked_wal.can_withdraw_early(context), EWithdrawDirectly);

    let principal = staked_wal.value();
    let activation_epoch = staked_wal.activation_epoch();
    if (activation_epoch > context.epoch()) {
        // Counted for the next epoch, in which it earns for the first and last time.
        let withdraw_epoch = activation_epoch + 1;
        staked_wal.set_withdrawing(withdraw_epoch);
        self.pre_active_withdrawals.insert_or_add(withdraw_epoch, principal);
    } else {
        let withdraw_epoch = context.free_epoch();
        assert!(withdraw_epoch > context.epoch(), EWithdrawDirectly);
        staked_wal.set_withdrawing(withdraw_epoch);
        self.add_leaving(principal, activation_epoch, withdraw_epoch);
    }
}

/// Pays out stake that is free. Returns principal, rewards, and what penalties have taken of the
/// principal.
public(package) fun withdraw_stake(
    self: &mut StakingPool,
    staked_wal: StakedWal,
    context: &EpochContext,
): (Balance<WAL>, Balance<WAL>, Balance<WAL>) {
    self.assert_own(&staked_wal);
    let principal = staked_wal.value();
    let activation_epoch = staked_wal.activation_epoch();

    let withdraw_epoch = if (staked_wal.can_withdraw_early(context)) {
        self.pending_stake.reduce(activation_epoch, principal);
        activation_epoch
    } else if (staked_wal.is_withdrawing()) {
        let withdraw_epoch = staked_wal.withdraw_epoch();
        assert!(withdraw_epoch <= context.epoch(), EWithdrawEpochNotReached);
        withdraw_epoch
    } else {
        // The node does not serve, so nothing commits its stake.
        assert!(context.free_epoch() == context.epoch(), ENotWithdrawing);
        self.pool_stake_mut().merge_until(context.epoch());
        self.add_leaving(principal, activation_epoch, context.epoch());
        context.epoch()
    };
    let rewards = self.calculate_rewards(principal, activation_epoch, withdraw_epoch);
    let kept = self.kept_principal(principal, activation_epoch, withdraw_epoch);

    self.pool_stake_mut().release(principal);
    // Everything was rounded down, so there is enough; a stake must come out even if there were not.
    let available = self.rewards_pool.value();
    let mut taken = staked_wal.into_balance();
    let kept = taken.split(kept);
    (kept, self.rewards_pool.split(rewards.min(available)), taken)
}

/// FROST that `principal` earns as stake from the beginning of one epoch to that of another.
public(package) fun calculate_rewards(
    self: &StakingPool,
    principal: u64,
    activation_epoch: u32,
    withdraw_epoch: u32,
): u64 {
    let since = self.exchange_rate_at_epoch(activation_epoch);
    let rate = self.exchange_rate_at_epoch(withdraw_epoch);
    let mut worth = rate.worth(&since, principal as u128);
    let mut kept = rate.kept_at_most(&since, principal as u128);
    if (self.exchange_rates.contains(withdraw_epoch)) {
        worth = rate.left_of(worth);
        kept = rate.left_of_at_most(kept);
    };
    (worth - kept.min(worth)).min(std::u64::max_value!() as u128) as u64
}

/// FROST that penalties leave of `principal` as stake from the beginning of one epoch to that of
/// another.
public(package) fun kept_principal(
    self: &StakingPool,
    principal: u64,
    activation_epoch: u32,
    withdraw_epoch: u32,
): u64 {
    let since = self.exchange_rate_at_epoch(activation_epoch);
    let rate = self.exchange_rate_at_epoch(withdraw_epoch);
    let mut kept = rate.kept(&since, principal as u128);
    if (self.exchange_rates.contains(withdraw_epoch)) kept = rate.left_of(kept);
    // For epochs in the wrong order it would be more.
    kept.min(principal as u128) as u64
}

// === Public-Package Functions: Epochs ===

/// Advances the pool to the epoch that has just begun, with the rewards of the one before. Returns
/// how much of them went to the stakers and how much to the operator, and what penalties have taken.
public(package) fun advance_epoch(
    self: &mut StakingPool,
    mut rewards: Balance<WAL>,
    epoch: u32,
): (u64, u64, Balance<WAL>) {
    let mut taken = self.penalties_mut().take_from(&mut rewards);
    let before = self.take_due(&mut taken);
    let rate = self.pool_stake().rate_with(&before, self.stakers_part(rewards.value()));
    // Without principal at work, or if the index would leave its bounds, all is the operator's.
    let rewards_value = if (rate.is_some()) self.stakers_part(rewards.value()) else 0;
    let rate = rate.destroy_or!(before);
    self.rewards_pool.join(rewards.split(rewards_value));
    let commission_value = rewards.value();
    self.commission.join(rewards);
    let records = self.records_mut();
    records.latest_commission = commission_value;
    records.latest_commission_epoch = epoch;
    self.pool_stake_mut().earn(rewards_value, &rate, &before);

    self.pending_commission_rate.latest_value_at(epoch).do!(|rate| {
        self.commission_rate = rate as u16;
    });
    self.pending_commission_rate.flush(epoch);
    self.node_info.rotate_public_key();

    let last_rated = self.latest_epoch.max(self.activation_epoch);
    if (epoch > last_rated + 1) {
        let gaps: &mut RateGaps = &mut self.extra_fields[RateGapsKey()];
        gaps.add(last_rated, epoch);
    };
    self.exchange_rates.add(epoch, rate);
    self.latest_epoch = epoch;

    // What counts from now on, or has since the pool rested, and leaves after a single epoch.
    vector[epoch, epoch + 1].do!(|withdraw_epoch| {
        let passing = self.pre_active_withdrawals.flush(withdraw_epoch);
        if (passing > 0) self.pool_stake_mut().leave(withdraw_epoch, passing, &rate, &rate);
    });
    let joining = self.pending_stake.flush(epoch);
    self.pool_stake_mut().advance(joining, epoch);
    self.show_stake();

    (rewards_value, commission_value, taken)
}

/// Stake and rewards that stand behind the node's candidature for `epoch`, as far as is known now,
/// in FROST.
public(package) fun stake_for_vote(self: &StakingPool, epoch: u32): u64 {
    let penalties = &self.records().penalties;
    if (self.state != PoolState::Active || penalties.is_barred(epoch)) return 0;
    let joining = self.pending_stake.value_at(epoch);
    let passing = self.pre_active_withdrawals.value_at(epoch);
    self.pool_stake().worth_at(epoch, joining, passing, penalties.due())
}

// === Public-Package Functions: Penalties ===

/// Takes millionths of the stake for a deed, as far as the bounds allow. The operator's earnings pay
/// first, at once, and the stake owes the rest if the deed `is_recent`: of the epoch that runs,
/// for which the stake at work still answers. What nobody pays does not count for the bounds. Returns
/// what is owed, and what was paid.
public(package) fun penalise(
    self: &mut StakingPool,
    epoch: u32,
    stake_ppm: u32,
    is_recent: bool,
): (u64, Balance<WAL>) {
    let stake = self.pool_stake().worth();
    let commission = self.commission.value();
    let at_most = if (is_recent) stake else commission;
    let amount = self.penalties_mut().take_part(epoch, stake_ppm, stake, at_most);
    let paid = amount.min(commission);
    let due = amount - paid;
    self.penalties_mut().add_due(due);
    (due, self.commission.split(paid))
}

/// Takes millionths of the stake that was at work until the epoch began, as far as the bounds allow,
/// because the node has not handed over shards in it. The operator's earnings pay first. What has
/// left pays at once, and so does what has stayed, unless the node still serves: then its stake owes
/// its part. Returns what is owed, and what was paid.
public(package) fun penalise_hand_over(
    self: &mut StakingPool,
    stake_ppm: u32,
    serves: bool,
): (u64, Balance<WAL>) {
    let epoch = self.latest_epoch;
    let departed = self.pool_stake().answerable(true);
    let all = if (serves) departed + self.pool_stake().worth()
    else self.pool_stake().answerable(false);
    let amount = self.penalties_mut().take_part(epoch, stake_ppm, all, all);
    let from_commission = amount.min(self.commission.value());
    let mut paid = self.commission.split(from_commission);
    let rest = amount - paid.value();
    if (rest == 0) return (0, paid);

    let rate = self.latest_exchange_rate();
    let rewards = self.rewards_pool.value();
    let (rate, due, of_rewards) = if (serves) {
        let of_departed = ((rest as u128) * (departed as u128) / (all as u128)) as u64;
        let (rate, of_rewards) = if (of_departed == 0) (rate, 0) else self
            .pool_stake_mut()
            .pay_departed(of_departed, rewards, &rate);
        (rate, rest - of_departed, of_rewards)
    } else {
        let after = self.pool_stake().rate_without_answerable(&rate, rest).destroy_or!(rate);
        let of_rewards = if (after == rate) 0
        else self.pool_stake_mut().pay_answerable(rest, rewards, &after, &rate);
        (after, 0, of_rewards)
    };
    *&mut self.exchange_rates[epoch] = rate;
    self.penalties_mut().add_due(due);
    self.show_stake();
    paid.join(self.rewards_pool.split(of_rewards));
    (due, paid)
}

/// Takes all that the operator has earned and not collected.
public(package) fun take_commission(self: &mut StakingPool): Balance<WAL> {
    self.commission.withdraw_all()
}

/// What has been taken, and is to be taken, of the pool by penalties.
public(package) fun penalties_mut(self: &mut StakingPool): &mut PoolPenalties {
    &mut self.records_mut().penalties
}

/// FROST of stake that are taken when the pool advances.
public(package) fun penalties_due(self: &StakingPool): u64 {
    self.records().penalties.due()
}

// === Public-Package Functions: Operator ===

/// Lets the node leave. Returns the first epoch in which it need not serve; if that is the current
/// one, it has left.
public(package) fun set_withdrawing(self: &mut StakingPool, context: &EpochContext): u32 {
    assert!(self.state == PoolState::Active, EPoolAlreadyWithdrawing);
    let free_epoch = context.free_epoch();
    self.state = if (free_epoch > context.epoch()) PoolState::Withdrawing(free_epoch)
    else PoolState::Withdrawn;
    free_epoch
}

/// At the beginning of an epoch: lets the node leave if it wants to and does not serve in the
/// epoch. It serves on while there is no other candidate. Returns whether it has left now.
public(package) fun leave_unless_needed(self: &mut StakingPool, serves: bool, epoch: u32): bool {
    match (self.state) {
        PoolState::Withdrawing(free_epoch) if (*free_epoch <= epoch) => {
            self.state = if (serves) PoolState::Withdrawing(epoch + 1) else PoolState::Withdrawn;
            !serves
        },
        _ => false,
    }
}

/// Sets the commission that counts two epochs from now.
public(package) fun set_next_commission(
    self: &mut StakingPool,
    commission_rate: u16,
    context: &EpochContext,
): u32 {
    assert!(commission_rate <= N_BASIS_POINTS, EIncorrectCommissionRate);
    let epoch = context.epoch() + COMMISSION_DELAY;
    // Past changes count only when the pool moves on, and of those only the last one.
    self.pending_commission_rate.latest_value_at(context.epoch()).do!(|rate| {
        self.pending_commission_rate.flush(context.epoch());
        self.pending_commission_rate.insert_or_replace(context.epoch(), rate);
    });
    self.pending_commission_rate.insert_or_replace(epoch, commission_rate as u64);
    epoch
}

/// Pays out the operator's earnings. Those that came with the current epoch stay until its voting
/// has ended, as the shards of that epoch have to be received by then.
public(package) fun collect_commission(
    self: &mut StakingPool,
    auth: Authenticated,
    context: &EpochContext,
): Balance<WAL> {
    assert!(auth.matches(&self.commission_receiver), EAuthorizationFailure);
    let Records { latest_commission, latest_commission_epoch, .. } = self.records();
    let is_held = *latest_commission_epoch == context.epoch() && !context.committee_selected();
    let held = if (is_held) *latest_commission else 0;
    // Penalties may have taken some of what is held.
    let all = self.commission.value();
    let held = held.min(all);
    // What has been paid out no longer counts, so that the same WAL can come any number of times.
    self.records_mut().latest_commission = held;
    self.commission.split(all - held)
}

/// Adds WAL to the operator's earnings, as if it had come with `epoch`, the current one.
public(package) fun add_commission(self: &mut StakingPool, commission: Balance<WAL>, epoch: u32) {
    let amount = commission.value();
    self.commission.join(commission);
    let records = self.records_mut();
    let earlier = if (records.latest_commission_epoch == epoch) records.latest_commission else 0;
    records.latest_commission = earlier + amount;
    records.latest_commission_epoch = epoch;
}

/// FROST that the operator has earned and not collected.
public(package) fun commission_amount(self: &StakingPool): u64 {
    self.commission.value()
}

/// Gives the right to the commission, also that not collected yet, to somebody else.
public(package) fun set_commission_receiver(
    self: &mut StakingPool,
    auth: Authenticated,
    receiver: Authorized,
) {
    assert!(auth.matches(&self.commission_receiver), EAuthorizationFailure);
    self.commission_receiver = receiver;
}

/// The one who collects the commission.
public(package) fun commission_receiver(self: &StakingPool): Authorized {
    self.commission_receiver
}

/// The one who acts for the node in matters of governance.
public(package) fun governance_authorized(self: &StakingPool): Authorized {
    self.governance_authorized
}

/// May this one act for the node in matters of governance?
public(package) fun may_govern(self: &StakingPool, auth: &Authenticated): bool {
    auth.matches(&self.governance_authorized)
}

/// Gives the right to act for the node in matters of governance to somebody else.
public(package) fun set_governance_authorized(
    self: &mut StakingPool,
    auth: Authenticated,
    authorized: Authorized,
) {
    assert!(auth.matches(&self.governance_authorized), EAuthorizationFailure);
    self.governance_authorized = authorized;
}

/// Changes what the node votes for and offers.
public(package) fun set_voting_params(self: &mut StakingPool, voting_params: VotingParams) {
    self.voting_params = voting_params;
}

/// What others have to know about the node.
public(package) fun node_info(self: &StakingPool): &StorageNodeInfo {
    &self.node_info
}

/// What others have to know about the node, to change it.
public(package) fun node_info_mut(self: &mut StakingPool): &mut StorageNodeInfo {
    &mut self.node_info
}

/// FROST for 1 MiB of storage, for one epoch.
public(package) fun storage_price(self: &StakingPool): u64 {
    self.voting_params.storage_price
}

/// FROST for writing 1 MiB.
public(package) fun write_price(self: &StakingPool): u64 {
    self.voting_params.write_price
}

/// Bytes of encoded data that the node can store.
public(package) fun node_capacity(self: &StakingPool): u64 {
    self.voting_params.node_capacity
}

// === Private Functions ===

fun records(self: &StakingPool): &Records {
    &self.extra_fields[RecordsKey()]
}

fun records_mut(self: &mut StakingPool): &mut Records {
    &mut self.extra_fields[RecordsKey()]
}

fun pool_stake(self: &StakingPool): &PoolStake {
    &self.records().stake
}

fun pool_stake_mut(self: &mut StakingPool): &mut PoolStake {
    &mut self.records_mut().stake
}

/// Writes what readers see of the stake.
fun show_stake(self: &mut StakingPool) {
    let worth = self.pool_stake().worth();
    let shares = pool_exchange_rate::flat().worth(&self.latest_exchange_rate(), worth as u128);
    self.wal_balance = worth;
    self.num_shares = shares.min(std::u64::max_value!() as u128) as u64;
    self.pending_shares_withdraw = self.pool_stake().leaving();
}

/// Takes what is due of the stake: puts what its rewards pay to `taken`, and returns the rate from
/// then on, for stake that is at work.
fun take_due(self: &mut StakingPool, taken: &mut Balance<WAL>): PoolExchangeRate {
    let before = self.latest_exchange_rate().of_stake_at_work();
    let due = self.penalties_mut().take_due();
    if (due == 0) return before;
    self.pool_stake().rate_without(&before, due).map!(|rate| {
        let rewards = self.rewards_pool.value();
        let paid = self.pool_stake_mut().pay(due, rewards, &rate, &before);
        taken.join(self.rewards_pool.split(paid));
        rate
    }).destroy_or!(before)
}

fun assert_own(self: &StakingPool, staked_wal: &StakedWal) {
    assert!(staked_wal.node_id() == self.id.to_inner(), EIncorrectPoolId);
}

/// The stakers' part of the rewards, as the commission is now.
fun stakers_part(self: &StakingPool, rewards: u64): u64 {
    let commission = (rewards as u128) * (self.commission_rate as u128) / (N_BASIS_POINTS as u128);
    rewards - (commission as u64)
}

/// Notes that stake leaves, with what it is worth so far.
fun add_leaving(
    self: &mut StakingPool,
    principal: u64,
    activation_epoch: u32,
    withdraw_epoch: u32,
) {
    let since = self.exchange_rate_at_epoch(activation_epoch);
    let rate = self.latest_exchange_rate();
    self.pool_stake_mut().leave(withdraw_epoch, principal, &rate, &since);
    self.pending_shares_withdraw = self.pool_stake().leaving();
}

/// The rate at the beginning of `epoch`: that of the last epoch until then that has one.
fun exchange_rate_at_epoch(self: &StakingPool, epoch: u32): PoolExchangeRate {
    if (epoch >= self.latest_epoch) return self.latest_exchange_rate();
    if (epoch < self.activation_epoch) return pool_exchange_rate::flat();
    if (self.exchange_rates.contains(epoch)) return self.exchange_rates[epoch];
    let gaps: &RateGaps = &self.extra_fields[RateGapsKey()];
    self.exchange_rates[gaps.last_before(epoch)]
}

/// The rate of the last epoch in which the node served, or left.
fun latest_exchange_rate(self: &StakingPool): PoolExchangeRate {
    if (self.exchange_rates.contains(self.latest_epoch)) {
        self.exchange_rates[self.latest_epoch]
    } else {
        pool_exchange_rate::flat()
    }
}

// === Test Only ===

/// The operator's part of the rewards, in basis points.
#[test_only]
public fun commission_rate(self: &StakingPool): u16 {
    self.commission_rate
}

/// FROST that wait for stakers.
#[test_only]
public fun rewards_amount(self: &StakingPool): u64 {
    self.rewards_pool.value()
}
