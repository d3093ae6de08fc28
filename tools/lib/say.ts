/** Progress goes to stderr, so that what a program reads from stdout stays as it is. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What a person got wrong, or what the machine lacks: one line, and the end. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Runs a tool; a Refusal ends it with its line, anything else with its stack. */
export const runTool = async (main: () => Promise<number>): Promise<void> => {
  try {
    process.exit(await main());
  } catch (error) {
    say(error instanceof Refusal ? error.message : ((error as Error).stack ?? String(error)));
    process.exit(1);
  }
};
