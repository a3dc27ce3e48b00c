// Calls the server at the port given in every way there is, all at once, and prints one line of JSON per case: what came of it.
import { Echo, grpc } from './echo.mjs';

const client = new Echo(`127.0.0.1:${process.argv[2]}`, grpc.credentials.createInsecure(), { 'grpc.max_receive_message_length': 8 << 20 });

const meta = entries => {
  const all = new grpc.Metadata();
  for (const [key, value] of Object.entries(entries)) all.add(key, value);
  return all;
};
const shown = metadata =>
  Object.fromEntries(Object.entries(metadata.getMap()).map(([k, v]) => [k, Buffer.isBuffer(v) ? v.toString('hex') : v]));
const failure = e => ({ code: e.code, details: e.details, trailers: shown(e.metadata) });

const say = (request, headers = {}, options = {}) =>
  new Promise(done => {
    const seen = {};
    const call = client.say(request, meta(headers), options, (e, answer) => {
      Object.assign(seen, e ? failure(e) : { text: answer.text, count: answer.count, bytes: answer.data.length });
      if (seen.status || e) done(seen);
    });
    call.on('metadata', m => (seen.headers = shown(m)));
    call.on('status', s => {
      seen.status = { code: s.code, trailers: shown(s.metadata) };
      if ('text' in seen || 'code' in seen) done(seen);
    });
  });

const gather = (call, seen = { texts: [] }) =>
  new Promise(done => {
    call.on('data', part => seen.texts.push(part.text || part.count));
    call.on('error', e => done({ ...seen, ...failure(e) }));
    call.on('status', s => s.code === 0 && done({ ...seen, code: 0, trailers: shown(s.metadata) }));
  });

const sum = parts =>
  new Promise(done => {
    const call = client.sum((e, answer) => done(e ? failure(e) : { text: answer.text, count: answer.count }));
    call.on('error', () => {});
    for (const part of parts) call.write(part);
    call.end();
  });

const cases = {
  unary: () => say({ text: 'hi' }),
  fail: () => say({ ask: 'fail' }),
  throw: () => say({ ask: 'throw' }),
  trailers: () => say({ text: 'node', ask: 'trailers' }, { 'ask-early': 'x', 'b-bin': Buffer.from([1, 255]) }),
  deadline: () => say({ text: 'node late', ask: 'sleep' }, {}, { deadline: Date.now() + 300 }),
  left: () => say({ ask: 'deadline' }, {}, { deadline: Date.now() + 20_000 }),
  large: () => say({ data: Buffer.alloc((4 << 20) - 100) }),
  'large answer': () => say({ ask: 'size', count: 6 << 20 }),
  'too large': () => say({ data: Buffer.alloc(5 << 20) }),
  compressed: () => sum_compressed(),
  sum: () => sum([{ text: 'a' }, { text: 'b' }, { text: 'c' }]),
  refuse: () => sum([{ text: 'a' }, { ask: 'refuse' }, ...Array.from({ length: 100 }, () => ({ data: Buffer.alloc(64 << 10) }))]),
  repeat: () => gather(client.repeat({ text: '', count: 500 })),
  midway: () => gather(client.repeat({ text: 'x', count: 2, ask: 'fail' })),
  chat: () => {
    const call = client.chat();
    for (const text of ['one', 'two']) call.write({ text });
    call.end();
    return gather(call);
  },
  cancel: () => {
    const call = client.repeat({ text: 'node cancel', count: 1, ask: 'sleep' });
    call.on('data', () => call.cancel());
    return gather(call);
  },
  guarded: () => new Promise(done => client.guarded({}, (e, answer) => done(e ? failure(e) : { text: answer.text }))),
  admin: () =>
    new Promise(done => client.guarded({}, meta({ authorization: 'admin' }), (e, answer) => done(e ? failure(e) : { text: answer.text }))),
};

// A client that compresses what it sends, on a connection of its own.
const sum_compressed = () =>
  new Promise(done => {
    const gzip = new Echo(`127.0.0.1:${process.argv[2]}`, grpc.credentials.createInsecure(), { 'grpc.default_compression_algorithm': 2 });
    gzip.say({ text: 'x'.repeat(1000) }, (e, answer) => {
      gzip.close();
      done(e ? failure(e) : { text: answer.text });
    });
  });

await Promise.all(Object.entries(cases).map(async ([name, run]) => console.log(JSON.stringify({ name, ...(await run()) }))));
client.close();
