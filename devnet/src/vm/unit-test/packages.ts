/** Modules as packages, as if each address were the first and only version of what is there. */
import { moduleOf } from '../bytecode/known-modules.js';
import type { CompiledModule } from '../bytecode/module.js';
import type { Package } from '../package.js';
import type { Address } from '../types.js';

/** The packages that modules compiled for tests make up. Throws `ExecutionFailure` MALFORMED_BYTECODE. */
export function packagesOf(modules: readonly Uint8Array[]): ReadonlyMap<Address, Package> {
  const byAddress = new Map<Address, { readonly bytes: Uint8Array; readonly read: CompiledModule }[]>();
  for (const bytes of modules) {
    const read = moduleOf(bytes, { allowTestMode: true });
    const { address } = read.self;
    byAddress.set(address, [...(byAddress.get(address) ?? []), { bytes, read }]);
  }
  const linkage = new Map([...byAddress.keys()].map((id) => [id, { id, version: 1n }]));
  return new Map(
    [...byAddress].map(([id, home]) => [
      id,
      {
        id,
        originalId: id,
        version: 1n,
        modules: new Map(home.map(({ bytes, read }) => [read.self.name, bytes])),
        typeOrigins: home.flatMap(({ read }) =>
          [...read.structs, ...read.enums].map(({ handle }) => ({
            module: read.self.name,
            datatype: read.datatypeHandles[handle]!.name,
            package: id,
          })),
        ),
        linkage,
      },
    ]),
  );
}
