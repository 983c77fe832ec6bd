/**
 * A feature service that lives on this device: what the ArcGIS Maps SDK asks a FeatureServer, answered by the controller without a network. It
 * touches nothing else; the adapters beside it bring requests and take replies away.
 */
import { GdbError, isGdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { JsonObject } from '../../shared/json.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import { applyLayerEdits, applyServiceEdits } from './apply-edits.js';
import {
  attachmentContent,
  deleteAttachments,
  listAttachments,
  putAttachment,
  queryAttachments,
} from './attachments.js';
import type { LocalCopy } from './local-copy.js';
import { layerJson, serviceJson } from './metadata.js';
import { answerQuery, type QueryContext } from './query.js';
import { readQuery } from './query-parameters.js';
import { queryRelatedRecords } from './related.js';
import { json, Params, type LocalReply, type LocalRequest } from './request.js';
import type { ProjectionFactory } from './spatial-references.js';

export interface LocalFeatureServiceOptions {
  /** For spatial references besides longitude and latitude and Web Mercator. */
  readonly project?: ProjectionFactory;
  /** The service's own description of a layer, or of itself (null), where the page knows a newer one than the controller kept. */
  readonly describe?: (layerId: number | null) => Promise<JsonObject | null>;
}

export class LocalFeatureService {
  readonly #controller: LocalCopy;
  readonly #options: LocalFeatureServiceOptions;

  constructor(controller: LocalCopy, options: LocalFeatureServiceOptions = {}) {
    this.#controller = controller;
    this.#options = options;
  }

  /** Never rejects for what the request asks: what cannot be answered is an error reply, in words. */
  async handle(request: LocalRequest): Promise<LocalReply> {
    try {
      await this.#controller.ready;
      const { geodatabase } = this.#controller.state;
      if (geodatabase === null) throw new GdbError('no-geodatabase', 'This service is not on this device.');
      return await this.#answer(request, geodatabase);
    } catch (error) {
      if (!isGdbError(error)) throw error;
      return { kind: 'error', code: CODES[error.code] ?? 400, message: error.message };
    }
  }

  async #answer({ path, params: values, file }: LocalRequest, geodatabase: GeodatabaseRecord): Promise<LocalReply> {
    const params = new Params(values);
    const [first = '', second = '', third = '', fourth = '', ...rest] = path.split('/').filter((part) => part !== '');
    const rulesOf = () => ({ reference: geodatabase.spatialReference, ...this.#projecting() });
    if (first === '') return json(serviceJson(geodatabase, await this.#describe(null)));
    if (first.toLowerCase() === 'applyedits') {
      return applyServiceEdits(this.#controller, geodatabase.layers, { params, rulesOf });
    }
    const layer = geodatabase.layers.find(({ layerId }) => String(layerId) === first);
    if (layer === undefined || rest.length > 0)
      throw new GdbError('layer-not-found', `"${path}" is not on this device.`);
    const feature = { layerId: layer.layerId, objectId: Number(second) };
    const context = this.#context(layer, geodatabase);
    const operation = /^-?\d+$/.test(second) ? third : second;
    switch (operation.toLowerCase()) {
      case '':
        if (second !== '') break;
        return json(layerJson(layer, geodatabase, await this.#describe(layer.layerId)));
      case 'query':
        return answerQuery(context, readQuery(params, geodatabase.spatialReference, this.#options.project));
      case 'queryrelatedrecords':
        return queryRelatedRecords(context, geodatabase.layers, params);
      case 'applyedits':
        return applyLayerEdits(this.#controller, layer, { params, rulesOf });
      case 'addfeatures':
      case 'updatefeatures':
      case 'deletefeatures':
        return applyLayerEdits(this.#controller, layer, {
          params: new Params(asApplyEdits(operation, values)),
          rulesOf,
        });
      case 'queryattachments':
        return queryAttachments(this.#controller, layer.layerId, params);
      case 'addattachment':
      case 'updateattachment':
        return putAttachment(this.#controller, feature, { file, params });
      case 'deleteattachments':
        return deleteAttachments(this.#controller, feature, params);
      case 'attachments':
        return fourth === ''
          ? listAttachments(this.#controller, feature)
          : attachmentContent(this.#controller, feature, Number(fourth));
    }
    throw new GdbError('not-supported', `The copy on this device does not have the operation "${path}".`);
  }

  #context(layer: LayerSchema, geodatabase: GeodatabaseRecord): QueryContext {
    return { controller: this.#controller, layer, reference: geodatabase.spatialReference, ...this.#projecting() };
  }

  #projecting(): { readonly project?: ProjectionFactory } {
    const { project } = this.#options;
    return project === undefined ? {} : { project };
  }

  async #describe(layerId: number | null): Promise<JsonObject | null> {
    return (this.#options.describe ?? ((id) => this.#controller.readDefinition(id)))(layerId);
  }
}

/** The older operations for one kind of edit, in the words of `applyEdits`. */
function asApplyEdits(operation: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { features = '', objectIds = '', ...rest } = values;
  switch (operation.toLowerCase()) {
    case 'addfeatures':
      return { ...rest, adds: features };
    case 'updatefeatures':
      return { ...rest, updates: features };
    default:
      return { ...rest, deletes: objectIds };
  }
}

/** HTTP-like codes of REST errors. */
const CODES: Readonly<Record<string, number>> = {
  'no-geodatabase': 404,
  'layer-not-found': 404,
  'feature-not-found': 404,
  'attachment-not-found': 404,
  network: 503,
  'storage-full': 507,
  internal: 500,
};
