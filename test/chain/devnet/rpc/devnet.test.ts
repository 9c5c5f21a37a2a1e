/** `Devnet`: a chain as a library. */
import assert from 'node:assert/strict';
import { CompileError, Devnet, DevnetError, MIST_PER_SUI } from '@haulout/devnet';
import { compilePackage } from '@haulout/devnet/compiler';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Transaction } from '@mysten/sui/transactions';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const directory = fileURLToPath(new URL('./move', import.meta.url));
const compiled = compilePackage({ directory });

describe('a devnet', () => {
  it('is the same chain for the same seed and calls, and another for another seed', async () => {
    const play = async (seed: string) => {
      const devnet = await Devnet.start({ seed });
      const { packageId } = await devnet.publish(await compiled);
      const alice = devnet.newAccount('alice');
      const transaction = new Transaction();
      transaction.moveCall({ target: `${packageId}::shelf::open` });
      await devnet.client.signAndExecuteTransaction({ transaction, signer: alice });
      devnet.advanceClock(1000);
      devnet.stop();
      return { tip: devnet.ledger.latestCheckpoint().digest, alice: alice.toSuiAddress(), packageId };
    };
    const first = await play('one');
    assert.deepEqual(await play('one'), first);
    const other = await play('two');
    assert.notEqual(other.tip, first.tip);
    assert.notEqual(other.alice, first.alice);
  });

  it('starts at the time and gas price that it is told', async () => {
    const devnet = await Devnet.start({ startTimestampMs: 1_700_000_000_000, referenceGasPrice: 750 });
    assert.equal(devnet.ledger.clockMs(), 1_700_000_000_000n);
    assert.equal((await devnet.client.getReferenceGasPrice()).referenceGasPrice, '750');
    devnet.advanceClock(60_000);
    const { object } = await devnet.client.getObject({ objectId: '0x6', include: { json: true } });
    assert.equal(object.json?.['timestamp_ms'], '1700000060000');
    devnet.stop();
  });

  it('funds accounts: a name is one account, no name each time another', async () => {
    const devnet = await Devnet.start();
    const alice = devnet.newAccount('alice').toSuiAddress();
    assert.equal(devnet.newAccount('alice').toSuiAddress(), alice);
    const balance = async (owner: string) =>
      BigInt((await devnet.client.getBalance({ owner })).balance.balance);
    assert.equal(await balance(alice), 1000n * MIST_PER_SUI, 'funded once');
    assert.notEqual(devnet.newAccount().toSuiAddress(), devnet.newAccount().toSuiAddress());
    const coin = devnet.fund('0x77', 123);
    assert.equal(await balance('0x77'), 123n);
    assert.equal(coin.owner.kind, 'address');
    devnet.stop();
  });

  it('goes back to a snapshot, as often as one likes, and the client sees it', async () => {
    const devnet = await Devnet.start();
    const snapshot = devnet.snapshot();
    for (const amount of [5, 7]) {
      devnet.fund('0x99', amount);
      const { balance } = await devnet.client.getBalance({ owner: '0x99' });
      assert.equal(balance.balance, String(amount));
      devnet.restore(snapshot);
      assert.equal((await devnet.client.getBalance({ owner: '0x99' })).balance.balance, '0');
      assert.equal(devnet.ledger.latestCheckpoint().sequenceNumber, snapshot.checkpoint);
    }
    const account = devnet.newAccount('zoe');
    devnet.restore(snapshot);
    devnet.newAccount('zoe');
    assert.equal(
      (await devnet.client.listCoins({ owner: account.toSuiAddress() })).objects.length,
      1,
      'funded again',
    );
    devnet.stop();
  });

  it('finds the metadata of a coin after going back to before it was published', async () => {
    const devnet = await Devnet.start();
    const snapshot = devnet.snapshot();
    const symbol = async (packageId: string) =>
      (await devnet.client.getCoinMetadata({ coinType: `${packageId}::gold::GOLD` })).coinMetadata?.symbol;
    const { packageId } = await devnet.publish(await compiled);
    assert.equal(await symbol(packageId), 'GLD');
    devnet.restore(snapshot);
    assert.equal(await symbol(packageId), undefined);
    const info = devnet.client.stateService.getCoinInfo({ coinType: `${packageId}::gold::GOLD` });
    await assert.rejects(async () => info, /not found/);
    const again = await devnet.publish(await compiled, { signer: devnet.newAccount('other') });
    assert.equal(await symbol(again.packageId), 'GLD');
    devnet.stop();
  });

  it('ends epochs', async () => {
    const devnet = await Devnet.start();
    devnet.advanceEpoch();
    assert.equal((await devnet.client.getCurrentSystemState()).systemState.epoch, '1');
    devnet.stop();
  });
});

