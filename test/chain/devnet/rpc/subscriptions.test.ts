/** Streams of what happens from now on. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { GrpcTypes, RpcError } from '@mysten/sui/grpc';
import { createRpc, queueLength } from '@haulout/devnet/rpc';
import { world } from './world.js';
import type { World } from './world.js';

let w: World;
beforeAll(async () => void (w = await world('subscriptions')));
afterAll(() => w.devnet.stop());

const mark = (name = 'mark_alpha') =>
  w.run((tx) => void tx.moveCall({ target: `${w.packageId}::shelf::${name}` }));

const eventType = (name: string): GrpcTypes.EventFilter => ({
  terms: [
    {
      literals: [
        {
          negated: false,
          predicate: { oneofKind: 'eventType', eventType: { eventType: `${w.packageId}::shelf::${name}` } },
        },
      ],
    },
  ],
});

async function take<T>(stream: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of stream) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

describe('checkpoints', () => {
  it('come in order and without gaps from the call on, also those made before the first is read', async () => {
    const next = w.devnet.ledger.latestCheckpoint().sequenceNumber + 1n;
    const call = w.client.subscriptionService.subscribeCheckpoints({
      readMask: { paths: ['sequence_number', 'digest', 'transactions.digest'] },
    });
    const { digest } = await mark();
    w.devnet.advanceClock(5);
    w.devnet.advanceEpoch();
    const frames = await take(call.responses, 3);
    assert.deepEqual(
      frames.map(({ cursor }) => cursor),
      [next, next + 1n, next + 2n],
    );
    assert.equal(frames[0]!.checkpoint!.transactions.at(-1)!.digest, digest);
    for (const { cursor, checkpoint } of frames) {
      assert.equal(checkpoint!.digest, w.devnet.ledger.getCheckpoint(cursor!)!.digest);
    }
  });

  it('that a filter does not take come as progress', async () => {
    const filter: GrpcTypes.TransactionFilter = {
      terms: [
        {
          literals: [
            { negated: false, predicate: { oneofKind: 'sender', sender: { address: w.bob.toSuiAddress() } } },
          ],
        },
      ],
    };
    const call = w.client.subscriptionService.subscribeCheckpoints({ filter });
    await mark();
    await w.run((tx) => void tx.moveCall({ target: `${w.packageId}::shelf::mark_beta` }), w.bob);
    const frames = await take(call.responses, 2);
    assert.deepEqual(
      frames.map(({ checkpoint }) => checkpoint !== undefined),
      [false, true],
    );
  });

  it('reach callbacks as well as iteration', async () => {
    const call = w.client.subscriptionService.subscribeCheckpoints({});
    const seen = new Promise<bigint>((resolve) => call.responses.onMessage(({ cursor }) => resolve(cursor!)));
    w.devnet.advanceClock(1);
    assert.equal(await seen, w.devnet.ledger.latestCheckpoint().sequenceNumber);
  });

  it('wait for the reader up to a bound; who falls further behind is cut off and loses nothing before', async () => {
    const call = w.client.subscriptionService.subscribeCheckpoints({});
    const first = w.devnet.ledger.latestCheckpoint().sequenceNumber + 1n;
    for (let count = 0; count <= queueLength; count++) w.devnet.advanceClock(1);
    const seen: bigint[] = [];
    await assert.rejects(
      async () => {
        for await (const { cursor } of call.responses) seen.push(cursor!);
      },
      (error) => error instanceof RpcError && error.code === 'RESOURCE_EXHAUSTED',
    );
    assert.equal(seen.length, queueLength);
    assert.ok(seen.every((cursor, index) => cursor === first + BigInt(index)));
  });

  it('end when the client aborts, whether or not it was waiting', async () => {
    for (const waiting of [true, false]) {
      const controller = new AbortController();
      const call = w.client.subscriptionService.subscribeCheckpoints({}, { abort: controller.signal });
      const iterator = call.responses[Symbol.asyncIterator]();
      const early = waiting ? iterator.next() : undefined;
      controller.abort();
      await assert.rejects(
        early ?? iterator.next(),
        (error) => error instanceof RpcError && error.code === 'CANCELLED',
      );
      await assert.rejects(call.status, (error) => error instanceof RpcError && error.code === 'CANCELLED');
    }
  });

  it('are not delivered to readers that have left', async () => {
    const call = w.client.subscriptionService.subscribeCheckpoints({});
    w.devnet.advanceClock(1);
    await take(call.responses, 1);
    assert.equal((await call.status).code, 'OK');
    w.devnet.advanceClock(1);
    assert.deepEqual(await call.responses[Symbol.asyncIterator]().next(), { done: true, value: undefined });
  });

  it('leave no listener behind, however the reader ends: by leaving, by its signal, by the server closing', async () => {
    let listeners = 0;
    const ledger = new Proxy(w.devnet.ledger, {
      get(target, name) {
        if (name !== 'onCheckpoint') {
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === 'function' ? member.bind(target) : member;
        }
        return (listener: Parameters<typeof target.onCheckpoint>[0]) => {
          listeners++;
          const stop = target.onCheckpoint(listener);
          return () => {
            listeners--;
            stop();
          };
        };
      },
    });
    const server = createRpc(ledger);
    const path = 'sui.rpc.v2.SubscriptionService/SubscribeCheckpoints';
    // Without a transport in between, as an HTTP server would read it.
    const frames = server.stream(path, new Uint8Array())[Symbol.asyncIterator]();
    assert.equal(listeners, 1);
    w.devnet.advanceClock(1);
    await frames.next();
    await frames.return?.();
    assert.equal(listeners, 0, 'left');
    const controller = new AbortController();
    server.stream(path, new Uint8Array(), { signal: controller.signal });
    controller.abort();
    assert.equal(listeners, 0, 'aborted before anything was read');
    server.stream(path, new Uint8Array());
    server.close();
    assert.equal(listeners, 0, 'closed');
  });

  it('go on after a snapshot is restored', async () => {
    const snapshot = w.devnet.snapshot();
    w.devnet.advanceClock(1);
    const call = w.client.subscriptionService.subscribeCheckpoints({});
    w.devnet.restore(snapshot);
    w.devnet.advanceClock(2);
    const [frame] = await take(call.responses, 1);
    assert.equal(frame!.checkpoint!.digest, w.devnet.ledger.latestCheckpoint().digest);
  });
});

describe('events and transactions', () => {
  it('that a filter takes come with watermarks, from which queries go on', async () => {
    const call = w.client.subscriptionService.subscribeEvents({
      filter: eventType('Marked'),
      readMask: { paths: ['json', 'transaction_digest', 'event_index'] },
    });
    const alpha = await mark('mark_alpha');
    w.devnet.advanceClock(1);
    const beta = await mark('mark_beta');
    const frames = await take(call.responses, 4);
    assert.deepEqual(
      frames.map(({ event }) => event?.transactionDigest),
      [alpha.digest, undefined, undefined, beta.digest],
    );
    const { responses } = w.client.ledgerService.listEvents({
      filter: eventType('Marked'),
      options: { after: frames[0]!.watermark!.cursor! },
    });
    const rest = [];
    for await (const { event } of responses) if (event) rest.push(event.transactionDigest);
    assert.deepEqual(rest, [beta.digest]);
  });

  it('of transactions carry what the mask asks for', async () => {
    const call = w.client.subscriptionService.subscribeTransactions({
      readMask: { paths: ['digest', 'effects.status'] },
      filter: {
        terms: [
          {
            literals: [
              { negated: false, predicate: { oneofKind: 'moveCall', moveCall: { function: w.packageId } } },
            ],
          },
        ],
      },
    });
    const { digest } = await mark();
    const [frame] = await take(call.responses, 1);
    assert.equal(frame!.transaction!.digest, digest);
    assert.equal(frame!.transaction!.effects!.status!.success, true);
    assert.equal(frame!.transaction!.transaction, undefined);
  });

  it('with a bad filter fail at once', async () => {
    const call = w.client.subscriptionService.subscribeEvents({ filter: { terms: [] } });
    await assert.rejects(
      take(call.responses, 1),
      (error) => error instanceof RpcError && error.code === 'INVALID_ARGUMENT',
    );
  });
});
