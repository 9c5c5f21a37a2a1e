/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The Merkle trees of Red Stuff, which are also those of a round's set and of a
 * node's answers.
 * 
 * leaf = H(00 || data), inner node = H(01 || left || right), H = BLAKE2b-256. A
 * level of odd length gets 32 zero bytes at its end, so all leaves of a tree have
 * the same depth, and an opening of another length is none. Exact lengths also
 * keep an inner node from passing for a leaf.
 * 
 * A digest is an `address`, and a preimage the BCS of a struct: nothing is copied
 * byte by byte, so a proof of 43 hashes costs no more than a small transaction.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs, type BcsType } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::merkle';
export const Pair = new MoveStruct({ name: `${$moduleName}::Pair`, fields: {
        tag: bcs.u8(),
        left: bcs.Address,
        right: bcs.Address
    } });
/** The preimage of a leaf whose data is the BCS of a `T`. */
export function Leaf<T extends BcsType<any>>(...typeParameters: [
    T
]) {
    return new MoveStruct({ name: `${$moduleName}::Leaf<${typeParameters[0].name as T['name']}>`, fields: {
            tag: bcs.u8(),
            data: typeParameters[0]
        } });
}