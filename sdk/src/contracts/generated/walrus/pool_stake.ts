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
 * 
 * A penalty lowers principal and rewards in the same proportion. Rewards are in
 * the pool and pay at once; principal is with its owner and pays when it is
 * withdrawn. So the pool counts what penalties have left of the principal as well.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::pool_stake';
export const LeavingStake = new MoveStruct({ name: `${$moduleName}::LeavingStake`, fields: {
        epoch: bcs.u32(),
        principal: bcs.u64(),
        kept: bcs.u128(),
        worth: bcs.u128()
    } });
export const PoolStake = new MoveStruct({ name: `${$moduleName}::PoolStake`, fields: {
        /** The principal of all stake that somebody holds, at work or not, in FROST. */
        held: bcs.u64(),
        /**
         * Principal at work, in FROST. What penalties have left of it, and what it is
         * worth, in 10^-12 FROST.
         */
        principal: bcs.u64(),
        kept: bcs.u128(),
        worth: bcs.u128(),
        /** In no order, one entry for an epoch. */
        leaving: bcs.vector(LeavingStake),
        /**
         * What left with the epoch to which the pool has advanced, as it was then, and the
         * principal that joined with it, in FROST.
         */
        departed: LeavingStake,
        joined: bcs.u64()
    } });