import type { Variants } from './variants/table.js';

/** What the wire calls an error: `{"error":{code,message,details}}`, sent with HTTP 200 unless told otherwise (protocol.md section 9). */
export class ServiceError extends Error {
  readonly code: number;
  readonly details: readonly string[];
  readonly extendedCode: number | undefined;
  readonly httpStatus: number;

  constructor(
    code: number,
    message: string,
    more: { details?: readonly string[]; extendedCode?: number; httpStatus?: number } = {},
  ) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.details = more.details ?? [];
    this.extendedCode = more.extendedCode;
    this.httpStatus = more.httpStatus ?? 200;
  }

  /**
   * @param style how the service writes `details`
   * @returns the JSON body that a client sees
   */
  body(style: Variants['errorDetails'] = 'array'): { error: Record<string, unknown> } {
    const error: Record<string, unknown> = { code: this.code };
    if (this.extendedCode !== undefined) error['extendedCode'] = this.extendedCode;
    return { error: { ...error, message: this.message, ...shapeDetails(this.details, style) } };
  }
}

function shapeDetails(details: readonly string[], style: Variants['errorDetails']): { details?: unknown } {
  switch (style) {
    case 'array':
      return { details };
    case 'missing':
      return {};
    case 'null':
      return { details: null };
    case 'text':
      return { details: details.join(' ') };
    case 'nulls':
      return { details: [null, ...details] };
  }
}

/** @returns the error ArcGIS gives for a parameter it cannot use */
export function invalidParameter(name: string, detail?: string): ServiceError {
  const details = [`'${name}' parameter is invalid`, ...(detail === undefined ? [] : [detail])];
  return new ServiceError(400, 'Cannot perform operation. Invalid operation parameters.', { details });
}

/**
 * Thrown out of the core when a fault says that the client gets no reply. A host that owns the socket destroys it;
 * in a page the rejected promise is the network error itself.
 */
export class ConnectionDropped extends Error {
  constructor() {
    super('The connection was dropped on purpose');
    this.name = 'ConnectionDropped';
  }
}

/** A feature or attachment that could not be edited: becomes one entry of the edit results, never a failed request. */
export class EditError extends Error {
  readonly code: number;
  readonly extendedCode: number | undefined;

  constructor(code: number, description: string, extendedCode?: number) {
    super(description);
    this.name = 'EditError';
    this.code = code;
    this.extendedCode = extendedCode;
  }
}
