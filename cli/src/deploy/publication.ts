import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { Transaction } from '@mysten/sui/transactions';
import { compilePackage } from '@haulout/devnet/compiler';
import type { CompiledPackage } from '@haulout/devnet/compiler';

/** A package of `@haulout/move` whose dependencies are at these addresses, by name. Throws CompileError. */
export async function compiled(
  folder: string,
  published: Readonly<Record<string, string>>,
): Promise<CompiledPackage> {
  const result = await compilePackage({ directory: join(moveFolder(), folder) }, { published });
  // The compiler may have let nothing else run for seconds. What happened to connections meanwhile, as a server that
  // closed an idle one, has to be noticed before the next request takes it.
  await setTimeout(0);
  await setImmediate();
  return result;
}

/** Where the sources are: `move/` of the repository, or what npm has installed. */
function moveFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@haulout/move/package.json'));
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
