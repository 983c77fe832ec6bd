/** What is said about one file. No DOM. */
import type { ControllerState } from '../../controller/types.js';
import type { ErrorSummary } from '../../shared/errors.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { Localizer } from '../common/localizer.js';
import { problemText, type FileProblem } from './file-problem.js';
import type { FileAction } from './file-row.js';
import type { PhotoNote, PreparedFile } from './photo/prepare-photo.js';
import { isOnlyHere, type StoringFile } from './storing-files.js';
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
  /** The server's own words and code, or what is known of a photo. */
  readonly small: readonly string[];
  /** 0 to 100 while bytes move. */
  readonly percent: number | null;
  /**
   * `coming`: not on this device yet; `wrong`: refused by the server, but kept on this device. Not kept: `failed`: could not be written; `unfit`: is
   * not taken here; `twin`: seems to be there already.
   */
  readonly tone: 'calm' | 'coming' | 'unsent' | 'wrong' | 'failed' | 'unfit' | 'twin' | 'leaving';
  /** What can be done with it, in the order of its buttons. */
  readonly actions: readonly FileAction[];
}

/** A file that is being written to this device, or could not be. */
export function storingView(
  storing: StoringFile,
  { words, explain }: { readonly words: Localizer<PickerKey>; readonly explain: (error: ErrorSummary) => string },
): FileView {
  const { file, written, phase, problem } = storing;
  const percent = file.size > 0 ? Math.floor((100 * written) / file.size) : 0;
  const status = { queued: 'queued', preparing: 'makingReady', writing: 'storing', stopped: null } as const;
  const said = status[phase];
  const mayComeAsItIs = problem?.kind === 'part-missing' && problem.mayComeAsItIs;
  return {
    name: file.name,
    contentType: file.type,
    size: file.size,
    hasBytes: true,
    status: said === null ? [] : [words.text(said, { percent: words.percent(percent) })],
    problem: problem === null ? '' : problemText(problem, file.size, { words, explain }),
    small: mayComeAsItIs ? [words.text('photoOrAsItCame')] : [],
    percent: phase === 'writing' ? percent : null,
    tone: problem === null ? 'coming' : toneOf(problem),
    actions: problem === null ? ['stop'] : [...againBy(problem), ...saveOf(storing), 'dismiss'],
  };
}

function saveOf(storing: StoringFile): readonly FileAction[] {
  return isOnlyHere(storing) ? ['save'] : [];
}

function toneOf({ kind }: FileProblem): FileView['tone'] {
  if (kind === 'refused') return 'unfit';
  return kind === 'twice' || kind === 'twice-on-server' ? 'twin' : 'failed';
}

/** How a person goes on with a file that was not taken. */
function againBy(problem: FileProblem): readonly FileAction[] {
  switch (problem.kind) {
    case 'error':
    case 'not-ready':
      return ['retry'];
    case 'part-missing':
      return problem.mayComeAsItIs ? ['retry', 'anyway'] : ['retry'];
    case 'twice':
    case 'twice-on-server':
      return ['anyway'];
    case 'refused':
      return [];
  }
}

/** What is told of a photo that was made ready. The photo itself is on this device by then, and leaves the memory of the page. */
export type PhotoTold = Pick<PreparedFile, 'position' | 'notes' | 'spared'>;

/** A file that this device keeps, or knows the server has. */
export function recordView(
  record: AttachmentRecord,
  state: ControllerState,
  {
    words,
    explainer,
    prepared,
  }: {
    readonly words: Localizer<PickerKey>;
    readonly explainer: ErrorExplainer;
    /** Of one that was added just now. */
    readonly prepared: PhotoTold | null;
  },
): FileView {
  const { name, contentType, size } = record;
  const base = {
    name,
    contentType,
    size,
    hasBytes: true,
    problem: '',
    small: prepared === null ? [] : photoWords(prepared, words),
    percent: null,
    actions: ['preview', 'ask'],
  } satisfies Partial<FileView>;
  switch (record.state.kind) {
    case 'received':
      return {
        ...base,
        hasBytes: record.state.bytesHere,
        status: [words.text(record.state.bytesHere ? 'here' : 'serverOnly')],
        tone: 'calm',
      };
    case 'refused': {
      const { error } = record.state;
      return {
        ...base,
        status: [words.text('kept')],
        problem: explainer.explainEdit(error, words.language).join(' '),
        small: [...base.small, words.text('code', { code: String(error.code) }), error.description],
        tone: 'wrong',
        actions: ['preview', 'retry', 'ask'],
      };
    }
    case 'pending':
      if (record.state.operation === 'attachDelete')
        return { ...base, status: [words.text('willBeRemoved')], tone: 'leaving', actions: ['undo'] };
      return { ...base, ...sendingView(record, state, words), tone: 'unsent' };
  }
}

function sendingView(
  { globalId, upload, partCount }: AttachmentRecord,
  { sync, paused }: ControllerState,
  words: Localizer<PickerKey>,
): Pick<FileView, 'status' | 'percent'> {
  const isSending = sync.kind === 'uploading-attachments' && paused.length === 0;
  const isCurrent = isSending && sync.current === globalId;
  const kept = words.text('keptUntilSent');
  switch (upload.kind) {
    case 'parts': {
      const percent = Math.floor((100 * upload.partsDone.length) / Math.max(partCount, 1));
      if (isCurrent) return { status: [words.text('sending', { percent: words.percent(percent) })], percent };
      return { status: [words.text('partlySent', { percent: words.percent(percent) }), kept], percent: null };
    }
    case 'item':
      return { status: [words.text('uploaded')], percent: null };
    case 'none':
      // Of one request nobody knows how far it is, nor of a first part.
      if (isCurrent) return { status: [words.text('sendingNow')], percent: null };
      return { status: [isSending ? words.text('waiting') : kept], percent: null };
    case 'inline':
      return { status: [isSending ? words.text('waiting') : kept], percent: null };
  }
}

/** `PDF` from a file name, for the icon; empty without a short ending. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1]?.toUpperCase() ?? '';
}

const NOTES: Readonly<Record<PhotoNote, PickerKey>> = {
  asItCame: 'photoAsItCame',
  heic: 'photoHeic',
  notResized: 'photoNotResized',
  stamped: 'photoStamped',
  notStamped: 'photoNotStamped',
};

/** What became of a photo on its way here; above all, whether it has a position. */
function photoWords({ position, notes, spared }: PhotoTold, words: Localizer<PickerKey>): readonly string[] {
  const place = {
    photo: 'positionPhoto',
    written: 'positionWritten',
    removed: 'positionRemoved',
    none: 'positionNone',
  } as const;
  return [
    ...(position === null || position === 'unknown' ? [] : [words.text(place[position])]),
    ...(spared > 0 ? [words.text('photoSpared', { bytes: words.bytes(spared) })] : []),
    ...notes.map((note) => words.text(NOTES[note])),
  ];
}
