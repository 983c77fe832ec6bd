/** A mobile geodatabase as the emulator hands it out, made once for many devices. */
import type { TestService } from './service.js';

export interface OfficeFile {
  readonly file: File;
  readonly replicaId: string;
}

/** The office takes everything, attachments inside. `more`: parameters of createReplica. */
export async function makeOfficeFile(service: TestService, more: Record<string, string> = {}): Promise<OfficeFile> {
  const reply = await service.post('createReplica', {
    replicaName: 'Office',
    layers: '0,1,2',
    layerQueries: JSON.stringify({ 2: { queryOption: 'all' } }),
    geometry: '-180,-90,180,90',
    inSR: '4326',
    replicaSR: '4326',
    returnAttachments: 'true',
    syncModel: 'perLayer',
    dataFormat: 'sqlite',
    ...more,
  });
  const address = String(reply['URL'] ?? reply['resultUrl']);
  const bytes = await (await fetch(address)).arrayBuffer();
  const replicas = (await service.post('replicas', {})) as unknown as { replicaID: string; replicaName: string }[];
  const replicaId = replicas.find(({ replicaName }) => replicaName === 'Office')?.replicaID ?? '';
  return { file: new File([bytes], 'office.geodatabase'), replicaId };
}
