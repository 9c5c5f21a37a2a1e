import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import fc from 'fast-check';
import { aggregateCertificate, isQuorum, verifyCertificate } from '@haulout/sdk/certificate';
import {
  blobIdToString,
  blobLayout,
  encodeBlob,
  pairOfShard,
  pairOfSliver,
  serializeSliver,
  shardOfPair,
  type EncodedBlob,
  type StreamedBlob,
} from '@haulout/sdk/encoding';
import { NotEnoughConfirmations } from '@haulout/sdk/client';
import {
  askBlobStatus,
  defaultSettings,
  gatherConfirmations,
  uploadBlob,
  type Confirmations,
} from '@haulout/sdk/nodes';
import { requestsAtOnce } from '../../../sdk/src/nodes/upload.js';
import { MemoryNetwork, type Behaviour } from './memory-network.js';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';

const SEED = 20_261_121;
const WEIGHTS = [1, 2, 3, 1, 2, 1];
const PERSISTENCE = { kind: 'deletable', objectId: `0x${'ab'.repeat(32)}` } as const;
let blob: EncodedBlob;
beforeAll(async () => {
  blob = await encodeBlob(new TextEncoder().encode('walruses ashore'), { nShards: 10 });
});

function world(behaviours: readonly (Behaviour | undefined)[] = []) {
  const timers = new VirtualTimers();
  const network = new MemoryNetwork(timers, WEIGHTS);
  network.behave(behaviours);
  const begin = (signal?: AbortSignal): Promise<Confirmations> =>
    uploadBlob(network, network.committee, { blob, persistence: PERSISTENCE, signal });
  const upload = (signal?: AbortSignal): Promise<Confirmations> => timers.finish(begin(signal));
  return { network, timers, begin, upload };
}
const signing = ({ committee: { epoch, nShards, nodes } }: MemoryNetwork) => ({
  epoch,
  nShards,
  members: nodes.map(({ nodeId, publicKey, shards }) => ({ nodeId, publicKey, weight: shards.length })),
});
/** What the contracts would say of these confirmations. */
function certify(network: MemoryNetwork, { message, confirmations }: Confirmations): number {
  const committee = signing(network);
  const signatures = confirmations.map(({ node, signature }) => ({
    nodeId: network.committee.nodes[node]!.nodeId,
    signature,
  }));
  return verifyCertificate(committee, aggregateCertificate(committee, message, signatures)).weight;
}

