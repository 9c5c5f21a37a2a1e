/**
 * What bytecode forgets: doc comments, parameter names and the constants' names.
 *
 * A scanner over the text of a Move module, not a parser: it knows comments, strings, brackets and the items
 * that stand at the top of a module, and skips every body. What it finds is matched by name with what the
 * compiler produced, which stays the authority on what exists and which types it has.
 */
export interface ModuleSource {
  readonly name: string;
  readonly doc: string | undefined;
  readonly functions: ReadonlyMap<string, FunctionSource>;
  /** Structs and enums by name. */
  readonly datatypes: ReadonlyMap<string, DatatypeSource>;
  readonly constants: readonly ConstantSource[];
}

interface FunctionSource {
  readonly doc: string | undefined;
  readonly parameters: readonly string[];
}

export interface DatatypeSource {
  readonly doc: string | undefined;
  readonly typeParameters: readonly string[];
  /** Docs of fields (`field`) and of variants and their fields (`Variant`, `Variant.field`). */
  readonly docs: ReadonlyMap<string, string>;
}

interface ConstantSource {
  readonly name: string;
  readonly doc: string | undefined;
  /** The text between `=` and `;`, without comments or spaces. */
  readonly value: string;
}

interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'mark' | 'doc';
  readonly text: string;
}

/** Reads the modules of one source file. */
export function readMoveSource(text: string): ModuleSource[] {
  const cursor = new Cursor(tokenize(text));
  const modules: ModuleSource[] = [];
  while (!cursor.atEnd()) {
    const doc = cursor.takeDocs();
    cursor.skipAttributes();
    if (cursor.peek() !== 'module') {
      cursor.take();
      continue;
    }
    cursor.take();
    let name = cursor.take();
    while (cursor.peek() === ':') {
      cursor.take();
      cursor.take();
      name = cursor.take();
    }
    const braced = cursor.take() === '{';
    modules.push({ name, doc, ...readItems(cursor, braced) });
  }
  return modules;
}

function readItems(cursor: Cursor, braced: boolean): Omit<ModuleSource, 'name' | 'doc'> {
  const functions = new Map<string, FunctionSource>();
  const datatypes = new Map<string, DatatypeSource>();
  const constants: ConstantSource[] = [];
  while (!cursor.atEnd()) {
    const doc = cursor.takeDocs();
    cursor.skipAttributes();
    const word = cursor.peek();
    if (word === '}' && braced) {
      cursor.take();
      break;
    }
    if (word === 'module' && !braced) break;
    cursor.take();
    if (word === 'public' && cursor.peek() === '(') cursor.skipCode();
    else if (word === 'use' || word === 'friend') cursor.skipPast(';');
    else if (word === 'fun') {
      const name = cursor.take();
      functions.set(name, { doc: doc ?? cursor.modifierDoc, parameters: readSignature(cursor) });
    } else if (word === 'struct' || word === 'enum') {
      const name = cursor.take();
      datatypes.set(name, readDatatype(cursor, word, doc ?? cursor.modifierDoc));
    } else if (word === 'const') {
      const name = cursor.take();
      cursor.skipPast('=');
      constants.push({ name, doc, value: cursor.textUntil(';') });
    }
    // `public`, `entry`, `native` and `macro` stand between a doc comment and its item.
    cursor.modifierDoc = MODIFIERS.has(word) ? (doc ?? cursor.modifierDoc) : undefined;
  }
  return { functions, datatypes, constants };
}

const MODIFIERS = new Set(['public', 'entry', 'native', 'macro']);

function readSignature(cursor: Cursor): string[] {
  readTypeParameters(cursor);
  const parameters = cursor.group().map((tokens) => {
    const words = tokens.filter(({ kind }) => kind !== 'doc').map(({ text }) => text);
    return (words[0] === 'mut' ? words[1] : words[0]) ?? '';
  });
  for (;;) {
    const mark = cursor.peek();
    if (mark === '{') cursor.skipCode();
    else if (mark === '(' || mark === '<') {
      cursor.group();
      continue;
    } else cursor.take();
    if (mark === '{' || mark === ';' || cursor.atEnd()) return parameters;
  }
}

function readTypeParameters(cursor: Cursor): string[] {
  if (cursor.peek() !== '<') return [];
  return cursor.group().map((tokens) => {
    const words = tokens.map(({ text }) => text).filter((text) => text !== 'phantom');
    return words[0] ?? '';
  });
}

