/// A chain in a test: transactions of several senders after each other, and an inventory of the objects that
/// they leave behind.
///
/// A transaction ends with `next_tx`; then what was transferred, shared or frozen in it can be taken by the
/// later ones. What is taken must be given back, transferred or used up. The machine keeps the inventory.
#[test_only]
module sui::test_scenario;

use sui::{transfer::Receiving, vec_map::VecMap};

/// Something is wrong with what the transaction leaves behind.
#[allow(unused_const)]
const ECouldNotGenerateEffects: u64 = 0;
/// A shared or immutable object was used as only an owned one may be.
#[allow(unused_const)]
const EInvalidSharedOrImmutableUsage: u64 = 1;
/// The object was not taken from there.
const ECantReturnObject: u64 = 2;
/// There is no object of this type.
const EEmptyInventory: u64 = 3;
/// There is no object of this id and type.
#[allow(unused_const)]
const EObjectNotFound: u64 = 4;
/// No ticket can be made for this object.
#[allow(unused_const)]
const EUnableToAllocateReceivingTicket: u64 = 5;
/// There is a ticket for this object already.
#[allow(unused_const)]
const EReceivingTicketAlreadyAllocated: u64 = 6;
/// There is no ticket for this object.
#[allow(unused_const)]
const EUnableToDeallocateReceivingTicket: u64 = 7;

/// The chain.
public struct Scenario {
    /// Transactions that have ended.
    txn_number: u64,
    ctx: TxContext,
}

/// What a transaction did.
public struct TransactionEffects has drop {
    created: vector<ID>,
    written: vector<ID>,
    deleted: vector<ID>,
    transferred_to_account: VecMap<ID, address>,
    transferred_to_object: VecMap<ID, ID>,
    shared: vector<ID>,
    frozen: vector<ID>,
    num_user_events: u64,
}

/// What the context of a transaction is to be.
public struct TxContextBuilder has copy, drop {
    sender: address,
    epoch: u64,
    epoch_timestamp_ms: u64,
    ids_created: u64,
    /// None: what it is already.
    rgp: Option<u64>,
    gas_price: u64,
    gas_budget: u64,
    sponsor: Option<address>,
}

// === Contexts ===

/// The context of a first transaction of `sender`, with prices as they are on Sui.
public fun ctx_builder_from_sender(sender: address): TxContextBuilder {
    TxContextBuilder {
        sender,
        epoch: 0,
        epoch_timestamp_ms: 0,
        ids_created: 0,
        rgp: option::some(700),
        gas_price: 1_000,
        gas_budget: 100_000_000,
        sponsor: option::none(),
    }
}

/// The context of the transaction, to be changed for the next one.
public fun ctx_builder(scenario: &Scenario): TxContextBuilder {
    ctx_builder_from_context(&scenario.ctx)
}

/// A context, to be changed.
public fun ctx_builder_from_context(ctx: &TxContext): TxContextBuilder {
    TxContextBuilder {
        sender: ctx.sender(),
        epoch: ctx.epoch(),
        epoch_timestamp_ms: ctx.epoch_timestamp_ms(),
        ids_created: ctx.ids_created(),
        rgp: option::some(ctx.reference_gas_price()),
        gas_price: ctx.gas_price(),
        gas_budget: ctx.gas_budget(),
        sponsor: ctx.sponsor(),
    }
}

public fun set_epoch(mut builder: TxContextBuilder, epoch: u64): TxContextBuilder {
    builder.epoch = epoch;
    builder
}

public fun set_epoch_timestamp(mut builder: TxContextBuilder, ms: u64): TxContextBuilder {
    builder.epoch_timestamp_ms = ms;
    builder
}

public fun set_ids_created(mut builder: TxContextBuilder, ids_created: u64): TxContextBuilder {
    builder.ids_created = ids_created;
    builder
}

public fun set_reference_gas_price(mut builder: TxContextBuilder, rgp: u64): TxContextBuilder {
    builder.rgp = option::some(rgp);
    builder
}

/// The reference gas price stays what it is.
public fun unset_reference_gas_price(mut builder: TxContextBuilder): TxContextBuilder {
    builder.rgp = option::none();
    builder
}

public fun set_gas_price(mut builder: TxContextBuilder, gas_price: u64): TxContextBuilder {
    builder.gas_price = gas_price;
    builder
}

public fun set_gas_budget(mut builder: TxContextBuilder, gas_budget: u64): TxContextBuilder {
    builder.gas_budget = gas_budget;
    builder
}