describe('R4: an upload ends in confirmations that make a certificate', () => {
  it('brings metadata first, then each sliver to the shard it belongs to, once', async () => {
    const { network, upload } = world();
    const confirmations = await upload();
    assert.equal(confirmations.weight, 10);
    assert.equal(certify(network, confirmations), 10);
    const text = blobIdToString(blob.blobId);
    network.committee.nodes.forEach(({ shards }, index) => {
      const requests = network.log.filter((line) => line.startsWith(`PUT ${index} `));
      assert.equal(requests[0], `PUT ${index} /v1/blobs/${text}/metadata`);
      assert.equal(requests.length, 1 + 2 * shards.length);
      assert.equal(new Set(requests).size, requests.length);
    });
    for (const pair of blob.sliverPairs) {
      const shard = shardOfPair(blob.blobId, pair.index, 10);
      const holder = network.committee.nodes.findIndex(({ shards }) => shards.includes(shard));
      for (const axis of ['primary', 'secondary'] as const) {
        const stored = network.memory[holder]!.stored.get(`/v1/blobs/${text}/slivers/${pair.index}/${axis}`);
        assert.deepEqual(stored, serializeSliver(pair[axis]));
      }
    }
  });

  it('sends nothing twice to a node that fails now and then', async () => {
    const { network, upload } = world(['flapping', 'flapping', 'flapping']);
    const { weight } = await upload();
    assert.ok(isQuorum(weight, 10));
    for (let index = 3; index < WEIGHTS.length; index++) {
      const puts = network.log.filter((line) => line.startsWith(`PUT ${index} `));
      assert.equal(new Set(puts).size, puts.length);
    }
  });

  it('does not wait for the silent, and blames no one else', async () => {
    const { network, timers, upload } = world([undefined, undefined, 'silent']);
    const confirmations = await upload();
    assert.equal(confirmations.weight, 7);
    assert.ok(timers.now() <= 250, `took ${timers.now()} ms`);
    const blamed = confirmations.nodes.filter(({ conduct }) => conduct.length > 0);
    assert.deepEqual(
      blamed.map(({ node, conduct }) => [node.name, conduct[0]!.kind]),
      [['node-2', 'slow']],
    );
    assert.equal(certify(network, confirmations), 7);
  });

  it('counts no confirmation with a foreign signature, and none for another epoch', async () => {
    const { network, upload } = world(['forging', 'wrong index']);
    const confirmations = await upload();
    assert.equal(confirmations.weight, 7);
    assert.equal(certify(network, confirmations), 7);
    const kinds = confirmations.nodes.map(({ conduct }) => conduct[0]?.kind);
    assert.deepEqual(kinds.slice(0, 2), ['bad-signature', 'wrong-message']);
  });

  it('puts confirmations of slower nodes in the place of forged ones that seemed to make a quorum', async () => {
    const { network, upload } = world([undefined, 'forging', undefined, 'slow', 'slow']);
    const confirmations = await upload();
    assert.ok(isQuorum(confirmations.weight, 10));
    assert.equal(certify(network, confirmations), confirmations.weight);
    assert.ok(confirmations.confirmations.every(({ node }) => node !== 1));
    assert.deepEqual(
      confirmations.nodes.map(({ node, conduct }) => [node.name, conduct.map(({ kind }) => kind)]),
      [['node-1', ['bad-signature']]],
    );
    for (const node of [0, 2, 5]) {
      const puts = network.log.filter((line) => line.startsWith(`PUT ${node} `));
      assert.equal(new Set(puts).size, puts.length, 'those that have confirmed are not asked again');
    }
  });

  it('reads slivers that are not in memory again for whoever has to be sent them again', async () => {
    const { network, timers } = world(['flapping', 'flapping', 'forgetful']);
    let reads = 0;
    const { sliverPairs: _, ...commitment } = blob;
    const streamed: StreamedBlob = {
      ...commitment,
      async sliver(axis, index) {
        reads++;
        return blob.sliverPairs[pairOfSliver(axis, index, 10)]![axis];
      },
      close: async () => undefined,
    };
    const uploading = uploadBlob(network, network.committee, { blob: streamed, persistence: PERSISTENCE });
    const confirmations = await timers.finish(uploading);
    assert.ok(isQuorum(certify(network, confirmations), 10));
    const text = blobIdToString(blob.blobId);
    const puts = network.log.filter((line) => line.startsWith('PUT ') && line.includes('/slivers/'));
    assert.equal(reads, puts.length);
    assert.ok(reads > 20, 'some were sent again');
    const pair = blob.sliverPairs[pairOfShard(blob.blobId, 6, 10)]!;
    const stored = network.memory[3]!.stored.get(`/v1/blobs/${text}/slivers/${pair.index}/secondary`);
    assert.deepEqual(stored, serializeSliver(pair.secondary));
  });

  it('sends small slivers in lists to nodes that take them, and each once', async () => {
    const { network, upload } = world();
    network.lists = { together: 4 };
    assert.equal((await upload()).weight, 10);
    network.committee.nodes.forEach(({ shards }, index) => {
      const requests = network.log.filter((line) => line.startsWith(`PUT ${index} `));
      const rest = (2 * shards.length) % 4 === 1 ? 1 : 0;
      assert.equal(requests.length, 1 + Math.ceil((2 * shards.length) / 4));
      assert.equal(requests.filter((line) => line.endsWith('/slivers')).length, requests.length - 1 - rest);
    });
    const single = world();
    await single.upload();
    assert.deepEqual(
      network.memory.map(({ stored }) => new Map([...stored].sort())),
      single.network.memory.map(({ stored }) => new Map([...stored].sort())),
    );
  });

  it('sends one by one what a node refuses in a list, and what it says nonsense about', async () => {
    for (const lists of [
      { together: 64, refusal: 400 },
      { together: 64, refusal: 404 },
      ...[0, -1, 1.5, 'many', null, 2 ** 60 + 0.5].map((together) => ({ together, refusal: 400 })),
    ]) {
      const { network, upload } = world();
      network.lists = lists;
      const { weight, nodes } = await upload();
      assert.equal(weight, 10);
      assert.deepEqual(nodes, [], 'a list that is not taken is no fault');
      const puts = network.log.filter((line) => line.startsWith('PUT 2 ') && line.includes('/slivers/'));
      assert.equal(puts.length, 6);
    }
  });

  it('sends as many at one time as before when a list comes back', async () => {
    const { network, timers, upload } = world(['silent', undefined, 'slow', undefined, undefined, 'silent']);
    network.lists = { together: 64, refusal: 404 };
    assert.equal((await upload()).weight, 8);
    // Metadata, a list, six slivers of which four are sent at one time, a confirmation, each in 700 ms; half
    // of that is granted to the others.
    assert.ok(timers.now() <= 1.5 * 5 * 700, `took ${timers.now()} ms`);
  });

  it('does not ask for a confirmation while slivers are still being read for an attempt before', async () => {
    const { network, timers } = world([undefined, 'forging']);
    network.lists = { together: 64 };
    const { sliverPairs, ...commitment } = blob;
    // Those of two nodes come when the others seem to be a quorum, of which one has forged its signature.
    const late = network.committee.nodes
      .filter((_, node) => node === 3 || node === 4)
      .flatMap(({ shards }) => shards.map((shard) => pairOfShard(blob.blobId, shard, 10)));
    const streamed: StreamedBlob = {
      ...commitment,
      async sliver(axis, index) {
        const pair = pairOfSliver(axis, index, 10);
        if (late.includes(pair)) await new Promise<void>((resolve) => timers.after(700, resolve));
        return sliverPairs[pair]![axis];
      },
      close: async () => undefined,
    };
    const uploading = uploadBlob(network, network.committee, { blob: streamed, persistence: PERSISTENCE });
    const { weight, confirmations } = await timers.finish(uploading);
    assert.ok(isQuorum(weight, 10));
    for (const { node } of confirmations) {
      const slivers = [...network.memory[node]!.stored.keys()].filter((path) => path.includes('/slivers/'));
      assert.equal(slivers.length, 2 * network.committee.nodes[node]!.shards.length, `node ${node}`);
    }
  });

  it('sends fewer together to a node that fails when many come, and in the end single ones', async () => {
    for (const lists of [
      { together: 64, refusal: 500 },
      { together: 64, refusal: 'silence' },
    ] as const) {
      const { network, upload } = world();
      network.lists = lists;
      const { weight, confirmations } = await upload();
      assert.ok(isQuorum(weight, 10));
      for (const { node } of confirmations) {
        const puts = network.log.filter((line) => line.startsWith(`PUT ${node} `));
        assert.equal(puts.length, 1 + 1 + 2 * network.committee.nodes[node]!.shards.length);
      }
    }
  });

  it('takes it for no room, or no time, when a node says so of a list', async () => {
    for (const refusal of [429, 507]) {
      const { network, timers } = world();
      network.lists = { together: 64, refusal };
      const uploading = uploadBlob(network, network.committee, { blob, persistence: PERSISTENCE });
      await assert.rejects(timers.finish(uploading), NotEnoughConfirmations);
      assert.ok(!network.log.some((line) => line.includes('/slivers/')), 'nothing is sent one by one');
    }
  });

  it('has no more slivers on their way to each node than memory holds for all', () => {
    const at = (nodes: number, size: number, nodeConcurrency = 24) => {
      const settings = { ...defaultSettings, nodeConcurrency };
      return requestsAtOnce(settings, { nodes, layout: blobLayout(1000, size) });
    };
    assert.deepEqual([at(4, 1), at(100, 100_000_000)], [4, 4]);
    // 64 MiB for 10 nodes: slivers of 1.8, 3 and 36 MB.
    assert.deepEqual([at(10, 600_000_000), at(10, 1_000_000_000), at(10, 12_000_000_000)], [3, 2, 1]);
    // A list of 5 slivers of 90 kB counts as what it has.
    assert.equal(at(100, 30_000_000, 100), 1);
  });

  it('ends at once when a sliver cannot be read, and blames no node', async () => {
    const { sliverPairs, ...commitment } = blob;
    for (const lists of [undefined, { together: 64 }]) {
      const { network, timers } = world();
      network.lists = lists;
      let reads = 0;
      const broken: StreamedBlob = {
        ...commitment,
        // Each list has slivers that can be read before the one that cannot.
        sliver: async (axis, index) => {
          if (lists === undefined || ++reads % 2 === 0) throw new Error('the disk is gone');
          return sliverPairs[pairOfSliver(axis, index, 10)]![axis];
        },
        close: async () => undefined,
      };
      const uploading = uploadBlob(network, network.committee, { blob: broken, persistence: PERSISTENCE });
      await assert.rejects(timers.finish(uploading), /the disk is gone/);
      assert.ok(!network.log.some((line) => line.includes('/slivers') || line.includes('/confirmation')));
    }
  });

  it('starts over with a node that lost what it had not confirmed', async () => {
    const { network, upload } = world(['silent', undefined, 'forgetful', undefined, undefined, 'silent']);
    const { weight } = await upload();
    assert.equal(weight, 8, 'the node that forgot is part of the quorum');
    const puts = network.log.filter((line) => line.startsWith('PUT 2 '));
    assert.equal(puts.length, 2 * (1 + 2 * 3));
  });

  it('starts over with a node that lost the metadata before it had all slivers', async () => {
    for (const lists of [undefined, { together: 64 }]) {
      const { network, upload } = world(['silent', undefined, 'losing', undefined, undefined, 'silent']);
      network.lists = lists;
      const { weight, nodes } = await upload();
      assert.equal(weight, 8, 'the node that lost it is part of the quorum');
      assert.ok(nodes.every(({ node }) => node.name !== 'node-2'));
      const puts = network.log.filter((line) => line.startsWith('PUT 2 '));
      // One by one: four were on their way together when it refused the first.
      if (lists === undefined) assert.equal(puts.length, 1 + 4 + 1 + 6);
      else assert.equal(puts.length, 4, 'it still takes a list');
    }
  });

  it('does not ask a node again that is full', async () => {
    const { network, upload } = world([undefined, 'full']);
    const { weight, nodes } = await upload();
    assert.equal(weight, 8);
    assert.deepEqual(
      nodes.map(({ node, conduct }) => [node.name, conduct.map(({ kind }) => kind)]),
      [['node-1', ['refused']]],
    );
    const slivers = network.log.filter((line) => line.startsWith('PUT 1 ') && line.includes('/slivers/'));
    // Those that were on their way together when it refused the first.
    assert.equal(slivers.length, 4);
    assert.ok(!network.log.some((line) => line.startsWith('GET 1 ')));
  });

  it('stops with its signal and leaves nothing running', async () => {
    const { timers, begin } = world(Array<Behaviour>(6).fill('silent'));
    const stop = new AbortController();
    const running = begin(stop.signal);
    running.catch(() => {});
    await timers.tick();
    stop.abort(new Error('closed'));
    await assert.rejects(timers.finish(running), /closed/);
    assert.equal(timers.pending, 0);
  });

  it('stops in the middle of a list, and sends none of it afterwards', async () => {
    const { network, timers, begin } = world();
    network.lists = { together: 64, refusal: 'silence' };
    const stop = new AbortController();
    const running = begin(stop.signal);
    running.catch(() => {});
    await settle();
    const sent = network.log.length;
    assert.equal(network.log.filter((line) => line.endsWith('/slivers')).length, WEIGHTS.length);
    stop.abort(new Error('closed'));
    await assert.rejects(timers.finish(running), /closed/);
    await settle();
    assert.deepEqual([timers.pending, network.log.length], [0, sent]);
  });
});

