/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Shards that a node says it has lost, before anybody asks.
 * 
 * It costs no stake: honesty has to be cheaper than to be caught. The shards named
 * earn nothing in this epoch and the next one, and are not asked for in rounds
 * until then; a node that has lost all of its shards is exempt. After that they
 * are asked for again, and are missed if they are still lost. A second declaration
 * within four epochs counts as failing, so that nobody declares instead of
 * storing.
 * 
 * No declaration counts in a round that may be open already: from the attempt that
 * could open one until it is settled.
 */

import { type Transaction } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface DeclareArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    shards: RawTransactionArgument<Array<number>>;
}
export interface DeclareOptions {
    package?: string;
    arguments: DeclareArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        shards: RawTransactionArgument<Array<number>>
    ];
}
/**
 * The node says that it has lost these shards, in ascending order: all that are
 * lost now.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::EUnknownEpoch` if no epoch has been taken in,
 * - `slots::EAttemptPending` or `evidence::ERoundOpen` if a round is open or may
 *   be,
 * - `terms::ENotAMember` if the node is not in the committee,
 * - `EInvalidOrder` or `ENotItsShard` if the shards are not in order, or not the
 *   node's.
 */
export function declare(options: DeclareOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'vector<u16>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "shards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'declared',
        function: 'declare',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface HoldOverArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
}
export interface HoldOverOptions {
    package?: string;
    arguments: HoldOverArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * Withholds, in the epoch after a declaration, what the shards would earn that the
 * node still owns and has not got back. Anyone may call it, once. A node that has
 * lost all of its shards is exempt from then on.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::EUnknownEpoch` if no epoch has been taken in,
 * - `slots::EAttemptPending` or `evidence::ERoundOpen` if a round is open or may
 *   be,
 * - `terms::ENotAMember` if the node is not in the committee,
 * - `ENothingDeclared` if there is nothing to withhold for.
 */
export function holdOver(options: HoldOverOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'declared',
        function: 'hold_over',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RestoreArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface RestoreOptions {
    package?: string;
    arguments: RestoreArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
}
/**
 * The node says that it has its shards again. They are asked for from the next
 * round on.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::EUnknownEpoch` if no epoch has been taken in,
 * - `slots::EAttemptPending` or `evidence::ERoundOpen` if a round is open or may
 *   be,
 * - `terms::ENotAMember` if the node is not in the committee,
 * - `ENothingDeclared` if nothing that it declared is lost.
 */
export function restore(options: RestoreOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'declared',
        function: 'restore',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}