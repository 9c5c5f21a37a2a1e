/// A closed-loop currency: tokens that move only as their issuer allows.
///
/// A token cannot be sent freely: it has no `store`. Each action on it makes an `ActionRequest`, which cannot
/// be dropped. It ends by a `TokenPolicy` that allows the action and whose rules have all approved, by the
/// right to the policy, or by the right to the treasury.
module sui::token;

use std::{string::String, type_name::{Self, TypeName}};
use sui::{
    balance::{Self, Balance},
    coin::{Coin, TreasuryCap},
    dynamic_field as field,
    event,
    vec_map::{Self, VecMap},
    vec_set::{Self, VecSet}
};

/// The policy does not allow the action.
const EUnknownAction: u64 = 0;
/// A rule has not approved the request.
const ENotApproved: u64 = 1;
/// The capability is that of another policy.
const ENotAuthorized: u64 = 2;
/// There is less in the token than is to be split off.
const EBalanceTooLow: u64 = 3;
/// The token that must be empty is not.
const ENotZero: u64 = 4;
/// The request has a balance that is spent, which only `confirm_request_mut` takes in.
const ECantConsumeBalance: u64 = 5;
/// The rule has no configuration of this type.
const ENoConfig: u64 = 6;
/// The request has no balance that is spent: it is for `confirm_request`.
const EUseImmutableConfirm: u64 = 7;

const SPEND: vector<u8> = b"spend";
const TRANSFER: vector<u8> = b"transfer";
const TO_COIN: vector<u8> = b"to_coin";
const FROM_COIN: vector<u8> = b"from_coin";

// === Structs ===

public struct Token<phantom T> has key {
    id: UID,
    balance: Balance<T>,
}

/// The right to change a policy, and to confirm requests in its place.
public struct TokenPolicyCap<phantom T> has key, store {
    id: UID,
    `for`: ID,
}

public struct TokenPolicy<phantom T> has key {
    id: UID,
    /// What was spent and not yet taken out of the supply.
    spent_balance: Balance<T>,
    /// Allowed actions, and the rules that must approve each.
    rules: VecMap<String, VecSet<TypeName>>,
}

/// An action that waits for approval.
public struct ActionRequest<phantom T> {
    name: String,
    amount: u64,
    sender: address,
    recipient: Option<address>,
    spent_balance: Option<Balance<T>>,
    /// The rules that have approved.
    approvals: VecSet<TypeName>,
}

/// The name of the field with the configuration of a rule.
public struct RuleKey<phantom T> has copy, drop, store {
    is_protected: bool,
}

public struct TokenPolicyCreated<phantom T> has copy, drop {
    id: ID,
    is_mutable: bool,
}

// === Policies ===

/// A policy that allows nothing, and the right to it.
public fun new_policy<T>(
    _treasury_cap: &TreasuryCap<T>,
    ctx: &mut TxContext,
): (TokenPolicy<T>, TokenPolicyCap<T>) {
    make_policy(ctx)
}

#[allow(lint(share_owned))]
public fun share_policy<T>(policy: TokenPolicy<T>) {
    event::emit(TokenPolicyCreated<T> { id: object::id(&policy), is_mutable: true });
    transfer::share_object(policy)
}

// === Actions ===

/// Sends a token.
public fun transfer<T>(t: Token<T>, recipient: address, ctx: &mut TxContext): ActionRequest<T> {
    let amount = t.value();
    transfer::transfer(t, recipient);
    new_request(transfer_action(), amount, option::some(recipient), option::none(), ctx)
}

/// Spends a token: its balance goes to the policy.
public fun spend<T>(t: Token<T>, ctx: &mut TxContext): ActionRequest<T> {
    let amount = t.value();
    let spent = option::some(into_balance(t));
    new_request(spend_action(), amount, option::none(), spent, ctx)
}

/// Opens the loop: a coin instead of a token.
public fun to_coin<T>(t: Token<T>, ctx: &mut TxContext): (Coin<T>, ActionRequest<T>) {
    let amount = t.value();
    let coin = into_balance(t).into_coin(ctx);
    (coin, new_request(to_coin_action(), amount, option::none(), option::none(), ctx))
}

