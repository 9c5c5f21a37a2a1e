/// Coins: balances with an identity, to be owned and sent; and how a currency is founded.
module sui::coin;

use std::{ascii, string, type_name};
use sui::{
    balance::{Self, Balance, Supply},
    deny_list::DenyList,
    funds_accumulator::Withdrawal,
    url::{Self, Url}
};

public use fun treasury_into_supply as TreasuryCap.into_supply;
public use fun sui::pay::split_vec as Coin.split_vec;
public use fun sui::pay::join_vec as Coin.join_vec;
public use fun sui::pay::split_and_transfer as Coin.split_and_transfer;
public use fun sui::pay::divide_and_keep as Coin.divide_and_keep;

/// The witness is not a one-time witness.
const EBadWitness: u64 = 0;
/// An argument is out of range.
const EInvalidArg: u64 = 1;
/// The coin is worth less than the number of parts.
const ENotEnough: u64 = 2;
/// The currency was founded without the global pause.
const EGlobalPauseNotAllowed: u64 = 3;

/// The list of denied addresses for coins, in the system's deny list.
const DENY_LIST_COIN_INDEX: u64 = 0;

public struct Coin<phantom T> has key, store {
    id: UID,
    balance: Balance<T>,
}

/// How to show a currency to people.
public struct CoinMetadata<phantom T> has key, store {
    id: UID,
    /// An amount `n` is shown as `n / 10^decimals`.
    decimals: u8,
    name: string::String,
    symbol: ascii::String,
    description: string::String,
    icon_url: Option<Url>,
}

/// Says, for ever, that a currency is regulated and by which capability.
public struct RegulatedCoinMetadata<phantom T> has key {
    id: UID,
    coin_metadata_object: ID,
    deny_cap_object: ID,
}

/// The right to make and unmake a currency.
public struct TreasuryCap<phantom T> has key, store {
    id: UID,
    total_supply: Supply<T>,
}

/// The right to keep addresses from using a regulated currency: from spending it at once, from receiving it
/// from the next epoch on.
public struct DenyCapV2<phantom T> has key, store {
    id: UID,
    /// Whether everybody at once may be denied.
    allow_global_pause: bool,
}

// === Treasury ===

/// How much of the currency there is.
public fun total_supply<T>(cap: &TreasuryCap<T>): u64 {
    cap.total_supply.supply_value()
}

/// The supply out of a treasury. There is no way back.
public fun treasury_into_supply<T>(treasury: TreasuryCap<T>): Supply<T> {
    let TreasuryCap { id, total_supply } = treasury;
    id.delete();
    total_supply
}

/// The supply in a treasury.
public fun supply_immut<T>(treasury: &TreasuryCap<T>): &Supply<T> {
    &treasury.total_supply
}

/// The supply in a treasury, to be changed.
public fun supply_mut<T>(treasury: &mut TreasuryCap<T>): &mut Supply<T> {
    &mut treasury.total_supply
}

/// Makes a coin. Aborts with `sui::balance::EOverflow`.
public fun mint<T>(cap: &mut TreasuryCap<T>, value: u64, ctx: &mut TxContext): Coin<T> {
    let id = object::new(ctx);
    Coin { id, balance: cap.mint_balance(value) }
}

/// Makes a balance. Aborts with `sui::balance::EOverflow`.
public fun mint_balance<T>(cap: &mut TreasuryCap<T>, value: u64): Balance<T> {
    cap.total_supply.increase_supply(value)
}

/// Unmakes a coin; says how much it was.
public entry fun burn<T>(cap: &mut TreasuryCap<T>, c: Coin<T>): u64 {
    cap.total_supply.decrease_supply(c.into_balance())
}

/// Makes a coin for somebody.
public entry fun mint_and_transfer<T>(
    c: &mut TreasuryCap<T>,
    amount: u64,
    recipient: address,
    ctx: &mut TxContext,
) {
    let coin = c.mint(amount, ctx);
    transfer::public_transfer(coin, recipient)
}

