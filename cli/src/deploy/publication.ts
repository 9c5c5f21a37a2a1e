import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Transaction } from '@mysten/sui/transactions';
import { compilePackage } from '@haulout/devnet/compiler';
import type { CompiledPackage } from '@haulout/devnet/compiler';

const MOVE = fileURLToPath(new URL('../../../move', import.meta.url));

/** A package of `move/` whose dependencies are at these addresses, by name. Throws CompileError. */
export async function compiled(
  folder: string,
  published: Readonly<Record<string, string>>,
): Promise<CompiledPackage> {
  const result = await compilePackage({ directory: join(MOVE, folder) }, { published });
  // The compiler may have let nothing else run for seconds. What happened to connections meanwhile, as a server that
  // closed an idle one, has to be noticed before the next request takes it.
  await setTimeout(0);
  await setImmediate();
  return result;
}

/** A transaction that publishes a package and gives its `UpgradeCap` to the publisher. */
export function publication({ modules, dependencies }: CompiledPackage, publisher: string): Transaction {
  const transaction = new Transaction();
  const upgradeCap = transaction.publish({
    modules: modules.map(({ bytecode }) => [...bytecode]),
    dependencies: [...dependencies],
  });
  transaction.transferObjects([upgradeCap], publisher);
  return transaction;
}
