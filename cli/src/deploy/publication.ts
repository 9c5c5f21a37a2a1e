import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Transaction } from '@mysten/sui/transactions';
import { compilePackage } from '@haulout/devnet/compiler';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import { upgrade } from '@haulout/sdk/contracts';
import type { PackageName } from './package-names.js';

/** The compiler was needed: the package was changed since this one was built, or was not compiled then. */
export type CompileEvent =
  | {
      readonly kind: 'compiling';
      /** The package that is being compiled. */
      readonly package: PackageName;
    }
  | {
      readonly kind: 'compiled';
      /** The package that was compiled. */
      readonly package: PackageName;
      /** How long it took, in ms. */
      readonly ms: number;
    };

/** How a package is compiled. */
export interface CompilationOptions {
  /** Where its dependencies are, by name. */
  readonly published: Readonly<Record<string, string>>;
  /** Folder that results are kept in. Default: that of the compiler. */
  readonly cache?: string | undefined;
  readonly onCompile?: ((event: CompileEvent) => void) | undefined;
}

/** Where `prebuild.mjs` has put the compiled packages; the same place seen from src/ and from dist/. */
const PREBUILT = fileURLToPath(new URL('../../dist/prebuilt', import.meta.url));

/**
 * A package of `@haulout/move`, ready to be published. It comes compiled with this package: the compiler runs
 * only if sources, framework or compiler are not those that it was compiled from.
 *
 * @throws CompileError
 */
export async function compiled(
  name: PackageName,
  { published, cache, onCompile }: CompilationOptions,
): Promise<CompiledPackage> {
  let startedMs: number | undefined;
  const result = await compilePackage(
    { directory: join(moveFolder(), name) },
    {
      published,
      ...(cache === undefined ? { prebuilt: PREBUILT } : { cache }),
      onCompile() {
        startedMs = performance.now();
        onCompile?.({ kind: 'compiling', package: name });
      },
    },
  );
  if (startedMs === undefined) return result;
  onCompile?.({ kind: 'compiled', package: name, ms: Math.round(performance.now() - startedMs) });
  // The compiler has let nothing else run for seconds. What happened to connections meanwhile, as a server
  // that closed an idle one, has to be noticed before the next request takes it.
  await setTimeout(0);
  await setImmediate();
  return result;
}

/** Where the sources are: `move/` of the repository, or what npm has installed. */
function moveFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@haulout/move/package.json'));
}

/**
 * A transaction that publishes a package.
 *
 * @param keeper who gets the `UpgradeCap`: an address, or the votes of a network; 'nobody': it is destroyed,
 *   and the package stays as it is for ever
 */
export function publication(
  { modules, dependencies }: CompiledPackage,
  keeper: string | 'nobody' | { readonly packageId: string; readonly upgradeManagerId: string },
): Transaction {
  const transaction = new Transaction();
  const upgradeCap = transaction.publish({
    modules: modules.map(({ bytecode }) => [...bytecode]),
    dependencies: [...dependencies],
  });
  if (keeper === 'nobody') {
    transaction.moveCall({ target: '0x2::package::make_immutable', arguments: [upgradeCap] });
  } else if (typeof keeper === 'string') {
    transaction.transferObjects([upgradeCap], keeper);
  } else {
    const { packageId, upgradeManagerId } = keeper;
    transaction.add(
      upgrade.entrust({ package: packageId, arguments: { self: upgradeManagerId, cap: upgradeCap } }),
    );
  }
  return transaction;
}
