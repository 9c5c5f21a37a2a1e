/** The protocol itself: dispatch, statuses, deadlines, hostile bytes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FieldInfo, IMessageType } from '@protobuf-ts/runtime';
import { ScalarType } from '@protobuf-ts/runtime';
import { ServiceType } from '@protobuf-ts/runtime-rpc';
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import { StatusError, createRpc, createTransport, maxRequestBytes, methods } from '@haulout/devnet/rpc';
import { Transaction } from '@mysten/sui/transactions';
import fc from 'fast-check';
import { world } from './world.js';
import type { World } from './world.js';

let w: World;
before(async () => void (w = await world('protocol')));
after(() => w.devnet.stop());

const failsWith =
  (code: string, message = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof RpcError || error instanceof StatusError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    return true;
  };

const services = Object.values(GrpcTypes).filter((item) => item instanceof ServiceType);

describe('methods', () => {
  it('of every service of the client are there, with its message types', () => {
    assert.ok(services.length >= 8);
    const known = services.flatMap((service) =>
      service.methods.map((method) => {
        const path = `${service.typeName}/${method.name}`;
        const implemented = methods[path];
        if (implemented === undefined) return `${path} is missing`;
        assert.equal(implemented.input, method.I, path);
        assert.equal(implemented.output, method.O, path);
        assert.equal(implemented.kind, method.serverStreaming ? 'stream' : 'unary', path);
        return path;
      }),
    );
    assert.deepEqual(known.sort(), Object.keys(methods).sort());
  });

  it('that are unknown answer UNIMPLEMENTED by name', async () => {
    for (const path of [
      'sui.rpc.v2.LedgerService/GetEverything',
      'nobody.Nothing/None',
      '',
      'constructor',
      '__proto__',
    ]) {
      await assert.rejects(
        w.devnet.rpc.unary(path, new Uint8Array()),
        failsWith('UNIMPLEMENTED', new RegExp(path)),
      );
      assert.equal(w.devnet.rpc.kind(path), undefined);
    }
    await assert.rejects(
      (async () => {
        for await (const _ of w.devnet.rpc.stream(
          'sui.rpc.v2.LedgerService/ListEverything',
          new Uint8Array(),
        ));
      })(),
      failsWith('UNIMPLEMENTED', /ListEverything/),
    );
  });

  it('answer once or with a stream, as they are declared', async () => {
    await assert.rejects(
      w.devnet.rpc.unary('sui.rpc.v2.LedgerService/ListEvents', new Uint8Array()),
      failsWith('UNIMPLEMENTED', /stream/),
    );
    const frames = w.devnet.rpc.stream('sui.rpc.v2.LedgerService/GetEpoch', new Uint8Array());
    await assert.rejects(frames[Symbol.asyncIterator]().next(), failsWith('UNIMPLEMENTED', /once/));
  });

  it('take bytes and give bytes, so that anything may carry them', async () => {
    const { GetEpochRequest, GetEpochResponse } = GrpcTypes;
    const request = GetEpochRequest.toBinary({
      epoch: 0n,
      readMask: { paths: ['epoch', 'reference_gas_price'] },
    });
    const response = await w.devnet.rpc.unary('sui.rpc.v2.LedgerService/GetEpoch', request);
    assert.deepEqual(GetEpochResponse.toJson(GetEpochResponse.fromBinary(response)), {
      epoch: { epoch: '0', referenceGasPrice: '1000' },
    });
  });
});

describe('a call', () => {
  it('that was aborted before it began does not begin', async () => {
    const tip = w.devnet.ledger.latestCheckpoint().sequenceNumber;
    const call = w.client.forkingService.advanceClock({}, { abort: AbortSignal.abort() });
    await assert.rejects(async () => call, failsWith('CANCELLED'));
    assert.equal(w.devnet.ledger.latestCheckpoint().sequenceNumber, tip);
  });

  it('that was aborted meanwhile is cancelled, and its caller told', async () => {
    const controller = new AbortController();
    const call = w.client.ledgerService.getServiceInfo({}, { abort: controller.signal });
    controller.abort(new Error('enough'));
    await assert.rejects(async () => call, failsWith('CANCELLED', /enough/));
    await assert.rejects(call.status, failsWith('CANCELLED'));
  });

  it('beyond its deadline fails with DEADLINE_EXCEEDED', async () => {
    await assert.rejects(
      async () => w.client.ledgerService.getServiceInfo({}, { timeout: 0 }),
      failsWith('DEADLINE_EXCEEDED'),
    );
    const past = new Date(Date.now() - 1000);
    await assert.rejects(
      async () => w.client.ledgerService.getServiceInfo({}, { timeout: past }),
      failsWith('DEADLINE_EXCEEDED'),
    );
    await w.client.ledgerService.getServiceInfo({}, { timeout: 60_000 });
  });

  it('of the core client ends with the signal that it was given', async () => {
    await assert.rejects(w.client.getObject({ objectId: '0x6', signal: AbortSignal.abort() }));
  });

  it('names its method in the error', async () => {
    await assert.rejects(
      async () => w.client.ledgerService.getObject({ objectId: 'x' }),
      (error) => {
        assert.ok(error instanceof RpcError);
        assert.equal(error.methodName, 'GetObject');
        assert.equal(error.serviceName, 'sui.rpc.v2.LedgerService');
        return failsWith('INVALID_ARGUMENT', /object_id/)(error);
      },
    );
  });

  it('to a closed server is refused with UNAVAILABLE, and its streams end', async () => {
    const server = createRpc(w.devnet.ledger);
    const client = new SuiGrpcClient({ network: 'devnet', transport: createTransport(server) });
    const { responses } = client.subscriptionService.subscribeCheckpoints({});
    const next = responses[Symbol.asyncIterator]().next();
    server.close();
    await assert.rejects(next, failsWith('UNAVAILABLE'));
    await assert.rejects(client.getReferenceGasPrice(), failsWith('UNAVAILABLE'));
  });
});

describe('sizes are bounded', () => {
  it('of requests', async () => {
    const request = new Uint8Array(maxRequestBytes + 1);
    await assert.rejects(
      w.devnet.rpc.unary('sui.rpc.v2.LedgerService/GetObject', request),
      failsWith('RESOURCE_EXHAUSTED', /4194304/),
    );
  });

  it('of batches and masks', async () => {
    const requests = Array.from({ length: 1001 }, () => ({ objectId: '0x6' }));
    await assert.rejects(
      async () => w.client.ledgerService.batchGetObjects({ requests }),
      failsWith('INVALID_ARGUMENT', /1000/),
    );
    const digests = Array.from({ length: 201 }, () => w.digest);
    await assert.rejects(
      async () => w.client.ledgerService.batchGetTransactions({ digests }),
      failsWith('INVALID_ARGUMENT', /200/),
    );
    const paths = Array.from({ length: 1000 }, () => 'digest');
    await assert.rejects(
      async () => w.client.ledgerService.getObject({ objectId: '0x6', readMask: { paths } }),
      failsWith('INVALID_ARGUMENT', /read_mask/),
    );
  });

  it('of pages: what is asked for beyond the largest is coerced', async () => {
    const { response } = await w.client.stateService.listOwnedObjects({
      owner: w.alice.toSuiAddress(),
      pageSize: 2 ** 32 - 1,
    });
    assert.equal(response.objects.length, 1);
    const none = await w.client.stateService.listOwnedObjects({ owner: w.alice.toSuiAddress(), pageSize: 0 });
    assert.equal(none.response.objects.length, 1);
  });
});

describe('hostile bytes', () => {
  /** Reads an answer, or the first frames of a stream that ends. */
  async function call(path: string, request: Uint8Array): Promise<void> {
    if (w.devnet.rpc.kind(path) === 'unary') return void (await w.devnet.rpc.unary(path, request));
    const controller = new AbortController();
    const frames = w.devnet.rpc.stream(path, request, { signal: controller.signal })[Symbol.asyncIterator]();
    // A subscription waits for a checkpoint: it must have begun, nothing more.
    if (path.includes('Subscribe')) {
      const next = frames.next();
      controller.abort(new StatusError('CANCELLED', 'done'));
      await next;
      return;
    }
    for (let count = 0; count < 3 && (await frames.next()).done !== true; count++);
    await frames.return?.();
  }

  async function survives(path: string, request: Uint8Array): Promise<void> {
    try {
      await call(path, request);
    } catch (error) {
      assert.ok(error instanceof StatusError, String(error));
      assert.notEqual(
        error.code,
        'INTERNAL',
        `${path}: ${error.message} ${String((error.cause as Error)?.stack)}`,
      );
    }
  }

  const paths = Object.keys(methods);

  it('never crash a method', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.uint8Array({ maxLength: 200 }), survives),
      { seed: 21, numRuns: 400 },
    );
  });

  it('that are well-formed messages of any content get an answer or a status, never INTERNAL', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .constantFrom(...paths)
          .chain((path) => fc.tuple(fc.constant(path), message(methods[path]!.input, 0))),
        async ([path, request]) => survives(path, methods[path]!.input.toBinary(request)),
      ),
      { seed: 22, numRuns: 1500 },
    );
  });

  it('near a valid transaction change nothing without a signature, and crash nothing', async () => {
    const tx = new Transaction();
    const [coin] = tx.splitCoins(tx.gas, [5]);
    tx.transferObjects([coin!], w.bob.toSuiAddress());
    tx.setSender(w.alice.toSuiAddress());
    const bytes = await tx.build({ client: w.client });
    const signature = Buffer.from((await w.alice.signTransaction(bytes)).signature, 'base64');
    const tip = w.devnet.ledger.latestCheckpoint().digest;
    const path = 'sui.rpc.v2.TransactionExecutionService';
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = bytes.slice();
        damaged[at]! ^= flip;
        const execute = GrpcTypes.ExecuteTransactionRequest.toBinary({
          transaction: { bcs: { value: damaged } },
          signatures: [{ bcs: { value: signature }, signature: { oneofKind: undefined } }],
        });
        await assert.rejects(w.devnet.rpc.unary(`${path}/ExecuteTransaction`, execute), StatusError);
        await survives(`${path}/ExecuteTransaction`, execute);
        for (const checks of [0, 1]) {
          const simulate = GrpcTypes.SimulateTransactionRequest.toBinary({
            transaction: { bcs: { value: damaged } },
            checks,
            doGasSelection: at % 2 === 0,
          });
          await survives(`${path}/SimulateTransaction`, simulate);
        }
      }),
      { seed: 23, numRuns: 150 },
    );
    assert.equal(w.devnet.ledger.latestCheckpoint().digest, tip);
  });

  /** Texts that mean something to some method, and some that mean nothing. */
  const texts = () => [
    '0x2',
    '0x6',
    '0x5',
    w.packageId,
    w.digest,
    w.alice.toSuiAddress(),
    w.upgradeCapId,
    'shelf',
    'add',
    'coin',
    'split',
    '0x2::sui::SUI',
    '0x2::coin::Coin<0x2::sui::SUI>',
    `${w.packageId}::shelf`,
    'digest',
    'object_id',
    'effects.status',
    '*',
    '',
    'x'.repeat(300),
    '\u0000',
    '0x' + 'f'.repeat(65),
    'vector<'.repeat(40),
  ];

  /** Any message of a type: each field there or not. */
  function message(type: IMessageType<object>, depth: number): fc.Arbitrary<object> {
    const fields = type.fields.map((field) => {
      const one = value(field, depth);
      if (field.kind === 'map') return fc.constant(undefined);
      return field.repeat ? fc.array(one, { maxLength: 3 }) : fc.option(one, { nil: undefined });
    });
    return fc.tuple(...fields).map((values) => {
      const made = type.create() as Record<string, unknown>;
      type.fields.forEach((field, index) => {
        const item = values[index];
        if (item === undefined) return;
        if (field.oneof === undefined) made[field.localName] = item;
        else made[field.oneof] = { oneofKind: field.localName, [field.localName]: item };
      });
      return made;
    });
  }

  function value(field: FieldInfo, depth: number): fc.Arbitrary<unknown> {
    if (field.kind === 'message') {
      const type = field.T();
      return depth > 6 || type.typeName.startsWith('google.protobuf.Value')
        ? fc.constant(type.create())
        : message(type, depth + 1);
    }
    if (field.kind === 'enum') return fc.nat(12);
    if (field.kind === 'map') return fc.constant({});
    switch (field.T) {
      case ScalarType.STRING:
        return fc.constantFrom(...texts());
      case ScalarType.BYTES:
        return fc.uint8Array({ maxLength: 64 });
      case ScalarType.BOOL:
        return fc.boolean();
      case ScalarType.UINT64:
      case ScalarType.FIXED64:
        return fc.constantFrom(0n, 1n, 3n, 1000n, 2n ** 63n, 2n ** 64n - 1n);
      case ScalarType.INT64:
        return fc.constantFrom(0n, -1n, 2n ** 63n - 1n);
      default:
        return fc.constantFrom(0, 1, 2, 17, 2 ** 31 - 1);
    }
  }
});
