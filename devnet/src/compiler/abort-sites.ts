/**
 * Where code may abort, as the sources say: bytecode keeps neither the names of constants nor lines. The
 * test runner uses it to say which `abort` it was that a test ran into.
 */
import type { AbortSite, ModuleSites } from '../vm/unit-test/plan.js';
import { evaluate } from './integer-expression.js';
import type { ScannedConstant, ScannedFunction, ScannedModule } from './move-scan.js';
import { closing, type Token } from './move-tokens.js';

/** The places of a module in which it may abort. `source` is the text of the file. */
export function abortSitesOf(file: string, source: string, module: ScannedModule): ModuleSites {
  const lineAt = lineCounter(source);
  const valueOf = constantsOf(module.constants);
  return {
    file,
    functions: new Map(
      module.functions.map((item) => [
        item.name,
        { line: lineAt(item.start), aborts: sites(item, lineAt, valueOf) },
      ]),
    ),
  };
}

type ValueOf = (path: readonly string[]) => bigint | undefined;

function sites({ body }: ScannedFunction, lineAt: (offset: number) => number, valueOf: ValueOf): AbortSite[] {
  const found: AbortSite[] = [];
  const add = ({ start }: Token, code: readonly Token[]): void => {
    const named = code.length === 1 && code[0]!.kind === 'name' ? code[0]!.text : undefined;
    const value = evaluate(code, valueOf);
    found.push({
      line: lineAt(start),
      code: value,
      constant: value === undefined ? undefined : named,
    });
  };
  body.forEach((token, at) => {
    if (token.text === 'abort') add(token, untilEnd(body, at + 1));
    if (token.text === 'assert' && body[at + 1]?.text === '!' && body[at + 2]?.text === '(') {
      add(token, lastArgument(body.slice(at + 3, closing(body, at + 2))));
    }
  });
  return found;
}

/** The tokens of an expression that ends with a `;`, a `,`, `else`, or the bracket around it. */
function untilEnd(tokens: readonly Token[], from: number): readonly Token[] {
  let at = from;
  while (at < tokens.length && !/^([;,)}\]]|else)$/.test(tokens[at]!.text)) {
    at = /^[([{]$/.test(tokens[at]!.text) ? closing(tokens, at) + 1 : at + 1;
  }
  return tokens.slice(from, at);
}

/** The last of several arguments; nothing when there is one. A comma may follow it. */
function lastArgument(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.at(-1)?.text === ',' ? tokens.length - 1 : tokens.length;
  let start: number | undefined;
  for (let at = 0; at < end; at++) {
    if (/^[([{]$/.test(tokens[at]!.text)) at = closing(tokens, at);
    else if (tokens[at]!.text === ',') start = at + 1;
  }
  return start === undefined ? [] : tokens.slice(start, end);
}

/** Constants of a module by their names; those that are no integers have no value. */
function constantsOf(constants: readonly ScannedConstant[]): ValueOf {
  const values = new Map<string, bigint | undefined>();
  const valueOf: ValueOf = ([name, ...more]) => (more.length > 0 ? undefined : values.get(name!));
  // A constant names earlier ones as a rule; two rounds find the others.
  for (let round = 0; round < 2; round++) {
    for (const { name, value } of constants) values.set(name, evaluate(value, valueOf));
  }
  return valueOf;
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
