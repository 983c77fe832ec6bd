import {
  ReactiveElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
} from '@lit/reactive-element';
import type { SyncController } from '../../controller/types.js';
import { ControllerBinding } from '../common/binding.js';
import type { GdbZoomRequestEvent } from '../common/events.js';
import { warmNumbers } from '../common/intl.js';
import { LazyFace, type FaceSource } from '../common/lazy-face.js';
import { MapBinding, mapProperties, type MapViewLike } from '../common/map-binding.js';
import type { Message } from '../common/message.js';
import { shell } from '../common/shell.styles.js';
import { define } from '../define.js';
import type { ErrorsFace } from './errors-face.js';
import { ErrorsFrame, type ErrorsShown } from './errors-frame.js';
import { firstLook, styles } from './first-look.js';

export type * from '../common/events.js';

const source: FaceSource<GdbEditErrors, ErrorsShown, ErrorsFace> = {
  frame: ErrorsFrame,
  look: { firstLook, styles },
  load: async () => {
    // Every row says one of them: drawn without, each would be drawn twice.
    const explaining = import('../common/words/explanations.en.js');
    const { ErrorsFace, knowExplanations } = await import('./errors-face.js');
    await explaining.then(knowExplanations, () => undefined);
    return ErrorsFace;
  },
};

/**
 * Lists the edits that the service refused as things to do, by layer and by cause: what it was, why it was refused in plain words with the
 * ArcGIS code, and what to do now: put the offending field right in place, send it again, show it on the map, or discard it, which can be undone
 * until the next sync. What would be refused is shown before it is sent. However many there are, only the rows near the view are drawn, and the
 * whole list is one Tab stop: arrows, Home, End, Page Up and Page Down move in it, Enter shows the feature on the map, Delete discards, Ctrl+Z
 * brings back. Above it are the features that were changed here and by others: keep mine, take theirs, or choose value by value; what was
 * decided can be brought back.
 *
 * @summary Lists refused edits with their reason, to fix, retry, discard or show on a map; and features changed on both sides, to decide.
 * @tag gdb-edit-errors
 *
 * @slot empty - Shown instead of "No change was refused".
 *
 * @csspart base - The whole element.
 * @csspart summary - How many changes were refused.
 * @csspart tools - Search, filter, and what is done to all that is shown.
 * @csspart layer - The heading of a layer.
 * @csspart cause - The heading of what was refused for the same reason.
 * @csspart row - One refused edit.
 * @csspart thumbnail - The small drawing of the feature's shape.
 * @csspart name - The feature's name.
 * @csspart reason - Why it was refused, in plain words.
 * @csspart code - The ArcGIS code and what the server said.
 * @csspart fix - The fields of a row that are put right.
 * @csspart undo - What was discarded, and the way back.
 * @csspart conflicts - The features that were changed on both sides.
 * @csspart conflict - One of them.
 *
 * @cssproperty [--gdb-color-danger=var(--calcite-color-status-danger)] - Icon of the summary, and what would throw something away.
 * @cssproperty [--gdb-color-warning=var(--calcite-color-status-warning)] - Icon of what would be refused.
 * @cssproperty [--gdb-color-success=var(--calcite-color-status-success)] - Icon when nothing was refused.
 * @cssproperty [--gdb-color-brand=var(--calcite-color-brand)] - Fill of "Retry".
 * @cssproperty [--gdb-color-on-brand=var(--calcite-color-text-inverse)] - Text on that fill.
 * @cssproperty [--gdb-color-surface=var(--calcite-color-foreground-1)] - Background.
 * @cssproperty [--gdb-color-surface-raised=var(--calcite-color-foreground-2)] - Background of the layer headings.
 * @cssproperty [--gdb-color-border=var(--calcite-color-border-1)] - Borders and lines between rows.
 * @cssproperty [--gdb-color-text=var(--calcite-color-text-1)] - Text.
 * @cssproperty [--gdb-color-text-muted=var(--calcite-color-text-2)] - Text of second lines.
 * @cssproperty [--gdb-color-focus=var(--calcite-color-focus)] - Focus ring.
 * @cssproperty [--gdb-corner-radius=var(--calcite-corner-radius)] - Roundness of the corners.
 * @cssproperty [--gdb-color-border-input=var(--calcite-color-border-input)] - Edges of what can be pressed.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 * @cssproperty [--gdb-font-size=inherit] - Size of the text; the page's own by default.
 *
 * @fires {GdbZoomRequestEvent} gdb-zoom-request - A person wants to see the feature; `detail` names layer, GlobalID and ObjectID. Cancel it to show it otherwise than on `view`. Bubbles.
 * @fires {GdbBeforeDiscardEvent} gdb-before-discard - A person discards an edit. Cancel it to keep the edit. Bubbles.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-edits-change - Local data changed. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 * @fires gdb-auth-required - The service wants a sign-in; hand the token to `detail.provideToken`. Does not bubble.
 */
export class GdbEditErrors extends ReactiveElement {
  static override styles: CSSResultGroup = shell;
  static override properties: PropertyDeclarations = {
    serviceUrl: { attribute: 'service-url' },
    geodatabase: {},
    ...mapProperties,
    controller: { attribute: false, noAccessor: true },
    messageOverrides: { attribute: false },
  };

  /** Web address of the feature service, or of one of its layers. */
  declare serviceUrl: string | undefined;
  /** Name of the local copy, for pages that keep several areas of one service. */
  declare geodatabase: string | undefined;
  /** The MapView or SceneView on which features are shown. */
  declare view: MapViewLike | undefined;
  /** An `<arcgis-map>` or `<arcgis-scene>`, or the id of one, in place of `view`. */
  declare referenceElement: string | HTMLElement | undefined;
  /** The page's own words by key, over those of the language. */
  declare messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;

  readonly #binding: ControllerBinding = new ControllerBinding(this, (event) => {
    this.#face.current?.onEvent(event);
  });
  readonly #face: LazyFace<GdbEditErrors, ErrorsShown, ErrorsFace> = new LazyFace<
    GdbEditErrors,
    ErrorsShown,
    ErrorsFace
  >(this, source, this.#binding);

  constructor() {
    super();
    new MapBinding(this, (map) => {
      const show = (event: GdbZoomRequestEvent): void => {
        // After the page's own listeners, up to the document, had their say.
        queueMicrotask(() => {
          if (!event.defaultPrevented) void map.showFeature(event.detail).catch(() => false);
        });
      };
      this.addEventListener('gdb-zoom-request', show);
      return Promise.resolve(() => {
        this.removeEventListener('gdb-zoom-request', show);
      });
    });
  }

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
  }

  /** Moves the focus into the list. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.focus();
  }

  /** As `setFocus`, at once: nothing happens before the element is drawn. */
  override focus(): void {
    const find = (selector: string): HTMLElement | null => this.renderRoot.querySelector<HTMLElement>(selector);
    (find('[data-stop][tabindex="0"]') ?? find('.title'))?.focus();
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

define('gdb-edit-errors', GdbEditErrors);
warmNumbers();

declare global {
  interface HTMLElementTagNameMap {
    'gdb-edit-errors': GdbEditErrors;
  }
}
