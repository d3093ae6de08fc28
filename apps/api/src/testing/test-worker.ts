import { Writable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from '../app.module.ts';

import { createLogger } from '../platform/logging/logger.ts';
import { nestLogger } from '../platform/logging/logging.module.ts';
import { workerConfig } from './test-config.ts';

/** A worker in this process, and what it wrote to its log. */
export class TestWorker {
  private constructor(
    private readonly context: INestApplicationContext,
    readonly logLines: readonly string[],
  ) {}

  /** `env` as for the API that it works beside: the same DATA_DIR and the same database, which it uses as the worker's role. */
  static async start(env: Record<string, string>): Promise<TestWorker> {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _, done) {
        lines.push(...chunk.toString().trim().split('\n'));
        done();
      },
    });
    const logger = createLogger('worker', sink);
    const context = await NestFactory.createApplicationContext(WorkerModule.with(workerConfig(env), logger), {
      logger: nestLogger(logger),
      abortOnError: false,
    });
    await context.init();
    return new TestWorker(context, lines);
  }

  /** What the worker itself works with. */
  get<T>(type: new (...args: never[]) => T): T {
    return this.context.get<T>(type as never, { strict: false });
  }

  async stop(): Promise<void> {
    await this.context.close();
  }
}