public fun set_sponsor(mut builder: TxContextBuilder, sponsor: address): TxContextBuilder {
    builder.sponsor = option::some(sponsor);
    builder
}

/// The sender pays.
public fun unset_sponsor(mut builder: TxContextBuilder): TxContextBuilder {
    builder.sponsor = option::none();
    builder
}

// === Transactions ===

/// Starts a chain with a transaction of `sender`.
public fun begin(sender: address): Scenario {
    Scenario { txn_number: 0, ctx: tx_context::new_from_hint(sender, 0, 0, 0, 0) }
}

/// Starts a chain with a transaction in this context. Aborts when it has no reference gas price.
public fun begin_with_context(ctx_builder: TxContextBuilder): Scenario {
    assert!(ctx_builder.rgp.is_some());
    Scenario { txn_number: 0, ctx: ctx_builder.make(0) }
}

/// Shares the objects of the system that tests use: clock, randomness, deny list.
public fun create_system_objects(scenario: &mut Scenario) {
    let sender = scenario.sender();
    scenario.next_tx(@0x0);
    sui::clock::create_for_testing(scenario.ctx()).share_for_testing();
    sui::random::create_for_testing(scenario.ctx());
    sui::deny_list::create_for_testing(scenario.ctx());
    scenario.next_tx(sender);
}

/// Ends the transaction and starts one of `sender`.
public fun next_tx(scenario: &mut Scenario, sender: address): TransactionEffects {
    let number = scenario.txn_number + 1;
    scenario.txn_number = number;
    // The digest is made from the number, so that every transaction makes different ids.
    scenario.ctx =
        tx_context::new_from_hint(
            sender,
            number,
            scenario.ctx.epoch(),
            scenario.ctx.epoch_timestamp_ms(),
            0,
        );
    end_transaction()
}

/// Ends the transaction and starts one in this context; ends epochs, each with a transaction, until its epoch
/// is the current one. Aborts when the epoch or its time lies in the past, or when the reference gas price
/// would change within an epoch.
public fun next_with_context(
    scenario: &mut Scenario,
    mut ctx_builder: TxContextBuilder,
): TransactionEffects {
    let TxContextBuilder { epoch, epoch_timestamp_ms, rgp, .. } = ctx_builder;
    let mut current = scenario.ctx.epoch();
    let price = scenario.ctx.reference_gas_price();
    assert!(epoch >= current);
    assert!(epoch > current || rgp.is_none_or!(|new| new == price));
    assert!(epoch_timestamp_ms >= scenario.ctx.epoch_timestamp_ms());
    ctx_builder.rgp = option::some(rgp.destroy_or!(price));
    loop {
        if (current < epoch) current = current + 1;
        scenario.txn_number = scenario.txn_number + 1;
        scenario.ctx = ctx_builder.set_epoch(current).make(scenario.txn_number);
        let effects = end_transaction();
        if (current == epoch) return effects
    }
}

/// Ends the epoch, and the transaction with it.
public fun next_epoch(scenario: &mut Scenario, sender: address): TransactionEffects {
    scenario.ctx.increment_epoch_number();
    scenario.next_tx(sender)
}

/// Ends the epoch `delta_ms` later than the present one began, and the transaction with it.
public fun later_epoch(
    scenario: &mut Scenario,
    delta_ms: u64,
    sender: address,
): TransactionEffects {
    scenario.ctx.increment_epoch_timestamp(delta_ms);
    scenario.next_epoch(sender)
}

/// Ends epochs until `epoch` is the current one.
public fun skip_to_epoch(scenario: &mut Scenario, epoch: u64) {
    assert!(scenario.ctx.epoch() <= epoch);
    while (scenario.ctx.epoch() < epoch) {
        scenario.ctx.increment_epoch_number();
        end_transaction();
    }
}

/// Ends the chain.
public fun end(scenario: Scenario): TransactionEffects {
    let Scenario { .. } = scenario;
    end_transaction()
}

// === The transaction ===

/// The context of the transaction.
public fun ctx(scenario: &mut Scenario): &mut TxContext {
    &mut scenario.ctx
}

/// A new identity in the transaction.
public fun new_object(scenario: &mut Scenario): UID {
    object::new(scenario.ctx())
}

/// The sender of the transaction.
public fun sender(scenario: &Scenario): address {
    scenario.ctx.sender()
}

/// Transactions that have ended.
public fun num_concluded_txes(scenario: &Scenario): u64 {
    scenario.txn_number
}