// === Coins and balances ===

/// How much a coin is worth.
public fun value<T>(self: &Coin<T>): u64 {
    self.balance.value()
}

/// The balance in a coin.
public fun balance<T>(coin: &Coin<T>): &Balance<T> {
    &coin.balance
}

/// The balance in a coin, to be changed.
public fun balance_mut<T>(coin: &mut Coin<T>): &mut Balance<T> {
    &mut coin.balance
}

/// A coin of a balance.
public fun from_balance<T>(balance: Balance<T>, ctx: &mut TxContext): Coin<T> {
    Coin { id: object::new(ctx), balance }
}

/// The balance of a coin, which ends.
public fun into_balance<T>(coin: Coin<T>): Balance<T> {
    let Coin { id, balance } = coin;
    id.delete();
    balance
}

/// A coin out of a balance. Aborts with `sui::balance::ENotEnough`.
public fun take<T>(balance: &mut Balance<T>, value: u64, ctx: &mut TxContext): Coin<T> {
    let id = object::new(ctx);
    Coin { id, balance: balance.split(value) }
}

/// A coin into a balance.
public fun put<T>(balance: &mut Balance<T>, coin: Coin<T>) {
    balance.join(coin.into_balance());
}

// === Coins ===

/// Adds a coin to another.
public entry fun join<T>(self: &mut Coin<T>, c: Coin<T>) {
    self.balance.join(c.into_balance());
}

/// A coin out of another. Aborts with `sui::balance::ENotEnough`.
public fun split<T>(self: &mut Coin<T>, split_amount: u64, ctx: &mut TxContext): Coin<T> {
    self.balance.take(split_amount, ctx)
}

use fun take as Balance.take;

/// Splits a coin into `n` equal parts: `n - 1` are returned, the last one, with what cannot be divided,
/// stays. Aborts with `EInvalidArg` for `n = 0` and `ENotEnough` when a part would be worth nothing.
public fun divide_into_n<T>(self: &mut Coin<T>, n: u64, ctx: &mut TxContext): vector<Coin<T>> {
    assert!(n != 0, EInvalidArg);
    let value = self.value();
    assert!(value >= n, ENotEnough);
    let part = value / n;
    vector::tabulate!(n - 1, |_| self.split(part, ctx))
}

/// A coin worth nothing.
public fun zero<T>(ctx: &mut TxContext): Coin<T> {
    from_balance(balance::zero(), ctx)
}

/// Ends a coin worth nothing. Aborts with `sui::balance::ENonZero`.
public fun destroy_zero<T>(c: Coin<T>) {
    c.into_balance().destroy_zero()
}

// === Founding a currency ===

/// Founds the currency `T`, whose one-time witness only the module's `init` has. Aborts with `EBadWitness`.
public fun create_currency<T: drop>(
    witness: T,
    decimals: u8,
    symbol: vector<u8>,
    name: vector<u8>,
    description: vector<u8>,
    icon_url: Option<Url>,
    ctx: &mut TxContext,
): (TreasuryCap<T>, CoinMetadata<T>) {
    assert!(sui::types::is_one_time_witness(&witness), EBadWitness);
    let treasury = TreasuryCap {
        id: object::new(ctx),
        total_supply: balance::create_supply(witness),
    };
    let metadata = CoinMetadata {
        id: object::new(ctx),
        decimals,
        name: name.to_string(),
        symbol: symbol.to_ascii_string(),
        description: description.to_string(),
        icon_url,
    };
    (treasury, metadata)
}

/// Founds a regulated currency: with it comes the right to deny addresses. Aborts with `EBadWitness`.
public fun create_regulated_currency_v2<T: drop>(
    witness: T,
    decimals: u8,
    symbol: vector<u8>,
    name: vector<u8>,
    description: vector<u8>,
    icon_url: Option<Url>,
    allow_global_pause: bool,
    ctx: &mut TxContext,
): (TreasuryCap<T>, DenyCapV2<T>, CoinMetadata<T>) {
    let (treasury, metadata) = create_currency(
        witness,
        decimals,
        symbol,
        name,
        description,
        icon_url,
        ctx,
    );
    let deny_cap = DenyCapV2 { id: object::new(ctx), allow_global_pause };
    declare_regulated(&metadata, object::id(&deny_cap), ctx);
    (treasury, deny_cap, metadata)
}

