/** Where in the sources a test failed, found from the place in the bytecode. */
import { opcodes } from '../bytecode/opcodes.js';
import type { MoveLocation } from '../errors.js';
import type { Machine } from '../machine.js';
import type { AbortSite, FunctionSites, MoveTestPlan } from './plan.js';

/** A place in a source file. */
export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Whether it is the line of the abort itself, and not that of the function that failed. */
  readonly isExact: boolean;
  /** The constant by which the sources name the abort code. */
  readonly constant: string | undefined;
}

/** What is looked into. */
export interface Sought {
  readonly location: MoveLocation | undefined;
  readonly machine: Machine<never>;
  readonly sites: MoveTestPlan['sites'];
}

/** The place of a failure; undefined when no source is known. `code`: of an abort with a plain code. */
export function sourcePlaceOf(sought: Sought, code?: bigint): SourcePlace | undefined {
  const { location, sites } = sought;
  const module = location && sites?.({ address: location.address, name: location.module });
  const found = module?.functions.get(location!.functionName);
  if (!module || !found) return undefined;
  const abort = code === undefined ? undefined : abortAt(found, sought, code);
  const { line, constant } = abort ?? { line: found.line, constant: undefined };
  return { file: module.file, line, isExact: abort !== undefined, constant };
}

/**
 * The abort of a function that ended with a code: the only one with this code; or, as compilers keep their
 * order, the one with the number of the bytecode's.
 */
function abortAt({ aborts }: FunctionSites, sought: Sought, code: bigint): AbortSite | undefined {
  const fitting = aborts.filter((site) => site.code === code);
  if (fitting.length < 2) return fitting[0];
  const number = numberOfAbort(sought, aborts.length);
  const site = number === undefined ? undefined : aborts[number];
  return site?.code === code ? site : undefined;
}

/** Which abort of its function the bytecode is at; undefined unless it has `count` of them. */
function numberOfAbort({ location, machine }: Sought, count: number): number | undefined {
  const { address, module, functionIndex, instruction } = location!;
  const code = machine.module(address, module)?.functions[functionIndex]?.code;
  const aborts = (code?.instructions ?? []).flatMap(({ opcode }, index) =>
    opcodes[opcode]!.name === 'Abort' ? [index] : [],
  );
  return aborts.length === count ? aborts.indexOf(instruction) : undefined;
}
