/** A node that is opened anew when its key changes: nothing stays open, and nothing stays closed. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import type { StorageNode } from '@haulout/node';
import { generateSecretKey, publicKeyOf } from '@haulout/sdk/operator';
import { pino } from 'pino';
import { publicAddress } from '../../../cli/src/command-line.js';
import { ensureKey, newNodeKey, readableByOthers } from '../../../cli/src/node/node-folder.js';
import { openRunningNode } from '../../../cli/src/node/running-node.js';

const [first, second] = ['first', 'second'].map((name) =>
  generateSecretKey(new TextEncoder().encode(name.padEnd(48, '.'))),
) as [Uint8Array, Uint8Array];

/** A place where nodes are opened and closed. */
function place() {
  const world = {
    ...{ key: first, known: [first], lines: [] as string[] },
    isListed: true as boolean | undefined,
    ...{ open: 0, opened: 0, fails: 0, hold: Promise.resolve() },
  };
  const parts = {
    logger: pino({ level: 'warn' }, { write: (line: string) => void world.lines.push(line) }),
    keyInForce: async () => ({ publicKey: publicKeyOf(world.key), isListed: world.isListed }),
    async secretKeyOf(publicKey: Uint8Array) {
      const found = world.known.find((key) => Buffer.compare(publicKeyOf(key), publicKey) === 0);
      if (found === undefined) throw new Error('no such key');
      return found;
    },
    async open() {
      await world.hold;
      if (world.fails > 0) {
        world.fails--;
        throw new Error('the port is taken');
      }
      world.open++;
      world.opened++;
      let isOpen = true;
      return {
        url: 'http://127.0.0.1:1',
        duties: {} as StorageNode['duties'],
        scrub: {} as StorageNode['scrub'],
        async close() {
          assert.ok(isOpen, 'a node is closed once');
          isOpen = false;
          world.open--;
        },
      };
    },
  };
  return { world, parts };
}

describe('a running node', () => {
  it('says once that no committee lists its key, and again when that has become so again', async () => {
    const { world, parts } = place();
    world.isListed = false;
    const running = await openRunningNode(parts);
    await running.withKeyInForce();
    await running.withKeyInForce();
    assert.equal(world.lines.length, 1);
    assert.match(world.lines[0]!, /lists no key of this node: what it signs counts once one does/);
    world.isListed = true;
    await running.withKeyInForce();
    world.isListed = false;
    await running.withKeyInForce();
    assert.equal(world.lines.length, 2);
  });

  it('says nothing of its key while there is no committee', async () => {
    const { world, parts } = place();
    world.isListed = undefined;
    await (await openRunningNode(parts)).withKeyInForce();
    assert.deepEqual(world.lines, []);
  });

  it('is opened anew when its key has changed, and only then', async () => {
    const { world, parts } = place();
    const running = await openRunningNode(parts);
    await running.withKeyInForce();
    assert.equal(world.opened, 1);
    world.key = second;
    world.known.push(second);
    await Promise.all([running.withKeyInForce(), running.withKeyInForce()]);
    assert.deepEqual([world.opened, world.open], [2, 1]);
    await running.close();
    assert.equal(world.open, 0);
  });

  it('goes on as it is when the folder has no such key', async () => {
    const { world, parts } = place();
    const running = await openRunningNode(parts);
    world.key = second;
    await assert.rejects(running.withKeyInForce(), /no such key/);
    assert.equal(world.open, 1);
    await running.close();
  });

  it('is opened in a later round when it cannot be opened now', async () => {
    const { world, parts } = place();
    const running = await openRunningNode(parts);
    world.key = second;
    world.known.push(second);
    world.fails = 2;
    for (let round = 0; round < 2; round++) await assert.rejects(running.withKeyInForce(), /port is taken/);
    assert.equal(world.open, 0);
    await running.withKeyInForce();
    assert.equal(world.open, 1);
    await running.close();
  });

  it('leaves nothing open when it is closed while its key changes', async () => {
    const { world, parts } = place();
    const running = await openRunningNode(parts);
    world.key = second;
    world.known.push(second);
    let release = (): void => {};
    world.hold = new Promise((resolve) => (release = resolve));
    const changing = running.withKeyInForce();
    while (world.open > 0) await new Promise((resolve) => setImmediate(resolve));
    const closing = running.close();
    release();
    await Promise.all([changing, closing]);
    assert.equal(world.open, 0);
    await assert.rejects(running.withKeyInForce(), /closed/);
    assert.equal(world.open, 0);
  });
});

describe('a key that is made once', () => {
  it('is the same to all who ask at the same time, whole, and for its owner only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'haulout-keys-'));
    try {
      const file = join(folder, 'deeper', 'node.key');
      const keys = await Promise.all(Array.from({ length: 8 }, () => ensureKey(file, newNodeKey)));
      assert.equal(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, 1);
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.deepEqual(await readdir(join(folder, 'deeper')), ['node.key']);
      const files = [file, join(folder, 'none')];
      assert.deepEqual(await readableByOthers(files), []);
      await chmod(file, 0o640);
      assert.deepEqual(await readableByOthers(files), [file]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('the address that a node announces', () => {
  it('is a host and a port, and nothing that a client could not call', () => {
    for (const fine of ['node.example:443', '10.0.0.7:9185', '[2001:db8::1]:443', 'localhost:1']) {
      assert.equal(publicAddress(fine), fine);
    }
    const wrong = [
      'https://node.example:443',
      'node.example',
      'node.example:0',
      'node.example:65536',
      ':443',
    ];
    for (const text of [
      ...wrong,
      'a b:1',
      'node.example:443/path',
      '2001:db8::1:443',
      'user@node.example:443',
    ]) {
      assert.throws(() => publicAddress(text), /is not a host and a port/);
    }
  });
});
