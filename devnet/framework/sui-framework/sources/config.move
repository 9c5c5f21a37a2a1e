/// Settings whose changes everybody sees at the same time: at the start of the next epoch.
///
/// A setting keeps two values: the newer one, which was written in some epoch and holds from the next one on,
/// and the older one, which held before. So reading needs no consensus on the order within an epoch.
module sui::config;

use sui::dynamic_field as field;

/// The setting was written in this epoch already.
const EAlreadySetForEpoch: u64 = 0;
/// The setting was not written in this epoch.
const ENotSetForEpoch: u64 = 1;
/// The setting has no BCS form.
#[allow(unused_const)]
const EBCSSerializationFailure: u64 = 2;

/// A set of settings, which the owner of a `WriteCap` may change.
public struct Config<phantom WriteCap> has key {
    id: UID,
}

/// One setting: a dynamic field of the `Config`. `data` is always present between calls.
public struct Setting<Value: copy + drop + store> has drop, store {
    data: Option<SettingData<Value>>,
}

public struct SettingData<Value: copy + drop + store> has drop, store {
    /// In which epoch `newer_value` was written.
    newer_value_epoch: u64,
    /// None when the setting was removed.
    newer_value: Option<Value>,
    older_value_opt: Option<Value>,
}

// === Package Functions ===

/// A `Config` without settings.
public(package) fun new<WriteCap>(_cap: &mut WriteCap, ctx: &mut TxContext): Config<WriteCap> {
    Config<WriteCap> { id: object::new(ctx) }
}

#[allow(lint(share_owned))]
public(package) fun share<WriteCap>(config: Config<WriteCap>) {
    transfer::share_object(config)
}

public(package) fun transfer<WriteCap>(config: Config<WriteCap>, owner: address) {
    transfer::transfer(config, owner)
}

/// Adds a setting that is not set for the next epoch; returns the value that nobody can see any longer.
/// Aborts with `EAlreadySetForEpoch`.
#[allow(unused_mut_parameter)]
public(package) fun add_for_next_epoch<
    WriteCap,
    Name: copy + drop + store,
    Value: copy + drop + store,
>(
    config: &mut Config<WriteCap>,
    _cap: &mut WriteCap,
    name: Name,
    value: Value,
    ctx: &mut TxContext,
): Option<Value> {
    let epoch = ctx.epoch();
    if (!field::exists_(&config.id, name)) {
        let data = SettingData {
            newer_value_epoch: epoch,
            newer_value: option::some(value),
            older_value_opt: option::none(),
        };
        field::add(&mut config.id, name, Setting { data: option::some(data) });
        return option::none()
    };
    let setting: &mut Setting<Value> = field::borrow_mut(&mut config.id, name);
    let SettingData { newer_value_epoch, newer_value, older_value_opt } = setting.data.extract();
    let (older, unseen) = if (newer_value_epoch < epoch) {
        (newer_value, older_value_opt)
    } else {
        assert!(newer_value_epoch == epoch);
        assert!(newer_value.is_none(), EAlreadySetForEpoch);
        (older_value_opt, option::none())
    };
    setting.write(epoch, option::some(value), older);
    unseen
}

/// Removes a setting for the next epoch; returns the value that nobody will see.
#[allow(unused_mut_parameter)]
public(package) fun remove_for_next_epoch<
    WriteCap,
    Name: copy + drop + store,
    Value: copy + drop + store,
>(
    config: &mut Config<WriteCap>,
    _cap: &mut WriteCap,
    name: Name,
    ctx: &mut TxContext,
): Option<Value> {
    if (!field::exists_(&config.id, name)) return option::none();
    let epoch = ctx.epoch();
    let setting: &mut Setting<Value> = field::borrow_mut(&mut config.id, name);
    let SettingData { newer_value_epoch, newer_value, older_value_opt } = setting.data.extract();
    let (older, unseen) = if (newer_value_epoch < epoch) {
        (newer_value, option::none())
    } else {
        assert!(newer_value_epoch == epoch);
        (older_value_opt, newer_value)
    };
    let nothing_left = older.is_none();
    setting.write(epoch, option::none(), older);
    if (nothing_left) {
        let _: Setting<Value> = field::remove(&mut config.id, name);
    };
    unseen
}

/// Whether there is a setting of this name with values of type `Value`.
public(package) fun exists_with_type<
    WriteCap,
    Name: copy + drop + store,
    Value: copy + drop + store,
>(
    config: &Config<WriteCap>,
    name: Name,
): bool {
    field::exists_with_type<_, Setting<Value>>(&config.id, name)
}

/// Whether the setting has a value that was written in this epoch.
public(package) fun exists_with_type_for_next_epoch<
    WriteCap,
    Name: copy + drop + store,
    Value: copy + drop + store,
