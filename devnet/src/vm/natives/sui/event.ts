/** `sui::event`. */
import { sameType } from '../../types.js';
import { makeVector } from '../../values.js';
import { datatype } from './object-context.js';
import type { ObjectNatives } from './object-context.js';

/** The natives of `sui::event`. */
export const eventNatives: ObjectNatives = {
  '0x2::event::emit': (context, [type], [event]) => {
    const known = datatype(type);
    context.runtime.emit(known, context.serialize(known, event!));
  },

  // The devnet keeps no heads of streams: the event is one like the others.
  '0x2::event::emit_authenticated_impl': (context, [, type], [, , event]) => {
    const known = datatype(type);
    context.runtime.emit(known, context.serialize(known, event!));
  },

  // Test only

  '0x2::event::num_events': ({ runtime }) => runtime.events.length,

  '0x2::event::events_by_type': (context, [type]) => {
    const wanted = datatype(type);
    const matching = context.runtime.events.filter((event) => sameType(event.type, wanted));
    return makeVector(matching.map((event) => context.deserialize(wanted, event.contents)));
  },
};
