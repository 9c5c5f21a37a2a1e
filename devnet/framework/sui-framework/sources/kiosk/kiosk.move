/// A shop: its owner places items in it, lists some for sale, and anybody buys those for SUI.
///
/// Who buys an item of type `T` gets a `TransferRequest<T>` with it, which only a `TransferPolicy<T>`
/// ends; so the author of `T` says under which rules it is sold. An item that is locked leaves the kiosk
/// by a sale only. Items, prices and locks are dynamic fields of the kiosk.
module sui::kiosk;

use sui::{
    balance::{Self, Balance},
    coin::Coin,
    dynamic_field as field,
    dynamic_object_field as object_field,
    event,
    sui::SUI,
    transfer_policy::{Self, TransferPolicy, TransferRequest}
};

public use fun kiosk_owner_cap_for as KioskOwnerCap.kiosk;

/// The capability is that of another kiosk.
const ENotOwner: u64 = 0;
/// The payment is not the price, or is below the least price.
const EIncorrectAmount: u64 = 1;
/// There is less profit than is to be withdrawn.
const ENotEnough: u64 = 2;
/// There are items in the kiosk.
const ENotEmpty: u64 = 3;
/// Somebody holds a capability to buy the item.
const EListedExclusively: u64 = 4;
/// The purchase capability, or the promise, is to another kiosk.
const EWrongKiosk: u64 = 5;
/// The item is for sale already.
const EAlreadyListed: u64 = 6;
/// The owner does not let others reach the kiosk's `UID`.
const EUidAccessNotAllowed: u64 = 7;
/// The item is locked: it cannot be taken, only sold.
const EItemLocked: u64 = 8;
/// The item is for sale.
const EItemIsListed: u64 = 9;
/// Another item is given back than was lent.
const EItemMismatch: u64 = 10;
/// There is no such item in the kiosk.
const EItemNotFound: u64 = 11;
/// The item is not for sale.
const ENotListed: u64 = 12;

// === Structs ===

public struct Kiosk has key, store {
    id: UID,
    profits: Balance<SUI>,
    /// For people to see. Rights come from the `KioskOwnerCap` alone.
    owner: address,
    item_count: u32,
    /// Whether `uid_mut` is open to everybody.
    allow_extensions: bool,
}

/// The right to do everything with a kiosk.
public struct KioskOwnerCap has key, store {
    id: UID,
    `for`: ID,
}

/// The right to buy one item, for at least a price. Until it ends nobody else can buy or take the item.
public struct PurchaseCap<phantom T: key + store> has key, store {
    id: UID,
    kiosk_id: ID,
    item_id: ID,
    min_price: u64,
}

/// The promise to put a lent item back.
public struct Borrow {
    kiosk_id: ID,
    item_id: ID,
}

/// The name of the field with an item.
public struct Item has copy, drop, store { id: ID }

/// The name of the field with the price of an item.
public struct Listing has copy, drop, store { id: ID, is_exclusive: bool }

/// The name of the field that says that an item is locked.
public struct Lock has copy, drop, store { id: ID }

// === Events ===

public struct ItemListed<phantom T: key + store> has copy, drop {
    kiosk: ID,
    id: ID,
    price: u64,
}

public struct ItemPurchased<phantom T: key + store> has copy, drop {
    kiosk: ID,
    id: ID,
    price: u64,
}

public struct ItemDelisted<phantom T: key + store> has copy, drop {
    kiosk: ID,
    id: ID,
}

// === The kiosk ===

/// Opens a kiosk: it is shared, and the sender owns it.
#[allow(lint(self_transfer, share_owned))]
entry fun default(ctx: &mut TxContext) {
    let (kiosk, cap) = new(ctx);
    transfer::transfer(cap, ctx.sender());
    transfer::share_object(kiosk);
}

/// A kiosk and the right to it.
public fun new(ctx: &mut TxContext): (Kiosk, KioskOwnerCap) {
    let kiosk = Kiosk {
        id: object::new(ctx),
        profits: balance::zero(),
        owner: ctx.sender(),
        item_count: 0,
        allow_extensions: false,
    };
    let cap = KioskOwnerCap { id: object::new(ctx), `for`: object::id(&kiosk) };
    (kiosk, cap)
}

