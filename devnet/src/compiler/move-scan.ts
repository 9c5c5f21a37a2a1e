/**
 * What the test tools need to know of a Move source file: its modules with their functions, constants,
 * imports and attributes. Not a parser: it finds items by their first words and steps over everything else.
 * It runs after the compiler has accepted the text, so it need not explain what is wrong.
 */
import { closing, tokenize, type Token } from './move-tokens.js';

/** One entry of an attribute list `#[a, b(c = d)]`. */
export interface Attribute {
  readonly name: string;
  /** The tokens between the brackets after the name; empty when there are none. */
  readonly arguments: readonly Token[];
}

/** `#[...]` with its place in the text. */
interface AttributeList {
  readonly start: number;
  readonly end: number;
  readonly entries: readonly (Attribute & { readonly start: number; readonly end: number })[];
}

interface ScannedItem {
  readonly name: string;
  readonly attributes: readonly AttributeList[];
}

/** A function with the tokens of what it does, brackets included; none for a native one. */
export interface ScannedFunction extends ScannedItem {
  readonly parameters: readonly string[];
  /** Offset of its name in the text. */
  readonly start: number;
  readonly body: readonly Token[];
}

/** What a name that `use` brought in means: a module, or a member of it. Address as written. */
interface Alias {
  readonly address: string;
  readonly module: string;
  readonly member: string | undefined;
}

/** A constant with the tokens of its value. */
export interface ScannedConstant extends ScannedItem {
  readonly value: readonly Token[];
}

/** A module and what the test tools need of its members. */
export interface ScannedModule extends ScannedItem {
  /** As written: a name or a number. */
  readonly address: string;
  readonly functions: readonly ScannedFunction[];
  readonly constants: readonly ScannedConstant[];
  /** What `use` declarations bring in, by the name that it gets. */
  readonly aliases: ReadonlyMap<string, Alias>;
}

/** The modules of a source file. */
export interface ScannedFile {
  readonly modules: readonly ScannedModule[];
  /** Attributes of each item of the file, modules and their members alike, in order. */
  readonly attributes: readonly (readonly AttributeList[])[];
}

/** Scans a file. */
export function scan(source: string): ScannedFile {
  const tokens = tokenize(source);
  const modules: ScannedModule[] = [];
  const attributes: (readonly AttributeList[])[] = [];
  let pending: AttributeList[] = [];
  let current: OpenModule | undefined;
  const take = (): readonly AttributeList[] => {
    const lists = pending;
    if (lists.length > 0) attributes.push(lists);
    pending = [];
    return lists;
  };

  let at = 0;
  while (at < tokens.length) {
    const { text } = tokens[at]!;
    if (text === '#' && tokens[at + 1]?.text === '[') {
      const end = closing(tokens, at + 1);
      pending.push(attributeList(tokens, at, end));
      at = end + 1;
    } else if (text === 'module') {
      const [address, , name] = tokens.slice(at + 1, at + 4).map((token) => token.text);
      current = {
        address: address ?? '',
        name: name ?? '',
        attributes: take(),
        functions: [],
        constants: [],
        aliases: new Map(),
      };
      modules.push(current);
      // The members follow, in brackets or not: either way they are what comes next.
      at += 5;
    } else if (text === 'address' && tokens[at + 2]?.text === '{') at += 3;
    else if (text === 'fun') {
      const { end, ...found } = functionItem(tokens, at);
      current?.functions.push({ ...found, attributes: take() });
      at = end;
    } else if (text === 'const') {
      const end = endOfStatement(tokens, at);
      const value = tokens.slice(indexOfSign(tokens, '=', { from: at, to: end }) + 1, end);
      current?.constants.push({ name: tokens[at + 1]?.text ?? '', value, attributes: take() });
      at = end + 1;
    } else if (text === 'use' || text === 'friend') {
      take();
      const end = endOfStatement(tokens, at);
      if (text === 'use' && current) addAliases(tokens.slice(at + 1, end), current.aliases);
      at = end + 1;
    } else if (text === 'struct' || text === 'enum' || text === 'spec') {
      take();
      at = endOfDefinition(tokens, at);
    } else at++;
  }
  take();
  return { modules, attributes };
}

