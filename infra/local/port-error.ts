import { UsageError } from '../cli/usage-error.ts';

/**
 * Returns a UsageError for a port or host that cannot be used, and any other error unchanged.
 *
 * @param variable environment variable that sets the port
 */
export function asPortError(error: unknown, port: number, variable: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new UsageError(`Port ${port} is in use. Set ${variable} to another port.`);
  if (code === 'EACCES' && syscall === 'listen')
    return new UsageError(`You are not permitted to use port ${port}. Set ${variable} to another port.`);
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return new UsageError('--host is not an address of this machine. Use one such as 127.0.0.1.');
  return error;
}
