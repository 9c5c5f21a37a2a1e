/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The judges' own state: one shared object. It knows of the network what
 * `walrus::judge` tells it once an epoch, and gives back sentences; it looks at no
 * object of walrus, so it goes on when walrus is upgraded and migrated. Its state
 * is a dynamic field, so that a later version of this package can change the
 * layout.
 * 
 * Every call that changes the state or makes a sentence takes this object mutably
 * and checks its version. What a contract may ask at any time (is this blob
 * available?) is in `evidence::records`, a shared object of its own.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as terms from './terms.js';
import * as slots from './slots.js';
import * as round_state from './round_state.js';
import * as schedule from './schedule.js';
import * as table from './deps/sui/table.js';
const $moduleName = '@local-pkg/evidence::evidence';
export const SetupCap = new MoveStruct({ name: `${$moduleName}::SetupCap`, fields: {
        id: bcs.Address
    } });
export const Evidence = new MoveStruct({ name: `${$moduleName}::Evidence`, fields: {
        id: bcs.Address,
        version: bcs.u64(),
        /** The version of the package that may use this object, and that is to be called. */
        package_id: bcs.Address
    } });
export const Version1 = new MoveStruct({ name: `${$moduleName}::Version1`, fields: {
        dummy_field: bcs.bool()
    } });
export const PastTerm = new MoveStruct({ name: `${$moduleName}::PastTerm`, fields: {
        epoch: bcs.u32(),
        node_ids: bcs.vector(bcs.Address)
    } });
export const EvidenceInnerV1 = new MoveStruct({ name: `${$moduleName}::EvidenceInnerV1`, fields: {
        /**
           * The parameters, which never change: samples of a round, the least step of its
           * times, the shards of the network.
           */
        samples: bcs.u32(),
        step_ms: bcs.u64(),
        n_shards: bcs.u16(),
        /** The committee of the epoch, and who was in the one before. */
        term: bcs.option(terms.Term),
        past: bcs.option(PastTerm),
        slots: slots.Slots,
        round: bcs.option(round_state.RoundState),
        n_rounds: bcs.u32(),
        /** Encoded bytes of the set of the last round that was ready; 0 if there was none. */
        set_bytes: bcs.u64(),
        schedules: schedule.Schedules,
        /** By node. */
        node_records: table.Table,
        declarations: table.Table,
        /** When each was made. */
        accusations: table.Table,
        /** By number of the record of a blob's loss: who has yet to pay for it. */
        debts: table.Table
    } });
export const Accusation = new MoveStruct({ name: `${$moduleName}::Accusation`, fields: {
        round: bcs.u32(),
        node_id: bcs.Address,
        blob_id: bcs.u256()
    } });
export const Debt = new MoveStruct({ name: `${$moduleName}::Debt`, fields: {
        epoch: bcs.u32(),
        members: bcs.u256(),
        part_ppm: bcs.u32()
    } });
export interface InitializeArguments {
    cap: RawTransactionArgument<string>;
    samples: RawTransactionArgument<number>;
    stepMs: RawTransactionArgument<number | bigint>;
    nShards: RawTransactionArgument<number>;
}
export interface InitializeOptions {
    package?: string;
    arguments: InitializeArguments | [
        cap: RawTransactionArgument<string>,
        samples: RawTransactionArgument<number>,
        stepMs: RawTransactionArgument<number | bigint>,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * Makes the one `Evidence` of the network, and its `Records`.
 *
 * `samples` are drawn for each node and round (2 to 10,000, even). No time of a
 * round is shorter than `step_ms`, but for the multiples that `evidence::times`
 * names. `n_shards` is that of the network.
 *
 * Aborts with `EInvalidParameter` if one of them is out of bounds.
 */
export function initialize(options: InitializeOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u32',
        'u64',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["cap", "samples", "stepMs", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'evidence',
        function: 'initialize',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BeginEpochArguments {
    self: RawTransactionArgument<string>;
    record: TransactionArgument;
}
export interface BeginEpochOptions {
    package?: string;
    arguments: BeginEpochArguments | [
        self: RawTransactionArgument<string>,
        record: TransactionArgument
    ];
}
/**
 * Takes in the committee and the times of the epoch. Anyone may do it, once an
 * epoch. A round of the epoch before that is not settled is given up.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `EOldEpoch` if this or a later epoch has been taken in,
 * - `terms::EWrongNumberOfShards` or `terms::ETooManyMembers` if the committee
 *   does not fit.
 */
export function beginEpoch(options: BeginEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "record"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'evidence',
        function: 'begin_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ChangeScheduleArguments {
    self: RawTransactionArgument<string>;
    verified: TransactionArgument;
    sequence: RawTransactionArgument<number | bigint>;
    fromEpoch: RawTransactionArgument<number>;
    stakePpm: RawTransactionArgument<Array<number>>;
    rebuildCost: RawTransactionArgument<number | bigint>;
}
export interface ChangeScheduleOptions {
    package?: string;
    arguments: ChangeScheduleArguments | [
        self: RawTransactionArgument<string>,
        verified: TransactionArgument,
        sequence: RawTransactionArgument<number | bigint>,
        fromEpoch: RawTransactionArgument<number>,
        stakePpm: RawTransactionArgument<Array<number>>,
        rebuildCost: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Changes what causes cost, by a message of type 69 that a quorum has signed in
 * this epoch.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `EUnknownEpoch` if the message is not of the epoch that was taken in last,
 * - `statements::EOtherStatement` if the message says something else, or there is
 *   not one number for each cause,
 * - `statements::ENotEnoughWeight` if less than a quorum has signed,
 * - `schedule::EOldSequence` if the sequence number is not larger than the last
 *   one,
 * - `schedule::EWrongEpoch` if `from_epoch` is not the epoch after the next, or
 *   has its change,
 * - `schedule::EOutOfBounds` if a cause would take more than a tenth of the stake,
 * - `schedule::EChangeTooLarge` if a number moves too far.
 */
export function changeSchedule(options: ChangeScheduleOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'u64',
        'u32',
        'vector<u32>',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "verified", "sequence", "fromEpoch", "stakePpm", "rebuildCost"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'evidence',
        function: 'change_schedule',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MigrateArguments {
    self: RawTransactionArgument<string>;
}
export interface MigrateOptions {
    package?: string;
    arguments: MigrateArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Moves the state to this version of the package. Anyone may call it, in the new
 * package; from then on the old one can no longer be used.
 *
 * Aborts with `EInvalidMigration` if the object has this version already.
 */
export function migrate(options: MigrateOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'evidence',
        function: 'migrate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VersionArguments {
    self: RawTransactionArgument<string>;
}
export interface VersionOptions {
    package?: string;
    arguments: VersionArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The version of the inner state. Never aborts. */
export function version(options: VersionOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'evidence',
        function: 'version',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}