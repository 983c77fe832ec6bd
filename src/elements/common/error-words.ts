/** Errors in plain words: what happened, what to do now, and what the server itself said. */
import type { ReactiveElement, ReactiveController } from 'lit';
import type { ErrorSummary, GdbErrorCode } from '../../shared/errors.js';
import type { EditError } from '../../shared/records.js';
import type { ErrorWords, Language } from './languages.js';
import { formatMessage } from './message.js';
import type * as explanations from './words/explanations.en.js';

export interface ExplainedError {
  readonly what: string;
  readonly todo: string;
  /** The server's or the library's own words, where they say more than ours; else empty. */
  readonly said: string;
  /** What the service lacks, each with what an admin has to switch on; empty for errors about something else. */
  readonly lacks: readonly ErrorWords[];
}

/** Codes whose message carries what no table can know: limits, names, the service's own sentence. */
const TELLING: readonly GdbErrorCode[] = [
  'bad-reply',
  'http',
  'service',
  'job-failed',
  'not-supported',
  'forbidden',
  'attachment-refused',
  'storage-damaged',
  'invalid-argument',
  'controller-options-conflict',
  'unsupported-query',
  'other-service',
  'schema-mismatch',
  'bad-file',
  'unsupported-file',
  'internal',
];

/** The code of a refusal that says nothing itself: its words do for every code that nobody listed. */
export const UNSPECIFIC = 1000;

let english: typeof explanations | undefined;

/** Hands over the explanations to a page where they came first. */
export function knowExplanations(words: typeof explanations): void {
  english = words;
}

/**
 * The explanations, fetched right after the element is on the page: they are not needed to draw it, and must be there before the network
 * is gone. Until then, and for codes of a newer library or service, the error's own message is shown.
 */
export class ErrorExplainer implements ReactiveController {
  readonly #host: ReactiveElement;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (english === undefined) void this.#load();
  }

  explain(error: ErrorSummary, language: Language | null): ExplainedError {
    const said = error.details.serviceMessage ?? error.message;
    const words = language?.errors?.[error.code] ?? english?.errorsEnglish[error.code];
    const lacks = lackWords(error, language);
    if (words === undefined) return { what: error.message, todo: '', said: '', lacks };
    // How much is needed and free says more than that there is too little.
    if (error.code === 'storage-full' && error.details.bytesFree !== undefined)
      return { what: error.message, todo: words[1], said: '', lacks };
    return {
      what: words[0],
      todo: words[1],
      said: TELLING.includes(error.code) && lacks.length === 0 ? said : '',
      lacks,
    };
  }

  /** A refused edit. What the server itself said is shown beside in any case. */
  explainEdit({ code, extendedCode, description }: EditError, language: Language | null): ErrorWords {
    const words = language?.editErrors;
    const extended =
      extendedCode === undefined ? undefined : (words?.[extendedCode] ?? english?.editErrorsEnglish[extendedCode]);
    return (
      extended ??
      words?.[code] ??
      english?.editErrorsEnglish[code] ??
      words?.[UNSPECIFIC] ??
      english?.editErrorsEnglish[UNSPECIFIC] ?? [description, '']
    );
  }

  async #load(): Promise<void> {
    try {
      english = await import('./words/explanations.en.js');
      this.#host.requestUpdate();
    } catch {
      // Without network the error's own message has to do.
    }
  }
}

function lackWords({ details }: ErrorSummary, language: Language | null): readonly ErrorWords[] {
  const known: Readonly<Partial<Record<string, ErrorWords>>> = language?.gaps ?? {};
  return (details.gaps ?? []).map(({ code, layerId, layerName, message, remedy }): ErrorWords => {
    const words = known[code];
    if (words === undefined) return [message, remedy ?? ''];
    const values = { layer: `${String(layerId ?? '')}${layerName === undefined ? '' : ` (${layerName})`}` };
    return [formatMessage(words[0], values, 'en'), formatMessage(words[1], values, 'en')];
  });
}
