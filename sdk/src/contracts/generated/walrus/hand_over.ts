/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The hand-over of shards at an epoch change, on record: what each new owner is
 * owed, by whom and until when, who has reported to hold it, and what went wrong.
 * 
 * A receiver is a node that owns more shards than in the epoch before. It reports
 * once, when it holds all its shards (`staking::epoch_sync_done`). What an old
 * owner did not deliver, it rebuilds from the other nodes, and says so before it
 * reports (`report_recovered_shards`). Reports after the deadline are taken all
 * the same, and are late for good.
 * 
 * Offences are kept for whoever punishes them, each with the kind of its evidence,
 * because the two kinds are not worth the same:
 * 
 * - A missed deadline is a fact of the chain: the clock passed it and there was no
 *   report. Whether a quorum had reported by then stands with it. If not, the
 *   whole network was slow, and nothing may be concluded about a single node.
 * - An accusation is the word of the new owner alone. Anybody can lie about a
 *   neighbour, so it is kept with the shards of all its accusers. Below one honest
 *   node's weight (3w >= n + 1) it proves nothing: the at most f shards in faulty
 *   hands could have made it up.
 * 
 * A hand-over remains readable, offences included, until the one after the next
 * begins. As many records as there are receivers are all that is ever kept of one.
 */

import { MoveStruct, MoveEnum, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus::hand_over';
export const HandOverKey = new MoveStruct({ name: `${$moduleName}::HandOverKey`, fields: {
        dummy_field: bcs.bool()
    } });
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
          * deadline. Had a quorum been ready at the deadline?
          */
        MissedDeadline: new MoveStruct({ name: `Evidence.MissedDeadline`, fields: {
                recorded_ms: bcs.u64(),
                quorum_in_time: bcs.bool()
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
 * Can the evidence not have been made up by nodes with at most f of `n_shards`
 * shards? True of a deadline missed while a quorum kept it, and of accusations
 * with an honest node among them. Never aborts.
 */
export function isBeyondFaultyNodes(options: IsBeyondFaultyNodesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
/**
 * The shards of those whose word an accusation is; none for what the chain saw
 * itself. Never aborts.
 */
export function accusingWeight(options: AccusingWeightOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
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
/**
 * Those whose word an accusation is; nobody for what the chain saw itself. Never
 * aborts.
 */
export function accusers(options: AccusersOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
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