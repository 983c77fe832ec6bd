import { GdbError } from '../../shared/errors.js';
import type { MobileFeature } from '../types.js';

/** Bytes of a piece, more or less. */
const PIECE = 256 * 1024;

export interface BodyLayer {
  readonly layerId: number;
  readonly name: string;
  rows(): AsyncIterable<MobileFeature>;
}

/**
 * The rows of layers as the JSON of a reply with `layers`, so that they are taken in as a service's own. Throws `unsupported-file` at a shape that
 * cannot be read: a row without it would look like one that has none.
 */
export async function* rowsBody(layers: readonly BodyLayer[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let text = '{"layers":[';
  let isFirstLayer = true;
  for (const layer of layers) {
    text += `${isFirstLayer ? '' : ','}{"id":${String(layer.layerId)},"features":[`;
    isFirstLayer = false;
    let isFirstRow = true;
    for await (const { geometryError, ...row } of layer.rows()) {
      if (geometryError) throw unreadable(layer, row, geometryError);
      text += `${isFirstRow ? '' : ','}${JSON.stringify(row)}`;
      isFirstRow = false;
      if (text.length < PIECE) continue;
      yield encoder.encode(text);
      text = '';
    }
    text += ']}';
  }
  yield encoder.encode(`${text}]}`);
}

function unreadable({ name, layerId }: BodyLayer, { attributes }: MobileFeature, cause: GdbError): GdbError {
  const [first] = Object.entries(attributes).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  return new GdbError(
    'unsupported-file',
    `This file can’t be loaded. A shape in ${name} (${first ?? ''}) is of a kind that is not read here: ${cause.message}`,
    { layerId, cause },
  );
}
