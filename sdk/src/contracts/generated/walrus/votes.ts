/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * How the committee agrees on a number: each node names one, and its shards are
 * its weight.
 * 
 * The outcome is backed by a quorum, 2f + 1 shards, so the f shards that may be in
 * faulty hands can neither push it beyond what an honest node has named, nor can
 * any third of the weight.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::votes';
export const Vote = new MoveStruct({ name: `${$moduleName}::Vote`, fields: {
        value: bcs.u64(),
        weight: bcs.u16()
    } });