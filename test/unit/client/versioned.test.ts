import assert from 'node:assert/strict';
import { bcs } from '@mysten/sui/bcs';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { deriveDynamicFieldID, SUI_CLOCK_OBJECT_ID } from '@mysten/sui/utils';
import { describe, test } from 'vitest';
import { loadVersioned, loadVersionedAndTime } from '../../../sdk/src/chain/versioned.js';

const ID = `0x${'5'.repeat(64)}`;
const Outer = bcs.struct('Outer', { id: bcs.Address, version: bcs.u64() });
const Clock = bcs.struct('Clock', { id: bcs.Address, timestamp_ms: bcs.u64() });

/** A full node with such an object, and what it was asked for. */
function fullNode() {
  const objects = new Map<string, Uint8Array>();
  const asked: number[] = [];
  const nameOf = (version: number) => bcs.u64().serialize(version).toBytes();
  const client = {
    core: {
      async getObjects({ objectIds }: { readonly objectIds: readonly string[] }) {
        asked.push(objectIds.length);
        const found = objectIds.map((objectId) => {
          const content = objects.get(objectId);
          return content ? { objectId, content, type: `0x7::m::T` } : new Error(`no object ${objectId}`);
        });
        return { objects: found };
      },
    },
  } as unknown as ClientWithCoreApi;
  const set = (version: number, state: number): void => {
    objects.set(ID, Outer.serialize({ id: ID, version }).toBytes());
    const field = Uint8Array.of(...new Uint8Array(32), ...nameOf(version), state);
    objects.set(deriveDynamicFieldID(ID, 'u64', nameOf(version)), field);
  };
  const remove = (version: number) => objects.delete(deriveDynamicFieldID(ID, 'u64', nameOf(version)));
  objects.set(SUI_CLOCK_OBJECT_ID, Clock.serialize({ id: SUI_CLOCK_OBJECT_ID, timestamp_ms: 77 }).toBytes());
  return { client, asked, set, remove };
}

const query = {
  what: 'the object',
  state: 'its state',
  objectId: ID,
  parse: (content: Uint8Array) => Outer.parse(content),
  parseState: (value: Uint8Array) => bcs.u8().parse(value),
};

describe('an object whose version names its state', () => {
  test('is read in two requests, and in one once the version is known', async () => {
    const { client, asked, set } = fullNode();
    set(3, 10);
    const first = await loadVersioned(client, query);
    assert.deepEqual([first.inner, first.version], [10, 3n]);
    assert.equal(first.originalPackageId, `0x${'7'.padStart(64, '0')}`);
    set(3, 11);
    assert.equal((await loadVersioned(client, query)).inner, 11);
    assert.deepEqual(asked, [1, 1, 2]);
  });

  test('is read as it is after an upgrade, and after the chain was set back', async () => {
    const { client, asked, set, remove } = fullNode();
    set(3, 10);
    await loadVersioned(client, query);
    set(4, 20);
    assert.equal((await loadVersioned(client, query)).inner, 20);
    assert.equal((await loadVersioned(client, query)).inner, 20);
    set(3, 30);
    remove(4);
    assert.equal((await loadVersioned(client, query)).inner, 30);
    assert.deepEqual(asked, [1, 1, 2, 1, 2, 2, 1]);
  });

  test('comes with the time of the chain', async () => {
    const { client, asked, set } = fullNode();
    set(1, 5);
    for (let i = 0; i < 2; i++) {
      const { inner, nowMs } = await loadVersionedAndTime(client, query);
      assert.deepEqual([inner, nowMs], [5, 77n]);
    }
    assert.deepEqual(asked, [2, 1, 3]);
  });

  test('says what is missing', async () => {
    const { client, set, remove } = fullNode();
    await assert.rejects(loadVersioned(client, query), {
      code: 'CHAIN_STATE_MISSING',
      message: /^the object \(0x5+\) cannot be read/,
    });
    set(2, 1);
    await loadVersioned(client, query);
    remove(2);
    await assert.rejects(loadVersioned(client, query), { message: /^its state, version 2 / });
  });
});
