import { Agent, get } from 'node:http';

/** Of its own, since the one that Node.js shares may go through a proxy of the environment. */
const agent = new Agent();

/** Reads JSON from a process of ours on this machine. Rejects where it does not answer 200. */
export const readLoopback = <T>(url: string | URL): Promise<T> =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`${url.toString()} answered ${response.statusCode}`));
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString()) as T);
        } catch (error) {
          reject(error);
        }
      });
    });
    request.once('error', reject);
  });
