/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The staking pools that have yet to be moved to the epoch that has begun, each
 * with what its node has earned in the one before.
 * 
 * An epoch change moves the pools of two committees on, up to twice as many as
 * there are candidates, and each takes several dynamic fields, of which a
 * transaction may touch only so many. Those that are too many wait here. A pool
 * that somebody wants to use is moved on first, so that nobody sees the
 * difference, and the others follow in steps that anyone may take.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/walrus::payday';
export const Earner = new MoveStruct({ name: `${$moduleName}::Earner`, fields: {
        node_id: bcs.Address,
        rewards: balance.Balance,
        /** Does it serve in the epoch that has begun? */
        serves: bcs.bool()
    } });
export const Payday = new MoveStruct({ name: `${$moduleName}::Payday`, fields: {
        waiting: bcs.vector(Earner)
    } });