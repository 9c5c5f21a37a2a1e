/**
 * Runs the same Move functions on the real Move VM (the unit-test runner inside the compiler's wasm) and on
 * ours, and says where they disagree.
 *
 * A function `case_x(): vector<u8>` returns the BCS of all it has seen; the real runner only speaks through
 * abort codes, so a generated test aborts with a digest of it. A function `fail_x` must fail, both times in
 * the same way and place.
 */
import { sha3_256 } from '@noble/hashes/sha3.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileFramework, compilePackage, runMoveTests } from '@haulout/devnet/compiler';
import type { FrameworkSource } from '@haulout/devnet/compiler';
import {
  ExecutionFailure,
  MoveAbort,
  createMachine,
  describeAbort,
  normalizeAddress,
  pureNatives,
  readModule,
} from '@haulout/devnet/vm';
import type { CompiledModule, Machine, Meter, MoveError, Package } from '@haulout/devnet/vm';

/** What a function did, in words that both machines can be brought to. */
export interface Outcome {
  /** `digest <hex>` of what a case returned, `abort <code>`, or the failure's name. */
  readonly result: string;
  /** `module::function` that failed. */
  readonly place: string | undefined;
}

export interface Source {
  readonly [path: string]: string;
}

/** All the files of a Move package in a folder. */
export function readSources(folder: string): Record<string, string> {
  const files: Record<string, string> = { 'Move.toml': readFileSync(join(folder, 'Move.toml'), 'utf8') };
  for (const name of readdirSync(join(folder, 'sources'))) {
    files[`sources/${name}`] = readFileSync(join(folder, 'sources', name), 'utf8');
  }
  return files;
}

/** `module::function` of every case and failure in sources. */
export function functionsOf(files: Source): string[] {
  return Object.entries(files).flatMap(([, text]) => {
    const module = /^module \w+::(\w+);/m.exec(text)?.[1];
    return [...text.matchAll(/^public fun ((?:case|fail)_\w+)\(\)/gm)].map(
      (match) => `${module}::${match[1]}`,
    );
  });
}

/** Modules of sui that are natives which compute, and use no other module of sui. */
const PURE_SUI = ['hash', 'hmac', 'ed25519', 'ecdsa_k1', 'ecdsa_r1'];

/** Of our framework std, and of sui what needs nothing of the rest. */
export function pureFramework(): Exclude<FrameworkSource, { kind: 'download' } | { kind: 'haulout' }> {
  const framework = new URL('../../devnet/framework/', import.meta.url).pathname;
  const folder = join(framework, 'sui-framework');
  const sui: Record<string, string> = { 'Move.toml': readFileSync(join(folder, 'Move.toml'), 'utf8') };
  for (const name of PURE_SUI) {
    sui[`sources/${name}.move`] = readFileSync(join(folder, 'sources', 'crypto', `${name}.move`), 'utf8');
  }
  return { kind: 'files', std: readSources(join(framework, 'move-stdlib')), sui };
}

/**
 * The outcome of every function on the real VM.
 *
 * The runner never tells the minor code of a vector error, it only checks one that is expected: where
 * `expected` (our outcomes) has one, the generated test expects it, and passing confirms it.
 */
export async function runOnRealVm(
  files: Source,
  expected: ReadonlyMap<string, Outcome> = new Map(),
): Promise<Map<string, Outcome>> {
  const withTests: Record<string, string> = { ...files };
  for (const [path, text] of Object.entries(files)) {
    const module = /^module \w+::(\w+);/m.exec(text)?.[1];
    const tests = [...text.matchAll(/^public fun ((case|fail)_\w+)\(\)(: \w+)?/gm)].map(
      ([, name, kind, returns]) => {
        const minor = /^VECTOR_OPERATION_ERROR (\d+)$/.exec(
          expected.get(`${module}::${name}`)?.result ?? '',
        )?.[1];
        const home = expected.get(`${module}::${name}`)?.place?.split('::')[0];
        const attribute =
          minor === undefined
            ? '#[test]'
            : '#[test, expected_failure(vector_error, ' +
              `minor_status = ${minor}, location = conformance::${home})]`;
        const body =
          kind === 'case'
            ? `conformance::log::report(${name}())`
            : `${returns === undefined ? '' : 'let _ = '}${name}();`;
        return `${attribute} fun test__${name}() { ${body} }`;
      },
    );
    withTests[path] = `${text}\n${tests.join('\n')}\n`;
  }
  const run = await runMoveTests({ files: withTests }, { framework: pureFramework() });
  return new Map(
    run.tests.map(({ name, verdict, message }) => {
      const [, module, test] = name.split('::');
      const key = `${module}::${test!.replace('test__', '')}`;
      const confirmed = verdict === 'pass' ? expected.get(key) : undefined;
      return [key, confirmed ?? readMessage(verdict, message)];
    }),
  );
}

