/** The modules that a source file may use, by their names alone. */
import { tokenize } from './move-tokens.js';

/**
 * All names that may bring in a module: those behind a `::`, and those in the brackets of `use` declarations.
 * What a path begins with is an address, or was brought in by another path.
 */
export function moduleNames(source: string): Set<string> {
  const names = new Set<string>();
  let inUse = false;
  let before = '';
  for (const { kind, text } of tokenize(source)) {
    if (text === 'use') inUse = true;
    else if (text === ';') inUse = false;
    const isNamed = before === '::' || (inUse && (before === '{' || before === ','));
    if (kind === 'name' && isNamed) names.add(text.replaceAll('`', ''));
    before = text;
  }
  return names;
}
