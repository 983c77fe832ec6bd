/** Who edits and sends without a token. */
export const ANONYMOUS = 'anonymous';
