/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The index of a staking pool at the beginning of an epoch: what 1 FROST that was
 * staked with the pool when it was new has become by then.
 * 
 * Rewards raise the index. What a stake is worth follows from the index when it
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
        /** `share_amount` is 10^18, and `wal_amount` what it has become. */
        Variable: new MoveStruct({ name: `PoolExchangeRate.Variable`, fields: {
                wal_amount: bcs.u128(),
                share_amount: bcs.u128()
            } })
    } });