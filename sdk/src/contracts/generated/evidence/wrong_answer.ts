/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Proofs that a node has answered wrongly in a round.
 * 
 * In a round a node posts one root over all its answers. Each answer is a leaf
 * that names the node, the round, the blob, the sliver asked for, the cell, and
 * the hash that the node claims for the cell. The leaf says itself what it claims,
 * so the draw of the samples is not looked at. A claim is wrong if the same cell,
 * opened under the blob id, has another hash.
 * 
 * The cell can be opened in two ways. Under the hash of the very sliver that was
 * asked for, it convicts: a node compares with that hash before it answers. Under
 * the hash of the sliver that crosses it, it accuses only: where the writer has
 * encoded badly, the two differ, and the node is honest.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::wrong_answer';
export const Claim = new MoveStruct({ name: `${$moduleName}::Claim`, fields: {
        evidence: bcs.Address,
        round: bcs.u32(),
        node: bcs.Address,
        blob_id: bcs.u256(),
        /** The axis and the number of the sliver that was asked for, and the cell in it. */
        axis: bcs.u8(),
        sliver: bcs.u16(),
        cell: bcs.u16(),
        leaf_hash: bcs.Address
    } });