/** The file of contexts: settings by name, of which one is used unless a command says otherwise. */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { HauloutError } from '@haulout/sdk/base';
import { readSmallFile, writeSmallFile } from '../small-file.js';

/** What commands take from a context, by the names of their options. Files have absolute paths. */
export interface Context {
  readonly deployment?: string | undefined;
  readonly rpc?: string | undefined;
  readonly keystore?: string | undefined;
  readonly address?: string | undefined;
}

/** Names of the settings of a context. */
export const SETTINGS = ['deployment', 'rpc', 'keystore', 'address'] as const;

/** All contexts of a user. */
export interface Contexts {
  /** Name of the one in use. */
  readonly active?: string | undefined;
  readonly all: ReadonlyMap<string, Context>;
}

/** Stable codes of {@link ContextError}. */
export type ContextErrorCode =
  /** The file is there and is no file of contexts. */
  | 'BAD_CONTEXTS'
  /** There is no context of this name. */
  | 'NO_SUCH_CONTEXT'
  /** There is a context of this name. */
  | 'CONTEXT_EXISTS';

/** Contexts cannot be read, or not be changed so. */
export class ContextError extends HauloutError<ContextErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'ContextError';
}

/** What names look like. */
export const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/;

/** Where contexts are kept: HAULOUT_CONTEXTS, or `haulout/contexts.json` among the user's settings. */
export function contextsFile(env: NodeJS.ProcessEnv = process.env): string {
  const settings = env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  return env['HAULOUT_CONTEXTS'] || join(settings, 'haulout', 'contexts.json');
}

/**
 * Reads contexts; where there is no file there are none.
 *
 * @throws ContextError BAD_CONTEXTS; the system's error when the file cannot be read
 */
export async function readContexts(file: string): Promise<Contexts> {
  const bad = (rule: string, cause?: unknown): ContextError =>
    new ContextError({
      code: 'BAD_CONTEXTS',
      message: `${file} is no file of contexts: ${rule}`,
      values: { file },
      advice: 'Mend it or remove it: haulout context add writes it anew',
      cause,
    });
  const text = await readSmallFile(file, bad, 1);
  if (text === undefined) return { all: new Map() };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw bad('it is not JSON', cause);
  }
  const { active, contexts } = fieldsOf(parsed) ?? {};
  const entries = fieldsOf(contexts);
  if (entries === undefined) throw bad('it has no object contexts');
  const all = new Map(
    Object.entries(entries).map(([name, fields]) => {
      if (!NAME.test(name)) throw bad(`'${name.slice(0, 80)}' is not a name`);
      return [name, contextOf(fieldsOf(fields), (why) => bad(`${name} ${why}`))];
    }),
  );
  if (active === undefined) return { all };
  if (typeof active !== 'string' || !all.has(active)) throw bad('active is not the name of a context');
  return { active, all };
}

/** Writes contexts, in one step. */
export async function writeContexts(file: string, { active, all }: Contexts): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const json = { active, contexts: Object.fromEntries(all) };
  await writeSmallFile(file, `${JSON.stringify(json, undefined, 2)}\n`);
}

/** A context by its name. Throws ContextError NO_SUCH_CONTEXT. */
export function contextNamed({ all }: Contexts, name: string): Context {
  const found = all.get(name);
  if (found !== undefined) return found;
  const names = [...all.keys()];
  throw new ContextError({
    code: 'NO_SUCH_CONTEXT',
    message: `there is no context '${name}'`,
    values: { name, names },
    advice: names.length === 0 ? 'haulout context add makes one' : `There are: ${names.join(', ')}`,
  });
}

function contextOf(fields: Fields | undefined, bad: (why: string) => Error): Context {
  if (fields === undefined) throw bad('is not an object');
  const known = SETTINGS.filter((setting) => Object.hasOwn(fields, setting));
  if (known.length < Object.keys(fields).length) throw bad(`has more than ${SETTINGS.join(', ')}`);
  for (const setting of known)
    if (typeof fields[setting] !== 'string' || fields[setting] === '') throw bad(`has no text as ${setting}`);
  return fields as Context;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : undefined;
}