/// Closes the loop: a token instead of a coin.
public fun from_coin<T>(coin: Coin<T>, ctx: &mut TxContext): (Token<T>, ActionRequest<T>) {
    let amount = coin.value();
    let token = from_balance(coin.into_balance(), ctx);
    (token, new_request(from_coin_action(), amount, option::none(), option::none(), ctx))
}

// === Tokens of one owner ===

/// Adds a token to another.
public fun join<T>(token: &mut Token<T>, another: Token<T>) {
    token.balance.join(into_balance(another));
}

/// Takes an amount out. Aborts with `EBalanceTooLow`.
public fun split<T>(token: &mut Token<T>, amount: u64, ctx: &mut TxContext): Token<T> {
    assert!(amount <= token.value(), EBalanceTooLow);
    from_balance(token.balance.split(amount), ctx)
}

public fun zero<T>(ctx: &mut TxContext): Token<T> {
    from_balance(balance::zero(), ctx)
}

/// Ends an empty token. Aborts with `ENotZero`.
public fun destroy_zero<T>(token: Token<T>) {
    assert!(token.value() == 0, ENotZero);
    into_balance(token).destroy_zero()
}

/// Gives a token to the sender.
#[allow(lint(self_transfer))]
public fun keep<T>(token: Token<T>, ctx: &mut TxContext) {
    transfer::transfer(token, ctx.sender())
}

// === Requests ===

/// A request of the sender, for actions of other modules. Anybody may make one: it is a duty, not a right.
public fun new_request<T>(
    name: String,
    amount: u64,
    recipient: Option<address>,
    spent_balance: Option<Balance<T>>,
    ctx: &TxContext,
): ActionRequest<T> {
    let (sender, approvals) = (ctx.sender(), vec_set::empty());
    ActionRequest { name, amount, sender, recipient, spent_balance, approvals }
}

/// Ends a request that spends nothing: action, amount, sender, recipient.
/// Aborts with `ECantConsumeBalance`, `EUnknownAction` and `ENotApproved`.
public fun confirm_request<T>(
    policy: &TokenPolicy<T>,
    request: ActionRequest<T>,
    _ctx: &mut TxContext,
): (String, u64, address, Option<address>) {
    assert!(request.spent_balance.is_none(), ECantConsumeBalance);
    assert!(policy.is_allowed(&request.name), EUnknownAction);
    let required = policy.rules(&request.name).into_keys();
    required.do!(|rule| assert!(request.approvals.contains(&rule), ENotApproved));
    end_request(request)
}

/// Ends a request that spends a balance, which the policy keeps until `flush`: as `confirm_request`.
/// Aborts with `EUnknownAction`, `EUseImmutableConfirm` and `ENotApproved`.
public fun confirm_request_mut<T>(
    policy: &mut TokenPolicy<T>,
    mut request: ActionRequest<T>,
    ctx: &mut TxContext,
): (String, u64, address, Option<address>) {
    assert!(policy.is_allowed(&request.name), EUnknownAction);
    assert!(request.spent_balance.is_some(), EUseImmutableConfirm);
    policy.spent_balance.join(request.spent_balance.extract());
    policy.confirm_request(request, ctx)
}

/// Ends a request that spends nothing by the right to a policy. Aborts with `ECantConsumeBalance`.
public fun confirm_with_policy_cap<T>(
    _policy_cap: &TokenPolicyCap<T>,
    request: ActionRequest<T>,
    _ctx: &mut TxContext,
): (String, u64, address, Option<address>) {
    assert!(request.spent_balance.is_none(), ECantConsumeBalance);
    end_request(request)
}

/// Ends any request by the right to the treasury; what is spent leaves the supply.
public fun confirm_with_treasury_cap<T>(
    treasury_cap: &mut TreasuryCap<T>,
    mut request: ActionRequest<T>,
    _ctx: &mut TxContext,
): (String, u64, address, Option<address>) {
    if (request.spent_balance.is_some()) {
        let spent = request.spent_balance.extract();
        treasury_cap.supply_mut().decrease_supply(spent);
    };
    end_request(request)
}

/// The rule of `W` approves. Aborts with `sui::vec_set::EKeyAlreadyExists`.
public fun add_approval<T, W: drop>(_t: W, request: &mut ActionRequest<T>, _ctx: &mut TxContext) {
    request.approvals.insert(type_name::with_defining_ids<W>())
}

