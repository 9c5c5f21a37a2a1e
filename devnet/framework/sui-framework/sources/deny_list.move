/// Who may not use which currency: the one object 0x403, shared, which validators look into before they run a
/// transaction.
///
/// In the present version each currency has a `Config` with a setting for each denied address, and one for
/// everybody. In the older version it had a set of addresses.
module sui::deny_list;

use sui::{
    bag::{Self, Bag},
    config::{Self, Config},
    dynamic_object_field as ofield,
    table::{Self, Table},
    vec_set::{Self, VecSet}
};

/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 0;
/// The address is not denied.
const ENotDenied: u64 = 1;
/// The address belongs to the system and cannot be denied.
const EInvalidAddress: u64 = 1;

/// The list of coins.
const COIN_INDEX: u64 = 0;

/// Addresses of the system.
const RESERVED: vector<address> = vector[
    @0x0,
    @0x1,
    @0x2,
    @0x3,
    @0x4,
    @0x5,
    @0x6,
    @0x7,
    @0x8,
    @0x9,
    @0xA,
    @0xB,
    @0xC,
    @0xD,
    @0xE,
    @0xF,
    @0x403,
    @0xDEE9,
];

public struct DenyList has key {
    id: UID,
    /// `PerTypeList` of each kind of thing; there are only coins.
    lists: Bag,
}

// === Present version ===

/// The right to change a `Config` of this list.
public struct ConfigWriteCap() has drop;

/// Under which name the `Config` of a currency is kept.
public struct ConfigKey has copy, drop, store {
    per_type_index: u64,
    per_type_key: vector<u8>,
}

/// The setting of an address.
public struct AddressKey(address) has copy, drop, store;

/// The setting of everybody.
public struct GlobalPauseKey() has copy, drop, store;

/// A currency got its `Config`.
public struct PerTypeConfigCreated has copy, drop, store {
    key: ConfigKey,
    config_id: ID,
}

public(package) fun v2_add(
    deny_list: &mut DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    addr: address,
    ctx: &mut TxContext,
) {
    deny_list.deny(ConfigKey { per_type_index, per_type_key }, AddressKey(addr), ctx)
}

public(package) fun v2_remove(
    deny_list: &mut DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    addr: address,
    ctx: &mut TxContext,
) {
    deny_list.allow(ConfigKey { per_type_index, per_type_key }, AddressKey(addr), ctx)
}

public(package) fun v2_contains_current_epoch(
    deny_list: &DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    addr: address,
    ctx: &TxContext,
): bool {
    deny_list.denied_now(ConfigKey { per_type_index, per_type_key }, AddressKey(addr), ctx)
}

public(package) fun v2_contains_next_epoch(
    deny_list: &DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    addr: address,
): bool {
    deny_list.denied_next(ConfigKey { per_type_index, per_type_key }, AddressKey(addr))
}

public(package) fun v2_enable_global_pause(
    deny_list: &mut DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    ctx: &mut TxContext,
) {
    deny_list.deny(ConfigKey { per_type_index, per_type_key }, GlobalPauseKey(), ctx)
}

public(package) fun v2_disable_global_pause(
    deny_list: &mut DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    ctx: &mut TxContext,
) {
    deny_list.allow(ConfigKey { per_type_index, per_type_key }, GlobalPauseKey(), ctx)
}

public(package) fun v2_is_global_pause_enabled_current_epoch(
    deny_list: &DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    ctx: &TxContext,
): bool {
    deny_list.denied_now(ConfigKey { per_type_index, per_type_key }, GlobalPauseKey(), ctx)
}

public(package) fun v2_is_global_pause_enabled_next_epoch(
    deny_list: &DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
): bool {
    deny_list.denied_next(ConfigKey { per_type_index, per_type_key }, GlobalPauseKey())
}

/// Moves the addresses of a currency from the older version to the present one.
public(package) fun migrate_v1_to_v2(
    deny_list: &mut DenyList,
    per_type_index: u64,
    per_type_key: vector<u8>,
    ctx: &mut TxContext,
) {
    let list: &mut PerTypeList = &mut deny_list.lists[per_type_index];
    let denied = if (list.denied_addresses.contains(per_type_key)) {
        list.denied_addresses.remove(per_type_key).into_keys()
    } else vector[];
    denied.do_ref!(|addr| list.count_down(*addr));
    let key = ConfigKey { per_type_index, per_type_key };
    deny_list.ensure_config(key, ctx);
    denied.do!(|addr| deny_list.deny(key, AddressKey(addr), ctx));
}

fun deny<Name: copy + drop + store>(
    deny_list: &mut DenyList,
    key: ConfigKey,
    name: Name,
    ctx: &mut TxContext,
) {
    deny_list.ensure_config(key, ctx);
    let denied: &mut bool = deny_list
        .config_mut(key)
        .entry!(&mut ConfigWriteCap(), name, |_config, _cap, _ctx| true, ctx);
    *denied = true;
}

