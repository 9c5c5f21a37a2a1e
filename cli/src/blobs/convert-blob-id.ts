import { blobIdFromInteger, blobIdFromString, blobIdToInteger, blobIdToString } from '@haulout/sdk/encoding';
import { Command, InvalidArgumentError } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';

/** `haulout convert-blob-id ID` */
export function convertBlobIdCommand(): Command {
  return new Command('convert-blob-id')
    .argument('<id>', 'blob id, or the number that the chain and explorers show', idFrom)
    .option('--json', 'one JSON object with both, for machines', false)
    .addHelpText('after', examples('haulout convert-blob-id 1234567890', 'haulout convert-blob-id BLOB_ID'))
    .action(({ bytes, isNumber }: ReadId, { json }: { readonly json: boolean }) => {
      const [blobId, integer] = [blobIdToString(bytes), String(blobIdToInteger(bytes))];
      if (json) return writeJson({ kind: 'blob-id', blobId, integer });
      console.log(isNumber ? blobId : integer);
    });
}

interface ReadId {
  readonly bytes: Uint8Array;
  readonly isNumber: boolean;
}

/** A blob id without a letter does not come about by chance. */
function idFrom(text: string): ReadId {
  if (/^\d{1,78}$/.test(text)) {
    const integer = BigInt(text);
    if (integer < 1n << 256n) return { bytes: blobIdFromInteger(integer), isNumber: true };
    throw new InvalidArgumentError(`'${text}' is 2^256 or more: a blob id has 32 bytes.`);
  }
  return { bytes: blobIdFromString(text), isNumber: false };
}
