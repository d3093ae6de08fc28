import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSseParser, type ServerSentEvent } from './sse-parser.ts';

const parse = (...pieces: string[]): ServerSentEvent[] => {
  const events: ServerSentEvent[] = [];
  const parser = createSseParser((event) => events.push(event));
  for (const piece of pieces) parser.push(piece);
  return events;
};

describe('a stream of events', () => {
  it('is read with name, id and data', () => {
    expect(parse('event: job\nid: 7\ndata: {"a":1}\n\n')).toEqual([{ name: 'job', id: '7', data: '{"a":1}' }]);
  });

  it.each([
    ['a comment alone', ': still here\n\n', []],
    ['a comment between', 'data: x\n: still here\ndata: y\n\n', [{ name: 'message', id: null, data: 'x\ny' }]],
    ['no blank after the colon', 'event:bot\ndata:x\n\n', [{ name: 'bot', id: null, data: 'x' }]],
    ['two blanks after the colon', 'data:  x\n\n', [{ name: 'message', id: null, data: ' x' }]],
    ['an event without data', 'event: bot\n\ndata: x\n\n', [{ name: 'message', id: null, data: 'x' }]],
    ['an unknown field', 'retry: 5\nother\ndata: x\n\n', [{ name: 'message', id: null, data: 'x' }]],
    ['an event that is not finished', 'data: x\n', []],
    [
      'old line ends',
      'data: x\r\rdata: y\r\r\n',
      [
        { name: 'message', id: null, data: 'x' },
        { name: 'message', id: null, data: 'y' },
      ],
    ],
  ])('with %s', (_, text, events) => expect(parse(text)).toEqual(events));

  it('keeps the id of the event before, as the last one seen', () => {
    expect(parse('id: 1\ndata: x\n\ndata: y\n\n').map(({ id }) => id)).toEqual(['1', '1']);
  });

  it('reads the same wherever it is cut', () => {
    const text = ': hi\r\n\r\nevent: job\r\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: bot\ndata: zwölf ☕\n\n';
    const whole = parse(text);
    expect(whole).toHaveLength(2);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(parse(...at.slice(1).map((end, i) => text.slice(at[i], end)))).toEqual(whole);
      }),
    );
  });
});
