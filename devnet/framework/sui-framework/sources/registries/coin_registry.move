/// The register of currencies: the shared object 0xc, from which anyone finds how a currency is shown, who
/// may make more of it, and whether it is regulated.
///
/// Each currency has one `Currency` object, whose id follows from the register and the coin's type. It is
/// made in the register (`new_currency`), or by the `init` of the coin's module (`new_currency_with_otw`),
/// which cannot reach the register: such an object is sent to the register, where anyone may put it in its
/// place (`finalize_registration`). What older modules made as `CoinMetadata` can be entered too.
module sui::coin_registry;

use std::{ascii, string::String, type_name::{Self, TypeName}};
use sui::{
    bag::{Self, Bag},
    balance::{Balance, Supply},
    coin::{Self, Coin, CoinMetadata, DenyCapV2, RegulatedCoinMetadata, TreasuryCap},
    derived_object,
    dynamic_field as field,
    transfer::Receiving,
    vec_map::{Self, VecMap}
};

public use fun make_supply_fixed_init as CurrencyInitializer.make_supply_fixed;
public use fun make_supply_burn_only_init as CurrencyInitializer.make_supply_burn_only;

#[error(code = 0)]
const EMetadataCapAlreadyClaimed: vector<u8> = b"Metadata cap already claimed";
#[error(code = 1)]
const ENotSystemAddress: vector<u8> = b"Only the system can create the registry.";
#[error(code = 2)]
const ECurrencyAlreadyExists: vector<u8> = b"Currency for this coin type already exists.";
#[error(code = 3)]
const EDenyListStateAlreadySet: vector<u8> =
    b"Cannot set the deny list state as it has already been set.";
#[error(code = 5)]
const ECannotUpdateManagedMetadata: vector<u8> =
    b"Cannot update metadata whose `MetadataCap` has already been claimed";
#[error(code = 6)]
const EInvalidSymbol: vector<u8> = b"Symbol has to be ASCII printable";
#[error(code = 7)]
const EDenyCapAlreadyCreated: vector<u8> = b"Cannot claim the deny cap twice";
#[error(code = 8)]
const ECurrencyAlreadyRegistered: vector<u8> = b"Currency already registered";
#[error(code = 9)]
const EEmptySupply: vector<u8> = b"Supply cannot be empty";
#[error(code = 10)]
const ESupplyNotBurnOnly: vector<u8> = b"Cannot burn on a non burn-only supply";
#[error(code = 11)]
const EInvariantViolation: vector<u8> = b"Code invariant violation";
#[error(code = 12)]
const EDeletionNotSupported: vector<u8> = b"Deleting legacy metadata is not supported";
#[error(code = 13)]
const ENotOneTimeWitness: vector<u8> = b"Type is expected to be OTW";
#[error(code = 14)]
const EBorrowLegacyMetadata: vector<u8> = b"Cannot borrow legacy metadata for migrated currency";
#[error(code = 15)]
const EDuplicateBorrow: vector<u8> = b"Attempt to return duplicate borrowed CoinMetadata";

/// The kind of regulation by `DenyCapV2`.
const REGULATED_COIN_VERSION: u8 = 0;
/// The extra field of currencies that were not entered from older metadata.
const NEW_CURRENCY_MARKER: vector<u8> = b"is_new_currency";

// === Structs ===

public struct CoinRegistry has key {
    id: UID,
}

/// A field that this version does not know: type and BCS of its value.
public struct ExtraField(TypeName, vector<u8>) has store;

/// The key from which the id of a currency follows.
public struct CurrencyKey<phantom T>() has copy, drop, store;

/// The name of the field with metadata as older modules know it.
public struct LegacyMetadataKey() has copy, drop, store;

/// The right to change how a currency is shown.
public struct MetadataCap<phantom T> has key, store {
    id: UID,
}

/// The promise to give metadata back.
public struct Borrow<phantom T> {}

public struct Currency<phantom T> has key {
    id: UID,
    /// An amount `n` is shown as `n / 10^decimals`.
    decimals: u8,
    name: String,
    symbol: String,
    description: String,
    icon_url: String,
    /// None never stays.
    supply: Option<SupplyState<T>>,
    regulated: RegulatedState,
    treasury_cap_id: Option<ID>,
    metadata_cap_id: MetadataCapState,
    extra_fields: VecMap<String, ExtraField>,
}

public enum SupplyState<phantom T> has store {
    /// Nobody can change it.
    Fixed(Supply<T>),
    /// Anybody can lessen it.
    BurnOnly(Supply<T>),
    /// A `TreasuryCap` may change it.
    Unknown,
}

