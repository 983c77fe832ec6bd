/** How the dialog around one file looks. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AttachmentRecord } from '../../../shared/records.js';
import { CLOSE, DOWN, FILE, icon, MINUS, NEXT, BEFORE, OPEN_FILE, PLUS, TRASH } from '../../common/icons.js';
import type { Localizer } from '../../common/localizer.js';
import type { PhotoFacts } from '../photo/exif.js';
import { coordinateWords, timeWords } from './fact-words.js';
import type { PreviewContent } from './preview-dialog.js';
import type { PreviewKey } from './preview-words.en.js';

export interface PreviewInput {
  readonly record: AttachmentRecord;
  readonly content: PreviewContent;
  readonly problem: string;
  /** The file that may take this one's place later. */
  readonly held: File | undefined;
  /** A change of it is being written. */
  readonly isBusy: boolean;
  /** From 1; 0 for a file that is not among the others any more. */
  readonly number: number;
  readonly count: number;
  /** Nothing may be changed. */
  readonly isFixed: boolean;
  readonly scale: number;
  readonly words: Localizer<PreviewKey>;
  readonly live: TemplateResult;
  readonly on: {
    readonly close: () => void;
    readonly key: (event: KeyboardEvent) => void;
    readonly before: () => void;
    readonly next: () => void;
    readonly closer: () => void;
    readonly further: () => void;
    readonly whole: () => void;
    readonly apply: (event: Event) => void;
    readonly replace: (event: Event) => void;
    readonly again: () => void;
    readonly download: () => void;
    readonly remove: () => void;
  };
}

export function previewTemplate(input: PreviewInput): TemplateResult {
  const { record, content, problem, held, words, live, on } = input;
  return html`<dialog
    class="preview-dialog"
    part="preview-dialog"
    aria-labelledby="preview-title"
    @close=${on.close}
    @keydown=${on.key}
  >
    <div class="preview-head">
      <h2 id="preview-title"><bdi>${record.name}</bdi></h2>
      ${square({ label: 'previewClose', look: CLOSE, action: 'preview-close' }, on.close, words)}
    </div>
    <div class="preview-frame">${picture(input)}</div>
    ${tools(input)}
    ${problem === '' ? nothing : html`<p class="problem preview-problem"><bdi>${held?.name}</bdi> <bdi>${problem}</bdi></p>`}
    ${content.kind === 'here' ? facts(input, content.file) : nothing} ${fields(input)} ${actions(input)} ${live}
  </dialog>`;
}

function picture({ record, content, words }: PreviewInput): TemplateResult {
  if (content.kind === 'reading') return html`<p class="preview-words">${words.text('previewReading')}…</p>`;
  if (content.kind === 'failed') return html`<p class="preview-words" role="alert"><bdi>${content.problem}</bdi></p>`;
  if (content.file.picture === undefined)
    return html`<p class="preview-words">${icon(FILE)} ${words.text('previewNoPicture')}</p>`;
  return html`<canvas role="img" aria-label=${record.name}></canvas>`;
}

function tools({ content, number, count, scale, words, on }: PreviewInput): TemplateResult {
  const hasPicture = content.kind === 'here' && content.file.picture !== undefined;
  return html`<div class="preview-tools">
    ${square({ label: 'previewBefore', look: BEFORE, action: 'before', isOff: number <= 1, isTurned: true }, on.before, words)}
    <span class="preview-count"><bdi>${number > 0 ? words.text('previewOf', { number, count }) : nothing}</bdi></span>
    ${square({ label: 'previewNext', look: NEXT, action: 'next', isOff: number >= count, isTurned: true }, on.next, words)}
    ${
      hasPicture
        ? html`<span class="preview-zoom">
            ${square({ label: 'zoomOut', look: MINUS, action: 'further', isOff: scale <= 1 }, on.further, words)}
            <button
              class="button bare"
              type="button"
              data-action="whole"
              aria-label=${`${words.percent(Math.round(scale * 100))}: ${words.text('zoomWhole')}`}
              aria-disabled=${scale <= 1 ? 'true' : nothing}
              @click=${on.whole}
            >
              ${words.percent(Math.round(scale * 100))}
            </button>
            ${square({ label: 'zoomIn', look: PLUS, action: 'closer', isOff: scale >= 16 }, on.closer, words)}
          </span>`
        : nothing
    }
  </div>`;
}

