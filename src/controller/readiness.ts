/** What there is of the geodatabase, for a person who asks "can I leave now?". */
export interface Readiness {
  /** The area is on this device. */
  readonly offlineReady: boolean;
  /** Attachments whose bytes are still to be fetched. */
  readonly attachmentsMissing: number;
  /** The browser promised not to clear this origin by itself; null while not known. */
  readonly storagePersisted: boolean | null;
  /** Bytes this origin uses, and may still use; null where the browser does not tell. */
  readonly bytesUsed: number | null;
  readonly bytesFree: number | null;
  /** Epoch ms of the visit before this one; null when there was none, or nothing remembers it. Some browsers clear what is not visited for a week. */
  readonly lastVisitAt: number | null;
  /** The page runs as an installed app, whose data some systems keep apart from the browser's. */
  readonly installed: boolean;
  /** This may be a private window, whose data go when it is closed. A guess: no browser tells. */
  readonly maybePrivate: boolean;
  /**
   * This page opens without a network: its service worker says that it has it. False without a worker; null while not known, and where a worker of
   * another make says nothing.
   */
  readonly opensOffline: boolean | null;
  /** Milliseconds that this device's clock is ahead of the service's (negative: behind); null while the service has not told. To the second. */
  readonly clockAheadMs: number | null;
}
