import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import type { Logger } from './logger.ts';

export const LOGGER = Symbol('LOGGER');

@Module({})
export class LoggingModule {
  static with(logger: Logger): DynamicModule {
    return {
      module: LoggingModule,
      global: true,
      providers: [{ provide: LOGGER, useValue: logger }],
      exports: [LOGGER],
    };
  }
}

/** Hands the framework's own messages to our logger; its start-up chatter goes to the level debug. */
export const nestLogger = (logger: Logger): LoggerService => {
  const write =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      const error = message instanceof Error ? { error: message } : {};
      logger[level](
        { ...error, ...(typeof context === 'string' ? { context } : {}) },
        message instanceof Error ? message.message : String(message),
      );
    };
  return {
    log: write('debug'),
    debug: write('debug'),
    verbose: write('debug'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
  };
};
