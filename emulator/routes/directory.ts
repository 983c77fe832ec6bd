import type { Replica } from '../data/replica-store.js';
import type { LayerTable } from '../data/layer-table.js';
import type { WireRow } from '../data/wire-feature.js';
import { toJsonText } from '../json.js';
import { moment, page, section, type Cell } from '../page.js';
import { capabilities } from '../options.js';
import { featureServerUrl, type Call } from '../site.js';
import { inVersionOf } from './versions.js';

const everything = { predicate: { sql: '1', values: [] } };

/** @returns the root of the service for a person: its layers, its replicas with their generations, its jobs */
export function servicePage(call: Call, replicas: readonly Replica[]): string {
  const { service } = call;
  const root = featureServerUrl(call);
  const { current, minimum } = service.changes;
  const about = section(
    'Service',
    ['currentVersion', 'capabilities', 'generation', 'oldest usable generation'],
    [[service.options.currentVersion, capabilities(service.options).join(', '), current, minimum]],
  );
  const layers = [...service.layers.values()].map((layer): Cell[] => {
    const { id, name, geometryType } = layer.definition;
    const rows = `${root}/${id}/query?where=1%3D1&outFields=*&resultRecordCount=100`;
    return [
      id,
      { text: name, href: `${root}/${id}` },
      geometryType ?? 'table',
      { text: `${layer.count(everything)} rows`, href: rows },
    ];
  });
  return page(
    `${service.name} (FeatureServer)`,
    about +
      section('Layers and tables', ['id', 'name', 'geometry', 'data'], layers) +
      replicaSection(call, replicas) +
      `<p><a href="${root}?f=pjson">JSON</a></p>`,
  );
}

/** @returns the replicas for a person */
export function replicasPage(call: Call, replicas: readonly Replica[]): string {
  return page(`Replicas of ${call.service.name}`, replicaSection(call, replicas));
}

function replicaSection(call: Call, replicas: readonly Replica[]): string {
  const current = (replica: Replica): number => inVersionOf(call, replica).service.changes.current;
  const rows = replicas.map((replica): Cell[] => [
    { text: replica.name, href: `${featureServerUrl(call)}/replicas/${replica.id}` },
    replica.owner ?? '',
    replica.version ?? 'default',
    replica.syncModel,
    [...replica.generations]
      .map(([id, generation]) => `${id}: ${generation} (${current(replica) - generation} behind)`)
      .join(', '),
    moment(replica.created),
    moment(replica.synced),
  ]);
  return section(
    'Replicas',
    ['name', 'owner', 'version', 'sync model', 'generation by layer', 'created', 'last sync'],
    rows,
  );
}

/** @returns the rows of a query for a person */
export function rowsPage(layer: LayerTable, rows: readonly WireRow[]): string {
  const names = Object.keys(rows[0]?.attributes ?? {});
  const show = (value: unknown): string => (typeof value === 'string' ? value : toJsonText(value));
  const cells = rows.map(({ attributes, geometry }) => [
    ...names.map((name) => show(attributes[name] ?? '')),
    geometry === undefined ? '' : show(geometry).slice(0, 120),
  ]);
  return page(layer.definition.name, section(`${rows.length} rows`, [...names, 'geometry'], cells));
}
