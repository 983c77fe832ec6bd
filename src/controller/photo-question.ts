/** "Is this Wi-Fi?": asked where the browser cannot tell and `photos="wifi"`, once for as long as the page is open. */
import type { SyncNote } from '../shared/records.js';
import { GdbPhotoQuestionEvent } from './events.js';
import type { Face } from './face.js';
import type { PhotoAnswer } from './photo-policy.js';

export class PhotoQuestion {
  readonly #face: Face;

  constructor(face: Face) {
    this.#face = face;
  }

  /** A person's word; null while there is none. */
  get answer(): PhotoAnswer | null {
    const { photoQuestion } = this.#face.state;
    return photoQuestion === 'send' || photoQuestion === 'wait' ? photoQuestion : null;
  }

  /** After a run: photos that it left behind because nobody knew whether they may go are asked about. */
  afterRun(notes: readonly SyncNote[] = []): void {
    const left = notes.find((note) => note.kind === 'photos-waiting' && note.why === 'unknown');
    if (left?.kind !== 'photos-waiting' || this.#face.state.photoQuestion !== 'none') return;
    this.#face.patch({ photoQuestion: 'open' }, 'status');
    this.#face.dispatch(new GdbPhotoQuestionEvent({ count: left.count }));
  }

  say(answer: PhotoAnswer): void {
    this.#face.patch({ photoQuestion: answer }, 'status');
  }
}
