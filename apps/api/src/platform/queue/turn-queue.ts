export const TURNS = 'turns';
export const QUEUE_SCHEMA = 'pgboss';

/**
 * `singleton` is the one policy that kept to one active turn an account under load. The heartbeat is the shortest that
 * the engine allows, seconds: a dead worker's turns come back after it.
 */
export const TURN_QUEUE = {
  policy: 'singleton',
  retryLimit: 20,
  retryDelay: 1,
  expireInSeconds: 300,
  heartbeatSeconds: 10,
  retentionSeconds: 30 * 24 * 60 * 60,
  deleteAfterSeconds: 60,
} as const;
