// The stack of Twilio's own sample: Fastify with its WebSocket and form plugins. It reads each
// media message, turns its sound into linear samples and back, and sends it back in a message of
// its own. Called as `node server.js PORT`.

import formbody from '@fastify/formbody';
import websocket from '@fastify/websocket';
import Fastify from 'fastify';
import { decode, encode } from './mulaw.js';

const MEDIA = '/ws/twilio-media';

const port = Number(process.argv[2]);
if (!Number.isInteger(port)) {
  console.error('usage: node server.js PORT');
  process.exit(2);
}

const server = Fastify();
await server.register(formbody);
await server.register(websocket);

server.get('/health', async () => ({ status: 'up' }));

server.post('/webhook/incoming_call', async (request, reply) =>
  reply
    .type('text/xml')
    .send(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Connect>' +
        `<Stream url="wss://${request.headers.host}${MEDIA}"/></Connect></Response>`,
    ),
);

server.get(MEDIA, { websocket: true }, (socket) => {
  let streamSid = '';
  socket.on('message', (text) => {
    const message = read(text);
    switch (message.event) {
      case 'start':
        streamSid = message.start?.streamSid ?? '';
        break;
      case 'media':
        if (typeof message.media?.payload === 'string') {
          socket.send(answer(streamSid, message.media.payload));
        }
        break;
      default:
        break;
    }
  });
  socket.on('error', () => socket.terminate());
});

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function answer(streamSid, payload) {
  const mulaw = encode(decode(Buffer.from(payload, 'base64')));
  return JSON.stringify({
    event: 'media',
    streamSid,
    media: { payload: mulaw.toString('base64') },
  });
}

await server.listen({ port, host: '0.0.0.0' });
console.log(`fastify listens on ${server.server.address().port}`);
