/**
 * Where a conformance run puts itself between client and server, in tests of the service room: one parameter or reply key is taken away there, as if
 * the client did not send or read it. Nothing is, unless a run says so.
 */

/** What passes. Either function may throw, as a network does. */
export interface Seam {
  /** The fields of a request, and the name of its file, as the server is to see them. */
  request(url: URL, fields: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** A reply, as the client is to see it. */
  reply(url: URL, response: Response): Promise<Response> | Response;
}

/** The seam in force. */
export const seam: { current: Seam | null } = { current: null };
