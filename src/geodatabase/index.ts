/**
 * Reads mobile geodatabases in pages, workers and Node. Errors are of the family that the package's main entry names.
 *
 * @module gdb-sync/geodatabase
 */
export { openMobileGeodatabase } from './open-mobile-geodatabase.js';
export type { ByteSource } from '../shared/byte-source.js';
export type { Content } from './sqlite/rows.js';
export type {
  MobileAttachment,
  MobileFeature,
  MobileGeodatabase,
  MobileLayer,
  MobileReplica,
  ReadOptions,
} from './types.js';
export type { Subtype, Subtypes } from '../shared/subtypes.js';
export type { GdbError, GdbErrorCode } from '../shared/errors.js';
