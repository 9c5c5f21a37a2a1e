/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Amounts that wait for an epoch to come.
 * 
 * Entries are at most two epochs ahead, and those of past epochs are merged
 * whenever one is added, so there are never more than a handful.
 */

import { MoveTuple } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus::pending_values';
export const PendingValues = new MoveTuple({ name: `${$moduleName}::PendingValues`, fields: [vec_map.VecMap(bcs.u32(), bcs.u64())] });