/// Ends an empty kiosk; the profits. Aborts with `ENotOwner` and `ENotEmpty`.
public fun close_and_withdraw(self: Kiosk, cap: KioskOwnerCap, ctx: &mut TxContext): Coin<SUI> {
    assert!(object::id(&self) == cap.`for`, ENotOwner);
    let Kiosk { id, profits, item_count, .. } = self;
    assert!(item_count == 0, ENotEmpty);
    let KioskOwnerCap { id: cap_id, .. } = cap;
    cap_id.delete();
    id.delete();
    profits.into_coin(ctx)
}

/// Shows the sender as owner. Aborts with `ENotOwner`.
public fun set_owner(self: &mut Kiosk, cap: &KioskOwnerCap, ctx: &TxContext) {
    self.set_owner_custom(cap, ctx.sender())
}

/// Shows this address as owner. Aborts with `ENotOwner`.
public fun set_owner_custom(self: &mut Kiosk, cap: &KioskOwnerCap, owner: address) {
    assert!(self.has_access(cap), ENotOwner);
    self.owner = owner
}

/// Takes out `amount` of the profits, or all. Aborts with `ENotOwner` and `ENotEnough`.
public fun withdraw(
    self: &mut Kiosk,
    cap: &KioskOwnerCap,
    amount: Option<u64>,
    ctx: &mut TxContext,
): Coin<SUI> {
    assert!(self.has_access(cap), ENotOwner);
    let all = self.profits.value();
    let amount = amount.destroy_or!(all);
    assert!(amount <= all, ENotEnough);
    self.profits.split(amount).into_coin(ctx)
}

/// Opens `uid_mut` to everybody, or closes it. Aborts with `ENotOwner`.
public fun set_allow_extensions(self: &mut Kiosk, cap: &KioskOwnerCap, allow_extensions: bool) {
    assert!(self.has_access(cap), ENotOwner);
    self.allow_extensions = allow_extensions;
}

// === Items ===

/// Places an item. Aborts with `ENotOwner`.
public fun place<T: key + store>(self: &mut Kiosk, cap: &KioskOwnerCap, item: T) {
    assert!(self.has_access(cap), ENotOwner);
    self.place_internal(item)
}

/// Places an item and locks it. The policy shows that the item can be sold. Aborts with `ENotOwner`.
public fun lock<T: key + store>(
    self: &mut Kiosk,
    cap: &KioskOwnerCap,
    _policy: &TransferPolicy<T>,
    item: T,
) {
    assert!(self.has_access(cap), ENotOwner);
    self.lock_internal(item)
}

/// Takes an item out; it is no longer for sale.
/// Aborts with `ENotOwner`, `EItemLocked`, `EListedExclusively` and `EItemNotFound`.
public fun take<T: key + store>(self: &mut Kiosk, cap: &KioskOwnerCap, id: ID): T {
    assert!(self.has_access(cap), ENotOwner);
    assert!(!self.is_locked(id), EItemLocked);
    assert!(!self.is_listed_exclusively(id), EListedExclusively);
    assert!(self.has_item(id), EItemNotFound);
    field::remove_opt<_, u64>(&mut self.id, Listing { id, is_exclusive: false });
    self.remove_item(id)
}

/// An item. Aborts with `ENotOwner` and `EItemNotFound`.
#[syntax(index)]
public fun borrow<T: key + store>(self: &Kiosk, cap: &KioskOwnerCap, id: ID): &T {
    assert!(object::id(self) == cap.`for`, ENotOwner);
    assert!(self.has_item(id), EItemNotFound);
    object_field::borrow(&self.id, Item { id })
}

/// An item that is not for sale, to be changed. Aborts with `ENotOwner`, `EItemNotFound`, `EItemIsListed`.
#[syntax(index)]
public fun borrow_mut<T: key + store>(self: &mut Kiosk, cap: &KioskOwnerCap, id: ID): &mut T {
    self.check_lendable(cap, id);
    object_field::borrow_mut(&mut self.id, Item { id })
}

/// Lends an item that is not for sale. Aborts with `ENotOwner`, `EItemNotFound`, `EItemIsListed`.
public fun borrow_val<T: key + store>(self: &mut Kiosk, cap: &KioskOwnerCap, id: ID): (T, Borrow) {
    self.check_lendable(cap, id);
    let promise = Borrow { kiosk_id: object::id(self), item_id: id };
    (object_field::remove(&mut self.id, Item { id }), promise)
}

