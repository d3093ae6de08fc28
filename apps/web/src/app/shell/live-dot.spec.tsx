/** @jest-environment ./src/testing/browser.mjs */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { goLive } from '../../lib/live/live.ts';
import { draw } from '../../testing/render.tsx';
import { LiveBanner } from './live-banner.tsx';
import { LiveDot } from './live-dot.tsx';

const ONE_TOO_MANY = 'event: notice\ndata: {"kind":"too_many_streams","message":"Ended: you opened 20."}\n\n';

let opened = 0;
/** The first stream is ended as one too many; the next one stays open. */
const server = setupServer(
  http.get(`*${routes.events.stream.path}`, () => {
    opened += 1;
    const first = opened === 1;
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode(first ? ONE_TOO_MANY : ': listening\n\n'));
        if (first) stream.close();
      },
    });
    return new HttpResponse(body, { headers: { 'content-type': 'text/event-stream' } });
  }),
);
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

describe('a stream that the server ended as one too many', () => {
  it('is said, is not opened again at once, and is when the person asks for it', async () => {
    const end = goLive('mara');
    const { user } = draw(
      <>
        <LiveDot />
        <LiveBanner />
      </>,
    );
    expect(await screen.findByText('Not live: too many open')).toBeTruthy();
    expect(opened).toBe(1);
    await user.click(screen.getByRole('button', { name: 'Reconnect' }));
    expect(await screen.findByText('Live')).toBeTruthy();
    expect(opened).toBe(2);
    expect(screen.queryByRole('button', { name: 'Reconnect' })).toBeNull();
    end();
  });
});
