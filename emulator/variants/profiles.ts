import type { Variants } from './table.js';

/** What is set together to resemble one host. */
export interface Profile {
  readonly about: string;
  readonly options: Partial<Variants> & { readonly currentVersion: number };
}

/** The hosts a profile resembles, as far as there is evidence; what is not set here keeps its default. */
export const profiles = {
  online: {
    about: 'ArcGIS Online: hosted feature layers.',
    options: {
      currentVersion: 12,
      guidFormat: 'bare',
      urlReply: 'bare',
      resultFiles: 'replicafiles',
      statusUrlForm: 'statusId',
    },
  },
  'enterprise-10.9': {
    about: 'ArcGIS Enterprise 10.9: before async applyEdits, edits by upload id and reconcileBranchVersion.',
    options: { currentVersion: 10.9, guidFormat: 'braced', resultFiles: 'arcgisoutput', statusUrlForm: 'jobs' },
  },
  'enterprise-11': {
    about: 'ArcGIS Enterprise 11.',
    options: {
      currentVersion: 11.3,
      guidFormat: 'braced',
      resultFiles: 'arcgisoutput',
      statusUrlForm: 'jobs',
      transportTypeCase: 'URL',
    },
  },
} as const satisfies Record<string, Profile>;

/** Name of a profile. */
export type ProfileName = keyof typeof profiles;

/** @returns the profile of this name, if there is one */
export function findProfile(name: string): Profile | undefined {
  return Object.hasOwn(profiles, name) ? profiles[name as ProfileName] : undefined;
}
