// SPDX-License-Identifier: Apache-2.0

/// R4: a storage node signs with the key that it has proved to have, from the epoch on in which that
/// key counts. These tests mean something only where BLS12-381 is real: on a Sui node, with
/// `sui move test`, and on this project's own VM.
#[test_only]
module walrus::keys_real_bls;

use std::unit_test::{assert_eq, destroy};
use walrus::{storage_node, test_network};
use walrus_core::{bls_aggregate, messages, test_keys};

#[test, expected_failure(abort_code = storage_node::EInvalidProofOfPossession)]
fun nobody_registers_with_anothers_key() {
    let mut network = test_network::registered(0, 10);
    network.register_with(0, test_keys::sign(test_keys::secret(1), &b"any"));
    abort
}

#[test, expected_failure(abort_code = storage_node::EInvalidProofOfPossession)]
fun nobody_announces_anothers_key() {
    let mut network = test_network::running(1, 10);
    let (staking, cap, ctx) = network.staking_cap_and_ctx(0);
    staking.set_next_public_key(cap, test_keys::public_key(5), x"00", ctx);
    abort
}

// === On a running network ===

#[test]
fun after_a_rotation_the_new_key_signs() {
    let mut network = test_network::running(1, 10);
    network.announce_key(0, 7);
    network.next_epoch();
    let message = messages::invalid_blob_id_bytes(2, 99);
    let signature = test_keys::sign(test_keys::secret(7), &message);
    assert_eq!(network.system().invalidate_blob_id(signature, x"01", message), 99);
    network.end();
}

#[test]
fun a_key_announced_at_rest_signs_from_the_first_epoch_in_which_the_node_serves() {
    let mut network = test_network::running(1, 10);
    let late = network.register(0);
    network.announce_key(late, 7);
    network.next_epoch();
    destroy(network.stake(late, 1000 * test_network::frost_per_wal!()));
    network.next_epoch();
    let message = messages::invalid_blob_id_bytes(3, 99);
    let both = test_keys::secret(0) + test_keys::secret(7);
    let signature = test_keys::sign(both, &message);
    assert_eq!(network.system().invalidate_blob_id(signature, x"03", message), 99);
    network.end();
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun after_a_rotation_the_old_key_signs_nothing() {
    let mut network = test_network::running(1, 10);
    network.announce_key(0, 7);
    network.next_epoch();
    let message = messages::invalid_blob_id_bytes(2, 99);
    let signature = test_keys::sign(test_keys::secret(0), &message);
    network.system().invalidate_blob_id(signature, x"01", message);
    abort
}

#[test, expected_failure(abort_code = bls_aggregate::ESigVerification)]
fun a_forged_certificate_does_not_certify() {
    let mut network = test_network::running(4, 10);
    let mut payment = network.mint(1000);
    let blob_id = walrus::blob::derive_blob_id(1, 1, 1);
    let (system, ctx) = network.system_and_ctx();
    let storage = system.reserve_space(10_000, 1, &mut payment, ctx);
    let mut blob = system.register_blob(storage, blob_id, 1, 1, 1, false, &mut payment, ctx);
    destroy(payment);
    let message = messages::blob_certificate_bytes(1, blob_id, option::none());
    system.certify_blob(&mut blob, test_keys::sign(1, &message), x"0f", message);
    abort
}
