/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Event blobs: the network's own record of its events, stored as blobs that the
 * storage nodes vote for one by one.
 * 
 * Each covers the checkpoints up to some number, following the one certified
 * before. A node votes within an epoch for a later one only when the one that it
 * voted for is settled, by which it cannot have a part in two competing records.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus::event_blob';
export const EventBlobAttestation = new MoveStruct({ name: `${$moduleName}::EventBlobAttestation`, fields: {
        /** The last checkpoint that the event blob covers. */
        checkpoint_sequence_num: bcs.u64(),
        /** The epoch of the vote. */
        epoch: bcs.u32()
    } });
export const EventBlob = new MoveStruct({ name: `${$moduleName}::EventBlob`, fields: {
        blob_id: bcs.u256(),
        /** The last checkpoint that it covers. */
        ending_checkpoint_sequence_number: bcs.u64()
    } });
export const EventBlobCertificationState = new MoveStruct({ name: `${$moduleName}::EventBlobCertificationState`, fields: {
        latest_certified_blob: bcs.option(EventBlob),
        /** Votes of the current epoch, in shards. */
        aggregate_weight_per_blob: vec_map.VecMap(EventBlob, bcs.u16())
    } });