/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The candidates for the next committee: the nodes with the most stake, up to a
 * fixed number.
 * 
 * A node enters or moves when its own stake changes. A full set accepts a new node
 * only if its stake is more than that of the candidate with the least stake, which
 * it then replaces.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::active_set';
export const ActiveSetEntry = new MoveStruct({ name: `${$moduleName}::ActiveSetEntry`, fields: {
        node_id: bcs.Address,
        staked_amount: bcs.u64()
    } });
export const ActiveSet = new MoveStruct({ name: `${$moduleName}::ActiveSet`, fields: {
        max_size: bcs.u16(),
        /** The least stake that makes a candidate; a node without stake is never one. */
        threshold_stake: bcs.u64(),
        nodes: bcs.vector(ActiveSetEntry),
        /** The sum of all candidates' stakes. */
        total_stake: bcs.u64()
    } });