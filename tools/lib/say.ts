/** Whether progress is told as JSON, one line an event, as the logs are among which it appears. */
let asJson = false;

const line = (message: string): string =>
  asJson
    ? `${JSON.stringify({ level: 'info', time: new Date().toISOString(), service: 'start', message })}\n`
    : `${message}\n`;

/** From now on everything that is told is a line of JSON. */
export const tellAsJson = (): void => {
  asJson = true;
};

/** Progress goes to stderr, so that what a program reads from stdout stays as it is. */
export const say = (message: string): void => {
  process.stderr.write(line(message));
};

/** Prints a command's result on stdout. */
export const print = (lines: readonly string[]): void => {
  process.stdout.write(
    asJson
      ? lines
          .filter((one) => one !== '')
          .map(line)
          .join('')
      : `${lines.join('\n')}\n`,
  );
};

/** What a person got wrong, or what the machine lacks: one line, and the end. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What a command is for and how it is called; `--help` prints it, and so does a call that is wrong. */
export interface Help {
  readonly about: string;
  /** Each way to call it. */
  readonly usage: readonly string[];
  /** What its words and variables mean, in aligned lines. */
  readonly notes?: readonly string[];
}

const usageOf = ({ usage }: Help): string => ['Usage:', ...usage.map((one) => `  ${one}`)].join('\n');

/** A call that is wrong: what about it, and how it goes. */
export const misuse = (help: Help, what: string): Refusal => new Refusal(`${what}\n${usageOf(help)}`);

/** @throws Refusal for anything that begins with a dash: none of these commands has options but those it is given here. */
export const wordsOf = (help: Help, args: readonly string[], options: readonly string[] = []): string[] => {
  const unknown = args.find((one) => one.startsWith('-') && !options.includes(one));
  if (unknown !== undefined) throw misuse(help, `${unknown} is not known here.`);
  return args.filter((one) => !options.includes(one));
};

const asksForHelp = (args: readonly string[]): boolean => args.some((one) => one === '--help' || one === '-h');

/** Runs a tool; a Refusal ends it with its line, anything else with its stack. */
export const runTool = async (help: Help, main: (args: string[]) => Promise<number>): Promise<void> => {
  // Processes that this one starts talk to each other on this machine, never through a proxy.
  delete process.env['NODE_USE_ENV_PROXY'];
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    process.stdout.write(`${[help.about, '', usageOf(help), ...(help.notes ? ['', ...help.notes] : [])].join('\n')}\n`);
    process.exit(0);
  }
  try {
    process.exit(await main(args));
  } catch (error) {
    say(error instanceof Refusal ? error.message : ((error as Error).stack ?? String(error)));
    process.exit(1);
  }
};
