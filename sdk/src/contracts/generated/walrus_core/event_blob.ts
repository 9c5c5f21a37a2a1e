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

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus_core::event_blob';
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
export interface CreateWithEmptyStateOptions {
    package?: string;
    arguments?: [
    ];
}
/** No votes, and no event blob certified so far. Never aborts. */
export function createWithEmptyState(options: CreateWithEmptyStateOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'event_blob',
        function: 'create_with_empty_state',
    });
}
export interface ResetArguments {
    self: TransactionArgument;
}
export interface ResetOptions {
    package?: string;
    arguments: ResetArguments | [
        self: TransactionArgument
    ];
}
/**
 * Forgets the votes of the epoch that ends; the next committee's nodes vote anew.
 * Never aborts.
 */
export function reset(options: ResetOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'event_blob',
        function: 'reset',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AttestArguments {
    self: TransactionArgument;
    last: TransactionArgument;
    checkpoint: RawTransactionArgument<number | bigint>;
    epoch: RawTransactionArgument<number>;
}
export interface AttestOptions {
    package?: string;
    arguments: AttestArguments | [
        self: TransactionArgument,
        last: TransactionArgument,
        checkpoint: RawTransactionArgument<number | bigint>,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * The vote of a node that voted `last` before, in `epoch`, for an event blob up to
 * `checkpoint`.
 *
 * Aborts with:
 *
 * - `ERepeatedAttestation` if `last` was in the same epoch and for this checkpoint
 *   or a later one,
 * - `EIncorrectAttestation` if `last` was in the same epoch and is not certified.
 */
export function attest(options: AttestOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u64',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "last", "checkpoint", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'event_blob',
        function: 'attest',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsCertifiedArguments {
    self: TransactionArgument;
    checkpoint: RawTransactionArgument<number | bigint>;
}
export interface IsCertifiedOptions {
    package?: string;
    arguments: IsCertifiedArguments | [
        self: TransactionArgument,
        checkpoint: RawTransactionArgument<number | bigint>
    ];
}
/** Is an event blob certified that ends there or later? Never aborts. */
export function isCertified(options: IsCertifiedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "checkpoint"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'event_blob',
        function: 'is_certified',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CountArguments {
    self: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
    checkpoint: RawTransactionArgument<number | bigint>;
    weight: RawTransactionArgument<number>;
}
export interface CountOptions {
    package?: string;
    arguments: CountArguments | [
        self: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>,
        checkpoint: RawTransactionArgument<number | bigint>,
        weight: RawTransactionArgument<number>
    ];
}
/**
 * Counts a vote, and returns the weight of all votes for the same event blob.
 *
 * Aborts with an arithmetic error if that is more than 65,535.
 */
export function count(options: CountOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u256',
        'u64',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "checkpoint", "weight"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'event_blob',
        function: 'count',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetCertifiedArguments {
    self: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
    checkpoint: RawTransactionArgument<number | bigint>;
}
export interface SetCertifiedOptions {
    package?: string;
    arguments: SetCertifiedArguments | [
        self: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>,
        checkpoint: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Certifies an event blob that ends at `checkpoint`. All other votes are void:
 * they were for a record that does not follow this one. Never aborts.
 */
export function setCertified(options: SetCertifiedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u256',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "checkpoint"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'event_blob',
        function: 'set_certified',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}