// === Configurations of rules ===

/// Aborts with `ENotAuthorized`, and `sui::dynamic_field::EFieldAlreadyExists`.
public fun add_rule_config<T, Rule: drop, Config: store>(
    _rule: Rule,
    self: &mut TokenPolicy<T>,
    cap: &TokenPolicyCap<T>,
    config: Config,
    _ctx: &mut TxContext,
) {
    self.check_cap(cap);
    field::add(&mut self.id, key<Rule>(), config)
}

/// Aborts with `ENoConfig`.
public fun rule_config<T, Rule: drop, Config: store>(_rule: Rule, self: &TokenPolicy<T>): &Config {
    self.check_config<T, Rule, Config>();
    field::borrow(&self.id, key<Rule>())
}

/// Aborts with `ENoConfig` and `ENotAuthorized`.
public fun rule_config_mut<T, Rule: drop, Config: store>(
    _rule: Rule,
    self: &mut TokenPolicy<T>,
    cap: &TokenPolicyCap<T>,
): &mut Config {
    self.check_config<T, Rule, Config>();
    self.check_cap(cap);
    field::borrow_mut(&mut self.id, key<Rule>())
}

/// Aborts with `ENoConfig` and `ENotAuthorized`.
public fun remove_rule_config<T, Rule, Config: store>(
    self: &mut TokenPolicy<T>,
    cap: &TokenPolicyCap<T>,
    _ctx: &mut TxContext,
): Config {
    self.check_config<T, Rule, Config>();
    self.check_cap(cap);
    field::remove(&mut self.id, key<Rule>())
}

public fun has_rule_config<T, Rule>(self: &TokenPolicy<T>): bool {
    field::exists(&self.id, key<Rule>())
}

public fun has_rule_config_with_type<T, Rule, Config: store>(self: &TokenPolicy<T>): bool {
    field::exists_with_type<_, Config>(&self.id, key<Rule>())
}

// === Rules ===

/// Allows an action to everybody. Aborts with `ENotAuthorized`, and `sui::vec_map::EKeyAlreadyExists`.
public fun allow<T>(
    self: &mut TokenPolicy<T>,
    cap: &TokenPolicyCap<T>,
    action: String,
    _ctx: &mut TxContext,
) {
    self.check_cap(cap);
    self.rules.insert(action, vec_set::empty());
}

/// Forbids an action. Aborts with `ENotAuthorized`, and `sui::vec_map::EKeyDoesNotExist`.
public fun disallow<T>(
    self: &mut TokenPolicy<T>,
    cap: &TokenPolicyCap<T>,
    action: String,
    _ctx: &mut TxContext,
) {
    self.check_cap(cap);
    self.rules.remove(&action);
}

/// Allows an action when a rule approves.
/// Aborts with `ENotAuthorized`, and `sui::vec_set::EKeyAlreadyExists`.
public fun add_rule_for_action<T, Rule: drop>(
    self: &mut TokenPolicy<T>,
    cap: &TokenPolicyCap<T>,
    action: String,
    ctx: &mut TxContext,
) {
    self.check_cap(cap);
    if (!self.is_allowed(&action)) self.allow(cap, action, ctx);
    self.rules.get_mut(&action).insert(type_name::with_defining_ids<Rule>())
}

/// An action no longer needs a rule. Aborts with `ENotAuthorized`, `sui::vec_map::EKeyDoesNotExist` and
/// `sui::vec_set::EKeyDoesNotExist`.
public fun remove_rule_for_action<T, Rule: drop>(
    self: &mut TokenPolicy<T>,
    cap: &TokenPolicyCap<T>,
    action: String,
    _ctx: &mut TxContext,
) {
    self.check_cap(cap);
    self.rules.get_mut(&action).remove(&type_name::with_defining_ids<Rule>())
}

// === Supply ===

public fun mint<T>(cap: &mut TreasuryCap<T>, amount: u64, ctx: &mut TxContext): Token<T> {
    from_balance(cap.supply_mut().increase_supply(amount), ctx)
}

public fun burn<T>(cap: &mut TreasuryCap<T>, token: Token<T>) {
    cap.supply_mut().decrease_supply(into_balance(token));
}

