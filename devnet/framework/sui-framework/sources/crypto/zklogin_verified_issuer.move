/// Who knows the seed of a zkLogin address can prove which provider vouches for it: an address is a hash of
/// the provider's name and the seed.
module sui::zklogin_verified_issuer;

use std::string::String;

/// The name of the provider is too long.
#[allow(unused_const)]
const EInvalidInput: u64 = 0;
/// The sender's address does not come from this provider and seed.
const EInvalidProof: u64 = 1;

/// Says which provider vouches for an address.
public struct VerifiedIssuer has key {
    id: UID,
    owner: address,
    issuer: String,
}

/// The address that the provider vouches for.
public fun owner(verified_issuer: &VerifiedIssuer): address {
    verified_issuer.owner
}

/// The name of the provider.
public fun issuer(verified_issuer: &VerifiedIssuer): &String {
    &verified_issuer.issuer
}

public fun delete(verified_issuer: VerifiedIssuer) {
    let VerifiedIssuer { id, .. } = verified_issuer;
    id.delete()
}

/// Gives the sender a `VerifiedIssuer`. Aborts with `EInvalidProof` and `EInvalidInput`.
#[allow(lint(self_transfer))]
public fun verify_zklogin_issuer(address_seed: u256, issuer: String, ctx: &mut TxContext) {
    let owner = ctx.sender();
    assert!(check_zklogin_issuer(owner, address_seed, &issuer), EInvalidProof);
    transfer::transfer(VerifiedIssuer { id: object::new(ctx), owner, issuer }, owner)
}

/// Whether an address comes from a provider and a seed. Aborts with `EInvalidInput`.
public fun check_zklogin_issuer(address: address, address_seed: u256, issuer: &String): bool {
    check_zklogin_issuer_internal(address, address_seed, issuer.as_bytes())
}

native fun check_zklogin_issuer_internal(
    address: address,
    address_seed: u256,
    issuer: &vector<u8>,
): bool;
