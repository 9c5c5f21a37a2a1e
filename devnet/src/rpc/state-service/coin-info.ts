import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { wellKnown } from '../../ledger/type-tags.js';
import { sameType, typeToString } from '../../vm/types.js';
import type { Address } from '../../vm/types.js';
import { readType } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { notFound } from '../grpc/status.js';
import { moveJsonValue } from '../render/move-json.js';

/** StateService.GetCoinInfo: metadata, supply and regulation of a coin type. */
export function getCoinInfo(
  { ledger, index }: RpcContext,
  request: GrpcTypes.GetCoinInfoRequest,
): GrpcTypes.GetCoinInfoResponse {
  const type = readType('coin_type', request.coinType);
  const coinType = typeToString(type);
  const objects = index.coin(coinType);
  const isSui = sameType(type, wellKnown.sui);
  if (objects === undefined) throw notFound(`coin type ${coinType}`);
  const { REGULATED, UNREGULATED } = GrpcTypes.RegulatedCoinMetadata_CoinRegulatedState;
  const regulated = fieldsOf(ledger, objects.regulatedMetadata);
  return {
    coinType,
    metadata: metadataOf(ledger, objects.metadata),
    treasury: isSui ? suiTreasury : treasuryOf(ledger, objects.treasuryCap),
    regulatedMetadata:
      regulated === undefined
        ? { coinRegulatedState: UNREGULATED }
        : {
            id: objects.regulatedMetadata,
            coinMetadataObject: text(regulated['coin_metadata_object']),
            denyCapObject: text(regulated['deny_cap_object']),
            coinRegulatedState: REGULATED,
          },
  };
}

/** SUI cannot be minted: its whole supply exists. In MIST. */
const suiTreasury: GrpcTypes.CoinTreasury = {
  totalSupply: 10_000_000_000n * 1_000_000_000n,
  supplyState: GrpcTypes.CoinTreasury_SupplyState.FIXED,
};

function metadataOf(ledger: Ledger, id: Address | undefined): GrpcTypes.CoinMetadata | undefined {
  const fields = fieldsOf(ledger, id);
  if (fields === undefined) return undefined;
  return {
    id,
    decimals: Number(fields['decimals']),
    name: text(fields['name']),
    symbol: text(fields['symbol']),
    description: text(fields['description']),
    iconUrl: text(fields['icon_url']),
  };
}

function treasuryOf(ledger: Ledger, id: Address | undefined): GrpcTypes.CoinTreasury | undefined {
  const supply = fieldsOf(ledger, id)?.['total_supply'];
  if (supply === null || typeof supply !== 'object' || Array.isArray(supply)) return undefined;
  return {
    id,
    totalSupply: BigInt(String(supply['value'])),
    supplyState: GrpcTypes.CoinTreasury_SupplyState.SUPPLY_STATE_UNKNOWN,
  };
}

/** The fields of a live object as JSON; undefined when it is wrapped or deleted. */
function fieldsOf(ledger: Ledger, id: Address | undefined) {
  const object = id === undefined ? undefined : ledger.getObject(id);
  if (object?.data.kind !== 'move') return undefined;
  const json = moveJsonValue(ledger, object.data.type, object.data.contents);
  return json === null || typeof json !== 'object' || Array.isArray(json) ? undefined : json;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
