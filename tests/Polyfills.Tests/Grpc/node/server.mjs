// A server of the echo service; understands what EchoService.cs understands. Ends when its input does.
import { Echo, grpc } from './echo.mjs';

const { status } = grpc;

function metadata(entries) {
  const all = new grpc.Metadata();
  for (const [key, value] of Object.entries(entries)) all.add(key, value);
  return all;
}

const refusal = (code, details, trailers = {}) => ({ code, details, metadata: metadata(trailers) });

const server = new grpc.Server({ 'grpc.max_receive_message_length': 1 << 20 });
server.addService(Echo.service, {
  say(call, answer) {
    const { text, ask, data, count } = call.request;
    switch (ask) {
      case 'fail':
        return answer(
          refusal(status.FAILED_PRECONDITION, 'Grüße: 100 % kaputt\n', { reason: 'because', 'detail-bin': Buffer.from([0, 1, 254, 255]) }),
        );
      case 'trailers':
        call.sendMetadata(metadata({ early: call.metadata.get('ask-early')[0] }));
        return answer(null, { text }, metadata({ late: 'trailer', 'late-bin': Buffer.from([0, 255]) }));
      case 'sleep':
        return call.on('cancelled', () => console.log('cancelled ' + text));
      case 'deadline':
        return answer(null, { text, count: call.getDeadline() - Date.now() });
      case 'size':
        return answer(null, { data: Buffer.alloc(count) });
      case 'header':
        return answer(null, { text: call.metadata.get('b-bin')[0].toString('hex') });
    }
    answer(null, { text, count: data.length });
  },
  sum(call, answer) {
    const sum = { text: '', count: 0 };
    call.on('data', part => {
      if (part.ask === 'refuse') return answer(refusal(status.INVALID_ARGUMENT, 'Enough.'));
      sum.text += part.text;
      sum.count++;
    });
    call.on('end', () => answer(null, sum));
  },
  repeat(call) {
    const { text, count, ask } = call.request;
    for (let i = 0; i < count; i++) call.write({ text, count: i });
    if (ask === 'fail') call.emit('error', refusal(status.ABORTED, 'Midway.', { sent: `${count}` }));
    else if (ask === 'sleep') call.on('cancelled', () => console.log('cancelled ' + text));
    else call.end(metadata({ sent: `${count}` }));
  },
  chat(call) {
    call.on('data', part => {
      if (part.ask === 'fail') call.emit('error', refusal(status.OUT_OF_RANGE, 'No such word.'));
      else call.write({ text: part.text.toUpperCase() });
    });
    call.on('end', () => call.end());
  },
});

server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listening ${port}`);
});
process.stdin.on('end', () => process.exit()).resume();