/// Makes the capability of an older regulated currency one of the present kind, and moves its denied
/// addresses.
public fun migrate_regulated_currency_to_v2<T>(
    deny_list: &mut DenyList,
    cap: DenyCap<T>,
    allow_global_pause: bool,
    ctx: &mut TxContext,
): DenyCapV2<T> {
    let DenyCap { id } = cap;
    id.delete();
    deny_list.migrate_v1_to_v2(DENY_LIST_COIN_INDEX, key_of<T>(), ctx);
    DenyCapV2 { id: object::new(ctx), allow_global_pause }
}

// === Denied addresses ===

/// Denies an address: it cannot spend from now on, nor receive from the next epoch on.
public fun deny_list_v2_add<T>(
    deny_list: &mut DenyList,
    _deny_cap: &mut DenyCapV2<T>,
    addr: address,
    ctx: &mut TxContext,
) {
    deny_list.v2_add(DENY_LIST_COIN_INDEX, key_of<T>(), addr, ctx)
}

/// Denies an address no longer: it can spend from now on, and receive from the next epoch on.
public fun deny_list_v2_remove<T>(
    deny_list: &mut DenyList,
    _deny_cap: &mut DenyCapV2<T>,
    addr: address,
    ctx: &mut TxContext,
) {
    deny_list.v2_remove(DENY_LIST_COIN_INDEX, key_of<T>(), addr, ctx)
}

/// Whether an address cannot receive in this epoch.
public fun deny_list_v2_contains_current_epoch<T>(
    deny_list: &DenyList,
    addr: address,
    ctx: &TxContext,
): bool {
    deny_list.v2_contains_current_epoch(DENY_LIST_COIN_INDEX, key_of<T>(), addr, ctx)
}

/// Whether an address cannot spend now, nor receive from the next epoch on.
public fun deny_list_v2_contains_next_epoch<T>(deny_list: &DenyList, addr: address): bool {
    deny_list.v2_contains_next_epoch(DENY_LIST_COIN_INDEX, key_of<T>(), addr)
}

/// Denies everybody. Aborts with `EGlobalPauseNotAllowed`.
#[allow(unused_mut_parameter)]
public fun deny_list_v2_enable_global_pause<T>(
    deny_list: &mut DenyList,
    deny_cap: &mut DenyCapV2<T>,
    ctx: &mut TxContext,
) {
    assert!(deny_cap.allow_global_pause, EGlobalPauseNotAllowed);
    deny_list.v2_enable_global_pause(DENY_LIST_COIN_INDEX, key_of<T>(), ctx)
}

/// Denies everybody no longer. Aborts with `EGlobalPauseNotAllowed`.
#[allow(unused_mut_parameter)]
public fun deny_list_v2_disable_global_pause<T>(
    deny_list: &mut DenyList,
    deny_cap: &mut DenyCapV2<T>,
    ctx: &mut TxContext,
) {
    assert!(deny_cap.allow_global_pause, EGlobalPauseNotAllowed);
    deny_list.v2_disable_global_pause(DENY_LIST_COIN_INDEX, key_of<T>(), ctx)
}

/// Whether everybody cannot receive in this epoch.
public fun deny_list_v2_is_global_pause_enabled_current_epoch<T>(
    deny_list: &DenyList,
    ctx: &TxContext,
): bool {
    deny_list.v2_is_global_pause_enabled_current_epoch(DENY_LIST_COIN_INDEX, key_of<T>(), ctx)
}