/// Puts a lent item back. Aborts with `EWrongKiosk` and `EItemMismatch`.
public fun return_val<T: key + store>(self: &mut Kiosk, item: T, borrow: Borrow) {
    let Borrow { kiosk_id, item_id: id } = borrow;
    assert!(kiosk_id == object::id(self), EWrongKiosk);
    assert!(id == object::id(&item), EItemMismatch);
    object_field::add(&mut self.id, Item { id }, item);
}

// === Sales ===

/// Lists an item for anybody to buy. Aborts with `ENotOwner`, `EItemNotFound`, `EListedExclusively`, and
/// `sui::dynamic_field::EFieldAlreadyExists` when it is listed.
public fun list<T: key + store>(self: &mut Kiosk, cap: &KioskOwnerCap, id: ID, price: u64) {
    self.check_sellable<T>(cap, id);
    field::add(&mut self.id, Listing { id, is_exclusive: false }, price);
    event::emit(ItemListed<T> { kiosk: object::id(self), id, price })
}

/// `place` and `list`.
public fun place_and_list<T: key + store>(
    self: &mut Kiosk,
    cap: &KioskOwnerCap,
    item: T,
    price: u64,
) {
    let id = object::id(&item);
    self.place(cap, item);
    self.list<T>(cap, id, price)
}

/// Ends a listing. Aborts with `ENotOwner`, `EItemNotFound`, `EListedExclusively` and `ENotListed`.
public fun delist<T: key + store>(self: &mut Kiosk, cap: &KioskOwnerCap, id: ID) {
    self.check_sellable<T>(cap, id);
    assert!(self.is_listed(id), ENotListed);
    let _: u64 = field::remove(&mut self.id, Listing { id, is_exclusive: false });
    event::emit(ItemDelisted<T> { kiosk: object::id(self), id })
}

/// Buys a listed item for its price. Aborts with `EIncorrectAmount`, and
/// `sui::dynamic_field::EFieldDoesNotExist` when it is not listed.
public fun purchase<T: key + store>(
    self: &mut Kiosk,
    id: ID,
    payment: Coin<SUI>,
): (T, TransferRequest<T>) {
    let price = field::remove(&mut self.id, Listing { id, is_exclusive: false });
    let item = self.remove_item(id);
    assert!(payment.value() == price, EIncorrectAmount);
    event::emit(ItemPurchased<T> { kiosk: object::id(self), id, price });
    (item, self.sold(id, payment))
}

/// The right to buy an item. Aborts with `ENotOwner`, `EItemNotFound` and `EAlreadyListed`.
public fun list_with_purchase_cap<T: key + store>(
    self: &mut Kiosk,
    cap: &KioskOwnerCap,
    id: ID,
    min_price: u64,
    ctx: &mut TxContext,
): PurchaseCap<T> {
    assert!(self.has_access(cap), ENotOwner);
    assert!(self.has_item_with_type<T>(id), EItemNotFound);
    assert!(!self.is_listed(id), EAlreadyListed);
    field::add(&mut self.id, Listing { id, is_exclusive: true }, min_price);
    PurchaseCap { id: object::new(ctx), kiosk_id: object::id(self), item_id: id, min_price }
}

/// Buys the item of a capability. Aborts with `EIncorrectAmount` and `EWrongKiosk`.
public fun purchase_with_cap<T: key + store>(
    self: &mut Kiosk,
    purchase_cap: PurchaseCap<T>,
    payment: Coin<SUI>,
): (T, TransferRequest<T>) {
    assert!(payment.value() >= purchase_cap.min_price, EIncorrectAmount);
    let id = self.end_purchase_cap(purchase_cap);
    let item = self.remove_item(id);
    (item, self.sold(id, payment))
}

/// Gives up the right to buy an item. Aborts with `EWrongKiosk`.
public fun return_purchase_cap<T: key + store>(self: &mut Kiosk, purchase_cap: PurchaseCap<T>) {
    self.end_purchase_cap(purchase_cap);
}

// === Looking ===

/// Whether there is an item of this id.
public fun has_item(self: &Kiosk, id: ID): bool {
    object_field::exists(&self.id, Item { id })
}

/// Whether there is an item of this id and type.
public fun has_item_with_type<T: key + store>(self: &Kiosk, id: ID): bool {
    object_field::exists_with_type<_, T>(&self.id, Item { id })
}

/// Whether an item can only be sold.
public fun is_locked(self: &Kiosk, id: ID): bool {
    field::exists(&self.id, Lock { id })
}

