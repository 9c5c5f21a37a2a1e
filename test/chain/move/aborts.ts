/**
 * Which error constants a function of a Move package can end with, read from its bytecode: those of its own
 * `abort` and `assert!`, and those of every function that it calls, however deep.
 *
 * The answer is an upper bound. It follows every branch, also those that no input reaches.
 */
import { opcodes, readModule, type CompiledModule } from '@haulout/devnet/vm';

/** A function that callers outside of the package can call. */
export interface PublicFunction {
  readonly module: string;
  readonly name: string;
  /** Aborts as `module::code`, of modules whose address is not a system address. */
  readonly aborts: ReadonlySet<string>;
}

/** Public and entry functions of the packages, in the order of modules. */
export function publicFunctions(packages: readonly (readonly Uint8Array[])[]): PublicFunction[] {
  const modules = packages.flat().map((bytecode) => readModule(bytecode));
  const graph = new Map(
    modules.flatMap((module) =>
      module.functions.map(({ handle, code }) => [
        idOf(module, handle),
        bodyOf(module, code?.instructions ?? []),
      ]),
    ),
  );
  return modules.flatMap((module) =>
    module.functions
      .filter(({ visibility, isEntry }) => visibility === 'public' || isEntry)
      .map(({ handle }) => ({
        module: module.self.name,
        name: module.functionHandles[handle]!.name,
        aborts: abortsFrom(graph, idOf(module, handle)),
      })),
  );
}

interface Body {
  /** Functions that it calls, by `idOf`. */
  readonly calls: readonly string[];
  /** Its own aborts, as `module::code`. */
  readonly aborts: readonly string[];
}

type Graph = ReadonlyMap<string, Body>;

/** Module names are told apart by name: no two of ours are the same. */
function idOf(module: CompiledModule, handle: number): string {
  const { module: owner, name } = module.functionHandles[handle]!;
  return `${module.moduleHandles[owner]!.name}::${name}`;
}

function bodyOf(
  module: CompiledModule,
  instructions: readonly { readonly opcode: number; readonly index: number; readonly literal: unknown }[],
): Body {
  const calls: string[] = [];
  const aborts: string[] = [];
  instructions.forEach(({ opcode, index }, at) => {
    const { name } = opcodes[opcode]!;
    if (name === 'Call') calls.push(idOf(module, index));
    if (name === 'CallGeneric') calls.push(idOf(module, module.functionInstantiations[index]!.of));
    if (name !== 'Abort') return;
    // A constant has a name. A literal is the line of an `assert!` without a code, from a macro of the
    // framework.
    const code = instructions[at - 1]!;
    const how = opcodes[code.opcode]!.name;
    if (how === 'LdConst') aborts.push(`${module.self.name}::${u64(module.constants[code.index]!.bytes)}`);
    else if (how !== 'LdU64') throw new Error(`${module.self.name}: an abort with ${how}`);
  });
  return { calls, aborts };
}

/** Functions of other packages have no body here and are passed over. */
function abortsFrom(graph: Graph, start: string): Set<string> {
  const seen = new Set([start]);
  const aborts = new Set<string>();
  for (const id of seen) {
    const body = graph.get(id);
    body?.calls.forEach((call) => seen.add(call));
    body?.aborts.forEach((abort) => aborts.add(abort));
  }
  return aborts;
}

function u64(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
}
