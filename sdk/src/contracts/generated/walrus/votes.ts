/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * How the committee agrees on a number. Each node names one, and its shards are
 * its weight.
 * 
 * - A price stays, unless a quorum of the shards names more or a quorum names
 *   less; then it goes as far as that quorum agrees. So the f shards that may
 *   belong to faulty nodes never move it alone.
 * - A capacity is what a quorum can provide. Among honest nodes that name
 *   different numbers, f shards can choose; beyond what an honest node has named
 *   they cannot move it.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::votes';
export const Vote = new MoveStruct({ name: `${$moduleName}::Vote`, fields: {
        value: bcs.u64(),
        weight: bcs.u16()
    } });