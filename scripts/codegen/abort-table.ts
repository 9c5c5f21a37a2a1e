import { format } from 'oxfmt';
import type { ModuleSource } from './move-source.js';

/** How every generated file begins. */
export const GENERATED = `/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/
`;

/**
 * The table of abort codes: for each module the constants named `E...`, with the sentence above each.
 * Returns TypeScript source.
 */
export async function renderAbortTable(
  packages: ReadonlyMap<string, readonly ModuleSource[]>,
): Promise<string> {
  const table: Record<string, Record<string, Record<string, { name: string; sentence: string }>>> = {};
  for (const [name, modules] of packages) {
    const entries = modules
      .map((module) => [module.name, abortsOf(name, module)] as const)
      .filter(([, aborts]) => Object.keys(aborts).length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    table[name] = Object.fromEntries(entries);
  }
  const source = `${GENERATED}
/** What one abort code of a Move module means. */
export interface AbortMeaning {
  /** The constant in the Move source. */
  readonly name: string;
  /** What went wrong and, where it helps, what to do: the doc comment of the constant. */
  readonly sentence: string;
}

/** Meanings by package name, module and abort code. */
export const abortTable: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, AbortMeaning>>>>>
> = ${JSON.stringify(table, undefined, 2)};
`;
  return (await format('abort-table.ts', source, { singleQuote: true, printWidth: 110 })).code;
}

function abortsOf(
  packageName: string,
  module: ModuleSource,
): Record<string, { name: string; sentence: string }> {
  const aborts: Record<string, { name: string; sentence: string }> = {};
  for (const { name, doc, value } of module.constants) {
    if (!/^E[A-Z]/.test(name) || !/^(0x[\da-f_]+|[\d_]+)(u64)?$/i.test(value)) continue;
    const code = BigInt(value.replaceAll('_', '').replace(/u64$/, '')).toString();
    const where = `${packageName}::${module.name}`;
    const taken = aborts[code];
    if (taken) throw new Error(`${where}: ${name} and ${taken.name} share abort code ${code}`);
    if (doc === undefined) throw new Error(`${where}: ${name} has no doc comment to explain it`);
    aborts[code] = { name, sentence: doc.replace(/\s+/g, ' ') };
  }
  return aborts;
}
