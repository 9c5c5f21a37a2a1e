/**
 * One compilation for all chains. The places of its dependencies on chain change one thing in a package's
 * bytecode: the addresses of the dependencies. So a package is compiled once against placeholder addresses,
 * which occur nowhere else, and for each chain the real addresses replace them. The result equals what the
 * compiler makes of the real addresses, byte for byte.
 *
 * Sources that name addresses (`@dependency`) can calculate with them: such packages are compiled again for
 * each chain.
 */
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { blake2b256 } from '../blake2b.js';
import { CompileError } from './errors.js';
import type { CompiledPackage, PackageAddress, Publication } from './compiled-package.js';
import type { PackageFiles } from './package-files.js';
import type { PackageGraph } from './package-graph.js';

/** Where the dependencies of a graph are, by name; ids have 64 digits. */
export type Publications = Readonly<Record<string, Publication>>;

/**
 * The publications of the packages in a graph.
 *
 * @throws CompileError BAD_DEPENDENCY for what is no address
 */
export function publicationsOf(
  { ordered }: PackageGraph,
  published: Readonly<Record<string, PackageAddress | Publication>> = {},
): Publications {
  const found: Record<string, Publication> = {};
  for (const { manifest } of ordered) {
    const given = published[manifest.name];
    if (given === undefined) continue;
    const { originalId, publishedAt, version } =
      typeof given === 'string' ? { originalId: given, publishedAt: given, version: 1 } : given;
    found[manifest.name] = {
      originalId: paddedId(originalId, manifest.name),
      publishedAt: paddedId(publishedAt, manifest.name),
      version: Math.trunc(version),
    };
  }
  return found;
}

/** Placeholder addresses that a package is compiled against, and the real ones that replace them. */
export interface Placeholders {
  readonly publications: Publications;
  /** Placeholder ids to real ones. */
  readonly ids: ReadonlyMap<PackageAddress, PackageAddress>;
}

/** Placeholders for real publications; undefined when the package must be compiled against the real ones. */
export function placeholdersFor(graph: PackageGraph, real: Publications): Placeholders | undefined {
  const originals = Object.values(real).map(({ originalId }) => originalId);
  const isPlain = new Set(originals).size === originals.length && !originals.some(isSystemAddress);
  if (!isPlain || graph.ordered.some(({ files }) => namesAddress(files))) return undefined;
  // In the order of the real ones, since the compiler sorts by addresses.
  const realIds = [
    ...new Set(Object.values(real).flatMap(({ originalId, publishedAt }) => [originalId, publishedAt])),
  ].sort();
  const ids = realIds.map((_, index) => placeholder(index)).sort();
  const placeholderOf = new Map(realIds.map((id, index) => [id, ids[index]!]));
  const publications = Object.entries(real).map(([name, { originalId, publishedAt, version }]) => [
    name,
    { originalId: placeholderOf.get(originalId)!, publishedAt: placeholderOf.get(publishedAt)!, version },
  ]);
  return {
    publications: Object.fromEntries(publications) as Publications,
    ids: new Map(ids.map((id, index) => [id, realIds[index]!])),
  };
}

/** A package compiled against placeholders, as it is with the real publications. */
export function relinked(compiled: CompiledPackage, { ids }: Placeholders): CompiledPackage {
  const modules = compiled.modules.map(({ name, bytecode }) => ({
    name,
    bytecode: hexToBytes(withReal(bytesToHex(bytecode), ids)),
  }));
  const dependencies = compiled.dependencies.map((id) => ids.get(id) ?? id);
  return {
    ...compiled,
    modules,
    dependencies,
    digest: packageDigest(
      modules.map(({ bytecode }) => bytecode),
      dependencies,
    ),
    warnings: compiled.warnings && withReal(compiled.warnings, ids),
  };
}

/** A failure of compiling against placeholders, in terms of the real addresses. */
export function relinkedError(error: unknown, { ids }: Placeholders): unknown {
  if (!(error instanceof CompileError)) return error;
  const message = withReal(error.message, ids);
  return message === error.message
    ? error
    : new CompileError(error.code, message, { packageName: error.packageName });
}

/** Text or bytes in hex with the real ids. */
function withReal(text: string, ids: Placeholders['ids']): string {
  let result = text;
  for (const [placeholderId, real] of ids) result = result.replaceAll(placeholderId.slice(2), real.slice(2));
  return result;
}

/** 32 bytes that no sources and no other packages contain. */
function placeholder(index: number): PackageAddress {
  return `0x${bytesToHex(blake2b256(utf8ToBytes(`stand-in ${index}`)))}`;
}

function isSystemAddress(id: string): boolean {
  return BigInt(id) < 0x1_0000n;
}

function namesAddress(files: PackageFiles): boolean {
  return Object.keys(files).some((path) => path.startsWith('sources/') && /@\s*[a-zA-Z_]/.test(files[path]!));
}

/**
 * The digest in an upgrade ticket: over the digests of all modules and the dependencies, in order of their
 * bytes.
 */
export function packageDigest(
  modules: readonly Uint8Array[],
  dependencies: readonly PackageAddress[],
): Uint8Array {
  const parts = [
    ...modules.map((module) => bytesToHex(blake2b256(module))),
    ...dependencies.map((id) => id.slice(2).padStart(64, '0')),
  ];
  return blake2b256(hexToBytes(parts.sort().join('')));
}

function paddedId(id: string, name: string): string {
  if (!/^0x[0-9a-fA-F]{1,64}$/.test(id)) {
    throw new CompileError(
      'BAD_DEPENDENCY',
      `${JSON.stringify(id)}, given for ${name}, is not a package address: ` +
        'an address is 0x and 1 to 64 hex digits',
    );
  }
  return `0x${id.slice(2).toLowerCase().padStart(64, '0')}`;
}
