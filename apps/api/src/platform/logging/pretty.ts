import pinoPretty from 'pino-pretty';

/** Readable lines for a terminal. */
export const pretty = () =>
  pinoPretty({
    messageKey: 'message',
    errorLikeObjectKeys: ['error'],
    ignore: 'pid,service,correlation_id',
    translateTime: 'SYS:HH:MM:ss',
    messageFormat: '{service}: {message}',
    sync: true,
  });
