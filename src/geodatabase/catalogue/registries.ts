/**
 * What the registries and definitions tell of a table, written as a service would describe it. For files without the service's own description,
 * those made with ArcGIS Pro for instance.
 */
import { groupBy } from '../../shared/collections.js';
import { asNumber, asString, type JsonObject } from '../../shared/json.js';
import type { Database } from '../sqlite/database.js';
import type { SqlValue } from '../sqlite/values.js';
import { unqualified, type Item } from './items.js';
import { elementsIn, textOf } from './xml.js';

/** `sde_type` of GDB_ColumnRegistry, from 0. */
const fieldTypes =
  'String SmallInteger Integer Single Double String Blob Date Geometry Raster XML BigInteger GUID'.split(' ');
const nullableFlag = 4;

interface Sources {
  readonly items: readonly Item[];
  /** By table, lower case. */
  readonly layerIds: ReadonlyMap<string, number>;
}

export interface Registries {
  /** Fields, subtypes and relationships as in `{FeatureServer}/{layerId}?f=json`. */
  describe(table: string, columns: readonly string[]): JsonObject;
}

export async function openRegistries(database: Database, { items, layerIds }: Sources): Promise<Registries> {
  const registered: (readonly SqlValue[])[] = [];
  const columns = ['table_name', 'column_name', 'sde_type', 'column_size', 'object_flags'];
  for await (const { values } of database.rows('GDB_ColumnRegistry', { columns })) registered.push(values);
  const byTable = groupBy(registered, ([table]) => lower(table));
  const definitions = new Map(
    items.flatMap(({ kind, name, definition }) => (kind === 'dataset' ? [[lower(name), definition]] : [])),
  );
  const domains = new Map(
    items.flatMap(({ kind, definition }) =>
      kind === 'domain' ? [[lower(textOf(definition, 'DomainName')), domainOf(definition)]] : [],
    ),
  );
  const domainIn = (element: string): JsonObject | undefined => domains.get(lower(textOf(element, 'DomainName')));
  const relationships = relationshipsIn(items, layerIds);

  return {
    describe(table, names) {
      const definition = definitions.get(lower(table)) ?? '';
      const [fieldInfos = ''] = elementsIn(definition, 'GPFieldInfoExs');
      const infos = new Map(elementsIn(fieldInfos, 'GPFieldInfoEx').map((info) => [lower(textOf(info, 'Name')), info]));
      const rows = new Map((byTable.get(lower(table)) ?? []).map((row) => [lower(row[1]), row]));
      const fields = names.map((name) => {
        const info = infos.get(lower(name)) ?? '';
        const [, , type, size, flags] = rows.get(lower(name)) ?? [];
        const ofTheService = typeOf(name, definition);
        const fieldType =
          ofTheService ?? textOf(info, 'FieldType') ?? `esriFieldType${fieldTypes[asNumber(type) ?? 0] ?? 'String'}`;
        return {
          name,
          type: fieldType,
          alias: textOf(info, 'AliasName'),
          nullable: textOf(info, 'IsNullable') ?? (Number(flags ?? nullableFlag) & nullableFlag) > 0,
          editable: ofTheService ? false : textOf(info, 'Editable'),
          length: fieldType === 'esriFieldTypeString' ? size : undefined,
          domain: domainIn(info),
          defaultValue: asNumber(textOf(info, 'DefaultValueNumeric')) ?? textOf(info, 'DefaultValueString'),
        };
      });
      return {
        // The table's own: its fields have such names too.
        name: textOf(definition.replace(fieldInfos, ''), 'AliasName'),
        geometryType: textOf(definition, 'ShapeType'),
        fields,
        subtypeField: textOf(definition, 'SubtypeFieldName'),
        subtypes: elementsIn(definition, 'Subtype').map((subtype) => ({
          code: asNumber(textOf(subtype, 'SubtypeCode')),
          name: textOf(subtype, 'SubtypeName'),
          domains: Object.fromEntries(
            elementsIn(subtype, 'SubtypeFieldInfo').map((info) => [textOf(info, 'FieldName') ?? '', domainIn(info)]),
          ),
        })),
        relationships: relationships.get(layerIds.get(lower(table)) ?? -1) ?? [],
      };
    },
  };
}

/** The two fields that a definition names apart, and that nobody edits. */
function typeOf(name: string, definition: string): string | undefined {
  if (lower(textOf(definition, 'OIDFieldName')) === lower(name)) return 'esriFieldTypeOID';
  return lower(textOf(definition, 'GlobalIDFieldName')) === lower(name) ? 'esriFieldTypeGlobalID' : undefined;
}

function domainOf(definition: string): JsonObject {
  const name = textOf(definition, 'DomainName');
  const isText = textOf(definition, 'FieldType') === 'esriFieldTypeString';
  if (!definition.includes('<CodedValues'))
    return { type: 'range', name, range: [textOf(definition, 'MinValue'), textOf(definition, 'MaxValue')] };
  const codedValues = elementsIn(definition, 'CodedValue').map((value) => {
    const code = textOf(value, 'Code');
    return { name: textOf(value, 'Name'), code: isText ? code : asNumber(code) };
  });
  return { type: 'codedValue', name, codedValues };
}

/** By layer: a relationship is told by both its ends. Those with tables that are no layers are left out, and so are those of attachments. */
function relationshipsIn(items: readonly Item[], layerIds: Sources['layerIds']): ReadonlyMap<number, JsonObject[]> {
  const ends = items
    .filter(({ kind }) => kind === 'relationship')
    .flatMap(({ name, definition }, id) => {
      const layerOf = (names: string): number | undefined =>
        layerIds.get(lower(unqualified(textOf(elementsIn(definition, names)[0] ?? '', 'Name') ?? '')));
      const [origin, destination] = [layerOf('OriginClassNames'), layerOf('DestinationClassNames')];
      if (origin === undefined || destination === undefined) return [];
      const [cardinality, composite] = [textOf(definition, 'Cardinality'), textOf(definition, 'IsComposite')];
      return ['Origin', 'Destination'].map((end) => ({
        layerId: end === 'Origin' ? origin : destination,
        ...{ id, name, cardinality, composite },
        relatedTableId: end === 'Origin' ? destination : origin,
        role: `esriRelRole${end}`,
        keyField: keyOf(definition, end === 'Origin' ? 'esriRelKeyRoleOriginPrimary' : 'esriRelKeyRoleOriginForeign'),
      }));
    });
  return groupBy(ends, ({ layerId }) => layerId);
}

function keyOf(definition: string, role: string): string | undefined {
  const key = elementsIn(definition, 'RelationshipClassKey').find((one) => textOf(one, 'KeyRole') === role);
  return key && textOf(key, 'ObjectKeyName');
}

function lower(value: SqlValue | undefined): string {
  return asString(value)?.toLowerCase() ?? '';
}
