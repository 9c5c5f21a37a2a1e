/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * When rounds open: at times that nobody can know.
 * 
 * An epoch has 64 slots, and each slot one attempt, which draws a number from 0
 * to 63. The attempt only stores the number, so that it does the same work
 * whatever it has drawn: nobody can refuse an outcome by a small gas budget. A
 * second transaction opens the round if the number is below 5, and passes the slot
 * otherwise. In the last slot of which all leaves enough time, an epoch that has
 * had no round gets one for certain.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::slots';
export const Slots = new MoveStruct({ name: `${$moduleName}::Slots`, fields: {
        /** The first slot that has had no attempt. */
        next: bcs.u64(),
        /** The number that the last attempt has drawn, while nothing has been made of it. */
        drawn: bcs.option(bcs.u8()),
        /** Has a round opened in this epoch? */
        had_round: bcs.bool()
    } });