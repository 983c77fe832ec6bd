/** Whether a copy that was made is still here: remembers it outside the database, and says when it is missing. */
import type { AreaEstimate } from '../shared/area-estimate.js';
import { isAbort } from '../shared/errors.js';
import type { ServicePort } from '../sync/ports.js';
import { requireRoom, room } from './device-storage.js';
import type { Face } from './face.js';
import { ANONYMOUS } from './identity.js';
import { missingHere, missingSomewhere } from './missing-copy.js';
import { Visits } from './visits.js';

/** Bytes above which an area is taken without asking how large it is: what comes is measured again when it is here. */
const PLENTY = 1_000_000_000;

export class CopyWatch {
  readonly #visits: Visits;
  readonly #face: Face;
  #usedBefore: number | null = null;
  /** Epoch ms of the visit before this one. */
  lastVisitAt: number | null = null;

  /** `which` copy: service and geodatabase name. */
  constructor(which: string, face: Face) {
    this.#visits = new Visits(which);
    this.#face = face;
  }

  begin(now: number): void {
    this.lastVisitAt = this.#visits.begin(now);
  }

  /** `mayMiss` is false while it is not known whose copy is meant. */
  opened(mayMiss: boolean): void {
    const isMissing = mayMiss && this.#face.state.geodatabase === null;
    this.#face.patch({ opened: true, missingCopy: isMissing ? missingHere(this.#visits.copy) : null }, 'status');
  }

  /**
   * Rejects `storage-full` before an area is taken that would not fit. Where there is plenty of room nobody is asked; a service that cannot tell keeps nobody
   * from trying.
   */
  async requireRoomFor(measure: () => Promise<AreaEstimate>): Promise<void> {
    const found = await room();
    const isShort = found !== null && found.free < PLENTY;
    const estimate = isShort ? await measure().catch(unlessAborted) : null;
    await this.requireRoom(estimate?.bytes ?? null);
  }

  /** Rejects `storage-full` before a load that would not fit. Null: as much as the last load of this copy took, if that is known. */
  requireRoom(bytes: number | null): Promise<void> {
    return requireRoom(bytes ?? this.#visits.copy?.bytes ?? null);
  }

  async beforeLoad(): Promise<void> {
    this.#usedBefore = (await room())?.used ?? null;
  }

  async loaded(): Promise<void> {
    const { geodatabase } = this.#face.state;
    if (geodatabase === null) return;
    const used = (await room())?.used ?? null;
    const bytes = used === null || this.#usedBefore === null ? null : Math.max(0, used - this.#usedBefore);
    this.#visits.note({ madeAt: geodatabase.createdAt, bytes });
    this.#face.patch({ missingCopy: null }, 'status');
  }

  /** A person removed it: nothing is missing. */
  removed(): void {
    this.#visits.note(null);
  }

  /** A cleared browser remembers nothing: then the service's list of replicas may know of a copy. Many services show it to nobody. */
  async askService(service: ServicePort, user: string | null, signal: AbortSignal): Promise<void> {
    const { state } = this.#face;
    if (state.geodatabase !== null || state.missingCopy !== null || user === null || user === ANONYMOUS) return;
    const replicas = await service.listReplicas({ signal }).catch(() => []);
    if (this.#face.state.geodatabase === null)
      this.#face.patch({ missingCopy: missingSomewhere(replicas, user) }, 'status');
  }
}

function unlessAborted(error: unknown): null {
  if (isAbort(error)) throw error;
  return null;
}
