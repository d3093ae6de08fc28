/** Settings of PostgreSQL by name, as in postgresql.conf. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

const defaults: Settings = {
  max_connections: 100,
  shared_buffers: '128MB',
  jit: false,
  // Parallel workers share memory through /dev/shm, which containers keep small.
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  // Details quote the rows that an error is about; they belong to people and not into a log.
  log_error_verbosity: 'terse',
  log_checkpoints: false,
  log_timezone: 'UTC',
  timezone: 'UTC',
};

// A crash may lose or spoil everything: only for data that is thrown away.
const ephemeral: Settings = {
  max_connections: 200,
  shared_buffers: '32MB',
  fsync: false,
  synchronous_commit: false,
  full_page_writes: false,
  wal_level: 'minimal',
  max_wal_senders: 0,
};

/**
 * The server's command line. What the launcher relies on comes last and cannot be overridden: it listens on 127.0.0.1
 * alone, has no unix socket (its path may be too long for the kernel), and writes its log where the launcher reads.
 */
export const serverArguments = (
  cluster: string,
  port: number,
  options: { settings?: Settings | undefined; ephemeral?: boolean | undefined },
): string[] => {
  const all: Settings = {
    ...defaults,
    ...(options.ephemeral === true ? ephemeral : {}),
    ...options.settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    logging_collector: false,
    log_destination: 'stderr',
    port,
  };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`])];
};
