/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The value of a share of a staking pool in WAL, at the beginning of an epoch.
 * 
 * A share is worth 1 FROST at first. Only rewards raise the value, and nothing
 * lowers it. Both conversions round down, in favour of the stakers who stay.
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