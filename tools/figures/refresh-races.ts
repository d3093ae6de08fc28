import { checked, type Figure, figureOf } from './figure.ts';
import { type Answer, cookieOf, forgedAddress, inParallel, post, signIn } from './requests.ts';
import { withStack } from './stack.ts';

const RACES = 10_000;
/** Concurrent requests with the same token. */
const AT_ONCE = 5;
/** Login sessions that race side by side; each race is for the token that the last one of its session won. */
const SESSIONS = 8;

interface Tally {
  races: number;
  winners: number;
  /** Races with no winner or with several, and answers that are neither 200 nor 401. */
  wrong: number;
  others: number;
}

/** Presents one token to the API many times at once; returns the answer of the winner. */
const race = async (url: string, cookie: string, tally: Tally): Promise<Answer | null> => {
  const replies = await Promise.all(
    Array.from({ length: AT_ONCE }, () => post(url, 'refresh', { headers: { cookie } })),
  );
  const winners = replies.filter(({ status }) => status === 200);
  tally.races += 1;
  tally.winners += winners.length;
  if (winners.length !== 1) tally.wrong += 1;
  tally.others += replies.filter(({ status }) => status !== 200 && status !== 401).length;
  return winners[0] ?? null;
};

/** Of many who present a refresh token at once, one gets the next one, and that one works: it is raced for next. */
export const refreshFigure = (races = RACES): Promise<Figure> =>
  withStack({ REQUESTS_PER_MINUTE: '10000000' }, async (stack, given) => {
    const tally: Tally = { races: 0, winners: 0, wrong: 0, others: 0 };
    const cookies: string[] = [];
    for (let index = 0; index < SESSIONS; index += 1) {
      const { username } = await given.user();
      cookies.push(cookieOf(await signIn(stack.url, username, { address: forgedAddress(index) }), 'refresh'));
    }
    const started = performance.now();
    let children = 0;
    const idle = cookies.map((_, session) => session);
    await inParallel('races', races, SESSIONS, async () => {
      const session = idle.pop() ?? 0;
      const winner = await race(stack.url, cookies[session] ?? '', tally);
      if (winner) cookies[session] = cookieOf(winner, 'refresh');
      idle.push(session);
    });
    const seconds = (performance.now() - started) / 1000;
    for (const cookie of cookies) {
      if ((await post(stack.url, 'refresh', { headers: { cookie } })).status === 200) children += 1;
    }
    const [{ ended = -1 } = {}] = await given.sql<{ ended: number }>(
      'SELECT count(*)::int AS ended FROM login_sessions WHERE ended_at IS NOT NULL',
    );
    return figureOf(
      `refresh races: ${tally.races}, each of ${AT_ONCE} at once, in ${SESSIONS} login sessions, ${seconds.toFixed(0)} s`,
      [
        checked(
          tally.races === races && tally.wrong === 0,
          `${tally.winners} winners, ${tally.wrong} races without one`,
        ),
        checked(tally.others === 0, `${tally.others} answers other than 200 and 401`),
        checked(children === SESSIONS, `the last token of ${children} of ${SESSIONS} login sessions works`),
        checked(ended === 0, `${ended} login sessions ended by it`),
      ],
    );
  });