fun allow<Name: copy + drop + store>(
    deny_list: &mut DenyList,
    key: ConfigKey,
    name: Name,
    ctx: &mut TxContext,
) {
    deny_list.ensure_config(key, ctx);
    let config = deny_list.config_mut(key);
    config.remove_for_next_epoch<_, Name, bool>(&mut ConfigWriteCap(), name, ctx);
}

fun denied_now<Name: copy + drop + store>(
    deny_list: &DenyList,
    key: ConfigKey,
    name: Name,
    ctx: &TxContext,
): bool {
    ofield::id(&deny_list.id, key).is_some_and!(|config| {
        config::read_setting(*config, name, ctx).destroy_or!(false)
    })
}

fun denied_next<Name: copy + drop + store>(deny_list: &DenyList, key: ConfigKey, name: Name): bool {
    if (!ofield::exists_(&deny_list.id, key)) return false;
    let config: &Config<ConfigWriteCap> = ofield::internal_borrow(&deny_list.id, key);
    config.read_setting_for_next_epoch(name).destroy_or!(false)
}

/// Makes the `Config` of a currency, if there is none yet.
fun ensure_config(deny_list: &mut DenyList, key: ConfigKey, ctx: &mut TxContext) {
    if (ofield::exists_(&deny_list.id, key)) return;
    let config = config::new(&mut ConfigWriteCap(), ctx);
    let config_id = object::id(&config);
    ofield::internal_add(&mut deny_list.id, key, config);
    sui::event::emit(PerTypeConfigCreated { key, config_id });
}

fun config_mut(deny_list: &mut DenyList, key: ConfigKey): &mut Config<ConfigWriteCap> {
    ofield::internal_borrow_mut(&mut deny_list.id, key)
}

// === Older version ===

public struct PerTypeList has key, store {
    id: UID,
    /// By how many currencies each address is denied.
    denied_count: Table<address, u64>,
    /// The denied addresses of each currency.
    denied_addresses: Table<vector<u8>, VecSet<address>>,
}

public(package) fun v1_add(
    deny_list: &mut DenyList,
    per_type_index: u64,
    `type`: vector<u8>,
    addr: address,
) {
    assert!(!is_reserved(&addr), EInvalidAddress);
    let list: &mut PerTypeList = &mut deny_list.lists[per_type_index];
    if (!list.denied_addresses.contains(`type`)) {
        list.denied_addresses.add(`type`, vec_set::empty());
    };
    let denied = &mut list.denied_addresses[`type`];
    if (!denied.contains(&addr)) {
        denied.insert(addr);
        list.count_up(addr);
    }
}

public(package) fun v1_remove(
    deny_list: &mut DenyList,
    per_type_index: u64,
    `type`: vector<u8>,
    addr: address,
) {
    assert!(!is_reserved(&addr), EInvalidAddress);
    let list: &mut PerTypeList = &mut deny_list.lists[per_type_index];
    let denied = &mut list.denied_addresses[`type`];
    assert!(denied.contains(&addr), ENotDenied);
    denied.remove(&addr);
    list.count_down(addr);
}

public(package) fun v1_contains(
    deny_list: &DenyList,
    per_type_index: u64,
    `type`: vector<u8>,
    addr: address,
): bool {
    if (is_reserved(&addr)) return false;
    let list: &PerTypeList = &deny_list.lists[per_type_index];
    list.denied_count.contains(addr) &&
        list.denied_addresses.contains(`type`) &&
        list.denied_addresses[`type`].contains(&addr)
}

fun count_up(list: &mut PerTypeList, addr: address) {
    if (list.denied_count.contains(addr)) {
        let count = &mut list.denied_count[addr];
        *count = *count + 1;
    } else list.denied_count.add(addr, 1);
}

fun count_down(list: &mut PerTypeList, addr: address) {
    let count = &mut list.denied_count[addr];
    *count = *count - 1;
    if (*count == 0) {
        list.denied_count.remove(addr);
    }
}

fun is_reserved(addr: &address): bool {
    let reserved = RESERVED;
    reserved.contains(addr)
}

// === Genesis ===

/// Once, at genesis.
#[allow(unused_function)]
fun create(ctx: &mut TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    let lists = coin_lists(ctx);
    transfer::share_object(DenyList { id: object::sui_deny_list_object_id(), lists })
}

fun coin_lists(ctx: &mut TxContext): Bag {
    let mut lists = bag::new(ctx);
    let coins = PerTypeList {
        id: object::new(ctx),
        denied_count: table::new(ctx),
        denied_addresses: table::new(ctx),
    };
    lists.add(COIN_INDEX, coins);
    lists
}

// === Test Functions ===

#[test_only]
public fun reserved_addresses(): vector<address> {
    RESERVED
}

#[test_only]
public fun create_for_testing(ctx: &mut TxContext) {
    create(ctx)
}

/// The older name of `create_for_testing`.
#[test_only]
public fun create_for_test(ctx: &mut TxContext) {
    create_for_testing(ctx)
}

#[test_only]
public fun new_for_testing(ctx: &mut TxContext): DenyList {
    let lists = coin_lists(ctx);
    DenyList { id: object::new(ctx), lists }
}
