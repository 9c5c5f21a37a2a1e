import assert from 'node:assert/strict';
import { beforeAll, beforeEach, describe, it } from 'vitest';
import { TransactionRejected } from '@haulout/devnet/ledger';
import type { LedgerObject, LedgerSnapshot, RejectionCode } from '@haulout/devnet/ledger';
import { bcs } from '@mysten/sui/bcs';
import { messageWithIntent } from '@mysten/sui/cryptography';
import type { Signer } from '@mysten/sui/cryptography';
import { PasskeyPublicKey } from '@mysten/sui/keypairs/passkey';
import { Secp256k1Keypair } from '@mysten/sui/keypairs/secp256k1';
import { Secp256r1Keypair } from '@mysten/sui/keypairs/secp256r1';
import { MultiSigPublicKey } from '@mysten/sui/multisig';
import { Inputs, Transaction } from '@mysten/sui/transactions';
import { fromBase64, normalizeSuiAddress, toBase58, toBase64 } from '@mysten/sui/utils';
import { p256 } from '@noble/curves/nist.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { World, account, created, referenceOf, signatures, sui } from './world.js';
import type { TransactionOptions } from './world.js';

let world: World;
let start: LedgerSnapshot;
let item: LedgerObject;
let shared: LedgerObject;

beforeAll(async () => {
  world = await World.start();
  item = await world.item(1);
  const result = await world.succeed((tx) => {
    const fresh = tx.moveCall({ target: world.fn('new'), arguments: [tx.pure.u64(1)] });
    tx.moveCall({ target: world.fn('share'), arguments: [fresh] });
  });
  shared = created(result, 'Item');
  start = world.ledger.snapshot();
});
beforeEach(() => world.ledger.restore(start));

const nothing = (tx: Transaction): void => void tx.moveCall({ target: world.fn('calls_hidden') });
const digestOf = (byte: number): string => toBase58(new Uint8Array(32).fill(byte));

/** Runs something that has to be refused, and leave no trace. */
async function refuses(code: RejectionCode, run: () => unknown, message?: RegExp): Promise<void> {
  const { digest } = world.ledger.latestCheckpoint();
  await assert.rejects(
    async () => run(),
    (error) => {
      assert.ok(error instanceof TransactionRejected, String(error));
      assert.equal(error.code, code, error.message);
      if (message !== undefined) assert.match(error.message, message);
      return true;
    },
  );
  assert.equal(world.ledger.latestCheckpoint().digest, digest);
}

const refusesTransaction = (
  code: RejectionCode,
  make: (tx: Transaction) => void,
  options?: TransactionOptions,
  message?: RegExp,
) => refuses(code, () => world.execute(make, options), message);

/** Executes the bytes of a transaction that was changed after it was built. */
async function executeChanged(
  change: (data: ReturnType<typeof bcs.TransactionDataV1.parse>) => void,
  make: (tx: Transaction) => void = nothing,
  options: TransactionOptions = {},
) {
  const { bytes, sender, payer } = await world.build(make, options);
  const data = bcs.TransactionData.parse(bytes);
  change(data.V1);
  const changed = bcs.TransactionData.serialize(data).toBytes();
  return world.ledger.execute(changed, await signatures(changed, sender, payer));
}