interface Square {
  readonly label: PreviewKey;
  readonly look: string;
  readonly action: string;
  readonly isOff?: boolean;
  /** Points the other way in languages that are read from the right. */
  readonly isTurned?: boolean;
}

function square(
  { label, look, action, isOff, isTurned }: Square,
  act: () => void,
  words: Localizer<PreviewKey>,
): TemplateResult {
  return html`<button
    class="button square bare ${isTurned === true ? 'turned' : ''}"
    type="button"
    data-action=${action}
    aria-label=${words.text(label)}
    aria-disabled=${isOff === true ? 'true' : nothing}
    @click=${isOff === true ? nothing : act}
  >
    ${icon(look)}
  </button>`;
}

function facts(
  { words }: PreviewInput,
  file: { readonly facts: PhotoFacts | null; readonly hash: string | null },
): TemplateResult {
  const { facts: photo, hash } = file;
  return html`<details class="preview-facts">
    <summary>${words.text('fileMore')}</summary>
    <dl>
      ${
        photo === null
          ? nothing
          : html`${photo.takenAt === null ? nothing : fact('fileTaken', timeWords(photo, words.lang), words)}
            ${fact('filePosition', placeWords(photo, words), words)}`
      }
      ${
        hash === null
          ? nothing
          : html`<dt>SHA-256</dt>
              <dd>${hash}</dd>`
      }
    </dl>
  </details>`;
}

function fact(label: PreviewKey, value: string, words: Localizer<PreviewKey>): TemplateResult {
  return html`<dt>${words.text(label)}</dt>
    <dd><bdi>${value}</bdi></dd>`;
}

function placeWords({ position }: PhotoFacts, words: Localizer<PreviewKey>): string {
  if (position === null) return words.text('filePositionNone');
  const { latitude, longitude, accuracy } = position;
  const place = coordinateWords(latitude, longitude, words.lang);
  return accuracy === null
    ? place
    : words.text('filePositionWithin', { place, metres: Math.max(1, Math.round(accuracy)) });
}

function fields({ record, content, isFixed, isBusy, words, on }: PreviewInput): TemplateResult | typeof nothing {
  if (isFixed || content.kind === 'reading') return nothing;
  // A service takes them with the content alone.
  if (content.kind === 'failed') return html`<p class="preview-later">${words.text('fileNamesLater')}</p>`;
  return html`<form class="preview-fields" @submit=${on.apply}>
    <label
      >${words.text('fileName')}<input
        name="file-name"
        type="text"
        maxlength="250"
        required
        autocomplete="off"
        .value=${record.name}
    /></label>
    <label
      >${words.text('fileKeywords')}<input
        name="keywords"
        type="text"
        maxlength="255"
        autocomplete="off"
        placeholder=${words.text('fileKeywordsHint')}
        .value=${record.keywords}
    /></label>
    <button class="button" type="submit" data-action="apply" aria-disabled=${isBusy ? 'true' : nothing}>
      ${words.text('fileApply')}
    </button>
  </form>`;
}

/** A disabled field would lose the focus. */
const prevented = (event: Event): void => {
  event.preventDefault();
};

function actions({ content, held, isFixed, isBusy, words, on }: PreviewInput): TemplateResult {
  return html`<div class="preview-actions">
    ${
      content.kind === 'here'
        ? html`<button class="button" type="button" data-action="download" @click=${on.download}>
            ${icon(DOWN)}${words.text('fileDownload')}
          </button>`
        : nothing
    }
    ${
      isFixed
        ? nothing
        : html`<label class="button">
              <input
                class="visually-hidden"
                type="file"
                data-action="replace"
                aria-disabled=${isBusy ? 'true' : nothing}
                @click=${isBusy ? prevented : nothing}
                @change=${on.replace}
              />
              ${icon(OPEN_FILE)}${words.text('fileReplace')}
            </label>
            ${
              held === undefined
                ? nothing
                : html`<button class="button" type="button" data-action="replace-again" @click=${on.again}>
                    ${words.text('tryAgain')}
                  </button>`
            }
            <button class="button danger preview-remove" type="button" data-action="preview-remove" @click=${on.remove}>
              ${icon(TRASH)}${words.text('fileRemove')}
            </button>`
    }
  </div>`;
}
