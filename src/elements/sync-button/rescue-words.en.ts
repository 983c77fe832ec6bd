import type { Message } from '../common/message.js';

const own = {
  rescueExport: 'Export unsent edits',
  rescueHandOver: 'Hand over to another device',
  rescueImport: 'Import from another device',
  rescueTakeBack: { one: 'Take back {count} change', other: 'Take back {count} changes' },
  rescuePassphrase: 'Passphrase for the file (optional)',
  rescueWorking: 'Working on the file…',
  rescueExported: {
    one: '{count} change is in the file “{name}”.',
    other: '{count} changes are in the file “{name}”.',
  },
  rescueHandedOver: {
    one: '{count} change is in the file “{name}”. It is frozen here until the other device has sent it, or you take it back.',
    other:
      '{count} changes are in the file “{name}”. They are frozen here until the other device has sent them, or you take them back.',
  },
  rescueImported: {
    one: '{count} change was taken in. It goes with the next sync.',
    other: '{count} changes were taken in. They go with the next sync.',
  },
  rescueKnown: 'Everything in the file is here already.',
  rescueTakenBack: 'Taken back. The next sync asks the server what has arrived.',
};

export type RescueKey = keyof typeof own;

/** The texts of the panel behind the three dots. */
export const rescueEnglish: Readonly<Record<RescueKey, Message>> = own;
