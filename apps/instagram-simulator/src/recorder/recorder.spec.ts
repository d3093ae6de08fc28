import { describe, expect, it } from '@jest/globals';
import { createRecorder, maskForm, type Recorded, shownHeaders } from './recorder.ts';

const entry = (seq: number, given: Partial<Recorded> = {}): Recorded => ({
  seq,
  at: 0,
  method: 'POST',
  path: '/api/v1/friendships/create/1/',
  query: {},
  form: {},
  account: 'lena',
  device: '',
  app_version: '',
  proxy_user: null,
  authorized_by: null,
  signature: 'absent',
  headers: {},
  status: 200,
  duration_ms: 0,
  fault: null,
  ...given,
});

describe('recorder', () => {
  const recorder = createRecorder(4);
  for (const one of [
    entry(1),
    entry(2, { method: 'GET', path: '/api/v1/friendships/show/1/' }),
    entry(3, { account: 'nils', status: 429 }),
    entry(4),
    entry(5, { account: null }),
  ]) {
    recorder.record(one);
  }

  it.each([
    [{}, [2, 3, 4, 5]],
    [{ account: 'lena' }, [2, 4]],
    [{ method: 'GET' }, [2]],
    [{ path: '/api/v1/friendships/create/*/' }, [3, 4, 5]],
    [{ path: 'show' }, [2]],
    [{ status: 429 }, [3]],
    [{ after: 3 }, [4, 5]],
    [{ limit: 2 }, [4, 5]],
    [{ limit: 0 }, []],
  ])('finds %j', (filter, seqs) => {
    expect(recorder.find({ limit: 100, ...filter }).map(({ seq }) => seq)).toEqual(seqs);
  });

  it('counts also when it keeps nothing', () => {
    const off = createRecorder(0);
    off.record(entry(off.nextSeq()));
    expect([off.enabled, off.total(), off.find({ limit: 10 })]).toEqual([false, 1, []]);
  });

  it('masks passwords and cuts what is long', () => {
    const long = 'x'.repeat(3000);
    const form = {
      enc_password: 'secret',
      old_password: 'secret',
      password: 'secret',
      experiments: long,
      user_id: '1',
    };
    const masked = maskForm(form);
    expect(JSON.stringify(masked)).not.toContain('secret');
    expect(masked).toMatchObject({ user_id: '1', experiments: expect.stringMatching(/^x{2000} \[3000 characters\]$/) });
    expect(maskForm({ user_id: '1' })).toEqual({ user_id: '1' });
  });

  it('keeps no header that signs anyone in', () => {
    expect(shownHeaders({ authorization: 'Bearer x', cookie: 'sessionid=x', 'x-mid': 'm' })).toEqual({ 'x-mid': 'm' });
  });
});