describe('R1: a certificate takes 2f + 1 shards', () => {
  it('is reached exactly when honest nodes hold a quorum, and else says which nodes failed and how', async () => {
    const kinds: Behaviour[] = [
      'silent',
      'unreachable',
      'refusing',
      'failing',
      'malformed',
      'oversized',
      'forging',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 63 }),
        fc.array(fc.constantFrom(...kinds), { minLength: 6, maxLength: 6 }),
        async (mask, faults) => {
          const behaviours = WEIGHTS.map((_, node) => ((mask >> node) & 1 ? faults[node] : undefined));
          const honest = WEIGHTS.reduce((sum, weight, node) => sum + (behaviours[node] ? 0 : weight), 0);
          const { network, upload } = world(behaviours);
          if (isQuorum(honest, 10)) return assert.equal(certify(network, await upload()), honest);
          const error: unknown = await upload().catch((error: unknown) => error);
          assert.ok(error instanceof NotEnoughConfirmations, String(error));
          assert.equal(error.values['needed'], 7);
          assert.ok((error.values['got'] as number) <= honest);
          for (const { node, conduct } of error.nodes) {
            const faulty = behaviours[network.committee.nodes.indexOf(node)] !== undefined;
            if (!faulty) assert.ok(conduct.every(({ kind }) => kind === 'slow'));
          }
        },
      ),
      { seed: SEED, numRuns: 25 },
    );
  });

  it.each(['silent', 'unreachable', 'refusing', 'failing', 'forging'] as const)(
    'is given up within 20 seconds where too many nodes are %s',
    async (behaviour) => {
      const { timers, upload } = world([undefined, behaviour, behaviour]);
      await assert.rejects(upload(), NotEnoughConfirmations);
      assert.ok(timers.now() <= 20_000, `took ${timers.now()} ms`);
    },
  );

  it('gathers confirmations of what was uploaded before', async () => {
    const { network, timers } = world();
    const request = { blobId: blob.blobId, persistence: PERSISTENCE };
    const confirmations = await timers.finish(gatherConfirmations(network, network.committee, request));
    assert.ok(confirmations.weight >= 7);
    assert.ok(network.log.every((line) => line.startsWith('GET ')));
  });
});

