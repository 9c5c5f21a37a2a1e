/// Who may do what with an object that is owned and yet used through consensus. For now a party is always one
/// owner with every right.
module sui::party;

use sui::vec_map::{Self, VecMap};

/// To use the object by immutable reference.
const READ: u8 = 1;
/// To use it by mutable reference.
const WRITE: u8 = 2;
/// To delete or wrap it.
const DELETE: u8 = 4;
/// To give it away.
const TRANSFER: u8 = 8;

const NO_PERMISSIONS: u64 = 0;
const ALL_PERMISSIONS: u64 = (READ | WRITE | DELETE | TRANSFER) as u64;

public struct Party has copy, drop {
    /// Of everybody who is not a member.
    default: Permissions,
    members: VecMap<address, Permissions>,
}

/// A set of rights, one bit each.
public struct Permissions(u64) has copy, drop;

/// The party of one owner, who may do everything.
public fun single_owner(owner: address): Party {
    let mut party = Party { default: Permissions(NO_PERMISSIONS), members: vec_map::empty() };
    party.members.insert(owner, Permissions(ALL_PERMISSIONS));
    party
}

/// Gives an object to a party; only in the module of the object's type.
public macro fun transfer<$T: key>($self: Party, $obj: $T) {
    let party = $self;
    sui::transfer::party_transfer($obj, party)
}

/// Gives an object to a party.
public macro fun public_transfer<$T: key + store>($self: Party, $obj: $T) {
    let party = $self;
    sui::transfer::public_party_transfer($obj, party)
}

// === Package Functions ===

/// Whether just one address has rights, and has them all.
public(package) fun is_single_owner(p: &Party): bool {
    if (p.default.0 != NO_PERMISSIONS || p.members.length() != 1) return false;
    let (_, permissions) = p.members.get_entry_by_idx(0);
    permissions.0 == ALL_PERMISSIONS
}

/// The rights of others, the members, and the rights of each.
public(package) fun into_native(p: Party): (u64, vector<address>, vector<u64>) {
    let Party { default, members } = p;
    let (addresses, permissions) = members.into_keys_values();
    (default.0, addresses, permissions.map!(|Permissions(bits)| bits))
}
