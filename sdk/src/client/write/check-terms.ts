import type { Signer } from '@mysten/sui/cryptography';
import { InvalidArgument } from '../../base/errors.js';
import { checkAttributeChanges } from '../blobs/attributes.js';
import type { StoreOptions } from './store-options.js';

/** Refuses what callers without types leave out, before anything is encoded. Throws InvalidArgument. */
export function checkTerms(terms: Pick<StoreOptions, 'attributes' | 'deletable' | 'signer'>): void {
  const { attributes, deletable, signer } = terms as { readonly deletable: unknown } & typeof terms;
  if (typeof deletable !== 'boolean')
    throw new InvalidArgument(`deletable is true or false, not ${String(deletable)}`, { deletable });
  if (typeof (signer as Partial<Signer> | undefined)?.toSuiAddress !== 'function')
    throw new InvalidArgument(`signer is a Signer of @mysten/sui, such as a key pair, not ${String(signer)}`);
  if (attributes !== undefined) checkAttributeChanges({ set: attributes });
}
