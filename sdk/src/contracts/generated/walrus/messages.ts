/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The messages that storage nodes sign, byte by byte.
 * 
 * Every message opens with the intent: type u8, version u8 = 0, app id u8 = 3,
 * then the epoch as u32 in little-endian order. The body follows; its length is
 * fixed by the type (and, for a blob certificate, by its persistence tag), so two
 * different byte strings never mean the same:
 * 
 * | type | body                                                                   |
 * | ---- | ---------------------------------------------------------------------- |
 * | 0    | proof of possession: Sui address (32 bytes), BLS public key (48 bytes) |
 * | 1    | blob certificate: blob id (32), then 0, or 1 and the object's id (32)  |
 * | 2    | invalid blob id: blob id (32)                                          |
 * | 4    | deny list update: node id (32), sequence u64, size u64, root (32)      |
 * | 5    | blob on a deny list: blob id (32)                                      |
 * | 6    | protocol version: start epoch u32, version u64                         |
 * 
 * Types 64 and up are this project's own, with app id 72: see `walrus::judge`.
 * What a message proves depends on the weight that signed it, which
 * `walrus::bls_aggregate` checks; this module only says what the bytes mean.
 */

import { MoveStruct, MoveEnum } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::messages';
export const BlobCertificateMessage = new MoveStruct({ name: `${$moduleName}::BlobCertificateMessage`, fields: {
        intent_type: bcs.u8(),
        intent_version: bcs.u8(),
        app_id: bcs.u8(),
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        object_id: bcs.option(bcs.Address)
    } });
export const Message = new MoveStruct({ name: `${$moduleName}::Message`, fields: {
        intent_type: bcs.u8(),
        body: bcs.vector(bcs.u8())
    } });
/**
 * What a blob certificate promises: storage until the end epoch come what may, or
 * until the owner of that very object deletes it.
 */
export const BlobPersistenceType = new MoveEnum({ name: `${$moduleName}::BlobPersistenceType`, fields: {
        Permanent: null,
        Deletable: new MoveStruct({ name: `BlobPersistenceType.Deletable`, fields: {
                object_id: bcs.Address
            } })
    } });
export const BlobCertificate = new MoveStruct({ name: `${$moduleName}::BlobCertificate`, fields: {
        blob_id: bcs.u256(),
        persistence: BlobPersistenceType
    } });
export const DenyListUpdate = new MoveStruct({ name: `${$moduleName}::DenyListUpdate`, fields: {
        node_id: bcs.Address,
        sequence: bcs.u64(),
        size: bcs.u64(),
        root: bcs.u256()
    } });