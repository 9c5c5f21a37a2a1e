/// What a transaction can know about itself.
///
/// The facts live in the machine that runs the transaction; a `TxContext` is the right to ask for them. Only
/// the machine hands one out.
module sui::tx_context;

/// A transaction digest has this many bytes.
#[test_only]
const TX_HASH_LENGTH: u64 = 32;

/// A digest of another length was given.
#[test_only]
const EBadTxHashLength: u64 = 0;

#[allow(unused_field)]
public struct TxContext has drop {
    sender: address,
    /// Digest of the transaction.
    tx_hash: vector<u8>,
    epoch: u64,
    epoch_timestamp_ms: u64,
    /// Object ids that the transaction has made so far.
    ids_created: u64,
}

// === Public Functions ===

/// Who signed the transaction.
public fun sender(_self: &TxContext): address {
    native_sender()
}

/// The digest of the transaction. It is not random: the sender can choose it.
public fun digest(self: &TxContext): &vector<u8> {
    &self.tx_hash
}

/// The current epoch of the chain.
public fun epoch(_self: &TxContext): u64 {
    native_epoch()
}

/// When the current epoch began, in milliseconds since 1970.
public fun epoch_timestamp_ms(_self: &TxContext): u64 {
    native_epoch_timestamp_ms()
}

/// Who pays, if it is not the sender.
public fun sponsor(_self: &TxContext): Option<address> {
    option_sponsor()
}

/// An address that nobody has had before and nobody will have again.
public fun fresh_object_address(_ctx: &mut TxContext): address {
    fresh_id()
}

/// MIST for a unit of computation, as the chain set it for this epoch.
public fun reference_gas_price(_self: &TxContext): u64 {
    native_rgp()
}

/// MIST for a unit of computation, as this transaction offers it.
public fun gas_price(_self: &TxContext): u64 {
    native_gas_price()
}

// === Test Functions ===

/// How many object ids the transaction has made.
#[test_only]
public fun ids_created(_self: &TxContext): u64 {
    native_ids_created()
}

/// The older name of `ids_created`.
#[test_only]
public fun get_ids_created(self: &TxContext): u64 {
    self.ids_created()
}

/// How much MIST the transaction may spend on gas.
#[test_only]
public fun gas_budget(_self: &TxContext): u64 {
    native_gas_budget()
}

/// The id that was made last.
#[test_only]
public fun last_created_object_id(_self: &TxContext): address {
    last_created_id()
}

/// A context in which everything is as given. Aborts with `EBadTxHashLength`.
#[test_only]
public fun create(
    sender: address,
    tx_hash: vector<u8>,
    epoch: u64,
    epoch_timestamp_ms: u64,
    ids_created: u64,
    rgp: u64,
    gas_price: u64,
    gas_budget: u64,
    sponsor: Option<address>,
): TxContext {
    assert!(tx_hash.length() == TX_HASH_LENGTH, EBadTxHashLength);
    let sponsors = sponsor.to_vec();
    replace(
        sender,
        tx_hash,
        epoch,
        epoch_timestamp_ms,
        ids_created,
        rgp,
        gas_price,
        gas_budget,
        sponsors,
    );
    TxContext { sender: @0x0, tx_hash, epoch: 0, epoch_timestamp_ms: 0, ids_created: 0 }
}

/// A context with the given facts; gas and sponsor stay. Aborts with `EBadTxHashLength`.
#[test_only]
public fun new(
    sender: address,
    tx_hash: vector<u8>,
    epoch: u64,
    epoch_timestamp_ms: u64,
    ids_created: u64,
): TxContext {
    create(
        sender,
        tx_hash,
        epoch,
        epoch_timestamp_ms,
        ids_created,
        native_rgp(),
        native_gas_price(),
        native_gas_budget(),
        option_sponsor(),
    )
}

/// A context whose digest is made from a number.
#[test_only]
public fun new_from_hint(
    addr: address,
    hint: u64,
    epoch: u64,
    epoch_timestamp_ms: u64,
    ids_created: u64,
): TxContext {
    new(addr, dummy_tx_hash_with_hint(hint), epoch, epoch_timestamp_ms, ids_created)
}

/// Some context, for tests that do not care.
#[test_only]
public fun dummy(): TxContext {
    new(@0x0, x"3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532", 0, 0, 0)
}

/// A digest for a number: different ones for different numbers.
#[test_only]
public fun dummy_tx_hash_with_hint(hint: u64): vector<u8> {
    let mut hash = std::bcs::to_bytes(&hint);
    while (hash.length() < TX_HASH_LENGTH) hash.push_back(0);
    hash
}

/// The next epoch begins.
#[test_only]
public fun increment_epoch_number(self: &mut TxContext) {
    self.move_epoch(1, 0)
}

/// The current epoch began later than it did.
#[test_only]
public fun increment_epoch_timestamp(self: &mut TxContext, delta_ms: u64) {
    self.move_epoch(0, delta_ms)
}

#[test_only]
fun move_epoch(self: &TxContext, epochs: u64, delta_ms: u64) {
    replace(
        native_sender(),
        self.tx_hash,
        native_epoch() + epochs,
        native_epoch_timestamp_ms() + delta_ms,
        native_ids_created(),
        native_rgp(),
        native_gas_price(),
        native_gas_budget(),
        native_sponsor(),
    )
}

// === Private Functions ===

fun option_sponsor(): Option<address> {
    let mut sponsors = native_sponsor();
    if (sponsors.is_empty()) option::none() else option::some(sponsors.swap_remove(0))
}

native fun native_sender(): address;
native fun native_epoch(): u64;
native fun native_epoch_timestamp_ms(): u64;
native fun native_sponsor(): vector<address>;
native fun native_rgp(): u64;
native fun native_gas_price(): u64;
#[allow(unused_function)]
native fun native_gas_budget(): u64;
#[allow(unused_function)]
native fun native_ids_created(): u64;
native fun fresh_id(): address;
/// The id that a transaction with this digest makes as its `ids_created`th.
#[allow(unused_function)]
native fun derive_id(tx_hash: vector<u8>, ids_created: u64): address;
#[test_only]
native fun last_created_id(): address;
#[test_only]
native fun replace(
    sender: address,
    tx_hash: vector<u8>,
    epoch: u64,
    epoch_timestamp_ms: u64,
    ids_created: u64,
    rgp: u64,
    gas_price: u64,
    gas_budget: u64,
    sponsor: vector<address>,
);
