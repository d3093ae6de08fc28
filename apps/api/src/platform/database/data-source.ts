import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';

export interface DataSourceOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly entities: ReadonlyArray<EntityTarget<ObjectLiteral>>;
  /** Maximum number of connections. */
  readonly poolSize: number;
}

/** The ORM's view of PostgreSQL. The schema belongs to the migrations; `synchronize` stays off for good. */
export const createDataSource = ({ url, applicationName, entities, poolSize }: DataSourceOptions): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    applicationName,
    poolSize,
    entities: [...entities] as never[],
    synchronize: false,
    migrationsRun: false,
    logging: false,
    installExtensions: false,
    extra: {
      pipeline: true,
      // For a new connection, and for one of the pool: requests that arrive together take turns instead of failing.
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 20_000,
      // Every statement looks up by key, and planning it again costs more than running it.
      options: '-c plan_cache_mode=force_generic_plan',
    },
  });
