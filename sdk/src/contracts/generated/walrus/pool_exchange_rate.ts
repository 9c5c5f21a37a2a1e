/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The indices of a staking pool at the beginning of an epoch: what 1 FROST that
 * was staked with the pool when it was new is worth by then, and how much of its
 * principal penalties have left.
 * 
 * Rewards raise the first index; penalties lower both. Stake that left with the
 * epoch can still be penalised in it, for shards that its node does not hand over:
 * that is a third index. What a stake is worth follows from the index when it
 * began to count and the index now, so no shares are issued and nothing depends on
 * their price. Readers may take `wal_amount / share_amount` for the price of a
 * share.
 */

import { MoveEnum, MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::pool_exchange_rate';
export const PoolExchangeRate = new MoveEnum({ name: `${$moduleName}::PoolExchangeRate`, fields: {
        /** Nothing has changed since the pool was new. */
        Flat: null,
        /**
         * `share_amount` is 10^18, and `wal_amount` what it has become. No principal has
         * been taken.
         */
        Variable: new MoveStruct({ name: `PoolExchangeRate.Variable`, fields: {
                wal_amount: bcs.u128(),
                share_amount: bcs.u128()
            } }),
        /**
         * The same, and `kept_amount` is what 10^18 of principal has become. `left_amount`
         * is what 10^18 FROST that left with this very epoch have become since then.
         */
        Penalised: new MoveStruct({ name: `PoolExchangeRate.Penalised`, fields: {
                wal_amount: bcs.u128(),
                share_amount: bcs.u128(),
                kept_amount: bcs.u128(),
                left_amount: bcs.u128()
            } })
    } });