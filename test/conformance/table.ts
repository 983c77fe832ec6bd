/** The form of the conformance table: one row for each operation of the protocol, each of its parameters, and each key of its replies. */

/** `D` documented, `P` in Esri's Python source, `L` seen live, `C` seen in third-party code, `M` common knowledge, `UNSURE` evidence conflicts. */
export type Evidence = 'D' | 'P' | 'L' | 'C' | 'M' | 'UNSURE';

/** What protocol.md tells of one operation. Keys may be paths: arrays are walked through, `*` is any key. */
export interface OperationSpec {
  readonly operation: string;
  /** Of protocol.md. */
  readonly section: string;
  readonly evidence: Evidence;
  /** `FS/createReplica`, `FS/{layer}/query`; several where an operation answers at several. */
  readonly paths: readonly string[];
  /** Where the client's tests meet it, if not at these paths. */
  readonly clientUrl?: RegExp;
  readonly parameters: Readonly<Record<string, Evidence>>;
  readonly reply: Readonly<Record<string, Evidence>>;
  /** Why the client, or the emulator, does without the whole operation (`*`), or without some of its keys. */
  readonly clientWithout?: Readonly<Record<string, string>>;
  readonly emulatorWithout?: Readonly<Record<string, string>>;
}

/** One row. */
export interface Row {
  /** `createReplica`, `createReplica ?layers`, `createReplica >layers.features`: operation, parameter, reply key. */
  readonly id: string;
  readonly spec: OperationSpec;
  readonly kind: 'operation' | 'parameter' | 'reply';
  /** Empty for the operation itself. */
  readonly key: string;
  readonly evidence: Evidence;
  /** Reasons to do without, null where there has to be a test. */
  readonly clientWithout: string | null;
  readonly emulatorWithout: string | null;
}

/** The rows of the table, in its order. */
export function rowsOf(specs: readonly OperationSpec[]): readonly Row[] {
  return specs.flatMap((spec) => {
    const row = (kind: Row['kind'], key: string, evidence: Evidence): Row => {
      const id = `${spec.operation}${kind === 'operation' ? '' : kind === 'parameter' ? ` ?${key}` : ` >${key}`}`;
      const why = (reasons: Readonly<Record<string, string>> = {}): string | null =>
        reasons['*'] ??
        reasons[`${kind === 'reply' ? '>' : ''}${key}`] ??
        (kind === 'reply' ? reasons['>*'] : null) ??
        null;
      const excuses = { clientWithout: why(spec.clientWithout), emulatorWithout: why(spec.emulatorWithout) };
      return { id, spec, kind, key, evidence, ...excuses };
    };
    return [
      ...(spec.paths.includes('*') ? [] : [row('operation', '', spec.evidence)]),
      ...Object.entries(spec.parameters).map(([key, evidence]) => row('parameter', key, evidence)),
      ...Object.entries(spec.reply).map(([key, evidence]) => row('reply', key, evidence)),
    ];
  });
}

/** True when a request to this address is one of the operation. */
export function meets(spec: OperationSpec, url: URL): boolean {
  if (spec.clientUrl !== undefined) return spec.clientUrl.test(url.href);
  return spec.paths.some((path) => path === '*' || patternOf(path).test(url.pathname));
}

function patternOf(path: string): RegExp {
  const pattern = path
    .replace(/^FS/, '/FeatureServer')
    .replaceAll(/\{(layer|objectId|attachment)\}/g, '\\d+')
    // No item is called as one of the resources beside it.
    .replaceAll(/\{\w+\}/g, '(?!info$|upload$|register$)[^/]+');
  return new RegExp(`${pattern}$`, 'i');
}

/** An object without what the path names. */
export function without(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => without(entry, path));
  const [head, ...rest] = path;
  if (typeof value !== 'object' || value === null || head === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
      if (head !== '*' && name !== head) return [[name, inner]];
      return rest.length === 0 ? [] : [[name, without(inner, rest)]];
    }),
  );
}

/** JSON text without what the path names; other text as it is. */
export function withoutInText(text: string, path: readonly string[]): string {
  try {
    return JSON.stringify(without(JSON.parse(text), path));
  } catch {
    return text;
  }
}
