import { GdbError } from '../../shared/errors.js';
import type { MobileFeature } from '../types.js';

/** Bytes of a piece, more or less. */
const PIECE = 256 * 1024;

export interface BodyLayer {
  readonly layerId: number;
  readonly name: string;
  rows(): AsyncIterable<MobileFeature>;
}

/** The rows of layers as the JSON of a reply with `layers`, so that they are taken in as a service's own. Throws as {@link rowsText}. */
export function rowsBody(layers: readonly BodyLayer[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  return inPieces(layersText(layers));
}

async function* layersText(layers: readonly BodyLayer[]): AsyncGenerator<string> {
  yield '{"layers":[';
  for (const [i, layer] of layers.entries()) {
    yield `${i > 0 ? ',' : ''}{"id":${String(layer.layerId)},"features":[`;
    yield* rowsText(layer, 'This file can’t be loaded.');
    yield ']}';
  }
  yield ']}';
}

/**
 * Rows of a layer as JSON, commas between them. Throws `unsupported-file`, which begins with `refusal` and names layer and row, at a shape that cannot
 * be read: a row without it would look like one that has none.
 */
export async function* rowsText(layer: BodyLayer, refusal: string): AsyncGenerator<string> {
  let comma = '';
  for await (const { geometryError, ...row } of layer.rows()) {
    if (geometryError) throw unreadable(layer, { row, refusal, cause: geometryError });
    yield `${comma}${JSON.stringify(row)}`;
    comma = ',';
  }
}

/** Text as bytes, in pieces that are worth their while. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield encoder.encode(piece);
    piece = '';
  }
  yield encoder.encode(piece);
}

function unreadable(
  { name, layerId }: BodyLayer,
  { row, refusal, cause }: { readonly row: MobileFeature; readonly refusal: string; readonly cause: GdbError },
): GdbError {
  const [first] = Object.entries(row.attributes).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  return new GdbError(
    'unsupported-file',
    `${refusal} A shape in ${name} (${first ?? ''}) is of a kind that is not read here, a true curve perhaps: ${cause.message} The service itself sends such shapes as JSON: take the area offline from it.`,
    { layerId, cause },
  );
}
