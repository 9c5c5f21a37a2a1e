/// Dynamic fields whose values are objects and stay objects: they keep their ids and can be found by them
/// from outside. The field itself holds only the id of the value, and the value is a child of the field.
module sui::dynamic_object_field;

use sui::dynamic_field::{
    Self as field,
    add_child_object,
    borrow_child_object,
    borrow_child_object_mut,
    remove_child_object,
};

/// The name of the field. Being a type of its own it does not collide with the name of a plain dynamic field.
public struct Wrapper<Name> has copy, drop, store {
    name: Name,
}

// === Public Functions ===

/// Adds a field. Aborts with `sui::dynamic_field::EFieldAlreadyExists`.
public fun add<Name: copy + drop + store, Value: key + store>(
    object: &mut UID,
    name: Name,
    value: Value,
) {
    internal_add(object, name, value)
}

/// The object in a field. Aborts with `sui::dynamic_field::EFieldDoesNotExist` and `EFieldTypeMismatch`.
public fun borrow<Name: copy + drop + store, Value: key + store>(object: &UID, name: Name): &Value {
    internal_borrow(object, name)
}

/// The object in a field, to be changed. Aborts as `borrow`.
public fun borrow_mut<Name: copy + drop + store, Value: key + store>(
    object: &mut UID,
    name: Name,
): &mut Value {
    internal_borrow_mut(object, name)
}

/// Takes a field off and returns its object. Aborts as `borrow`.
public fun remove<Name: copy + drop + store, Value: key + store>(
    object: &mut UID,
    name: Name,
): Value {
    internal_remove(object, name)
}

/// Whether there is a field of this name, whatever the type of its object.
public fun exists<Name: copy + drop + store>(object: &UID, name: Name): bool {
    field::exists_with_type<_, ID>(object, Wrapper { name })
}

/// The older name of `exists`.
public fun exists_<Name: copy + drop + store>(object: &UID, name: Name): bool {
    exists(object, name)
}

/// Takes a field off, if it is there. Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public fun remove_opt<Name: copy + drop + store, Value: key + store>(
    object: &mut UID,
    name: Name,
): Option<Value> {
    if (exists(object, name)) option::some(remove(object, name)) else option::none()
}

/// Puts `value` in the place of what the field holds, if anything, and returns that. The two may have
/// different types. Aborts with `sui::dynamic_field::EFieldTypeMismatch` when the old value is no `ValueOld`.
public fun replace<Name: copy + drop + store, ValueNew: key + store, ValueOld: key + store>(
    object: &mut UID,
    name: Name,
    value: ValueNew,
): Option<ValueOld> {
    let before = remove_opt<_, ValueOld>(object, name);
    add(object, name, value);
    before
}

/// Whether there is a field of this name with an object of type `Value`.
public fun exists_with_type<Name: copy + drop + store, Value: key + store>(
    object: &UID,
    name: Name,
): bool {
    internal_exists_with_type<_, Value>(object, name)
}

/// The id of the object in a field, if there is one.
public fun id<Name: copy + drop + store>(object: &UID, name: Name): Option<ID> {
    let key = Wrapper { name };
    if (field::exists_with_type<_, ID>(object, key)) option::some(*field::borrow(object, key))
    else option::none()
}

// === Macros ===

/// The value of a field; if there is no field, one is added first, with `default`, which is evaluated only
/// then. Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public macro fun borrow_or_add<$Name: copy + drop + store, $Value: key + store>(
    $object: &mut UID,
    $name: $Name,
    $default: $Value,
): &$Value {
    let object = $object;
    let name = $name;
    if (!exists(object, name)) add(object, name, $default);
    borrow(object, name)
}

/// As `borrow_or_add`, for changes.
public macro fun borrow_mut_or_add<$Name: copy + drop + store, $Value: key + store>(
    $object: &mut UID,
    $name: $Name,
    $default: $Value,
): &mut $Value {
    let object = $object;
    let name = $name;
    if (!exists(object, name)) add(object, name, $default);
    borrow_mut(object, name)
}

/// Shows the value, if there is a field, to `f`. Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public macro fun get_do<$Name: copy + drop + store, $Value: key + store, $R: drop>(
    $object: &UID,
    $name: $Name,
    $f: |&$Value| -> $R,
) {
    let object = $object;
    let name = $name;
    if (exists(object, name)) {
        $f(borrow(object, name));
    }
}

/// Lets `f` change the value, if there is a field. Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public macro fun get_mut_do<$Name: copy + drop + store, $Value: key + store, $R: drop>(
    $object: &mut UID,
    $name: $Name,
    $f: |&mut $Value| -> $R,
) {
    let object = $object;
    let name = $name;
    if (exists(object, name)) {
        $f(borrow_mut(object, name));
    }
}

/// What `some` makes of the sight of the value, or `none`, which is evaluated only when there is no field.
/// Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public macro fun get_fold<$Name: copy + drop + store, $Value: key + store, $R>(
    $object: &UID,
    $name: $Name,
    $none: $R,
    $some: |&$Value| -> $R,
): $R {
    let object = $object;
    let name = $name;
    if (exists(object, name)) $some(borrow(object, name)) else $none
}

/// What `some` makes of the value, which it may change, or `none`, which is evaluated only when there is no
/// field. Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public macro fun get_mut_fold<$Name: copy + drop + store, $Value: key + store, $R>(
    $object: &mut UID,
    $name: $Name,
    $none: $R,
    $some: |&mut $Value| -> $R,
): $R {
    let object = $object;
    let name = $name;
    if (exists(object, name)) $some(borrow_mut(object, name)) else $none
}

// === Package Functions: as the public ones, for values without `store` ===

public(package) fun internal_add<Name: copy + drop + store, Value: key>(
    object: &mut UID,
    name: Name,
    value: Value,
) {
    let key = Wrapper { name };
    field::add(object, key, object::id(&value));
    let (holder, _) = field::field_info(object, key);
    add_child_object(holder.to_address(), value)
}

public(package) fun internal_borrow<Name: copy + drop + store, Value: key>(
    object: &UID,
    name: Name,
): &Value {
    let (holder, value) = field::field_info(object, Wrapper { name });
    borrow_child_object(holder, value)
}

public(package) fun internal_borrow_mut<Name: copy + drop + store, Value: key>(
    object: &mut UID,
    name: Name,
): &mut Value {
    let (holder, value) = field::field_info_mut(object, Wrapper { name });
    borrow_child_object_mut(holder, value)
}

public(package) fun internal_remove<Name: copy + drop + store, Value: key>(
    object: &mut UID,
    name: Name,
): Value {
    let key = Wrapper { name };
    let (holder, id) = field::field_info(object, key);
    let value = remove_child_object(holder.to_address(), id);
    let _: ID = field::remove(object, key);
    value
}

public(package) fun internal_exists_with_type<Name: copy + drop + store, Value: key>(
    object: &UID,
    name: Name,
): bool {
    let key = Wrapper { name };
    if (!field::exists_with_type<_, ID>(object, key)) return false;
    let (holder, value) = field::field_info(object, key);
    field::has_child_object_with_ty<Value>(holder.to_address(), value)
}
