/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Where the judges of the network meet it.
 * 
 * This package knows penalties, not the reasons for them. The reasons are another
 * package's: it verifies evidence, keeps a record of it, and passes sentence. The
 * two speak in values that live for one transaction, so that each can be upgraded
 * without the other:
 * 
 * verify(system, ...) -> Verified what members of a committee have signed (the
 * judge's package) -> Sentence what is to be done about it carry_out(system,
 * staking, Sentence)
 * 
 * A package that was published against an older version of this one must not call
 * anything here that looks at `System` or `Staking`: those calls abort after a
 * migration. It takes what they return instead, and those values look the same in
 * every version.
 * 
 * Whose sentences count is recorded in `System`, as the type of the witness with
 * which the judge's package makes them. The holder of the `EmergencyUpgradeCap`,
 * who publishes the network, names it first. Afterwards only a quorum of the
 * committee can name another.
 */

import { MoveStruct, MoveEnum, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs, type BcsType } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as type_name from './deps/std/type_name.js';
const $moduleName = '@local-pkg/walrus::judge';
export const Verified = new MoveStruct({ name: `${$moduleName}::Verified`, fields: {
        epoch: bcs.u32(),
        message_type: bcs.u8(),
        body: bcs.vector(bcs.u8()),
        /** Bit i is the member i of the committee of `epoch`. */
        signers: bcs.u256(),
        weight: bcs.u16(),
        n_signers: bcs.u16(),
        n_shards: bcs.u16(),
        /**
         * The sum of the signers' signatures, so that the judge's records can be checked
         * by anybody.
         */
        signature: bcs.vector(bcs.u8())
    } });
export const VerifiedInvalid = new MoveStruct({ name: `${$moduleName}::VerifiedInvalid`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        signers: bcs.u256(),
        signature: bcs.vector(bcs.u8())
    } });
export const Now = new MoveStruct({ name: `${$moduleName}::Now`, fields: {
        epoch: bcs.u32(),
        n_shards: bcs.u16()
    } });
export const EpochRecord = new MoveStruct({ name: `${$moduleName}::EpochRecord`, fields: {
        epoch: bcs.u32(),
        n_shards: bcs.u16(),
        node_ids: bcs.vector(bcs.Address),
        /** Uncompressed points of G1 (96 bytes each). */
        public_keys: bcs.vector(bcs.vector(bcs.u8())),
        weights: bcs.vector(bcs.u16()),
        shards: bcs.vector(bcs.vector(bcs.u16())),
        /**
         * When the epoch change was done, for how long the epoch lasts, and until when the
         * shards of the epoch have to be received; in milliseconds.
         */
        done_ms: bcs.u64(),
        duration_ms: bcs.u64(),
        hand_over_deadline_ms: bcs.u64()
    } });
export const HandOverFailures = new MoveStruct({ name: `${$moduleName}::HandOverFailures`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        n_shards: bcs.u16(),
        /**
         * What it owned before, and owed and has not delivered: new owners say so, who are
         * so many and own so much.
         */
        owned_before: bcs.u16(),
        not_delivered: bcs.u16(),
        n_accusers: bcs.u16(),
        accusing_weight: bcs.u16(),
        /**
         * What it owns, and was owed and has not received by the deadline nor since; and
         * whether enough others have received theirs in time to show that it could be
         * done.
         */
        owned: bcs.u16(),
        not_received: bcs.u16(),
        others_in_time: bcs.bool()
    } });
export const JudgeMessage = new MoveStruct({ name: `${$moduleName}::JudgeMessage`, fields: {
        message_type: bcs.u8(),
        version: bcs.u8(),
        app_id: bcs.u8(),
        epoch: bcs.u32(),
        system: bcs.Address,
        /**
         * The judge whom it replaces, so that who was replaced does not come back by the
         * same message.
         */
        before: bcs.option(bcs.string()),
        judge: bcs.string()
    } });
