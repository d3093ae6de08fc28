import type pg from 'pg';

// Keys of pg_advisory_lock(class, object): the class is ours ("pace" in ASCII), the object says what is guarded.
const lockClass = 0x70616365;
const objects = { roles: 1, boot: 2, grants: 3 } as const;

/** Waits for a lock that the session holds until it ends. */
export const lockForSession = async (client: pg.Client, what: keyof typeof objects): Promise<void> => {
  await client.query('SELECT pg_advisory_lock($1, $2)', [lockClass, objects[what]]);
};

/** Waits for a lock that the running transaction holds until it ends. */
export const lockForTransaction = async (client: pg.Client, what: keyof typeof objects): Promise<void> => {
  await client.query('SELECT pg_advisory_xact_lock($1, $2)', [lockClass, objects[what]]);
};

/** Waits for a lock of the session that is one for each name (a template database, say). */
export const lockNameForSession = async (client: pg.Client, name: string): Promise<void> => {
  await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [lockClass + 1, name]);
};
