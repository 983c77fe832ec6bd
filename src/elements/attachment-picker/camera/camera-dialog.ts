/** A camera in the page: the page stays in front, so that nothing ends it while a photo is taken, and one photo can follow another. */
import { html, nothing, type CSSResult, type ReactiveController, type TemplateResult } from 'lit';
import { now } from '../../../shared/clock.js';
import { CAMERA, icon, LAMP, RETRY } from '../../common/icons.js';
import { LiveRegion } from '../../common/live-region.js';
import { Localizer, type LocalizedHost } from '../../common/localizer.js';
import { localTime } from '../photo/local-time.js';
import type { Capture } from '../photo/prepare-photo.js';
import type { PlaceWatch } from '../place-watch.js';
import { cameraEnglish, type CameraKey } from './camera-words.en.js';
import { cameraStyles } from './camera.styles.js';
import { LiveCamera, shoot } from './live-camera.js';

export interface CameraOptions {
  readonly place: PlaceWatch;
  readonly wantsPlace: () => boolean;
  readonly onPhoto: (photo: File, capture: Capture) => void;
  readonly onClose: () => void;
}

export class CameraDialog implements ReactiveController {
  static readonly styles: CSSResult = cameraStyles;
  readonly #host: LocalizedHost;
  readonly #options: CameraOptions;
  readonly #words: Localizer<CameraKey>;
  readonly #live: LiveRegion;
  readonly #camera: LiveCamera;
  #isOpen = false;
  #taken = 0;
  #isShooting = false;
  /** Why the last photo could not be kept: what stands in the list is behind this dialog. */
  #problem = '';
  #before: HTMLElement | null = null;

  constructor(host: LocalizedHost, options: CameraOptions) {
    this.#host = host;
    this.#options = options;
    this.#words = new Localizer(host, cameraEnglish);
    this.#live = new LiveRegion(host);
    this.#camera = new LiveCamera(() => {
      host.requestUpdate();
    });
    host.addController(this);
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#taken = 0;
    this.#problem = '';
    this.#before = this.#host.shadowRoot?.activeElement as HTMLElement | null;
    this.#host.requestUpdate();
    globalThis.addEventListener('pagehide', this.close);
    document.addEventListener('visibilitychange', this.#onVisible);
    void this.#camera.open();
  }

  /** While it is open nothing else of the page can be seen or heard. */
  tell(problem: string): void {
    if (!this.#isOpen) return;
    this.#problem = problem;
    this.#live.say(problem, this);
  }

  /** The light of the camera goes out, and the focus is where it was. */
  readonly close = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#camera.close();
    globalThis.removeEventListener('pagehide', this.close);
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#options.onClose();
    this.#dialog?.close();
    this.#host.requestUpdate();
    // Not every browser gives a pressed button the focus.
    (this.#before ?? this.#host.renderRoot.querySelector<HTMLElement>('.camera'))?.focus();
  };

  hostUpdated(): void {
    const dialog = this.#dialog;
    if (!this.#isOpen || !dialog) return;
    if (!dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>('.shutter')?.focus();
    }
    const video = dialog.querySelector('video');
    const stream = this.#camera.stream ?? null;
    if (video && video.srcObject !== stream) {
      video.srcObject = stream;
      // A browser that does not play by itself shows its first picture all the same.
      if (stream !== null) void video.play().catch(() => undefined);
    }
  }

  hostDisconnected(): void {
    this.close();
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    const words = this.#words;
    const { state } = this.#camera;
    const isLive = state.kind === 'live';
    return html`<dialog
      class="camera-dialog"
      part="camera-dialog"
      aria-label=${words.text('cameraTitle')}
      @close=${this.close}
      @keydown=${keepEscape}
    >
      <div class="finder">
        <video muted playsinline aria-hidden="true" ?hidden=${!isLive}></video>
        ${state.kind === 'failed' ? this.#failure(state.reason) : nothing}
        ${state.kind === 'opening' ? html`<p class="finder-words">${words.text('cameraOpening')}…</p>` : nothing}
      </div>
      <p class="camera-facts">${this.#facts()}</p>
      ${this.#problem === '' ? nothing : html`<p class="camera-problem"><bdi>${this.#problem}</bdi></p>`}
      <div class="camera-actions">
        <button class="button" type="button" data-action="camera-done" @click=${this.close}>
          ${words.text('cameraDone')}
        </button>
        <button
          class="shutter"
          type="button"
          data-action="shoot"
          aria-label=${words.text('cameraShoot')}
          aria-disabled=${isLive ? nothing : 'true'}
          @click=${this.#shoot}
        >
          ${icon(CAMERA)}
        </button>
        <div class="camera-more">
          ${
            isLive && state.hasLamp
              ? html`<button
                  class="button square"
                  type="button"
                  data-action="lamp"
                  aria-label=${words.text('cameraLamp')}
                  aria-pressed=${state.isLit}
                  @click=${() => void this.#camera.light(!state.isLit)}
                >
                  ${icon(LAMP)}
                </button>`
              : nothing
          }
          ${
            isLive && state.canTurn
              ? html`<button
                  class="button square"
                  type="button"
                  data-action="turn"
                  aria-label=${words.text('cameraTurn')}
                  @click=${() => void this.#camera.turn()}
                >
                  ${icon(RETRY)}
                </button>`
              : nothing
          }
        </div>
      </div>
      ${this.#live.render()}
    </dialog>`;
  }

  #failure(reason: 'refused' | 'frame' | 'missing' | 'busy'): TemplateResult {
    const key = {
      refused: 'cameraRefused',
      frame: 'cameraFrame',
      missing: 'cameraMissing',
      busy: 'cameraBusy',
    } as const;
    const words = this.#words;
    return html`<p class="finder-words" role="alert">${words.text(key[reason])} ${words.text('cameraInstead')}</p>`;
  }

  #facts(): string {
    const words = this.#words;
    const taken = this.#taken === 0 ? [] : [words.text('cameraCount', { count: this.#taken })];
    if (!this.#options.wantsPlace()) return taken.join(' · ');
    const { position } = this.#options.place;
    const metres = Math.max(1, Math.round(position?.accuracy ?? 0));
    const place = position === null ? words.text('cameraNoPlace') : words.text('cameraPlace', { metres });
    return [...taken, place].join(' · ');
  }

  readonly #shoot = async (): Promise<void> => {
    const video = this.#dialog?.querySelector('video');
    if (!video || this.#camera.state.kind !== 'live' || this.#isShooting) return;
    this.#isShooting = true;
    try {
      const image = await shoot(video);
      if (image === null) return;
      const at = now();
      const { takenAt, offset } = localTime(at);
      const name = `IMG_${takenAt.replaceAll(/[-:]/g, '').replace('T', '_')}.jpg`;
      const photo = new File([image], name, { type: 'image/jpeg', lastModified: at });
      this.#taken += 1;
      this.#problem = '';
      this.#options.onPhoto(photo, { takenAt, offset, position: this.#options.place.position });
      this.#live.say(this.#words.text('cameraCount', { count: this.#taken }), this);
    } finally {
      this.#isShooting = false;
      this.#host.requestUpdate();
    }
  };

  /** Whoever looks away shall not be watched; and most phones end the picture by themselves. */
  readonly #onVisible = (): void => {
    if (document.visibilityState === 'hidden') this.#camera.close();
    else void this.#camera.open();
  };

  get #dialog(): HTMLDialogElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLDialogElement>('.camera-dialog');
  }
}

/** The browser closes this dialog by it; what of the page is around it must not close as well. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}
