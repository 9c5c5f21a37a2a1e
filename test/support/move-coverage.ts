/**
 * What the unit tests of a Move package reach: functions, instructions and errors of every module, measured
 * on this project's VM. Errors count when a test really ended with them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compilePackage,
  compileTests,
  type CompileOptions,
  type CompiledTests,
} from '@haulout/devnet/compiler';
import { runCompiledTests, type TestRun } from '@haulout/devnet/test';
import { readModule, type CompiledModule } from '@haulout/devnet/vm';

/** How much of something the tests reach. */
export interface Reach {
  readonly reached: number;
  readonly total: number;
  /** What they do not reach, by name. */
  readonly missing: readonly string[];
}

interface ModuleCoverage {
  readonly module: string;
  /** Functions that other modules or transactions can call. */
  readonly callable: Reach;
  /** All others. */
  readonly inner: Reach;
  /** Instructions of both, of which those reached are not named. */
  readonly instructions: Omit<Reach, 'missing'>;
  /** Constants that begin with E and have a type u64. */
  readonly errors: Reach;
}

export interface Coverage {
  readonly compiled: CompiledTests;
  readonly run: TestRun;
  readonly modules: readonly ModuleCoverage[];
  /** What the compiler says of the package without its tests; undefined for nothing. */
  readonly warnings: string | undefined;
}

/** Runs the unit tests of the package in a folder and says what they reach. */
export async function measureCoverage(directory: string, options: CompileOptions = {}): Promise<Coverage> {
  const compiled = await compileTests({ directory });
  const shipped = await compilePackage({ directory }, options);
  const under = compiled.packages.find(({ name }) => name === compiled.name)!;
  const modules = new Map(
    under.modules.map(({ name, bytecode }) => [name, readModule(bytecode, { allowTestMode: true })]),
  );
  const marks = new Map(
    [...modules].map(([name, module]) => [
      name,
      module.functions.map(({ code }) => new Uint8Array(code?.instructions.length ?? 0)),
    ]),
  );
  const addresses = new Map([...modules].map(([name, { self }]) => [name, self.address]));
  // Most instructions follow one of the same module: it is looked up only when it changes.
  let running: { module: string; address: string; marks: readonly Uint8Array[] | undefined } | undefined;
  const run = runCompiledTests(compiled, {
    trace: (module, index, offset, address) => {
      if (running?.module !== module || running.address !== address) {
        const own = addresses.get(module) === address;
        running = { module, address, marks: own ? marks.get(module) : undefined };
      }
      if (running.marks !== undefined) running.marks[index]![offset] = 1;
    },
  });

  const ended = new Set(
    run.tests.flatMap(({ failure }) =>
      failure?.status === 'ABORTED' && failure.location !== undefined
        ? [`${failure.location.module} ${failure.code}`]
        : [],
    ),
  );
  const sources = errorsIn(directory);
  return {
    compiled,
    run,
    warnings: shipped.warnings,
    modules: shipped.modules.map(({ name, bytecode }) =>
      coverageOf(name, readModule(bytecode), modules.get(name)!, marks.get(name)!, {
        declared: sources.get(name) ?? [],
        ended,
      }),
    ),
  };
}

/** Functions and errors that no test reaches, as `module::name`. */
export function unreached({ modules }: Pick<Coverage, 'modules'>): string[] {
  return modules.flatMap(({ module, callable, inner, errors }) =>
    [callable, inner, errors].flatMap(({ missing }) => missing.map((name) => `${module}::${name}`)),
  );
}

function coverageOf(
  name: string,
  shipped: CompiledModule,
  tested: CompiledModule,
  marks: readonly Uint8Array[],
  errors: {
    readonly declared: readonly { name: string; code: bigint }[];
    readonly ended: ReadonlySet<string>;
  },
): ModuleCoverage {
  const nameOf = (module: CompiledModule, handle: number) => module.functionHandles[handle]!.name;
  const marksOf = new Map(tested.functions.map(({ handle }, i) => [nameOf(tested, handle), marks[i]!]));
  const functions = shipped.functions.map(({ handle, visibility, isEntry }) => ({
    name: nameOf(shipped, handle),
    callable: visibility !== 'private' || isEntry,
    marks: marksOf.get(nameOf(shipped, handle))!,
  }));
  const called = ({ marks }: { readonly marks: Uint8Array }) => marks[0] === 1;
  const all = functions.flatMap(({ marks }) => [...marks]);
  return {
    module: name,
    callable: reach(
      functions.filter(({ callable }) => callable),
      called,
    ),
    inner: reach(
      functions.filter(({ callable }) => !callable),
      called,
    ),
    instructions: { reached: all.filter((mark) => mark === 1).length, total: all.length },
    errors: reach(errors.declared, ({ code }) => errors.ended.has(`${name} ${code}`)),
  };
}

function reach<T extends { readonly name: string }>(
  items: readonly T[],
  reached: (item: T) => boolean,
): Reach {
  const missing = items.filter((item) => !reached(item)).map(({ name }) => name);
  return { reached: items.length - missing.length, total: items.length, missing };
}

/** Error constants by module. */
function errorsIn(directory: string): Map<string, { name: string; code: bigint }[]> {
  const sources = join(directory, 'sources');
  return new Map(
    readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.move'))
      .map((path) => readFileSync(join(sources, path), 'utf8'))
      .map((text) => [
        /^module \w+::(\w+);/m.exec(text)![1]!,
        [...text.matchAll(/^const (E[A-Z]\w*): u64 = (\d+);/gm)].map(([, name, code]) => ({
          name: name!,
          code: BigInt(code!),
        })),
      ]),
  );
}
