// SPDX-License-Identifier: Apache-2.0

/// The state of the storage network that users change: the committee that signs, the prices, the
/// capacity, and the accounts of the current epoch and the epochs to come.
///
/// Storage is sold in units of 1 MiB, rounded up, at a price for each unit and epoch, from the
/// current epoch on: who wants storage for later epochs alone keeps others out of it from now on,
/// and pays for that. Writing a blob costs another price for each unit, once. All payments go to
/// the account of the epoch in which the service is given. At the end of that epoch the nodes
/// receive them, by the weight of their shards and the bytes that they stored. What cannot be
/// divided evenly goes to the account of the next epoch.
module walrus::system_state_inner;

use sui::{balance::Balance, coin::Coin, vec_map::{Self, VecMap}};
use wal::wal::WAL;
use walrus::{
    blob::{Self, Blob},
    deny_list,
    encoding,
    events,
    extended_field::{Self, ExtendedField},
    storage_accounting::{Self, FutureAccountingRingBuffer},
    storage_node::StorageNodeCap,
    storage_resource::{Self, Storage}
};
use walrus_core::{
    bls_aggregate::{Self, BlsCommittee},
    epoch_parameters::EpochParams,
    event_blob::{Self, EventBlobCertificationState},
    quorum
};

// === Errors ===

/// The number of epochs for which storage is sold ahead is not between 1 and 1000.
const EInvalidMaxEpochsAhead: u64 = 0;
/// The network does not have this much capacity left in at least one of the epochs.
const EStorageExceeded: u64 = 1;
/// The period is empty or over, or reaches farther ahead than storage is sold.
const EInvalidEpochsAhead: u64 = 2;
/// The vote is for another epoch than the current one.
const EInvalidIdEpoch: u64 = 3;
/// The new committee is not that of the next epoch.
const EIncorrectCommittee: u64 = 4;
/// The node is not in the committee of the current epoch.
const ENotCommitteeMember: u64 = 8;
/// The size of the storage is 0; reserve at least 1 byte.
const EInvalidResourceSize: u64 = 11;
/// The version of the protocol would start in an epoch that has passed.
const EInvalidStartEpoch: u64 = 12;

// === Constants ===

/// The farthest that storage may be sold ahead, in epochs.
const MAX_MAX_EPOCHS_AHEAD: u32 = 1000;

/// Bytes in a unit of storage: 1 MiB.
const BYTES_PER_UNIT_SIZE: u64 = 1024 * 1024;

// === Structs ===

/// The inner state of `walrus::system::System`, version 1.
public struct SystemStateInnerV1 has store {
    /// The committee of the current epoch.
    committee: BlsCommittee,
    /// Bytes of encoded data that the network offers; `used_capacity_size` of them are sold in the
    /// current epoch.
    total_capacity_size: u64,
    used_capacity_size: u64,
    /// FROST per unit, for storage per epoch.
    storage_price_per_unit_size: u64,
    write_price_per_unit_size: u64,
    future_accounting: FutureAccountingRingBuffer,
    event_blob_certification_state: EventBlobCertificationState,
    /// Bytes that a node refuses to store, by node.
    deny_list_sizes: ExtendedField<VecMap<ID, u64>>,
}

// === Public-Package Functions: Users ===

