/**
 * Natives that only test builds of the framework declare: `sui::test_scenario`, `sui::test_utils`, random
 * seeds.
 */
import type { NewOwner } from '../../runtime/index.js';
import { endScenarioTransaction } from '../../runtime/scenario.js';
import type { ScenarioEffects } from '../../runtime/scenario.js';
import { typeToString } from '../../types.js';
import type { Address, Type } from '../../types.js';
import { makeStruct, makeVector, none, some, toAddress, vectorOfBytes } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import { isOneTimeWitness } from './object.js';
import { addressOfId, datatype, makeId, testWorld } from './object-context.js';
import type { ObjectContext, ObjectNatives } from './object-context.js';

const invalidSharedOrImmutableUsage = 1;
const objectNotFound = 4;
const receivingTicketAlreadyAllocated = 6;
const unableToDeallocateReceivingTicket = 7;

const notAStruct = 0;
const notAOneTimeWitness = 1;

/** Objects of a scenario have no versions; tickets say this one. */
const ticketVersion = 0n;

const shared: NewOwner = { kind: 'shared' };
const immutable: NewOwner = { kind: 'immutable' };
const ownedBy = (account: Value | undefined): NewOwner => ({ kind: 'address', address: toAddress(account!) });

/** The natives that only test builds of the framework declare. */
export const testingNatives: ObjectNatives = {
  '0x2::test_scenario::take_from_address_by_id': (context, [type], [, account, id]) =>
    take(context, type, id, ownedBy(account)),
  '0x2::test_scenario::take_immutable_by_id': (context, [type], [, id]) => take(context, type, id, immutable),
  '0x2::test_scenario::take_shared_by_id': (context, [type], [, id]) => take(context, type, id, shared),

  '0x2::test_scenario::most_recent_id_for_address': (context, [type], [account]) =>
    mostRecent(context, type, ownedBy(account)),
  '0x2::test_scenario::most_recent_immutable_id': (context, [type]) => mostRecent(context, type, immutable),
  '0x2::test_scenario::most_recent_id_shared': (context, [type]) => mostRecent(context, type, shared),

  '0x2::test_scenario::ids_for_address': (context, [type], [account]) => {
    const inventory = testWorld(context).inventory(ownedBy(account));
    return makeIds(inventory.get(typeToString(datatype(type))) ?? []);
  },

  '0x2::test_scenario::was_taken_from_address': (context, _types, [account, id]) => {
    const owner = testWorld(context).taken.get(addressOfId(id!));
    return owner?.kind === 'address' && owner.address === toAddress(account!);
  },
  '0x2::test_scenario::was_taken_immutable': (context, _types, [id]) =>
    testWorld(context).taken.get(addressOfId(id!))?.kind === 'immutable',
  '0x2::test_scenario::was_taken_shared': (context, _types, [id]) =>
    testWorld(context).taken.get(addressOfId(id!))?.kind === 'shared',

  '0x2::test_scenario::allocate_receiving_ticket_for_object': (context, [type], [id]) =>
    allocateTicket(context, datatype(type), addressOfId(id!)),
  '0x2::test_scenario::deallocate_receiving_ticket_for_object': (context, _types, [id]) =>
    deallocateTicket(context, addressOfId(id!)),

  '0x2::test_scenario::end_transaction': (context) => {
    const effects = endScenarioTransaction(context.runtime, testWorld(context), context);
    return typeof effects === 'string' ? abort(invalidSharedOrImmutableUsage) : makeEffects(effects);
  },

  '0x2::test_utils::destroy': () => undefined,

  '0x2::test_utils::create_one_time_witness': (context, [type]) => {
    if (type?.kind !== 'datatype' || context.layout(type).kind !== 'struct') return abort(notAStruct);
    if (!isOneTimeWitness(context, type)) return abort(notAOneTimeWitness);
    return makeStruct([true]);
  },

  '0x2::random::generate_rand_seed_for_testing': (context) => vectorOfBytes(testWorld(context).randomSeed()),
};

function take(context: ObjectContext, type: Type | undefined, id: Value | undefined, owner: NewOwner): Value {
  const object = testWorld(context).take(addressOfId(id!), datatype(type), owner);
  if (object === undefined) return abort(objectNotFound);
  context.runtime.addInput({ id: addressOfId(id!), owner });
  return context.deserialize(object.type, object.contents);
}

function mostRecent(context: ObjectContext, type: Type | undefined, owner: NewOwner): Value {
  const id = testWorld(context).mostRecent(datatype(type), owner);
  return id === undefined ? none() : some(makeId(id));
}

/** Sets an object aside so that its owner can receive it. */
function allocateTicket(context: ObjectContext, type: Type, id: Address): Value {
  const world = testWorld(context);
  if (world.tickets.has(id)) abort(receivingTicketAlreadyAllocated);
  const object = world.objects.get(id);
  const owner = world.addressOf(id);
  if (object === undefined || owner === undefined) return abort(objectNotFound);
  world.objects.delete(id);
  world.tickets.set(id, object);
  const { contents } = object;
  world.receivable.set(id, { owner, object: { id, type, contents, version: ticketVersion } });
  return Number(ticketVersion);
}

function deallocateTicket(context: ObjectContext, id: Address): void {
  const world = testWorld(context);
  const object = world.tickets.get(id);
  if (object === undefined) return abort(unableToDeallocateReceivingTicket);
  world.tickets.delete(id);
  world.objects.set(id, object);
  world.receivable.delete(id);
}

/** `test_scenario::TransactionEffects`, field by field. */
function makeEffects({ created, written, deleted, transferred, eventCount }: ScenarioEffects): Value {
  const toAccount: Value[] = [];
  const toShared: Address[] = [];
  const toFrozen: Address[] = [];
  for (const { id, owner } of transferred) {
    if (owner.kind === 'shared') toShared.push(id);
    else if (owner.kind === 'immutable') toFrozen.push(id);
    else toAccount.push(makeStruct([makeId(id), owner.address]));
  }
  // A VecMap is a struct with a vector of entries. Nothing is ever said to be transferred to an object.
  const transferredToAccount = makeStruct([makeVector(toAccount)]);
  const transferredToObject = makeStruct([makeVector([])]);
  return makeStruct([
    makeIds(created),
    makeIds(written),
    makeIds(deleted),
    transferredToAccount,
    transferredToObject,
    makeIds(toShared),
    makeIds(toFrozen),
    eventCount,
  ]);
}

function makeIds(ids: Iterable<Address>): Value {
  return makeVector([...ids].map(makeId));
}
