/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The witness with which this package makes sentences. `System` records its type
 * as that of the network's judge; no other package can make one, and no capability
 * has to be kept.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::witness';
export const Witness = new MoveStruct({ name: `${$moduleName}::Witness`, fields: {
        dummy_field: bcs.bool()
    } });