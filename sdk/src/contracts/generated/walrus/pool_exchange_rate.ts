/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * What a share of a staking pool is worth in WAL, at the beginning of an epoch.
 * 
 * A share begins as 1 FROST. Rewards raise its worth; they are the only thing that
 * does, and nothing lowers it. Both conversions round down, in favour of those who
 * stay.
 */

import { MoveEnum, MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::pool_exchange_rate';
/** `share_amount` shares are worth `wal_amount` FROST. */
export const PoolExchangeRate = new MoveEnum({ name: `${$moduleName}::PoolExchangeRate`, fields: {
        /** One share is worth 1 FROST. */
        Flat: null,
        Variable: new MoveStruct({ name: `PoolExchangeRate.Variable`, fields: {
                wal_amount: bcs.u128(),
                share_amount: bcs.u128()
            } })
    } });