/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The entry point for storage nodes, for stakers, and for epoch changes. `Staking`
 * is one shared object. Its state is a dynamic field, so that a later version of
 * the package can change the layout of the state.
 * 
 * A node registers with `register_candidate`, and others stake with it. If it has
 * enough stake when voting ends, it is in the committee of the next epoch. When
 * that epoch starts, the node collects its shards and then calls
 * `epoch_sync_done`.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus::staking';
export const Staking = new MoveStruct({ name: `${$moduleName}::Staking`, fields: {
        id: bcs.Address,
        version: bcs.u64(),
        /**
         * The package that may use this object, and the one that takes over at the next
         * migration.
         */
        package_id: bcs.Address,
        new_package_id: bcs.option(bcs.Address)
    } });
export const HandOverKey = new MoveStruct({ name: `${$moduleName}::HandOverKey`, fields: {
        dummy_field: bcs.bool()
    } });
export interface RegisterCandidateArguments {
    self: RawTransactionArgument<string>;
    name: RawTransactionArgument<string>;
    networkAddress: RawTransactionArgument<string>;
    metadata: TransactionArgument;
    publicKey: RawTransactionArgument<Array<number>>;
    networkPublicKey: RawTransactionArgument<Array<number>>;
    proofOfPossession: RawTransactionArgument<Array<number>>;
    commissionRate: RawTransactionArgument<number>;
    storagePrice: RawTransactionArgument<number | bigint>;
    writePrice: RawTransactionArgument<number | bigint>;
    nodeCapacity: RawTransactionArgument<number | bigint>;
}
export interface RegisterCandidateOptions {
    package?: string;
    arguments: RegisterCandidateArguments | [
        self: RawTransactionArgument<string>,
        name: RawTransactionArgument<string>,
        networkAddress: RawTransactionArgument<string>,
        metadata: TransactionArgument,
        publicKey: RawTransactionArgument<Array<number>>,
        networkPublicKey: RawTransactionArgument<Array<number>>,
        proofOfPossession: RawTransactionArgument<Array<number>>,
        commissionRate: RawTransactionArgument<number>,
        storagePrice: RawTransactionArgument<number | bigint>,
        writePrice: RawTransactionArgument<number | bigint>,
        nodeCapacity: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Registers a storage node. The proof of possession is a signature by the node's
 * BLS key over the current epoch, the sender's address and the public key. Returns
 * the capability with which the operator acts for the node and collects its
 * commission.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_pool::EIncorrectCommissionRate` if `commission_rate` is more than
 *   10000,
 * - `storage_node::EInvalidNameLength` or
 *   `storage_node::EInvalidNetworkAddressLength` if the name has more than 100
 *   bytes, or the address more than 259,
 * - `storage_node::EInvalidNetworkPublicKey` if `network_public_key` does not have
 *   33 bytes,
 * - `messages::EInvalidKeyLength` if `public_key` does not have 48 bytes,
 * - `storage_node::EInvalidProofOfPossession` if the proof of possession does not
 *   hold.
 */
export function registerCandidate(options: RegisterCandidateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String',
        '0x1::string::String',
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>',
        'u16',
        'u64',
        'u64',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "name", "networkAddress", "metadata", "publicKey", "networkPublicKey", "proofOfPossession", "commissionRate", "storagePrice", "writePrice", "nodeCapacity"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'register_candidate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetWithdrawingArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface SetWithdrawingOptions {
    package?: string;
    arguments: SetWithdrawingArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
}
/**
 * Lets the node leave for ever: it takes no more stake and is no candidate any
 * more. It still serves in the epochs to which it is committed, and as long as
 * there is no other candidate. After that all its stake can be withdrawn without a
 * request.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_pool::EPoolAlreadyWithdrawing` if the node is leaving already, or has
 *   left.
 */
export function setWithdrawing(options: SetWithdrawingOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_withdrawing',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DestroyEmptyPoolArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface DestroyEmptyPoolOptions {
    package?: string;
    arguments: DestroyEmptyPoolArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
}
/**
 * Removes a node that has left, an epoch later at the soonest, once all its stake
 * has been taken out and its commission collected. The FROST that rounding has
 * left in its pool go to those who store in the current epoch.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::ERecentMember` if the node served in the epoch before this
 *   one,
 * - `staking_pool::EPoolNotWithdrawn` if the node has not left,
 * - `staking_pool::EPoolNotEmpty` if there is stake or commission in its pool.
 */
export function destroyEmptyPool(options: DestroyEmptyPoolOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'destroy_empty_pool',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TryJoinActiveSetArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface TryJoinActiveSetOptions {
    package?: string;
    arguments: TryJoinActiveSetArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
}
/**
 * Looks at a node's stake once more. There is no need to: who is a candidate
 * follows every change of stake by itself.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function tryJoinActiveSet(options: TryJoinActiveSetOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'try_join_active_set',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetStoragePriceVoteArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    storagePrice: RawTransactionArgument<number | bigint>;
}
export interface SetStoragePriceVoteOptions {
    package?: string;
    arguments: SetStoragePriceVoteArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        storagePrice: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Votes for the price of storage: FROST per MiB and epoch.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function setStoragePriceVote(options: SetStoragePriceVoteOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "storagePrice"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_storage_price_vote',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetWritePriceVoteArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    writePrice: RawTransactionArgument<number | bigint>;
}
export interface SetWritePriceVoteOptions {
    package?: string;
    arguments: SetWritePriceVoteArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        writePrice: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Votes for the price of writing: FROST per MiB.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function setWritePriceVote(options: SetWritePriceVoteOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "writePrice"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_write_price_vote',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetNodeCapacityVoteArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    nodeCapacity: RawTransactionArgument<number | bigint>;
}
export interface SetNodeCapacityVoteOptions {
    package?: string;
    arguments: SetNodeCapacityVoteArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        nodeCapacity: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Offers capacity: bytes of encoded data.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function setNodeCapacityVote(options: SetNodeCapacityVoteOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "nodeCapacity"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_node_capacity_vote',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetBurnRateVoteArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    burnRate: RawTransactionArgument<number>;
}
export interface SetBurnRateVoteOptions {
    package?: string;
    arguments: SetBurnRateVoteArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        burnRate: RawTransactionArgument<number>
    ];
}
/**
 * Names the share of each epoch's rewards that is to be burned, in basis points.
 * The rate of the next epoch is the current one unless a quorum of the committee
 * names more, or a quorum names less; then it goes as far as that quorum agrees. A
 * member that has named nothing wants no change. A vote stays until the node names
 * another rate or is no member.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::ENotInCommittee` if the node is not in the committee,
 * - `staking_inner::EWrongEpochState` if the voting of the epoch has ended,
 * - `burn_rate::EBurnRateTooHigh` if the rate is above 1,000 basis points (10 %).
 */
export function setBurnRateVote(options: SetBurnRateVoteOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "burnRate"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_burn_rate_vote',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetNextCommissionArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    commissionRate: RawTransactionArgument<number>;
}
export interface SetNextCommissionOptions {
    package?: string;
    arguments: SetNextCommissionArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        commissionRate: RawTransactionArgument<number>
    ];
}
/**
 * Sets the commission, in basis points, that counts two epochs from now.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_pool::EIncorrectCommissionRate` if `commission_rate` is more
 *   than 10000.
 */
export function setNextCommission(options: SetNextCommissionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "commissionRate"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_next_commission',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CollectCommissionArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
    auth: TransactionArgument;
}
export interface CollectCommissionOptions {
    package?: string;
    arguments: CollectCommissionArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>,
        auth: TransactionArgument
    ];
}
/**
 * Pays out the commission of a node to the one who is authorised to receive it.
 * What the node has earned in the epoch before stays until the voting of the
 * current epoch has ended.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id,
 * - `staking_pool::EAuthorizationFailure` if `auth` is not the one who receives
 *   the commission.
 */
export function collectCommission(options: CollectCommissionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "auth"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'collect_commission',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddCommissionToPoolsArguments {
    self: RawTransactionArgument<string>;
    nodeIds: RawTransactionArgument<Array<string>>;
    commissions: TransactionArgument;
}
export interface AddCommissionToPoolsOptions {
    package?: string;
    arguments: AddCommissionToPoolsArguments | [
        self: RawTransactionArgument<string>,
        nodeIds: RawTransactionArgument<Array<string>>,
        commissions: TransactionArgument
    ];
}
/**
 * Adds to what the operators of nodes have earned: `commissions[i]` for
 * `node_ids[i]`. Anyone may call it, and nobody gets it back. As with earnings of
 * the epoch before, an operator can collect it once the voting of the current
 * epoch has ended, and until then penalties can take it.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `EAmountsDoNotMatch` if the two vectors differ in length,
 * - `staking_inner::EPoolNotFound` if there is no node with one of the ids.
 */
export function addCommissionToPools(options: AddCommissionToPoolsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'vector<0x2::object::ID>',
        'vector<null>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeIds", "commissions"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'add_commission_to_pools',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PoolCommissionArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
}
export interface PoolCommissionOptions {
    package?: string;
    arguments: PoolCommissionArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * FROST that the operator of a node has earned and not collected. What a pool that
 * waits for `advance_pools` is to receive is not among them.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id.
 */
export function poolCommission(options: PoolCommissionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'pool_commission',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetCommissionReceiverArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
    auth: TransactionArgument;
    receiver: TransactionArgument;
}
export interface SetCommissionReceiverOptions {
    package?: string;
    arguments: SetCommissionReceiverArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>,
        auth: TransactionArgument,
        receiver: TransactionArgument
    ];
}
/**
 * Gives the right to receive a node's commission to somebody else.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id,
 * - `staking_pool::EAuthorizationFailure` if `auth` is not the one who receives
 *   the commission.
 */
export function setCommissionReceiver(options: SetCommissionReceiverOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "auth", "receiver"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_commission_receiver',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetGovernanceAuthorizedArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
    auth: TransactionArgument;
    authorized: TransactionArgument;
}
export interface SetGovernanceAuthorizedOptions {
    package?: string;
    arguments: SetGovernanceAuthorizedArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>,
        auth: TransactionArgument,
        authorized: TransactionArgument
    ];
}
/**
 * Gives the right to act for a node in matters of governance to somebody else.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id,
 * - `staking_pool::EAuthorizationFailure` if `auth` is not the one who has this
 *   right.
 */
export function setGovernanceAuthorized(options: SetGovernanceAuthorizedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "auth", "authorized"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_governance_authorized',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetNextPublicKeyArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    publicKey: RawTransactionArgument<Array<number>>;
    proofOfPossession: RawTransactionArgument<Array<number>>;
}
export interface SetNextPublicKeyOptions {
    package?: string;
    arguments: SetNextPublicKeyArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        publicKey: RawTransactionArgument<Array<number>>,
        proofOfPossession: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Announces the BLS key with which the node signs from the next epoch on.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_node::EKeyAlreadySelected` if voting has ended and the node is in the
 *   next committee,
 * - `messages::EInvalidKeyLength` if `public_key` does not have 48 bytes,
 * - `storage_node::EInvalidProofOfPossession` if the proof of possession does not
 *   hold.
 */
export function setNextPublicKey(options: SetNextPublicKeyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "publicKey", "proofOfPossession"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_next_public_key',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetNameArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    name: RawTransactionArgument<string>;
}
export interface SetNameOptions {
    package?: string;
    arguments: SetNameArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        name: RawTransactionArgument<string>
    ];
}
/**
 * Changes the node's name.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_node::EInvalidNameLength` if the name has more than 100 bytes.
 */
export function setName(options: SetNameOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "name"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_name',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetNetworkAddressArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    networkAddress: RawTransactionArgument<string>;
}
export interface SetNetworkAddressOptions {
    package?: string;
    arguments: SetNetworkAddressArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        networkAddress: RawTransactionArgument<string>
    ];
}
/**
 * Changes where the node is reached: host and port.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_node::EInvalidNetworkAddressLength` if the address has more than 259
 *   bytes.
 */
export function setNetworkAddress(options: SetNetworkAddressOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "networkAddress"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_network_address',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetNetworkPublicKeyArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    networkPublicKey: RawTransactionArgument<Array<number>>;
}
export interface SetNetworkPublicKeyOptions {
    package?: string;
    arguments: SetNetworkPublicKeyArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        networkPublicKey: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Changes the key of the node's TLS certificate.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_node::EInvalidNetworkPublicKey` if the key does not have 33 bytes.
 */
export function setNetworkPublicKey(options: SetNetworkPublicKeyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "networkPublicKey"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_network_public_key',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetNodeMetadataArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    metadata: TransactionArgument;
}
export interface SetNodeMetadataOptions {
    package?: string;
    arguments: SetNodeMetadataArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        metadata: TransactionArgument
    ];
}
/**
 * Changes the description of the node.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function setNodeMetadata(options: SetNodeMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "metadata"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'set_node_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NodeMetadataArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
}
export interface NodeMetadataOptions {
    package?: string;
    arguments: NodeMetadataArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * The description of a node by its operator.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id.
 */
export function nodeMetadata(options: NodeMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'node_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StakeWithPoolArguments {
    self: RawTransactionArgument<string>;
    toStake: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
}
export interface StakeWithPoolOptions {
    package?: string;
    arguments: StakeWithPoolArguments | [
        self: RawTransactionArgument<string>,
        toStake: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * Stakes with a node. The stake counts from the first epoch whose committee is
 * still open.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id,
 * - `staking_pool::EPoolIsNotActive` if the node is leaving,
 * - `staking_pool::EPoolWornOut` if penalties have taken more than two thirds of
 *   its first stake,
 * - `staked_wal::EStakeBelowThreshold` if `to_stake` is less than 1 WAL.
 */
export function stakeWithPool(options: StakeWithPoolOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "toStake", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'stake_with_pool',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RequestWithdrawStakeArguments {
    self: RawTransactionArgument<string>;
    stakedWal: RawTransactionArgument<string>;
}
export interface RequestWithdrawStakeOptions {
    package?: string;
    arguments: RequestWithdrawStakeArguments | [
        self: RawTransactionArgument<string>,
        stakedWal: RawTransactionArgument<string>
    ];
}
/**
 * Requests the withdrawal of a stake: for the next epoch, or for the one after it
 * if the next committee is selected and counts on the stake.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_pool::EWithdrawDirectly` if no committee counts on the stake,
 * - `staked_wal::EAlreadyWithdrawing` if the withdrawal has been requested
 *   already.
 */
export function requestWithdrawStake(options: RequestWithdrawStakeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "stakedWal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'request_withdraw_stake',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WithdrawStakeArguments {
    self: RawTransactionArgument<string>;
    stakedWal: RawTransactionArgument<string>;
}
export interface WithdrawStakeOptions {
    package?: string;
    arguments: WithdrawStakeArguments | [
        self: RawTransactionArgument<string>,
        stakedWal: RawTransactionArgument<string>
    ];
}
/**
 * Withdraws a stake that is free, with its rewards.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_pool::ENotWithdrawing` if a committee counts on the stake and its
 *   withdrawal has not been requested,
 * - `staking_pool::EWithdrawEpochNotReached` if the withdrawal epoch has not come,
 * - `EHandOverOpen` if the stake was at work until the current epoch began, and
 *   the node owes shards that were not received yet or is said not to have
 *   delivered some; only until voting ends.
 */
export function withdrawStake(options: WithdrawStakeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "stakedWal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'withdraw_stake',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CanWithdrawStakedWalEarlyArguments {
    self: RawTransactionArgument<string>;
    stakedWal: RawTransactionArgument<string>;
}
export interface CanWithdrawStakedWalEarlyOptions {
    package?: string;
    arguments: CanWithdrawStakedWalEarlyArguments | [
        self: RawTransactionArgument<string>,
        stakedWal: RawTransactionArgument<string>
    ];
}
/**
 * Can this stake be withdrawn without a request, because no committee counts on it
 * yet?
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function canWithdrawStakedWalEarly(options: CanWithdrawStakedWalEarlyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "stakedWal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'can_withdraw_staked_wal_early',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CalculateRewardsArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
    stakedPrincipal: RawTransactionArgument<number | bigint>;
    activationEpoch: RawTransactionArgument<number>;
    withdrawEpoch: RawTransactionArgument<number>;
}
export interface CalculateRewardsOptions {
    package?: string;
    arguments: CalculateRewardsArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>,
        stakedPrincipal: RawTransactionArgument<number | bigint>,
        activationEpoch: RawTransactionArgument<number>,
        withdrawEpoch: RawTransactionArgument<number>
    ];
}
/**
 * FROST that `staked_principal` has earned with a node from the beginning of one
 * epoch to that of another. For an epoch to come, what it has earned so far.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id.
 */
export function calculateRewards(options: CalculateRewardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u64',
        'u32',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "stakedPrincipal", "activationEpoch", "withdrawEpoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'calculate_rewards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CalculateKeptPrincipalArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
    stakedPrincipal: RawTransactionArgument<number | bigint>;
    activationEpoch: RawTransactionArgument<number>;
    withdrawEpoch: RawTransactionArgument<number>;
}
export interface CalculateKeptPrincipalOptions {
    package?: string;
    arguments: CalculateKeptPrincipalArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>,
        stakedPrincipal: RawTransactionArgument<number | bigint>,
        activationEpoch: RawTransactionArgument<number>,
        withdrawEpoch: RawTransactionArgument<number>
    ];
}
/**
 * FROST that penalties leave of `staked_principal` with a node from the beginning
 * of one epoch to that of another. A withdrawal pays this and `calculate_rewards`.
 * For an epoch to come, what is left so far; `penalties_due` says what the node's
 * stake owes besides.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id.
 */
export function calculateKeptPrincipal(options: CalculateKeptPrincipalOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u64',
        'u32',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "stakedPrincipal", "activationEpoch", "withdrawEpoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'calculate_kept_principal',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PenaltiesDueArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
}
export interface PenaltiesDueOptions {
    package?: string;
    arguments: PenaltiesDueArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * FROST that penalties take of all stake that is at work with a node, when the
 * epoch ends.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id.
 */
export function penaltiesDue(options: PenaltiesDueOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'penalties_due',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VotingEndArguments {
    self: RawTransactionArgument<string>;
}
export interface VotingEndOptions {
    package?: string;
    arguments: VotingEndArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Ends voting, half an epoch after the last epoch change was done: selects the
 * next committee and its parameters. Anyone may call it.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EWrongEpochState` if the last epoch change is not done, or
 *   voting has ended,
 * - `staking_inner::ETooEarly` if it is too early,
 * - `staking_inner::EPoolsWaiting` if more than 45 pools have to be advanced
 *   first, less one for each 400 shards,
 * - `apportionment::ENoStake` if it is epoch 0 and no candidate has stake.
 */
export function votingEnd(options: VotingEndOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'voting_end',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InitiateEpochChangeArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
}
export interface InitiateEpochChangeOptions {
    package?: string;
    arguments: InitiateEpochChangeArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>
    ];
}
/**
 * Starts the next epoch, an epoch after the last epoch change was done: pays the
 * nodes and hands over to the next committee. A shard that a node got with the
 * ending epoch has earned from the node's report on; the rest is burned. Anyone
 * may call it. Where the two committees have more than 60 pools, less one for each
 * 400 shards, the others wait. Each is advanced when a call needs it, by
 * `advance_pools`, or when voting ends.
 *
 * Of what the epoch has earned, the share that `burn_rate` names goes to nobody.
 * Without the treasury it is set aside, for `judge::burn_penalties`; so nobody
 * keeps it by choosing this call. An epoch for which no storage was sold has
 * earned nothing, and what it has goes on to the next one.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EWrongEpochState` if voting has not ended,
 * - `staking_inner::ETooEarly` if it is too early.
 */
export function initiateEpochChange(options: InitiateEpochChangeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'initiate_epoch_change',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InitiateEpochChangeV2Arguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    treasury: RawTransactionArgument<string>;
}
export interface InitiateEpochChangeV2Options {
    package?: string;
    arguments: InitiateEpochChangeV2Arguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        treasury: RawTransactionArgument<string>
    ];
}
/**
 * Starts the next epoch as `initiate_epoch_change` does, and burns the share that
 * `burn_rate` names at once. Anyone may call it.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EWrongEpochState` if voting has not ended,
 * - `staking_inner::ETooEarly` if it is too early.
 */
export function initiateEpochChangeV2(options: InitiateEpochChangeV2Options) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "treasury"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'initiate_epoch_change_v2',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BurnRateArguments {
    self: RawTransactionArgument<string>;
}
export interface BurnRateOptions {
    package?: string;
    arguments: BurnRateArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The share of the current epoch's rewards that is burned when it ends, in basis
 * points.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function burnRate(options: BurnRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'burn_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NextBurnRateArguments {
    self: RawTransactionArgument<string>;
}
export interface NextBurnRateOptions {
    package?: string;
    arguments: NextBurnRateArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The same for the next epoch, as the votes are now; settled when voting ends.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function nextBurnRate(options: NextBurnRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'next_burn_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AdvancePoolsArguments {
    self: RawTransactionArgument<string>;
}
export interface AdvancePoolsOptions {
    package?: string;
    arguments: AdvancePoolsArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Advances pools that the epoch change has left behind, with their rewards, up to
 * 60 in one call. Anyone may call it. Voting can end when at most 20 are left.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function advancePools(options: AdvancePoolsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'advance_pools',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochSyncDoneArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    epoch: RawTransactionArgument<number>;
}
export interface EpochSyncDoneOptions {
    package?: string;
    arguments: EpochSyncDoneArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Declares that a node holds all shards of the current epoch. When nodes with a
 * quorum of the shards have done so, the epoch change is done.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EInvalidSyncEpoch` if `epoch` is not the current one,
 * - `staking_inner::EDuplicateSyncDone` if the node has declared so for this
 *   epoch, or it is epoch 0,
 * - `staking_inner::ENotInCommittee` if the node is not in the committee.
 */
export function epochSyncDone(options: EpochSyncDoneOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u32',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'epoch_sync_done',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReportRecoveredShardsArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    epoch: RawTransactionArgument<number>;
    shards: RawTransactionArgument<Array<number>>;
}
export interface ReportRecoveredShardsOptions {
    package?: string;
    arguments: ReportRecoveredShardsArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        epoch: RawTransactionArgument<number>,
        shards: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Declares that a node has rebuilt these of the shards that it was owed in the
 * current epoch, because their old owners did not deliver them. The node calls
 * this before it declares that it holds all shards. It is the statement of this
 * node alone, and is recorded as such.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::EInvalidSyncEpoch` if `epoch` is not the current one,
 * - `staking_inner::ENotInCommittee` if the node is not in the committee,
 * - `hand_over::ENoShards` if `shards` is empty,
 * - `hand_over::ENotAReceiver` if the node is owed no shards,
 * - `hand_over::EAlreadyReported` if the node has declared that it holds all its
 *   shards,
 * - `hand_over::EShardNotOwed` if one of the shards is not owed to the node, or
 *   has been reported.
 */
export function reportRecoveredShards(options: ReportRecoveredShardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u32',
        'vector<u16>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "epoch", "shards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'report_recovered_shards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RecordMissedHandOverArguments {
    self: RawTransactionArgument<string>;
    nodeId: RawTransactionArgument<string>;
}
export interface RecordMissedHandOverOptions {
    package?: string;
    arguments: RecordMissedHandOverArguments | [
        self: RawTransactionArgument<string>,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * Puts on record that a new owner of shards has not declared before the deadline
 * that it holds them. Anyone may call it. Who is not on record when the epoch ends
 * is recorded then.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `hand_over::ENoHandOver` if it is epoch 0,
 * - `hand_over::ENotAReceiver` if the node is owed no shards,
 * - `hand_over::EDeadlineNotPassed` if the deadline has not passed,
 * - `hand_over::EAlreadyReported` if the node has declared that it holds all its
 *   shards,
 * - `hand_over::EAlreadyRecorded` if this is on record already.
 */
export function recordMissedHandOver(options: RecordMissedHandOverOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'record_missed_hand_over',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface HandOverArguments {
    self: RawTransactionArgument<string>;
}
export interface HandOverOptions {
    package?: string;
    arguments: HandOverArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The hand-over of shards into the current epoch.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `hand_over::ENoHandOver` if it is epoch 0.
 */
export function handOver(options: HandOverOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'hand_over',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PreviousHandOverArguments {
    self: RawTransactionArgument<string>;
}
export interface PreviousHandOverOptions {
    package?: string;
    arguments: PreviousHandOverArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The hand-over of shards into the epoch before.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `hand_over::ENoHandOver` if it is epoch 0 or 1.
 */
export function previousHandOver(options: PreviousHandOverOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'previous_hand_over',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UpdatePricesArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
}
export interface UpdatePricesOptions {
    package?: string;
    arguments: UpdatePricesArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>
    ];
}
/**
 * Applies the prices that were settled for the current epoch when voting ended,
 * once more. Votes of the current epoch count when voting ends, for the next one.
 * Anyone may call it.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `staking_inner::ENoCommittee` if there is no committee yet.
 */
export function updatePrices(options: UpdatePricesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'update_prices',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochArguments {
    self: RawTransactionArgument<string>;
}
export interface EpochOptions {
    package?: string;
    arguments: EpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The current epoch.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CommitteeArguments {
    self: RawTransactionArgument<string>;
}
export interface CommitteeOptions {
    package?: string;
    arguments: CommitteeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The committee of the current epoch.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function committee(options: CommitteeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'committee',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PreviousCommitteeArguments {
    self: RawTransactionArgument<string>;
}
export interface PreviousCommitteeOptions {
    package?: string;
    arguments: PreviousCommitteeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The committee of the epoch before.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function previousCommittee(options: PreviousCommitteeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'previous_committee',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ComputeNextCommitteeArguments {
    self: RawTransactionArgument<string>;
}
export interface ComputeNextCommitteeOptions {
    package?: string;
    arguments: ComputeNextCommitteeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The committee that would be selected if voting ended now.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `apportionment::ENoStake` if it is epoch 0 and no candidate has stake.
 */
export function computeNextCommittee(options: ComputeNextCommitteeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'compute_next_committee',
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
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staking',
        function: 'version',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}