describe('the status of a blob is what f + 1 shards vouch for', () => {
  const status = async (behaviours: readonly (Behaviour | undefined)[], certified: boolean) => {
    const { network, timers } = world();
    await network.place(blob);
    network.certified = certified;
    network.behave(behaviours);
    return timers.finish(
      askBlobStatus(network, network.committee, { blobId: blobIdToString(blob.blobId), patient: false }),
    );
  };

  it('believes f + 1 of them over any f others', async () => {
    for (const behaviour of ['other blob', 'silent', 'failing', 'malformed'] as const) {
      const liars = [undefined, undefined, behaviour];
      const certified = await status(liars, true);
      assert.equal(certified.state, 'certified');
      assert.deepEqual(
        [certified.persistence, certified.certifiedEpoch, certified.endEpoch],
        ['permanent', 7, 50],
      );
      assert.equal((await status(liars, false)).state, 'registered');
    }
  });

  it('does not let f nodes make a blob certified', async () => {
    const { network, timers } = world();
    const id = blobIdToString(blob.blobId);
    network.memory[2]!.stored.set(`/v1/blobs/${id}/metadata`, new Uint8Array());
    const { state } = await timers.finish(
      askBlobStatus(network, network.committee, { blobId: id, patient: false }),
    );
    assert.equal(state, 'nonexistent');
  });
});
