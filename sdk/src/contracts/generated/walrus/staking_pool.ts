/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The stake with one storage node, and what the node votes for and earns.
 * 
 * Stake counts from the first epoch whose committee was not selected when the
 * stake came, until an epoch for which the node is not committed. In between it
 * has a part in the rewards of the node. The pool counts this with an index
 * (`walrus_core::pool_exchange_rate`):
 * 
 * - rewards raise the index in the proportion in which they raise what is at work;
 * - a stake is worth its principal times the index now, through the index when it
 *   began to count;
 * - stake that leaves takes what it is worth out of what is at work
 *   (`walrus_core::pool_stake`).
 * 
 * Everything is rounded down for the one who is paid. So the stakes at work are
 * never worth more than what is at work, nor the rewards owed more than the pool
 * has.
 * 
 * Only rewards are in the pool. Principal never is, so rounding cannot change it.
 * What rounding leaves stays in the rewards pool.
 * 
 * A penalty (`walrus::pool_penalties`) takes what the operator has earned first,
 * at once. The rest is due when the pool advances to the next epoch, before the
 * rewards of the epoch: it lowers the stake of all who were at work in the epoch
 * of the deed, also of those who leave with its end.
 * 
 * A pool advances from epoch to epoch only while its node serves, and the index
 * changes only when rewards come. So a pool whose node rests continues later with
 * the same index. While no principal is at work, the rewards go to the operator.
 */

import { MoveStruct, MoveEnum } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as storage_node from './storage_node.js';
import * as pending_values from '../walrus_core/pending_values.js';
import * as table from './deps/sui/table.js';
import * as balance from './deps/sui/balance.js';
import * as auth from './auth.js';
import * as bag from './deps/sui/bag.js';
import * as pool_stake from '../walrus_core/pool_stake.js';
import * as pool_penalties from './pool_penalties.js';
const $moduleName = '@local-pkg/walrus::staking_pool';
export const VotingParams = new MoveStruct({ name: `${$moduleName}::VotingParams`, fields: {
        storage_price: bcs.u64(),
        write_price: bcs.u64(),
        node_capacity: bcs.u64()
    } });
/** Whether the node may serve. */
export const PoolState = new MoveEnum({ name: `${$moduleName}::PoolState`, fields: {
        Active: null,
        /**
         * The node is leaving. From this epoch on it need not serve, unless there is no
         * other candidate.
         */
        Withdrawing: bcs.u32(),
        /** The node has served for the last time. */
        Withdrawn: null
    } });
export const StakingPool = new MoveStruct({ name: `${$moduleName}::StakingPool`, fields: {
        id: bcs.Address,
        state: PoolState,
        voting_params: VotingParams,
        node_info: storage_node.StorageNodeInfo,
        /**
         * The first epoch with an exchange rate, and the epoch to which the pool has
         * moved.
         */
        activation_epoch: bcs.u32(),
        latest_epoch: bcs.u32(),
        /**
         * For readers: what counts in `latest_epoch`, in FROST; the same at the rate of a
         * new pool; and what leaves, by epoch. The pool itself counts with its
         * `PoolStake`.
         */
        wal_balance: bcs.u64(),
        num_shares: bcs.u64(),
        pending_shares_withdraw: pending_values.PendingValues,
        /** Principal that leaves after a single epoch, by epoch, until that epoch begins. */
        pre_active_withdrawals: pending_values.PendingValues,
        pending_commission_rate: pending_values.PendingValues,
        commission_rate: bcs.u16(),
        /** The rate at the beginning of each epoch in which the node served, or left. */
        exchange_rates: table.Table,
        /** Principal that begins to count, by epoch. */
        pending_stake: pending_values.PendingValues,
        rewards_pool: balance.Balance,
        commission: balance.Balance,
        commission_receiver: auth.Authorized,
        governance_authorized: auth.Authorized,
        /** By `RecordsKey` and `RateGapsKey`. */
        extra_fields: bag.Bag
    } });
export const RecordsKey = new MoveStruct({ name: `${$moduleName}::RecordsKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const Records = new MoveStruct({ name: `${$moduleName}::Records`, fields: {
        stake: pool_stake.PoolStake,
        penalties: pool_penalties.PoolPenalties,
        /**
         * The operator's latest earnings that were not collected, in FROST, and the epoch
         * with which they came.
         */
        latest_commission: bcs.u64(),
        latest_commission_epoch: bcs.u32()
    } });
export const RateGapsKey = new MoveStruct({ name: `${$moduleName}::RateGapsKey`, fields: {
        dummy_field: bcs.bool()
    } });