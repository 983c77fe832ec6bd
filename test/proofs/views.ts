/** What a device and the service hold, in the same words, so that they can be compared. */

/** A row, every attribute and coordinate of it as text. */
export interface SeenRow {
  readonly layerId: number;
  readonly globalId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface SeenPhoto {
  readonly layerId: number;
  readonly parent: string;
  readonly globalId: string;
  /** SHA-256, hex. */
  readonly hash: string;
}

export interface View {
  readonly rows: readonly SeenRow[];
  readonly photos: readonly SeenPhoto[];
}

/** What a device holds, and what it tells its user. */
export interface DeviceView extends View {
  readonly name: string;
  /** Kind of the sync state. */
  readonly state: string;
  readonly pending: { readonly features: number; readonly attachments: number; readonly refused: number };
  readonly issues: readonly { readonly layerId: number; readonly globalId: string; readonly words: string }[];
  /** GlobalIDs of features of which it says that they were changed on both sides. */
  readonly conflicts: readonly string[];
  readonly receipts: readonly Receipt[];
}

export interface Receipt {
  readonly operation: string;
  readonly features: number;
  readonly attachments: number;
  readonly error: string | null;
}

export interface ServiceView extends View {
  readonly replicas: number;
}
