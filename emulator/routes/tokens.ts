import { ServiceError } from '../errors.js';
import type { User } from '../options.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';

/** `generateToken` of the server and of the portal: by name and password, or a portal's token for a server's. */
export function generateToken(call: Call): Reply {
  const { service, params, now } = call;
  const user = byPassword(call) ?? (params.text('serverUrl') === undefined ? null : call.user);
  if (user === null)
    throw new ServiceError(400, 'Unable to generate token.', { details: ['Invalid username or password.'] });
  const asked = (params.integer('expiration') ?? Infinity) * 60000;
  const expires = now + Math.min(asked > 0 ? asked : Infinity, service.options.tokenLifetimeMs);
  // `ssl: true` would send the SDK to https.
  return json({ token: service.tokens.issue(user.username, expires), expires, ssl: false });
}

function byPassword({ service, params }: Call): User | null {
  const [name, password] = [params.text('username'), params.text('password')];
  return service.options.users.find((user) => user.username === name && user.password === password) ?? null;
}

/** @returns the token of a request: a parameter, or one of two headers */
export function tokenOf(request: Request, parameter: string | undefined): string | undefined {
  const header = request.headers.get('x-esri-authorization') ?? request.headers.get('authorization') ?? '';
  return parameter ?? /^Bearer\s+(\S+)$/i.exec(header)?.[1];
}

/**
 * @returns who sends the request, null for nobody
 * @throws {ServiceError} 498 for a token that is not (or no longer) valid
 */
export function userOf({ service, now }: Pick<Call, 'service' | 'now'>, token: string | undefined): User | null {
  if (token === undefined) return null;
  const name = service.tokens.userOf(token, now);
  const user = service.options.users.find(({ username }) => username === name);
  if (user !== undefined) return user;
  if (service.options.secured) throw new ServiceError(498, 'Invalid token.');
  return null;
}