/// Whether an item is for sale, to anybody or to the holder of a capability.
public fun is_listed(self: &Kiosk, id: ID): bool {
    self.is_listed_exclusively(id)
        || field::exists(&self.id, Listing { id, is_exclusive: false })
}

/// Whether an item is for sale to the holder of a capability.
public fun is_listed_exclusively(self: &Kiosk, id: ID): bool {
    field::exists(&self.id, Listing { id, is_exclusive: true })
}

/// Whether the capability is that of this kiosk.
public fun has_access(self: &mut Kiosk, cap: &KioskOwnerCap): bool {
    cap.`for` == object::id(self)
}

/// The kiosk's identity, for dynamic fields.
public fun uid(self: &Kiosk): &UID {
    &self.id
}

/// The kiosk's identity, to be changed by its owner. Aborts with `ENotOwner`.
public fun uid_mut_as_owner(self: &mut Kiosk, cap: &KioskOwnerCap): &mut UID {
    assert!(self.has_access(cap), ENotOwner);
    &mut self.id
}

/// The kiosk's identity, to be changed by anybody. Aborts with `EUidAccessNotAllowed`.
public fun uid_mut(self: &mut Kiosk): &mut UID {
    assert!(self.allow_extensions, EUidAccessNotAllowed);
    &mut self.id
}

public fun owner(self: &Kiosk): address {
    self.owner
}

public fun item_count(self: &Kiosk): u32 {
    self.item_count
}

public fun profits_amount(self: &Kiosk): u64 {
    self.profits.value()
}

/// The profits, to be changed. Aborts with `ENotOwner`.
public fun profits_mut(self: &mut Kiosk, cap: &KioskOwnerCap): &mut Balance<SUI> {
    assert!(self.has_access(cap), ENotOwner);
    &mut self.profits
}

/// The kiosk of a capability.
public fun kiosk_owner_cap_for(cap: &KioskOwnerCap): ID {
    cap.`for`
}

public fun purchase_cap_kiosk<T: key + store>(self: &PurchaseCap<T>): ID {
    self.kiosk_id
}

public fun purchase_cap_item<T: key + store>(self: &PurchaseCap<T>): ID {
    self.item_id
}

public fun purchase_cap_min_price<T: key + store>(self: &PurchaseCap<T>): u64 {
    self.min_price
}

// === Package Functions ===

public(package) fun lock_internal<T: key + store>(self: &mut Kiosk, item: T) {
    field::add(&mut self.id, Lock { id: object::id(&item) }, true);
    self.place_internal(item)
}

public(package) fun place_internal<T: key + store>(self: &mut Kiosk, item: T) {
    self.item_count = self.item_count + 1;
    object_field::add(&mut self.id, Item { id: object::id(&item) }, item)
}

public(package) fun uid_mut_internal(self: &mut Kiosk): &mut UID {
    &mut self.id
}

// === Private Functions ===

fun check_lendable(self: &mut Kiosk, cap: &KioskOwnerCap, id: ID) {
    assert!(self.has_access(cap), ENotOwner);
    assert!(self.has_item(id), EItemNotFound);
    assert!(!self.is_listed(id), EItemIsListed);
}

fun check_sellable<T: key + store>(self: &mut Kiosk, cap: &KioskOwnerCap, id: ID) {
    assert!(self.has_access(cap), ENotOwner);
    assert!(self.has_item_with_type<T>(id), EItemNotFound);
    assert!(!self.is_listed_exclusively(id), EListedExclusively);
}

fun remove_item<T: key + store>(self: &mut Kiosk, id: ID): T {
    self.item_count = self.item_count - 1;
    object_field::remove(&mut self.id, Item { id })
}

/// Ends a capability and its listing; the item's id.
fun end_purchase_cap<T: key + store>(self: &mut Kiosk, cap: PurchaseCap<T>): ID {
    let PurchaseCap { id, item_id, kiosk_id, .. } = cap;
    assert!(kiosk_id == object::id(self), EWrongKiosk);
    id.delete();
    let _: u64 = field::remove(&mut self.id, Listing { id: item_id, is_exclusive: true });
    item_id
}

/// Takes the payment for an item in and its lock off.
fun sold<T: key + store>(self: &mut Kiosk, id: ID, payment: Coin<SUI>): TransferRequest<T> {
    let paid = payment.value();
    field::remove_opt<_, bool>(&mut self.id, Lock { id });
    self.profits.join(payment.into_balance());
    transfer_policy::new_request(id, paid, object::id(self))
}
