/** The modules that a source file may use, by their names alone. */
import { tokenize } from './move-tokens.js';

/** What the paths in a file consist of. */
export interface PathNames {
  /**
   * All names that may bring in a module: those behind a `::`, and those in the brackets of `use`
   * declarations. What a path begins with is an address, or was brought in by another path.
   */
  readonly modules: ReadonlySet<string>;
  /** What paths begin with: addresses, and what other paths have brought in. */
  readonly heads: ReadonlySet<string>;
}

/** The names in the paths of a file, but for those of the modules that it declares. */
export function pathNames(source: string): PathNames {
  const modules = new Set<string>();
  const heads = new Set<string>();
  const tokens = tokenize(source);
  let inUse = false;
  tokens.forEach(({ kind, text }, at) => {
    const before = tokens[at - 1]?.text;
    const isDeclared = before === 'module' || tokens[at - 3]?.text === 'module';
    if (text === 'use') inUse = true;
    else if (text === ';') inUse = false;
    if (kind !== 'name' || isDeclared) return;
    const name = text.replaceAll('`', '');
    if (before === '::' || (inUse && (before === '{' || before === ','))) modules.add(name);
    else if (tokens[at + 1]?.text === '::') heads.add(name);
  });
  return { modules, heads };
}
