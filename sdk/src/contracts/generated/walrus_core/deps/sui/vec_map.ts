/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A small map in a vector, in order of insertion. Every operation may look at
 * every entry.
 */

import { type BcsType, bcs } from '@mysten/sui/bcs';
import { MoveStruct } from '../../../utils/index.js';
const $moduleName = '0x2::vec_map';
export function Entry<K extends BcsType<any>, V extends BcsType<any>>(...typeParameters: [
    K,
    V
]) {
    return new MoveStruct({ name: `${$moduleName}::Entry<${typeParameters[0].name as K['name']}, ${typeParameters[1].name as V['name']}>`, fields: {
            key: typeParameters[0],
            value: typeParameters[1]
        } });
}
export function VecMap<K extends BcsType<any>, V extends BcsType<any>>(...typeParameters: [
    K,
    V
]) {
    return new MoveStruct({ name: `${$moduleName}::VecMap<${typeParameters[0].name as K['name']}, ${typeParameters[1].name as V['name']}>`, fields: {
            contents: bcs.vector(Entry(typeParameters[0], typeParameters[1]))
        } });
}