describe('signatures', () => {
  it('of another account, missing, superfluous or doubled are refused', async () => {
    const { bytes } = await world.build(nothing);
    const [good] = await signatures(bytes, world.alice);
    const [other] = await signatures(bytes, world.bob);
    await refuses('SIGNER_MISMATCH', () => world.ledger.execute(bytes, [other!]));
    await refuses('SIGNER_MISMATCH', () => world.ledger.execute(bytes, []));
    await refuses('SIGNER_MISMATCH', () => world.ledger.execute(bytes, [good!, other!]));
    await refuses('SIGNER_MISMATCH', () => world.ledger.execute(bytes, [good!, good!]));
    assert.ok(world.ledger.execute(bytes, [good!]).status.success);
  });

  it('over other bytes, or of no known form, are refused', async () => {
    const { bytes } = await world.build(nothing);
    const [over] = await signatures((await world.build(nothing, { budget: 2n * sui })).bytes, world.alice);
    await refuses('INVALID_SIGNATURE', () => world.ledger.execute(bytes, [over!]));
    const personal = fromBase64((await world.alice.signPersonalMessage(bytes)).signature);
    await refuses('INVALID_SIGNATURE', () => world.ledger.execute(bytes, [personal]), /does not verify/);
    const junks = [[], [9], [0], [0, ...new Uint8Array(96).fill(1)], [3, 1, 2], [5, 1], [6, 4, 4]];
    for (const junk of junks.map((bytes) => Uint8Array.from(bytes))) {
      await refuses('INVALID_SIGNATURE', () => world.ledger.execute(bytes, [junk]));
    }
    await refuses('SIZE_LIMIT_EXCEEDED', () => world.ledger.execute(bytes, [new Uint8Array(20_000)]));
  });

  it('of a sponsored transaction are those of sender and sponsor', async () => {
    const { bytes } = await world.build(nothing, { payer: world.bob });
    const [alice, bob] = await signatures(bytes, world.alice, world.bob);
    await refuses('SIGNER_MISMATCH', () => world.ledger.execute(bytes, [alice!]));
    assert.ok(world.ledger.execute(bytes, [bob!, alice!]).status.success);
  });

  const works = async (signer: Signer) => {
    const address = signer.toSuiAddress();
    world.ledger.fund(address, sui);
    const options = { sender: signer, budget: sui / 10n };
    const { bytes } = await world.build(nothing, options);
    const [good] = await signatures(bytes, signer);
    const bad = good!.slice();
    bad[10]! ^= 1;
    await refuses('INVALID_SIGNATURE', () => world.ledger.execute(bytes, [bad]));
    assert.ok(world.ledger.execute(bytes, [good!]).status.success);
  };

  it('by secp256k1 and secp256r1 keys are good', async () => {
    await works(Secp256k1Keypair.deriveKeypair(`${'abandon '.repeat(11)}about`));
    await works(Secp256r1Keypair.deriveKeypair(`${'abandon '.repeat(11)}about`));
  });

  it('by a passkey sign the challenge of the transaction', async () => {
    const secret = new Uint8Array(32).fill(9);
    const publicKey = p256.getPublicKey(secret);
    const address = new PasskeyPublicKey(publicKey).toSuiAddress();
    const coin = world.ledger.fund(address, sui);
    const tx = new Transaction();
    nothing(tx);
    tx.setSender(address);
    tx.setGasPrice(1000n);
    tx.setGasBudget(sui / 10n);
    tx.setGasPayment([referenceOf(coin)]);
    const bytes = await tx.build();
    const sign = (type: string, message: Uint8Array) => {
      const digest = blake2b(messageWithIntent('TransactionData', message), { dkLen: 32 });
      const challenge = toBase64(digest).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
      const clientDataJson = JSON.stringify({ type, challenge, origin: 'https://haulout.test' });
      const authenticatorData = new Uint8Array(37).fill(5);
      const payload = new Uint8Array([...authenticatorData, ...sha256(utf8ToBytes(clientDataJson))]);
      const userSignature = new Uint8Array([2, ...p256.sign(payload, secret, { lowS: true }), ...publicKey]);
      const body = bcs.PasskeyAuthenticator.serialize({ authenticatorData, clientDataJson, userSignature });
      return new Uint8Array([6, ...body.toBytes()]);
    };
    await refuses('INVALID_SIGNATURE', () => world.ledger.execute(bytes, [sign('webauthn.create', bytes)]));
    await refuses('INVALID_SIGNATURE', () =>
      world.ledger.execute(bytes, [sign('webauthn.get', bytes.slice(1))]),
    );
    assert.ok(world.ledger.execute(bytes, [sign('webauthn.get', bytes)]).status.success);
  });

  it('by a multisig account need its threshold', async () => {
    const keys = [account(5), account(6), account(7)];
    const multisig = MultiSigPublicKey.fromPublicKeys({
      threshold: 2,
      publicKeys: keys.map((key, index) => ({ publicKey: key.getPublicKey(), weight: index === 0 ? 2 : 1 })),
    });
    const address = multisig.toSuiAddress();
    world.ledger.fund(address, sui);
    const signer = multisig.getSigner(keys[0]!);
    const { bytes } = await world.build(nothing, { sender: signer, budget: sui / 10n });
    const one = (await keys[1]!.signTransaction(bytes)).signature;
    const two = (await keys[2]!.signTransaction(bytes)).signature;
    const few = fromBase64(multisig.combinePartialSignatures([one]));
    await refuses('INVALID_SIGNATURE', () => world.ledger.execute(bytes, [few]));
    const enough = fromBase64(multisig.combinePartialSignatures([one, two]));
    assert.ok(world.ledger.execute(bytes, [enough]).status.success);
  });
});

