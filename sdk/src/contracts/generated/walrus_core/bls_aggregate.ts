/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The committee as the verifier of certificates: who can sign, with which key and
 * which weight.
 * 
 * A certificate is one BLS12-381 signature (public keys in G1, signatures in G2),
 * the aggregate of all signers' signatures, and a bitmap of the signers. Member i
 * is bit i mod 8 of byte i / 8, least significant bit first. Zero bytes at the end
 * can be left out. A bit after the last member is refused.
 * 
 * The committee stores the sum of all keys. The key of the signers is this sum
 * less the keys of the members who did not sign, and with a quorum these are few.
 * 
 * Anyone can make a committee. The one that counts is in `System` of `walrus`,
 * which takes none from a caller and gives none away.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as group_ops from './deps/sui/group_ops.js';
const $moduleName = '@local-pkg/walrus_core::bls_aggregate';
export const BlsCommitteeMember = new MoveStruct({ name: `${$moduleName}::BlsCommitteeMember`, fields: {
        /** Its BLS public key, kept uncompressed because that makes adding keys cheap. */
        public_key: group_ops.Element,
        /** Its number of shards. */
        weight: bcs.u16(),
        node_id: bcs.Address
    } });
export const BlsCommittee = new MoveStruct({ name: `${$moduleName}::BlsCommittee`, fields: {
        members: bcs.vector(BlsCommitteeMember),
        /** The sum of all weights. */
        n_shards: bcs.u16(),
        epoch: bcs.u32(),
        /** The sum of all public keys. */
        total_aggregated_key: group_ops.Element
    } });
export interface NewBlsCommitteeArguments {
    epoch: RawTransactionArgument<number>;
    members: TransactionArgument;
}
export interface NewBlsCommitteeOptions {
    package?: string;
    arguments: NewBlsCommitteeArguments | [
        epoch: RawTransactionArgument<number>,
        members: TransactionArgument
    ];
}
/**
 * The committee of `epoch`. Without members it has no shards, and nothing is a
 * quorum.
 *
 * Aborts with an arithmetic error if the weights add up to more than 65,535, and
 * with `sui::group_ops::EInputTooLong` if there are more members than Sui adds up
 * keys at once.
 */