public enum RegulatedState has copy, drop, store {
    Regulated { cap: ID, allow_global_pause: Option<bool>, variant: u8 },
    Unregulated,
    Unknown,
}

public enum MetadataCapState has copy, drop, store {
    Claimed(ID),
    Unclaimed,
    Deleted,
}

/// A currency that is being made.
public struct CurrencyInitializer<phantom T> {
    currency: Currency<T>,
    extra_fields: Bag,
    is_otw: bool,
}

// === New currencies ===

/// A currency, and the right to its supply. Only the module of `T` may call this.
/// Aborts with `ECurrencyAlreadyExists` and `EInvalidSymbol`.
public fun new_currency<T: key>(
    registry: &mut CoinRegistry,
    decimals: u8,
    symbol: String,
    name: String,
    description: String,
    icon_url: String,
    ctx: &mut TxContext,
): (CurrencyInitializer<T>, TreasuryCap<T>) {
    assert!(!registry.exists<T>(), ECurrencyAlreadyExists);
    check_symbol(&symbol);
    let treasury = coin::new_treasury_cap(ctx);
    let id = derived_object::claim(&mut registry.id, CurrencyKey<T>());
    let mut currency = make!<T>(id, decimals, symbol, name, description, icon_url);
    currency.regulated = RegulatedState::Unregulated;
    currency.treasury_cap_id.fill(object::id(&treasury));
    (CurrencyInitializer { currency, extra_fields: bag::new(ctx), is_otw: false }, treasury)
}

/// As `new_currency`, in an `init`. Aborts with `ENotOneTimeWitness` and `EInvalidSymbol`.
public fun new_currency_with_otw<T: drop>(
    otw: T,
    decimals: u8,
    symbol: String,
    name: String,
    description: String,
    icon_url: String,
    ctx: &mut TxContext,
): (CurrencyInitializer<T>, TreasuryCap<T>) {
    assert!(sui::types::is_one_time_witness(&otw), ENotOneTimeWitness);
    check_symbol(&symbol);
    let treasury = coin::new_treasury_cap(ctx);
    let mut currency = make!<T>(object::new(ctx), decimals, symbol, name, description, icon_url);
    currency.regulated = RegulatedState::Unregulated;
    currency.treasury_cap_id.fill(object::id(&treasury));
    (CurrencyInitializer { currency, extra_fields: bag::new(ctx), is_otw: true }, treasury)
}

/// The right to deny addresses the currency. Aborts with `EDenyCapAlreadyCreated`.
public fun make_regulated<T>(
    init: &mut CurrencyInitializer<T>,
    allow_global_pause: bool,
    ctx: &mut TxContext,
): DenyCapV2<T> {
    assert!(init.currency.regulated == RegulatedState::Unregulated, EDenyCapAlreadyCreated);
    let cap = coin::new_deny_cap_v2(allow_global_pause, ctx);
    init.currency.regulated = regulated(object::id(&cap), option::some(allow_global_pause));
    cap
}

/// Nobody can change the supply any more. Aborts with `EEmptySupply`.
public fun make_supply_fixed_init<T>(init: &mut CurrencyInitializer<T>, cap: TreasuryCap<T>) {
    assert!(cap.total_supply() > 0, EEmptySupply);
    init.currency.make_supply_fixed(cap)
}

/// Nobody can enlarge the supply any more. Aborts with `EEmptySupply`.
public fun make_supply_burn_only_init<T>(init: &mut CurrencyInitializer<T>, cap: TreasuryCap<T>) {
    assert!(cap.total_supply() > 0, EEmptySupply);
    init.currency.make_supply_burn_only(cap)
}

/// Shares the currency, or sends it to the register; the right to change how it is shown.
public fun finalize<T>(builder: CurrencyInitializer<T>, ctx: &mut TxContext): MetadataCap<T> {
    let is_otw = builder.is_otw;
    let (currency, cap) = finish(builder, ctx);
    place(currency, is_otw);
    cap
}

/// As `finalize`; nobody can change how the currency is shown.
public fun finalize_and_delete_metadata_cap<T>(
    builder: CurrencyInitializer<T>,
    ctx: &mut TxContext,
) {
    let is_otw = builder.is_otw;
    let (mut currency, cap) = finish(builder, ctx);
    currency.delete_metadata_cap(cap);
    place(currency, is_otw);
}

