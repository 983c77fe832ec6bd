import type { ImmutableObject } from 'jimu-core';

/** What the settings page sets. Texts are empty where nothing was said. */
export interface Config {
  /** Web address of the feature service. */
  readonly serviceUrl: string;
  /** Name of the local copy, for experiences that keep several areas of one service. */
  readonly geodatabase: string;
  /** `0,1`; empty for all. */
  readonly layers: string;
  /** On the map, features that are not sent are highlighted. */
  readonly highlightUnsent: boolean;
  /** Syncs start by themselves. */
  readonly autoSync: boolean;
}

export type IMConfig = ImmutableObject<Config>;
