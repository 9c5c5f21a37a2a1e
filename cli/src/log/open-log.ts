/**
 * The log of a command that runs until it is interrupted. People on a terminal get the time of day, the level
 * and a sentence with its facts. Whatever else reads it gets JSON, one object a line, with ISO times and raw
 * values, and no other lines in between.
 */
import { isHauloutError, jsonValue } from '@haulout/sdk/base';
import { Option, type Command } from 'commander';
import type { DestinationStream, Logger } from 'pino';
import { wrapped } from '../table.js';
import { lineText } from './line-text.js';

const FORMATS = ['auto', 'text', 'json'] as const;
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** How a log is written. */
export interface LogFlags {
  /** `auto`: text on a terminal, else JSON. */
  readonly logFormat: (typeof FORMATS)[number];
}

/** Adds the option of `LogFlags` to a command. */
export function withLogFormat(command: Command): Command {
  return command.addOption(
    new Option('--log-format <format>', 'of the log; auto is text on a terminal, and else json')
      .choices(FORMATS)
      .default('auto'),
  );
}

/** The option for how much is logged. */
export function logLevelOption(): Option {
  return new Option('--log-level <level>', 'least level of what is logged').choices(LEVELS).default('info');
}

/** Where a log goes. */
export interface LogTarget extends LogFlags {
  readonly logLevel: string;
  /** A stream of this process. */
  readonly stream: Pick<NodeJS.WriteStream, 'isTTY'> & { write(text: string): unknown };
}

/** Whether nobody reads the log on a terminal. */
export function isForMachines({ logFormat, stream }: Pick<LogTarget, 'logFormat' | 'stream'>): boolean {
  return logFormat === 'auto' ? stream.isTTY !== true : logFormat === 'json';
}

/** Opens a log. Each line is written before the call that logs it returns. */
export async function openLog(target: LogTarget): Promise<Logger> {
  const { logLevel, stream } = target;
  if (isForMachines(target)) return jsonLog(logLevel, { write: (line) => void stream.write(line) });
  const { prettyFactory } = await import('pino-pretty');
  const textOf = prettyFactory({
    colorize: stream.isTTY === true && !process.env['NO_COLOR'],
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'name,pid,hostname',
    customPrettifiers: { time: String },
    hideObject: true,
    messageFormat: stream.isTTY === true ? wrappedText : lineText,
  });
  return jsonLog(logLevel, { write: (line) => void stream.write(textOf(line)) });
}

/** Before the text of a line: time of day and level. */
const BEFORE_TEXT = '09:30:00 ERROR: '.length;
const INDENT = ' '.repeat(BEFORE_TEXT);

/** The text of a line on a terminal, with line breaks where it would be too long. */
function wrappedText(line: Readonly<Record<string, unknown>>): string {
  return wrapped(lineText(line), BEFORE_TEXT).join(`\n${INDENT}`);
}

/** A log whose lines are JSON. */
async function jsonLog(level: string, destination: DestinationStream): Promise<Logger> {
  const { pino, stdTimeFunctions } = await import('pino');
  const options = {
    level,
    base: undefined,
    timestamp: stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (facts: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, plainFact(fact)])),
    },
    serializers: { err: errorFact },
  };
  return pino(options, destination);
}

/** Facts of ours as JSON has them; what fastify gives has serializers of its own. */
function plainFact(fact: unknown): unknown {
  const isOurs =
    typeof fact === 'bigint' ||
    fact instanceof Map ||
    fact instanceof Set ||
    fact instanceof Uint8Array ||
    (typeof fact === 'object' && fact !== null && Object.getPrototypeOf(fact) === Object.prototype);
  return isOurs ? jsonValue(fact) : fact;
}

/** An error as commands print it; with its stack where nobody threw it on purpose. */
function errorFact(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const plain = jsonValue(error) as object;
  return isHauloutError(error) ? plain : { ...plain, stack: error.stack };
}
