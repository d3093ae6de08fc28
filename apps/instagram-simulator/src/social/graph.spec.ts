import { describe, expect, it } from '@jest/globals';
import { createDirect, threadIdOf } from './direct.ts';
import { createGraph } from './graph.ts';

describe('the graph', () => {
  it('knows who follows whom, in both directions, newest first', () => {
    const graph = createGraph();
    expect([graph.follow('1', '2'), graph.follow('1', '2'), graph.follow('3', '2')]).toEqual([true, false, true]);
    expect(graph.followers('2')).toEqual(['3', '1']);
    expect(graph.following('1')).toEqual(['2']);
    expect([graph.unfollow('1', '2'), graph.unfollow('1', '2')]).toEqual([true, false]);
    expect(graph.followers('2')).toEqual(['3']);
  });

  it('turns a request into following', () => {
    const graph = createGraph();
    graph.request('1', '2');
    expect([graph.requestsTo('2'), graph.requested('1', '2')]).toEqual([['1'], true]);
    graph.follow('1', '2');
    expect([graph.requestsTo('2'), graph.requested('1', '2'), graph.follows('1', '2')]).toEqual([[], false, true]);
    expect(graph.request('1', '2')).toBe(false);
  });

  it('ends everything between two when one blocks the other', () => {
    const graph = createGraph();
    graph.follow('1', '2');
    graph.request('2', '1');
    expect([graph.block('2', '1'), graph.block('2', '1')]).toEqual([true, false]);
    expect([graph.follows('1', '2'), graph.requested('2', '1'), graph.blocks('2', '1')]).toEqual([false, false, true]);
  });

  it('forgets a user whole', () => {
    const graph = createGraph();
    graph.follow('1', '2');
    graph.follow('2', '1');
    graph.request('1', '3');
    graph.block('3', '4');
    graph.removeUser('1');
    expect([graph.followers('2'), graph.following('2'), graph.requestsTo('3')]).toEqual([[], [], []]);
  });

  it('pages from the newest to the oldest', () => {
    const graph = createGraph();
    for (let i = 1; i <= 5; i++) graph.follow(String(i), '9');
    const first = graph.page('followers', '9', null, 2);
    graph.follow('6', '9');
    const second = graph.page('followers', '9', first.next, 2);
    const last = graph.page('followers', '9', second.next, 2);
    expect([first.pks, second.pks, last]).toEqual([['5', '4'], ['3', '2'], { pks: ['1'], next: null }]);
  });

  it('saves what changed since it was grown, and nothing else', () => {
    const grow = () => {
      const graph = createGraph();
      graph.follow('1', '2');
      graph.follow('3', '4');
      graph.startRecording();
      return graph;
    };
    const graph = grow();
    graph.unfollow('1', '2');
    graph.follow('1', '5');
    graph.request('1', '6');
    graph.block('7', '1');
    const dump = graph.dump();
    expect(dump).toEqual({ following: [['1', [['5', 3]]]], requests: [['1', '6']], blocks: [['7', '1']] });
    const restored = grow();
    restored.load(dump);
    expect(restored.dump()).toEqual(dump);
    expect([restored.follows('1', '2'), restored.follows('1', '5'), restored.follows('3', '4')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('a restored graph', () => {
  it('lists everyone in the order of before, and newer edges after them', () => {
    const grow = () => {
      const graph = createGraph();
      for (const pk of ['1', '2', '3', '4']) graph.follow(pk, '9');
      graph.startRecording();
      return graph;
    };
    const graph = grow();
    graph.follow('6', '9');
    graph.unfollow('2', '9');
    graph.follow('5', '9');
    graph.follow('2', '9');
    graph.follow('1', '8');
    const restored = grow();
    restored.load(JSON.parse(JSON.stringify(graph.dump())) as ReturnType<typeof graph.dump>);
    expect(restored.followers('9')).toEqual(graph.followers('9'));
    expect(restored.page('followers', '9', null, 2)).toEqual(graph.page('followers', '9', null, 2));
    restored.follow('7', '9');
    expect(restored.followers('9')).toEqual(['7', '2', '5', '6', '4', '3', '1']);
  });
});

describe('direct messages', () => {
  it('have one thread for the same people, no matter who begins', () => {
    expect(threadIdOf(['1', '2'])).toBe(threadIdOf(['2', '1', '2']));
    expect(threadIdOf(['1', '2'])).not.toBe(threadIdOf(['1', '3']));
    expect(threadIdOf(['1', '2'])).toMatch(/^\d{39}$/);
  });

  it('come once for each context, and are saved', () => {
    const direct = createDirect();
    const { id } = direct.open(['1', '2']);
    const message = { id: 'm', authorPk: '1', kind: 'text', text: 'x', mediaPk: null, timestamp: '1', context: 'c' };
    expect([direct.add(id, message), direct.add(id, { ...message, id: 'n' })]).toEqual([true, false]);
    const restored = createDirect();
    restored.load(JSON.parse(JSON.stringify(direct.dump())) as ReturnType<typeof direct.dump>);
    expect(restored.threadsOf('2')).toEqual(direct.threadsOf('1'));
    expect(restored.add(id, message)).toBe(false);
  });
});
