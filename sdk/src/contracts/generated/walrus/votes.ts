/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * How the committee agrees on a number. Each node names one, and its shards are
 * its weight.
 * 
 * The result has the support of a quorum, 2f + 1 shards. So the f shards that may
 * belong to faulty nodes cannot move it beyond what an honest node has named. No
 * third of the weight can.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::votes';
export const Vote = new MoveStruct({ name: `${$moduleName}::Vote`, fields: {
        value: bcs.u64(),
        weight: bcs.u16()
    } });