/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The candidates for the next committee: the nodes with the most stake, up to a
 * fixed number.
 * 
 * A node enters, moves or leaves when its own stake changes. The `Ranking` beside
 * the set holds all other nodes with stake. A candidate that falls behind the best
 * of them changes places with it, and a newcomer that comes before the weakest
 * candidate takes its place. So who is a candidate depends on the stakes as they
 * are, and on nothing that came and went.
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