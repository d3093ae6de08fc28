import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Stack } from '@pacekeeper/testing';
import { load, median } from './load.ts';
import { newPerson, signInAdmin } from './people.ts';

const ROUNDS = 3;
const LOAD = { seconds: 5, connections: 32 } as const;

interface Bare {
  readonly url: string;
  stop(): void;
}

/** Reads as the owner, whom the policies let through. */
const startBare = (databaseUrl: string, userId: string): Promise<Bare> => {
  const script = join(import.meta.dirname, 'bare-read.mjs');
  const child = spawn(process.execPath, [script, JSON.stringify({ databaseUrl, userId })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the bare server ended with ${code}`)));
    child.stdout.once('data', (line: Buffer) => {
      const { address } = JSON.parse(line.toString()) as { address: string };
      resolve({ url: `${address}/me`, stop: () => child.stdin.end() });
    });
  });
};

/** An authenticated read through guard, login session, row-level security and one query, against the bare query. */
export const benchReads = async (): Promise<string[]> => {
  const stack = await Stack.start({ LOG_LEVEL: 'warn', REQUESTS_PER_MINUTE: '10000000' });
  try {
    const { client, id } = await newPerson(stack, await signInAdmin(stack), 'reader');
    const bare = await startBare(stack.databaseUrl('owner'), id);
    const whole = { url: `${stack.url}/api/auth/me`, token: client.token ?? '' };
    const ratios: number[] = [];
    const lines: string[] = [];
    await load({ ...whole, ...LOAD, seconds: 2 });
    await load({ url: bare.url, ...LOAD, seconds: 2 });
    for (let round = 0; round < ROUNDS; round += 1) {
      const plain = await load({ url: bare.url, ...LOAD });
      const product = await load({ ...whole, ...LOAD });
      ratios.push(product.perSecond / plain.perSecond);
      lines.push(
        `  round ${round + 1}: bare ${plain.perSecond.toFixed(0)}/s, whole way ${product.perSecond.toFixed(0)}/s`,
      );
    }
    bare.stop();
    return [`authenticated read (auth/me): ${median(ratios).toFixed(2)} of bare Fastify + pg (goal 0.7)`, ...lines];
  } finally {
    await stack.remove();
  }
};
