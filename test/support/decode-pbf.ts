/** Another project's reader of Esri's feature collections, as the oracle of ours. Its build for pages leaves itself at a global name of its own. */
import '../../node_modules/arcgis-pbf-parser/dist/arcgis-pbf.min.js';

interface Decoded {
  readonly featureCollection: {
    readonly features: readonly {
      readonly properties: Record<string, unknown>;
      readonly geometry: { readonly coordinates: unknown } | null;
    }[];
  };
  readonly exceededTransferLimit: boolean;
}
type Decode = (bytes: Uint8Array) => Decoded;

const page = globalThis as unknown as Record<'', Record<'/dist/arcgis-pbf', { readonly min: { readonly js: Decode } }>>;

/** As GeoJSON. */
export const decodePbf: Decode = page['']['/dist/arcgis-pbf'].min.js;
