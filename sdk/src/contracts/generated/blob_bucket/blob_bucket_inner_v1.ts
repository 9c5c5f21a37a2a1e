/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/** The state of a bucket, version 1: its storage pool. */

import { MoveStruct } from '../utils/index.js';
import * as storage_pool from '../walrus/storage_pool.js';
const $moduleName = '@local-pkg/blob_bucket::blob_bucket_inner_v1';
export const BlobBucketInnerV1 = new MoveStruct({ name: `${$moduleName}::BlobBucketInnerV1`, fields: {
        storage_pool: storage_pool.StoragePool
    } });