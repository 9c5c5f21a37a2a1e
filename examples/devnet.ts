import { Devnet } from '@haulout/devnet';
import { Transaction } from '@mysten/sui/transactions';

const devnet = await Devnet.start({ seed: 'my test' }); // same seed and same calls, same chain
const alice = devnet.newAccount('alice'); // has SUI for gas

const { packageId } = await devnet.publish({
  files: {
    'Move.toml': '[package]\nname = "counter"\nedition = "2024"\n[addresses]\ncounter = "0x0"\n',
    'sources/counter.move': `module counter::counter;
      public struct Counter has key { id: UID, value: u64 }
      public fun create(ctx: &mut TxContext) {
        transfer::share_object(Counter { id: object::new(ctx), value: 0 });
      }`,
  },
});

const transaction = new Transaction();
transaction.moveCall({ target: `${packageId}::counter::create` });
const before = devnet.snapshot();
const executed = await devnet.client.signAndExecuteTransaction({ transaction, signer: alice });
console.log(`a counter is there since transaction ${executed.Transaction!.digest}`);
devnet.advanceClock(60_000); // time moves when you say so
devnet.restore(before); // and goes back: the counter is gone

devnet.stop();
