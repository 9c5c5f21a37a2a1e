/// Fields that are added to an object after its type was written.
///
/// The name of a field is a value of any type that can be copied, dropped and stored. The field is an object
/// of its own, a child of the object, whose id is a hash of the object's id and the name with its type; so
/// reading a field loads that field only. The machine keeps children; a reference to the object's `UID`
/// is the right to reach them.
#[allow(unused_const)]
module sui::dynamic_field;

/// The object already has a field of this name.
const EFieldAlreadyExists: u64 = 0;
/// The object has no field of this name.
const EFieldDoesNotExist: u64 = 1;
/// The object has a field of this name, with a value of another type.
const EFieldTypeMismatch: u64 = 2;
/// The name has no BCS form.
const EBCSSerializationFailure: u64 = 3;
/// A shared object cannot become a child.
const ESharedObjectOperationNotSupported: u64 = 4;

/// The object in which a field lives.
public struct Field<Name: copy + drop + store, Value: store> has key {
    id: UID,
    name: Name,
    value: Value,
}

// === Public Functions ===

/// Adds a field. Aborts with `EFieldAlreadyExists`, whatever the type of the present value.
public fun add<Name: copy + drop + store, Value: store>(
    object: &mut UID,
    name: Name,
    value: Value,
) {
    let parent = object.to_address();
    let id = hash_type_and_key(parent, name);
    assert!(!has_child_object(parent, id), EFieldAlreadyExists);
    add_child_object(parent, Field { id: object::new_uid_from_hash(id), name, value })
}

/// The value of a field. Aborts with `EFieldDoesNotExist` and `EFieldTypeMismatch`.
public fun borrow<Name: copy + drop + store, Value: store>(object: &UID, name: Name): &Value {
    let id = id_of(object, name);
    &borrow_child_object<Field<Name, Value>>(object, id).value
}

/// The value of a field, to be changed. Aborts with `EFieldDoesNotExist` and `EFieldTypeMismatch`.
public fun borrow_mut<Name: copy + drop + store, Value: store>(
    object: &mut UID,
    name: Name,
): &mut Value {
    let id = id_of(object, name);
    &mut borrow_child_object_mut<Field<Name, Value>>(object, id).value
}

/// Takes a field off and returns its value. Aborts with `EFieldDoesNotExist` and `EFieldTypeMismatch`.
public fun remove<Name: copy + drop + store, Value: store>(object: &mut UID, name: Name): Value {
    let parent = object.to_address();
    let child = hash_type_and_key(parent, name);
    let Field<Name, Value> { id, name: _, value } = remove_child_object(parent, child);
    id.delete();
    value
}

/// Whether there is a field of this name, whatever its type.
public fun exists<Name: copy + drop + store>(object: &UID, name: Name): bool {
    has_child_object(object.to_address(), id_of(object, name))
}

/// The older name of `exists`.
public fun exists_<Name: copy + drop + store>(object: &UID, name: Name): bool {
    exists(object, name)
}

/// Takes a field off, if it is there. Aborts with `EFieldTypeMismatch`.
public fun remove_opt<Name: copy + drop + store, Value: store>(
    object: &mut UID,
    name: Name,
): Option<Value> {
    if (exists(object, name)) option::some(remove(object, name)) else option::none()
}

/// Puts `value` in the place of what the field holds, if anything, and returns that. The two may have
/// different types. Aborts with `EFieldTypeMismatch` when the old value is no `ValueOld`.
public fun replace<Name: copy + drop + store, ValueNew: store, ValueOld: store>(
    object: &mut UID,
    name: Name,
    value: ValueNew,
): Option<ValueOld> {
    let before = remove_opt<_, ValueOld>(object, name);
    add(object, name, value);
    before
}

/// The older name of `remove_opt`.
public fun remove_if_exists<Name: copy + drop + store, Value: store>(
    object: &mut UID,
    name: Name,
): Option<Value> {
    remove_opt(object, name)
}

/// Whether there is a field of this name with a value of type `Value`.
public fun exists_with_type<Name: copy + drop + store, Value: store>(
    object: &UID,
    name: Name,
): bool {
    has_child_object_with_ty<Field<Name, Value>>(object.to_address(), id_of(object, name))
}

// === Macros ===

/// The value of a field; if there is no field, one is added first, with `default`, which is evaluated only
/// then. Aborts with `EFieldTypeMismatch`.
public macro fun borrow_or_add<$Name: copy + drop + store, $Value: store>(
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
public macro fun borrow_mut_or_add<$Name: copy + drop + store, $Value: store>(
    $object: &mut UID,
    $name: $Name,
    $default: $Value,
): &mut $Value {
    let object = $object;
    let name = $name;
    if (!exists(object, name)) add(object, name, $default);
    borrow_mut(object, name)
}

/// Shows the value, if there is a field, to `f`. Aborts with `EFieldTypeMismatch`.
public macro fun get_do<$Name: copy + drop + store, $Value: store, $R: drop>(
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

/// Lets `f` change the value, if there is a field. Aborts with `EFieldTypeMismatch`.
public macro fun get_mut_do<$Name: copy + drop + store, $Value: store, $R: drop>(
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
/// Aborts with `EFieldTypeMismatch`.
public macro fun get_fold<$Name: copy + drop + store, $Value: store, $R>(
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
/// field. Aborts with `EFieldTypeMismatch`.
public macro fun get_mut_fold<$Name: copy + drop + store, $Value: store, $R>(
    $object: &mut UID,
    $name: $Name,
    $none: $R,
    $some: |&mut $Value| -> $R,
): $R {
    let object = $object;
    let name = $name;
    if (exists(object, name)) $some(borrow_mut(object, name)) else $none
}

// === Package Functions ===

/// For fields whose value is the id of an object: the field's own identity, and that id.
public(package) fun field_info<Name: copy + drop + store>(
    object: &UID,
    name: Name,
): (&UID, address) {
    let id = id_of(object, name);
    let field = borrow_child_object<Field<Name, ID>>(object, id);
    (&field.id, field.value.to_address())
}

/// As `field_info`, for changes.
public(package) fun field_info_mut<Name: copy + drop + store>(
    object: &mut UID,
    name: Name,
): (&mut UID, address) {
    let id = id_of(object, name);
    let field = borrow_child_object_mut<Field<Name, ID>>(object, id);
    let value = field.value.to_address();
    (&mut field.id, value)
}

public(package) native fun hash_type_and_key<K: copy + drop + store>(
    parent: address,
    k: K,
): address;

public(package) native fun add_child_object<Child: key>(parent: address, child: Child);

public(package) native fun borrow_child_object<Child: key>(object: &UID, id: address): &Child;

public(package) native fun borrow_child_object_mut<Child: key>(
    object: &mut UID,
    id: address,
): &mut Child;

public(package) native fun remove_child_object<Child: key>(parent: address, id: address): Child;

public(package) native fun has_child_object(parent: address, id: address): bool;

public(package) native fun has_child_object_with_ty<Child: key>(parent: address, id: address): bool;

// === Private Functions ===

fun id_of<Name: copy + drop + store>(object: &UID, name: Name): address {
    hash_type_and_key(object.to_address(), name)
}
