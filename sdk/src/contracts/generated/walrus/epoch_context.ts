/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * What a staking pool has to know of the rest of the network: the epoch, whether
 * the next committee is selected, and whether the node is in one of the two
 * committees. With that the pool decides when stake begins and ceases to count.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::epoch_context';
export const EpochContext = new MoveStruct({ name: `${$moduleName}::EpochContext`, fields: {
        epoch: bcs.u32(),
        /** Is it settled already who serves in the next epoch? */
        committee_selected: bcs.bool(),
        /** Does the node serve in this epoch? */
        in_committee: bcs.bool(),
        /** Is it settled that the node serves in the next epoch? */
        in_next_committee: bcs.bool()
    } });