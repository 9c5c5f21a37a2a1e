/// What a provider says of a zkLogin address. Sui makes no such objects any more; those that there are can be
/// read and deleted.
#[allow(unused_function)]
module sui::zklogin_verified_id;

use std::string::String;

/// Sui has switched this off.
const EFunctionDisabled: u64 = 0;

public struct VerifiedID has key {
    id: UID,
    owner: address,
    key_claim_name: String,
    key_claim_value: String,
    issuer: String,
    audience: String,
}

public fun owner(verified_id: &VerifiedID): address {
    verified_id.owner
}

public fun key_claim_name(verified_id: &VerifiedID): &String {
    &verified_id.key_claim_name
}

public fun key_claim_value(verified_id: &VerifiedID): &String {
    &verified_id.key_claim_value
}

public fun issuer(verified_id: &VerifiedID): &String {
    &verified_id.issuer
}

public fun audience(verified_id: &VerifiedID): &String {
    &verified_id.audience
}

public fun delete(verified_id: VerifiedID) {
    let VerifiedID { id, .. } = verified_id;
    id.delete()
}

/// Aborts with `EFunctionDisabled`.
public fun verify_zklogin_id(
    _key_claim_name: String,
    _key_claim_value: String,
    _issuer: String,
    _audience: String,
    _pin_hash: u256,
    _ctx: &mut TxContext,
) {
    abort EFunctionDisabled
}

/// Aborts with `EFunctionDisabled`.
public fun check_zklogin_id(
    _address: address,
    _key_claim_name: &String,
    _key_claim_value: &String,
    _issuer: &String,
    _audience: &String,
    _pin_hash: u256,
): bool {
    abort EFunctionDisabled
}

/// Nothing calls it.
native fun check_zklogin_id_internal(
    address: address,
    key_claim_name: &vector<u8>,
    key_claim_value: &vector<u8>,
    issuer: &vector<u8>,
    audience: &vector<u8>,
    pin_hash: u256,
): bool;
