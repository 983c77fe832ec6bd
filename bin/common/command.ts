/** What the commands that ask a feature service have in common. */
import { readFileSync } from 'node:fs';
import { isGdbError } from '../../src/shared/errors.js';
import { parseServiceUrl } from '../../src/shared/urls.js';
import type { Auth } from '../../src/service/token.js';

/** The command was called wrongly: exit code 2, and the message is about the call. */
export class UsageError extends Error {}

/** The one address on the command line. Throws {@link UsageError} for none, for several and for what is no feature service's. */
export function readServiceUrl(positionals: readonly string[]): string {
  const [url, ...rest] = positionals;
  if (url === undefined || rest.length > 0) throw new UsageError('One address is wanted: https://.../FeatureServer');
  try {
    return parseServiceUrl(url).serviceUrl;
  } catch {
    throw new UsageError(`${url.split('?', 1)[0] ?? ''} is no address of a feature service: https://.../FeatureServer`);
  }
}

/** The token in a file, as the host of a page would give it; undefined without a file. It is never printed, and the shell's history never sees it. */
export function readAuth(tokenFile: string | undefined): Auth | undefined {
  if (tokenFile === undefined) return undefined;
  let token: string;
  try {
    token = readFileSync(tokenFile, 'utf8').trim();
  } catch {
    throw new UsageError(`${tokenFile} cannot be read`);
  }
  if (token === '' || /\s/.test(token)) throw new UsageError(`${tokenFile} holds no token`);
  return { getToken: () => Promise.resolve(token) };
}

/** Runs a command to its exit code. What it throws is explained on stderr: 2 for wrong use, 1 for all else. */
export async function runCommand(name: string, command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(`${name}: ${explain(error)}`);
    process.exitCode = isUsage(error) ? 2 : 1;
  }
}

function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

function explain(error: unknown): string {
  if (isGdbError(error) && (error.code === 'token-required' || error.code === 'token-invalid'))
    return `${error.message} A token in a file is given with --token-file.`;
  return error instanceof Error ? error.message : String(error);
}
