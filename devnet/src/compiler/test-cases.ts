/** The unit tests of a package, as their attributes describe them. */
import { CompileError } from './errors.js';
import { scan, type Attribute, type ScannedConstant, type ScannedModule } from './move-scan.js';
import type { Token } from './move-tokens.js';
import type { PackageFiles } from './package-files.js';

/** A module by address (`0x` and 64 hex digits) and name. */
export interface ModuleId {
  readonly address: string;
  readonly name: string;
}

/** How a test must fail. Where `location` may be absent and is, it may fail anywhere. */
export type ExpectedFailure =
  | { readonly kind: 'any'; readonly location?: ModuleId }
  /** `abort_code = 3`, or an integer constant, whose module is then the location. */
  | { readonly kind: 'abort'; readonly code: bigint; readonly location?: ModuleId }
  /**
   * `abort_code = EName`, an `#[error]` constant of the module `location`: its code depends on the line that
   * aborts.
   */
  | { readonly kind: 'error-constant'; readonly constant: string; readonly location: ModuleId }
  /**
   * `arithmetic_error` (4017), `vector_error` (4018), `out_of_gas` (4002), or the number of another status of
   * the VM.
   */
  | {
      readonly kind: 'status';
      readonly majorStatus: number;
      readonly minorStatus?: bigint;
      readonly location: ModuleId;
    };

/** One function marked `#[test]`. */
export interface MoveTest {
  /** `package::module::function`, the package by its named address: as the real runner prints it. */
  readonly name: string;
  readonly module: ModuleId;
  readonly function: string;
  readonly expectedFailure?: ExpectedFailure;
}

interface PlacedModule {
  readonly file: string;
  readonly scanned: ScannedModule;
}

/** Where names lead. */
interface Names {
  readonly addresses: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, PlacedModule>;
}

/** Module names that are in scope everywhere. */
const ALWAYS_IN_SCOPE: Readonly<Record<string, string>> = {
  vector: 'std',
  option: 'std',
  object: 'sui',
  transfer: 'sui',
  tx_context: 'sui',
};

/**
 * Finds the tests of `root`, in the order of files and functions. `all` has the files of every package, for
 * the constants that tests name. Throws `BAD_PACKAGE` when an attribute cannot be understood.
 */
export function findTests(
  root: PackageFiles,
  all: readonly PackageFiles[],
  addresses: ReadonlyMap<string, string>,
): MoveTest[] {
  const names: Names = {
    addresses,
    modules: new Map(all.flatMap((files) => placeModules(files, addresses))),
  };
  const tests: MoveTest[] = [];
  for (const [, { file, scanned }] of placeModules(root, addresses)) {
    for (const item of scanned.functions) {
      const attributes = item.attributes.flatMap((list) => list.entries);
      const test = attributes.find(({ name }) => name === 'test');
      // The compiler gives tests no arguments (any longer): a function that wants some is not run.
      if (!test || item.parameters.length > 0) continue;
      const name = `${scanned.address}::${scanned.name}::${item.name}`;
      const where = { file, test: name };
      const failure = attributes.find((entry) => entry.name === 'expected_failure');
      tests.push({
        name,
        module: { address: addressOf(scanned.address, names, where), name: scanned.name },
        function: item.name,
        ...(failure && { expectedFailure: expectedFailure(failure, { module: scanned, names, where }) }),
      });
    }
  }
  return tests;
}

interface Where {
  readonly file: string;
  readonly test: string;
}

function placeModules(files: PackageFiles, addresses: ReadonlyMap<string, string>): [string, PlacedModule][] {
  const placed: [string, PlacedModule][] = [];
  for (const file of Object.keys(files).sort()) {
    if (!file.endsWith('.move')) continue;
    for (const scanned of scan(files[file]!).modules) {
      const address = addresses.get(scanned.address) ?? numeric(scanned.address);
      placed.push([`${address}::${scanned.name}`, { file, scanned }]);
    }
  }
  return placed;
}

/** What the names in an attribute are looked up in. */
interface Scope {
  /** The module that the attribute stands in. */
  readonly module: ScannedModule;
  readonly names: Names;
  readonly where: Where;
}