/// Whether everybody cannot spend now, nor receive from the next epoch on.
public fun deny_list_v2_is_global_pause_enabled_next_epoch<T>(deny_list: &DenyList): bool {
    deny_list.v2_is_global_pause_enabled_next_epoch(DENY_LIST_COIN_INDEX, key_of<T>())
}

// === Metadata ===

public entry fun update_name<T>(
    _treasury: &TreasuryCap<T>,
    metadata: &mut CoinMetadata<T>,
    name: string::String,
) {
    metadata.name = name;
}

public entry fun update_symbol<T>(
    _treasury: &TreasuryCap<T>,
    metadata: &mut CoinMetadata<T>,
    symbol: ascii::String,
) {
    metadata.symbol = symbol;
}

public entry fun update_description<T>(
    _treasury: &TreasuryCap<T>,
    metadata: &mut CoinMetadata<T>,
    description: string::String,
) {
    metadata.description = description;
}

public entry fun update_icon_url<T>(
    _treasury: &TreasuryCap<T>,
    metadata: &mut CoinMetadata<T>,
    url: ascii::String,
) {
    metadata.icon_url.swap_or_fill(url::new_unsafe(url));
}

public fun get_decimals<T>(metadata: &CoinMetadata<T>): u8 {
    metadata.decimals
}

public fun get_name<T>(metadata: &CoinMetadata<T>): string::String {
    metadata.name
}

public fun get_symbol<T>(metadata: &CoinMetadata<T>): ascii::String {
    metadata.symbol
}

public fun get_description<T>(metadata: &CoinMetadata<T>): string::String {
    metadata.description
}

public fun get_icon_url<T>(metadata: &CoinMetadata<T>): Option<Url> {
    metadata.icon_url
}

// === Private Functions ===

/// The deny list knows a currency by the original name of its type.
fun key_of<T>(): vector<u8> {
    type_name::with_original_ids<T>().into_string().into_bytes()
}

fun declare_regulated<T>(metadata: &CoinMetadata<T>, deny_cap_object: ID, ctx: &mut TxContext) {
    transfer::freeze_object(RegulatedCoinMetadata<T> {
        id: object::new(ctx),
        coin_metadata_object: object::id(metadata),
        deny_cap_object,
    })
}

// === Older Functions ===

/// As `supply_immut`, which needs no mutable reference.
public fun supply<T>(treasury: &mut TreasuryCap<T>): &Supply<T> {
    &treasury.total_supply
}

#[allow(unused_field)]
public struct CurrencyCreated<phantom T> has copy, drop {
    decimals: u8,
}

/// The right to deny addresses of an older regulated currency.
public struct DenyCap<phantom T> has key, store {
    id: UID,
}

#[
    deprecated(
        note = b"Found currencies with `create_regulated_currency_v2`; `migrate_regulated_currency_to_v2` is for those that are.",
    ),
]
public fun create_regulated_currency<T: drop>(
    witness: T,
    decimals: u8,
    symbol: vector<u8>,
    name: vector<u8>,
    description: vector<u8>,
    icon_url: Option<Url>,
    ctx: &mut TxContext,
): (TreasuryCap<T>, DenyCap<T>, CoinMetadata<T>) {
    let (treasury, metadata) = create_currency(
        witness,
        decimals,
        symbol,
        name,
        description,
        icon_url,
        ctx,
    );
    let deny_cap = DenyCap { id: object::new(ctx) };
    declare_regulated(&metadata, object::id(&deny_cap), ctx);
    (treasury, deny_cap, metadata)
}

#[deprecated(note = b"Use `migrate_regulated_currency_to_v2`, then `deny_list_v2_add`.")]
public fun deny_list_add<T>(
    deny_list: &mut DenyList,
    _deny_cap: &mut DenyCap<T>,
    addr: address,
    _ctx: &mut TxContext,
) {
    deny_list.v1_add(DENY_LIST_COIN_INDEX, key_of<T>(), addr)
}