/// Puts a currency that was sent to the register in its place.
/// Aborts with `sui::derived_object::EObjectAlreadyExists`.
public fun finalize_registration<T>(
    registry: &mut CoinRegistry,
    currency: Receiving<Currency<T>>,
    _ctx: &mut TxContext,
) {
    let Currency {
        id,
        decimals,
        name,
        symbol,
        description,
        icon_url,
        supply,
        regulated,
        treasury_cap_id,
        metadata_cap_id,
        extra_fields,
    } = transfer::receive(&mut registry.id, currency);
    id.delete();
    transfer::share_object(Currency {
        id: derived_object::claim(&mut registry.id, CurrencyKey<T>()),
        decimals,
        name,
        symbol,
        description,
        icon_url,
        supply,
        regulated,
        treasury_cap_id,
        metadata_cap_id,
        extra_fields,
    })
}

// === Supply ===

/// Nobody can change the supply any more.
public fun make_supply_fixed<T>(currency: &mut Currency<T>, cap: TreasuryCap<T>) {
    currency.settle_supply(SupplyState::Fixed(cap.into_supply()))
}

/// Nobody can enlarge the supply any more.
public fun make_supply_burn_only<T>(currency: &mut Currency<T>, cap: TreasuryCap<T>) {
    currency.settle_supply(SupplyState::BurnOnly(cap.into_supply()))
}

/// Takes a coin out of the supply. Aborts with `ESupplyNotBurnOnly`.
public fun burn<T>(currency: &mut Currency<T>, coin: Coin<T>) {
    currency.burn_balance(coin.into_balance())
}

/// Takes a balance out of the supply. Aborts with `ESupplyNotBurnOnly`.
public fun burn_balance<T>(currency: &mut Currency<T>, balance: Balance<T>) {
    match (currency.supply.borrow_mut()) {
        SupplyState::BurnOnly(supply) => {
            supply.decrease_supply(balance);
        },
        _ => abort ESupplyNotBurnOnly,
    }
}

// === How a currency is shown ===

/// The right to change how the currency is shown. Aborts with `EMetadataCapAlreadyClaimed`.
public fun claim_metadata_cap<T>(
    currency: &mut Currency<T>,
    _: &TreasuryCap<T>,
    ctx: &mut TxContext,
): MetadataCap<T> {
    assert!(!currency.is_metadata_cap_claimed(), EMetadataCapAlreadyClaimed);
    currency.new_metadata_cap(ctx)
}

/// Nobody can change any more how the currency is shown.
public fun delete_metadata_cap<T>(currency: &mut Currency<T>, cap: MetadataCap<T>) {
    let MetadataCap { id } = cap;
    id.delete();
    currency.metadata_cap_id = MetadataCapState::Deleted;
}

public fun set_name<T>(currency: &mut Currency<T>, _: &MetadataCap<T>, name: String) {
    currency.name = name;
}

public fun set_description<T>(currency: &mut Currency<T>, _: &MetadataCap<T>, description: String) {
    currency.description = description;
}

public fun set_icon_url<T>(currency: &mut Currency<T>, _: &MetadataCap<T>, icon_url: String) {
    currency.icon_url = icon_url;
}

/// Aborts with `std::option::EOPTION_IS_SET` when it is known.
public fun set_treasury_cap_id<T>(currency: &mut Currency<T>, cap: &TreasuryCap<T>) {
    currency.treasury_cap_id.fill(object::id(cap));
}

// === Older currencies ===

/// Enters a currency from older metadata. Aborts with `ECurrencyAlreadyRegistered` and `EInvalidSymbol`.
#[allow(lint(share_owned))]
public fun migrate_legacy_metadata<T>(
    registry: &mut CoinRegistry,
    legacy: &CoinMetadata<T>,
    _ctx: &mut TxContext,
) {
    transfer::share_object(migrated(registry, legacy))
}

/// Takes over older metadata again. Aborts with `ECannotUpdateManagedMetadata`.
public fun update_from_legacy_metadata<T>(currency: &mut Currency<T>, legacy: &CoinMetadata<T>) {
    assert!(!currency.is_metadata_cap_claimed(), ECannotUpdateManagedMetadata);
    currency.decimals = legacy.get_decimals();
    currency.name = legacy.get_name();
    currency.symbol = legacy.get_symbol().to_string();
    currency.description = legacy.get_description();
    currency.icon_url = icon_url_of(legacy);
}

/// Not supported any more. Aborts with `EDeletionNotSupported`.
public fun delete_migrated_legacy_metadata<T>(_: &mut Currency<T>, _: CoinMetadata<T>) {
    abort EDeletionNotSupported
}

/// Says by which capability an older currency is regulated. Aborts with `EDenyListStateAlreadySet`.
public fun migrate_regulated_state_by_metadata<T>(
    currency: &mut Currency<T>,
    metadata: &RegulatedCoinMetadata<T>,
) {
    assert!(currency.regulated == RegulatedState::Unknown, EDenyListStateAlreadySet);
    currency.regulated = regulated(metadata.deny_cap_id(), option::none());
}

