/// What must happen before an item that was bought may go to its buyer.
///
/// A `TransferRequest<T>` cannot be dropped. Only a `TransferPolicy<T>` ends it, when the request has a
/// receipt of every rule of the policy. The publisher of `T` makes policies and chooses rules.
module sui::transfer_policy;

use std::type_name::{Self, TypeName};
use sui::{
    balance::{Self, Balance},
    coin::Coin,
    dynamic_field as field,
    event,
    package::Publisher,
    sui::SUI,
    vec_set::{Self, VecSet}
};

/// The request has more or fewer receipts than the policy has rules.
const EPolicyNotSatisfied: u64 = 0;
/// The request has a receipt of a rule that the policy has not.
const EIllegalRule: u64 = 1;
/// The policy has no such rule.
const EUnknownRequirement: u64 = 2;
/// The policy has this rule already.
const ERuleAlreadySet: u64 = 3;
/// The capability is that of another policy.
const ENotOwner: u64 = 4;
/// There is less in the policy than is to be withdrawn.
const ENotEnough: u64 = 5;

// === Structs ===

/// An item was bought and waits for the policy.
public struct TransferRequest<phantom T> {
    item: ID,
    /// MIST.
    paid: u64,
    /// The kiosk, or whatever sold the item.
    from: ID,
    /// The rules that are met.
    receipts: VecSet<TypeName>,
}

public struct TransferPolicy<phantom T> has key, store {
    id: UID,
    /// What rules have collected, such as royalties.
    balance: Balance<SUI>,
    rules: VecSet<TypeName>,
}

/// The right to change a policy and to take what it collected.
public struct TransferPolicyCap<phantom T> has key, store {
    id: UID,
    policy_id: ID,
}

/// The name of the field with the configuration of a rule.
public struct RuleKey<phantom T: drop> has copy, drop, store {}

// === Events ===

public struct TransferPolicyCreated<phantom T> has copy, drop { id: ID }

public struct TransferPolicyDestroyed<phantom T> has copy, drop { id: ID }

// === Policies ===

/// A policy without rules, and the right to it. Aborts with 0 when `pub` is not of the package of `T`.
public fun new<T>(pub: &Publisher, ctx: &mut TxContext): (TransferPolicy<T>, TransferPolicyCap<T>) {
    assert!(pub.from_package<T>(), 0);
    let (policy, cap) = make(ctx);
    event::emit(TransferPolicyCreated<T> { id: cap.policy_id });
    (policy, cap)
}

/// Shares a new policy; the sender gets the right to it. Aborts as `new`.
#[allow(lint(self_transfer, share_owned))]
entry fun default<T>(pub: &Publisher, ctx: &mut TxContext) {
    let (policy, cap) = new<T>(pub, ctx);
    transfer::share_object(policy);
    transfer::transfer(cap, ctx.sender());
}

/// Takes out `amount` of what was collected, or all. Aborts with `ENotOwner` and `ENotEnough`.
public fun withdraw<T>(
    self: &mut TransferPolicy<T>,
    cap: &TransferPolicyCap<T>,
    amount: Option<u64>,
    ctx: &mut TxContext,
): Coin<SUI> {
    check_owner(self, cap);
    let all = self.balance.value();
    let amount = amount.destroy_or!(all);
    assert!(amount <= all, ENotEnough);
    self.balance.split(amount).into_coin(ctx)
}

/// Ends a policy; what it collected. Aborts with `ENotOwner`.
public fun destroy_and_withdraw<T>(
    self: TransferPolicy<T>,
    cap: TransferPolicyCap<T>,
    ctx: &mut TxContext,
): Coin<SUI> {
    check_owner(&self, &cap);
    let TransferPolicy { id, balance, .. } = self;
    let TransferPolicyCap { id: cap_id, policy_id } = cap;
    id.delete();
    cap_id.delete();
    event::emit(TransferPolicyDestroyed<T> { id: policy_id });
    balance.into_coin(ctx)
}

// === Requests ===

/// A request. Anybody may make one: it is a duty, not a right.
public fun new_request<T>(item: ID, paid: u64, from: ID): TransferRequest<T> {
    TransferRequest { item, paid, from, receipts: vec_set::empty() }
}

