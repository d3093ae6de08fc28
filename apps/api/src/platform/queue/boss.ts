import { PgBoss } from 'pg-boss';
import type { Logger } from '../logging/logger.ts';
import { MailQueue } from './mail-jobs.ts';
import { MAIL_QUEUE, MAILS } from './mail-queue.ts';
import { NOTIFICATION_QUEUE, NOTIFICATIONS } from './notification-jobs.ts';
import { QUEUE_SCHEMA, TURN_QUEUE, TURNS } from './turn-queue.ts';

export { QUEUE_SCHEMA };

/** `worker` also watches for dead workers' turns; `sender` only sends. */
export type BossRole = 'sender' | 'worker';

export const createBoss = (connectionString: string, role: BossRole, logger: Logger): PgBoss => {
  const boss = new PgBoss({
    connectionString,
    schema: QUEUE_SCHEMA,
    application_name: `pacekeeper-queue-${role}`,
    max: role === 'worker' ? 4 : 2,
    connectionTimeoutMillis: 3_000,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    supervise: role === 'worker',
    // A dead worker's turns are found within heartbeat + these; all three are needed (see docs/decisions/0003-queue.md).
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    maintenanceIntervalSeconds: 60,
  });
  // The engine goes on by itself after a fault of its connection.
  boss.on('error', (error) => logger.warn({ error }, 'queue: fault'));
  return boss;
};

type Installed = typeof TURN_QUEUE | typeof MAIL_QUEUE | typeof NOTIFICATION_QUEUE;

const installOne = async (boss: PgBoss, name: string, wanted: Installed): Promise<void> => {
  if (!(await boss.getQueue(name))) return boss.createQueue(name, wanted);
  const { policy: _, ...changeable } = wanted;
  return boss.updateQueue(name, changeable);
};

/** The engine for a moment, as the owner. @throws whatever the engine or `work` has to say */
const asOwner = async <T>(ownerUrl: string, migrate: boolean, work: (boss: PgBoss) => Promise<T>): Promise<T> => {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    max: 1,
    migrate,
    supervise: false,
    schedule: false,
    reindex: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  const faults: Error[] = [];
  boss.on('error', (error) => faults.push(error));
  await boss.start();
  let result: T;
  try {
    result = await work(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (faults[0]) throw faults[0];
  return result;
};

/** Installs or upgrades the engine's schema and our queues, as the owner. Safe to repeat. */
export const installQueue = (ownerUrl: string): Promise<void> =>
  asOwner(ownerUrl, true, async (boss) => {
    await installOne(boss, TURNS, TURN_QUEUE);
    await installOne(boss, MAILS, MAIL_QUEUE);
    await installOne(boss, NOTIFICATIONS, NOTIFICATION_QUEUE);
  });

/** For a command of the owner's at the machine: mails that it sends are sent by a process that runs, or the next one. */
export const withMailQueue = <T>(ownerUrl: string, work: (mails: MailQueue) => Promise<T>): Promise<T> =>
  asOwner(ownerUrl, false, (boss) => work(new MailQueue(boss)));
