/** Errors in plain words: what happened, what to do now, and what the server itself said. */
import type { LitElement, ReactiveController } from 'lit';
import type { ErrorSummary, GdbErrorCode } from '../../shared/errors.js';
import type { ErrorWords, Language } from './languages.js';

export interface ExplainedError {
  readonly what: string;
  readonly todo: string;
  /** The server's or the library's own words, where they say more than ours; else empty. */
  readonly said: string;
}

/** Codes whose message carries what no table can know: limits, names, the service's own sentence. */
const TELLING: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'bad-reply',
  'http',
  'service',
  'job-failed',
  'not-supported',
  'forbidden',
  'attachment-refused',
  'invalid-argument',
  'controller-options-conflict',
  'unsupported-query',
  'internal',
]);

let english: Readonly<Record<string, ErrorWords>> | undefined;

/**
 * The explanations, fetched right after the element is on the page: they are not needed to draw it, and must be there before the network
 * is gone. Until then, and for codes of a newer library, the error's own message is shown.
 */
export class ErrorExplainer implements ReactiveController {
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (english === undefined) void this.#load();
  }

  explain(error: ErrorSummary, language: Language | null): ExplainedError {
    const said = error.details.serviceMessage ?? error.message;
    const words = language?.errors?.[error.code] ?? english?.[error.code];
    if (words === undefined) return { what: error.message, todo: '', said: '' };
    return { what: words[0], todo: words[1], said: TELLING.has(error.code) ? said : '' };
  }

  async #load(): Promise<void> {
    try {
      english = (await import('./words/errors.en.js')).errorsEnglish;
      this.#host.requestUpdate();
    } catch {
      // Without network the error's own message has to do.
    }
  }
}
