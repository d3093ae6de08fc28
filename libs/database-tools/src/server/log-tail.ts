import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const kept = 60;

/** The last lines of a program's output. */
export class LogTail {
  readonly #lines: string[] = [];
  readonly #log: (line: string) => void;

  constructor(log: (line: string) => void = () => undefined) {
    this.#log = log;
  }

  /** Reads a stream to its end, line by line; resolves when it has ended. */
  follow(stream: Readable): Promise<void> {
    const reader = createInterface({ input: stream });
    reader.on('line', (line) => this.add(line));
    return new Promise((resolve) => reader.once('close', resolve));
  }

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > kept) this.#lines.shift();
    this.#log(line);
  }

  get lines(): readonly string[] {
    return [...this.#lines];
  }

  /** The line that says why the program ended, without its time stamp; undefined when nothing does. */
  get reason(): string | undefined {
    const said = this.#lines.filter((line) => /\b(FATAL|PANIC|error|ERROR):/.test(line));
    return said.at(-1)?.replace(/^.*?\b(?:FATAL|PANIC|error|ERROR):\s*/, '');
  }
}
