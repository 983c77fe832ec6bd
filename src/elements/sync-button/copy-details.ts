import type { TemplateResult } from 'lit';
import type { LocalCopy } from '../../controller/types.js';
import { joined } from '../common/joined.js';
import type { Localizer } from '../common/localizer.js';
import type { ButtonKey } from './words.en.js';

/** What a row of a list says of a local copy: what is unsent in it, when it was last synced, and how large it is. */
export function copyDetails(
  { pending, bytes, lastSyncAt, createdAt }: LocalCopy,
  { words, now }: { readonly words: Localizer<ButtonKey>; readonly now: number },
): TemplateResult {
  const unsent = pending.features + pending.attachments + pending.refused;
  const time = words.relative(lastSyncAt ?? createdAt ?? 0, now);
  return joined([
    words.text(unsent > 0 ? 'notSent' : 'allSent', { count: unsent }),
    words.text(lastSyncAt === null ? 'takenOffline' : 'lastSync', { time }),
    ...(bytes === null ? [] : [words.bytes(bytes)]),
  ]);
}
