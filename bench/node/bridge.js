// A bridge as one would write it on Node: Fastify with its WebSocket plugin, signatures by Twilio's
// library, speech by WebRTC's detector (libfvad), calls and turns in SQLite. It holds the
// conversation that Kolan's scripted agent holds: four sentences, a turn taken after each, and
// silence when it is interrupted. Called as `node bridge.js PORT FOLDER`; the folder has the
// sentences as mu-law and keeps the database.

import formbody from '@fastify/formbody';
import websocket from '@fastify/websocket';
import Fastify from 'fastify';
import twilio from 'twilio';
import { Conversation } from './conversation.js';
import { Ledger } from './ledger.js';

const MEDIA = '/ws/twilio-media';
const HANG_UP = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

const port = Number(process.argv[2]);
const folder = process.argv[3];
const publicUrl = process.env.PUBLIC_URL;
const token = process.env.TWILIO_AUTH_TOKEN;
if (!Number.isInteger(port) || !folder || !publicUrl || !token) {
  console.error('usage: PUBLIC_URL=… TWILIO_AUTH_TOKEN=… node bridge.js PORT FOLDER');
  process.exit(2);
}

const ledger = new Ledger(folder);
const server = Fastify();
await server.register(formbody);
await server.register(websocket);

function isSigned(request, url, parameters) {
  const signature = request.headers['x-twilio-signature'];
  return typeof signature === 'string' && twilio.validateRequest(token, signature, url, parameters);
}

async function verified(request, reply) {
  if (!isSigned(request, publicUrl + request.url, request.body)) {
    await reply.code(403).send();
  }
}

async function verifiedSocket(request, reply) {
  const url = publicUrl.replace(/^http/, 'ws') + request.url;
  if (!isSigned(request, url, {})) {
    await reply.code(403).send();
  }
}

server.get('/health', async () => ({ status: 'up' }));

server.post('/webhook/incoming_call', { preHandler: verified }, async (request, reply) => {
  ledger.callCame(request.body.CallSid, request.body.From, request.body.To);
  const url = publicUrl.replace(/^http/, 'ws') + MEDIA;
  return reply
    .type('text/xml')
    .send(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        `<Connect action="${publicUrl}/webhook/stream_ended"><Stream url="${url}"/></Connect>` +
        '</Response>',
    );
});

server.post('/webhook/stream_ended', { preHandler: verified }, async (request, reply) =>
  reply.type('text/xml').send(HANG_UP),
);

server.post('/webhook/call_status', { preHandler: verified }, async (request, reply) => {
  ledger.callEnded(request.body.CallSid, Number(request.body.CallDuration));
  return reply.code(204).send();
});

server.get(MEDIA, { websocket: true, preValidation: verifiedSocket }, (socket) => {
  let conversation = null;
  socket.on('message', (text) => {
    const message = read(text);
    switch (message.event) {
      case 'start':
        conversation ??= new Conversation(socket, message.start, ledger);
        break;
      case 'media':
        conversation?.hear(message.media?.payload);
        break;
      case 'mark':
        conversation?.played(message.mark?.name);
        break;
      case 'stop':
        socket.close();
        break;
      default:
        break;
    }
  });
  socket.on('close', () => conversation?.end());
  socket.on('error', () => socket.terminate());
});

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

await server.listen({ port, host: '0.0.0.0' });
console.log(`the bridge listens on ${server.server.address().port}`);
