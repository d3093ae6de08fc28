import { renderPage } from '../page/page.ts';
import { STYLE } from '../page/style.ts';
import { wholeOf } from '../support/json.ts';
import { at, type ControlRoute } from './control-call.ts';

const MOST_REFRESH_S = 3600;

const refreshOf = (seconds: number | null): number | null =>
  seconds === null || seconds < 1 ? null : Math.min(seconds, MOST_REFRESH_S);

/** The page for people. */
export const pageRoutes: readonly ControlRoute[] = [
  at('GET', '/', ({ sim, context, query }) => ({
    status: 200,
    text: renderPage(sim, context.instagramUrl, refreshOf(wholeOf(query, 'refresh'))),
    type: 'text/html; charset=utf-8',
    headers: {
      'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src ${context.instagramUrl}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  })),
  at('GET', '/style.css', () => ({ status: 200, text: STYLE, type: 'text/css; charset=utf-8' })),
];