/// Takes what was spent out of the supply; says how much.
public fun flush<T>(
    self: &mut TokenPolicy<T>,
    cap: &mut TreasuryCap<T>,
    _ctx: &mut TxContext,
): u64 {
    cap.supply_mut().decrease_supply(self.spent_balance.withdraw_all())
}

// === Looking ===

public fun is_allowed<T>(self: &TokenPolicy<T>, action: &String): bool {
    self.rules.contains(action)
}

/// The rules of an action. Aborts with `sui::vec_map::EKeyDoesNotExist`.
public fun rules<T>(self: &TokenPolicy<T>, action: &String): VecSet<TypeName> {
    *self.rules.get(action)
}

public fun spent_balance<T>(self: &TokenPolicy<T>): u64 {
    self.spent_balance.value()
}

public fun value<T>(t: &Token<T>): u64 {
    t.balance.value()
}

public fun transfer_action(): String {
    TRANSFER.to_string()
}

public fun spend_action(): String {
    SPEND.to_string()
}

public fun to_coin_action(): String {
    TO_COIN.to_string()
}

public fun from_coin_action(): String {
    FROM_COIN.to_string()
}

public fun action<T>(self: &ActionRequest<T>): String {
    self.name
}

public fun amount<T>(self: &ActionRequest<T>): u64 {
    self.amount
}

public fun sender<T>(self: &ActionRequest<T>): address {
    self.sender
}

public fun recipient<T>(self: &ActionRequest<T>): Option<address> {
    self.recipient
}

public fun approvals<T>(self: &ActionRequest<T>): VecSet<TypeName> {
    self.approvals
}

/// How much is spent, if the request spends.
public fun spent<T>(self: &ActionRequest<T>): Option<u64> {
    self.spent_balance.map_ref!(|balance| balance.value())
}

// === Private Functions ===

fun make_policy<T>(ctx: &mut TxContext): (TokenPolicy<T>, TokenPolicyCap<T>) {
    let policy = TokenPolicy {
        id: object::new(ctx),
        spent_balance: balance::zero(),
        rules: vec_map::empty(),
    };
    let cap = TokenPolicyCap { id: object::new(ctx), `for`: object::id(&policy) };
    (policy, cap)
}

fun from_balance<T>(balance: Balance<T>, ctx: &mut TxContext): Token<T> {
    Token { id: object::new(ctx), balance }
}

fun into_balance<T>(token: Token<T>): Balance<T> {
    let Token { id, balance } = token;
    id.delete();
    balance
}

fun end_request<T>(request: ActionRequest<T>): (String, u64, address, Option<address>) {
    let ActionRequest { name, amount, sender, recipient, spent_balance, .. } = request;
    spent_balance.destroy_none();
    (name, amount, sender, recipient)
}

fun check_cap<T>(self: &TokenPolicy<T>, cap: &TokenPolicyCap<T>) {
    assert!(cap.`for` == object::id(self), ENotAuthorized);
}

fun check_config<T, Rule, Config: store>(self: &TokenPolicy<T>) {
    assert!(self.has_rule_config_with_type<T, Rule, Config>(), ENoConfig);
}

fun key<Rule>(): RuleKey<Rule> {
    RuleKey { is_protected: true }
}

// === Test Functions ===

/// A policy without a treasury.
#[test_only]
public fun new_policy_for_testing<T>(ctx: &mut TxContext): (TokenPolicy<T>, TokenPolicyCap<T>) {
    make_policy(ctx)
}

/// Ends a policy and the right to it.
#[test_only]
public fun burn_policy_for_testing<T>(policy: TokenPolicy<T>, cap: TokenPolicyCap<T>) {
    let TokenPolicyCap { id: cap_id, .. } = cap;
    let TokenPolicy { id, spent_balance, .. } = policy;
    spent_balance.destroy_for_testing();
    cap_id.delete();
    id.delete();
}

/// A token out of nothing.
#[test_only]
public fun mint_for_testing<T>(amount: u64, ctx: &mut TxContext): Token<T> {
    from_balance(balance::create_for_testing(amount), ctx)
}

/// A token into nothing.
#[test_only]
public fun burn_for_testing<T>(token: Token<T>) {
    into_balance(token).destroy_for_testing();
}
