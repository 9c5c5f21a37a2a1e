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
 * `walrus_core::bls_aggregate` checks; this module only says what the bytes mean.
 * So anyone can make values of its types, and none proves anything: `walrus` takes
 * bytes and a certificate from a caller, never a message.
 */

import { MoveStruct, MoveEnum, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::messages';
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
export interface ParseArguments {
    bytes: RawTransactionArgument<Array<number>>;
    epoch: RawTransactionArgument<number>;
}
export interface ParseOptions {
    package?: string;
    arguments: ParseArguments | [
        bytes: RawTransactionArgument<Array<number>>,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Checks the header of a message of Walrus against `epoch` and separates the body.
 *
 * Aborts with:
 *
 * - `EInvalidMessageLength` if there are fewer than 7 bytes,
 * - `EIncorrectIntentVersion` if byte 1 is not 0,
 * - `EIncorrectAppId` if byte 2 is not 3,
 * - `EIncorrectEpoch` if the message is of another epoch.
 */
export function parse(options: ParseOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'vector<u8>',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["bytes", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'parse',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ParseOwnArguments {
    bytes: RawTransactionArgument<Array<number>>;
    epoch: RawTransactionArgument<number>;
}
export interface ParseOwnOptions {
    package?: string;
    arguments: ParseOwnArguments | [
        bytes: RawTransactionArgument<Array<number>>,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * The same for a message of this project.
 *
 * Aborts with:
 *
 * - `EInvalidMessageLength` if there are fewer than 7 bytes,
 * - `EIncorrectIntentVersion` if byte 1 is not 0,
 * - `EIncorrectAppId` if byte 2 is not 72,
 * - `EIncorrectEpoch` if the message is of another epoch.
 */
export function parseOwn(options: ParseOwnOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'vector<u8>',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["bytes", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'parse_own',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface OwnAppIdOptions {
    package?: string;
    arguments?: [
    ];
}
/** The app id of the messages that only this project has. Never aborts. */
export function ownAppId(options: OwnAppIdOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'own_app_id',
    });
}
export interface IntoPartsArguments {
    self: TransactionArgument;
}
export interface IntoPartsOptions {
    package?: string;
    arguments: IntoPartsArguments | [
        self: TransactionArgument
    ];
}
/** The type of the message, and its body. Never aborts. */
export function intoParts(options: IntoPartsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'into_parts',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoBlobCertificateArguments {
    self: TransactionArgument;
}
export interface IntoBlobCertificateOptions {
    package?: string;
    arguments: IntoBlobCertificateArguments | [
        self: TransactionArgument
    ];
}
/**
 * Reads the message as a blob certificate (type 1).
 *
 * Aborts with:
 *
 * - `EInvalidMsgType` if it is of another type,
 * - `EInvalidBlobPersistenceType` if its persistence tag is neither 0 nor 1,
 * - `EInvalidMessageLength` if it has not the length that its persistence tag asks
 *   for.
 */
export function intoBlobCertificate(options: IntoBlobCertificateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'into_blob_certificate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoInvalidBlobIdArguments {
    self: TransactionArgument;
}
export interface IntoInvalidBlobIdOptions {
    package?: string;
    arguments: IntoInvalidBlobIdArguments | [
        self: TransactionArgument
    ];
}
/**
 * Reads the message as the statement that a blob id is invalid (type 2), and
 * returns that id.
 *
 * Aborts with `EInvalidMsgType` if it is of another type, and with
 * `EInvalidMessageLength` if its body has not 32 bytes.
 */
export function intoInvalidBlobId(options: IntoInvalidBlobIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'into_invalid_blob_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoDenyListUpdateArguments {
    self: TransactionArgument;
}
export interface IntoDenyListUpdateOptions {
    package?: string;
    arguments: IntoDenyListUpdateArguments | [
        self: TransactionArgument
    ];
}
/**
 * Reads the message as a node's new deny list (type 4).
 *
 * Aborts with `EInvalidMsgType` if it is of another type, and with
 * `EInvalidMessageLength` if its body has not 80 bytes.
 */
export function intoDenyListUpdate(options: IntoDenyListUpdateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'into_deny_list_update',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoDenyListedBlobArguments {
    self: TransactionArgument;
}
export interface IntoDenyListedBlobOptions {
    package?: string;
    arguments: IntoDenyListedBlobArguments | [
        self: TransactionArgument
    ];
}
/**
 * Reads the message as the statement that a blob is on a deny list (type 5), and
 * returns its id.
 *
 * Aborts with `EInvalidMsgType` if it is of another type, and with
 * `EInvalidMessageLength` if its body has not 32 bytes.
 */
export function intoDenyListedBlob(options: IntoDenyListedBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'into_deny_listed_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoProtocolVersionArguments {
    self: TransactionArgument;
}
export interface IntoProtocolVersionOptions {
    package?: string;
    arguments: IntoProtocolVersionArguments | [
        self: TransactionArgument
    ];
}
/**
 * Reads the message as a version of the protocol between nodes (type 6): the first
 * epoch in which it holds, and its number.
 *
 * Aborts with `EInvalidMsgType` if it is of another type, and with
 * `EInvalidMessageLength` if its body has not 12 bytes.
 */
export function intoProtocolVersion(options: IntoProtocolVersionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'into_protocol_version',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VerifyProofOfPossessionArguments {
    epoch: RawTransactionArgument<number>;
    owner: RawTransactionArgument<string>;
    publicKey: RawTransactionArgument<Array<number>>;
    signature: RawTransactionArgument<Array<number>>;
}
export interface VerifyProofOfPossessionOptions {
    package?: string;
    arguments: VerifyProofOfPossessionArguments | [
        epoch: RawTransactionArgument<number>,
        owner: RawTransactionArgument<string>,
        publicKey: RawTransactionArgument<Array<number>>,
        signature: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Does `signature` show that `owner` knows the secret behind `public_key`? A proof
 * holds for one address and one epoch, so that nobody can register with a key made
 * from others' keys.
 *
 * Aborts with `EInvalidKeyLength` if the key has not 48 bytes.
 */
export function verifyProofOfPossession(options: VerifyProofOfPossessionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u32',
        'address',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["epoch", "owner", "publicKey", "signature"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'verify_proof_of_possession',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ProofOfPossessionBytesArguments {
    epoch: RawTransactionArgument<number>;
    owner: RawTransactionArgument<string>;
    publicKey: RawTransactionArgument<Array<number>>;
}
export interface ProofOfPossessionBytesOptions {
    package?: string;
    arguments: ProofOfPossessionBytesArguments | [
        epoch: RawTransactionArgument<number>,
        owner: RawTransactionArgument<string>,
        publicKey: RawTransactionArgument<Array<number>>
    ];
}
/**
 * What a node signs to show that it knows the secret behind a public key.
 *
 * Aborts with `EInvalidKeyLength` if the key has not 48 bytes.
 */
export function proofOfPossessionBytes(options: ProofOfPossessionBytesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u32',
        'address',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["epoch", "owner", "publicKey"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'proof_of_possession_bytes',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobCertificateBytesArguments {
    epoch: RawTransactionArgument<number>;
    blobId: RawTransactionArgument<number | bigint>;
    objectId: RawTransactionArgument<string | null>;
}
export interface BlobCertificateBytesOptions {
    package?: string;
    arguments: BlobCertificateBytesArguments | [
        epoch: RawTransactionArgument<number>,
        blobId: RawTransactionArgument<number | bigint>,
        objectId: RawTransactionArgument<string | null>
    ];
}
/**
 * What nodes sign to certify a blob: a permanent one, or the one that a deletable
 * object is. Never aborts.
 */
export function blobCertificateBytes(options: BlobCertificateBytesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u32',
        'u256',
        '0x1::option::Option<0x2::object::ID>'
    ] satisfies (string | null)[];
    const parameterNames = ["epoch", "blobId", "objectId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'blob_certificate_bytes',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobIdArguments {
    self: TransactionArgument;
}
export interface BlobIdOptions {
    package?: string;
    arguments: BlobIdArguments | [
        self: TransactionArgument
    ];
}
/** The blob that the certificate is about. Never aborts. */
export function blobId(options: BlobIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'blob_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PersistenceArguments {
    self: TransactionArgument;
}
export interface PersistenceOptions {
    package?: string;
    arguments: PersistenceArguments | [
        self: TransactionArgument
    ];
}
/** How long the certificate binds the nodes. Never aborts. */
export function persistence(options: PersistenceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'persistence',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CoversArguments {
    self: TransactionArgument;
    deletable: RawTransactionArgument<boolean>;
}
export interface CoversOptions {
    package?: string;
    arguments: CoversArguments | [
        self: TransactionArgument,
        deletable: RawTransactionArgument<boolean>
    ];
}
/**
 * Does the certificate fit a blob object? One for a deletable blob names the
 * object. Never aborts.
 */
export function covers(options: CoversOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'bool'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "deletable"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'covers',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NodeIdArguments {
    self: TransactionArgument;
}
export interface NodeIdOptions {
    package?: string;
    arguments: NodeIdArguments | [
        self: TransactionArgument
    ];
}
/** The node whose deny list it is. Never aborts. */
export function nodeId(options: NodeIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'node_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SequenceArguments {
    self: TransactionArgument;
}
export interface SequenceOptions {
    package?: string;
    arguments: SequenceArguments | [
        self: TransactionArgument
    ];
}
/** The number of the deny list; each is larger than the one before. Never aborts. */
export function sequence(options: SequenceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'sequence',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SizeArguments {
    self: TransactionArgument;
}
export interface SizeOptions {
    package?: string;
    arguments: SizeArguments | [
        self: TransactionArgument
    ];
}
/** Bytes of encoded data on the deny list. Never aborts. */
export function size(options: SizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RootArguments {
    self: TransactionArgument;
}
export interface RootOptions {
    package?: string;
    arguments: RootArguments | [
        self: TransactionArgument
    ];
}
/** The root of the Merkle tree over the deny list. Never aborts. */
export function root(options: RootOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'messages',
        function: 'root',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}