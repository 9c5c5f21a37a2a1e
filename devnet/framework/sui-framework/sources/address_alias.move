/// Aliases of addresses: other addresses whose signatures count as those of an address. Only the object of
/// the aliases is here; it is the network that reads it.
module sui::address_alias;

use sui::{derived_object, party, vec_set::{Self, VecSet}};

#[error(code = 0)]
const ENotSystemAddress: vector<u8> = b"Only the system can create the alias state object.";
#[error(code = 1)]
const ENoSuchAlias: vector<u8> = b"Given alias does not exist.";
#[error(code = 2)]
const EAliasAlreadyExists: vector<u8> = b"Alias already exists.";
#[error(code = 3)]
const ECannotRemoveLastAlias: vector<u8> = b"Cannot remove the last alias.";
#[error(code = 4)]
const ETooManyAliases: vector<u8> = b"The number of aliases exceeds the maximum allowed.";

const CURRENT_VERSION: u64 = 0;
const MAX_ALIASES: u64 = 8;

/// The parent of all aliases: the shared object 0xa.
public struct AddressAliasState has key {
    id: UID,
    version: u64,
}

/// The aliases of an address, which owns them. At first there is one: itself.
public struct AddressAliases has key {
    id: UID,
    aliases: VecSet<address>,
}

/// The key from which the id of an address's aliases follows.
public struct AliasKey(address) has copy, drop, store;

/// Lets the sender have aliases. Aborts with `EAliasAlreadyExists`.
entry fun enable(address_alias_state: &mut AddressAliasState, ctx: &TxContext) {
    let sender = ctx.sender();
    let key = AliasKey(sender);
    let state = &mut address_alias_state.id;
    assert!(!derived_object::exists(state, key), EAliasAlreadyExists);
    let id = derived_object::claim(state, key);
    let aliases = vec_set::singleton(sender);
    transfer::party_transfer(AddressAliases { id, aliases }, party::single_owner(sender))
}

/// Aborts with `EAliasAlreadyExists` and `ETooManyAliases`.
entry fun add(aliases: &mut AddressAliases, alias: address) {
    assert!(!aliases.aliases.contains(&alias), EAliasAlreadyExists);
    assert!(aliases.aliases.length() < MAX_ALIASES, ETooManyAliases);
    aliases.aliases.insert(alias)
}

/// Aborts with `ECannotRemoveLastAlias` and `ETooManyAliases`.
entry fun replace_all(aliases: &mut AddressAliases, new_aliases: vector<address>) {
    let new_aliases = vec_set::from_keys(new_aliases);
    assert!(!new_aliases.is_empty(), ECannotRemoveLastAlias);
    assert!(new_aliases.length() <= MAX_ALIASES, ETooManyAliases);
    aliases.aliases = new_aliases
}

/// Aborts with `ENoSuchAlias` and `ECannotRemoveLastAlias`.
entry fun remove(aliases: &mut AddressAliases, alias: address) {
    assert!(aliases.aliases.contains(&alias), ENoSuchAlias);
    assert!(aliases.aliases.length() > 1, ECannotRemoveLastAlias);
    aliases.aliases.remove(&alias)
}

#[allow(unused_function)]
fun create(ctx: &TxContext) {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    let id = object::address_alias_state();
    transfer::share_object(AddressAliasState { id, version: CURRENT_VERSION })
}

// === Test Functions ===

#[test_only]
public fun create_for_testing(ctx: &TxContext) {
    create(ctx)
}