function readDatatype(cursor: Cursor, kind: 'struct' | 'enum', doc: string | undefined): DatatypeSource {
  const typeParameters = readTypeParameters(cursor);
  while (!['{', '(', ';', ''].includes(cursor.peek())) cursor.take();
  const docs = new Map<string, string>();
  if (cursor.peek() === '{' || cursor.peek() === '(') {
    const positional = cursor.peek() === '(';
    cursor.group().forEach((tokens, index) => {
      const name = memberName(tokens, positional ? `pos${index}` : undefined);
      addDoc(docs, name, docOf(tokens));
      if (kind === 'enum')
        for (const [field, text] of fieldDocs(tokens)) addDoc(docs, `${name}.${field}`, text);
    });
  }
  // Abilities may follow a struct's fields.
  if (cursor.peek() === 'has' || cursor.peek() === ';') cursor.skipPast(';');
  return { doc, typeParameters, docs };
}

/** The docs of a variant's own fields, from the tokens of `Variant { field: type, ... }`. */
function fieldDocs(tokens: readonly Token[]): [string, string | undefined][] {
  const open = tokens.findIndex(({ text }) => text === '{' || text === '(');
  if (open < 0) return [];
  const inner = new Cursor(tokens.slice(open));
  const positional = inner.peek() === '(';
  return inner
    .group()
    .map((member, index) => [memberName(member, positional ? `pos${index}` : undefined), docOf(member)]);
}

function memberName(tokens: readonly Token[], positional: string | undefined): string {
  return positional ?? tokens.find(({ kind }) => kind === 'word')?.text ?? '';
}

function docOf(tokens: readonly Token[]): string | undefined {
  const lines = [];
  for (const token of tokens) {
    if (token.kind !== 'doc') break;
    lines.push(token.text);
  }
  return lines.length > 0 ? lines.join('\n').trim() : undefined;
}

function addDoc(docs: Map<string, string>, name: string, doc: string | undefined): void {
  if (doc !== undefined) docs.set(name, doc);
}

/** A position in a list of tokens. Past the end every token is empty. */
class Cursor {
  /** The doc comment before the modifiers of the item that is being read. */
  modifierDoc: string | undefined;
  #position = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#position >= this.#tokens.length;
  }

  peek(): string {
    return this.#tokens[this.#position]?.text ?? '';
  }

  take(): string {
    return this.#tokens[this.#position++]?.text ?? '';
  }

  takeDocs(): string | undefined {
    const docs = [];
    while (this.#tokens[this.#position]?.kind === 'doc') docs.push(this.take());
    return docs.length > 0 ? docs.join('\n').trim() : undefined;
  }

  skipAttributes(): void {
    while (this.peek() === '#') {
      this.take();
      this.skipCode();
      this.takeDocs();
    }
  }

  skipPast(text: string): void {
    while (!this.atEnd() && this.take() !== text);
  }

  textUntil(text: string): string {
    let value = '';
    while (!this.atEnd() && this.peek() !== text) {
      const { kind } = this.#tokens[this.#position]!;
      const token = this.take();
      if (kind !== 'doc') value += token;
    }
    this.take();
    return value;
  }

  /** Skips a bracketed group of code, where `<` and `>` compare and shift. */
  skipCode(): void {
    this.group('({[', ')}]');
  }

  /**
   * Takes a bracketed group of declarations and returns the tokens between its top-level commas, empty parts
   * left out.
   */
  group(open = '({[<', close = ')}]>'): Token[][] {
    const parts: Token[][] = [[]];
    let depth = 0;
    while (!this.atEnd()) {
      const token = this.#tokens[this.#position++]!;
      const isMark = token.kind === 'mark';
      if (isMark && open.includes(token.text)) {
        if (depth++ === 0) continue;
      } else if (isMark && close.includes(token.text)) {
        if (--depth === 0) break;
      } else if (isMark && token.text === ',' && depth === 1) {
        parts.push([]);
        continue;
      }
      parts.at(-1)!.push(token);
    }
    return parts.filter((part) => part.some(({ kind }) => kind !== 'doc'));
  }
}

const TOKEN = new RegExp(
  [
    /(?<doc>\/\/\/(?!\/)[^\n]*|\/\*\*(?!\*|\/)[\s\S]*?\*\/)/u,
    /(?<skip>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/u,
    /(?<string>[bx]?"(?:\\[\s\S]|[^"\\])*")/u,
    /(?<word>[$A-Za-z_`][\w`]*)/u,
    /(?<number>\d\w*|@\w+)/u,
    /(?<mark>[-=]>|[\s\S])/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups } of text.matchAll(TOKEN)) {
    const { doc, string, word, number, mark } = groups!;
    if (doc !== undefined) tokens.push({ kind: 'doc', text: docText(doc) });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

function docText(comment: string): string {
  if (comment.startsWith('///')) return comment.slice(3).replace(/^ /, '').trimEnd();
  return comment
    .slice(3, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
}
