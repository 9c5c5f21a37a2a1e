/** A full node that is a read or two behind the one that executes is waited for. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Network } from 'haulout';
import { haulout, type HauloutClient } from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';

/** Reads that are answered as if the last transaction had not been executed. */
const BEHIND = 2;

let network: Network;
let client: HauloutClient;
/** Answers from the past, of all reads. */
let stale = 0;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  const { systemObjectId, stakingObjectId } = network.deployment;
  const nodeUrl = ({ networkAddress }: { readonly networkAddress: string }) => `http://${networkAddress}`;
  const extension = haulout({ systemObjectId, stakingObjectId, nodeUrl });
  client = extension.register(lagging(network.devnet.client));
});
afterAll(() => network?.stop());

type Core = ClientWithCoreApi['core'];
type Objects = Awaited<ReturnType<Core['getObjects']>>['objects'];

/** A client whose next reads after a transaction are of the time before it. */
function lagging(behind: ClientWithCoreApi): ClientWithCoreApi {
  const { core } = behind;
  const past = new Map<string, Objects[number]>();
  let written: readonly string[] = [];
  let left = 0;
  const lags = () => left > 0 && left-- > 0 && ++stale > 0;
  const missing = (id: string) => new Error(`Could not find the referenced object ${id} at version None`);
  const overrides = {
    async executeTransaction(options: Parameters<Core['executeTransaction']>[0]) {
      const result = await core.executeTransaction(options);
      const changed = (result as { Transaction?: { effects?: { changedObjects: { objectId: string }[] } } })
        .Transaction?.effects?.changedObjects;
      written = changed!.map(({ objectId }) => objectId);
      left = BEHIND;
      return result;
    },
    async getObjects(options: Parameters<Core['getObjects']>[0]) {
      const isStale = lags();
      const { objects } = await core.getObjects(options);
      return {
        objects: objects.map((object, index) => {
          const id = options.objectIds[index]!;
          if (isStale && written.includes(id)) return past.get(id) ?? missing(id);
          past.set(id, object);
          return object;
        }),
      };
    },
    resolveTransactionPlugin() {
      const resolve = core.resolveTransactionPlugin();
      return async (...[data, options, next]: Parameters<typeof resolve>) => {
        const named = data.inputs.map(({ UnresolvedObject: object }) => object?.objectId);
        const unknown = named.find((id) => id !== undefined && written.includes(id) && !past.has(id));
        if (unknown !== undefined && lags()) throw missing(unknown);
        return resolve(data, options, next);
      };
    },
  };
  const proxy = new Proxy(core, {
    get(target, name) {
      const own = overrides[name as keyof typeof overrides];
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { ...behind, core: proxy } as ClientWithCoreApi;
}

describe('what was just written is waited for', () => {
  it('a store, an extension and attributes go through with a full node that is behind', async () => {
    const signer = network.wallet;
    const bytes = seededBytes(2_000, 40);
    const stored = await client.store({ bytes, epochs: 2, deletable: true, signer });
    assert.ok(stale > 0, 'the full node was behind');
    const { blobObjectId, endEpoch } = stored;
    const extended = await client.blobs.extend({ blobObjectId, epochs: 1, signer });
    assert.equal(extended.endEpoch, endEpoch + 1);
    await client.blobs.changeAttributes({ blobObjectId, set: { name: 'late' }, signer });
    assert.equal((await client.blobs.attributes({ blobObjectId })).get('name'), 'late');
    const many = await client.storeMany({
      blobs: [seededBytes(300, 41), seededBytes(400, 42)],
      epochs: 2,
      deletable: false,
      signer,
    });
    assert.deepEqual(await client.read(many[1]!), seededBytes(400, 42));
  });
});
