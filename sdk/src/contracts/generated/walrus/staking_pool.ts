/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The stake behind one storage node, and what the node offers and earns.
 * 
 * Stake counts from the first epoch whose committee was still open when it came,
 * and until an epoch for which the node is not committed. In between it shares the
 * node's rewards. The pool keeps this with shares: stake buys shares at the rate
 * of the epoch in which it begins to count, rewards make every share worth more,
 * and stake that leaves sells its shares at the rate of the epoch in which it
 * leaves. Only the rewards lie in the pool; principal never does, so no rounding
 * here can touch it. What rounding leaves behind stays in the rewards pool.
 * 
 * A pool moves from epoch to epoch only while its node serves; the rate changes
 * only when rewards arrive, so a pool that rests for a while goes on with the very
 * rate it had. When the last stake leaves, what rounding has left does not count
 * as stake: the operator earns for it alone.
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
         * The operator gives up. From this epoch on the node need not serve, unless nobody
         * else is there to take over.
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