#[deprecated(note = b"Use `migrate_regulated_currency_to_v2`, then `deny_list_v2_remove`.")]
public fun deny_list_remove<T>(
    deny_list: &mut DenyList,
    _deny_cap: &mut DenyCap<T>,
    addr: address,
    _ctx: &mut TxContext,
) {
    deny_list.v1_remove(DENY_LIST_COIN_INDEX, key_of<T>(), addr)
}

#[
    deprecated(
        note = b"Use `migrate_regulated_currency_to_v2`, then `deny_list_v2_contains_next_epoch`.",
    ),
]
public fun deny_list_contains<T>(deny_list: &DenyList, addr: address): bool {
    !type_name::with_original_ids<T>().is_primitive() &&
        deny_list.v1_contains(DENY_LIST_COIN_INDEX, key_of<T>(), addr)
}

// === Balances of addresses ===

/// Sends what a coin is worth to an address, without a coin.
public fun send_funds<T>(coin: Coin<T>, recipient: address) {
    coin.into_balance().send_funds(recipient)
}

/// A coin of what was sent so.
public fun redeem_funds<T>(withdrawal: Withdrawal<Balance<T>>, ctx: &mut TxContext): Coin<T> {
    balance::redeem_funds(withdrawal).into_coin(ctx)
}

// === Package Functions ===

public(package) fun new_treasury_cap<T>(ctx: &mut TxContext): TreasuryCap<T> {
    TreasuryCap { id: object::new(ctx), total_supply: balance::create_supply_internal() }
}

public(package) fun new_deny_cap_v2<T>(
    allow_global_pause: bool,
    ctx: &mut TxContext,
): DenyCapV2<T> {
    DenyCapV2 { id: object::new(ctx), allow_global_pause }
}

public(package) fun allow_global_pause<T>(cap: &DenyCapV2<T>): bool {
    cap.allow_global_pause
}

public(package) fun deny_cap_id<T>(metadata: &RegulatedCoinMetadata<T>): ID {
    metadata.deny_cap_object
}

public(package) fun new_coin_metadata<T>(
    decimals: u8,
    name: string::String,
    symbol: ascii::String,
    description: string::String,
    icon_url: ascii::String,
    ctx: &mut TxContext,
): CoinMetadata<T> {
    let icon_url = option::some(url::new_unsafe(icon_url));
    CoinMetadata { id: object::new(ctx), decimals, name, symbol, description, icon_url }
}

public(package) fun update_coin_metadata<T>(
    metadata: &mut CoinMetadata<T>,
    name: string::String,
    symbol: ascii::String,
    description: string::String,
    icon_url: ascii::String,
) {
    metadata.name = name;
    metadata.symbol = symbol;
    metadata.description = description;
    metadata.icon_url = option::some(url::new_unsafe(icon_url));
}

#[allow(unused_function)]
public(package) fun destroy_metadata<T>(metadata: CoinMetadata<T>) {
    let CoinMetadata { id, .. } = metadata;
    id.delete()
}

// === Test Functions ===

/// A coin out of nothing.
#[test_only]
public fun mint_for_testing<T>(value: u64, ctx: &mut TxContext): Coin<T> {
    from_balance(balance::create_for_testing(value), ctx)
}

/// A coin into nothing.
#[test_only]
public fun burn_for_testing<T>(coin: Coin<T>): u64 {
    coin.into_balance().destroy_for_testing()
}

/// A treasury without a witness.
#[test_only]
public fun create_treasury_cap_for_testing<T>(ctx: &mut TxContext): TreasuryCap<T> {
    TreasuryCap { id: object::new(ctx), total_supply: balance::create_supply_for_testing() }
}

/// What says that a currency is regulated, without a currency.
#[test_only]
public(package) fun regulated_coin_metadata_for_testing<T>(
    coin_metadata_id: ID,
    deny_cap_id: ID,
    ctx: &mut TxContext,
): RegulatedCoinMetadata<T> {
    RegulatedCoinMetadata {
        id: object::new(ctx),
        coin_metadata_object: coin_metadata_id,
        deny_cap_object: deny_cap_id,
    }
}