export function newBlsCommittee(options: NewBlsCommitteeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u32',
        'vector<null>'
    ] satisfies (string | null)[];
    const parameterNames = ["epoch", "members"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'new_bls_committee',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NewBlsCommitteeMemberArguments {
    publicKey: TransactionArgument;
    weight: RawTransactionArgument<number>;
    nodeId: RawTransactionArgument<string>;
}
export interface NewBlsCommitteeMemberOptions {
    package?: string;
    arguments: NewBlsCommitteeMemberArguments | [
        publicKey: TransactionArgument,
        weight: RawTransactionArgument<number>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * A member with at least one shard.
 *
 * Aborts with `EIncorrectCommittee` if it has none.
 */
export function newBlsCommitteeMember(options: NewBlsCommitteeMemberOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u16',
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["publicKey", "weight", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'new_bls_committee_member',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VerifyQuorumInEpochArguments {
    self: TransactionArgument;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface VerifyQuorumInEpochOptions {
    package?: string;
    arguments: VerifyQuorumInEpochArguments | [
        self: TransactionArgument,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Accepts a message of this epoch that a quorum has signed.
 *
 * Aborts with:
 *
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is
 *   not that of a message of Walrus in this epoch,
 * - `EInvalidBitmap` if the bitmap names members that there are not,
 * - `ENotEnoughStake` if the signers are no quorum,
 * - `ESigVerification` if the signature is not theirs.
 */
export function verifyQuorumInEpoch(options: VerifyQuorumInEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'verify_quorum_in_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VerifyQuorumArguments {
    self: TransactionArgument;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface VerifyQuorumOptions {
    package?: string;
    arguments: VerifyQuorumArguments | [
        self: TransactionArgument,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Returns only if a quorum has signed these very bytes, whatever they say.
 *
 * Aborts with:
 *
 * - `EInvalidBitmap` if the bitmap names members that there are not,
 * - `ENotEnoughStake` if the signers are no quorum,
 * - `ESigVerification` if the signature is not theirs.
 */
export function verifyQuorum(options: VerifyQuorumOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'verify_quorum',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VerifySignersArguments {
    self: TransactionArgument;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface VerifySignersOptions {
    package?: string;
    arguments: VerifySignersArguments | [
        self: TransactionArgument,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Returns only if the members that the bitmap names, at least one, have signed
 * these very bytes, whatever they say: their weight and their number.
 *
 * Aborts with:
 *
 * - `EInvalidBitmap` if the bitmap names members that there are not,
 * - `ENotEnoughStake` if it names nobody,
 * - `ESigVerification` if the signature is not theirs.
 */
export function verifySigners(options: VerifySignersOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'verify_signers',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VerifyOneCorrectNodeInEpochArguments {
    self: TransactionArgument;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface VerifyOneCorrectNodeInEpochOptions {
    package?: string;
    arguments: VerifyOneCorrectNodeInEpochArguments | [
        self: TransactionArgument,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Accepts a message of this epoch that at least one honest node has signed.
 *
 * Aborts with:
 *
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is
 *   not that of a message of Walrus in this epoch,
 * - `EInvalidBitmap` if the bitmap names members that there are not,
 * - `ENotEnoughStake` if all signers may be faulty,
 * - `ESigVerification` if the signature is not theirs.
 */
export function verifyOneCorrectNodeInEpoch(options: VerifyOneCorrectNodeInEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'verify_one_correct_node_in_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VerifyWeightInEpochArguments {
    self: TransactionArgument;
    required: RawTransactionArgument<number>;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface VerifyWeightInEpochOptions {
    package?: string;
    arguments: VerifyWeightInEpochArguments | [
        self: TransactionArgument,
        required: RawTransactionArgument<number>,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Accepts a message of this epoch that members with at least `required` shards
 * have signed. The cheap checks come first, the pairing last.
 *
 * Aborts with:
 *
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is
 *   not that of a message of Walrus in this epoch,
 * - `EInvalidBitmap` if the bitmap names members that there are not,
 * - `ENotEnoughStake` if the signers have fewer shards,
 * - `ESigVerification` if the signature is not theirs.
 */
export function verifyWeightInEpoch(options: VerifyWeightInEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u16',
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "required", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'verify_weight_in_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochArguments {
    self: TransactionArgument;
}
export interface EpochOptions {
    package?: string;
    arguments: EpochArguments | [
        self: TransactionArgument
    ];
}
/** The epoch in which the committee serves. Never aborts. */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NShardsArguments {
    self: TransactionArgument;
}
export interface NShardsOptions {
    package?: string;
    arguments: NShardsArguments | [
        self: TransactionArgument
    ];
}
/** The number of shards of the network; 0 before the first committee. Never aborts. */
export function nShards(options: NShardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'n_shards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MembersArguments {
    self: TransactionArgument;
}
export interface MembersOptions {
    package?: string;
    arguments: MembersArguments | [
        self: TransactionArgument
    ];
}
/** The members in the order of the bitmap. Never aborts. */
export function members(options: MembersOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'members',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WeightOfArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
}
export interface WeightOfOptions {
    package?: string;
    arguments: WeightOfArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>
    ];
}
/** The number of shards of a node; 0 if it is not a member. Never aborts. */
export function weightOf(options: WeightOfOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'weight_of',
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
/** The storage node. Never aborts. */
export function nodeId(options: NodeIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'node_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PublicKeyArguments {
    self: TransactionArgument;
}
export interface PublicKeyOptions {
    package?: string;
    arguments: PublicKeyArguments | [
        self: TransactionArgument
    ];
}
/** The key with which it signs. Never aborts. */
export function publicKey(options: PublicKeyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'public_key',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WeightArguments {
    self: TransactionArgument;
}
export interface WeightOptions {
    package?: string;
    arguments: WeightArguments | [
        self: TransactionArgument
    ];
}
/** The storage node's shards. Never aborts. */
export function weight(options: WeightOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'bls_aggregate',
        function: 'weight',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}