function readMessage(verdict: string, message: string): Outcome {
  if (verdict !== 'fail') return { result: verdict, place: undefined };
  const module = /originating in the module \w+::(\w+) rooted here/.exec(message)?.[1];
  const place = `${module}::${functionNameUnder(message)}`;
  const abort = /aborted with code (\d+)/.exec(message)?.[1];
  if (abort !== undefined) {
    if (place.startsWith('log::'))
      return { result: `digest ${BigInt(abort).toString(16)}`, place: undefined };
    return { result: `abort ${abort}`, place };
  }
  const constant = /aborted with error constant '(\w+)'/.exec(message)?.[1];
  if (constant !== undefined) return { result: `abort ${constant}`, place };
  if (message.includes('but it aborted originating')) {
    const line = /^ *(\d+) │.*\n[ │]*\^+ Test was/m.exec(message)?.[1];
    return { result: `abort at line ${line}`, place };
  }
  if (message.includes('arithmetic error')) return { result: 'ARITHMETIC_ERROR', place };
  if (message.includes('vector operation error')) return { result: 'VECTOR_OPERATION_ERROR', place };
  const named = /gave (?:an?|the) ([A-Z_]+) \(code/.exec(message)?.[1];
  return { result: named === undefined ? message : (realNames[named] ?? named), place };
}

/** The function name that the runner underlines with `----` in the first excerpt of a message. */
function functionNameUnder(message: string): string | undefined {
  const native = /native fun (\w+).*\n *│ +\^+/.exec(message)?.[1];
  if (native !== undefined) return native;
  const lines = message.split('\n');
  const label = lines.findIndex((line) => /^ *│ +-+( |$)/.test(line) || /^ *│ +-+ +\^/.test(line));
  const underline = lines[label];
  const code = lines
    .slice(0, label)
    .reverse()
    .find((line) => /^ *\d+ │/.test(line));
  if (underline === undefined || code === undefined) return undefined;
  const start = underline.indexOf('-');
  const end = start + /-+/.exec(underline)![0].length;
  return code.slice(start, end);
}

const realNames: Readonly<Record<string, string>> = {
  VM_MAX_VALUE_DEPTH_REACHED: 'VALUE_DEPTH_EXCEEDED',
};

/** Our machine with std and a package at 0x0. */
export interface OurVm {
  readonly machine: Machine<undefined>;
  readonly modules: readonly CompiledModule[];
  /** `function opcode` pairs that have run, when tracing. */
  readonly executed: ReadonlySet<number>;
}

export async function buildForOurVm(files: Source, options: { trace?: boolean } = {}): Promise<OurVm> {
  const framework = pureFramework();
  const compiled = await compilePackage({ files }, { framework });
  const std = await compileFramework({ framework, cache: null });
  const packages = new Map<string, Package>();
  for (const { address, modules, dependencies } of std) addPackage(packages, address, modules, dependencies);
  addPackage(packages, '0x0', compiled.modules, ['0x1', '0x2']);
  const modules = compiled.modules.map(({ bytecode }) => readModule(bytecode));
  const opcodesOf = new Map(
    modules.flatMap((module) =>
      module.functions.map(
        ({ code }, index) =>
          [`${module.self.name} ${index}`, code?.instructions.map(({ opcode }) => opcode) ?? []] as const,
      ),
    ),
  );
  const executed = new Set<number>();
  const machine = createMachine<undefined>({
    packages: { getPackage: (id) => packages.get(id) },
    natives: pureNatives,
    ...(options.trace === true
      ? {
          trace: (module: string, functionIndex: number, offset: number) => {
            const opcode = opcodesOf.get(`${module} ${functionIndex}`)?.[offset];
            if (opcode !== undefined) executed.add(opcode);
          },
        }
      : {}),
  });
  return { machine, modules, executed };
}

/** The outcome of one function on our VM. */
export function runOnOurVm({ machine }: OurVm, name: string): Outcome {
  const [module, fun] = name.split('::') as [string, string];
  try {
    const { returns } = machine.call(
      { package: normalizeAddress('0x0'), module, function: fun, typeArguments: [], arguments: [] },
      { runtime: undefined, meter: limited(50_000_000) },
    );
    if (fun.startsWith('fail_')) return { result: 'pass', place: undefined };
    return { result: `digest ${digest(returns[0]!.bytes)}`, place: undefined };
  } catch (error) {
    const { location } = error as MoveError;
    const place = `${location?.module}::${location?.functionName}`;
    if (error instanceof MoveAbort) {
      const said = describeAbort(machine, error);
      const what = said === undefined ? error.abortCode : (said.name ?? `at line ${said.line}`);
      return { result: `abort ${what}`, place };
    }
    if (error instanceof ExecutionFailure) {
      const minor = error.minorCode === undefined ? '' : ` ${error.minorCode}`;
      return { result: `${error.code}${minor}`, place };
    }
    throw error;
  }
}

/** A meter that ends a run after so many instructions. */
export function limited(limit: number): Meter {
  let spent = 0;
  return {
    instructions(count) {
      spent += count;
      if (spent > limit) throw new ExecutionFailure('OUT_OF_GAS', `more than ${limit} instructions`);
    },
    native() {},
  };
}

/** As `conformance::log::report` digests a log. `returned` is BCS of the log: a length before its bytes. */
function digest(returned: Uint8Array): string {
  let at = 0;
  while (returned[at]! >= 0x80) at++;
  const code = sha3_256(returned.subarray(at + 1)).subarray(0, 7);
  return BigInt(`0x${Buffer.from(code).toString('hex')}`).toString(16);
}

/** Adds a package whose modules know their own address, all datatypes defined by it. */
export function addPackage(
  packages: Map<string, Package>,
  address: string,
  modules: readonly { readonly name: string; readonly bytecode: Uint8Array }[],
  dependencies: readonly string[],
): void {
  const id = normalizeAddress(address);
  const typeOrigins = modules.flatMap(({ name, bytecode }) => {
    const { structs, enums, datatypeHandles } = readModule(bytecode);
    return [...structs, ...enums].map(({ handle }) => ({
      module: name,
      datatype: datatypeHandles[handle]!.name,
      package: id,
    }));
  });
  packages.set(id, {
    id,
    originalId: id,
    version: 1n,
    modules: new Map(modules.map(({ name, bytecode }) => [name, bytecode])),
    typeOrigins,
    linkage: new Map(
      dependencies.map((each) => [normalizeAddress(each), { id: normalizeAddress(each), version: 1n }]),
    ),
  });
}
