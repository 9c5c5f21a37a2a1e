/// A transfer policy to test rules with. In Sui it lies among the tests of policies, hence its name.
#[test_only]
module sui::transfer_policy_tests;

use sui::{package, transfer_policy::{Self, TransferPolicy, TransferPolicyCap}};

/// The witness of the publisher.
public struct OTW has drop {}

/// What is sold.
public struct Asset has key, store {
    id: UID,
}

/// A policy without rules.
public fun prepare(ctx: &mut TxContext): (TransferPolicy<Asset>, TransferPolicyCap<Asset>) {
    let publisher = package::test_claim(OTW {}, ctx);
    let (policy, cap) = transfer_policy::new(&publisher, ctx);
    publisher.burn_publisher();
    (policy, cap)
}

/// Ends a policy; what it collected.
public fun wrapup(
    policy: TransferPolicy<Asset>,
    cap: TransferPolicyCap<Asset>,
    ctx: &mut TxContext,
): u64 {
    policy.destroy_and_withdraw(cap, ctx).burn_for_testing()
}

/// An id that nothing has.
public fun fresh_id(ctx: &mut TxContext): ID {
    ctx.fresh_object_address().to_id()
}
