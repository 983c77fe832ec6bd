/** When the bytes of photos may travel. Edits always go; photos can wait for a connection that is not paid by the byte. Pure, but for the look at the browser. */

/** `always`; `wifi`: on Wi-Fi or cable alone; `manual`: when a person says so. */
export type PhotoPolicy = 'always' | 'wifi' | 'manual';

/** What the browser tells of the connection; most tell nothing. */
export interface ConnectionFacts {
  /** `wifi`, `ethernet`, `cellular` ...; undefined where it is not told. */
  readonly type?: string | undefined;
  /** The person asked for less data. */
  readonly saveData?: boolean | undefined;
}

/** Why photos wait. `unknown`: this browser cannot tell Wi-Fi from mobile data, so the person is asked. */
export type PhotosWait = 'manual' | 'mobile' | 'data-saver' | 'unknown';

/** What a person says of a connection that the browser cannot name: photos may go, or wait. */
export type PhotoAnswer = 'send' | 'wait';

const FREE: ReadonlySet<string> = new Set(['wifi', 'ethernet']);

/** Null: they go now. `answer`: a person's word, for where the browser has none. */
export function whyPhotosWait(
  policy: PhotoPolicy,
  { type, saveData }: ConnectionFacts,
  answer: PhotoAnswer | null = null,
): PhotosWait | null {
  if (policy === 'always') return null;
  if (policy === 'manual') return 'manual';
  if (saveData === true) return 'data-saver';
  if (type === undefined || type === 'unknown') return answer === 'send' ? null : 'unknown';
  return FREE.has(type) ? null : 'mobile';
}

/** The browser's word on the connection. */
export function connectionFacts(): ConnectionFacts {
  const { connection } = globalThis.navigator as { readonly connection?: ConnectionFacts };
  return { type: connection?.type, saveData: connection?.saveData };
}
