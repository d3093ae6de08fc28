import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { CONFIG, type Config } from '../config/config.ts';
import { createDataSource } from './data-source.ts';
import { Database } from './database.ts';

/** Filled while the feature modules load; complete before the connection is made. */
const registered = new Set<EntityTarget<ObjectLiteral>>();

export const registeredEntities = (): ReadonlyArray<EntityTarget<ObjectLiteral>> => [...registered];

@Module({})
class EntitiesModule {}

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  /** Connects as the app's role. */
  static connect(applicationName: string, poolSize: number): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DataSource,
          inject: [CONFIG],
          useFactory: (config: Config) =>
            createDataSource({
              url: config.databaseUrl.open(),
              applicationName,
              poolSize,
              entities: registeredEntities(),
            }).initialize(),
        },
        { provide: Database, inject: [DataSource], useFactory: (source: DataSource) => new Database(source) },
      ],
      exports: [Database],
    };
  }

  /** A feature module names its entities here; they leave it in no other way. */
  static entities(...entities: ReadonlyArray<EntityTarget<ObjectLiteral>>): DynamicModule {
    for (const entity of entities) registered.add(entity);
    return { module: EntitiesModule };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
