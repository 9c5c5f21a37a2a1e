/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/** What a node has said of shards that it has lost. */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::declaration';
export const Declaration = new MoveStruct({ name: `${$moduleName}::Declaration`, fields: {
        epoch: bcs.u32(),
        shards: bcs.vector(bcs.u16()),
        /** The last epoch for which these shards' rewards were withheld. */
        charged: bcs.u32(),
        /** Has the node its shards again? */
        is_restored: bcs.bool()
    } });