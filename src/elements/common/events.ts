/** Events that a person's action causes. They bubble, leave shadow roots, and can be cancelled by the page before anything happens. */
import type { Envelope } from '../../shared/esri.js';
import type { SyncDirection } from '../../shared/records.js';
import type { FeatureEditError } from '../../controller/types.js';
import type { ControllerEventMap } from '../../controller/events.js';

const FROM_A_PERSON: EventInit = { bubbles: true, composed: true, cancelable: true };

/** What a press on the button is about to start. */
export type BeforeSync =
  | { readonly operation: 'generate'; readonly extent: Envelope | null; readonly layerIds: readonly number[] | null }
  | { readonly operation: 'sync'; readonly syncDirection: SyncDirection }
  | { readonly operation: 'register'; readonly file: File | null }
  /** The area that is here is removed, and another is taken in its place. */
  | { readonly operation: 'replace'; readonly extent: Envelope | null; readonly layerIds: readonly number[] | null }
  | { readonly operation: 'unregister' };

export class GdbBeforeSyncEvent extends Event {
  readonly detail: BeforeSync;
  constructor(detail: BeforeSync) {
    super('gdb-before-sync', FROM_A_PERSON);
    this.detail = detail;
  }
}

/** Which feature to show on a map. */
export interface ZoomRequest {
  readonly layerId: number;
  readonly globalId: string;
  /** Null while the service has not given one. */
  readonly objectId: number | null;
}

export class GdbZoomRequestEvent extends Event {
  readonly detail: ZoomRequest;
  constructor(detail: ZoomRequest) {
    super('gdb-zoom-request', FROM_A_PERSON);
    this.detail = detail;
  }
}

export class GdbBeforeDiscardEvent extends Event {
  readonly detail: { readonly error: FeatureEditError };
  constructor(error: FeatureEditError) {
    super('gdb-before-discard', FROM_A_PERSON);
    this.detail = { error };
  }
}

/** Another area of this service was chosen. Left alone, the element shows it; a page with several elements sets `geodatabase` on all of them. */
export class GdbAreaChooseEvent extends Event {
  readonly detail: { readonly geodatabase: string };
  constructor(geodatabase: string) {
    super('gdb-area-choose', FROM_A_PERSON);
    this.detail = { geodatabase };
  }
}

/** The controller's events as an element repeats them: same detail, no bubbling. */
export type MirroredEvents = {
  [Type in keyof ControllerEventMap]: CustomEvent<ControllerEventMap[Type]['detail']>;
};

declare global {
  interface HTMLElementEventMap extends MirroredEvents, GlobalEventHandlersEventMap {}
  // They bubble: of elements, of the document and of the window.
  interface GlobalEventHandlersEventMap {
    'gdb-before-sync': GdbBeforeSyncEvent;
    'gdb-zoom-request': GdbZoomRequestEvent;
    'gdb-before-discard': GdbBeforeDiscardEvent;
    'gdb-area-choose': GdbAreaChooseEvent;
  }
}
