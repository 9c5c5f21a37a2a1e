/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The stake of a staking pool: what is at work, and what of it leaves in which
 * epoch.
 * 
 * What stake is worth, its principal with the rewards so far, is counted to 12
 * decimal places of a FROST. So what leaves takes out what it is worth even after
 * one epoch has multiplied it, and what is left is what the others are worth.
 * Everything is rounded down, so `worth` is never less than what all stakes at
 * work are worth together.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::pool_stake';
export const LeavingStake = new MoveStruct({ name: `${$moduleName}::LeavingStake`, fields: {
        epoch: bcs.u32(),
        principal: bcs.u64(),
        worth: bcs.u128()
    } });
export const PoolStake = new MoveStruct({ name: `${$moduleName}::PoolStake`, fields: {
        /** The principal of all stake that somebody holds, at work or not, in FROST. */
        held: bcs.u64(),
        /** Principal at work, in FROST, and what it is worth, in 10^-12 FROST. */
        principal: bcs.u64(),
        worth: bcs.u128(),
        /** In no order, one entry for an epoch. */
        leaving: bcs.vector(LeavingStake)
    } });