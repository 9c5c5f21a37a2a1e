/** The protocol itself: dispatch, statuses, deadlines, hostile bytes. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { FieldInfo, IMessageType } from '@protobuf-ts/runtime';
import { ScalarType } from '@protobuf-ts/runtime';
import { ServiceType } from '@protobuf-ts/runtime-rpc';
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import { StatusError, createRpc, createTransport, maxRequestBytes, methods } from '@haulout/devnet/rpc';
import { bcs } from '@mysten/sui/bcs';
import { Transaction } from '@mysten/sui/transactions';
import fc from 'fast-check';
import { world } from './world.js';
import type { World } from './world.js';

let w: World;
beforeAll(async () => void (w = await world('protocol')));
afterAll(() => w.devnet.stop());

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

  it('of programs made at random, most of them well typed, end in a status and never in a defect', async () => {
    const shelf = await w.openShelf();
    // The account that owns the inputs: another is refused before anything runs.
    const address = w.devnet.newAccount('publisher').toSuiAddress();
    const { INPUT, RESULT, GAS } = GrpcTypes.Argument_ArgumentKind;
    const pure = (type: { toBytes(): Uint8Array }): GrpcTypes.Input => ({ pure: type.toBytes() });
    const inputs: GrpcTypes.Input[] = [
      { objectId: shelf },
      pure(bcs.u64().serialize(3)),
      pure(bcs.Address.serialize(address)),
      pure(bcs.string().serialize('a title')),
      pure(bcs.u16().serialize(7)),
      { objectId: w.upgradeCapId },
      { objectId: '0x6' },
      pure(bcs.u8().serialize(1)),
    ];
    const [SHELF, U64, ADDRESS, TEXT, U16, CAP, CLOCK, U8] = inputs.map((_, index) =>
      fc.constant({ kind: INPUT, input: index } as GrpcTypes.Argument),
    ) as fc.Arbitrary<GrpcTypes.Argument>[];
    const result = fc.nat(4).map((index): GrpcTypes.Argument => ({ kind: RESULT, result: index }));
    const nested = fc
      .tuple(fc.nat(4), fc.nat(1))
      .map(([index, subresult]): GrpcTypes.Argument => ({ kind: RESULT, result: index, subresult }));
    const gas = fc.constant<GrpcTypes.Argument>({ kind: GAS });
    const anything = fc.oneof(
      result,
      nested,
      gas,
      SHELF!,
      U64!,
      ADDRESS!,
      CAP!,
      fc.constant({ kind: INPUT, input: 99 }),
    );
    /** What belongs there, and now and then something else. */
    const mostly = (right: fc.Arbitrary<GrpcTypes.Argument>) =>
      fc.oneof({ weight: 24, arbitrary: right }, { weight: 1, arbitrary: anything });
    type Command = fc.Arbitrary<GrpcTypes.Command['command']>;
    const call = (
      target: string,
      args: (fc.Arbitrary<GrpcTypes.Argument> | undefined)[],
      typeArguments: string[] = [],
    ): Command => {
      const [packageId, module, name] = target.split('::');
      return fc.tuple(...args.map((one) => mostly(one!))).map((given) => ({
        oneofKind: 'moveCall',
        moveCall: { package: packageId, module, function: name, typeArguments, arguments: given },
      }));
    };
    const ours = (name: string, ...args: (fc.Arbitrary<GrpcTypes.Argument> | undefined)[]): Command =>
      call(`${w.packageId}::shelf::${name}`, args);
    const coin = ['0x2::sui::SUI'];
    const command: Command = fc.oneof(
      ours('add', SHELF, U64),
      ours('take', SHELF, U64),
      ours('count', SHELF),
      ours('close', SHELF),
      ours('limit'),
      ours('divide', U64, U64),
      ours('add_twice', U64),
      ours('book', TEXT, U16),
      ours('sample', ADDRESS),
      ours('mark_beta'),
      ours('label', SHELF, TEXT, U8),
      ours('put', SHELF, U64, result),
      ours('retitle', result, TEXT),
      ours('nothing', SHELF),
      call('0x2::clock::timestamp_ms', [CLOCK]),
      call('0x2::coin::value', [fc.oneof(nested, gas)], coin),
      call('0x2::coin::split', [fc.oneof(nested, gas), U64], coin),
      call('0x2::coin::destroy_zero', [nested], coin),
      call('0x2::package::make_immutable', [CAP]),
      call('0x2::transfer::public_share_object', [result], [`${w.packageId}::shelf::Book`]),
      call('0x1::vector::empty', [], ['vector<u8>']),
      fc.tuple(mostly(gas), mostly(U64!)).map(([from, amount]) => ({
        oneofKind: 'splitCoins' as const,
        splitCoins: { coin: from, amounts: [amount, amount] },
      })),
      fc.tuple(mostly(gas), mostly(nested)).map(([into, source]) => ({
        oneofKind: 'mergeCoins' as const,
        mergeCoins: { coin: into, coinsToMerge: [source] },
      })),
      ...[result, nested].map((object) =>
        fc.tuple(mostly(object), mostly(ADDRESS!)).map(([what, to]) => ({
          oneofKind: 'transferObjects' as const,
          transferObjects: { objects: [what], address: to },
        })),
      ),
      mostly(result).map((element) => ({
        oneofKind: 'makeMoveVector' as const,
        makeMoveVector: { elementType: `${w.packageId}::shelf::Book`, elements: [element] },
      })),
      fc.uint8Array({ maxLength: 40 }).map((module) => ({
        oneofKind: 'publish' as const,
        publish: { modules: [module], dependencies: ['0x1', '0x2'] },
      })),
    );
    const path = 'sui.rpc.v2.TransactionExecutionService/SimulateTransaction';
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 1),
        async (commands, checks) => {
          const request = GrpcTypes.SimulateTransactionRequest.toBinary({
            transaction: {
              sender: address,
              kind: {
                data: {
                  oneofKind: 'programmableTransaction',
                  programmableTransaction: { inputs, commands: commands.map((one) => ({ command: one })) },
                },
              },
            },
            checks,
          });
          const outcome = await w.devnet.rpc.unary(path, request).then(
            (response) => {
              const { transaction } = GrpcTypes.SimulateTransactionResponse.fromBinary(response);
              const { status } = transaction!.effects!;
              return status!.success === true
                ? 'OK'
                : GrpcTypes.ExecutionError_ExecutionErrorKind[status!.error!.kind!]!;
            },
            (error: StatusError) => `refused: ${error.code}`,
          );
          const key = `${checks === 0 ? 'checked' : 'unchecked'} ${outcome}`;
          outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
          // Without checks, bytes reach the VM as a value of any type, and it calls a bad one an invariant
          // violation.
          const defect = checks === 0 ? /INTERNAL|INVARIANT/ : /INTERNAL/;
          assert.ok(!defect.test(outcome), `${outcome}: a program met a defect of the VM or the ledger`);
        },
      ),
      { seed: 24, numRuns: 400 },
    );
    // The programs are worth running: with and without checks they succeed and abort, and few are refused at
    // the door.
    const count = (key: string) => outcomes.get(key) ?? 0;
    const summary = JSON.stringify([...outcomes].sort());
    for (const mode of ['checked', 'unchecked']) {
      assert.ok(count(`${mode} OK`) >= 20 && count(`${mode} MOVE_ABORT`) >= 15, summary);
      assert.ok(count(`${mode} refused: INVALID_ARGUMENT`) <= 60, summary);
    }
    assert.ok(count('checked UNUSED_VALUE_WITHOUT_DROP') >= 10, summary);
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
