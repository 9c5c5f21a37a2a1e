import { InvalidArgument } from '../../base/errors.js';
import { entriesOf, type AttributeChanges } from '../../chain/blob-transactions.js';

/**
 * Most bytes of a name or a value in UTF-8: Sui takes arguments of at most 16 KiB, length prefix included.
 */
const MAX_TEXT_BYTES = 16_384 - 3;

/**
 * Refuses attributes that the chain would not keep exactly as they are: text with a lone surrogate, which has
 * no UTF-8, and text too long for an argument. Any other text is as good as any other, also as a name.
 *
 * @throws InvalidArgument
 */
export function checkAttributeChanges({ set = {}, remove = [] }: AttributeChanges): void {
  const entries = entriesOf(set);
  if (entries.length + remove.length === 0)
    throw new InvalidArgument('there is no attribute to set or to remove');
  for (const key of remove) checkText('name', key);
  for (const [key, value] of entries) {
    checkText('name', key);
    checkText(`value of ${JSON.stringify(key.slice(0, 40))}`, value);
  }
}

function checkText(what: string, text: unknown): void {
  if (typeof text !== 'string') {
    throw new InvalidArgument(`the ${what} of an attribute is a ${typeof text} and has to be text`, { what });
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw new InvalidArgument(`the ${what} of an attribute has a lone surrogate, which has no UTF-8`, {
      what,
    });
  }
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_TEXT_BYTES) {
    throw new InvalidArgument(
      `the ${what} of an attribute has ${bytes} bytes of UTF-8; at most ${MAX_TEXT_BYTES} fit`,
      { what, bytes, limit: MAX_TEXT_BYTES },
    );
  }
}
