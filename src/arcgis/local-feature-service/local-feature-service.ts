/**
 * A feature service that lives on this device: what the ArcGIS Maps SDK asks a FeatureServer, answered by the controller without a network. It
 * touches nothing else; the adapters beside it bring requests and take replies away.
 */
import { GdbError, isGdbError } from '../../shared/errors.js';
import type { JsonObject } from '../../shared/json.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import type { LocalCopy } from './local-copy.js';
import type { Described } from './metadata.js';
import type { OperationContext } from './operations.js';
import { fetchParts, metadata, operations } from './parts.js';
import { answerQuery } from './query.js';
import { readQuery } from './query-parameters.js';
import { referencesOf, type References } from './references.js';
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
  #found: { readonly of: string; readonly references: Promise<References> } | null = null;

  constructor(controller: LocalCopy, options: LocalFeatureServiceOptions = {}) {
    this.#controller = controller;
    this.#options = options;
    fetchParts();
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

  async #answer(request: LocalRequest, geodatabase: GeodatabaseRecord): Promise<LocalReply> {
    const { path, params } = request;
    const [first = '', second = '', third = '', fourth = '', ...rest] = path.split('/').filter((part) => part !== '');
    const references = await this.#references(geodatabase);
    const context: OperationContext = { controller: this.#controller, geodatabase, references };
    if (first === '') {
      const { serviceJson } = await metadata();
      return json(serviceJson(geodatabase, await this.#described(null, references)));
    }
    if (first.toLowerCase() === 'applyedits') return (await operations()).editService(context, params);
    const layer = geodatabase.layers.find(({ layerId }) => String(layerId) === first);
    if (layer === undefined || rest.length > 0)
      throw new GdbError('layer-not-found', `"${path}" is not on this device.`);
    if (second === '') {
      const { layerJson } = await metadata();
      return json(layerJson(layer, geodatabase, await this.#described(layer.layerId, references)));
    }
    const operation = (/^-?\d+$/.test(second) ? third : second).toLowerCase();
    if (operation === 'query') return answerQuery({ ...context, layer }, readQuery(new Params(params), references));
    const asked = { layer, operation, objectId: Number(second), rest: fourth };
    return (await operations()).operateLayer(context, asked, request);
  }

  /** Found once for each copy: a map asks for many tiles. */
  #references({ replicaId, createdAt, spatialReference }: GeodatabaseRecord): Promise<References> {
    const of = `${replicaId} ${String(createdAt)}`;
    if (this.#found?.of !== of) {
      const references = this.#controller
        .readDefinition(null)
        .then((service) => referencesOf(spatialReference, service, this.#options.project));
      references.catch(() => (this.#found = null));
      this.#found = { of, references };
    }
    return this.#found.references;
  }

  async #described(layerId: number | null, { answered }: References): Promise<Described> {
    const describe = this.#options.describe ?? ((id) => this.#controller.readDefinition(id));
    return { known: await describe(layerId), spatialReference: answered };
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