describe('publish', () => {
  it('takes a directory, files, or what is compiled, and links against what is on chain', async () => {
    const devnet = await Devnet.start();
    const manifest = (name: string, rest = '') =>
      `[package]\nname = "${name}"\nedition = "2024"\n[addresses]\n${name.toLowerCase()} = "0x0"\n${rest}`;
    const baseFiles = {
      'Move.toml': manifest('Base'),
      'sources/a.move': 'module base::a;\npublic fun one(): u64 { 1 }\n',
    };
    const base = await devnet.publish({ files: baseFiles });
    assert.deepEqual(
      base.created.map(({ type }) => type.split('::').at(-1)),
      ['UpgradeCap'],
    );
    const top = await devnet.publish(
      {
        files: {
          'Move.toml': manifest('Top', '[dependencies]\nBase = { local = "base" }\n'),
          'sources/b.move': 'module top::b;\npublic fun two(): u64 { base::a::one() + 1 }\n',
        },
        locals: { base: baseFiles },
      },
      { published: { Base: base.packageId } },
    );
    assert.ok(top.dependencies.includes(base.packageId));
    const transaction = new Transaction();
    transaction.moveCall({ target: `${top.packageId}::b::two` });
    const result = await devnet.client.simulateTransaction({
      transaction,
      checksEnabled: false,
      include: { commandResults: true },
    });
    assert.deepEqual([...result.commandResults![0]!.returnValues[0]!.bcs], [2, 0, 0, 0, 0, 0, 0, 0]);
    devnet.stop();
  });

  it('gives the upgrade capability to the signer', async () => {
    const devnet = await Devnet.start();
    const signer = devnet.newAccount('owner');
    const { created, upgradeCapId } = await devnet.publish(directory, { signer });
    const cap = created.find(({ objectId }) => objectId === upgradeCapId);
    assert.deepEqual(cap?.owner, { kind: 'address', address: signer.toSuiAddress() });
    devnet.stop();
  });

  it('shows the diagnostics of the compiler', async () => {
    const devnet = await Devnet.start();
    const files = {
      'Move.toml': '[package]\nname = "Bad"\nedition = "2024"\n[addresses]\nbad = "0x0"\n',
      'sources/bad.move': 'module bad::bad;\npublic fun f(): u64 { true }\n',
    };
    await assert.rejects(devnet.publish({ files }), (error) => {
      assert.ok(error instanceof CompileError);
      assert.match(error.message, /bad\.move/);
      return true;
    });
    devnet.stop();
  });

  it('of a folder without sources is refused before the chain sees it', async () => {
    const devnet = await Devnet.start();
    const files = { 'Move.toml': '[package]\nname = "Empty"\nedition = "2024"\n' };
    await assert.rejects(devnet.publish({ files }), {
      code: 'BAD_PACKAGE',
      message: /^Empty has no modules/,
    });
    devnet.stop();
  });

  it('that fails on chain says why', async () => {
    const devnet = await Devnet.start();
    const files = {
      'Move.toml': '[package]\nname = "Bad"\nedition = "2024"\n[addresses]\nbad = "0x0"\n',
      'sources/bad.move': 'module bad::bad;\nfun init(_: &mut TxContext) { abort 9 }\n',
    };
    await assert.rejects(devnet.publish({ files }), /abort code: 9/);
    const poor = Ed25519Keypair.generate();
    await assert.rejects(devnet.publish({ files }, { signer: poor }), /unable to select gas/);
    assert.ok(new DevnetError('PUBLISH_FAILED', 'x', undefined) instanceof Error);
    devnet.stop();
  });
});
