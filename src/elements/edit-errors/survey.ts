/** What there is among refused edits. Pure. */
import type { FeatureEditError } from '../../controller/types.js';
import type { EditOperation } from '../../shared/records.js';
import { UNSPECIFIC } from '../common/error-words.js';

type Errors = readonly FeatureEditError[];

export interface LayerSurvey {
  readonly layerId: number;
  readonly layerName: string;
  readonly first: FeatureEditError;
  readonly count: number;
  /** By what they were refused for. */
  readonly causes: ReadonlyMap<string | number, Errors>;
}

/** Each in the order of first appearance. */
export interface Survey {
  readonly layers: readonly LayerSurvey[];
  readonly operations: ReadonlySet<EditOperation>;
}

const known = new WeakMap<Errors, Survey>();

/** Ten thousand are looked through once, however many questions there are: the same list has the same survey. */
export function surveyOf(errors: Errors): Survey {
  const kept = known.get(errors) ?? lookThrough(errors);
  known.set(errors, kept);
  return kept;
}

/** What is refused for the same reason, within a layer. A number where one tells: of ten thousand rows most are told apart by it. */
export function causeOf({ error }: FeatureEditError): string | number {
  if (error.extendedCode !== undefined) return `${error.code}/${error.extendedCode}`;
  // One code for many reasons: what the service says beside it tells them apart.
  return error.code === UNSPECIFIC ? `${error.code}/${kindOf(error.description)}` : error.code;
}

/** A sentence without what is of one feature in it: its numbers and ids. */
function kindOf(sentence: string): string {
  return sentence === last.sentence ? last.kind : (last = { sentence, kind: sentence.replace(VARYING, '#') }).kind;
}

/** What the service says of all these; `…` stands for what is of one feature. */
export function sentenceFor(errors: Errors): string {
  const sentence = errors[0]?.error.description ?? '';
  return errors.every(({ error }) => error.description === sentence) ? sentence : sentence.replace(VARYING, '…');
}

const VARYING = /[{(]?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[)}]?|\d+(?:[.,]\d+)*/gi;
/** Ten thousand in a row say the same. */
let last = { sentence: '', kind: '' };

interface Counted {
  readonly first: FeatureEditError;
  readonly causes: Map<string | number, FeatureEditError[]>;
}

function lookThrough(errors: Errors): Survey {
  const layers = new Map<number, Counted>();
  const operations = new Set<EditOperation>();
  let layer: Counted | undefined;
  let operation: EditOperation | undefined;
  for (const error of errors) {
    // Most are as the one before.
    if (error.layerId !== layer?.first.layerId) {
      layer = layers.get(error.layerId) ?? { first: error, causes: new Map() };
      layers.set(error.layerId, layer);
    }
    if (error.editOperation !== operation) operations.add((operation = error.editOperation));
    const cause = causeOf(error);
    const same = layer.causes.get(cause);
    if (same === undefined) layer.causes.set(cause, [error]);
    else same.push(error);
  }
  return { layers: [...layers.values()].map(surveyed), operations };
}

function surveyed({ first, causes }: Counted): LayerSurvey {
  const { layerId, layerName } = first;
  const count = [...causes.values()].reduce((sum, { length }) => sum + length, 0);
  return { layerId, layerName, first, count, causes };
}
