// An HTTP/2 server that breaks each call the way its ask header says. Ends when its input does.
import { createServer } from 'node:http2';

const frame = (length, bytes = length) => Buffer.concat([Buffer.from([0, 0, 0, 0, length]), Buffer.alloc(bytes)]);
// Waiting for trailers keeps the stream open after its last bytes.
const open = (stream, { type = 'application/grpc', waitForTrailers = false } = {}) => stream.respond({ ':status': 200, 'content-type': type }, { waitForTrailers });

// Sessions do not let go of their sockets. One test runs at a time, so these are its own.
const sockets = new Set();
const destroy = () => sockets.forEach(socket => socket.destroy());

const ways = {
  // Resets: before and after the first message.
  reset: (stream, code) => stream.close(Number(code)),
  'reset-later': (stream, code) => {
    open(stream, { waitForTrailers: true });
    stream.write(frame(0), () => stream.close(Number(code)));
  },
  // The connection goes.
  destroy,
  'destroy-later': stream => {
    open(stream, { waitForTrailers: true });
    stream.write(frame(0), () => setTimeout(destroy, 50));
  },
  goaway: (stream, code) => {
    stream.session.goaway(Number(code), stream.id);
    setTimeout(destroy, 50);
  },
  // The stream ends too soon.
  'no-status': stream => {
    open(stream);
    stream.end(frame(0));
  },
  'half-message': stream => {
    open(stream);
    stream.end(frame(100, 10));
  },
  // Not gRPC at all.
  html: stream => {
    open(stream, { type: 'text/html' });
    stream.end('<h1>Hello</h1>');
  },
  http: (stream, code) => stream.respond({ ':status': Number(code) }, { endStream: true }),
  // gRPC, but odd.
  'trailers-only': (stream, code) =>
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc+proto', 'grpc-status': code, 'grpc-message': 'a%20b%zz%C3%BC', mark: 'x' },
      { endStream: true },
    ),
  compressed: stream => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-encoding': 'gzip' });
    stream.end(Buffer.from([1, 0, 0, 0, 1, 0]));
  },
  two: stream => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.concat([frame(0), frame(0)]));
  },
  none: stream => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end();
  },
};

const server = createServer();
server.on('connection', socket => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  const [way, code] = headers.ask.split(' ');
  ways[way](stream, code);
});
server.on('session', session => session.on('error', () => {}));
server.on('sessionError', () => {});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit()).resume();
