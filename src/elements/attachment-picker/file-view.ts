/** What is said about one file. No DOM. */
import type { ControllerState } from '../../controller/types.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { Localizer } from '../common/localizer.js';
import type { StoringFile } from './storing-files.js';
import type { PickerKey } from './words.en.js';

export interface FileView {
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** The content is on this device. */
  readonly hasBytes: boolean;
  /** Where it stands, in a few words. */
  readonly status: readonly string[];
  /** What went wrong and what to do; empty when nothing did. */
  readonly problem: string;
  /** The server's own words and code. */
  readonly small: readonly string[];
  /** 0 to 100 while bytes move. */
  readonly percent: number | null;
  /** `wrong`: refused, but kept on this device; `failed`: not even that. */
  readonly tone: 'calm' | 'unsent' | 'wrong' | 'failed' | 'leaving';
  readonly canRetry: boolean;
  /** What the cross does: ask first, or stop and forget at once since the person still has the file. */
  readonly removal: 'ask' | 'at-once' | 'none';
}

/** A file that is being written to this device, or could not be. */
export function storingView(file: StoringFile, problem: string, words: Localizer<PickerKey>): FileView {
  const percent = file.size > 0 ? Math.floor((100 * file.written) / file.size) : 0;
  const isWriting = file.phase === 'writing';
  const status = isWriting ? words.text('storing', { percent: words.percent(percent) }) : words.text('queued');
  return {
    name: file.name,
    contentType: file.file.type,
    size: file.size,
    hasBytes: true,
    status: file.phase === 'failed' ? [] : [status],
    problem,
    small: [],
    percent: isWriting ? percent : null,
    tone: file.phase === 'failed' ? 'failed' : 'unsent',
    canRetry: file.phase === 'failed',
    removal: 'at-once',
  };
}

/** A file that this device keeps, or knows the server has. */
export function recordView(
  record: AttachmentRecord,
  state: ControllerState,
  { words, explainer }: { readonly words: Localizer<PickerKey>; readonly explainer: ErrorExplainer },
): FileView {
  const { name, contentType, size } = record;
  const base = {
    name,
    contentType,
    size,
    hasBytes: true,
    problem: '',
    small: [],
    percent: null,
    canRetry: false,
  } as const;
  switch (record.state.kind) {
    case 'received':
      return {
        ...base,
        hasBytes: record.state.bytesHere,
        status: [words.text(record.state.bytesHere ? 'here' : 'serverOnly')],
        tone: 'calm',
        removal: 'ask',
      };
    case 'refused': {
      const { error } = record.state;
      return {
        ...base,
        status: [words.text('kept')],
        problem: explainer.explainEdit(error, words.language).join(' '),
        small: [words.text('code', { code: String(error.code) }), error.description],
        tone: 'wrong',
        canRetry: true,
        removal: 'ask',
      };
    }
    case 'pending':
      if (record.state.operation === 'attachDelete')
        return { ...base, status: [words.text('willBeRemoved')], tone: 'leaving', removal: 'none' };
      return { ...base, ...sendingView(record, state, words), tone: 'unsent', removal: 'ask' };
  }
}

function sendingView(
  { upload, partCount }: AttachmentRecord,
  { sync, paused }: ControllerState,
  words: Localizer<PickerKey>,
): Pick<FileView, 'status' | 'percent'> {
  const isSending = sync.kind === 'uploading-attachments' && paused.length === 0;
  const kept = words.text('keptUntilSent');
  switch (upload.kind) {
    case 'parts': {
      const percent = Math.floor((100 * upload.partsDone.length) / Math.max(partCount, 1));
      if (isSending) return { status: [words.text('sending', { percent: words.percent(percent) })], percent };
      return { status: [words.text('partlySent', { percent: words.percent(percent) }), kept], percent: null };
    }
    case 'item':
      return { status: [words.text('uploaded')], percent: null };
    case 'none':
    case 'inline':
      return { status: [isSending ? words.text('waiting') : kept], percent: null };
  }
}

/** `PDF` from a file name, for the icon; empty without a short ending. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1]?.toUpperCase() ?? '';
}
