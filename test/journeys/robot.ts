/** What runs inside the page of a client that edits at random: it is sent there as text, so it uses nothing from outside. */

/** How a client stands; `rows` and `photos` once it has come to rest. */
export interface RobotReport {
  readonly isDone: boolean;
  readonly syncs: number;
  readonly edits: number;
  /** Edits that the service refused, and that were let go at the end. */
  readonly refused: number;
  readonly problems: readonly string[];
  /** `layer GlobalID` to the row as text. */
  readonly rows: Readonly<Record<string, string>>;
  /** GlobalID of an attachment to the hash of its bytes. */
  readonly photos: Readonly<Record<string, string>>;
}

/** A row as text, the same for a client and the service: every attribute and coordinate, by name. Uses nothing from outside either. */
export function rowText(row: {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly geometry?: unknown;
}): string {
  const inOrder = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inOrder);
    if (typeof value === 'string' && /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(value))
      return value.replace(/[{}]/g, '').toLowerCase();
    if (typeof value !== 'object' || value === null) return value;
    const parts = Object.entries(value).filter(([name]) => name !== 'spatialReference');
    return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, inOrder(part)]));
  };
  return JSON.stringify(inOrder([row.attributes, row.geometry ?? null]));
}

/** Starts in the page: edits and syncs for so many milliseconds, and leaves its report at `window.robot`. */
export function startRobot(seed: number, durationMs: number, textOf: typeof rowText): void {
  interface Row {
    globalId: string;
    attributes: Record<string, unknown>;
    geometry?: unknown;
  }
  interface Attachment {
    globalId: string;
  }
  interface Page {
    gdbDemo: { controller: Controller };
    robot: Record<string, unknown>;
    settleRobot: () => void;
  }
  interface Controller {
    readonly state: { readonly pending: Record<'features' | 'attachments' | 'refused', number> };
    readonly syncErrors: readonly { readonly id: number }[];
    discardEdit(id: number): Promise<void>;
    ready: Promise<void>;
    createDefaultGenerateGeodatabaseParameters(): Promise<unknown>;
    generateGeodatabase(parameters: unknown): Promise<unknown>;
    syncGeodatabase(): Promise<unknown>;
    applyEdits(layerId: number, edits: unknown): Promise<unknown>;
    queryFeatures(layerId: number, query: unknown): Promise<{ features: Row[] }>;
    addAttachment(layerId: number, globalId: string, file: File): Promise<unknown>;
    queryAttachments(layerId: number, ids: readonly string[]): Promise<Attachment[]>;
    readAttachment(attachment: Attachment): Promise<Blob>;
  }
  const page = window as unknown as Page;
  const { controller } = page.gdbDemo;
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const report = { isDone: false, syncs: 0, edits: 0, refused: 0, problems: [] as string[], rows: {}, photos: {} };
  page.robot = report;
  const mine: string[] = [];
  const all = async (layerId: number): Promise<Row[]> => {
    const rows: Row[] = [];
    for (;;) {
      const { features } = await controller.queryFeatures(layerId, {
        resultOffset: rows.length,
        resultRecordCount: 500,
      });
      rows.push(...features);
      if (features.length < 500) return rows;
    }
  };
  const sync = async (): Promise<void> => {
    try {
      await controller.syncGeodatabase();
      report.syncs += 1;
    } catch (error) {
      report.problems.push(String(error));
    }
  };
  const idOf = (row: Row): string => String(row.attributes['GlobalID']).replace(/[{}]/g, '').toLowerCase();
  const edit = async (): Promise<void> => {
    const rows = await all(0);
    const row = rows[random(rows.length)];
    const kind = random(10);
    const name = `client ${String(seed)}, edit ${String(report.edits)}`;
    if (kind < 4 || row === undefined) {
      const globalId = crypto.randomUUID();
      const geometry = { x: 7 + random(1000) / 1000, y: 46 + random(1000) / 1000 };
      await controller.applyEdits(0, { adds: [{ attributes: { GlobalID: globalId, name }, geometry }] });
      mine.push(globalId);
    } else if (kind < 7) {
      await controller.applyEdits(0, { updates: [{ attributes: { GlobalID: idOf(row), notes: name } }] });
    } else if (kind < 8 && mine.length > 6) {
      await controller.applyEdits(0, { deletes: [mine.pop()] });
    } else {
      const bytes = Uint8Array.from({ length: 2000 + random(30_000) }, () => random(256));
      await controller.addAttachment(0, idOf(row), new File([bytes], `${name}.jpg`, { type: 'image/jpeg' }));
    }
    report.edits += 1;
  };
  const look = async (): Promise<void> => {
    const rows: Record<string, string> = {};
    const photos: Record<string, string> = {};
    for (const layerId of [0, 1, 2]) {
      const found = await all(layerId);
      for (const row of found) rows[`${String(layerId)} ${idOf(row)}`] = textOf(row);
      if (layerId === 2) continue;
      for (const attachment of await controller.queryAttachments(layerId, found.map(idOf))) {
        const bytes = await (await controller.readAttachment(attachment)).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        photos[attachment.globalId] = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      }
    }
    Object.assign(report, { rows, photos });
  };
  /** One more sync and a look: asked for when all others have sent what they had. */
  page.settleRobot = () => {
    report.isDone = false;
    // An edit of a row that another client deleted is refused and stays until its person lets it go: here they do.
    const letGo = async (): Promise<void> => {
      await sync();
      for (const { id } of [...controller.syncErrors]) {
        await controller.discardEdit(id);
        report.refused += 1;
      }
      await sync();
    };
    void letGo()
      .then(look)
      .catch((error: unknown) => report.problems.push(`look: ${String(error)}`))
      .finally(() => {
        report.isDone = true;
      });
  };
  const run = async (): Promise<void> => {
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
    const end = performance.now() + durationMs;
    while (performance.now() < end) {
      for (let edits = random(4); edits >= 0; edits -= 1)
        await edit().catch((error: unknown) => report.problems.push(`edit: ${String(error)}`));
      await pause(200 + random(800));
      await sync();
    }
    for (let tries = 0; tries < 5; tries += 1) {
      const { features, attachments } = controller.state.pending;
      if (features + attachments === 0) break;
      await sync();
    }
  };
  void run()
    .catch((error: unknown) => report.problems.push(`run: ${String(error)}`))
    .finally(() => {
      report.isDone = true;
    });
}