/// Sells storage for `epochs_ahead` epochs from the current one.
public(package) fun reserve_space(
    self: &mut SystemStateInnerV1,
    storage_amount: u64,
    epochs_ahead: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Storage {
    self.sell(storage_amount, 0, epochs_ahead, payment, ctx)
}

/// Sells storage from `start_epoch`, or from the current one if that is later, up to but not
/// including `end_epoch`. It is paid for from the current epoch on.
public(package) fun reserve_space_for_epochs(
    self: &mut SystemStateInnerV1,
    storage_amount: u64,
    start_epoch: u32,
    end_epoch: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Storage {
    let current_epoch = self.epoch();
    let start = start_epoch.max(current_epoch) - current_epoch;
    let end = end_epoch.max(current_epoch) - current_epoch;
    self.sell(storage_amount, start, end, payment, ctx)
}

/// Registers a blob on storage that the user has, and takes the price of writing it.
public(package) fun register_blob(
    self: &mut SystemStateInnerV1,
    storage: Storage,
    blob_id: u256,
    root_hash: u256,
    size: u64,
    encoding_type: u8,
    deletable: bool,
    write_payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Blob {
    let n_shards = self.n_shards();
    let blob = blob::new(
        storage,
        blob_id,
        root_hash,
        size,
        encoding_type,
        deletable,
        self.epoch(),
        n_shards,
        ctx,
    );
    self.pay_for_writing(blob.encoded_size(n_shards), write_payment);
    blob
}

/// Certifies a blob by a quorum's certificate. A message that is this blob's own needs no reading,
/// which would cost more than all the rest; any other one is read to say what is wrong with it.
public(package) fun certify_blob(
    self: &SystemStateInnerV1,
    blob: &mut Blob,
    signature: vector<u8>,
    signers_bitmap: vector<u8>,
    message: vector<u8>,
) {
    let epoch = self.epoch();
    if (message == blob.certificate_bytes(epoch)) {
        self.committee.verify_quorum(&signature, &signers_bitmap, &message);
        blob.certify(epoch);
    } else {
        let certificate = self
            .committee
            .verify_quorum_in_epoch(signature, signers_bitmap, message)
            .into_blob_certificate();
        blob.refuse(certificate, epoch);
    }
}

/// Takes the storage of a blob that is lost back.
public(package) fun release_lost(self: &SystemStateInnerV1, blob: Blob): Storage {
    blob.release(self.epoch())
}

/// Deletes a deletable blob.
public(package) fun delete_blob(self: &SystemStateInnerV1, blob: Blob): Storage {
    blob.delete(self.epoch())
}

/// Extends a blob with storage that the user has.
public(package) fun extend_blob_with_resource(
    self: &SystemStateInnerV1,
    blob: &mut Blob,
    extension: Storage,
) {
    blob.extend_with_resource(extension, self.epoch());
}

/// Extends a blob, and takes the price of the storage for that.
public(package) fun extend_blob(
    self: &mut SystemStateInnerV1,
    blob: &mut Blob,
    extended_epochs: u32,
    payment: &mut Coin<WAL>,
) {
    let current_epoch = self.epoch();
    blob.assert_certified_not_expired(current_epoch);
    self.pay_for_extension(blob.storage(), extended_epochs, payment);
    blob.extend_by_epochs(extended_epochs, current_epoch);
}

/// Accepts the word of at least one honest node that a blob id is invalid, and returns that id.
public(package) fun invalidate_blob_id(
    self: &SystemStateInnerV1,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
): u256 {
    let blob_id = self
        .committee
        .verify_one_correct_node_in_epoch(signature, members_bitmap, message)
        .into_invalid_blob_id();
    events::emit_invalid_blob_id(self.epoch(), blob_id);
    blob_id
}

/// Shares `subsidy` evenly among the current epoch and those after it, `epochs_ahead` in all. What
/// cannot be divided evenly goes to the current one.
public(package) fun add_subsidy(
    self: &mut SystemStateInnerV1,
    subsidy: Coin<WAL>,
    epochs_ahead: u32,
) {
    assert!(
        0 < epochs_ahead && epochs_ahead <= self.future_accounting.max_epochs_ahead(),
        EInvalidEpochsAhead,
    );
    let mut rest = subsidy.into_balance();
    let share = rest.value() / (epochs_ahead as u64);
    let mut shares = vector::tabulate!(epochs_ahead as u64, |_| rest.split(share));
    shares[0].join(rest);
    self.add_per_epoch_subsidies(shares);
}

/// Gives each epoch its subsidy: the first one to the current epoch, and so on.
public(package) fun add_per_epoch_subsidies(
    self: &mut SystemStateInnerV1,
    subsidies: vector<Balance<WAL>>,
) {
    let amounts = subsidies.map_ref!(|subsidy| subsidy.value());
    let mut epochs_in_future = 0;
    subsidies.do!(|subsidy| {
        assert!(epochs_in_future < self.future_accounting.max_epochs_ahead(), EInvalidEpochsAhead);
        self.future_accounting[epochs_in_future].rewards_balance().join(subsidy);
        epochs_in_future = epochs_in_future + 1;
    });
    events::emit_subsidy_added(self.epoch(), amounts);
}

/// Reserves capacity for storage that has not ended to last longer, and takes the price.
public(package) fun pay_for_extension(
    self: &mut SystemStateInnerV1,
    storage: &Storage,
    extended_epochs: u32,
    payment: &mut Coin<WAL>,
) {
    assert!(extended_epochs <= self.future_accounting.max_epochs_ahead(), EInvalidEpochsAhead);
    let epoch = self.epoch();
    let start = storage.end_epoch() - epoch;
    let end = start + extended_epochs;
    let price = self.reserve_capacity(storage.size(), start, end, payment);
    events::emit_storage_extended(epoch, object::id(storage), epoch + end, price);
}

/// Reserves capacity for storage that has not ended to become larger, and takes the price.
public(package) fun pay_for_increase(
    self: &mut SystemStateInnerV1,
    storage: &Storage,
    additional_size: u64,
    payment: &mut Coin<WAL>,
) {
    assert!(additional_size > 0, EInvalidResourceSize);
    let epoch = self.epoch();
    let price = self.reserve_capacity(additional_size, 0, storage.end_epoch() - epoch, payment);
    let size = storage.size() + additional_size;
    events::emit_storage_increased(epoch, object::id(storage), size, price);
}

/// Takes the price of writing so many encoded bytes.
public(package) fun pay_for_writing(
    self: &mut SystemStateInnerV1,
    encoded_size: u64,
    payment: &mut Coin<WAL>,
) {
    let price = self.write_price_per_unit_size * units(encoded_size);
    self.pay(0, price, payment);
}

// === Public-Package Functions: Nodes ===

/// Counts a node's vote for an event blob, and stores the blob for as long as storage is sold once
/// a quorum wants it. The network keeps its own record for free, and beyond its capacity if need
/// be.
public(package) fun certify_event_blob(
    self: &mut SystemStateInnerV1,
    cap: &mut StorageNodeCap,
    blob_id: u256,
    root_hash: u256,
    size: u64,
    encoding_type: u8,
    ending_checkpoint_sequence_num: u64,
    epoch: u32,
    ctx: &mut TxContext,
) {
    let node_id = cap.node_id();
    let weight = self.committee.weight_of(&node_id);
    assert!(weight > 0, ENotCommitteeMember);
    assert!(epoch == self.epoch(), EInvalidIdEpoch);
    let state = &mut self.event_blob_certification_state;
    let last = cap.last_event_blob_attestation();
    let attestation = state.attest(&last, ending_checkpoint_sequence_num, epoch);
    cap.set_last_event_blob_attestation(attestation);
    if (state.is_certified(ending_checkpoint_sequence_num)) return;

    let weight = state.count(blob_id, ending_checkpoint_sequence_num, weight);
    events::emit_event_blob_attested(
        epoch,
        node_id,
        blob_id,
        ending_checkpoint_sequence_num,
        weight,
    );
    let n_shards = self.n_shards();
    if (!quorum::is_quorum(weight, n_shards)) return;

    self.event_blob_certification_state.set_certified(blob_id, ending_checkpoint_sequence_num);
    let encoded_size = encoding::encoded_blob_length(size, encoding_type, n_shards);
    let storage = self.create_event_blob_storage(encoded_size, ctx);
    let mut blob = blob::new(
        storage,
        blob_id,
        root_hash,
        size,
        encoding_type,
        false,
        epoch,
        n_shards,
        ctx,
    );
    blob.set_certified(epoch);
    blob.burn();
}

/// Announces a node's deny list.
public(package) fun register_deny_list_update(
    self: &SystemStateInnerV1,
    cap: &StorageNodeCap,
    deny_list_root: u256,
    deny_list_sequence: u64,
) {
    deny_list::announce(&self.committee, cap, deny_list_root, deny_list_sequence);
}

/// Puts a node's deny list into force.
public(package) fun update_deny_list(
    self: &mut SystemStateInnerV1,
    cap: &mut StorageNodeCap,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    let sizes = self.deny_list_sizes.borrow_mut();
    deny_list::update(&self.committee, sizes, cap, signature, members_bitmap, message);
}

/// Takes note that a blob is on deny lists.
public(package) fun delete_deny_listed_blob(
    self: &SystemStateInnerV1,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    deny_list::delete_blob(&self.committee, signature, members_bitmap, message);
}

/// Announces the version of the protocol between nodes that a quorum will follow.
public(package) fun update_protocol_version(
    self: &SystemStateInnerV1,
    cap: &StorageNodeCap,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    assert!(self.committee.weight_of(&cap.node_id()) > 0, ENotCommitteeMember);
    let (start_epoch, version) = self
        .committee
        .verify_quorum_in_epoch(signature, members_bitmap, message)
        .into_protocol_version();
    assert!(start_epoch >= self.epoch(), EInvalidStartEpoch);
    events::emit_protocol_version(self.epoch(), start_epoch, version);
}

// === Public-Package Functions: Epochs ===

/// Epoch 0: no committee, no capacity, nothing for sale.
public(package) fun create_empty(max_epochs_ahead: u32, ctx: &mut TxContext): SystemStateInnerV1 {
    assert!(
        0 < max_epochs_ahead && max_epochs_ahead <= MAX_MAX_EPOCHS_AHEAD,
        EInvalidMaxEpochsAhead,
    );
    SystemStateInnerV1 {
        committee: bls_aggregate::new_bls_committee(0, vector[]),
        total_capacity_size: 0,
        used_capacity_size: 0,
        storage_price_per_unit_size: 0,
        write_price_per_unit_size: 0,
        future_accounting: storage_accounting::ring_new(max_epochs_ahead),
        event_blob_certification_state: event_blob::create_with_empty_state(),
        deny_list_sizes: extended_field::new(vec_map::empty(), ctx),
    }
}

/// Ends the epoch: hands over to the next committee and its capacity, which never falls below what
/// is already sold, and returns what each member of the old committee has earned.
public(package) fun advance_epoch(
    self: &mut SystemStateInnerV1,
    new_committee: BlsCommittee,
    params: &EpochParams,
): (vector<ID>, vector<Balance<WAL>>) {
    assert!(new_committee.epoch() == self.epoch() + 1, EIncorrectCommittee);
    let old_committee = self.committee;
    self.committee = new_committee;
    self.event_blob_certification_state.reset();

    let (stored, rewards) = self.future_accounting.advance();
    self.used_capacity_size = self.future_accounting[0].used_capacity();
    self.total_capacity_size = params.capacity().max(self.used_capacity_size);
    self.share_rewards(&old_committee, stored, rewards)
}

/// Takes so many FROST of what the current epoch has earned.
public(package) fun take_from_current_epoch(
    self: &mut SystemStateInnerV1,
    amount: u64,
): Balance<WAL> {
    self.future_accounting[0].rewards_balance().split(amount)
}

/// Forgets a node that is gone.
public(package) fun remove_node(self: &mut SystemStateInnerV1, node_id: &ID) {
    let sizes = self.deny_list_sizes.borrow_mut();
    if (sizes.contains(node_id)) { sizes.remove(node_id); };
}

/// Gives WAL that nobody has a claim on to those who store in this epoch.
public(package) fun give_to_current_epoch(self: &mut SystemStateInnerV1, rest: Balance<WAL>) {
    self.future_accounting[0].rewards_balance().join(rest);
}

/// Sets new prices, in FROST per unit.
public(package) fun set_prices(
    self: &mut SystemStateInnerV1,
    storage_price: u64,
    write_price: u64,
) {
    self.storage_price_per_unit_size = storage_price;
    self.write_price_per_unit_size = write_price;
    events::emit_prices_updated(self.epoch(), storage_price, write_price);
}

// === Public-Package Functions: Accessors ===

/// The committee of the current epoch.
public(package) fun committee(self: &SystemStateInnerV1): &BlsCommittee {
    &self.committee
}

/// The current epoch.
public(package) fun epoch(self: &SystemStateInnerV1): u32 {
    self.committee.epoch()
}

/// The number of shards; 0 before the first committee.
public(package) fun n_shards(self: &SystemStateInnerV1): u16 {
    self.committee.n_shards()
}

/// Bytes of encoded data on offer, sold ones included.
public(package) fun total_capacity_size(self: &SystemStateInnerV1): u64 {
    self.total_capacity_size
}

/// Bytes of encoded data sold in the current epoch.
public(package) fun used_capacity_size(self: &SystemStateInnerV1): u64 {
    self.used_capacity_size
}

/// FROST for a unit of storage, for one epoch.
public(package) fun storage_price_per_unit_size(self: &SystemStateInnerV1): u64 {
    self.storage_price_per_unit_size
}

/// FROST for writing a unit.
public(package) fun write_price_per_unit_size(self: &SystemStateInnerV1): u64 {
    self.write_price_per_unit_size
}

/// The accounts of the current epoch and those to come.
public(package) fun future_accounting(self: &SystemStateInnerV1): &FutureAccountingRingBuffer {
    &self.future_accounting
}

// === Private Functions ===

/// Sells storage from `start` up to but not including `end`, in epochs from the current one.
fun sell(
    self: &mut SystemStateInnerV1,
    storage_amount: u64,
    start: u32,
    end: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Storage {
    assert!(storage_amount > 0, EInvalidResourceSize);
    let price = self.reserve_capacity(storage_amount, start, end, payment);
    let price = price + self.pay_for(storage_amount, 0, start, payment);
    let epoch = self.epoch();
    let storage = storage_resource::create_storage(epoch + start, epoch + end, storage_amount, ctx);
    events::emit_storage_reserved(
        epoch,
        object::id(&storage),
        storage_amount,
        storage.start_epoch(),
        storage.end_epoch(),
        price,
    );
    storage
}

/// Storage for as long as storage is sold, for free and whether or not there is capacity left.
fun create_event_blob_storage(
    self: &mut SystemStateInnerV1,
    storage_amount: u64,
    ctx: &mut TxContext,
): Storage {
    let epoch = self.epoch();
    let epochs = self.future_accounting.max_epochs_ahead();
    epochs.do!(|i| { self.future_accounting[i].increase_used_capacity(storage_amount); });
    self.used_capacity_size = self.future_accounting[0].used_capacity();
    let storage = storage_resource::create_storage(epoch, epoch + epochs, storage_amount, ctx);
    let id = object::id(&storage);
    events::emit_storage_reserved(epoch, id, storage_amount, epoch, epoch + epochs, 0);
    storage
}

/// Reserves capacity in each of the epochs, takes the price for it, and returns that price.
fun reserve_capacity(
    self: &mut SystemStateInnerV1,
    storage_amount: u64,
    start: u32,
    end: u32,
    payment: &mut Coin<WAL>,
): u64 {
    assert!(start < end, EInvalidEpochsAhead);
    assert!(end <= self.future_accounting.max_epochs_ahead(), EInvalidEpochsAhead);
    let capacity = self.total_capacity_size;
    assert!(storage_amount <= capacity, EStorageExceeded);
    start.range_do!(end, |i| {
        let account = &mut self.future_accounting[i];
        assert!(account.used_capacity() <= capacity - storage_amount, EStorageExceeded);
        account.increase_used_capacity(storage_amount);
    });
    self.used_capacity_size = self.future_accounting[0].used_capacity();
    self.pay_for(storage_amount, start, end, payment)
}

/// Takes the price of storage in each of the epochs, and returns it.
fun pay_for(
    self: &mut SystemStateInnerV1,
    storage_amount: u64,
    start: u32,
    end: u32,
    payment: &mut Coin<WAL>,
): u64 {
    let price_per_epoch = self.storage_price_per_unit_size * units(storage_amount);
    start.range_do!(end, |i| self.pay(i, price_per_epoch, payment));
    price_per_epoch * ((end - start) as u64)
}

/// Moves `amount` FROST to the account of the epoch that is `epochs_in_future` ahead.
fun pay(
    self: &mut SystemStateInnerV1,
    epochs_in_future: u32,
    amount: u64,
    payment: &mut Coin<WAL>,
) {
    let payment = payment.balance_mut().split(amount);
    self.future_accounting[epochs_in_future].rewards_balance().join(payment);
}

/// Divides an epoch's rewards among its committee, by weight times bytes stored. The remainder goes
/// to the account of the epoch that begins.
fun share_rewards(
    self: &mut SystemStateInnerV1,
    committee: &BlsCommittee,
    stored: u64,
    mut rewards: Balance<WAL>,
): (vector<ID>, vector<Balance<WAL>>) {
    let denied = self.deny_list_sizes.borrow();
    let mut node_ids = vector[];
    let mut contributions = vector[];
    let mut total_contribution = 0u128;
    committee.members().do_ref!(|member| {
        let node_id = member.node_id();
        let refused = denied.try_get(&node_id).destroy_or!(0).min(stored);
        let contribution = (member.weight() as u128) * ((stored - refused) as u128);
        total_contribution = total_contribution + contribution;
        node_ids.push_back(node_id);
        contributions.push_back(contribution);
    });

    let total_rewards = rewards.value() as u128;
    let shares = contributions.map!(|contribution| {
        let share = if (contribution == 0) 0
        else muldiv(contribution, total_rewards, total_contribution);
        rewards.split(share)
    });
    self.future_accounting[0].rewards_balance().join(rewards);
    (node_ids, shares)
}

/// floor(a * b / c), where a <= c and b fits 64 bits.
fun muldiv(a: u128, b: u128, c: u128): u64 {
    ((a as u256) * (b as u256) / (c as u256)) as u64
}

/// Units of storage that so many bytes take.
fun units(bytes: u64): u64 {
    bytes.divide_and_round_up(BYTES_PER_UNIT_SIZE)
}

// === Test Only ===

/// Lets a node refuse so many bytes.
#[test_only]
public fun set_deny_list_size(self: &mut SystemStateInnerV1, node_id: ID, size: u64) {
    self.deny_list_sizes.borrow_mut().insert(node_id, size);
}

/// The votes for event blobs.
#[test_only]
public fun event_blobs(self: &SystemStateInnerV1): &EventBlobCertificationState {
    &self.event_blob_certification_state
}

/// Bytes that a node refuses to store.
#[test_only]
public fun deny_list_size(self: &SystemStateInnerV1, node_id: &ID): u64 {
    self.deny_list_sizes.borrow().try_get(node_id).destroy_or!(0)
}