/** One thing to be done. Parts are millionths. */
export const Order = new MoveEnum({ name: `${$moduleName}::Order`, fields: {
        /**
          * For a deed of a node in `epoch`: takes parts of its stake, and of its rewards of
          * the epoch that runs.
          */
        Penalty: new MoveStruct({ name: `Order.Penalty`, fields: {
                node_id: bcs.Address,
                epoch: bcs.u32(),
                cause: bcs.u8(),
                stake_ppm: bcs.u32(),
                rewards_ppm: bcs.u32()
            } }),
        /**
         * For shards that a node has not handed over in the epoch that runs: the same, and
         * stake pays as well that left when the epoch began.
         */
        HandOverPenalty: new MoveStruct({ name: `Order.HandOverPenalty`, fields: {
                node_id: bcs.Address,
                epoch: bcs.u32(),
                cause: bcs.u8(),
                stake_ppm: bcs.u32(),
                rewards_ppm: bcs.u32()
            } }),
        /** Lets parts of a node's rewards of the epoch that runs wait. */
        HoldRewards: new MoveStruct({ name: `Order.HoldRewards`, fields: {
                node_id: bcs.Address,
                epoch: bcs.u32(),
                rewards_ppm: bcs.u32()
            } }),
        /** Pays what waits with the node's next rewards. */
        ReleaseRewards: new MoveStruct({ name: `Order.ReleaseRewards`, fields: {
                node_id: bcs.Address
            } }),
        /** No blob with this id can be decoded. */
        Invalidate: new MoveStruct({ name: `Order.Invalidate`, fields: {
                blob_id: bcs.u256()
            } }),
        /** What was certified under this id up to `epoch` is lost. */
        Lose: new MoveStruct({ name: `Order.Lose`, fields: {
                blob_id: bcs.u256(),
                epoch: bcs.u32()
            } }),
        /** It is not lost after all. */
        Revoke: new MoveStruct({ name: `Order.Revoke`, fields: {
                blob_id: bcs.u256()
            } })
    } });
export const Sentence = new MoveStruct({ name: `${$moduleName}::Sentence`, fields: {
        judge: type_name.TypeName,
        orders: bcs.vector(Order)
    } });
