/** Receipts of syncs that ended, for the lists of last syncs. */
import type { SyncReceipt } from '../../src/shared/records.js';
import { error } from './controller-states.js';

const MINUTE = 60_000;

/** A sync of five seconds that went well, unless told otherwise. */
export function pastRun(more: Partial<SyncReceipt> = {}): SyncReceipt {
  const startedAt = more.startedAt ?? Date.UTC(2026, 10, 12, 14, 20);
  return {
    uid: `sync-${String(startedAt)}`,
    operation: 'sync',
    user: 'maria',
    startedAt,
    endedAt: startedAt + 5000,
    sent: { features: 3, attachments: 2 },
    received: { features: 14, attachments: 1 },
    refused: 0,
    error: null,
    ...more,
  };
}

/** A day's work: the last first. */
export function pastRuns(): readonly SyncReceipt[] {
  const at = Date.UTC(2026, 10, 12, 14, 20);
  const nothing = { features: 0, attachments: 0 };
  return [
    pastRun(),
    pastRun({ startedAt: at - 50 * MINUTE, sent: { features: 9, attachments: 0 }, refused: 4 }),
    pastRun({
      startedAt: at - 70 * MINUTE,
      sent: nothing,
      received: nothing,
      error: error('network', 'The connection broke.'),
    }),
    pastRun({
      startedAt: at - 400 * MINUTE,
      operation: 'generate',
      sent: nothing,
      received: { features: 4120, attachments: 120 },
      endedAt: at - 396 * MINUTE,
    }),
  ];
}