// === Effects ===

/// Objects that were made.
public fun created(effects: &TransactionEffects): vector<ID> {
    effects.created
}

/// Objects that were there before and were changed or moved.
public fun written(effects: &TransactionEffects): vector<ID> {
    effects.written
}

/// Objects that were ended.
public fun deleted(effects: &TransactionEffects): vector<ID> {
    effects.deleted
}

/// Objects that were given to addresses.
public fun transferred_to_account(effects: &TransactionEffects): VecMap<ID, address> {
    effects.transferred_to_account
}

/// Objects that became children of objects.
public fun transferred_to_object(effects: &TransactionEffects): VecMap<ID, ID> {
    effects.transferred_to_object
}

/// Objects that were shared.
public fun shared(effects: &TransactionEffects): vector<ID> {
    effects.shared
}

/// Objects that were made immutable.
public fun frozen(effects: &TransactionEffects): vector<ID> {
    effects.frozen
}

/// How many events there were.
public fun num_user_events(effects: &TransactionEffects): u64 {
    effects.num_user_events
}

// === Objects of an address ===

/// Takes the object `id` of `account`. Aborts with `EObjectNotFound`.
public native fun take_from_address_by_id<T: key>(scenario: &Scenario, account: address, id: ID): T;

/// The object of type `T` that `account` got last.
public native fun most_recent_id_for_address<T: key>(account: address): Option<ID>;

/// All objects of type `T` of `account`.
public native fun ids_for_address<T: key>(account: address): vector<ID>;

/// Whether `account` has an object of type `T`.
public fun has_most_recent_for_address<T: key>(account: address): bool {
    most_recent_id_for_address<T>(account).is_some()
}

/// Takes the object of type `T` that `account` got last. Aborts with `EEmptyInventory`.
public fun take_from_address<T: key>(scenario: &Scenario, account: address): T {
    let id = present(most_recent_id_for_address<T>(account));
    scenario.take_from_address_by_id(account, id)
}

/// Gives an object back to the address from which it was taken. Aborts with `ECantReturnObject`.
public fun return_to_address<T: key>(account: address, t: T) {
    assert!(was_taken_from_address(account, object::id(&t)), ECantReturnObject);
    sui::transfer::transfer_impl(t, account)
}

/// Whether this transaction took the object `id` from `account`.
public native fun was_taken_from_address(account: address, id: ID): bool;

// === Objects of the sender ===

/// Takes the object `id` of the sender. Aborts with `EObjectNotFound`.
public fun take_from_sender_by_id<T: key>(scenario: &Scenario, id: ID): T {
    scenario.take_from_address_by_id(scenario.sender(), id)
}

/// The object of type `T` that the sender got last.
public fun most_recent_id_for_sender<T: key>(scenario: &Scenario): Option<ID> {
    most_recent_id_for_address<T>(scenario.sender())
}

/// Whether the sender has an object of type `T`.
public fun has_most_recent_for_sender<T: key>(scenario: &Scenario): bool {
    has_most_recent_for_address<T>(scenario.sender())
}

/// Takes the object of type `T` that the sender got last. Aborts with `EEmptyInventory`.
public fun take_from_sender<T: key>(scenario: &Scenario): T {
    scenario.take_from_address(scenario.sender())
}

/// Gives an object back to the sender. Aborts with `ECantReturnObject`.
public fun return_to_sender<T: key>(scenario: &Scenario, t: T) {
    return_to_address(scenario.sender(), t)
}

/// Whether this transaction took the object `id` from the sender.
public fun was_taken_from_sender(scenario: &Scenario, id: ID): bool {
    was_taken_from_address(scenario.sender(), id)
}

/// All objects of type `T` of the sender.
public fun ids_for_sender<T: key>(scenario: &Scenario): vector<ID> {
    ids_for_address<T>(scenario.sender())
}

// === Immutable objects ===

/// Takes the immutable object `id`. Aborts with `EObjectNotFound`.
public native fun take_immutable_by_id<T: key>(scenario: &Scenario, id: ID): T;

/// The object of type `T` that was made immutable last.
public native fun most_recent_immutable_id<T: key>(): Option<ID>;

/// Whether there is an immutable object of type `T`.
public fun has_most_recent_immutable<T: key>(): bool {
    most_recent_immutable_id<T>().is_some()
}

/// Takes the object of type `T` that was made immutable last. Aborts with `EEmptyInventory`.
public fun take_immutable<T: key>(scenario: &Scenario): T {
    let id = present(most_recent_immutable_id<T>());
    scenario.take_immutable_by_id(id)
}

