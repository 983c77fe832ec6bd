/** The part of the store that gives unsent edits away and takes them in. */
import type { GlobalId } from '../shared/ids.js';
import type { EditsToImport, ExportedEdits, ImportedEdits } from '../shared/rescue.js';

/** Unsent edits to another device and from it, by a rescue file. Needs no sync lock: work that is stuck is what is to be rescued. */
export interface RescuePort {
  /** Everything unsent, the refused edits too. They count as being elsewhere too from here on. `fileUid`: of the file that they go into. */
  exportEdits(fileUid: string): Promise<ExportedEdits>;
  /** Freezes those of these edits that are still in the log. */
  handOver(uids: readonly string[]): Promise<void>;
  /** Ends the freezing. Returns how many edits were frozen. */
  takeBack(): Promise<number>;
  /** Announces bytes of an attachment to be imported, which follow by `writePart`. Returns their contentVersion. */
  beginImport(globalId: GlobalId): Promise<number>;
  /** One strict transaction; what is known already is left out. Rejects `layer-not-found`, `bad-file`: then nothing has changed. */
  importEdits(edits: EditsToImport): Promise<ImportedEdits>;
}
