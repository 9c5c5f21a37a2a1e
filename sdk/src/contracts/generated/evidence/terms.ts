/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The term of a committee: who its members are, what they hold, and the times of
 * its epoch, as `walrus::judge::epoch_record` gives them once an epoch. Judges
 * look at nothing else, so that they depend on no object of walrus.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::terms';
export const Term = new MoveStruct({ name: `${$moduleName}::Term`, fields: {
        epoch: bcs.u32(),
        node_ids: bcs.vector(bcs.Address),
        /** Shards of each member. */
        weights: bcs.vector(bcs.u16()),
        /** The place among the members of the owner of each shard. */
        owners: bcs.vector(bcs.u8()),
        /** When the epoch change was done, and how long an epoch lasts, in milliseconds. */
        done_ms: bcs.u64(),
        duration_ms: bcs.u64(),
        /** The members that have declared all their shards lost. */
        exempt: bcs.u256()
    } });
export const CommitteePreimage = new MoveStruct({ name: `${$moduleName}::CommitteePreimage`, fields: {
        epoch: bcs.u32(),
        n_shards: bcs.u16(),
        node_ids: bcs.vector(bcs.Address),
        public_keys: bcs.vector(bcs.vector(bcs.u8())),
        weights: bcs.vector(bcs.u16()),
        shards: bcs.vector(bcs.vector(bcs.u16())),
        done_ms: bcs.u64(),
        duration_ms: bcs.u64(),
        hand_over_deadline_ms: bcs.u64()
    } });