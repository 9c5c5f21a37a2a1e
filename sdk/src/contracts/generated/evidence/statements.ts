/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * What members of a committee sign about evidence. Every message opens with type
 * u8, version u8 = 0, app id u8 = 72 and the epoch (u32). The body is the BCS of
 * the structs below:
 * 
 * | type | says          | body                                                                |
 * | ---- | ------------- | ------------------------------------------------------------------- |
 * | 64   | ready         | evidence id, round u32, count u64, bytes u64, root (32)             |
 * | 65   | passed        | evidence id, round u32, nodes u256                                  |
 * | 67   | refused       | evidence id, blob id (32)                                           |
 * | 68   | unrecoverable | evidence id, blob id (32)                                           |
 * | 69   | schedule      | evidence id, sequence u64, from epoch u32, stake ppm of causes 1 to |
 * |      |               | 9 (u32 each, no length), rebuild cost u64                           |
 * | 70   | revoked       | evidence id, blob id (32), record u64                               |
 * 
 * Each names the `Evidence` object, so that nothing signed on one network counts
 * on another. Messages are made again and compared, never parsed: a body has one
 * meaning, and no byte to spare.
 */

import { type BcsType, bcs } from '@mysten/sui/bcs';
import { MoveStruct } from '../utils/index.js';
const $moduleName = '@local-pkg/evidence::statements';
/** A message as it is signed. */
export function Message<T extends BcsType<any>>(...typeParameters: [
    T
]) {
    return new MoveStruct({ name: `${$moduleName}::Message<${typeParameters[0].name as T['name']}>`, fields: {
            message_type: bcs.u8(),
            version: bcs.u8(),
            app_id: bcs.u8(),
            epoch: bcs.u32(),
            body: typeParameters[0]
        } });
}
export const Ready = new MoveStruct({ name: `${$moduleName}::Ready`, fields: {
        evidence: bcs.Address,
        round: bcs.u32(),
        count: bcs.u64(),
        bytes: bcs.u64(),
        root: bcs.Address
    } });
export const Passed = new MoveStruct({ name: `${$moduleName}::Passed`, fields: {
        evidence: bcs.Address,
        round: bcs.u32(),
        nodes: bcs.u256()
    } });
export const AboutBlob = new MoveStruct({ name: `${$moduleName}::AboutBlob`, fields: {
        evidence: bcs.Address,
        blob_id: bcs.u256()
    } });
export const NewSchedule = new MoveStruct({ name: `${$moduleName}::NewSchedule`, fields: {
        evidence: bcs.Address,
        sequence: bcs.u64(),
        from_epoch: bcs.u32(),
        /** Millionths of the stake that each cause takes. */
        wrong_answer: bcs.u32(),
        missed_in_a_row: bcs.u32(),
        missed: bcs.u32(),
        void_round: bcs.u32(),
        not_delivered: bcs.u32(),
        not_received: bcs.u32(),
        declared_lost: bcs.u32(),
        unrecoverable: bcs.u32(),
        vote: bcs.u32(),
        rebuild_cost: bcs.u64()
    } });
export const Revoked = new MoveStruct({ name: `${$moduleName}::Revoked`, fields: {
        evidence: bcs.Address,
        blob_id: bcs.u256(),
        record: bcs.u64()
    } });
export const Signers = new MoveStruct({ name: `${$moduleName}::Signers`, fields: {
        epoch: bcs.u32(),
        /** Bit i is the member i of the committee of the epoch. */
        bitmap: bcs.u256(),
        weight: bcs.u16(),
        count: bcs.u16(),
        n_shards: bcs.u16(),
        /** The hash of the message. */
        digest: bcs.Address,
        /** The sum of their signatures. */
        signature: bcs.vector(bcs.u8())
    } });