/// Says by which capability a currency is regulated.
public fun migrate_regulated_state_by_cap<T>(currency: &mut Currency<T>, cap: &DenyCapV2<T>) {
    currency.regulated = regulated(object::id(cap), option::some(cap.allow_global_pause()));
}

/// Metadata as older modules know it. Aborts with `EBorrowLegacyMetadata` for a currency that was entered
/// from such.
public fun borrow_legacy_metadata<T>(
    currency: &mut Currency<T>,
    ctx: &mut TxContext,
): (CoinMetadata<T>, Borrow<T>) {
    assert!(currency.is_new(), EBorrowLegacyMetadata);
    let kept = field::remove_opt(&mut currency.id, LegacyMetadataKey());
    let mut legacy = kept.destroy_or!(
        coin::new_coin_metadata(
            currency.decimals,
            currency.name,
            currency.symbol.to_ascii(),
            currency.description,
            currency.icon_url.to_ascii(),
            ctx,
        ),
    );
    currency.bring_up_to_date(&mut legacy);
    (legacy, Borrow {})
}

/// Gives such metadata back. Aborts with `EDuplicateBorrow`.
public fun return_borrowed_legacy_metadata<T>(
    currency: &mut Currency<T>,
    mut legacy: CoinMetadata<T>,
    borrow: Borrow<T>,
    _ctx: &mut TxContext,
) {
    assert!(!field::exists(&currency.id, LegacyMetadataKey()), EDuplicateBorrow);
    let Borrow {} = borrow;
    currency.bring_up_to_date(&mut legacy);
    field::add(&mut currency.id, LegacyMetadataKey(), legacy);
}

// === Looking ===

public fun decimals<T>(currency: &Currency<T>): u8 {
    currency.decimals
}

public fun name<T>(currency: &Currency<T>): String {
    currency.name
}

public fun symbol<T>(currency: &Currency<T>): String {
    currency.symbol
}

public fun description<T>(currency: &Currency<T>): String {
    currency.description
}

public fun icon_url<T>(currency: &Currency<T>): String {
    currency.icon_url
}

/// Whether the right to change how the currency is shown was claimed, even if it is gone.
public fun is_metadata_cap_claimed<T>(currency: &Currency<T>): bool {
    currency.metadata_cap_id != MetadataCapState::Unclaimed
}

public fun is_metadata_cap_deleted<T>(currency: &Currency<T>): bool {
    currency.metadata_cap_id == MetadataCapState::Deleted
}

public fun metadata_cap_id<T>(currency: &Currency<T>): Option<ID> {
    match (currency.metadata_cap_id) {
        MetadataCapState::Claimed(id) => option::some(id),
        _ => option::none(),
    }
}

public fun treasury_cap_id<T>(currency: &Currency<T>): Option<ID> {
    currency.treasury_cap_id
}

public fun deny_cap_id<T>(currency: &Currency<T>): Option<ID> {
    match (currency.regulated) {
        RegulatedState::Regulated { cap, .. } => option::some(cap),
        _ => option::none(),
    }
}

public fun is_supply_fixed<T>(currency: &Currency<T>): bool {
    match (currency.supply.borrow()) {
        SupplyState::Fixed(_) => true,
        _ => false,
    }
}

public fun is_supply_burn_only<T>(currency: &Currency<T>): bool {
    match (currency.supply.borrow()) {
        SupplyState::BurnOnly(_) => true,
        _ => false,
    }
}

public fun is_regulated<T>(currency: &Currency<T>): bool {
    currency.deny_cap_id().is_some()
}

/// How much there is, if no `TreasuryCap` may change it.
public fun total_supply<T>(currency: &Currency<T>): Option<u64> {
    match (currency.supply.borrow()) {
        SupplyState::Fixed(supply) => option::some(supply.value()),
        SupplyState::BurnOnly(supply) => option::some(supply.value()),
        SupplyState::Unknown => option::none(),
    }
}

/// Whether the register has the currency, or has given out its id.
public fun exists<T>(registry: &CoinRegistry): bool {
    derived_object::exists(&registry.id, CurrencyKey<T>())
}

// === Private Functions ===

#[allow(unused_function)]
fun create(ctx: &TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    transfer::share_object(CoinRegistry { id: object::sui_coin_registry_object_id() })
}