describe('bytes', () => {
  it('that are too many, no transaction or not canonical are refused', async () => {
    const { bytes } = await world.build(nothing);
    const signed = await signatures(bytes, world.alice);
    const execute = (changed: Uint8Array) => world.ledger.execute(changed, signed);
    await refuses('TRANSACTION_TOO_LARGE', () => execute(new Uint8Array(128 * 1024 + 1)));
    await refuses('MALFORMED_TRANSACTION', () => execute(new Uint8Array()));
    await refuses('MALFORMED_TRANSACTION', () => execute(bytes.subarray(0, -1)));
    await refuses('MALFORMED_TRANSACTION', () => execute(new Uint8Array([...bytes, 0])));
    // A type of 100000 nested vectors.
    await refuses('MALFORMED_TRANSACTION', () =>
      execute(new Uint8Array([0, 0, 0, 1, 5, 1, ...new Uint8Array(100_000).fill(6)])),
    );
  });

  it('of system transactions are refused', async () => {
    await refuses('UNSUPPORTED', () =>
      executeChanged((data) => {
        Object.assign(data, {
          kind: { ConsensusCommitPrologue: { epoch: '0', round: '1', commitTimestampMs: '1' } },
        });
      }),
    );
  });

  it('of what was executed before give the same result again', async () => {
    const { bytes, sender } = await world.build(nothing);
    const signed = await signatures(bytes, sender);
    const first = world.ledger.execute(bytes, signed);
    const { sequenceNumber } = world.ledger.latestCheckpoint();
    assert.equal(world.ledger.execute(bytes, signed), first);
    assert.equal(world.ledger.latestCheckpoint().sequenceNumber, sequenceNumber);
  });
});

describe('sizes', () => {
  it('of arguments, commands and inputs are bounded', async () => {
    const size = 'SIZE_LIMIT_EXCEEDED';
    const byte = (tx: Transaction) => tx.pure.u64(1);
    await refusesTransaction(size, (tx) => {
      tx.moveCall({ target: world.fn('increment'), arguments: [tx.pure(new Uint8Array(16 * 1024))] });
    });
    await refusesTransaction(size, (tx) => {
      for (let i = 0; i < 1024; i++) nothing(tx);
    });
    await refusesTransaction(size, (tx) => {
      tx.splitCoins(
        tx.gas,
        Array.from({ length: 512 }, () => byte(tx)),
      );
    });
    await refusesTransaction(size, (tx) => {
      tx.moveCall({
        target: world.fn('hold'),
        typeArguments: [`${'vector<'.repeat(16)}u8${'>'.repeat(16)}`],
      });
    });
    await refusesTransaction(size, (tx) => {
      for (let i = 0; i < 6; i++) tx.publish({ modules: [[1]], dependencies: [] });
    });
    await refuses(size, () =>
      executeChanged((data) => {
        const gas = data.gasData.payment[0]!;
        const coin = (index: number) => ({
          ...gas,
          objectId: normalizeSuiAddress(`0x${(index + 256).toString(16)}`),
        });
        data.gasData.payment = Array.from({ length: 256 }, (_, index) => coin(index));
      }),
    );
  });

  it('of commands are not zero', async () => {
    const empty = 'EMPTY_COMMAND_INPUT';
    await refusesTransaction(empty, (tx) => void tx.transferObjects([], world.bob.toSuiAddress()));
    await refusesTransaction(empty, (tx) => void tx.splitCoins(tx.gas, []));
    await refusesTransaction(empty, (tx) => void tx.mergeCoins(tx.gas, []));
    await refusesTransaction(empty, (tx) => void tx.makeMoveVec({ elements: [] }));
    await refusesTransaction(empty, (tx) => void tx.publish({ modules: [], dependencies: [] }));
  });

  it('and names of functions are identifiers', async () => {
    await refusesTransaction(
      'INVALID_IDENTIFIER',
      (tx) => void tx.moveCall({ package: world.packageId, module: 'things', function: 'a b' }),
    );
  });
});

