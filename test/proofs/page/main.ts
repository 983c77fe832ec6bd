/** What the proofs' page offers to whoever drives it: clients by name. */
import { freeze, jumpClock, thaw } from './fast-time.js';
import { Client, type ClientOptions, type SentRequest, type Work } from './client.js';
import { beBusy, type Phase } from './busy.js';
import { playStory } from './play-story.js';

/** What a client can be asked for. */
export type Verb = 'edit' | 'edits' | 'work' | 'insist' | 'look' | 'leaks' | 'close';

const clients = new Map<string, Client>();
let requests: SentRequest[] = [];

function clientOf(name: string): Client {
  const client = clients.get(name);
  if (client === undefined) throw new Error(`no client ${name}`);
  return client;
}

const proofs = {
  jumpClock,
  freeze,
  thaw,
  open: async (options: ClientOptions): Promise<void> => {
    clients.get(options.name)?.close();
    const client = new Client(options, (request) => requests.push(request));
    clients.set(options.name, client);
    await client.controller.ready;
  },
  /** Calls a verb of a client. */
  ask: (name: string, verb: Verb, ...args: unknown[]): unknown =>
    (clientOf(name)[verb] as (...args: unknown[]) => unknown).apply(clientOf(name), args),
  /** Begins a piece of work and does not wait for it; `cancel` ends it as a person would. */
  begin: (name: string, what: Work): void => {
    void clientOf(name).work(what);
  },
  cancel: (name: string): void => {
    clientOf(name).controller.cancel();
  },
  playStory,
  beBusy: (name: string, phase: Phase, at: Parameters<typeof beBusy>[2]): Promise<void> =>
    beBusy(clientOf(name), phase, at),
  /** What was asked since this was asked last. */
  requests: (): readonly SentRequest[] => {
    const made = requests;
    requests = [];
    return made;
  },
  discarded: (name: string): readonly string[] => clientOf(name).discarded,
  state: (name: string): unknown => clientOf(name).controller.state,
};

export type Proofs = typeof proofs;

Object.assign(window, { proofs });
