import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Flight } from '../effects/in-flight.ts';
import { proxyAuthRequired } from '../faults/fault-reply.ts';
import { appVersionOf } from '../limits/version-policy.ts';
import { maskForm, type Recorded, shownHeaders } from '../recorder/recorder.ts';
import type { Simulation } from '../simulation.ts';
import { NO_FIELDS } from '../support/json.ts';
import { readBody } from '../transport/body.ts';
import { decodeFields, type DecodedForm, decodeForm } from '../transport/form.ts';
import { proxyCredentials } from '../transport/proxy.ts';
import { tunnelOpener } from '../transport/tunnel.ts';
import { fail, type Reply } from '../transport/reply.ts';
import type { Match, Router } from '../transport/router.ts';
import { send } from '../transport/send.ts';
import { parseTarget, type Target } from '../transport/target.ts';
import * as errors from '../wire/errors.ts';
import { pictureReply } from '../wire/pictures.ts';
import type { Call, Route } from './call.ts';
import { deliver } from './deliver.ts';
import { type Plan, planCall, usernameOf } from './plan.ts';
import { mayPass } from './tunnels.ts';

const LARGEST_BODY = 32 * 1024 * 1024;
const UNDECODED: DecodedForm = { fields: NO_FIELDS, signature: 'absent' };

export interface Serving {
  /** The simulation as it is now: a reset puts another in its place. */
  readonly current: () => Simulation;
  readonly router: Router<Route>;
  /** A call may have changed something that is worth keeping. */
  readonly onChange: () => void;
}

/** Handles the requests of the instagram port. */
export const serveInstagram =
  ({ current, router, onChange }: Serving) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const sim = current();
    const target = parseTarget(request.url ?? '/');
    if (target.path.startsWith('/pictures/')) {
      send(response, pictureReply(sim, target.path));
      return;
    }
    const { authorization, cookie } = request.headers;
    const session = sim.sessions.ofRequest(authorization, cookie);
    let flight = session && sim.inFlight.begin(session.pk, target.path);
    response.on('close', () => flight?.end());

    readBody(request, LARGEST_BODY, (body) => {
      if (!body) {
        flight?.end();
        send(response, fail(413, { message: 'Too large' }));
        return;
      }
      const form = decode(sim, request, body, target);
      const method = request.method ?? 'GET';
      const match = router.match(method, target.path);
      const call = toCall(sim, request, { target, body, form, session, match });
      flight ??= signingIn(sim, call, response);
      const entry = record(sim, call);
      const started = performance.now();
      deliver(
        sim,
        {
          response,
          onAnswer: (status) => {
            flight?.end();
            if (!entry) return;
            entry.status = status;
            entry.duration_ms = Math.round((performance.now() - started) * 10) / 10;
          },
          onLanded: onChange,
        },
        decide(sim, call, match, entry),
      );
      if (method === 'POST') onChange();
    });
  };

/** A flight for a call without a session that names an account. */
const signingIn = (sim: Simulation, call: Call, response: ServerResponse): Flight | null => {
  if (response.destroyed) return null;
  const account = sim.accounts.byName(usernameOf(sim, call) ?? '');
  return account && sim.inFlight.begin(account.pk, call.path);
};

const decode = (sim: Simulation, request: IncomingMessage, body: Buffer, target: Target): DecodedForm => {
  const verify = sim.settings.verify_signatures;
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  let form = isForm ? decodeForm(body.toString('utf8'), verify) : UNDECODED;
  if (form.signature === 'absent' && target.query !== NO_FIELDS && 'signed_body' in target.query) {
    form = { fields: form.fields, signature: decodeFields(target.query, verify).signature };
  }
  if (form.signature === 'valid') sim.signatures.valid++;
  else if (form.signature === 'invalid') sim.signatures.invalid++;
  return form;
};

interface Parts {
  readonly target: Target;
  readonly body: Buffer;
  readonly form: DecodedForm;
  readonly session: Call['session'];
  readonly match: Match<Route> | 'method' | null;
}

const NO_PARAMS = {};

const toCall = (sim: Simulation, request: IncomingMessage, parts: Parts): Call => {
  const { headers } = request;
  const device = headers['x-ig-android-id'];
  return {
    method: request.method ?? 'GET',
    path: parts.target.path,
    absolute: parts.target.absolute,
    params: parts.match && parts.match !== 'method' ? parts.match.params : NO_PARAMS,
    query: parts.target.query,
    fields: parts.form.fields,
    signature: parts.form.signature,
    headers,
    body: parts.body,
    session: parts.session,
    device: typeof device === 'string' ? device : '',
    appVersion: appVersionOf(headers['user-agent']),
    proxy: proxyCredentials(headers['proxy-authorization']) ?? tunnelOpener(request.socket),
    address: request.socket.remoteAddress ?? '',
    wire: sim.wires[sim.settings.ids],
  };
};

const decide = (sim: Simulation, call: Call, match: Parts['match'], entry: Recorded | null): Plan => {
  if (!mayPass(sim, call.proxy)) return refusal(proxyAuthRequired());
  if (call.signature === 'invalid') return refusal(errors.invalidSignature());
  if (match === 'method') return refusal(fail(405, { message: 'Method not allowed' }));
  if (!match) return refusal(errors.pathNotFound());
  sim.followBack.settle();
  if (call.session) sim.followerDrift.settle([call.session.pk], sim.settings);
  try {
    const plan = planCall(sim, match.route, call);
    if (entry) entry.fault = plan.fault;
    return plan;
  } catch (error) {
    // An error of the simulator itself: this call fails visibly, the others continue.
    console.error(`instagram-simulator: ${call.method} ${call.path}:`, error);
    return refusal(fail(500, { message: 'The simulator itself failed; its standard error says why.' }));
  }
};

const refusal = (reply: Reply): Plan => ({
  manner: 'answer',
  reply,
  deeds: [],
  actor: '',
  delayMs: 0,
  landing: null,
  fault: null,
});

const record = (sim: Simulation, call: Call): Recorded | null => {
  const seq = sim.recorder.nextSeq();
  if (!sim.recorder.enabled) return null;
  const entry: Recorded = {
    seq,
    at: sim.clock.now(),
    method: call.method,
    path: call.path,
    query: call.query,
    form: maskForm(call.fields),
    account: usernameOf(sim, call),
    device: call.device,
    app_version: call.appVersion,
    proxy_user: call.proxy?.user ?? null,
    authorized_by: call.headers.authorization ? 'header' : call.session ? 'cookie' : null,
    signature: call.signature,
    headers: shownHeaders(call.headers),
    status: 0,
    duration_ms: 0,
    fault: null,
  };
  sim.recorder.record(entry);
  return entry;
};