describe('gas', () => {
  it('is paid by coins that exist, of SUI, and of the payer', async () => {
    await refuses('MISSING_GAS_PAYMENT', () => executeChanged((data) => void (data.gasData.payment = [])));
    await refusesTransaction('INVALID_GAS_OBJECT', nothing, { gas: [item] });
    await refusesTransaction('INCORRECT_OWNER', nothing, { gas: [world.gasCoin(world.bob.toSuiAddress())] });
    await refusesTransaction('GAS_OBJECT_NOT_OWNED', nothing, { gas: [shared] });
    await refuses('OBJECT_NOT_FOUND', () =>
      executeChanged((data) => void (data.gasData.payment[0]!.objectId = normalizeSuiAddress('0xabc'))),
    );
  });

  it('has a budget within bounds, which the coins cover', async () => {
    await refusesTransaction('GAS_BUDGET_TOO_LOW', nothing, { budget: 999_999n }, /999999.*1000000/);
    await refusesTransaction('GAS_BUDGET_TOO_HIGH', nothing, { budget: 50_000_000_000_001n });
    await refusesTransaction('GAS_BALANCE_TOO_LOW', nothing, { budget: 200n * sui }, /200000000000/);
  });

  it('has a price of at least the reference price, and below the limit', async () => {
    await refusesTransaction('GAS_PRICE_TOO_LOW', nothing, { price: 999n }, /999.*1000/);
    await refusesTransaction('GAS_PRICE_TOO_HIGH', nothing, { price: 50_000_000_000n });
  });
});

describe('inputs', () => {
  const use =
    (object: Parameters<Transaction['object']>[0], name = 'value') =>
    (tx: Transaction) =>
      void tx.moveCall({ target: world.fn(name), arguments: [tx.object(object)] });

  it('name the current version and digest of their objects', async () => {
    const reference = referenceOf(item);
    await refusesTransaction(
      'OBJECT_VERSION_UNAVAILABLE',
      use(Inputs.ObjectRef({ ...reference, version: '1' })),
      {},
      new RegExp(`version 1 .*current version: ${item.version}`),
    );
    await refusesTransaction(
      'INVALID_OBJECT_DIGEST',
      use(Inputs.ObjectRef({ ...reference, digest: digestOf(1) })),
    );
    await refusesTransaction(
      'OBJECT_NOT_FOUND',
      use(Inputs.ObjectRef({ ...reference, objectId: normalizeSuiAddress('0xdead') })),
    );
  });

  it('are stale once another transaction has used them', async () => {
    const { bytes, sender } = await world.build(use(Inputs.ObjectRef(referenceOf(item))));
    const coin = world.ledger.fund(world.alice.toSuiAddress(), sui);
    await world.succeed(use(Inputs.ObjectRef(referenceOf(item))), { gas: [coin], budget: sui / 10n });
    const signed = await signatures(bytes, sender);
    await refuses('OBJECT_VERSION_UNAVAILABLE', () => world.ledger.execute(bytes, signed));
  });

  it('belong to the sender', async () => {
    const stolen = { sender: world.bob };
    await refusesTransaction('INCORRECT_OWNER', use(Inputs.ObjectRef(referenceOf(item))), stolen);
    await refusesTransaction('NOT_OWNED_OBJECT', use(Inputs.ObjectRef(referenceOf(world.now(shared)))));
    await world.succeed((tx) =>
      tx.moveCall({
        target: world.fn('add_field'),
        arguments: [world.owned(tx, item), tx.pure.u64(1), tx.pure.u64(1)],
      }),
    );
    const field = world.ledger.listOwned(item.id, { kind: 'object', limit: 1 }).items[0]!;
    await refusesTransaction('CHILD_OBJECT_AS_INPUT', use(Inputs.ObjectRef(referenceOf(field))));
    const receive = (object: LedgerObject) => (tx: Transaction) =>
      void tx.moveCall({
        target: world.fn('receive'),
        arguments: [world.owned(tx, item), tx.object(Inputs.ReceivingRef(referenceOf(object)))],
      });
    await refusesTransaction('CHILD_OBJECT_AS_INPUT', receive(field));
    await refusesTransaction('NOT_OWNED_OBJECT', receive(world.now(shared)));
  });

  const sharedRef = (objectId: string, version: bigint, mutable = true) =>
    Inputs.SharedObjectRef({ objectId, initialSharedVersion: `${version}`, mutable });

  it('that are shared say since when', async () => {
    await refusesTransaction('SHARED_VERSION_MISMATCH', use(sharedRef(shared.id, shared.version + 1n)));
    await refusesTransaction('NOT_SHARED_OBJECT', use(sharedRef(item.id, item.version)));
    await refusesTransaction('OBJECT_NOT_FOUND', use(sharedRef(normalizeSuiAddress('0xdead'), 1n)));
  });

  it('leave Clock, Random and the authenticator state alone', async () => {
    for (const id of ['0x6', '0x8']) {
      await refusesTransaction('IMMUTABLE_PARAMETER_EXPECTED', use(sharedRef(normalizeSuiAddress(id), 1n)));
    }
    await refusesTransaction('SYSTEM_OBJECT', use(sharedRef(normalizeSuiAddress('0x7'), 1n)));
  });

  it('name each object once', async () => {
    await refusesTransaction('DUPLICATE_INPUT', use(Inputs.ObjectRef(referenceOf(item))), { gas: [item] });
    await refuses('DUPLICATE_INPUT', () =>
      executeChanged(
        (data) => {
          const inputs = data.kind.ProgrammableTransaction!.inputs;
          inputs.push(inputs[0]!);
        },
        use(Inputs.ObjectRef(referenceOf(item))),
      ),
    );
  });

  it('and packages are not taken for one another', async () => {
    const item = world.now(world.packageId);
    await refusesTransaction('PACKAGE_AS_OBJECT', use(Inputs.ObjectRef(referenceOf(item))));
    await refusesTransaction('OBJECT_AS_PACKAGE', (tx) => void tx.moveCall({ target: `${shared.id}::a::b` }));
    await refusesTransaction('PACKAGE_NOT_FOUND', (tx) => void tx.moveCall({ target: `0xdead::a::b` }));
    await refusesTransaction('PACKAGE_NOT_FOUND', (tx) => {
      tx.moveCall({ target: world.fn('hold'), typeArguments: ['0xdead::a::B'], arguments: [tx.pure.u64(1)] });
    });
  });
});

