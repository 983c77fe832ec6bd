/** Controllers with the attachments of one feature in every state, for stories and tests. */
import { GdbError } from '../../src/shared/errors.js';
import type { AttachmentRecord } from '../../src/shared/records.js';
import { editError, pending, running, scene, scenes, type Scene } from './controller-states.js';
import { picture } from './pictures.js';
import { attachmentOf } from './scripted-attachments.js';
import { ScriptedController } from './scripted-controller.js';

export const FEATURE = 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b001';

const refusedId = 'c0ffee00-6a1c-4b7c-9a5e-2f7cf4a1b0aa';

function refused(): AttachmentRecord {
  return attachmentOf({
    globalId: refusedId,
    name: 'crown-from-the-south.heic',
    contentType: 'image/heic',
    size: 3_100_000,
    state: {
      kind: 'refused',
      operation: 'attachAdd',
      error: { code: 1008, description: 'The service allows jpg, png; limit 10 MB. Ask your admin.' },
    },
  });
}

const received: Partial<AttachmentRecord> = {
  attachmentId: 12,
  state: { kind: 'received', bytesHere: true },
};

/** Files in every state a file can be in. */
export function everyFile(): AttachmentRecord[] {
  return [
    attachmentOf({ ...received, name: 'lime-tree-2024.jpg', size: 1_850_000 }),
    attachmentOf({
      ...received,
      attachmentId: 13,
      name: 'Gutachten Baumpflege Mühlstraße (Endfassung, unterschrieben).pdf',
      contentType: 'application/pdf',
      size: 412_000,
      state: { kind: 'received', bytesHere: false },
    }),
    attachmentOf({ name: 'IMG_20260412_101530.jpg', size: 12_400_000, partCount: 6 }),
    attachmentOf({
      name: 'IMG_20260412_101544.jpg',
      size: 11_900_000,
      partCount: 6,
      upload: { kind: 'parts', itemId: 'i1', contentVersion: 1, partsDone: [1, 2] },
    }),
    attachmentOf({
      name: 'bark.jpg',
      size: 240_000,
      upload: { kind: 'item', itemId: 'i2', contentVersion: 1, at: 0 },
    }),
    refused(),
    attachmentOf({
      ...received,
      attachmentId: 14,
      name: 'old-photo.jpg',
      size: 900_000,
      state: { kind: 'pending', operation: 'attachDelete' },
    }),
  ];
}

async function withFiles(records: readonly AttachmentRecord[], shown: Scene): Promise<ScriptedController> {
  const controller = new ScriptedController(shown);
  for (const [index, record] of records.entries()) {
    const isPicture = record.contentType === 'image/jpeg';
    controller.attachments.set(record, isPicture ? await picture(index) : undefined);
  }
  return controller;
}

const refusal = editError({ id: 7, editOperation: 'attachAdd', attachmentGlobalId: refusedId });

/** A feature with as many photos as somebody took in a day. */
export async function manyPhotos(count: number): Promise<ScriptedController> {
  const pictures = await Promise.all(Array.from({ length: 5 }, (_, seed) => picture(seed)));
  const controller = new ScriptedController(scenes.ready());
  for (let number = 1; number <= count; number += 1)
    controller.attachments.set(
      attachmentOf({ ...received, attachmentId: number, name: `IMG_${String(number).padStart(4, '0')}.jpg` }),
      pictures[number % pictures.length],
    );
  return controller;
}

/** A controller for each situation of one feature's files. */
export const attachmentScenes = {
  everyState: () =>
    withFiles(everyFile(), scene('attention', { pending: pending(0, 4, { refused: 1 }) }, { syncErrors: [refusal] })),
  sending: () => {
    const files = everyFile().slice(2, 5);
    const current = files[1]?.globalId;
    const bytes = { bytesDone: 4e6, bytesTotal: 24e6 };
    const sync = running({ kind: 'uploading-attachments', done: 0, total: 3, ...bytes, current });
    return withFiles(files, scene('working', { sync, pending: pending(0, 3) }));
  },
  offline: () => withFiles(everyFile().slice(2, 4), scenes.offline()),
  allSent: () => withFiles(everyFile().slice(0, 2), scenes.ready()),
  empty: () => withFiles([], scenes.ready()),
  storing: async () => {
    const controller = await withFiles(everyFile().slice(0, 1), scenes.offline());
    controller.attachments.holdAt = 0.42;
    return controller;
  },
  storageFull: async () => {
    const controller = await withFiles([], scenes.storageFull());
    controller.attachments.writeError = new GdbError('storage-full', 'The storage of this device is full.');
    return controller;
  },
  /** What this device keeps cannot be read. */
  unreadable: async () => {
    const controller = await withFiles([], scenes.ready());
    const lost = new GdbError('storage-lost', 'The browser closed the storage of this page.');
    return Object.assign(controller, { queryAttachments: () => Promise.reject(lost) });
  },
  takenWithout: () => {
    const shown = scenes.ready();
    const { geodatabase } = shown.state;
    if (geodatabase === null) throw new Error('no geodatabase');
    return withFiles([], { ...shown, state: { ...shown.state, geodatabase: { ...geodatabase, attachments: 'none' } } });
  },
  uploadOnly: () => {
    const shown = scenes.ready();
    const { geodatabase } = shown.state;
    if (geodatabase === null) throw new Error('no geodatabase');
    return withFiles(everyFile().slice(2, 3), {
      ...shown,
      state: { ...shown.state, geodatabase: { ...geodatabase, attachments: 'upload' } },
    });
  },
  notOffline: () => withFiles([], scenes.notOffline()),
} satisfies Record<string, () => Promise<ScriptedController>>;

export type AttachmentSceneName = keyof typeof attachmentScenes;
