/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * How a node has behaved: what outlives a round and an epoch.
 * 
 * A node's stake is taken once at most for one cause in one epoch: the key of a
 * penalty is (epoch, node, cause). Rewards are withheld round by round; walrus
 * takes no more than all of them.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::node_record';
export const NodeRecord = new MoveStruct({ name: `${$moduleName}::NodeRecord`, fields: {
        /** Rounds missed since the last one that it passed. */
        misses_in_a_row: bcs.u32(),
        /** The epoch to which the next three belong. */
        epoch: bcs.u32(),
        /** Rounds missed in that epoch. */
        misses: bcs.u32(),
        /** The causes for which stake was taken in that epoch: bit c is cause c. */
        stake_taken: bcs.u16(),
        /**
         * Millionths of its stake that were taken in that epoch for shards that it has not
         * delivered.
         */
        for_shards: bcs.u32(),
        /** Do rewards wait for the next round that it passes? */
        is_held: bcs.bool(),
        /** The last epoch for whose unrecoverable blobs it has paid. */
        paid_for_blobs: bcs.u32()
    } });