/** In the place of an element of which a part could not be fetched: says so, and tries again when its button is pressed. */
import { make, set, setText } from './draw.js';
import { firstWords, type FirstTable, type WordedHost } from './first-words.js';
import { calciteModeOf } from './page.js';

/** What else is to be said, in place of the advice to reload, and what else is at hand. */
export interface MissingMore {
  readonly more?: string | undefined;
  readonly links?: readonly Element[];
}

export const missingKeys = ['notLoaded', 'tryAgain'] as const;

export const missingTable: FirstTable = {
  en: ['Not loaded', 'Try again'],
  ar: ['لم يحمل', 'حاول مرة أخرى'],
  de: ['Nicht geladen', 'Nochmals versuchen'],
  es: ['No cargado', 'Intentar de nuevo'],
  fr: ['Non chargé', 'Réessayer'],
  he: ['לא נטען', 'נסו שוב'],
  it: ['Non caricato', 'Riprova'],
  ja: ['読込失敗', '再試行'],
  ko: ['로드 실패', '다시 시도'],
  nl: ['Niet geladen', 'Opnieuw proberen'],
  pl: ['Nie wczytano', 'Spróbuj ponownie'],
  pt: ['Não carregado', 'Tentar de novo'],
  sv: ['Inte inläst', 'Försök igen'],
  zh: ['未加载', '重试'],
};

export class MissingPart {
  readonly #host: WordedHost;
  readonly #words = make('span', { role: 'status' });
  readonly #button = make('button', { class: 'button', type: 'button' });
  readonly base: HTMLElement = make('div', {}, this.#words, this.#button);
  #reload = '';

  constructor(host: WordedHost, again: () => void) {
    this.#host = host;
    this.#button.onclick = () => {
      // What is written anew is read out anew.
      setText(this.#words, '');
      this.#button.toggleAttribute('data-kept', true);
      again();
    };
  }

  show({ more = this.#reload, links = [] }: MissingMore = {}): void {
    const words = firstWords(this.#host, missingKeys, missingTable);
    set(this.base, { class: `base blank ${calciteModeOf(this.#host)}` });
    setText(this.#words, words.text('notLoaded') + (more && ` · ${more}`));
    setText(this.#button, words.text('tryAgain'));
    this.#button.toggleAttribute('data-kept', false);
    this.base.append(...links.filter(({ parentNode }) => parentNode === null));
  }

  /** It was tried again, and missing again: some browsers do not look a second time for what they could not fetch. */
  async failedAgain(): Promise<void> {
    const words = navigator.onLine ? await import('./reload-words.js').catch(() => null) : null;
    if (words) this.#reload = firstWords(this.#host, ['reloadPage'], words.reloadTable).text('reloadPage');
  }
}
