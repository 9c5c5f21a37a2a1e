/**
 * How a command says that it failed: to people in a line and what to do about it, to machines as an object.
 */
import { isHauloutError, jsonValue } from '@haulout/sdk/base';
import { CommanderError } from 'commander';
import { ofSystem } from './system-errors.js';
import { usageOf } from './usage.js';

/**
 * What to print for whatever a command threw.
 *
 * - People: what failed and what was behind it; for errors of Haulout, what to do about it on the next line.
 * - Machines: `{"kind":"error","name","code","message","advice","values","cause"}`, as far as the error has
 *   them.
 */
export function errorLine(error: unknown, json: boolean): string {
  if (json) return JSON.stringify({ kind: 'error', ...objectOf(error) });
  if (error instanceof CommanderError) return `haulout: ${usageOf(error)}`;
  const advice = isHauloutError(error) ? error.advice : undefined;
  return `haulout: ${lineOf(error)}${advice === undefined ? '' : `\n${advice}.`}`;
}

function objectOf(error: unknown): object {
  if (error instanceof CommanderError) return { code: 'INVALID_ARGUMENT', message: usageOf(error) };
  if (!(error instanceof Error)) return { message: String(error) };
  const message = ofSystem(error);
  return { ...(jsonValue(error) as object), ...(message === undefined ? {} : { message }) };
}

/** What failed, and what was behind it unless it says so already. */
export function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const system = ofSystem(error);
  if (system !== undefined) return system;
  const line = withoutAdvice(error);
  const { cause } = error;
  // The reason of a failed transaction is in its message, in the words of the contracts.
  const isExplained = isHauloutError(error, 'TRANSACTION_FAILED');
  return cause instanceof Error && !isExplained && !says(line, cause)
    ? `${line} (${lineOf(cause).replace(/\s+/g, ' ')})`
    : line;
}

/** What databases put before what the system says. */
const OF_DATABASE = /^(IO error|Corruption): /;

/** Whether a line has the message of an error, or of one behind it, which says more. */
function says(line: string, { message, cause }: Error): boolean {
  return (
    line.includes(message.replace(OF_DATABASE, '')) ||
    (cause instanceof Error && cause.message !== '' && says(line, cause))
  );
}

/** The same without line breaks, for a place within a line. */
export function inLine(error: unknown): string {
  return lineOf(error).trim().replace(/\s+/g, ' ');
}

/** Classes of errors that say all in their message. */
const PLAIN: readonly string[] = ['Error', 'RpcError'];

/** The message alone; after the name of the class for errors that nobody threw on purpose. */
function withoutAdvice(error: Error): string {
  if (!isHauloutError(error))
    return PLAIN.includes(error.name) ? error.message : `${error.name}: ${error.message}`;
  const { message, advice } = error;
  return advice === undefined ? message : message.slice(0, -`. ${advice}`.length);
}