function expectedFailure(attribute: Attribute, scope: Scope): ExpectedFailure {
  const { where } = scope;
  const given = new Map(assignments(attribute.arguments));
  const place = given.get('location');
  const location = place && moduleOf(segments(place), scope);
  const abort = given.get('abort_code');
  if (abort) {
    if (abort[0]?.kind === 'number') return { kind: 'abort', code: integer(abort[0].text), location };
    return namedAbort(segments(abort), scope, location);
  }
  const named = Object.keys(STATUS_CODES).find((name) => given.has(name));
  const major = given.get('major_status')?.[0];
  if (named !== undefined || major) {
    const minor = given.get('minor_status')?.[0];
    return {
      kind: 'status',
      majorStatus: major ? Number(integer(major.text)) : STATUS_CODES[named!]!,
      ...(minor && { minorStatus: integer(minor.text) }),
      location: location ?? fail(where, 'no location for the status'),
    };
  }
  return { kind: 'any', location };
}

/** Status codes of the Move VM that have names of their own in `#[expected_failure]`. */
const STATUS_CODES: Readonly<Record<string, number>> = {
  arithmetic_error: 4017,
  vector_error: 4018,
  out_of_gas: 4002,
};

/** `abort_code = C`, `m::C` or `a::m::C`: the constant's module is where the abort must come from. */
function namedAbort(path: readonly string[], scope: Scope, location: ModuleId | undefined): ExpectedFailure {
  const { names, where } = scope;
  const constant = path.at(-1)!;
  const owner = moduleOf(path.length > 1 ? path.slice(0, -1) : ['Self'], scope);
  const placed = names.modules.get(`${owner.address}::${owner.name}`)?.scanned;
  const found = placed?.constants.find(({ name }) => name === constant);
  if (!placed || !found) return fail(where, `no constant ${path.join('::')}`);
  const isError = found.attributes.some((list) => list.entries.some(({ name }) => name === 'error'));
  if (isError) return { kind: 'error-constant', constant, location: owner };
  return {
    kind: 'abort',
    code: constantValue(found, { module: placed, where }),
    location: location ?? owner,
  };
}

/** Integer constants: a number, or the name of another constant. */
function constantValue(
  constant: ScannedConstant,
  { module, where }: Pick<Scope, 'module' | 'where'>,
  depth = 0,
): bigint {
  const [first, ...more] = constant.value;
  if (first && more.length === 0 && depth < 16) {
    if (first.kind === 'number') return integer(first.text);
    const other = module.constants.find(({ name }) => name === first.text);
    if (other) return constantValue(other, { module, where }, depth + 1);
  }
  return fail(where, `constant ${constant.name} is neither a number nor another constant`);
}

function moduleOf(path: readonly string[], { module: current, names, where }: Scope): ModuleId {
  const [first, second] = path;
  if (first === undefined || first === 'Self') {
    return { address: addressOf(current.address, names, where), name: current.name };
  }
  if (second !== undefined) return { address: addressOf(first, names, where), name: second };
  const alias = current.aliases.get(first);
  if (alias) return { address: addressOf(alias.address, names, where), name: alias.module };
  const scope = ALWAYS_IN_SCOPE[first];
  if (scope !== undefined) return { address: addressOf(scope, names, where), name: first };
  if (first === current.name) return { address: addressOf(current.address, names, where), name: first };
  return fail(where, `no module ${first} in scope`);
}

function addressOf(text: string, names: Names, where: Where): string {
  return names.addresses.get(text) ?? numeric(text) ?? fail(where, `no address ${text}`);
}

function numeric(text: string): string | undefined {
  if (!/^(0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/.test(text)) return undefined;
  return `0x${integer(text).toString(16).padStart(64, '0')}`;
}

/** `a = b, c`: pairs of name and value tokens; `c` has no value. */
function assignments(tokens: readonly Token[]): [string, readonly Token[]][] {
  const pairs: [string, readonly Token[]][] = [];
  let entry: Token[] = [];
  const end = (): void => {
    if (entry.length > 0) pairs.push([entry[0]!.text, entry.slice(2)]);
    entry = [];
  };
  for (const token of tokens) {
    if (token.text === ',') end();
    else entry.push(token);
  }
  end();
  return pairs;
}

function segments(tokens: readonly Token[]): string[] {
  return tokens.filter(({ text }) => text !== '::').map(({ text }) => text);
}

function integer(text: string): bigint {
  return BigInt(text.replace(/(?<=[0-9a-fA-F_])u(8|16|32|64|128|256)$/, '').replaceAll('_', ''));
}

function fail(where: Where, problem: string): never {
  throw new CompileError('BAD_PACKAGE', `${where.file}: test ${where.test}: ${problem}`);
}
