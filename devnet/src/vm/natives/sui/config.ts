/**
 * `sui::config`: settings that take effect with the next epoch. They are read as they were when the
 * transaction began, so that reading them needs no order among transactions.
 */
import { sameType } from '../../types.js';
import { elementsOf, fieldOf, none, toAddress, toBigInt } from '../../values.js';
import type { Value } from '../../values.js';
import { datatype } from './object-context.js';
import type { ObjectNatives } from './object-context.js';

/** The natives of `sui::config`. */
export const configNatives: ObjectNatives = {
  '0x2::config::read_setting_impl': (context, [type], [config, id, epoch]) => {
    const wanted = datatype(type);
    const object = context.runtime.configSetting(toAddress(config!), toAddress(id!));
    if (object === undefined || !sameType(object.type, wanted)) return none();
    // Field { id, name, value: Setting { data: Option<SettingData> } }
    const setting = fieldOf(context.deserialize(wanted, object.contents), 2);
    const [data] = elementsOf(fieldOf(fieldOf(setting, 0), 0)) as [Value | undefined];
    if (data === undefined) return none();
    // SettingData { newer_value_epoch, newer_value: Option<Value>, older_value_opt: Option<Value> }
    const isNewerInForce = toBigInt(epoch!) > toBigInt(fieldOf(data, 0));
    return fieldOf(data, isNewerInForce ? 1 : 2);
  },
};
