/** What a file holds, for people. */
import type { MobileGeodatabase, MobileLayer } from '../../src/geodatabase/index.js';
import type { Domain, SpatialReference } from '../../src/shared/esri.js';

export async function* describe(file: MobileGeodatabase, layers: readonly MobileLayer[]): AsyncGenerator<string> {
  yield* describeReplica(file.replica);
  for (const layer of layers) {
    yield `\n${layer.layerId} ${layer.name} (table ${layer.table})\n`;
    yield `  ${layer.geometryType ?? 'no geometry'}${layer.hasZ ? ', z' : ''}${layer.hasM ? ', m' : ''}`;
    yield layer.spatialReference ? `, ${nameOf(layer.spatialReference)}\n` : '\n';
    if (layer.extent)
      yield `  extent ${[layer.extent.xmin, layer.extent.ymin, layer.extent.xmax, layer.extent.ymax].join(' ')}\n`;
    yield `  ${layer.count} rows\n`;
    yield* describeAttachments(file, layer);
    for (const field of layer.fields) {
      const alias = field.alias === field.name ? '' : ` "${field.alias}"`;
      yield `  ${field.name}${alias}: ${field.type.replace('esriFieldType', '')}${field.length ? ` ${field.length}` : ''}${field.nullable ? '' : ', required'}${field.domain ? `, ${domainOf(field.domain)}` : ''}\n`;
    }
    if (layer.subtypes)
      yield `  subtypes by ${layer.subtypes.field}: ${layer.subtypes.values.map(({ code, name }) => `${code} ${name}`).join(', ')}\n`;
    for (const { name, relatedTableId, role, keyField } of layer.relationships)
      yield `  ${role.replace('esriRelRole', '').toLowerCase()} of ${name} with layer ${relatedTableId} by ${keyField}\n`;
  }
}

function* describeReplica(replica: MobileGeodatabase['replica']): Generator<string> {
  if (!replica) {
    yield 'takes part in no sync\n';
    return;
  }
  const { replicaName, replicaId, serviceUrl, syncModel, generations, attachments } = replica;
  yield `replica ${replicaName} (${replicaId})\n  of ${serviceUrl}\n`;
  const generation =
    generations?.kind === 'perReplica'
      ? String(generations.serverGen)
      : Object.entries(generations?.byLayer ?? {}).map(([layerId, serverGen]) => `${layerId}: ${String(serverGen)}`);
  yield `  sync model ${syncModel ?? 'unknown'}, server generation ${generations ? generation.toString() : 'not told'}, attachments ${attachments}\n`;
}

async function* describeAttachments(file: MobileGeodatabase, layer: MobileLayer): AsyncGenerator<string> {
  if (!layer.hasAttachments) return;
  let [count, size, missing] = [0, 0, 0];
  for await (const { content } of file.attachments(layer.layerId)) {
    count++;
    size += content?.size ?? 0;
    if (!content) missing++;
  }
  yield `  ${count} attachments, ${(size / 1e6).toFixed(1)} MB${missing > 0 ? `, ${missing} of them without their bytes` : ''}\n`;
}

function nameOf({ wkid, latestWkid, wkt = '' }: SpatialReference): string {
  return wkid === undefined ? wkt.slice(0, 60) : `${wkid}${latestWkid === undefined ? '' : ` (${latestWkid})`}`;
}

function domainOf(domain: Domain): string {
  if (domain.type === 'inherited') return 'domain inherited';
  if (domain.type === 'range') return `${domain.name} from ${domain.range[0]} to ${domain.range[1]}`;
  const shown = domain.codedValues.slice(0, 5).map(({ code, name }) => `${code} ${name}`);
  const more = domain.codedValues.length - shown.length;
  return `${domain.name}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
