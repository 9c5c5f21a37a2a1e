/**
 * Packages without what their functions do. That is all that compiling another package takes, in a fraction
 * of the time: the bytecode of a package does not depend on the bodies of functions elsewhere, except for
 * macros. Errors in such bodies are found when the package itself is compiled.
 */
import { closing, tokenize, type Token } from './move-tokens.js';
import type { PackageFiles } from './package-files.js';

/** The files of a package, without the bodies of functions. */
export function signaturesOf(files: PackageFiles): PackageFiles {
  const entries = Object.entries(files);
  return Object.fromEntries(
    entries.map(([path, text]) => [path, path.endsWith('.move') ? withoutBodies(text) : text]),
  );
}

/**
 * The same functions without what they do. Macros stay, and all lines stay where they are: the codes of
 * `#[error]` constants contain them.
 */
export function withoutBodies(source: string): string {
  const tokens = tokenize(source);
  let text = '';
  let kept = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.text !== 'fun' || tokens[at - 1]?.text === 'use') continue;
    let open = at;
    while (open < tokens.length && !/^[{;]$/.test(tokens[open]!.text)) open++;
    if (tokens[open]?.text !== '{') continue;
    const close = closing(tokens, open);
    if (!isMacro(tokens, at)) {
      const body = source.slice(tokens[open]!.end, tokens[close]!.start);
      text += `${source.slice(kept, tokens[open]!.end)} abort 0${body.replace(/[^\n]+/g, '')} `;
      kept = tokens[close]!.start;
    }
    at = close;
  }
  return text + source.slice(kept);
}

/** Whether one of the words before `fun` makes callers take over the body. */
function isMacro(tokens: readonly Token[], fun: number): boolean {
  for (let at = fun - 1; at >= 0 && !/^[;{}\]]$/.test(tokens[at]!.text); at--)
    if (/^(macro|inline)$/.test(tokens[at]!.text)) return true;
  return false;
}