export interface VerifyArguments {
    system: RawTransactionArgument<string>;
    epoch: RawTransactionArgument<number>;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface VerifyOptions {
    package?: string;
    arguments: VerifyArguments | [
        system: RawTransactionArgument<string>,
        epoch: RawTransactionArgument<number>,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Checks a message of the current epoch or the one before, of type 64 or up, that
 * any of the committee's members have signed.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `system::ENoCommittee` if `epoch` is neither the current epoch nor the one
 *   before,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId` or `messages::EIncorrectEpoch` if the header is
 *   not that of a message of this project in `epoch`,
 * - `EInvalidMessageType` if the message is one of Walrus,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the bitmap names nobody,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers.
 */
export function verify(options: VerifyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u32',
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "epoch", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'verify',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
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
/**
 * Epoch, type, body, signers (bit i is member i), their weight and number, the
 * number of shards of the network, and the signature. Never aborts.
 */
export function intoParts(options: IntoPartsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'into_parts',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VerifyInvalidArguments {
    system: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    membersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface VerifyInvalidOptions {
    package?: string;
    arguments: VerifyInvalidArguments | [
        system: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        membersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Checks the certificate by which Walrus makes a blob id invalid, as
 * `system::invalidate_blob_id` does.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or
 *   `messages::EInvalidMsgType` if the message does not say that a blob id is
 *   invalid, in the current epoch,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold no more than a third of
 *   the shards,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers.
 */
export function verifyInvalid(options: VerifyInvalidOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "signature", "membersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'verify_invalid',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoInvalidArguments {
    self: TransactionArgument;
}
export interface IntoInvalidOptions {
    package?: string;
    arguments: IntoInvalidArguments | [
        self: TransactionArgument
    ];
}
/**
 * The epoch of the message, the blob id, signers (bit i is member i), and the
 * signature. Never aborts.
 */
export function intoInvalid(options: IntoInvalidOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'into_invalid',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NowArguments {
    system: RawTransactionArgument<string>;
}
export interface NowOptions {
    package?: string;
    arguments: NowArguments | [
        system: RawTransactionArgument<string>
    ];
}
/**
 * The current epoch, for judges.
 *
 * Aborts with `system::EWrongVersion` if the object belongs to another version of
 * the package.
 */
export function now(options: NowOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["system"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'now',
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
/** The epoch. Never aborts. */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
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
/** The number of shards of the network. Never aborts. */
export function nShards(options: NShardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'n_shards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochRecordArguments {
    system: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
}
export interface EpochRecordOptions {
    package?: string;
    arguments: EpochRecordArguments | [
        system: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>
    ];
}
/**
 * The committee and the times of the current epoch.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` or `staking::EWrongVersion` if an object belongs to
 *   another version of the package,
 * - `staking_inner::EWrongEpochState` if the epoch change is not done,
 * - `hand_over::ENoHandOver` if it is epoch 0.
 */
export function epochRecord(options: EpochRecordOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["system", "staking"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'epoch_record',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoEpochArguments {
    self: TransactionArgument;
}
export interface IntoEpochOptions {
    package?: string;
    arguments: IntoEpochArguments | [
        self: TransactionArgument
    ];
}
/**
 * Epoch, number of shards, and for each member: node id, key, weight, shards. Then
 * when the epoch change was done, the duration of the epoch, and the deadline of
 * the hand-over; in milliseconds. Never aborts.
 */
export function intoEpoch(options: IntoEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'into_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface HandOverFailuresArguments {
    staking: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
}
export interface HandOverFailuresOptions {
    package?: string;
    arguments: HandOverFailuresArguments | [
        staking: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * What a node has not done in the hand-over into the current epoch.
 *
 * Aborts with:
 *
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `hand_over::ENoHandOver` if it is epoch 0.
 */
export function handOverFailures(options: HandOverFailuresOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["staking", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'hand_over_failures',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoFailuresArguments {
    self: TransactionArgument;
}
export interface IntoFailuresOptions {
    package?: string;
    arguments: IntoFailuresArguments | [
        self: TransactionArgument
    ];
}
/**
 * Epoch, node and number of shards of the network; what it owned before and has
 * not delivered, its accusers and their weight; what it owns and has not received,
 * and whether others have in time. Never aborts.
 */
export function intoFailures(options: IntoFailuresOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'into_failures',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SentenceArguments<T0 extends BcsType<any>> {
    witness: RawTransactionArgument<T0>;
}
export interface SentenceOptions<T0 extends BcsType<any>> {
    package?: string;
    arguments: SentenceArguments<T0> | [
        witness: RawTransactionArgument<T0>
    ];
    typeArguments: [
        string
    ];
}
/**
 * A sentence without orders, by the package that defines the witness. Never
 * aborts.
 */
export function sentence<T0 extends BcsType<any>>(options: SentenceOptions<T0>) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        `${options.typeArguments[0]}`
    ] satisfies (string | null)[];
    const parameterNames = ["witness"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'sentence',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
        typeArguments: options.typeArguments
    });
}
export interface PenaliseArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    epoch: RawTransactionArgument<number>;
    cause: RawTransactionArgument<number>;
    stakePpm: RawTransactionArgument<number>;
    rewardsPpm: RawTransactionArgument<number>;
}
export interface PenaliseOptions {
    package?: string;
    arguments: PenaliseArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        epoch: RawTransactionArgument<number>,
        cause: RawTransactionArgument<number>,
        stakePpm: RawTransactionArgument<number>,
        rewardsPpm: RawTransactionArgument<number>
    ];
}
/**
 * Orders a penalty: millionths of the node's stake, and of its rewards for the
 * current epoch. Stake is taken only for a deed of the current epoch. Never
 * aborts.
 */
export function penalise(options: PenaliseOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u32',
        'u8',
        'u32',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "epoch", "cause", "stakePpm", "rewardsPpm"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'penalise',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PenaliseHandOverArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    epoch: RawTransactionArgument<number>;
    cause: RawTransactionArgument<number>;
    stakePpm: RawTransactionArgument<number>;
    rewardsPpm: RawTransactionArgument<number>;
}
export interface PenaliseHandOverOptions {
    package?: string;
    arguments: PenaliseHandOverArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        epoch: RawTransactionArgument<number>,
        cause: RawTransactionArgument<number>,
        stakePpm: RawTransactionArgument<number>,
        rewardsPpm: RawTransactionArgument<number>
    ];
}
/**
 * Orders a penalty for shards that a node has not handed over in `epoch`, the
 * current one. Stake pays that was at work until the epoch began, also if it left
 * then: while a new owner has not reported that it holds shards of the node, or
 * one says that it had to rebuild some, and until voting has ended. After that
 * only earnings and rewards pay. Never aborts.
 */
export function penaliseHandOver(options: PenaliseHandOverOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u32',
        'u8',
        'u32',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "epoch", "cause", "stakePpm", "rewardsPpm"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'penalise_hand_over',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface HoldRewardsArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    epoch: RawTransactionArgument<number>;
    rewardsPpm: RawTransactionArgument<number>;
}
export interface HoldRewardsOptions {
    package?: string;
    arguments: HoldRewardsArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        epoch: RawTransactionArgument<number>,
        rewardsPpm: RawTransactionArgument<number>
    ];
}
/**
 * Orders that millionths of a node's rewards for the current epoch wait. Never
 * aborts.
 */
export function holdRewards(options: HoldRewardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u32',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "epoch", "rewardsPpm"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'hold_rewards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReleaseRewardsArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
}
export interface ReleaseRewardsOptions {
    package?: string;
    arguments: ReleaseRewardsArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * Orders that a node's rewards which wait are paid with its next ones. Never
 * aborts.
 */
export function releaseRewards(options: ReleaseRewardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'release_rewards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InvalidateArguments {
    self: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface InvalidateOptions {
    package?: string;
    arguments: InvalidateArguments | [
        self: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Orders that a blob id is announced as invalid, by the event of Walrus. Never
 * aborts.
 */
export function invalidate(options: InvalidateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'invalidate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LoseArguments {
    self: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
    epoch: RawTransactionArgument<number>;
}
export interface LoseOptions {
    package?: string;
    arguments: LoseArguments | [
        self: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Orders that owners of blobs with this id, certified up to `epoch`, may take back
 * the storage. Never aborts.
 */
export function lose(options: LoseOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'lose',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RevokeArguments {
    self: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface RevokeOptions {
    package?: string;
    arguments: RevokeArguments | [
        self: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/** Orders that they may not any more. Never aborts. */
export function revoke(options: RevokeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'revoke',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CarryOutArguments {
    system: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    sentence: TransactionArgument;
}
export interface CarryOutOptions {
    package?: string;
    arguments: CarryOutArguments | [
        system: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        sentence: TransactionArgument
    ];
}
/**
 * Does what a sentence orders.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` or `staking::EWrongVersion` if an object belongs to
 *   another version of the package,
 * - `ENotTheJudge` if the sentence is not that of the network's judge,
 * - `EDeedTooOld` if a penalty is for an epoch that is neither the current one nor
 *   the one before, or one for a hand-over not for the current one,
 * - `staking_inner::EPoolNotFound` if a node does not exist any more.
 */
export function carryOut(options: CarryOutOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["system", "staking", "sentence"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'carry_out',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BurnPenaltiesArguments {
    staking: RawTransactionArgument<string>;
    treasury: RawTransactionArgument<string>;
}
export interface BurnPenaltiesOptions {
    package?: string;
    arguments: BurnPenaltiesArguments | [
        staking: RawTransactionArgument<string>,
        treasury: RawTransactionArgument<string>
    ];
}
/**
 * Burns the WAL that penalties have taken. Anyone may call it.
 *
 * Aborts with `staking::EWrongVersion` if the object belongs to another version of
 * the package.
 */
export function burnPenalties(options: BurnPenaltiesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["staking", "treasury"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'burn_penalties',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NameFirstJudgeArguments {
    system: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface NameFirstJudgeOptions {
    package?: string;
    arguments: NameFirstJudgeArguments | [
        system: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
    typeArguments: [
        string
    ];
}
/**
 * Names the first judge: the package that defines `W`, the type of its witness.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `EJudgeAlreadyNamed` if there is one.
 */
export function nameFirstJudge(options: NameFirstJudgeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["system", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'name_first_judge',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
        typeArguments: options.typeArguments
    });
}
export interface NameJudgeArguments {
    system: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface NameJudgeOptions {
    package?: string;
    arguments: NameJudgeArguments | [
        system: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
    typeArguments: [
        string
    ];
}
/**
 * Names another judge, whom a quorum of the current epoch wants. The message is of
 * type 71; its body is the id of `System`, the name of the type of the judge's
 * witness until now, if there is a judge, and that of the new one (BCS of an
 * optional string, and of a string).
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `EJudgeNotVoted` if the message does not name this judge, in this network and
 *   epoch and after this one,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the
 *   shards,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers.
 */
export function nameJudge(options: NameJudgeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'judge',
        function: 'name_judge',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
        typeArguments: options.typeArguments
    });
}