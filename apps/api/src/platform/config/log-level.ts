export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/** LOG_LEVEL, or `info`. Read before the rest of the configuration, whose faults are already told through the log. */
export const logLevel = (): Level => LEVELS.find((level) => level === process.env['LOG_LEVEL']) ?? 'info';
