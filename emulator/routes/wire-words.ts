import type { ServiceOptions } from '../options.js';
import type { JobStatus } from '../data/job-store.js';

/** @returns a transport type as the service writes it */
export function transportType(kind: 'Url' | 'Embedded', options: Pick<ServiceOptions, 'transportTypeCase'>): string {
  return `esriTransportType${kind === 'Url' ? options.transportTypeCase : kind}`;
}

/** @returns the status of a job as the service writes it */
export function jobStatusText(status: JobStatus, spelling: ServiceOptions['statusSpelling']): string {
  switch (spelling) {
    case 'documented':
      return status;
    case 'spaced':
      return status.replace(/([a-z])([A-Z])/g, '$1 $2');
    case 'upper':
      return status.toUpperCase();
  }
}

/** @returns a generation as the service writes it */
export function generationValue(generation: number, options: Pick<ServiceOptions, 'generationsAs'>): number | string {
  return options.generationsAs === 'strings' ? String(generation) : generation;
}