interface OpenModule extends ScannedModule {
  readonly functions: ScannedFunction[];
  readonly constants: ScannedConstant[];
  readonly aliases: Map<string, Alias>;
}

function attributeList(tokens: readonly Token[], hash: number, close: number): AttributeList {
  const entries: { name: string; arguments: Token[]; start: number; end: number }[] = [];
  for (let at = hash + 2; at < close; at++) {
    const name = tokens[at]!;
    let last = at;
    let inner: Token[] = [];
    if (tokens[at + 1]?.text === '(') {
      last = Math.min(closing(tokens, at + 1), close - 1);
      inner = tokens.slice(at + 2, last);
    }
    while (last + 1 < close && tokens[last + 1]!.text !== ',') last++;
    entries.push({ name: name.text, arguments: inner, start: name.start, end: tokens[last]!.end });
    at = last + 1;
  }
  return { start: tokens[hash]!.start, end: tokens[close]!.end, entries };
}

/** The function whose `fun` is at a place, and the place behind it. */
function functionItem(
  tokens: readonly Token[],
  at: number,
): Omit<ScannedFunction, 'attributes'> & { readonly end: number } {
  const name = tokens[at + 1]?.text ?? '';
  const start = tokens[at + 1]?.start ?? 0;
  let open = at + 2;
  while (open < tokens.length && tokens[open]!.text !== '(') open++;
  const close = closing(tokens, open);
  const parameters: string[] = [];
  let depth = 0;
  for (let i = open; i < close; i++) {
    const { kind, text } = tokens[i]!;
    if (text === '(' || text === '<') depth++;
    else if (text === ')' || text === '>') depth--;
    else if (depth === 1 && kind === 'name' && tokens[i + 1]?.text === ':') parameters.push(text);
  }
  let end = close + 1;
  while (end < tokens.length && tokens[end]!.text !== ';' && tokens[end]!.text !== '{') end++;
  const first = end;
  if (tokens[end]?.text === '{') end = closing(tokens, end);
  return { name, parameters, start, body: tokens.slice(first, end + 1), end: end + 1 };
}

/** Index of the `;` that ends a statement, brackets stepped over. */
function endOfStatement(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length; at++) {
    const { text } = tokens[at]!;
    if (text === ';') return at;
    if (text === '{' || text === '(' || text === '[') at = closing(tokens, at);
  }
  return tokens.length;
}

/** Past a definition that ends with `;` or with a bracket. `struct A(u8) has copy;` ends with `;`. */
function endOfDefinition(tokens: readonly Token[], from: number): number {
  for (let at = from + 1; at < tokens.length; at++) {
    const { text } = tokens[at]!;
    if (text === ';') return at + 1;
    if (text === '(') at = closing(tokens, at);
    else if (text === '{') {
      const end = closing(tokens, at);
      // Abilities may follow: `struct A { } has copy;`
      return tokens[end + 1]?.text === 'has' ? endOfStatement(tokens, end) + 1 : end + 1;
    }
  }
  return tokens.length;
}

function indexOfSign(
  tokens: readonly Token[],
  sign: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  for (let at = from; at < to; at++) if (tokens[at]!.text === sign) return at;
  return to;
}

/** `a::b`, `a::b as c`, `a::{b, c::{Self as d, e}}`: the leaves, modules and members of modules. */
function addAliases(tokens: readonly Token[], aliases: OpenModule['aliases']): void {
  if (tokens[0]?.text === 'fun') return;
  const tree = (from: number, prefix: readonly string[]): number => {
    const path = [...prefix];
    let at = from;
    while (at < tokens.length) {
      const { text } = tokens[at]!;
      if (text === '::') at++;
      else if (text === '{') {
        const end = closing(tokens, at);
        at++;
        while (at < end) at = tree(at, path) + 1;
        return end + 1;
      } else if (text === ',' || text === '}' || text === 'as') break;
      else {
        path.push(text);
        at++;
      }
    }
    const alias = tokens[at]?.text === 'as' ? tokens[at + 1]?.text : undefined;
    if (alias !== undefined) at += 2;
    const [address, module, member] = path;
    if (address !== undefined && module !== undefined) {
      const imported = member === 'Self' ? undefined : member;
      aliases.set(alias ?? imported ?? module, { address, module, member: imported });
    }
    return at;
  };
  tree(0, []);
}
