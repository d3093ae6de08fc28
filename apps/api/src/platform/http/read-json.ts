import { Agent, get } from 'node:http';

/** Of its own, since the one that Node.js shares may go through a proxy of the environment. */
const agent = new Agent();

/** The longest answer, bytes. */
const MOST = 1_000_000;

/**
 * Reads JSON over plain HTTP from a service beside this process, never through a proxy. Rejects where it does not answer
 * 200 with JSON in time.
 */
export const readJson = (url: URL, timeoutMs: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MOST) request.destroy(new Error('the answer is too long'));
      });
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`it answered ${response.statusCode}`));
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString()));
        } catch (error) {
          reject(error);
        }
      });
    });
    request.once('error', reject);
  });
