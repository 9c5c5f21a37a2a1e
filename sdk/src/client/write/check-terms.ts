import type { Signer } from '@mysten/sui/cryptography';
import { InvalidArgument } from '../../base/errors.js';
import { checkAddress } from '../../chain/addresses.js';
import { checkAttributeChanges } from '../blobs/attributes.js';
import type { StoreOptions } from './store-options.js';

/**
 * Refuses what callers without types leave out, and an owner that is none, before anything is encoded or
 * paid. Throws InvalidArgument.
 */
export function checkTerms(terms: Pick<StoreOptions, 'attributes' | 'deletable' | 'owner' | 'signer'>): void {
  const { attributes, deletable, owner, signer } = terms as { readonly deletable: unknown } & typeof terms;
  if (typeof deletable !== 'boolean')
    throw new InvalidArgument(`deletable is true or false, not ${String(deletable)}`, { deletable });
  if (typeof (signer as Partial<Signer> | undefined)?.toSuiAddress !== 'function')
    throw new InvalidArgument(`signer is a Signer of @mysten/sui, such as a key pair, not ${String(signer)}`);
  if (owner !== undefined) checkAddress('owner', owner);
  if (attributes !== undefined) checkAttributeChanges({ set: attributes });
}
