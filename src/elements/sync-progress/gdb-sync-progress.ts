import {
  ReactiveElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
} from '@lit/reactive-element';
import type { SyncController } from '../../controller/types.js';
import { ControllerBinding } from '../common/binding.js';
import { LazyFace, type FaceSource } from '../common/lazy-face.js';
import type { Message } from '../common/message.js';
import { shell } from '../common/shell.styles.js';
import { define } from '../define.js';
import { firstLook, styles } from './first-look.js';
import type { ProgressFace } from './progress-face.js';
import { ProgressFrame, type ProgressShown } from './progress-frame.js';

export type * from '../common/events.js';

const source: FaceSource<GdbSyncProgress, ProgressShown, ProgressFace> = {
  frame: ProgressFrame,
  look: { firstLook, styles },
  load: () => import('./progress-face.js').then((module) => module.ProgressFace),
};

/**
 * Shows how far a sync is: what is being done in words, its steps as a list with counts, speed and time left where that is honest, one percent for the
 * whole that never runs backwards, and in the end what was sent and received, or why it failed, also after a reload. It also shows what another tab does. Speaks politely, and not too often.
 *
 * @summary Shows how far a sync is, and how it ended.
 * @tag gdb-sync-progress
 *
 * @slot actions - More buttons, after those of the element.
 *
 * @csspart base - The whole card.
 * @csspart title - The sentence that says what is being done or how it ended.
 * @csspart details - Counts and bytes, or what to do now.
 * @csspart notes - What else to know of a sync that ended: the version that edits went to, changed layers.
 * @csspart percent - The percent in words.
 * @csspart bar - The track of the bar, with the role progressbar.
 * @csspart fill - The part of the bar that is done.
 * @csspart phases - The steps of a sync, as a list.
 * @csspart phase - One step: done, being done, waiting, to come, or not needed.
 * @csspart actions - The row of buttons.
 * @csspart receipts - The last syncs, once they were asked for; also those of before a reload.
 *
 * @cssproperty [--gdb-color-brand=var(--calcite-color-brand)] - Bar and icon while something is being done.
 * @cssproperty [--gdb-color-success=var(--calcite-color-status-success)] - Icon after a good end.
 * @cssproperty [--gdb-color-danger=var(--calcite-color-status-danger)] - Icon when something went wrong.
 * @cssproperty [--gdb-color-surface=var(--calcite-color-foreground-1)] - Background of the card.
 * @cssproperty [--gdb-color-border=var(--calcite-color-border-1)] - Border of the card.
 * @cssproperty [--gdb-color-text=var(--calcite-color-text-1)] - Text.
 * @cssproperty [--gdb-color-text-muted=var(--calcite-color-text-2)] - Text of the second line.
 * @cssproperty [--gdb-color-focus=var(--calcite-color-focus)] - Focus ring.
 * @cssproperty [--gdb-corner-radius=var(--calcite-corner-radius)] - Roundness of the corners.
 * @cssproperty [--gdb-color-border-input=var(--calcite-color-border-input)] - Edges of what can be pressed.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 * @cssproperty [--gdb-font-size=inherit] - Size of the text; the page's own by default.
 *
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-edits-change - Local data changed. Does not bubble.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 * @fires gdb-auth-required - The service wants a sign-in; hand the token to `detail.provideToken`. Does not bubble.
 * @fires gdb-photo-question - Attachments wait because the browser cannot tell Wi-Fi from mobile data; `controller.answerPhotoQuestion` takes the answer. Does not bubble.
 */
export class GdbSyncProgress extends ReactiveElement {
  static override styles: CSSResultGroup = shell;
  static override properties: PropertyDeclarations = {
    serviceUrl: { attribute: 'service-url' },
    geodatabase: {},
    layout: { reflect: true },
    controller: { attribute: false, noAccessor: true },
    messageOverrides: { attribute: false },
  };

  /** Web address of the feature service, or of one of its layers. */
  declare serviceUrl: string | undefined;
  /** Name of the local copy, for pages that keep several areas of one service. */
  declare geodatabase: string | undefined;
  /** `card` (default): everything, with the steps of a sync as a list. `compact`: one line without a frame, for a header or a toolbar. */
  declare layout: 'card' | 'compact' | undefined;
  /** The page's own words by key, over those of the language. */
  declare messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;

  readonly #binding: ControllerBinding = new ControllerBinding(this, () => {
    this.#face.current?.onEvent();
  });
  readonly #face: LazyFace<GdbSyncProgress, ProgressShown, ProgressFace> = new LazyFace<
    GdbSyncProgress,
    ProgressShown,
    ProgressFace
  >(this, source, this.#binding);

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
  }

  /** Moves the focus to the first button, where there is one. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.focus();
  }

  /** As `setFocus`, at once: nothing happens before the element is drawn. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }

  protected override update(changed: PropertyValues): void {
    this.#face.draw();
    super.update(changed);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#face.ready;
    return super.getUpdateComplete();
  }
}

define('gdb-sync-progress', GdbSyncProgress);

declare global {
  interface HTMLElementTagNameMap {
    'gdb-sync-progress': GdbSyncProgress;
  }
}
