/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A storage node as the chain knows it: its address, the keys with which it signs
 * and encrypts, and the capability with which its operator acts for it.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as group_ops from './deps/sui/group_ops.js';
import * as extended_field from './extended_field.js';
import * as event_blob from '../walrus_core/event_blob.js';
const $moduleName = '@local-pkg/walrus::storage_node';
export const StorageNodeInfo = new MoveStruct({ name: `${$moduleName}::StorageNodeInfo`, fields: {
        name: bcs.string(),
        /** The id of its staking pool. */
        node_id: bcs.Address,
        /** Host and port. */
        network_address: bcs.string(),
        /** The BLS key of this epoch, and the one of the next epoch if it changes. */
        public_key: group_ops.Element,
        next_epoch_public_key: bcs.option(group_ops.Element),
        /** The key of its TLS certificate. */
        network_public_key: bcs.vector(bcs.u8()),
        metadata: extended_field.ExtendedField
    } });
export const StorageNodeCap = new MoveStruct({ name: `${$moduleName}::StorageNodeCap`, fields: {
        id: bcs.Address,
        node_id: bcs.Address,
        /** The last epoch whose shards the node has declared to hold. */
        last_epoch_sync_done: bcs.u32(),
        last_event_blob_attestation: bcs.option(event_blob.EventBlobAttestation),
        /** The list of blobs that the node refuses to store: Merkle root, version, bytes. */
        deny_list_root: bcs.u256(),
        deny_list_sequence: bcs.u64(),
        deny_list_size: bcs.u64()
    } });
export interface NodeIdArguments {
    self: RawTransactionArgument<string>;
}
export interface NodeIdOptions {
    package?: string;
    arguments: NodeIdArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The node for which the holder acts. Never aborts. */
export function nodeId(options: NodeIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_node',
        function: 'node_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LastEpochSyncDoneArguments {
    self: RawTransactionArgument<string>;
}
export interface LastEpochSyncDoneOptions {
    package?: string;
    arguments: LastEpochSyncDoneArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The last epoch whose shards the node has declared to hold; 0 if none. Never
 * aborts.
 */
export function lastEpochSyncDone(options: LastEpochSyncDoneOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_node',
        function: 'last_epoch_sync_done',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LastEventBlobAttestationArguments {
    self: RawTransactionArgument<string>;
}
export interface LastEventBlobAttestationOptions {
    package?: string;
    arguments: LastEventBlobAttestationArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The last event blob that the node has voted for. Never aborts. */
export function lastEventBlobAttestation(options: LastEventBlobAttestationOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_node',
        function: 'last_event_blob_attestation',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DenyListRootArguments {
    self: RawTransactionArgument<string>;
}
export interface DenyListRootOptions {
    package?: string;
    arguments: DenyListRootArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The root of the Merkle tree over the blobs that the node refuses to store. Never
 * aborts.
 */
export function denyListRoot(options: DenyListRootOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_node',
        function: 'deny_list_root',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DenyListSequenceArguments {
    self: RawTransactionArgument<string>;
}
export interface DenyListSequenceOptions {
    package?: string;
    arguments: DenyListSequenceArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The number of the node's deny list; 0 if it never had one. Never aborts. */
export function denyListSequence(options: DenyListSequenceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_node',
        function: 'deny_list_sequence',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DenyListSizeArguments {
    self: RawTransactionArgument<string>;
}
export interface DenyListSizeOptions {
    package?: string;
    arguments: DenyListSizeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** Bytes of encoded data that the node refuses to store. Never aborts. */
export function denyListSize(options: DenyListSizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_node',
        function: 'deny_list_size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IdArguments {
    self: TransactionArgument;
}
export interface IdOptions {
    package?: string;
    arguments: IdArguments | [
        self: TransactionArgument
    ];
}
/** The node. Never aborts. */
export function id(options: IdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_node',
        function: 'id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}