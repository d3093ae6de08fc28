import { Given, Stack } from '@pacekeeper/testing';

let current: Stack | undefined;

/** The whole product in a folder of its own while `work` runs, and its database for rows that are given. */
export const withStack = async <T>(
  env: Record<string, string>,
  work: (stack: Stack, given: Given) => Promise<T>,
): Promise<T> => {
  const stack = await Stack.start({ LOG_LEVEL: 'warn', ...env });
  current = stack;
  const given = new Given(stack.databaseUrl('owner'));
  try {
    return await work(stack, given);
  } finally {
    await given.close();
    await stopCurrent();
  }
};

/** Ends the product if it runs; for callers that do not wait for the figure. */
export const stopCurrent = async (): Promise<void> => {
  const stack = current;
  current = undefined;
  await stack?.remove();
};
