/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Rounds: whether every node has what it is paid for. The course of one, and who
 * acts:
 * 
 * attempt anyone, once a slot draws whether a round opens: nobody knows when open
 * anyone opens it, or passes the slot add_ready anyone, for signers members agree
 * on the set, and from here on nobody gives data to anybody draw anyone draws the
 * seed, which decides the samples of every node answer each node posts one root
 * over its answers, before it shows any add_passed anyone, for signers members
 * that have checked the answers vouch for them make_void anyone ends a round that
 * was not ready or drawn in time decide anyone counts, when all have passed or the
 * deadline is over settle anyone rewards and penalties, at most 50 members a call
 * 
 * Nothing here waits for anybody in particular, and nothing blocks an epoch
 * change. What is not settled when the next epoch is taken in never will be.
 * 
 * The two calls that draw are private entries and do constant work: no contract
 * can look at the outcome and abort, and no gas budget can tell outcomes apart.
 */

import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface AttemptArguments {
    self: RawTransactionArgument<string>;
}
export interface AttemptOptions {
    package?: string;
    arguments: AttemptArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Draws a number for this slot; if it is below 5 of 64, the slot opens a round.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::EUnknownEpoch` if no epoch has been taken in,
 * - `slots::EAttemptPending` or `slots::ESlotTaken` if the slot has had its
 *   attempt,
 * - `round_state::EWrongPhase` or `round_state::ETooEarly` if the last round is
 *   not over,
 * - `ENoTime` if there is no time for a round any more.
 */
export function attempt(options: AttemptOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        '0x2::random::Random',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'attempt',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DrawArguments {
    self: RawTransactionArgument<string>;
}
export interface DrawOptions {
    package?: string;
    arguments: DrawArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Draws the seed of the round.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` if there is no round,
 * - `round_state::EWrongPhase` if no quorum is ready, or the seed has been drawn,
 * - `round_state::ETooEarly` or `round_state::ETooLate` if this is not the time
 *   for it.
 */
export function draw(options: DrawOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        '0x2::random::Random',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'draw',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface OpenArguments {
    self: RawTransactionArgument<string>;
}
export interface OpenOptions {
    package?: string;
    arguments: OpenArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Makes of the last attempt what it has drawn: opens a round, or passes the slot.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::EUnknownEpoch` if no epoch has been taken in,
 * - `slots::ENoAttempt` if there is no attempt.
 */
export function open(options: OpenOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'open',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddReadyArguments {
    self: RawTransactionArgument<string>;
    verified: TransactionArgument;
    count: RawTransactionArgument<number | bigint>;
    bytes: RawTransactionArgument<number | bigint>;
    root: RawTransactionArgument<string>;
}
export interface AddReadyOptions {
    package?: string;
    arguments: AddReadyArguments | [
        self: RawTransactionArgument<string>,
        verified: TransactionArgument,
        count: RawTransactionArgument<number | bigint>,
        bytes: RawTransactionArgument<number | bigint>,
        root: RawTransactionArgument<string>
    ];
}
/**
 * Adds members that have signed a set (a message of type 64): how many blobs there
 * are in it, the sum of their encoded sizes, and its root. Any weight counts; what
 * signers of the same set weigh adds up. With a quorum the round is ready.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` if there is no round,
 * - `statements::EOtherStatement` if the message says something else, or of
 *   another round,
 * - `round_state::EWrongPhase`, `round_state::EWrongEpoch` or
 *   `round_state::ETooLate` if this is not the time for it,
 * - `round_state::ENothingNew` if all the signers are known.
 */
export function addReady(options: AddReadyOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'u64',
        'u64',
        'address',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "verified", "count", "bytes", "root"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'add_ready',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AnswerArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    round: RawTransactionArgument<number>;
    root: RawTransactionArgument<string>;
}
export interface AnswerOptions {
    package?: string;
    arguments: AnswerArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        round: RawTransactionArgument<number>,
        root: RawTransactionArgument<string>
    ];
}
/**
 * Posts the root over all answers of the node in this round.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` if there is no round,
 * - `EWrongRound` if `round` is another one,
 * - `terms::ENotAMember` if the node is not in the committee,
 * - `round_state::EWrongPhase` or `round_state::ETooLate` if this is not the time
 *   for it,
 * - `round_state::ENoRoot` if the root is 32 zero bytes,
 * - `round_state::EAnsweredAlready` if the node has posted a root.
 */
export function answer(options: AnswerOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'u32',
        'address',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "round", "root"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'answer',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddPassedArguments {
    self: RawTransactionArgument<string>;
    verified: TransactionArgument;
    nodes: RawTransactionArgument<number | bigint>;
}
export interface AddPassedOptions {
    package?: string;
    arguments: AddPassedArguments | [
        self: RawTransactionArgument<string>,
        verified: TransactionArgument,
        nodes: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Adds members that vouch for the answers of `nodes` (a message of type 65). What
 * counts for a node is the weight of all who vouch for it, in whichever
 * certificates.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` if there is no round,
 * - `statements::EOtherStatement` if the message says something else, or of
 *   another round,
 * - `members::EUnknownMember` if it names members that the committee does not
 *   have,
 * - `round_state::EWrongPhase`, `round_state::EWrongEpoch`,
 *   `round_state::ETooEarly` or `round_state::ETooLate` if this is not the time
 *   for it,
 * - `round_state::ENothingNew` if all of it is known.
 */
export function addPassed(options: AddPassedOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'u256',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "verified", "nodes"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'add_passed',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MakeVoidArguments {
    self: RawTransactionArgument<string>;
}
export interface MakeVoidOptions {
    package?: string;
    arguments: MakeVoidArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Ends a round that was not ready, or not drawn, in time.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` if there is no round,
 * - `round_state::EWrongPhase` if it was drawn, or has ended,
 * - `round_state::ETooEarly` if there is still time.
 */
export function makeVoid(options: MakeVoidOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'make_void',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DecideArguments {
    self: RawTransactionArgument<string>;
}
export interface DecideOptions {
    package?: string;
    arguments: DecideArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Decides the verdicts of the next 50 members: those that have passed, and after
 * the deadline the others as well. When all are decided the round is closed.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` if there is no round,
 * - `round_state::EWrongPhase` if it was not drawn, or has ended,
 * - `round_state::EStillOpen` if the next member has not passed, and the deadline
 *   is not over.
 */
export function decide(options: DecideOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'decide',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SettleArguments {
    self: RawTransactionArgument<string>;
}
export interface SettleOptions {
    package?: string;
    arguments: SettleArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Settles the next 50 members of a closed or void round, without those who are
 * accused.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` if there is no round,
 * - `round_state::EWrongPhase` if it is neither closed nor void,
 * - `settlement::ENothingToSettle` if there is nobody to settle.
 */
export function settle(options: SettleOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'round',
        function: 'settle',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}