/** How tests are expected to fail, as their `#[expected_failure]` attributes say. */
import { CompileError } from './errors.js';
import { evaluate, integer } from './integer-expression.js';
import type { ExpectedFailure, ModuleName } from '../vm/unit-test/plan.js';
import type { Attribute, ScannedConstant, ScannedModule } from './move-scan.js';
import type { Token } from './move-tokens.js';

/** A module and the file that it is in. */
export interface PlacedModule {
  readonly file: string;
  /** The text of the file. */
  readonly source: string;
  readonly scanned: ScannedModule;
}

/** Where names lead. */
export interface Names {
  readonly addresses: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, PlacedModule>;
}

/** Module names that are in scope everywhere. */
const ALWAYS_IN_SCOPE: Readonly<Record<string, string>> = {
  vector: 'std',
  internal: 'std',
  option: 'std',
  object: 'sui',
  transfer: 'sui',
  tx_context: 'sui',
};

/** What an error names. */
export interface Where {
  readonly file: string;
  readonly test: string;
}

/** What the names in an attribute are looked up in. */
export interface Scope {
  /** The module that the attribute stands in. */
  readonly module: ScannedModule;
  readonly names: Names;
  readonly where: Where;
}

/** What an `#[expected_failure]` attribute says. Throws `BAD_PACKAGE` when it cannot be understood. */
export function expectedFailure(attribute: Attribute, scope: Scope): ExpectedFailure {
  const { where } = scope;
  const given = new Map(assignments(attribute.arguments));
  const place = given.get('location');
  const location = place && moduleOf(segments(place), scope);
  const abort = given.get('abort_code');
  if (abort) return expectedAbort(abort, scope, location);
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
  return { kind: 'any' };
}

/** Status codes of the Move VM that have names of their own in `#[expected_failure]`. */
const STATUS_CODES: Readonly<Record<string, number>> = {
  arithmetic_error: 4017,
  vector_error: 4018,
  out_of_gas: 4002,
};

/**
 * `abort_code = 3`, or a constant by its name or path. Where the code is a constant, the abort must come from
 * its module.
 */
function expectedAbort(
  written: readonly Token[],
  scope: Scope,
  location: ModuleName | undefined,
): ExpectedFailure {
  // `::a::m::C` is `a::m::C`.
  const tokens = written[0]?.text === '::' ? written.slice(1) : written;
  const [first] = tokens;
  if (tokens.length === 1 && first!.kind === 'number') {
    return { kind: 'abort', code: integer(first!.text), location };
  }
  const { constant, module, owner } = constantAt(segments(tokens), scope);
  const isError = constant.attributes.some((list) => list.entries.some(({ name }) => name === 'error'));
  if (isError) return { kind: 'error-constant', constant: constant.name, location: owner };
  const code = constantValue(constant, { module, where: scope.where });
  return { kind: 'abort', code, location: location ?? owner };
}

/** A constant, and the module that it is of. */
interface PlacedConstant {
  readonly constant: ScannedConstant;
  readonly module: ScannedModule;
  readonly owner: ModuleName;
}

/** The constant `C` of this module or brought in by `use`, `m::C` or `a::m::C`. */
function constantAt(path: readonly string[], scope: Scope): PlacedConstant {
  const { names, where, module: current } = scope;
  const written = path.at(-1)!;
  const alias = path.length === 1 ? current.aliases.get(written) : undefined;
  const isImported = alias?.member !== undefined;
  const owner = isImported
    ? { address: addressOf(alias.address, names, where), name: alias.module }
    : moduleOf(path.length > 1 ? path.slice(0, -1) : ['Self'], scope);
  const name = isImported ? alias.member! : written;
  const found = moduleAt(owner, names);
  const constant = found?.module.constants.find((item) => item.name === name);
  if (!found || !constant) return fail(where, `no constant ${path.join('::')}`);
  return { constant, ...found };
}

/**
 * The module of this address and name. Packages that are not on chain were once all at 0x0: a module may be
 * named by the address of another package, if no other has its name.
 */
function moduleAt(owner: ModuleName, { modules }: Names): Omit<PlacedConstant, 'constant'> | undefined {
  const module = modules.get(`${owner.address}::${owner.name}`)?.scanned;
  if (module) return { module, owner };
  const others = [...modules].filter(([, { scanned }]) => scanned.name === owner.name);
  const [key, other] = others[0] ?? [];
  if (others.length !== 1 || other === undefined) return undefined;
  return { module: other.scanned, owner: { ...owner, address: key!.slice(0, key!.indexOf('::')) } };
}

/** The value of an integer constant, which may name others of its module. */
function constantValue(
  constant: ScannedConstant,
  { module, where }: Pick<Scope, 'module' | 'where'>,
  depth = 0,
): bigint {
  const value = evaluate(constant.value, (path) => {
    const other = path.length === 1 ? module.constants.find(({ name }) => name === path[0]) : undefined;
    return other && depth < 16 ? constantValue(other, { module, where }, depth + 1) : undefined;
  });
  return value ?? fail(where, `constant ${constant.name} is no integer`);
}

function moduleOf(path: readonly string[], { module: current, names, where }: Scope): ModuleName {
  const [first, second] = path;
  if (first === undefined || first === 'Self') {
    return { address: addressOf(current.address, names, where), name: current.name };
  }
  if (second !== undefined) return { address: addressOf(first, names, where), name: second };
  const alias = current.aliases.get(first);
  if (alias && alias.member === undefined)
    return { address: addressOf(alias.address, names, where), name: alias.module };
  const scope = ALWAYS_IN_SCOPE[first];
  if (scope !== undefined) return { address: addressOf(scope, names, where), name: first };
  if (first === current.name) return { address: addressOf(current.address, names, where), name: first };
  return fail(where, `no module ${first} in scope`);
}

/** The address of a name or number. Throws `BAD_PACKAGE` for a name that no package has. */
export function addressOf(text: string, names: Names, where: Where): string {
  return names.addresses.get(text) ?? numeric(text) ?? fail(where, `no address ${text}`);
}

/** An address given as a number; undefined for what is none. */
export function numeric(text: string): string | undefined {
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

function fail(where: Where, problem: string): never {
  throw new CompileError('BAD_PACKAGE', `${where.file}: test ${where.test}: ${problem}`);
}
