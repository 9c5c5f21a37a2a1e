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
public fun exists_<Name: copy + drop + store>(object: &UID, name: Name): bool {
    field::exists_with_type<_, ID>(object, Wrapper { name })
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
