/** What a page, or a worker, finds in a file: read to its end. Runs in both. */
import { openMobileGeodatabase } from '../../src/geodatabase/index.js';
import { isGdbError } from '../../src/shared/errors.js';

export interface Found {
  readonly layers: readonly string[];
  readonly features: number;
  readonly attachmentBytes: number;
  /** The code of the error that ended it. */
  readonly error: string | null;
}

export async function readFile(file: Blob): Promise<Found> {
  let [features, attachmentBytes] = [0, 0];
  try {
    const geodatabase = await openMobileGeodatabase(file);
    const layers = geodatabase.layers.map(({ name, count }) => `${name}: ${String(count)}`);
    for (const { layerId } of geodatabase.layers) {
      for await (const { geometryError } of geodatabase.features(layerId)) if (!geometryError) features++;
      for await (const { content } of geodatabase.attachments(layerId))
        if (content) for await (const piece of content.read()) attachmentBytes += piece.length;
    }
    return { layers, features, attachmentBytes, error: null };
  } catch (error) {
    return { layers: [], features, attachmentBytes, error: isGdbError(error) ? error.code : String(error) };
  }
}
