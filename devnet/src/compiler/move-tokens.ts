/**
 * Move source text as tokens: comments and white space left out, everything else with its place in the text.
 */

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign';
  readonly text: string;
  /** Offsets in the source: `source.slice(start, end)` is the token. */
  readonly start: number;
  readonly end: number;
}

/**
 * Never fails: text that is no Move becomes tokens of one character, and unclosed comments and strings end
 * with the file.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const skipped = skipBlank(source, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const { kind, end } = next(source, at);
    tokens.push({ kind, text: source.slice(at, end), start: at, end });
    at = end;
  }
  return tokens;
}

/** Index of the sign that closes the bracket at `open`; the last index when nothing does. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const { kind, text } = tokens[i]!;
    if (kind !== 'sign') continue;
    if (text === '(' || text === '[' || text === '{') depth++;
    else if (text === ')' || text === ']' || text === '}') {
      if (--depth === 0) return i;
    }
  }
  return tokens.length - 1;
}

function next(source: string, at: number): { kind: Token['kind']; end: number } {
  const rest = (pattern: RegExp): number | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    return match ? at + match[0].length : undefined;
  };
  const text = rest(/[bx]?"(?:\\[^]|[^"\\])*(?:"|$)/y);
  if (text !== undefined) return { kind: 'text', end: text };
  const name = rest(/[A-Za-z_$][A-Za-z0-9_]*|`[A-Za-z0-9_]*`/y);
  if (name !== undefined) return { kind: 'name', end: name };
  const number = rest(/[0-9][A-Za-z0-9_]*/y);
  if (number !== undefined) return { kind: 'number', end: number };
  return { kind: 'sign', end: rest(/::/y) ?? at + 1 };
}

/** Past white space and one comment. Block comments nest. */
function skipBlank(source: string, at: number): number {
  while (at < source.length && /\s/.test(source[at]!)) at++;
  if (source.startsWith('//', at)) {
    const end = source.indexOf('\n', at);
    return end < 0 ? source.length : end;
  }
  if (!source.startsWith('/*', at)) return at;
  let depth = 0;
  while (at < source.length) {
    if (source.startsWith('/*', at)) {
      depth++;
      at += 2;
    } else if (source.startsWith('*/', at)) {
      at += 2;
      if (--depth === 0) break;
    } else at++;
  }
  return at;
}
