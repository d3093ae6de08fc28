import { describe, expect, it } from '@jest/globals';
import { eventually, Simulator } from './index.ts';

describe('eventually', () => {
  it('answers as soon as there is an answer', async () => {
    let asked = 0;
    const answer = await eventually(async () => (asked += 1) === 3 && 'here', 'it comes', { everyMs: 1 });
    expect([answer, asked]).toEqual(['here', 3]);
  });

  it('says what did not happen', async () => {
    const never = eventually(async () => null, 'the sun rises', { withinMs: 5, everyMs: 1 });
    await expect(never).rejects.toThrow(/within 5 ms: the sun rises/);
  });
});

describe('the simulator', () => {
  it('starts, takes orders and ends', async () => {
    const simulator = await Simulator.start();
    expect(await simulator.control('GET', '/health')).toEqual({ ok: true });
    await expect(simulator.control('GET', '/nowhere')).rejects.toThrow(/404/);
    await simulator.stop();
    await expect(fetch(simulator.controlUrl)).rejects.toThrow();
  });
});