describe('order', () => {
  it('nothing but transfers and merges follows a use of randomness', async () => {
    const draw = (tx: Transaction) =>
      tx.moveCall({
        target: world.fn('draw'),
        arguments: [world.shared(tx, normalizeSuiAddress('0x8'), false)],
      });
    await refusesTransaction('POST_RANDOM_COMMAND', (tx) => {
      draw(tx);
      nothing(tx);
    });
    await world.succeed((tx) => {
      const [coin] = tx.splitCoins(tx.gas, [1n]);
      draw(tx);
      tx.transferObjects([coin!], world.bob.toSuiAddress());
    });
  });

  it('a transaction does not outlive its expiration', async () => {
    const options = { expiration: { Epoch: 0 } };
    const { bytes, sender } = await world.build(nothing, options);
    const signed = await signatures(bytes, sender);
    world.ledger.advanceEpoch();
    await refuses('TRANSACTION_EXPIRED', () => world.ledger.execute(bytes, signed));
    await world.succeed(nothing, { expiration: { Epoch: 1 } });
  });

  it('a transaction for another chain, or another time, is refused', async () => {
    const during = (changes: object) => ({
      expiration: {
        ValidDuring: {
          minEpoch: '0',
          maxEpoch: '1',
          minTimestamp: null,
          maxTimestamp: null,
          chain: world.ledger.chainIdentifier,
          nonce: 1,
          ...changes,
        },
      },
    });
    await world.succeed(nothing, during({}));
    await refusesTransaction('TRANSACTION_EXPIRED', nothing, during({ chain: digestOf(7) }));
    await refusesTransaction('TRANSACTION_EXPIRED', nothing, during({ minEpoch: '1' }));
    await refusesTransaction('TRANSACTION_EXPIRED', nothing, during({ maxTimestamp: '1' }));
  });
});