/// Ends a request: item, price, seller. Aborts with `EPolicyNotSatisfied` and `EIllegalRule`.
public fun confirm_request<T>(
    self: &TransferPolicy<T>,
    request: TransferRequest<T>,
): (ID, u64, ID) {
    let TransferRequest { item, paid, from, receipts } = request;
    assert!(receipts.length() == self.rules.length(), EPolicyNotSatisfied);
    receipts.into_keys().do!(|rule| assert!(self.rules.contains(&rule), EIllegalRule));
    (item, paid, from)
}

// === Rules ===

/// Adds a rule. Aborts with `ENotOwner` and `ERuleAlreadySet`.
public fun add_rule<T, Rule: drop, Config: store + drop>(
    _: Rule,
    policy: &mut TransferPolicy<T>,
    cap: &TransferPolicyCap<T>,
    cfg: Config,
) {
    check_owner(policy, cap);
    assert!(!has_rule<T, Rule>(policy), ERuleAlreadySet);
    field::add(&mut policy.id, RuleKey<Rule> {}, cfg);
    policy.rules.insert(type_name::with_defining_ids<Rule>())
}

/// The configuration of a rule. Aborts with `sui::dynamic_field::EFieldDoesNotExist`.
public fun get_rule<T, Rule: drop, Config: store + drop>(
    _: Rule,
    policy: &TransferPolicy<T>,
): &Config {
    field::borrow(&policy.id, RuleKey<Rule> {})
}

/// A rule collects a coin. Aborts with `EUnknownRequirement`.
public fun add_to_balance<T, Rule: drop>(_: Rule, policy: &mut TransferPolicy<T>, coin: Coin<SUI>) {
    assert!(has_rule<T, Rule>(policy), EUnknownRequirement);
    policy.balance.join(coin.into_balance());
}

/// A rule is met. Aborts with `sui::vec_set::EKeyAlreadyExists`.
public fun add_receipt<T, Rule: drop>(_: Rule, request: &mut TransferRequest<T>) {
    request.receipts.insert(type_name::with_defining_ids<Rule>())
}

public fun has_rule<T, Rule: drop>(policy: &TransferPolicy<T>): bool {
    field::exists(&policy.id, RuleKey<Rule> {})
}

/// Removes a rule. Aborts with `ENotOwner`, and `sui::dynamic_field::EFieldDoesNotExist`.
public fun remove_rule<T, Rule: drop, Config: store + drop>(
    policy: &mut TransferPolicy<T>,
    cap: &TransferPolicyCap<T>,
) {
    check_owner(policy, cap);
    let _: Config = field::remove(&mut policy.id, RuleKey<Rule> {});
    policy.rules.remove(&type_name::with_defining_ids<Rule>());
}

// === Looking ===

/// The policy's identity, for dynamic fields.
public fun uid<T>(self: &TransferPolicy<T>): &UID {
    &self.id
}

/// The policy's identity, to be changed. Aborts with `ENotOwner`.
public fun uid_mut_as_owner<T>(self: &mut TransferPolicy<T>, cap: &TransferPolicyCap<T>): &mut UID {
    check_owner(self, cap);
    &mut self.id
}

public fun rules<T>(self: &TransferPolicy<T>): &VecSet<TypeName> {
    &self.rules
}

public fun item<T>(self: &TransferRequest<T>): ID {
    self.item
}

public fun paid<T>(self: &TransferRequest<T>): u64 {
    self.paid
}

public fun from<T>(self: &TransferRequest<T>): ID {
    self.from
}

// === Private Functions ===

fun make<T>(ctx: &mut TxContext): (TransferPolicy<T>, TransferPolicyCap<T>) {
    let id = object::new(ctx);
    let cap = TransferPolicyCap { id: object::new(ctx), policy_id: id.to_inner() };
    (TransferPolicy { id, balance: balance::zero(), rules: vec_set::empty() }, cap)
}

fun check_owner<T>(self: &TransferPolicy<T>, cap: &TransferPolicyCap<T>) {
    assert!(cap.policy_id == object::id(self), ENotOwner);
}

// === Test Functions ===

/// A policy without a publisher.
#[test_only]
public fun new_for_testing<T>(ctx: &mut TxContext): (TransferPolicy<T>, TransferPolicyCap<T>) {
    make(ctx)
}
