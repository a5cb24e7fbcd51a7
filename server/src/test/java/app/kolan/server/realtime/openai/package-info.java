/// Tests of the client of OpenAI's Realtime protocol.
@NullMarked
package app.kolan.server.realtime.openai;

import org.jspecify.annotations.NullMarked;
