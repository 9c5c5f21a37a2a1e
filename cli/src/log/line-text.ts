/** A line of a log for people: its sentence, and its facts behind it. */
import { printable, shortId } from '../blobs/text.js';
import { seconds, size, wal } from '../format.js';

/** What is not a fact: it stands elsewhere in the line, or says nothing to people. */
const NO_FACTS: ReadonlySet<string> = new Set([
  ...['level', 'time', 'msg', 'err', 'kind', 'v', 'reqId', 'req', 'res', 'responseTime'],
]);
const OBJECT_ID = /^0x[0-9a-f]{64}$/;
const BLOB_ID = /^[\w-]{43}$/;
/** Longest text of a fact. */
const SHOWN = 60;
/** Items of a list that are shown. */
const LISTED = 8;

/** The text of a line, from the object that a machine gets. */
export function lineText(line: Readonly<Record<string, unknown>>): string {
  const { msg, err } = line;
  const facts = factsText(line);
  const sentence = `${typeof msg === 'string' ? msg : ''}${facts === '' ? '' : ` (${facts})`}`;
  return err === undefined || err === null ? sentence : `${sentence}: ${errorText(err)}`;
}

/** Facts in words: `blob KCkqKy, transferred 3.2 MiB`. */
function factsText(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .filter(([name]) => !NO_FACTS.has(name))
    .flatMap(([name, fact]) => factText(name, fact))
    .join(', ');
}

function factText(name: string, fact: unknown): string[] {
  if (fact === undefined || fact === null) return [];
  if (typeof fact === 'boolean') return [`${fact ? '' : 'not '}${words(name.replace(/^is/, ''))}`];
  if (Array.isArray(fact)) return [`${words(name)} ${listText(fact)}`];
  if (typeof fact === 'object') {
    const inner = factsText(fact as Record<string, unknown>);
    return inner === '' ? [] : [inner];
  }
  return [valueText(name, String(fact))];
}

function valueText(name: string, text: string): string {
  if (/^\d+$/.test(text)) {
    if (/bytes$|capacity$/i.test(name))
      return `${words(name.replace(/bytes$/i, '')) || 'size'} ${size(BigInt(text))}`;
    if (/price$|^cost$|^frost$|^amount$|stake$|^collectFrom$/i.test(name))
      return `${words(name)} ${wal(BigInt(text))} WAL`;
    if (/^ms$|Ms$/.test(name)) return `${words(name.replace(/ms$/i, '')) || 'in'} ${seconds(Number(text))}`;
    return `${words(name)} ${text}`;
  }
  if (name === 'publicKey') return `key ${text.slice(0, 16)}...`;
  const isId = OBJECT_ID.test(text) || BLOB_ID.test(text);
  return `${words(name.replace(/Id$/, ''))} ${isId ? shortId(text) : cut(printable(text))}`;
}

function listText(list: readonly unknown[]): string {
  const shown = list.slice(0, LISTED).map((item) => {
    const text = typeof item === 'object' && item !== null ? factsText({ ...item }) : String(item);
    return OBJECT_ID.test(text) || BLOB_ID.test(text) ? shortId(text) : cut(printable(text));
  });
  return [...shown, ...(list.length > LISTED ? [`and ${list.length - LISTED} more`] : [])].join(', ');
}

/** What an error says, and what was behind it unless it says so already. */
function errorText(error: unknown): string {
  if (typeof error !== 'object' || error === null) return printable(String(error));
  const { message, cause } = error as { readonly message?: unknown; readonly cause?: unknown };
  const text = printable(typeof message === 'string' ? message.replace(/\s+/g, ' ') : 'an error');
  if (typeof cause !== 'object' || cause === null) return text;
  const behind = errorText(cause);
  return text.includes(behind) ? text : `${text} (${behind})`;
}

/** `recoveredSlivers`: `recovered slivers`. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();

const cut = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 3)}...`);
