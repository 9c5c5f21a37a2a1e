/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Event blobs: the network's own record of its events. Storage nodes vote for each
 * event blob, and it is stored when a quorum has voted for it.
 * 
 * An event blob covers the checkpoints up to a number, and follows the one that
 * was certified before. Within an epoch a node can vote for a later event blob
 * only when the one for which it voted last is certified. So no node supports two
 * competing records.
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