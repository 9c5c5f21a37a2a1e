/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The penalties of one staking pool: what is due of its stake when it advances to
 * the next epoch, what is kept from its next rewards, and how much has been taken
 * lately.
 * 
 * Parts are millionths. However many penalties there are, they take at most 10 %
 * of the stake in one epoch and 30 % in 26. A node at the second bound is no
 * candidate until enough epochs have passed.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/walrus::pool_penalties';
export const TakenStake = new MoveStruct({ name: `${$moduleName}::TakenStake`, fields: {
        epoch: bcs.u32(),
        part: bcs.u32()
    } });
export const PoolPenalties = new MoveStruct({ name: `${$moduleName}::PoolPenalties`, fields: {
        /** FROST of stake that are taken when the pool advances. */
        due: bcs.u64(),
        /** In the order of epochs, those of the last `WINDOW` in which stake was taken. */
        taken: bcs.vector(TakenStake),
        /** Millionths of the next rewards that are taken, and that wait. */
        withheld: bcs.u32(),
        held: bcs.u32(),
        /** Rewards that wait. They are paid with the next ones if `is_released`. */
        waiting: balance.Balance,
        is_released: bcs.bool()
    } });