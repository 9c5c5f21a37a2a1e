/** Addresses and object ids that are none, refused before a full node is asked. */
import { InvalidArgument } from '../base/errors.js';

const ADDRESS = /^(?:0x)?[0-9a-f]{1,64}$/i;
const RULE = 'an address or object id is 0x and up to 64 hex digits';

/** Refuses what is no address or object id. Throws InvalidArgument. */
export function checkAddress(name: string, value: unknown): void {
  if (typeof value === 'string' && ADDRESS.test(value)) return;
  throw new InvalidArgument(`${name} is ${shown(value)}: ${RULE}`, { [name]: value });
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : typeof value;
}

/** How the official client says that it was given what is no address. */
const NO_ADDRESS = /^Invalid Sui address|^Invalid input: Received "0x|^Parameter \w+ is required/;

/** What the making of a transaction failed with; a sentence of ours when an address in it is none. */
export function addressError(what: string, error: unknown): unknown {
  if (!(error instanceof Error) || !NO_ADDRESS.test(error.message)) return error;
  return new InvalidArgument(`could not ${what}: ${RULE} (${error.message})`);
}