>(
    config: &Config<WriteCap>,
    name: Name,
    ctx: &TxContext,
): bool {
    if (!config.exists_with_type<_, _, Value>(name)) return false;
    let data = config.data<_, _, Value>(name);
    data.newer_value_epoch == ctx.epoch() && data.newer_value.is_some()
}

/// The value that was written in this epoch, to be changed. Aborts with `ENotSetForEpoch`.
#[allow(unused_mut_parameter)]
public(package) fun borrow_for_next_epoch_mut<
    WriteCap,
    Name: copy + drop + store,
    Value: copy + drop + store,
>(
    config: &mut Config<WriteCap>,
    _cap: &mut WriteCap,
    name: Name,
    ctx: &mut TxContext,
): &mut Value {
    let setting: &mut Setting<Value> = field::borrow_mut(&mut config.id, name);
    let data = setting.data.borrow_mut();
    assert!(data.newer_value_epoch == ctx.epoch() && data.newer_value.is_some(), ENotSetForEpoch);
    data.newer_value.borrow_mut()
}

/// The value from the next epoch on.
public(package) fun read_setting_for_next_epoch<
    WriteCap,
    Name: copy + drop + store,
    Value: copy + drop + store,
>(
    config: &Config<WriteCap>,
    name: Name,
): Option<Value> {
    if (!config.exists_with_type<_, _, Value>(name)) return option::none();
    config.data(name).newer_value
}

/// The value for the next epoch, to be changed; `initial_for_next_epoch` makes it if it was not written yet.
public(package) macro fun entry<$WriteCap, $Name: copy + drop + store, $Value: copy + drop + store>(
    $config: &mut Config<$WriteCap>,
    $cap: &mut $WriteCap,
    $name: $Name,
    $initial_for_next_epoch: |&mut Config<$WriteCap>, &mut $WriteCap, &mut TxContext| -> $Value,
    $ctx: &mut TxContext,
): &mut $Value {
    let config = $config;
    let cap = $cap;
    let name = $name;
    let ctx = $ctx;
    if (!config.exists_with_type_for_next_epoch<_, _, $Value>(name, ctx)) {
        let value = $initial_for_next_epoch(config, cap, ctx);
        config.add_for_next_epoch(cap, name, value, ctx);
    };
    config.borrow_for_next_epoch_mut(cap, name, ctx)
}

/// Changes the value for the next epoch. `update_for_next_epoch` gets the value that nobody can see any
/// longer and the value to change, which `initial_for_next_epoch` makes if it was not written yet.
public(package) macro fun update<
    $WriteCap,
    $Name: copy + drop + store,
    $Value: copy + drop + store,
>(
    $config: &mut Config<$WriteCap>,
    $cap: &mut $WriteCap,
    $name: $Name,
    $initial_for_next_epoch: |&mut Config<$WriteCap>, &mut $WriteCap, &mut TxContext| -> $Value,
    $update_for_next_epoch: |Option<$Value>, &mut $Value|,
    $ctx: &mut TxContext,
) {
    let config = $config;
    let cap = $cap;
    let name = $name;
    let ctx = $ctx;
    let mut unseen = option::none();
    if (!config.exists_with_type_for_next_epoch<_, _, $Value>(name, ctx)) {
        let value = $initial_for_next_epoch(config, cap, ctx);
        unseen = config.add_for_next_epoch(cap, name, value, ctx);
    };
    $update_for_next_epoch(unseen, config.borrow_for_next_epoch_mut(cap, name, ctx));
}

/// The value in this epoch, of a `Config` that need not be an input of the transaction.
public(package) fun read_setting<Name: copy + drop + store, Value: copy + drop + store>(
    config: ID,
    name: Name,
    ctx: &TxContext,
): Option<Value> {
    let parent = config.to_address();
    let field = field::hash_type_and_key(parent, name);
    read_setting_impl<
        field::Field<Name, Setting<Value>>,
        Setting<Value>,
        SettingData<Value>,
        Value,
    >(parent, field, ctx.epoch())
}

// === Private Functions ===

fun data<WriteCap, Name: copy + drop + store, Value: copy + drop + store>(
    config: &Config<WriteCap>,
    name: Name,
): &SettingData<Value> {
    field::borrow<_, Setting<Value>>(&config.id, name).data.borrow()
}

fun write<Value: copy + drop + store>(
    setting: &mut Setting<Value>,
    newer_value_epoch: u64,
    newer_value: Option<Value>,
    older_value_opt: Option<Value>,
) {
    setting.data.fill(SettingData { newer_value_epoch, newer_value, older_value_opt })
}

/// Reads the setting as it was at the start of the epoch.
native fun read_setting_impl<
    FieldSettingValue: key,
    SettingValue: store,
    SettingDataValue: store,
    Value: copy + drop + store,
>(
    config: address,
    name: address,
    current_epoch: u64,
): Option<Value>;
