/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The record of the hand-over of shards at an epoch change: which shards each new
 * owner is owed, by whom and until when, who has reported to hold them, and what
 * went wrong.
 * 
 * A receiver is a node that owns more shards than in the epoch before. It reports
 * once, when it holds all its shards (`staking::epoch_sync_done`). A receiver that
 * has to recover shards from the other nodes, because the old owner did not
 * deliver them, says so before (`staking::report_recovered_shards`). Reports after
 * the deadline are accepted, and are recorded as late. A node is not asked for
 * shards before it has them, so it is not paid for them either: they earn from its
 * report on.
 * 
 * Offences are recorded for a later module to punish. The two kinds have different
 * evidence:
 * 
 * - A missed deadline is a fact on chain: the time passed and there was no report.
 *   Whether the node is to blame depends on the other receivers, who had to fetch
 *   shards as well. The record says whether those with a quorum of the others'
 *   shards, and with the weight of one honest node, reported in time. If not,
 *   nothing proves that the shards were to be had, and nothing follows for a
 *   single node. A node that had nothing to fetch proves nothing by its report.
 * - An accusation is the statement of the new owner alone, and any node can lie.
 *   So it is recorded with the shards of all accusers. Below the weight of one
 *   honest node (3w >= n + 1) it proves nothing: the f shards that may belong to
 *   faulty nodes could have invented it.
 * 
 * A hand-over can be read, with its offences, until the one after the next begins.
 * It has at most one record for each receiver.
 * 
 * Anyone can make a value of these types. It is worth something only where an
 * object of `walrus` has it, and these give out no reference through which it
 * could be changed. Functions that change a record return what has happened, for
 * `walrus` to announce.
 */

