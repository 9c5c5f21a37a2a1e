/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The stake with one storage node, and what the node votes for and earns.
 * 
 * Stake counts from the first epoch whose committee was not selected when the
 * stake came, until an epoch for which the node is not committed. In between it
 * has a part in the rewards of the node. The pool counts this with shares:
 * 
 * - stake buys shares at the rate of the epoch in which it begins to count;
 * - rewards raise the value of every share;
 * - stake that leaves sells its shares at the rate of the epoch in which it
 *   leaves.
 * 
 * Only rewards are in the pool. Principal never is, so rounding cannot change it.
 * What rounding leaves stays in the rewards pool.
 * 
 * A pool advances from epoch to epoch only while its node serves, and the rate
 * changes only when rewards come. So a pool whose node rests continues later with
 * the same rate. When the last stake leaves, what rounding has left does not count
 * as stake, and the rewards go to the operator until there is stake again.
 */

import { MoveStruct, MoveEnum } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as storage_node from './storage_node.js';
import * as pending_values from './pending_values.js';
import * as table from './deps/sui/table.js';
import * as balance from './deps/sui/balance.js';
import * as auth from './auth.js';
import * as bag from './deps/sui/bag.js';
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
         * Stake and rewards that count in `latest_epoch`, in FROST, and the shares issued
         * for them.
         */
        wal_balance: bcs.u64(),
        num_shares: bcs.u64(),
        /** Shares that leave, by epoch. */
        pending_shares_withdraw: pending_values.PendingValues,
        /**
         * Principal that leaves after a single epoch, by epoch: its shares cannot be told
         * before.
         */
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
        /** By `PrincipalKey` and `RateGapsKey`. */
        extra_fields: bag.Bag
    } });
export const PrincipalKey = new MoveStruct({ name: `${$moduleName}::PrincipalKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const RateGapsKey = new MoveStruct({ name: `${$moduleName}::RateGapsKey`, fields: {
        dummy_field: bcs.bool()
    } });