/// Gives an immutable object back. Aborts with `ECantReturnObject`.
public fun return_immutable<T: key>(t: T) {
    assert!(was_taken_immutable(object::id(&t)), ECantReturnObject);
    sui::transfer::freeze_object_impl(t)
}

/// Whether this transaction took the immutable object `id`.
public native fun was_taken_immutable(id: ID): bool;

// === Shared objects ===

/// Takes the shared object `id`. Aborts with `EObjectNotFound`.
public native fun take_shared_by_id<T: key>(scenario: &Scenario, id: ID): T;

/// The object of type `T` that was shared last.
public native fun most_recent_id_shared<T: key>(): Option<ID>;

/// Whether there is a shared object of type `T`.
public fun has_most_recent_shared<T: key>(): bool {
    most_recent_id_shared<T>().is_some()
}

/// Takes the object of type `T` that was shared last. Aborts with `EEmptyInventory`.
public fun take_shared<T: key>(scenario: &Scenario): T {
    let id = present(most_recent_id_shared<T>());
    scenario.take_shared_by_id(id)
}

/// Gives a shared object back. Aborts with `ECantReturnObject`.
public fun return_shared<T: key>(t: T) {
    assert!(was_taken_shared(object::id(&t)), ECantReturnObject);
    sui::transfer::share_object_impl(t)
}

/// Takes the object of type `T` that was shared last, lets `f` use it, and gives it back.
/// Aborts with `EEmptyInventory`.
public macro fun with_shared<$T: key>($scenario: &mut Scenario, $f: |&mut $T, &mut Scenario| -> _) {
    let scenario = $scenario;
    let mut object = scenario.take_shared<$T>();
    $f(&mut object, scenario);
    return_shared(object);
}

/// Takes the shared object `id`, lets `f` use it, and gives it back. Aborts with `EObjectNotFound`.
public macro fun with_shared_by_id<$T: key>(
    $scenario: &mut Scenario,
    $id: ID,
    $f: |&mut $T, &mut Scenario| -> _,
) {
    let scenario = $scenario;
    let mut object = scenario.take_shared_by_id<$T>($id);
    $f(&mut object, scenario);
    return_shared(object);
}

// === Objects sent to objects ===

/// The objects of type `T` that wait to be received by `object`.
public fun receivable_object_ids_for_owner_id<T: key>(object: ID): vector<ID> {
    ids_for_address<T>(object.to_address())
}

/// A ticket for the object of type `T` that was sent to `owner` last. Aborts with `EEmptyInventory`.
public fun most_recent_receiving_ticket<T: key>(owner: &ID): Receiving<T> {
    receiving_ticket_by_id(present(most_recent_id_for_address<T>(owner.to_address())))
}

/// A ticket for the object `object_id`.
/// Aborts with `EUnableToAllocateReceivingTicket` and `EReceivingTicketAlreadyAllocated`.
public fun receiving_ticket_by_id<T: key>(object_id: ID): Receiving<T> {
    let version = allocate_receiving_ticket_for_object<T>(object_id);
    sui::transfer::make_receiver(object_id, version)
}

/// Gives back a ticket that was not used. Aborts with `EUnableToDeallocateReceivingTicket`.
public fun return_receiving_ticket<T: key>(ticket: Receiving<T>) {
    deallocate_receiving_ticket_for_object(sui::transfer::receiving_id(&ticket))
}

// === Private Functions ===

/// The context, in the transaction of this number. Aborts when there is no reference gas price.
fun make(builder: TxContextBuilder, number: u64): TxContext {
    tx_context::create(
        builder.sender,
        // The digest is made from the number, so that every transaction makes different ids.
        tx_context::dummy_tx_hash_with_hint(number),
        builder.epoch,
        builder.epoch_timestamp_ms,
        builder.ids_created,
        builder.rgp.destroy_some(),
        builder.gas_price,
        builder.gas_budget,
        builder.sponsor,
    )
}

fun present(id: Option<ID>): ID {
    assert!(id.is_some(), EEmptyInventory);
    id.destroy_some()
}

native fun was_taken_shared(id: ID): bool;
native fun allocate_receiving_ticket_for_object<T: key>(object_id: ID): u64;
native fun deallocate_receiving_ticket_for_object(object_id: ID);
/// Puts what the transaction leaves behind into the inventory. Aborts with `ECouldNotGenerateEffects`.
native fun end_transaction(): TransactionEffects;