/// A currency of which nothing is known but how it is shown. A macro, because an object must be made
/// where its id is.
macro fun make<$T>(
    $id: UID,
    $decimals: u8,
    $symbol: String,
    $name: String,
    $description: String,
    $icon_url: String,
): Currency<$T> {
    Currency<$T> {
        id: $id,
        decimals: $decimals,
        name: $name,
        symbol: $symbol,
        description: $description,
        icon_url: $icon_url,
        supply: option::some(SupplyState::Unknown),
        regulated: RegulatedState::Unknown,
        treasury_cap_id: option::none(),
        metadata_cap_id: MetadataCapState::Unclaimed,
        extra_fields: vec_map::empty(),
    }
}

fun finish<T>(builder: CurrencyInitializer<T>, ctx: &mut TxContext): (Currency<T>, MetadataCap<T>) {
    let CurrencyInitializer { mut currency, extra_fields, .. } = builder;
    extra_fields.destroy_empty();
    let cap = currency.new_metadata_cap(ctx);
    let marker = ExtraField(type_name::with_original_ids<bool>(), NEW_CURRENCY_MARKER);
    currency.extra_fields.insert(NEW_CURRENCY_MARKER.to_string(), marker);
    (currency, cap)
}

#[allow(lint(share_owned))]
fun place<T>(currency: Currency<T>, is_otw: bool) {
    if (is_otw) transfer::transfer(currency, object::sui_coin_registry_address())
    else transfer::share_object(currency)
}

fun new_metadata_cap<T>(currency: &mut Currency<T>, ctx: &mut TxContext): MetadataCap<T> {
    let id = object::new(ctx);
    currency.metadata_cap_id = MetadataCapState::Claimed(id.to_inner());
    MetadataCap { id }
}

fun settle_supply<T>(currency: &mut Currency<T>, state: SupplyState<T>) {
    match (currency.supply.swap(state)) {
        SupplyState::Unknown => (),
        // The only treasury went into the supply when it was settled.
        SupplyState::Fixed(_supply) | SupplyState::BurnOnly(_supply) => abort EInvariantViolation,
    }
}

fun migrated<T>(registry: &mut CoinRegistry, legacy: &CoinMetadata<T>): Currency<T> {
    assert!(!registry.exists<T>(), ECurrencyAlreadyRegistered);
    let symbol = legacy.get_symbol().to_string();
    check_symbol(&symbol);
    make!<T>(
        derived_object::claim(&mut registry.id, CurrencyKey<T>()),
        legacy.get_decimals(),
        symbol,
        legacy.get_name(),
        legacy.get_description(),
        icon_url_of(legacy),
    )
}

fun icon_url_of<T>(legacy: &CoinMetadata<T>): String {
    legacy.get_icon_url().fold!(b"".to_string(), |url| url.inner_url().to_string())
}

fun bring_up_to_date<T>(currency: &Currency<T>, legacy: &mut CoinMetadata<T>) {
    legacy.update_coin_metadata(
        currency.name,
        currency.symbol.to_ascii(),
        currency.description,
        currency.icon_url.to_ascii(),
    )
}

fun is_new<T>(currency: &Currency<T>): bool {
    currency.extra_fields.contains(&NEW_CURRENCY_MARKER.to_string())
}

fun regulated(cap: ID, allow_global_pause: Option<bool>): RegulatedState {
    RegulatedState::Regulated { cap, allow_global_pause, variant: REGULATED_COIN_VERSION }
}

fun check_symbol(symbol: &String) {
    assert!(symbol.as_bytes().all!(|byte| ascii::is_printable_char(*byte)), EInvalidSymbol);
}

// === Test Functions ===

/// A register. Aborts with `ENotSystemAddress`.
#[test_only]
public fun create_coin_data_registry_for_testing(ctx: &mut TxContext): CoinRegistry {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    CoinRegistry { id: object::new(ctx) }
}

#[test_only]
public fun share_for_testing(registry: CoinRegistry) {
    transfer::share_object(registry)
}

/// A currency as it is before `finalize`.
#[test_only]
public fun unwrap_for_testing<T>(init: CurrencyInitializer<T>): Currency<T> {
    let CurrencyInitializer { currency, extra_fields, .. } = init;
    extra_fields.destroy_empty();
    currency
}

/// As `finalize`, without sharing the currency.
#[test_only]
public fun finalize_unwrap_for_testing<T>(
    builder: CurrencyInitializer<T>,
    ctx: &mut TxContext,
): (Currency<T>, MetadataCap<T>) {
    finish(builder, ctx)
}

/// As `migrate_legacy_metadata`, without sharing the currency.
#[test_only]
public fun migrate_legacy_metadata_for_testing<T>(
    registry: &mut CoinRegistry,
    legacy: &CoinMetadata<T>,
    _ctx: &mut TxContext,
): Currency<T> {
    migrated(registry, legacy)
}
