// The yardstick: the client library alone, following in a loop, with as many accounts at once. Its calls go to the
// simulator over kept connections, as the product's do, so that what is compared is everything else.
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { IgApiClient } from 'instagram-private-api';
import { Request } from 'instagram-private-api/dist/core/request.js';

const { instagramUrl, accounts, targets, each } = JSON.parse(process.argv[2] ?? '{}');
const { hostname, port } = new URL(instagramUrl);

class PlainAgent extends Agent {
  protocol = 'https:';
  createConnection() {
    return connect({ host: hostname, port: Number(port), noDelay: true });
  }
}
const agent = new PlainAgent({ keepAlive: true, maxFreeSockets: 128 });

class KeptRequest extends Request {
  getDefaultHeaders() {
    return { ...super.getDefaultHeaders(), Connection: 'keep-alive' };
  }
}

const signIn = async ({ username, password }) => {
  const client = new IgApiClient();
  client.state.generateDevice(username);
  client.request = new KeptRequest(client);
  client.request.defaults = { agent, timeout: 5000 };
  await client.account.login(username, password);
  return client;
};

const clients = [];
for (const account of accounts) clients.push(await signIn(account));
const cpu = process.cpuUsage();
const started = performance.now();
await Promise.all(
  clients.map(async (client) => {
    for (const pk of targets.slice(0, each)) await client.friendship.create(pk);
  }),
);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ seconds, actions: clients.length * each, cpuSeconds: (user + system) / 1e6 }));
process.exit(0);