import { MoveStruct, MoveEnum, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::hand_over';
export const Transfer = new MoveStruct({ name: `${$moduleName}::Transfer`, fields: {
        from: bcs.Address,
        shards: bcs.vector(bcs.u16()),
        /**
         * Those of them that the new owner rebuilt because the old one, it says, did not
         * deliver.
         */
        recovered: bcs.vector(bcs.u16())
    } });
export const Receiver = new MoveStruct({ name: `${$moduleName}::Receiver`, fields: {
        node_id: bcs.Address,
        transfers: bcs.vector(Transfer),
        /** When it reported to hold all its shards. */
        reported_ms: bcs.option(bcs.u64()),
        missed_deadline: bcs.bool()
    } });
/** Why an offence is on record. */
export const Evidence = new MoveEnum({ name: `${$moduleName}::Evidence`, fields: {
        /**
          * The node had not reported to hold its shards when this was recorded, after the
          * deadline. Had enough of the other receivers reported by the deadline to prove
          * that it was possible?
          */
        MissedDeadline: new MoveStruct({ name: `Evidence.MissedDeadline`, fields: {
                recorded_ms: bcs.u64(),
                others_in_time: bcs.bool()
            } }),
        /**
         * These new owners say that the node did not hand over shards of theirs. `weight`
         * is how many shards the accusers own together.
         */
        Accusations: new MoveStruct({ name: `Evidence.Accusations`, fields: {
                accusers: bcs.vector(bcs.Address),
                weight: bcs.u16()
            } })
    } });
export const Offence = new MoveStruct({ name: `${$moduleName}::Offence`, fields: {
        node_id: bcs.Address,
        evidence: Evidence
    } });
export const HandOver = new MoveStruct({ name: `${$moduleName}::HandOver`, fields: {
        epoch: bcs.u32(),
        started_ms: bcs.u64(),
        /** A report after this time is late. */
        deadline_ms: bcs.u64(),
        /** When a quorum of all shards was ready: the epoch change was done. */
        done_ms: bcs.option(bcs.u64()),
        /** In the order of node ids. */
        receivers: bcs.vector(Receiver),
        offences: bcs.vector(Offence)
    } });
export const HandOvers = new MoveStruct({ name: `${$moduleName}::HandOvers`, fields: {
        current: bcs.option(HandOver),
        previous: bcs.option(HandOver)
    } });
export const ReportsInTime = new MoveStruct({ name: `${$moduleName}::ReportsInTime`, fields: {
        owed: bcs.u16(),
        in_time: bcs.u16(),
        n_shards: bcs.u16()
    } });
export const Happening = new MoveStruct({ name: `${$moduleName}::Happening`, fields: {
        node_id: bcs.Address,
        from: bcs.option(bcs.Address),
        shards: bcs.vector(bcs.u16()),
        late: bcs.bool(),
        others_in_time: bcs.bool()
    } });
export interface EpochArguments {
    self: TransactionArgument;
}
export interface EpochOptions {
    package?: string;
    arguments: EpochArguments | [
        self: TransactionArgument
    ];
}
/** The epoch that the shards are for. Never aborts. */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StartedMsArguments {
    self: TransactionArgument;
}
export interface StartedMsOptions {
    package?: string;
    arguments: StartedMsArguments | [
        self: TransactionArgument
    ];
}
/** When the epoch began. Never aborts. */
export function startedMs(options: StartedMsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'started_ms',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DeadlineMsArguments {
    self: TransactionArgument;
}
export interface DeadlineMsOptions {
    package?: string;
    arguments: DeadlineMsArguments | [
        self: TransactionArgument
    ];
}
/** A report after this time is late. Never aborts. */
export function deadlineMs(options: DeadlineMsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'deadline_ms',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DoneMsArguments {
    self: TransactionArgument;
}
export interface DoneMsOptions {
    package?: string;
    arguments: DoneMsArguments | [
        self: TransactionArgument
    ];
}
/** When a quorum of all shards was ready. Never aborts. */
export function doneMs(options: DoneMsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'done_ms',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReceiversArguments {
    self: TransactionArgument;
}
export interface ReceiversOptions {
    package?: string;
    arguments: ReceiversArguments | [
        self: TransactionArgument
    ];
}
/** Who is owed shards, in the order of node ids. Never aborts. */
export function receivers(options: ReceiversOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'receivers',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface OffencesArguments {
    self: TransactionArgument;
}
export interface OffencesOptions {
    package?: string;
    arguments: OffencesArguments | [
        self: TransactionArgument
    ];
}
/** What went wrong. Never aborts. */
export function offences(options: OffencesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'offences',
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
/** The new owner. Never aborts. */
export function nodeId(options: NodeIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'node_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TransfersArguments {
    self: TransactionArgument;
}
export interface TransfersOptions {
    package?: string;
    arguments: TransfersArguments | [
        self: TransactionArgument
    ];
}
/** What it is owed, one transfer for each old owner. Never aborts. */
export function transfers(options: TransfersOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'transfers',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReportedMsArguments {
    self: TransactionArgument;
}
export interface ReportedMsOptions {
    package?: string;
    arguments: ReportedMsArguments | [
        self: TransactionArgument
    ];
}
/** When the new owner reported to hold all its shards, if it has. Never aborts. */
export function reportedMs(options: ReportedMsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'reported_ms',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MissedDeadlineArguments {
    self: TransactionArgument;
}
export interface MissedDeadlineOptions {
    package?: string;
    arguments: MissedDeadlineArguments | [
        self: TransactionArgument
    ];
}
/** Is it on record that the new owner missed the deadline? Never aborts. */
export function missedDeadline(options: MissedDeadlineOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'missed_deadline',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FromArguments {
    self: TransactionArgument;
}
export interface FromOptions {
    package?: string;
    arguments: FromArguments | [
        self: TransactionArgument
    ];
}
/** The old owner. Never aborts. */
export function _from(options: FromOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'from',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ShardsArguments {
    self: TransactionArgument;
}
export interface ShardsOptions {
    package?: string;
    arguments: ShardsArguments | [
        self: TransactionArgument
    ];
}
/** What the old owner owes. Never aborts. */
export function shards(options: ShardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'shards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RecoveredArguments {
    self: TransactionArgument;
}
export interface RecoveredOptions {
    package?: string;
    arguments: RecoveredArguments | [
        self: TransactionArgument
    ];
}
/** What the old owner did not deliver, as the new one says. Never aborts. */
export function recovered(options: RecoveredOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'recovered',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface OffenderArguments {
    self: TransactionArgument;
}
export interface OffenderOptions {
    package?: string;
    arguments: OffenderArguments | [
        self: TransactionArgument
    ];
}
/** The node that did not do what it should. Never aborts. */
export function offender(options: OffenderOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'offender',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsBeyondFaultyNodesArguments {
    self: TransactionArgument;
    nShards: RawTransactionArgument<number>;
}
export interface IsBeyondFaultyNodesOptions {
    package?: string;
    arguments: IsBeyondFaultyNodesArguments | [
        self: TransactionArgument,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * Is the evidence more than nodes with at most f of `n_shards` shards can invent?
 * True for a deadline that was missed while enough other receivers kept it, and
 * for accusations of which at least one is by an honest node. Never aborts.
 */
export function isBeyondFaultyNodes(options: IsBeyondFaultyNodesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'is_beyond_faulty_nodes',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AccusingWeightArguments {
    self: TransactionArgument;
}
export interface AccusingWeightOptions {
    package?: string;
    arguments: AccusingWeightArguments | [
        self: TransactionArgument
    ];
}
/** The number of shards of the accusers; 0 for a missed deadline. Never aborts. */
export function accusingWeight(options: AccusingWeightOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'accusing_weight',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AccusersArguments {
    self: TransactionArgument;
}
export interface AccusersOptions {
    package?: string;
    arguments: AccusersArguments | [
        self: TransactionArgument
    ];
}
/** The accusers; none for a missed deadline. Never aborts. */
export function accusers(options: AccusersOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'accusers',
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
 * The new owner, the old one if it is about a single one, the shards, whether the
 * report was late, and whether enough others were in time. Never aborts.
 */
export function intoParts(options: IntoPartsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'into_parts',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NoneOptions {
    package?: string;
    arguments?: [
    ];
}
/** Before the first epoch change. Never aborts. */
export function none(options: NoneOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'none',
    });
}
export interface CurrentArguments {
    self: TransactionArgument;
}
export interface CurrentOptions {
    package?: string;
    arguments: CurrentArguments | [
        self: TransactionArgument
    ];
}
/**
 * The hand-over into the current epoch. Aborts with `ENoHandOver` if there is
 * none.
 */
export function current(options: CurrentOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'current',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PreviousArguments {
    self: TransactionArgument;
}
export interface PreviousOptions {
    package?: string;
    arguments: PreviousArguments | [
        self: TransactionArgument
    ];
}
/** The hand-over into the epoch before. Aborts with `ENoHandOver` if there is none. */
export function previous(options: PreviousOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'previous',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BeginArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
    committee: TransactionArgument;
    before: TransactionArgument;
    nShards: RawTransactionArgument<number>;
    nowMs: RawTransactionArgument<number | bigint>;
    deadlineMs: RawTransactionArgument<number | bigint>;
}
export interface BeginOptions {
    package?: string;
    arguments: BeginArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>,
        committee: TransactionArgument,
        before: TransactionArgument,
        nShards: RawTransactionArgument<number>,
        nowMs: RawTransactionArgument<number | bigint>,
        deadlineMs: RawTransactionArgument<number | bigint>
    ];
}
/**
 * A new epoch begins: `committee` follows `before`. Receivers that have not
 * reported for the epoch that ends have missed its deadline, which has passed. The
 * record of the epoch before that one is dropped. Returns who has missed the
 * deadline, and what is due now. Never aborts.
 */
export function begin(options: BeginOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32',
        null,
        null,
        'u16',
        'u64',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch", "committee", "before", "nShards", "nowMs", "deadlineMs"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'begin',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReportArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    nowMs: RawTransactionArgument<number | bigint>;
}
export interface ReportOptions {
    package?: string;
    arguments: ReportArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        nowMs: RawTransactionArgument<number | bigint>
    ];
}
/**
 * A node holds all its shards. Not every node that does is a receiver: none if it
 * is not.
 *
 * Aborts with `std::option::EOPTION_NOT_SET` if there is no hand-over.
 */
export function report(options: ReportOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "nowMs"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'report',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DoneArguments {
    self: TransactionArgument;
    nowMs: RawTransactionArgument<number | bigint>;
}
export interface DoneOptions {
    package?: string;
    arguments: DoneArguments | [
        self: TransactionArgument,
        nowMs: RawTransactionArgument<number | bigint>
    ];
}
/** A quorum is ready. Never aborts. */
export function done(options: DoneOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nowMs"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'done',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReportRecoveredArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    weight: RawTransactionArgument<number>;
    nShards: RawTransactionArgument<number>;
    shards: RawTransactionArgument<Array<number>>;
}
export interface ReportRecoveredOptions {
    package?: string;
    arguments: ReportRecoveredArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        weight: RawTransactionArgument<number>,
        nShards: RawTransactionArgument<number>,
        shards: RawTransactionArgument<Array<number>>
    ];
}
/**
 * A node of `weight` shards, which has not reported yet, says that it rebuilt some
 * of the shards owed to it because their old owners did not deliver them. Returns
 * what each did not deliver.
 *
 * Aborts with:
 *
 * - `ENoShards` if `shards` is empty,
 * - `ENotAReceiver` if the node is owed no shards,
 * - `EAlreadyReported` if the node has declared that it holds all its shards,
 * - `EShardNotOwed` if one of the shards is not owed to the node, or has been
 *   reported.
 */
export function reportRecovered(options: ReportRecoveredOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u16',
        'u16',
        'vector<u16>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "weight", "nShards", "shards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'report_recovered',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RecordMissedArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    nShards: RawTransactionArgument<number>;
    nowMs: RawTransactionArgument<number | bigint>;
}
export interface RecordMissedOptions {
    package?: string;
    arguments: RecordMissedArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        nShards: RawTransactionArgument<number>,
        nowMs: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Records that a node has missed the deadline. Returns that.
 *
 * Aborts with:
 *
 * - `ENoHandOver` if there is no hand-over,
 * - `ENotAReceiver` if the node is owed no shards,
 * - `EDeadlineNotPassed` if the deadline has not passed,
 * - `EAlreadyReported` if the node has declared that it holds all its shards,
 * - `EAlreadyRecorded` if this is on record already.
 */
export function recordMissed(options: RecordMissedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u16',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "nShards", "nowMs"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'record_missed',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UnearnedArguments {
    self: TransactionArgument;
    committee: TransactionArgument;
    nowMs: RawTransactionArgument<number | bigint>;
}
export interface UnearnedOptions {
    package?: string;
    arguments: UnearnedArguments | [
        self: TransactionArgument,
        committee: TransactionArgument,
        nowMs: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Millionths of their rewards that the members of `committee`, in its order, have
 * not earned in the epoch of the current hand-over, which ends now: a shard that a
 * node got with the epoch earns from the node's report on. Parts are rounded up.
 * `committee` is that of the epoch. Never aborts.
 */
export function unearned(options: UnearnedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "committee", "nowMs"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'unearned',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsOpenForArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
}
export interface IsOpenForOptions {
    package?: string;
    arguments: IsOpenForArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * Does a node still owe shards to somebody who has not reported to hold them, or
 * has somebody said that it did not deliver? Never aborts.
 */
export function isOpenFor(options: IsOpenForOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over',
        function: 'is_open_for',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}